"""The solutions."""
