"""Hostile inputs for everything that reads what students and their processes send."""
