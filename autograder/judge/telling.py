"""A difference or a failed call, told to the student: where and how far, never the hidden value."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from typing import Any

from autograder import wire, words
from autograder.judge.because import tell_because
from autograder.judge.compare import Difference
from autograder.judge.diagnose.places import name_path
from autograder.outcome import Failure, Outcome
from autograder.spec import WeightsFile

SourceLine = Callable[[int, int], str]
"""From a cell's index and a line number to that line of the student's own notebook."""

FAR = 100.0
"""No factor above it is told: the digits of a huge one would be those of the hidden value."""


def tell_difference(
    difference: Difference,
    lang: str,
    *,
    quotable: Collection[str],
    items: Sequence[str] = (),
    how_far: bool = True,
) -> str:
    """Return the difference as a sentence or two.

    `items` are what the items of a tuple are called, where that is known. `how_far` is for
    results of functions; of an answer, the distance would give the number away.
    """
    facts = dict(difference.facts)
    match difference.key:
        case "type" if facts["actual"] == "None" and not difference.path:
            return words.say("forgot-return", lang)
        case "type":
            named = {key: name_kind(facts[key], lang) for key in ("expected", "actual")}
            message = words.say("type", lang, **named)
        case "dtype":
            family = words.say(f"family-{facts['expected']}", lang)
            message = words.say("dtype", lang, expected=family, actual=facts["actual"])
        case "values":
            message = _tell_values(facts, lang, how_far=how_far)
        case "not-finite" | "should-not-be-finite" | "other-infinity" as key:
            message = words.say(key, lang, where=_tell_index(facts, lang))
        case "key-unknown" if facts["key"] not in quotable:
            message = words.say("key-unknown-unnamed", lang)
        case key:
            message = words.say(key, lang, **facts)
    if difference.path:
        path = name_path(difference.path, lang, items)
        return words.say("at", lang, path=path, message=message)
    return message[:1].upper() + message[1:]


def tell_file(file: WeightsFile, outcome: Outcome, lang: str) -> str:
    """Return what is wrong with a file that was to be handed in."""
    key = "file-missing" if outcome.kind == "missing" else outcome.detail
    if key.startswith("unreadable-"):
        message = words.say(key, lang, **outcome.facts)
        return words.say("file-unreadable", lang, file=file.name, message=message)
    return words.say(key, lang, **{**outcome.facts, "file": file.name})


def _tell_index(facts: dict[str, Any], lang: str, key: str = "at-index") -> str:
    """Return the place in an array as a clause, or nothing for a number."""
    return words.say(key, lang, index=list(facts["index"])) if facts["index"] else ""


def _tell_values(facts: dict[str, Any], lang: str, *, how_far: bool) -> str:
    count, total = facts["count"], facts["total"]
    where = ""
    if total > 1:
        where = _tell_index(facts, lang, "at-index" if count == 1 else "worst-at")
    if how_far and "given" in facts and (distance := _tell_distance(facts, lang)):
        where += words.say("how-far", lang, text=distance)
    if total == 1:
        return words.say("one-value", lang, where=where)
    key = "one-of-values" if count == 1 else "values"
    return words.say(key, lang, count=count, total=total, where=where)


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
        return _tell_factor("too-large", ratio, lang)
    if 0 < ratio <= 0.5:
        return _tell_factor("too-small", 1 / ratio, lang)
    return words.say("off-by-percent", lang, percent=words.figure(100 * relative, lang))


def _tell_factor(key: str, factor: float, lang: str) -> str:
    if factor > FAR:
        return words.say(f"far-{key}", lang, factor=words.figure(FAR, lang))
    return words.say(key, lang, factor=words.figure(factor, lang))


def name_kind(kind: str, lang: str) -> str:
    """Return a type's name in the student's words."""
    head, _, rest = kind.partition(" ")
    if f"kind-{head.lower()}" in words.WORDS:
        return words.say(f"kind-{head.lower()}", lang, shape=rest)
    return f"`{head}`"


def tell_outcome(
    outcome: Outcome,
    name: str,
    lang: str,
    *,
    seconds: float,
    line_of: SourceLine,
    quotable: Collection[str],
) -> str:
    """Return why a call gave no value.

    `quotable` are the words of the student's code that may be shown: any other may carry the
    hidden inputs.
    """
    match outcome.kind:
        case "error" if outcome.failure is not None:
            return tell_failure(outcome.failure, lang, line_of=line_of, quotable=quotable)
        case "unplain" if outcome.detail.startswith(wire.OVER):
            return words.say("over-limits", lang, name=name)
        case "unplain" if outcome.detail in quotable:
            return words.say("unplain", lang, name=name, kind=f"`{outcome.detail[:60]}`")
        case "unplain":
            return words.say("unplain-unnamed", lang, name=name)
        case "timed-out" | "died" if outcome.detail == "skipped":
            return words.say("skipped", lang)
        case "timed-out" if outcome.detail == "submission":
            return words.say("out-of-time", lang)
        case "timed-out":
            return words.say("timed-out", lang, seconds=words.figure(seconds, lang))
        case "protocol" if outcome.detail == "unexpected-form":
            return words.say("unexpected-form", lang)
        case kind:
            return words.say(kind, lang)


def tell_failure(
    failure: Failure, lang: str, *, line_of: SourceLine, quotable: Collection[str]
) -> str:
    """Return an exception with the student's own line."""
    kind = failure.type if failure.type in quotable else "Exception"
    if kind == "NotImplementedError" and failure.function and failure.function in quotable:
        return words.say("needs-unwritten", lang, function=failure.function[:60])
    where = tell_place(failure, lang, line_of=line_of)
    if failure.message and failure.message in quotable:
        message = failure.message[:300]
        told = words.say("error-message", lang, type=kind, where=where, message=message)
    else:
        told = words.say("error", lang, type=kind, where=where)
    because = tell_because(failure, lang)
    stop = "" if told.endswith((".", "?", "!")) else "."
    return f"{told}{stop} {because}" if because else told


def tell_place(failure: Failure, lang: str, *, line_of: SourceLine) -> str:
    """Return the line that raised, as a clause, or nothing where it is not known."""
    if failure.cell is None or failure.line is None:
        return ""
    source = line_of(failure.cell, failure.line)
    if not source:
        return ""
    return words.say("at-line", lang, line=failure.line, cell=failure.cell, source=source)
