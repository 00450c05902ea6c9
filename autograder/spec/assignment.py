"""An assignment: questions in the order of the notebook, and what they must hold to."""

from __future__ import annotations

import keyword
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from autograder.constraints import Constraint
from autograder.conventions import Choice
from autograder.spec.parts import (
    Case,
    Draw,
    DrawnPer,
    Function,
    Language,
    Scoring,
    SpecError,
    Text,
    Tolerance,
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
