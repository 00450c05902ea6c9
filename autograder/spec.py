"""What an author writes: assignments made of questions, cases and known mistakes.

Nothing here grades, draws or reads anything: these are the declarations that every other room
takes its facts from. `Question` ties a *solution* (a function of the course's reference) to
*cases* (seeded inputs), points and known mistakes.
"""

from __future__ import annotations

import inspect
import keyword
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

import numpy as np

from autograder.constraints import Constraint, Forbids
from autograder.conventions import Choice, Convention

Language = str
Text = Mapping[Language, str]
"""One text in every language of the course: `{"en": "…", "fr": "…"}`."""

Function = Callable[..., Any]
Draw = Callable[[np.random.Generator], dict[str, Any]]
DrawnPer = Literal["class", "student", "attempt"]
Scoring = Literal["cases", "all"]
Kind = Literal["function", "answer"]

F = TypeVar("F", bound=Function)


class SpecError(ValueError):
    """A declaration that cannot be graded, told in one line for its author."""


@dataclass(frozen=True)
class Seed:
    """Plain-data stand-in for a generator: the callee receives `numpy.random.default_rng(value)`.

    A case whose function takes an `rng` returns `Seed(...)` for it, so that every call gets a
    fresh generator in the same state.
    """

    value: int

    @classmethod
    def draw(cls, rng: np.random.Generator) -> Seed:
        """Take a fresh seed from the case's own generator."""
        return cls(int(rng.integers(2**62)))


@dataclass(frozen=True)
class Tolerance:
    """How far two floats may lie apart: `|actual - expected| <= atol + rtol * |expected|`."""

    rtol: float
    atol: float


@dataclass(frozen=True)
class Case:
    """One seeded input of a question."""

    name: str
    """What the case tries, in English; also its identity in results and seeds."""

    draw: Draw
    """From a generator to the keyword arguments of the question's function."""

    names: Text = field(default_factory=dict)
    """The name in the other languages."""

    visible: bool = False
    """Visible cases use the public seed and are printed in the release; hidden ones are not."""

    weight: float = 1.0
    """Share of the question's points, relative to the other cases."""

    picture: str | None = None
    """`"curve"` draws the student's values against the expected ones, for an activation."""

    def title(self, lang: Language) -> str:
        """Return the case's name in `lang`, English where there is no other."""
        return self.names.get(lang, self.name)


@dataclass(frozen=True)
class Mistake:
    """A known wrong answer: a function with the solution's signature, and what to say of it."""

    name: str
    function: Function
    hint: Text
    """In the second person: what is wrong and why, never the corrected line."""

    concept: Text = field(default_factory=dict)
    """Which idea of the course it is about, in a few words."""

    raises: bool = False
    """Whether it raises on every hidden case, and is meant to."""


@dataclass(frozen=True)
class Equivalent:
    """A machine-made change of the solution that leaves it right, and why."""

    mutant: str
    """As the assignment's tests name it: `z >= 0 → z > 0`."""

    because: str


@dataclass(eq=False)
class Question:
    """One thing to write, its points, and all that is needed to mark it."""

    name: str
    solution: Function
    points: float
    kind: Kind = "function"
    needs: tuple[str, ...] = ()
    """Names of the questions whose functions this one calls."""

    scoring: Scoring = "cases"
    """`"cases"`: the weighted share of the cases passed; `"all"`: every case or nothing."""

    drawn_per: DrawnPer = "class"
    """Whose hidden inputs differ: nobody's, each student's, or each attempt's."""

    tolerance: Tolerance | None = None
    """Overrides the tolerance that the dtype would give."""

    texts: Text = field(default_factory=dict)
    """For an answer: what is asked, with the variant's values in braces."""

    constraints: tuple[Constraint, ...] = ()
    """What is asked of the way, beside the result."""

    in_place: tuple[str, ...] = ()
    """Names of the arguments that a call may change."""

    keeps_state: bool = False
    """Whether a call may depend on those before it."""

    cases: list[Case] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    conventions: list[Convention] = field(default_factory=list)
    alternatives: list[Function] = field(default_factory=list)
    """Other right solutions, which must score full."""

    equivalents: list[Equivalent] = field(default_factory=list)
    """The mutants of the solution that no case can refuse."""

    reference: Function | None = None
    """The reference's own function, where the course takes another form of a convention."""

    probe_function: Function | None = None
    summary_function: Function | None = None
    bounds_function: Function | None = None

    def case(
        self,
        name: str,
        *,
        visible: bool = False,
        weight: float = 1.0,
        picture: str | None = None,
        **names: str,
    ) -> Callable[[Draw], Draw]:
        """Add a case; the decorated function draws its arguments from a generator.

        Further keywords are the name in other languages: `fr="une seule instance"`.
        """
        if any(case.name == name for case in self.cases):
            raise SpecError(f"question {self.name!r}: two cases are named {name!r}")

        def add(draw: Draw) -> Draw:
            self.cases.append(Case(name, draw, names, visible, weight, picture))
            return draw

        return add

    def mistake(
        self, *, concept: Text | None = None, raises: bool = False, **hint: str
    ) -> Callable[[F], F]:
        """Add a known mistake: a function with the solution's signature, and its hint.

        `concept` says in a few words which idea of the course it is about. `raises=True` says that
        it is meant to raise on every hidden case: or else a slip in the mistake itself would count
        as caught.
        """

        def add(function: F) -> F:
            name = function.__name__
            if any(mistake.name == name for mistake in self.mistakes):
                raise SpecError(f"question {self.name!r}: two mistakes are named {name!r}")
            self.mistakes.append(Mistake(name, function, hint, concept or {}, raises))
            return function

        return add

    def convention(self, name: str, form: str, *, instead_of: str, **hint: str) -> Callable[[F], F]:
        """Add what the answer is under another form of a convention of the course.

        The solution has the form `instead_of`; the decorated function, of the same signature, has
        `form`. Both are named in `course.toml`, which says what becomes of an answer under the
        other one. `hint` is what to say of it, where there is more to say than the two forms.
        """

        def add(function: F) -> F:
            convention = Convention(name, form, instead_of, function, hint)
            if any(other.key == convention.key for other in self.conventions):
                raise SpecError(f"question {self.name!r}: two conventions are {convention.key!r}")
            self.conventions.append(convention)
            return function

        return add

    def alternative(self, function: F) -> F:
        """Add another right solution, which the assignment's own tests hold to full marks."""
        self.alternatives.append(function)
        return function

    def equivalent(self, mutant: str, because: str) -> None:
        """List a machine-made mutant of the solution that is as right as the solution itself.

        The assignment's own tests name the mutants that no hidden case refuses. Such a mutant
        shows that a case is missing, or it is equivalent: then say here why.
        """
        if not because.strip():
            raise SpecError(f"question {self.name!r}: say why {mutant!r} is equivalent")
        if any(equivalent.mutant == mutant for equivalent in self.equivalents):
            raise SpecError(f"question {self.name!r}: {mutant!r} is listed twice")
        self.equivalents.append(Equivalent(mutant, because))

    def probe(self, function: F) -> F:
        """Say how the function is exercised, when a plain call is not enough.

        The probe is called as `probe(function, **arguments)` and returns plain data. It runs
        beside the student's code, so it is public: it says what to do, never what is right. Its
        body may use `np` and nothing else from outside.
        """
        self.probe_function = function
        return function

    def summary(self, function: F) -> F:
        """Reduce an output that has no single right value to facts that have one.

        Called as `summary(output, **arguments)` with plain data. A visible case prints it in the
        release, so it measures and does not know the answer. Its body may use `np` and nothing
        else from outside.
        """
        self.summary_function = function
        return function

    def bounds(self, function: F) -> F:
        """Say between which limits facts of the summary lie, whatever chance does.

        Called as `bounds(**arguments)` with the case's own, in the grader only, so it may use what
        it likes: `autograder.chance` has the limits with their proofs. It returns a dict from a
        fact's name to its `Interval`; the other facts must be those of the reference.
        """
        self.bounds_function = function
        return function

    @property
    def parameters(self) -> Mapping[str, inspect.Parameter]:
        """The solution's parameters, in order."""
        return inspect.signature(self.solution).parameters

    @property
    def forbidden(self) -> tuple[str, ...]:
        """The dotted names that the function must not use."""
        rules = [rule for rule in self.constraints if isinstance(rule, Forbids)]
        return tuple(name for rule in rules for name in rule.names)


@dataclass(eq=False)
class Part:
    """A run of questions declared together, usually one module of an assignment."""

    name: str
    questions: list[Question] = field(default_factory=list)

    def question(
        self,
        solution: Function,
        *,
        points: float,
        name: str | None = None,
        needs: Sequence[str] = (),
        scoring: Scoring = "cases",
        drawn_per: DrawnPer = "class",
        tolerance: Tolerance | None = None,
        constraints: Sequence[Constraint] = (),
        in_place: Sequence[str] = (),
        keeps_state: bool = False,
    ) -> Question:
        """Declare a question whose solution is a function of the reference."""
        question = Question(
            name=name or solution.__name__,
            solution=solution,
            points=points,
            needs=tuple(needs),
            scoring=scoring,
            drawn_per=drawn_per,
            tolerance=tolerance,
            constraints=tuple(constraints),
            in_place=tuple(in_place),
            keeps_state=keeps_state,
        )
        self.questions.append(question)
        return question

    def answer(
        self,
        name: str,
        *,
        points: float,
        variant: Draw,
        texts: Text,
        tolerance: Tolerance | None = None,
    ) -> Callable[[Function], Question]:
        """Declare a question answered by a variable of the notebook, and decorate its solution.

        `variant` draws the student's own numbers from a generator seeded by the student's id. It
        is printed in the notebook, so its body may use `rng` and `np` and nothing else. `texts`
        are what is asked, with the variant's keys in braces. The decorated function takes the
        variant's keys and returns the expected answer.
        """

        def declare(solution: Function) -> Question:
            question = Question(
                name=name,
                solution=solution,
                points=points,
                kind="answer",
                drawn_per="student",
                tolerance=tolerance,
                texts=texts,
            )
            question.cases.append(Case("your variant", variant, {"fr": "votre variante"}))
            self.questions.append(question)
            return question

        return declare


class Assignment(Part):
    """What a student is handed: prose, and questions in the order of the notebook."""

    def __init__(self, name: str, *, title: Text, parts: Iterable[Part] = ()) -> None:
        super().__init__(name)
        self.title = title
        self.conventions: Mapping[str, Choice] = {}
        for part in parts:
            self.questions.extend(part.questions)

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __getitem__(self, name: str) -> Question:
        for question in self.questions:
            if question.name == name:
                return question
        raise SpecError(f"assignment {self.name!r} has no question {name!r}")

    @property
    def points(self) -> float:
        """The highest score."""
        return sum(question.points for question in self.questions)

    def check(self, languages: Iterable[Language]) -> None:
        """Refuse a declaration that could not be graded.

        Raises:
            SpecError: two questions of one name, a question without a hidden case or with
                points below zero, a `needs` that names no earlier question, or a text that
                lacks a language.
        """
        languages = tuple(languages)
        seen: set[str] = set()
        _require_languages(f"the title of {self.name!r}", self.title, languages)
        for question in self.questions:
            where = f"question {question.name!r}"
            if question.name in seen:
                raise SpecError(f"{where} is declared twice")
            if not question.name.isidentifier() or keyword.iskeyword(question.name):
                raise SpecError(f"{where}: no function or variable can have this name")
            if question.points <= 0:
                raise SpecError(f"{where}: points must be above zero")
            if all(case.visible for case in question.cases):
                raise SpecError(f"{where} has no hidden case, so it could not be graded")
            if any(case.weight <= 0 for case in question.cases):
                raise SpecError(f"{where}: a case's weight must be above zero")
            if unknown := [name for name in question.needs if name not in seen]:
                raise SpecError(f"{where} needs {unknown[0]!r}, which is no earlier question")
            _require_parameters(where, question)
            if question.kind == "answer":
                _require_languages(f"the text of {where}", question.texts, languages)
            for mistake in question.mistakes:
                _require_languages(f"the hint of mistake {mistake.name!r}", mistake.hint, languages)
            seen.add(question.name)


def _require_parameters(where: str, question: Question) -> None:
    if question.probe_function is not None:
        return
    if foreign := [name for name in question.in_place if name not in question.parameters]:
        raise SpecError(f"{where}: {foreign[0]!r} of in_place is no parameter")


def _require_languages(what: str, text: Text, languages: Iterable[Language]) -> None:
    if missing := [lang for lang in languages if not text.get(lang, "").strip()]:
        raise SpecError(f"{what} is missing in {', '.join(missing)}")
