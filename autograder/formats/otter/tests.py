"""The tests of a question, as a master notebook has them: one function a case.

Each test is written so that one source serves both of Otter's formats: a function that raises what
is wrong, and its call, which the exception-based format leaves out and the OK format runs as a
doctest that prints nothing. So no test depends on how a value is printed.

What Otter grades with can be read by the code that it grades: that is Otter's way. So the hidden
cases that are written here are drawn by a key of their own, and say nothing of those that Chainrule
grades with.
"""

from __future__ import annotations

import ast
import dataclasses
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from autograder import words
from autograder.authoring.answers import form_check_source, right_answer
from autograder.authoring.checks import check_source
from autograder.authoring.drawing import draw_all, draw_visible
from autograder.authoring.hinting import sealed_hints
from autograder.authoring.literal import literal
from autograder.formats.needed import needed_by
from autograder.frameworks import FRAMEWORKS
from autograder.judge.compare import TOLERANCES, compare
from autograder.spec import Assignment, Question, Tolerance
from autograder.syntax import parse
from autograder.trial import DrawnCase, bounded, run_solution, run_trusted

TestFormat = Literal["exception", "ok"]

TOOLS = "chainrule_tests"
"""The module of the tests' tools in Otter's grader, and their name in the notebook."""


@dataclass(frozen=True)
class Test:
    """One test cell."""

    source: str
    points: float | None = None
    """What a hidden test is worth. A public one is worth nothing, and does not say so: in the
    students' notebook, where there are no others, Otter could not tell passing from failing."""

    @property
    def cell_source(self) -> str:
        """The source with its settings, as otter assign reads it."""
        if self.points is None:
            return self.source
        settings = f"hidden: true\npoints: {self.points!r}"
        return f'""" # BEGIN TEST CONFIG\n{settings}\n""" # END TEST CONFIG\n{self.source}'


def tests_of(
    assignment: Assignment, question: Question, lang: str, key: bytes, tests: TestFormat
) -> list[Test]:
    """Return the tests of a question: the public ones, which have no points, then the hidden ones.

    Raises:
        SpecError: the reference fails on a case.
    """
    bodies = list(_public(assignment, question, lang, tests))
    shares = list(_hidden(assignment, question, lang, key))
    name, used = f"test_{question.name}", assignment.frameworks
    public = [
        Test(_function(f"{name}_{number}", _public_tools(lang), body, used))
        for number, body in enumerate(bodies, start=1)
    ]
    whole = sum(weight for weight, _ in shares)
    return public + [
        Test(
            _function(f"{name}_{number}", f"import {TOOLS} as tools", body, used),
            points=float(question.points * weight / whole),
        )
        for number, (weight, body) in enumerate(shares, start=len(public) + 1)
    ]


def _function(name: str, tools: str, body: str, frameworks: Iterable[str] = ()) -> str:
    """Return a test and its call."""
    names = "Seed, case, np = tools.Seed, tools.case, tools.np"
    imports = [line for each in frameworks for line in FRAMEWORKS[each].imports]
    inner = "\n".join([tools, names, *imports, body])
    source = f"def {name}(env):\n{textwrap.indent(inner, '    ')}\n\n{name}(globals())"
    wanted = [ast.dump(node) for node in parse(inner).body]
    function = parse(source).body[0]
    assert isinstance(function, ast.FunctionDef)
    if [ast.dump(node) for node in function.body] == wanted:
        return source
    # A text of several lines would be another one when it is indented.
    unparsed = "\n".join(textwrap.indent(ast.unparse(node), "    ") for node in parse(inner).body)
    return f"def {name}(env):\n{unparsed}\n\n{name}(globals())"


def _public_tools(lang: str) -> str:
    missing = literal(words.say("otter-no-tools", lang))
    lines = ["try:", f"    import {TOOLS} as tools", "except ImportError:"]
    lines += [f'    tools = env.get("{TOOLS}")', f"assert tools, {missing}"]
    return "\n".join(lines)


def _public(
    assignment: Assignment, question: Question, lang: str, tests: TestFormat
) -> Iterator[str]:
    if question.kind == "answer":
        # `check_form("name", form, told)`, or `check_answer("name")`.
        _, _, arguments = form_check_source(question, lang).partition("(")
        yield f"look = tools.form_of(env, {arguments}\nlook()"
        return
    for drawn in draw_visible(assignment, question):
        # A doctest takes the caption of a picture for a wrong result.
        shown = drawn if tests == "exception" else _without_picture(drawn)
        hints = sealed_hints(question, [drawn], lang) if assignment.check_hints else ""
        yield f"{_trial(question, shown, lang, hints=hints)}\ntrial()"


def _hidden(
    assignment: Assignment, question: Question, lang: str, key: bytes
) -> Iterator[tuple[float, str]]:
    """Yield the weight and the body of each hidden test."""
    if question.kind == "answer":
        yield from ((1.0, body) for body in _hidden_answers(question, lang))
        return
    for drawn in draw_all(assignment, question, key):
        if not drawn.case.visible:
            yield drawn.case.weight, _hidden_case(question, _without_picture(drawn), lang)


def _trial(
    question: Question,
    drawn: DrawnCase,
    lang: str,
    *,
    hints: str = "",
    exact: Tolerance | None = None,
) -> str:
    # What raises stands on a line of its own: Otter shows that line beside the message.
    tool = "trial = tools.Trial"
    return check_source(
        question, [drawn], lang, tool=tool, before=["env"], hints=hints, exact=exact
    )


def _without_picture(drawn: DrawnCase) -> DrawnCase:
    return dataclasses.replace(drawn, case=dataclasses.replace(drawn.case, picture=None))


def _hidden_case(question: Question, drawn: DrawnCase, lang: str) -> str:
    told = words.say("otter-hidden-fails", lang, name=question.name, case=drawn.case.title(lang))
    lines = [_trial(question, drawn, lang, exact=TOLERANCES["float64"])]
    bounds = _bounds(question, drawn) if question.bounds_function else {}
    if bounds:
        inside = literal(dict.fromkeys(bounds, True))
        lines += [
            f'trial.how["summary"] = tools.bounded(trial.how["summary"], {literal(bounds)})',
            f"trial = trial.expecting({{**trial.one[2], **{inside}}})",
        ]
    # What chance moves is not known beforehand of a mistake either.
    known = [] if bounds else _known(question, drawn, lang)
    arguments = ",\n    ".join([literal(told), "trial", *known])
    return "\n".join([*lines, f"judge = tools.hidden_of(\n    {arguments},\n)", "judge()"])


def _bounds(question: Question, drawn: DrawnCase) -> dict[str, tuple[float, float]]:
    exact = run_solution(question, drawn)
    facts = bounded(question, exact, drawn).value
    return {
        name: (float(fact.lower), float(fact.upper))
        for name, fact in facts.items()
        if fact is not exact.value[name] and hasattr(fact, "lower")
    }


def _known(question: Question, drawn: DrawnCase, lang: str) -> list[str]:
    """Return what each known mistake gives on a case, with its hint: where no other gives it."""
    right = run_solution(question, drawn).value
    given: list[tuple[Any, str]] = []
    for mistake in question.mistakes:
        outcome = run_trusted(question, mistake.function, drawn)
        if outcome.kind == "value" and compare(right, outcome.value, question.tolerance):
            given.append((outcome.value, mistake.hint.get(lang, "")))
    return [
        f"({literal(value)}, {literal(hint)})"
        for value, hint in given
        if sum(not compare(value, other, question.tolerance) for other, _ in given) == 1
    ]


def _hidden_answers(question: Question, lang: str) -> Sequence[str]:
    name, form = question.name, question.form
    solve, right = right_answer(question)
    needed = needed_by(question.sheet.place if question.sheet else question.solution)
    limits = question.tolerance or TOLERANCES["float64"]
    variant = f'{name}_variant = env.get("{name}_variant")'
    wanted = f"right = {right} if {name}_variant else ..."
    tolerance = f"rtol={limits.rtol!r}, atol={limits.atol!r}"
    forms = [f"form={literal(form.plain)}"] if form else []
    if question.scoring != "entries" or form is None:
        told = words.say("otter-answer-fails", lang, name=name)
        judged = [(told, forms)]
    else:
        judged = [
            (
                words.say("otter-entry-fails", lang, name=name, case=entry),
                [*forms, f"entry={literal(entry)}"],
            )
            for entry in form.keys
        ]
    bodies = []
    for told, how in judged:
        arguments = ", ".join([literal(told), "env", f'"{name}"', "right", *how, tolerance])
        judge = f"judge = tools.answer_of({arguments})"
        bodies.append("\n".join([*needed, solve.rstrip(), variant, wanted, judge, "judge()"]))
    return bodies
