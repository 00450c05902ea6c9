"""What is made of equal values once serves every verdict on them, whatever else is wrong."""

import dataclasses
import hashlib

import numpy as np
import pytest

from autograder import wire
from autograder.judge import held
from autograder.judge.mark import Listener, mark
from autograder.judge.oracle import Expectation
from autograder.trial import run_trusted

from .conftest import drawn_question


def over_the_wire(outcome):
    """Return the outcome as one that came as bytes."""
    return dataclasses.replace(outcome, digest=hashlib.sha256(wire.encode(outcome.value)).digest())


@pytest.fixture
def verdicts_on():
    """Return a function that judges an answer for several listeners, in one class."""

    def judge(question, function, *listeners):
        expectation = drawn_question(question)
        plain = dataclasses.replace(question, summary_function=None)
        given = [over_the_wire(run_trusted(plain, function, case)) for case in expectation.cases]
        return [mark(expectation, given, listener) for listener in listeners]

    return judge


@pytest.fixture
def compared(question):
    """Return a list of what was compared with a known mistake."""
    made = []

    @question.mistake(en="You never divide.", fr="Vous ne divisez jamais.")
    def never_divides(Z):
        made.append(Z.shape)
        return Z.copy()

    return made


def listener(lang="en", shaky=()):
    """Return somebody who is told."""
    return Listener(lang, lambda _cell, _line: "", call_seconds=4, shaky=shaky)


def test_each_listener_is_told_the_same_in_words_of_its_own(question, compared, verdicts_on):
    english, french = verdicts_on(question, lambda Z: Z * 1.0, listener(), listener("fr"))

    assert english.mistake == french.mistake == "never_divides"
    assert (english.message, french.message) == ("You never divide.", "Vous ne divisez jamais.")


def test_with_an_earlier_function_wrong_the_same_values_are_told_with_it(
    question, compared, verdicts_on
):
    alone, shaky = verdicts_on(
        question, lambda Z: Z * 1.0, listener(), listener(shaky=("scale", "shift"))
    )

    assert (alone.score, alone.mistake) == (shaky.score, shaky.mistake)
    assert "`scale`" in shaky.message
    assert "`scale`" not in alone.message


@pytest.mark.parametrize("step", ["summarised", "explained"])
def test_it_is_made_once_for_all_listeners(step, question, verdicts_on, monkeypatch):
    made = []
    owner, name = {
        "summarised": (held, "summarised"),
        "explained": (Expectation, "explain"),
    }[step]
    makes = getattr(owner, name)
    monkeypatch.setattr(owner, name, lambda *given: made.append(step) or makes(*given))

    @question.summary
    def facts(output, Z):
        return {"sum": float(np.sum(output))}

    verdicts_on(question, lambda Z: Z * 1.0, listener())
    once = len(made)
    verdicts_on(question, lambda Z: Z * 1.0, listener(), listener("fr"))

    assert once > 0
    assert len(made) == 2 * once
