"""What of a list of hand-ins the gradebook knows already."""

from __future__ import annotations

from collections.abc import Sequence

from autograder.formats.submissions import Submission
from autograder.gradebook import Finished, Gradebook
from autograder.grading.paper import Paper
from autograder.grading.submission import fingerprint, read_files, read_submission


def graded_before(
    gradebook: Gradebook, paper: Paper, submissions: Sequence[Submission], basis: str | None
) -> dict[int, Finished]:
    """Return, by their place in the list, the hand-ins that were last graded on this basis.

    On whatever basis, where `basis` is None.

    Raises:
        GradebookError: the gradebook cannot be read.
    """
    known = gradebook.finished(paper.assignment.name, basis)
    finished: dict[int, Finished] = {}
    for place, submission in enumerate(submissions if known else ()):
        try:
            content = read_submission(paper, submission)
            files = read_files(paper, submission)
        except Exception:
            continue  # grading it tells why
        if one := known.get((submission.student, fingerprint(content, files))):
            finished[place] = one
    return finished
