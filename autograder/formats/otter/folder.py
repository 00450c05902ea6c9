"""The folder from which `otter assign` goes on: a master notebook, and its tests' tools."""

from __future__ import annotations

import hashlib
import hmac
from pathlib import Path

from autograder.authoring.assemble import notebook_bytes
from autograder.authoring.course import Course, Secret
from autograder.authoring.load import assignment_folders
from autograder.formats.otter.master import master_notebook, tools_source
from autograder.formats.otter.tests import TOOLS, TestFormat
from autograder.formats.release import Built, release_path
from autograder.spec import Assignment


def built_for_otter(
    course: Course,
    assignment: Assignment,
    secret: Secret,
    lang: str,
    root: Path,
    *,
    tests: TestFormat = "exception",
) -> list[Built]:
    """Assemble what `otter assign` needs of an assignment, for `root/<lang>/<assignment>/`.

    Raises:
        SpecError: the assignment's prose or reference does not allow it.
    """
    own_key = hmac.new(secret.key, b"otter", hashlib.sha256).digest()
    folder = assignment_folders(course)[assignment.name]
    master = master_notebook(assignment, folder, lang, own_key, tests)
    path = release_path(root, lang, assignment.name)
    return [
        Built(path, notebook_bytes(master)),
        Built(path.parent / f"{TOOLS}.py", tools_source(master).encode("utf-8")),
    ]
