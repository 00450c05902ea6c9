"""An assignment: questions in the order of the notebook, and what they must hold to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.constraints import Constraint
from autograder.conventions import Choice
from autograder.frameworks import FRAMEWORKS
from autograder.spec import asking
from autograder.spec.checking import require_gradable
from autograder.spec.forms import Form
from autograder.spec.options import Claim, Confusion, Line, Option
from autograder.spec.parts import (
    Case,
    Device,
    Draw,
    DrawnPer,
    Function,
    Language,
    Scoring,
    SpecError,
    Text,
    Tolerance,
    WeightsFile,
)
from autograder.spec.question import Question


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
        kept: Sequence[str] = (),
        device: Device = "any",
        steps: int | None = None,
        seconds: float | None = None,
    ) -> Question:
        """Declare a question whose solution is a function or a class of the reference.

        What a case draws under the names `kept` goes to the summary and never to the worker. A
        question that trains may say how many `steps` of the optimizer, and how many `seconds`, one
        call may take; one with `device="cuda"` is tried on a GPU only.
        """
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
            kept=tuple(kept),
            device=device,
            steps=steps,
            seconds=seconds,
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
        form: Form | None = None,
        scoring: Scoring = "cases",
        tolerance: Tolerance | None = None,
    ) -> Callable[[Function], Question]:
        """Declare a question answered by a variable of the notebook, and decorate its solution.

        `variant` draws the student's own numbers from a generator seeded by the student's id. It
        is printed in the notebook, so its body may use `rng` and `np` and nothing else. `texts`
        are what is asked, with the variant's keys in braces. The decorated function takes the
        variant's keys and returns the expected answer. An answer of another `form` is refused in
        one line, in the notebook too; with a form of several fields, `scoring="entries"` gives
        each of them its share of the points.
        """

        def declare(solution: Function) -> Question:
            question = Question(
                name=name,
                solution=solution,
                points=points,
                kind="answer",
                drawn_per="student",
                scoring=scoring,
                tolerance=tolerance,
                texts=texts,
                form=form,
            )
            question.cases.append(Case("your variant", variant, {"fr": "votre variante"}))
            self.questions.append(question)
            return question

        return declare

    def weights(
        self,
        name: str,
        *,
        file: str,
        shapes: Mapping[str, Sequence[int]],
        points: float,
        texts: Text,
        scoring: Scoring = "cases",
        drawn_per: DrawnPer = "class",
    ) -> Callable[[Function], Question]:
        """Declare a file of weights to hand in, and decorate what returns the course's own.

        The file is one of safetensors and stands beside the notebook; `shapes` names its arrays.
        The decorated function takes nothing and returns a dict of arrays. The question's summary
        says what the weights make of a case's hidden data, and its bounds how good that must be:
        both run in the grader alone. Known mistakes are functions like the decorated one.
        """

        def declare(solution: Function) -> Question:
            question = Question(
                name=name,
                solution=solution,
                points=points,
                kind="file",
                scoring=scoring,
                drawn_per=drawn_per,
                texts=texts,
                file=WeightsFile(file, {key: tuple(shape) for key, shape in shapes.items()}),
            )
            self.questions.append(question)
            return question

        return declare

    def choice(
        self,
        name: str,
        *,
        points: float,
        texts: Text,
        right: Text,
        wrong: Sequence[Option],
        variant: Draw | None = None,
    ) -> Question:
        """Declare a question of which one option is right; the others are known mistakes.

        Here and below, what is listed is shown in an order drawn from the student's id. It stands
        where `texts` has the list's name in braces (`{options}`), or at the end; `variant` draws
        numbers of which texts and options may speak.
        """
        return self._asked(asking.a_choice(name, right, wrong, variant), points, texts)

    def several(
        self,
        name: str,
        *,
        points: float,
        texts: Text,
        right: Sequence[Option],
        wrong: Sequence[Option],
        scoring: Scoring = "cases",
        variant: Draw | None = None,
    ) -> Question:
        """Declare a question of which several options are right.

        It is a mistake to take one that is wrong, and to leave out one that is right.
        """
        question = asking.several(name, right, wrong, variant)
        return self._asked(question, points, texts, scoring)

    def match(
        self,
        name: str,
        *,
        points: float,
        texts: Text,
        items: Mapping[str, tuple[str, Text]],
        groups: Mapping[str, Text],
        wrong: Sequence[Confusion],
        scoring: Scoring = "entries",
    ) -> Question:
        """Declare a question in which each of the `items` belongs to one of the `groups`.

        An item is the name of its group and its text. A group may have several items, or none.
        """
        return self._asked(asking.a_match(name, items, groups, wrong), points, texts, scoring)

    def order(
        self,
        name: str,
        *,
        points: float,
        texts: Text,
        steps: Mapping[str, Text],
        wrong: Sequence[Confusion],
    ) -> Question:
        """Declare a question of which the `steps`, given in the right order, are to be ordered."""
        return self._asked(asking.an_order(name, steps, wrong), points, texts)

    def true_or_false(
        self,
        name: str,
        *,
        points: float,
        texts: Text,
        claims: Sequence[Claim],
        wrong: Sequence[Confusion] = (),
        scoring: Scoring = "cases",
    ) -> Question:
        """Declare a question of claims, each of which is to be called true or false.

        It is a mistake to misjudge one; `wrong` has what is said of several that are misjudged
        together.
        """
        return self._asked(asking.true_or_false(name, claims, wrong), points, texts, scoring)

    def hunt(
        self,
        name: str,
        *,
        points: float,
        texts: Text,
        lines: Sequence[Line],
        scoring: Scoring = "entries",
    ) -> Question:
        """Declare a question of lines as on a slide, to be corrected where they are wrong.

        Which of the ways to write a line is shown, and which are proposed instead, is drawn from
        the student's id: each student has other errors to find.
        """
        return self._asked(asking.a_hunt(name, lines), points, texts, scoring)

    def _asked(
        self, question: Question, points: float, texts: Text, scoring: Scoring = "cases"
    ) -> Question:
        question.points, question.texts, question.scoring = points, texts, scoring
        self.questions.append(question)
        return question


class Assignment(Part):
    """What a student is handed: prose, and questions in the order of the notebook."""

    def __init__(
        self,
        name: str,
        *,
        title: Text,
        parts: Iterable[Part] = (),
        check_hints: bool = True,
        frameworks: Sequence[str] = (),
    ) -> None:
        """With `check_hints`, the notebook's own checks tell the hint of a known mistake.

        `frameworks` are what the notebook may use besides NumPy: `"torch"`, `"tensorflow"`.

        Raises:
            SpecError: one of them is unknown.
        """
        super().__init__(name)
        self.frameworks = tuple(frameworks)
        if unknown := [each for each in self.frameworks if each not in FRAMEWORKS]:
            known = ", ".join(FRAMEWORKS)
            raise SpecError(f"assignment {name!r}: no framework {unknown[0]!r}; known are {known}")
        self.title = title
        self.check_hints = check_hints
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
    def files(self) -> tuple[WeightsFile, ...]:
        """The files that are handed in beside the notebook."""
        return tuple(question.file for question in self.questions if question.file is not None)

    @property
    def points(self) -> float:
        """The highest score."""
        return sum(question.points for question in self.questions)

    def check(self, languages: Iterable[Language]) -> None:
        """Refuse a declaration that could not be graded.

        Raises:
            SpecError: two questions of one name, a question without a hidden case or with
                points below zero, a `needs` that names no earlier question or one that needs a
                device which this one does not, a class without a probe, or a text that lacks a
                language.
        """
        require_gradable(self, languages)
