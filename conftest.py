"""`pytest assignments/` holds every assignment to account."""

pytest_plugins = ["autograder.pytest_plugin"]
