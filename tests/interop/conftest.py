"""nbgrader courses in temporary folders, and nbgrader itself run as people run it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from tests.interop.courses import Autograder, Nbgrader


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Without the settings of this machine, and with the programs beside this Python."""
    home = tmp_path_factory.mktemp("home")
    ours = {key: value for key, value in os.environ.items() if not key.startswith("AUTOGRADER_")}
    beside = str(Path(sys.executable).parent)
    return ours | {
        "PATH": f"{beside}{os.pathsep}{ours['PATH']}",
        "HOME": str(home),
        "JUPYTER_CONFIG_DIR": str(home / "config"),
        "JUPYTER_DATA_DIR": str(home / "data"),
        "JUPYTER_RUNTIME_DIR": str(home / "runtime"),
    }


@pytest.fixture(scope="session")
def nbgrader(environment: dict[str, str]) -> Nbgrader:
    """Run `nbgrader` in a course, and return what it says; it must end with this exit code."""

    def run(root: Path, *words: object, ends: int = 0) -> str:
        command = [sys.executable, "-m", "nbgrader", *map(str, words)]
        done = subprocess.run(
            command, cwd=root, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == ends, done.stdout + done.stderr
        return done.stdout + done.stderr

    return run


@pytest.fixture(scope="session")
def autograder() -> Autograder:
    """Run `autograder` in this process, and return what it prints."""

    def run(*words: object, ends: int = 0) -> str:
        with pytest.MonkeyPatch.context() as patch:
            for name in ("AUTOGRADER_GRADEBOOK", "AUTOGRADER_SECRET_FILE"):
                patch.delenv(name, raising=False)
            result = CliRunner().invoke(main, [str(word) for word in words])
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code == ends, result.output
        return result.stdout

    return run
