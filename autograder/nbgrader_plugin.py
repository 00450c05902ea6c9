"""What an `nbgrader_config.py` calls: `from autograder.nbgrader_plugin import configure`."""

from autograder.commands.nbgrader.settings import configure

__all__ = ["configure"]
