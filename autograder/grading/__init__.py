"""Grade one submission, a class, and the assignments themselves."""
