"""Cases written as calls of a notebook's tools: the arguments, and what is expected of them."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Sequence

from autograder.authoring.literal import DIGITS, bracketed, literal
from autograder.probe import source_of
from autograder.spec import Question, Tolerance
from autograder.tensors import rejoined
from autograder.trial import DrawnCase, run_solution

CHECK_TOLERANCE = Tolerance(rtol=1e-6, atol=1e-8)
"""What the toolkit's checks tolerate at least."""

LINE = 88
"""Characters of sealed hints on a line."""


def check_source(
    question: Question,
    cases: Sequence[DrawnCase],
    lang: str,
    *,
    tool: str = "check",
    before: Sequence[str] = (),
    after: Sequence[str] = (),
    hints: str = "",
    exact: Tolerance | None = None,
) -> str:
    """Return the call of a tool that tries a function on cases, or nothing where there are none.

    `before` and `after` are further arguments of the tool, before the function's name and at the
    end; `hints` are those of known mistakes, sealed. With `exact`, expected values are written in
    full, and judged by that tolerance.

    Raises:
        SpecError: the reference fails on a case.
    """
    if not cases:
        return ""
    definitions = []
    arguments = [
        *before,
        f'"{question.name}"',
        *(_case(question, one, lang, None if exact else DIGITS) for one in cases),
    ]
    for role, function in (
        ("probe", question.probe_function),
        ("summary", question.summary_function),
    ):
        if function is not None:
            own = f"{question.name}_{role}"
            definitions.append(source_of(function, own) + "\n")
            arguments.append(f"{role}={own}")
    limits = question.tolerance or exact or CHECK_TOLERANCE
    if exact:
        arguments.append(f"rtol={limits.rtol!r}, atol={limits.atol!r}")
    elif limits.rtol > CHECK_TOLERANCE.rtol or limits.atol > CHECK_TOLERANCE.atol:
        arguments.append(f"rtol={max(limits.rtol, CHECK_TOLERANCE.rtol)!r}")
        arguments.append(f"atol={max(limits.atol, CHECK_TOLERANCE.atol)!r}")
    if hints:
        lines = "\n".join(f'    "{line}"' for line in textwrap.wrap(hints, LINE))
        arguments.append(f"hints=(\n{lines}\n)")
    return "\n".join([*definitions, _call(tool, [*arguments, *after])])


def _case(question: Question, drawn: DrawnCase, lang: str, digits: int | None) -> str:
    right = run_solution(question, drawn)
    expected = rejoined(right.value, right.notes)
    # What goes by position is passed in the order in which it is printed.
    names = [*drawn.call.positional, *(n for n in drawn.inputs if n not in drawn.call.positional)]
    given = [f'"{name}": {literal(drawn.inputs[name])}' for name in names]
    arguments = [
        json.dumps(drawn.case.title(lang), ensure_ascii=False),
        f"given={bracketed('{', given, '}')}",
        f"expected={literal(expected, digits=digits)}",
    ]
    keywords = tuple(name for name in drawn.inputs if name not in drawn.call.positional)
    if keywords and drawn.call.probe is None:
        arguments.append(f"keywords={keywords!r}")
    if drawn.case.picture:
        arguments.append(f'picture="{drawn.case.picture}"')
    return _call("case", arguments)


def _call(name: str, arguments: Sequence[str]) -> str:
    inner = ",\n".join(arguments) + ","
    return f"{name}(\n{textwrap.indent(inner, '    ')}\n)"
