"""What parts A to C are written without: these libraries do what is to be done by hand."""

from autograder import forbids

BY_HAND = [forbids("torch", "tensorflow", "jax", "scipy")]
