"""Hold a question's hidden cases to account: do they refuse every slip in the reference?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.authoring.drawing import draw_all
from autograder.grading.assess import Finding, expectations_of
from autograder.judge.oracle import Expectation
from autograder.mutation.arena import Fate, fates
from autograder.mutation.mutants import mutants_of
from autograder.spec import Assignment, Function, Question

VARIANTS = 30
"""For so many students the variant of an answer is drawn."""


@dataclass(frozen=True)
class MutationScore:
    """What became of a question's mutants, on all secrets together."""

    question: str
    fates: tuple[Fate, ...]
    listed: Mapping[str, str]
    """The author's reasons, by the mutants that they list as equivalent and that are."""

    findings: tuple[Finding, ...]

    @property
    def killed(self) -> int:
        """How many mutants were refused on every secret."""
        return sum(fate.killed for fate in self.fates)

    @property
    def survivors(self) -> tuple[Fate, ...]:
        """The mutants that passed on some secret and are not listed."""
        return tuple(
            fate for fate in self.fates if not fate.killed and fate.mutant.name not in self.listed
        )


def score_mutants(
    assignment: Assignment, question: Question, keys: Sequence[bytes]
) -> MutationScore:
    """Try every mutant of a question's solution on its hidden cases, under these secrets.

    Raises:
        SpecError: a case cannot be drawn, the reference fails on it, or has no source.
        ArenaError: mutants cannot be tried here.
    """
    others = [other.solution for other in assignment]
    if question.sheet is not None or question.kind == "file":
        # What is chosen from a list has no body to slip in: its other choices are known mistakes.
        # Nor have weights, of which the solution is a file.
        return MutationScore(question.name, (), {}, ())
    mutants = mutants_of(question.solution, others)
    if question.kind == "answer":
        expectations = [_many_variants(assignment, question)]
    else:
        expectations = expectations_of(assignment, question, keys)
    tried = fates(mutants, expectations)
    reasons = {listed.mutant: listed.because for listed in question.equivalents}
    passed = {fate.mutant.name for fate in tried if fate.survived == len(expectations)}
    problems = [*_problems(tried, reasons), *_gone(question, others)]
    return MutationScore(
        question.name,
        tuple(tried),
        {name: because for name, because in reasons.items() if name in passed},
        tuple(Finding(question.name, *told) for told in problems),
    )


def _many_variants(assignment: Assignment, question: Question) -> Expectation:
    """Draw an answer's variant for many students.

    A student answers one variant, where a wrong way may well lead to the right number. It takes
    all of them to tell a wrong way from a right one.
    """
    cases = [
        case
        for number in range(VARIANTS)
        for case in draw_all(assignment, question, b"", student=f"student {number}")
    ]
    return Expectation(question, cases)


def _problems(tried: Sequence[Fate], reasons: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for fate in tried:
        name, total = fate.mutant.name, len(fate.killed_by)
        if name not in reasons and not fate.killed:
            on = "" if fate.survived == total else f" on {fate.survived} of {total} secrets"
            yield name, f"no hidden case refuses this mutant{on}: add one, or list it as equivalent"
        if name in reasons and fate.survived < total:
            case = next(filter(None, fate.killed_by))
            yield name, f"is listed as equivalent, and {case!r} refuses it"


def _gone(question: Question, others: Sequence[Function]) -> Iterator[tuple[str, str]]:
    """Yield what is listed as equivalent, and is no mutant of the solution in any form.

    Where `course.toml` takes another form of a convention, the solution is that form's: what is
    listed for the reference is then out of use, and not out of date.
    """
    forms = [question.solution, *(convention.function for convention in question.conventions)]
    if question.reference is not None:
        forms.append(question.reference)
    names = {mutant.name for form in forms for mutant in mutants_of(form, others)}
    for listed in question.equivalents:
        if listed.mutant not in names:
            problem = "is listed as equivalent, and is no mutant of the solution as it is now"
            yield listed.mutant, problem
