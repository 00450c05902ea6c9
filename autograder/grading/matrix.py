"""The kill matrix of an assignment: what its tests catch, name, accept and kill."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from autograder.grading.assess import Assessment, Finding, assess_question
from autograder.grading.mutation_score import MutationScore, score_mutants
from autograder.spec import Assignment, Question


@dataclass(frozen=True)
class Counts:
    """How many there are of each, in a question or an assignment."""

    mistakes: int = 0
    caught: int = 0
    """Of the mistakes, those that a hidden case refuses on every secret."""

    named: int = 0
    """Of the mistakes, those that are recognised as themselves on every secret."""

    equivalents: int = 0
    """The alternatives: other right solutions that the author lists."""

    accepted: int = 0
    """Of these, the ones that pass every case on every secret."""

    mutants: int = 0
    killed: int = 0
    """Of the mutants, those that a hidden case refuses on every secret."""

    listed_equivalent: int = 0
    """Of the mutants, those that pass on every secret and are listed as equivalent."""

    def __add__(self, other: Counts) -> Counts:
        mine, theirs = asdict(self), asdict(other)
        return Counts(**{name: mine[name] + theirs[name] for name in mine})

    @property
    def has_hole(self) -> bool:
        """Whether a mistake, an alternative or a mutant is not judged as it deserves."""
        return (self.mistakes, self.mistakes, self.equivalents, self.mutants) != (
            self.caught,
            self.named,
            self.accepted,
            self.killed + self.listed_equivalent,
        )


@dataclass(frozen=True)
class Row:
    """One question of the matrix."""

    question: Question
    assessment: Assessment
    mutation: MutationScore

    @property
    def counts(self) -> Counts:
        """The question's own counts."""
        return counts_of(self.assessment) + counts_of(self.mutation)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that an author must mend."""
        return self.assessment.findings + self.mutation.findings


def counts_of(result: Assessment | MutationScore) -> Counts:
    """Count what one half of a question's row holds."""
    if isinstance(result, MutationScore):
        return Counts(
            mutants=len(result.fates), killed=result.killed, listed_equivalent=len(result.listed)
        )
    return Counts(
        mistakes=len(result.mistakes),
        caught=sum(mistake.caught for mistake in result.mistakes),
        named=sum(mistake.named for mistake in result.mistakes),
        equivalents=len(result.accepted),
        accepted=sum(result.accepted.values()),
    )


def row_of(assignment: Assignment, question: Question, keys: Sequence[bytes]) -> Row:
    """Hold one question to account under these secrets.

    Raises:
        SpecError: a case cannot be drawn, or the reference fails on it.
        ArenaError: mutants cannot be tried here.
    """
    return Row(
        question,
        assess_question(assignment, question, keys),
        score_mutants(assignment, question, keys),
    )


def total(rows: Sequence[Row]) -> Counts:
    """Add the questions up."""
    return sum((row.counts for row in rows), start=Counts())


def secrets_of(number: int) -> list[bytes]:
    """Return the keys that assignments are held to account with, always the same."""
    return [f"assessment {index:04d}".encode() for index in range(number)]


def table(totals: Mapping[str, Counts]) -> list[str]:
    """Return the counts as lines of text, one for each name under a heading."""
    columns = [item.name for item in fields(Counts)]
    heading = ["", *(name.replace("_", " ") for name in columns)]
    rows = [
        [name, *(str(getattr(counts, key)) for key in columns)] for name, counts in totals.items()
    ]
    widths = [max(map(len, cells)) for cells in zip(heading, *rows, strict=True)]
    return [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
        )
        for cells in [heading, *rows]
    ]
