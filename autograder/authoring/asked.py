"""A question's constraints as its heading in the notebook states them."""

from __future__ import annotations

from autograder import words
from autograder.constraints import LOOPS, Constraint, NoLoops, Vectorised, short_name
from autograder.spec import Question


def asked(question: Question, lang: str) -> list[str]:
    """Return what a question asks of the way to its result, one phrase for each constraint."""
    phrases = [_priced(_phrase(rule, lang), rule.costs, lang) for rule in question.constraints]
    if question.in_place:
        phrases.append(words.say("asks-in-place", lang, names=words.listed(question.in_place)))
    if question.steps is not None:
        steps = words.figure(question.steps, lang, digits=7)
        phrases.append(words.say("asks-steps", lang, steps=steps))
    if question.seconds is not None:
        seconds = words.figure(question.seconds, lang, digits=4)
        phrases.append(words.say("asks-seconds", lang, seconds=seconds))
    if question.device == "cuda":
        phrases.append(words.say("asks-gpu", lang))
    return phrases


def _phrase(rule: Constraint, lang: str) -> str:
    if isinstance(rule, Vectorised):
        return words.say("asks-vectorised", lang)
    if isinstance(rule, NoLoops):
        allowed = [words.say(f"allowed-{loop}", lang) for loop in LOOPS if loop in rule.allow]
        if not allowed:
            return words.say("asks-no-loops", lang)
        return words.say("asks-no-loops-but", lang, loops=", ".join(allowed))
    names = words.listed([short_name(name) for name in rule.names])
    return words.say("asks-forbids", lang, names=names)


def _priced(phrase: str, costs: float, lang: str) -> str:
    if costs == 1.0:
        return phrase
    percent = words.figure(100 * costs, lang)
    return words.say("asks-at-a-cost", lang, asked=phrase, percent=percent)
