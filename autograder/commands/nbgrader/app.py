"""nbgrader itself, started in a course: its configuration, what it says, and what it needs."""

from __future__ import annotations

import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.apps import NbGrader

from autograder.commands.nbgrader.settings import configure


def nbgrader_in(root: Path) -> Any:
    """Return an nbgrader application with the course's configuration, and our parts in it."""
    app = NbGrader(log_level=logging.ERROR)
    with quiet(), _in(root):
        app.initialize([], root=str(root))
        configure(app.config)
        app.update_config(app.config)
    # What it says is for its own commands' users; we tell what matters in our rows.
    app.log.propagate = False
    app.log.setLevel(logging.WARNING)
    return app


class Said(logging.Handler):
    """Keeps what nbgrader warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(record.getMessage())

    def taken(self) -> list[str]:
        """Return what was said since the last time."""
        said, self._lines = self._lines, []
        return said


@contextmanager
def _in(folder: Path) -> Iterator[None]:
    here = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the warnings to ourselves that nbgrader's own code gives rise to."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.getLogger("traitlets").setLevel(logging.ERROR)
        yield


def make_programs_found() -> None:
    """Let nbgrader find `alembic`, which it runs by name, beside this Python."""
    beside = str(Path(sys.executable).parent)
    paths = os.environ.get("PATH", "").split(os.pathsep)
    if beside not in paths:
        os.environ["PATH"] = os.pathsep.join([*paths, beside])
