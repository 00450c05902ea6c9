"""What an `nbgrader_config.py` calls: `from autograder.nbgrader_plugin import configure`."""

from __future__ import annotations

from typing import Any


def configure(c: Any) -> None:
    """Set nbgrader up, given the `c` of an `nbgrader_config.py`."""
    # What students wrote as HTML is shown to others: nbgrader shows it as it is.
    c.HTMLExporter.sanitize_html = True
