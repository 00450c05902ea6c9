"""`autograder build --format gradescope`, and `autograder gradescope`, which its .zip calls."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from autograder.authoring.course import Course, Secret
from autograder.authoring.load import load_assignment
from autograder.commands.build import BuiltFile, settled
from autograder.commands.grade import provenance_of
from autograder.formats.gradescope.bundle import autograder_zip
from autograder.formats.gradescope.results import (
    StudentKey,
    Visibility,
    attempt_of,
    results_of,
    student_of,
)
from autograder.formats.release import Built, release_hash, released
from autograder.formats.submissions import submission_in
from autograder.grading.basis import basis_of
from autograder.grading.paper import make_paper
from autograder.grading.whole_class import grade_class
from autograder.spec import Assignment


def build_for_gradescope(
    course: Course,
    assignments: Sequence[str],
    secret: Secret,
    *,
    visibility: Visibility,
    student: StudentKey,
    out: Path | None = None,
    check: bool = False,
) -> Iterator[BuiltFile]:
    """Write a .zip for each assignment, by default to `gradescope/`.

    Raises:
        LookupError: the engine is not installed as a distribution.
        SpecError: an assignment cannot be loaded or assembled.
        OSError: a file cannot be read or written.
    """
    for name in assignments:
        assignment = load_assignment(course, name)
        data = autograder_zip(course, assignment, secret, visibility=visibility, student=student)
        path = (out or course.root / "gradescope") / f"{name}.zip"
        yield settled(Built(path, data), check=check)


def grade_for_gradescope(
    course: Course,
    assignment: Assignment,
    secret: Secret,
    root: Path,
    *,
    visibility: Visibility,
    student: StudentKey,
) -> dict[str, Any]:
    """Grade the one submission of a Gradescope folder; write and return its `results.json`.

    Raises:
        ValueError: Gradescope's metadata name no student, or the submission's folder cannot be
            read.
        RuntimeError: the grader itself failed; nothing was written.
        SpecError: the reference fails on a hidden case.
        SandboxError: no worker can be had on this machine.
        OSError: the results cannot be written.
    """
    who = student_of(root, student)
    folder = root / "submission"
    try:
        files = [file.name for file in assignment.files]
        submission = submission_in(folder, assignment.name, who, files=files)
    except OSError as error:
        raise ValueError(f"{folder} cannot be read: {error.strerror}") from None
    notebooks = released(course, assignment)
    paper = make_paper(course, assignment, secret, notebooks)
    attempt = attempt_of(root)
    (graded,) = grade_class(paper, [submission], attempt_number=lambda *_: attempt)
    if graded.failed:
        raise RuntimeError(graded.verdict.reason)
    release = release_hash(notebooks)
    made_by = provenance_of(release, secret, basis_of(paper, release, None))
    results = results_of(
        graded.verdict,
        assignment,
        graded.language,
        visibility=visibility,
        provenance={
            "engine": made_by.engine_version,
            "release": made_by.release_hash,
            "seed": made_by.seed_id,
            "python": made_by.python_version,
            "numpy": made_by.numpy_version,
        },
    )
    path = root / "results" / "results.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(results, ensure_ascii=False, indent=1, allow_nan=False), "utf-8")
    return results
