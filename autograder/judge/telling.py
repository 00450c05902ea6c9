"""A difference or a failed call, told to the student: where and how far, never the hidden value."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from autograder import words
from autograder.judge.compare import Difference
from autograder.outcome import Failure, Outcome

SourceLine = Callable[[int, int], str]
"""From a cell's index and a line number to that line of the student's own notebook."""


def tell_difference(difference: Difference, lang: str, *, how_far: bool = True) -> str:
    """Return the difference as a sentence or two.

    `how_far` is for results of functions; of an answer, the distance would give the number away.
    """
    facts = dict(difference.facts)
    match difference.key:
        case "type":
            named = {key: name_kind(facts[key], lang) for key in ("expected", "actual")}
            message = words.say("type", lang, **named)
        case "dtype":
            family = words.say(f"family-{facts['expected']}", lang)
            message = words.say("dtype", lang, expected=family, actual=facts["actual"])
        case "values":
            message = _tell_values(facts, lang, how_far=how_far)
        case key:
            message = words.say(key, lang, **facts)
    if difference.path:
        path = " → ".join(
            words.say("item", lang, index=step) if step.isdigit() else f"`{step[:40]}`"
            for step in difference.path
        )
        return words.say("at", lang, path=path, message=message)
    return message[:1].upper() + message[1:]


def _tell_values(facts: dict[str, Any], lang: str, *, how_far: bool) -> str:
    where = ""
    if facts["index"]:
        where = words.say("worst-at", lang, index=list(facts["index"]))
    if how_far and "given" in facts and (distance := _tell_distance(facts, lang)):
        where += words.say("how-far", lang, text=distance)
    key = "values" if facts["total"] > 1 else "one-value"
    return words.say(key, lang, count=facts["count"], total=facts["total"], where=where)


def _tell_distance(facts: dict[str, Any], lang: str) -> str:
    sign, given, relative = facts["sign"], facts["given"], facts["relative"]
    if sign == 0:
        return words.say("should-be-zero", lang)
    if relative is None or not math.isfinite(relative):
        return ""
    if given * sign < 0:
        if relative > 1.999 and relative < 2.001:
            return words.say("wrong-sign", lang)
        return words.say("should-be-positive" if sign > 0 else "should-be-negative", lang)
    ratio = 1 + relative if facts["larger"] else 1 - relative
    if ratio >= 2:
        return words.say("too-large", lang, factor=words.figure(ratio, lang))
    if 0 < ratio <= 0.5:
        return words.say("too-small", lang, factor=words.figure(1 / ratio, lang))
    return words.say("off-by-percent", lang, percent=words.figure(100 * relative, lang))


def name_kind(kind: str, lang: str) -> str:
    """Return a type's name in the student's words."""
    head, _, rest = kind.partition(" ")
    if f"kind-{head.lower()}" in words.WORDS:
        return words.say(f"kind-{head.lower()}", lang, shape=rest)
    return f"`{head}`"


def tell_outcome(
    outcome: Outcome, name: str, lang: str, *, seconds: float, line_of: SourceLine, public: bool
) -> str:
    """Return why a call gave no value.

    `public` says whether the exception's own message may be shown: that of a hidden case may
    carry the hidden inputs.
    """
    match outcome.kind:
        case "error" if outcome.failure is not None:
            return tell_failure(outcome.failure, lang, line_of=line_of, public=public)
        case "unplain":
            return words.say("unplain", lang, name=name, kind=f"`{outcome.detail[:60]}`")
        case "timed-out":
            return words.say("timed-out", lang, seconds=words.figure(seconds, lang))
        case kind:
            return words.say(kind, lang)


def tell_failure(failure: Failure, lang: str, *, line_of: SourceLine, public: bool) -> str:
    """Return an exception with the student's own line."""
    if failure.type == "NotImplementedError" and failure.function:
        return words.say("needs-unwritten", lang, function=failure.function[:60])
    where = tell_place(failure, lang, line_of=line_of)
    if public and failure.message:
        message = failure.message[:300]
        return words.say("error-message", lang, type=failure.type, where=where, message=message)
    return words.say("error", lang, type=failure.type, where=where)


def tell_place(failure: Failure, lang: str, *, line_of: SourceLine) -> str:
    """Return the line that raised, as a clause, or nothing where it is not known."""
    if failure.cell is None or failure.line is None:
        return ""
    source = line_of(failure.cell, failure.line)
    if not source:
        return ""
    return words.say("at-line", lang, line=failure.line, cell=failure.cell, source=source)
