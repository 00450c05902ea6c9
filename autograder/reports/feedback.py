"""The page that tells one student what one submission is worth, and why."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from autograder.judge.diagnosis import SketchKind
from autograder.judge.verdict import QuestionStatus, QuestionVerdict, SubmissionStatus
from autograder.reports.model import Feedback
from autograder.reports.notebook import notebook
from autograder.reports.pages import render
from autograder.reports.sketches import differences, drawing
from autograder.reports.summary import share
from autograder.reports.texts import Voice, voice


@dataclass(frozen=True)
class QuestionPart:
    """One question of the page."""

    verdict: QuestionVerdict
    title: str
    anchor: str
    cell: int | None
    """The number of the notebook's cell that answers it."""

    cases: tuple[str, ...]
    """The cases' names, in the page's language."""

    drawing: Markup | None
    """The failing example's curve or path, where a picture says more than its numbers."""

    differences: list[list[str]] | None
    """The failing example's matrix, entry by entry."""


def feedback_html(feedback: Feedback) -> str:
    """Return the page as one self-contained HTML document, without any script.

    Whatever the student handed in, the page can be made: what cannot be shown is left out, with
    a note that says so.
    """
    say = voice(feedback.language)
    verdict = feedback.verdict
    names = [question.name for question in verdict.questions]
    shown = notebook(feedback.executed, names, say)
    if feedback.withheld_until is not None and verdict.status is not SubmissionStatus.UNREADABLE:
        blank = (QuestionStatus.NOT_ATTEMPTED, QuestionStatus.MISSING)
        received = [(question.name, question.status not in blank) for question in verdict.questions]
        return render("received.html", say, feedback=feedback, received=received, notebook=shown)
    return render(
        "feedback.html",
        say,
        feedback=feedback,
        verdict=verdict,
        unreadable=verdict.status is SubmissionStatus.UNREADABLE,
        share=share(verdict.score, verdict.max_score),
        correct=sum(q.status is QuestionStatus.CORRECT for q in verdict.questions),
        parts=[
            _part(feedback, question, number, shown.answers.get(question.name), say)
            for number, question in enumerate(verdict.questions, start=1)
        ],
        notebook=shown,
    )


def _part(
    feedback: Feedback, question: QuestionVerdict, number: int, cell: int | None, say: Voice
) -> QuestionPart:
    example = question.diagnosis.example if question.diagnosis else None
    sketch = example.sketch if example else None
    is_matrix = sketch is not None and sketch.kind is SketchKind.MATRIX
    return QuestionPart(
        verdict=question,
        title=feedback.question_titles.get(question.name, ""),
        anchor=f"question-{number}",
        cell=cell,
        cases=tuple(
            feedback.case_titles.get((question.name, case.name), case.name)
            for case in question.cases
        ),
        drawing=None if is_matrix or not sketch else drawing(sketch, say, f"sketch-{number}"),
        differences=differences(sketch) if is_matrix and sketch else None,
    )
