"""The page that tells an instructor how a class fared."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from autograder.judge.verdict import QuestionVerdict, SubmissionStatus, SubmissionVerdict
from autograder.reports import summary
from autograder.reports.model import ClassReport
from autograder.reports.pages import render
from autograder.reports.plots import histogram, question_bars
from autograder.reports.summary import QuestionSummary, Spread
from autograder.reports.texts import Voice, voice

CLASS = "class.html"

LARGE = 500
"""Students of a class whose page has them all: it opens in a second."""

PART = 200
"""Students of one page, where they are more."""

MOST_NAMES = 60
"""Students of a large class who are named at one place."""


@dataclass(frozen=True)
class StudentRow:
    """One student of the table; without a verdict, one who handed nothing in."""

    student: str
    verdict: SubmissionVerdict | None
    readable: bool
    share: float
    needs_help: bool
    questions: tuple[QuestionVerdict | None, ...]
    """In the order of the class's questions, None where the submission has no such question."""


@dataclass(frozen=True)
class Drawings:
    """The plots of the page."""

    scores: Markup
    questions: Markup


@dataclass(frozen=True)
class Part:
    """Some of the students of a large class, on a page of their own."""

    file: str
    rows: list[StudentRow]


def class_html(report: ClassReport) -> str:
    """Return the page as one self-contained HTML document, without any script.

    Of a class of more than `LARGE` it names parts, which `class_pages` has too.
    """
    return class_pages(report)[CLASS]


def class_pages(report: ClassReport) -> dict[str, str]:
    """Return the class page, and where the class is large those of its students, by file name."""
    say = voice(report.language)
    graded = summary.graded(report.verdicts)
    lie = summary.spread([verdict.score for verdict in graded])
    questions = summary.questions(graded)
    points = max((verdict.max_score for verdict in graded), default=0.0)
    rows = _rows(report, questions, lie)
    parts = _parts(rows)
    pages = {
        part.file: render("class_part.html", say, report=report, part=part, questions=questions)
        for part in parts
    }
    pages[CLASS] = render(
        "class.html",
        say,
        report=report,
        parts=parts,
        most_names=MOST_NAMES if parts else len(rows),
        graded=graded,
        lie=lie,
        points=points,
        drawings=_drawings(graded, points, questions, lie, say),
        questions=questions,
        mistakes=summary.mistakes(graded),
        rows=rows,
        low=[row for row in rows if row.needs_help and row.readable],
        refused=[row for row in rows if row.verdict is not None and not row.readable],
        missing=[row for row in rows if row.verdict is None],
        fewest=summary.FEWEST_FOR_DISCRIMINATION,
    )
    return pages


def _parts(rows: list[StudentRow]) -> list[Part]:
    if len(rows) <= LARGE:
        return []
    starts = range(0, len(rows), PART)
    return [
        Part(f"class-{number:03}.html", rows[start : start + PART])
        for number, start in enumerate(starts, 1)
    ]


def _drawings(
    graded: list[SubmissionVerdict],
    points: float,
    questions: list[QuestionSummary],
    lie: Spread | None,
    say: Voice,
) -> Drawings | None:
    if lie is None:
        return None
    return Drawings(
        scores=histogram([verdict.score for verdict in graded], points, lie, say),
        questions=question_bars(questions, say) if questions else Markup(""),
    )


def _rows(
    report: ClassReport, questions: list[QuestionSummary], lie: Spread | None
) -> list[StudentRow]:
    names = [question.name for question in questions]
    rows = [_row(verdict, names, lie) for verdict in report.verdicts]
    seen = {row.student for row in rows}
    rows += [
        StudentRow(student, None, False, 0.0, True, (None,) * len(names))
        for student in dict.fromkeys(report.students)
        if student not in seen
    ]
    return sorted(rows, key=lambda row: summary.alphabetical(row.student))


def _row(verdict: SubmissionVerdict, names: list[str], lie: Spread | None) -> StudentRow:
    readable = verdict.status is SubmissionStatus.GRADED
    answered = {question.name: question for question in verdict.questions}
    low = lie is not None and summary.needs_help(verdict.score, lie)
    return StudentRow(
        student=verdict.student,
        verdict=verdict,
        readable=readable,
        share=summary.share(verdict.score, verdict.max_score),
        needs_help=low or not readable,
        questions=tuple(answered.get(name) for name in names),
    )
