"""The page that shows an instructor what an assignment's tests catch, and what they do not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from autograder.reports.pages import render
from autograder.reports.texts import voice
from autograder.spec import Language


@dataclass(frozen=True)
class MistakeLine:
    """A known mistake."""

    name: str
    caught_by: tuple[str, ...]
    """The titles of the hidden cases that refuse it on every secret."""

    caught: bool
    named: bool


@dataclass(frozen=True)
class MutantLine:
    """A machine-made mutant of the solution."""

    name: str
    refused_by: str
    """The title of the first hidden case that refuses it; empty where it passes on some secret."""

    ends: bool
    """Whether it ended by itself."""

    because: str
    """Why it is equivalent, where the author says so."""


@dataclass(frozen=True)
class QuestionLines:
    """One question of the matrix."""

    name: str
    hidden: int
    """The number of its hidden cases."""

    mistakes: tuple[MistakeLine, ...]
    accepted: Mapping[str, bool]
    """The other right solutions, and whether each is accepted."""

    mutants: tuple[MutantLine, ...]


@dataclass(frozen=True)
class MatrixReport:
    """All that the page shows."""

    course: str
    assignment_title: str
    language: Language
    secrets: int
    counts: Mapping[str, int]
    findings: tuple[str, ...]
    """What the author must mend, in English as all that is said to authors."""

    questions: tuple[QuestionLines, ...]


def matrix_html(report: MatrixReport) -> str:
    """Return the page as one self-contained HTML document, without any script."""
    return render("matrix.html", voice(report.language), report=report, counts=report.counts)
