"""`autograder matrix`: what the tests of an assignment catch, as a page for instructors."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import Progress

from autograder.authoring.course import Course
from autograder.commands.files import write_whole
from autograder.grading.matrix import Counts, Row, row_of, secrets_of, table, total
from autograder.mutation.arena import ENDLESS, Fate
from autograder.reports.matrix_page import (
    MatrixReport,
    MistakeLine,
    MutantLine,
    QuestionLines,
    matrix_html,
)
from autograder.spec import Assignment, Language, Question

PAGE = "matrix.html"


@dataclass(frozen=True)
class Matrix:
    """An assignment held to account."""

    counts: Counts
    findings: tuple[str, ...]
    page: Path

    @property
    def is_sound(self) -> bool:
        """Whether there is nothing to mend."""
        return not self.findings and not self.counts.has_hole


def matrix(
    course: Course,
    assignment: Assignment,
    *,
    secrets: int,
    out: Path,
    on_question: Callable[[], None] = lambda: None,
) -> Matrix:
    """Hold an assignment to account on so many secrets, and write the page.

    Raises:
        SpecError: a case cannot be drawn, or the reference fails on it.
        ArenaError: mutants cannot be tried here.
        OSError: the page cannot be written.
    """
    keys = secrets_of(secrets)
    rows = []
    for question in assignment:
        rows.append(row_of(assignment, question, keys))
        on_question()
    counts = total(rows)
    findings = tuple(str(finding) for row in rows for finding in row.findings)
    report = MatrixReport(
        course=course.name,
        assignment_title=assignment.title[course.language],
        language=course.language,
        secrets=secrets,
        counts=asdict(counts),
        findings=findings,
        questions=tuple(_lines(row, course.language) for row in rows),
    )
    page = out / PAGE
    write_whole(page, matrix_html(report))
    return Matrix(counts, findings, page)


def _lines(row: Row, lang: Language) -> QuestionLines:
    titles = {case.name: case.title(lang) for case in row.question.cases}
    return QuestionLines(
        name=row.question.name,
        hidden=_hidden(row.question),
        mistakes=tuple(
            MistakeLine(
                each.name, tuple(titles[name] for name in each.caught_by), each.caught, each.named
            )
            for each in row.assessment.mistakes
        ),
        accepted=row.assessment.accepted,
        mutants=tuple(_mutant(fate, row, titles) for fate in row.mutation.fates),
    )


def _mutant(fate: Fate, row: Row, titles: dict[str, str]) -> MutantLine:
    first = fate.killed_by[0] if fate.killed else ""
    return MutantLine(
        name=fate.mutant.name,
        refused_by=titles.get(first, ""),
        ends=first != ENDLESS,
        because=row.mutation.listed.get(fate.mutant.name, ""),
    )


def _hidden(question: Question) -> int:
    return sum(not case.visible for case in question.cases)


def matrices(
    course: Course, assignments: Sequence[Assignment], *, secrets: int, out: Path
) -> dict[str, Matrix]:
    """Hold assignments to account, one after the other, and write their pages.

    A progress bar appears on stderr, where stderr is a terminal.

    Raises:
        SpecError: a case cannot be drawn, or the reference fails on it.
        ArenaError: mutants cannot be tried here.
        OSError: a page cannot be written.
    """
    console = Console(stderr=True)
    with Progress(console=console, disable=not console.is_terminal) as progress:
        task = progress.add_task(
            "Questions", total=sum(len(each.questions) for each in assignments)
        )
        return {
            assignment.name: matrix(
                course,
                assignment,
                secrets=secrets,
                out=out / assignment.name,
                on_question=partial(progress.advance, task),
            )
            for assignment in assignments
        }


def as_json(found: Mapping[str, Matrix]) -> str:
    """Return the counts of every assignment, for a script."""
    counts = {name: asdict(each.counts) for name, each in found.items()}
    return json.dumps({"assignments": counts}, indent=1)


def as_text(found: Mapping[str, Matrix]) -> list[str]:
    """Return the counts as a table, what there is to mend, and where the pages are."""
    return [
        *table({name: each.counts for name, each in found.items()}),
        *(f"{name}: {finding}" for name, each in found.items() for finding in each.findings),
        *(f"see {each.page}" for each in found.values()),
    ]
