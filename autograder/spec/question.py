"""A question: one thing to write or to answer, and all that is needed to mark it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import get_args

from autograder.constraints import Constraint, Forbids
from autograder.conventions import Convention
from autograder.spec.forms import Form
from autograder.spec.parts import (
    Case,
    Device,
    Draw,
    DrawnPer,
    Equivalent,
    F,
    Function,
    Kind,
    Mistake,
    Picture,
    Scoring,
    SpecError,
    Text,
    Tolerance,
    WeightsFile,
)
from autograder.spec.sheets import Sheet


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
    """`"cases"`: the weighted share of the cases passed; `"all"`: every case or nothing;
    `"entries"`: of an answer that is a dictionary, the share of its entries that are right."""

    drawn_per: DrawnPer = "class"
    """Whose hidden inputs differ: nobody's, each student's, or each attempt's."""

    tolerance: Tolerance | None = None
    """Overrides the tolerance that the dtype would give."""

    texts: Text = field(default_factory=dict)
    """For an answer: what is asked, with the variant's values in braces."""

    form: Form | None = None
    """For an answer: what it must look like, right or wrong."""

    sheet: Sheet | None = None
    """For an answer: what is listed below what is asked, in an order of the student's own."""

    constraints: tuple[Constraint, ...] = ()
    """What is asked of the way, beside the result."""

    in_place: tuple[str, ...] = ()
    """Names of the arguments that a call may change."""

    keeps_state: bool = False
    """Whether a call may depend on those before it."""

    frameworks: tuple[str, ...] = ()
    """What the assignment needs besides NumPy: `"torch"`, `"tensorflow"`."""

    file: WeightsFile | None = None
    """For a file that is handed in: which one."""

    kept: tuple[str, ...] = ()
    """Names of what a case draws for the summary alone: it stays in the grader."""

    steps: int | None = None
    """How often PyTorch's optimizers may step in one call."""

    seconds: float | None = None
    """How long one call may take, in the place of the course's limit."""

    device: Device = "any"
    """`"cuda"`: it can be tried on a GPU only, and where there is none it stays open; `"any"`: on
    whatever device the submission is graded on."""

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
        picture: Picture | None = None,
        **names: str,
    ) -> Callable[[Draw], Draw]:
        """Add a case; the decorated function draws its arguments from a generator.

        Further keywords are the name in other languages: `fr="une seule instance"`.
        """
        if any(case.name == name for case in self.cases):
            raise SpecError(f"question {self.name!r}: two cases are named {name!r}")
        if picture not in (None, *get_args(Picture)):
            kinds = " or ".join(repr(kind) for kind in get_args(Picture))
            raise SpecError(f"question {self.name!r}, case {name!r}: picture is {kinds}")

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
        else from outside. That of a file runs in the grader only, and may use what it likes.
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
    def methods(self) -> tuple[str, ...]:
        """The names of the methods, where the solution is a class; none where it is a function."""
        if not inspect.isclass(self.solution):
            return ()
        return tuple(
            name for name, value in vars(self.solution).items() if inspect.isroutine(value)
        )

    @property
    def parameters(self) -> Mapping[str, inspect.Parameter]:
        """The solution's parameters, in order."""
        return inspect.signature(self.solution).parameters

    @property
    def forbidden(self) -> tuple[str, ...]:
        """The dotted names that the function must not use."""
        rules = [rule for rule in self.constraints if isinstance(rule, Forbids)]
        return tuple(name for rule in rules for name in rule.names)
