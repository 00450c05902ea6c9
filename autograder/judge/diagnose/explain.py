"""What explains an answer that is not right, in the order from the most telling to the least."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from autograder import aside
from autograder.judge.compare import Path
from autograder.judge.diagnose import pairs
from autograder.judge.diagnose.entries import by_entries, has_entries
from autograder.judge.diagnose.known import Candidates, Outcomes
from autograder.judge.diagnose.merge import merged
from autograder.judge.diagnose.relations import Answer, Found, relations
from autograder.judge.diagnosis import DiagnosisKind
from autograder.outcome import Outcome
from autograder.spec import Function, Question
from autograder.trial import DrawnCase, run_trusted

MOST_TOLD = 3
"""More mistakes than this that fit equally well say nothing of which it is."""


@dataclass(frozen=True)
class Explanation:
    """What explains an answer."""

    kind: DiagnosisKind
    names: tuple[str, ...] = ()
    paths: tuple[Path, ...] = ()
    """Where a known mistake explains only some parts of the result, those."""

    found: tuple[Found, ...] = ()
    """The relations."""

    entries: Mapping[str, str] = field(default_factory=dict)
    """Of an answer of several choices, the wrong ones that a known mistake explains."""


PLAIN = Explanation(DiagnosisKind.DIFFERENCE)


@dataclass(eq=False)
class Together:
    """Two mistakes in one function, and what it gave so far, by case."""

    names: tuple[str, str]
    function: Function
    outcomes: dict[int, Outcome] = field(default_factory=dict)


@dataclass(eq=False)
class Explainer:
    """What is needed to explain answers to one question, and what was computed for it so far."""

    question: Question
    cases: Sequence[DrawnCase]
    candidates: Candidates
    functions: Mapping[str, Function]
    """Of the known wrong answers, by name."""

    _together: list[Together] | None = field(default=None, repr=False)

    def explain(self, answer: Answer) -> Explanation:
        """Return the most telling explanation of an answer that is not right."""
        if has_entries(self.question):
            return self._by_entries(answer.given)
        if fitting := self.candidates.fitting(answer.given):
            return Explanation(DiagnosisKind.KNOWN, tuple(fitting))
        laid = pairs.lay(self.candidates, answer.given)
        if two := self._two(laid, answer.given):
            return Explanation(DiagnosisKind.PAIR, two)
        # Of an answer, a relation to the right one would give it away.
        if self.question.kind == "function" and (found := relations(answer)):
            names = tuple(dict.fromkeys(each.relation.name for each in found))
            return Explanation(DiagnosisKind.RELATION, names, found=tuple(found))
        if laid is not None and 0 < len(some := pairs.partly(laid)) <= MOST_TOLD:
            return Explanation(DiagnosisKind.KNOWN, tuple(some), paths=laid.wrong_paths)
        return PLAIN

    def _by_entries(self, given: Outcomes) -> Explanation:
        entries = by_entries(self.candidates, given)
        names = tuple(dict.fromkeys(entries.values()))
        if not names:
            return PLAIN
        kind = DiagnosisKind.KNOWN if len(names) == 1 else DiagnosisKind.PAIR
        return Explanation(kind, names, entries=entries)

    def _two(self, laid: pairs.Laid | None, given: Outcomes) -> tuple[str, ...]:
        """Name the two known mistakes that make an answer, or nothing where no two do."""
        for find in (pairs.by_parts, pairs.by_sum, pairs.by_product):
            if laid is not None and (found := find(laid)):
                return found[0]
        for together in self._merged():
            if self._is(together, given):
                return together.names
        return ()

    def _merged(self) -> Sequence[Together]:
        """Return every two mistakes that can be made in one function."""
        if self._together is None:
            telling = [(name, self.functions[name]) for name in self.candidates.telling]
            pairs_of = merged(self.question.solution, telling)
            self._together = [Together(names, function) for names, function in pairs_of]
            aside.foresee(self.question, [each.function for each in self._together])
        return self._together

    def _is(self, together: Together, given: Outcomes) -> bool:
        """Whether an answer is what a merged function gives; most are told apart by one case."""
        measure = self.candidates.measure
        for index, case in enumerate(self.cases):
            if index not in together.outcomes:
                outcome = run_trusted(self.question, together.function, case)
                together.outcomes[index] = outcome
            if not measure.same(together.outcomes[index], given[index]):
                return False
        both = [together.outcomes[index] for index in range(len(self.cases))]
        return bool(Candidates(self.candidates.right, {"both": both}, measure).fitting(given))
