"""What the tests of the judge share: a question drawn, and a student who sits it."""

import dataclasses

import numpy as np
import pytest

from autograder import Question
from autograder.judge.mark import Listener, mark
from autograder.judge.oracle import Expectation
from autograder.trial import draw_case, run_trusted

NOTEBOOK = {(3, 2): "return np.exp(Z) / total"}
"""The lines of the student's notebook, by cell and line."""


def drawn_question(question):
    """Return what is expected, every case drawn from a generator of its own."""
    cases = [
        draw_case(question, case, np.random.default_rng(index))
        for index, case in enumerate(question.cases)
    ]
    return Expectation(question, cases)


def listener_in(lang, absence=""):
    """Return a listener whose notebook has one line worth quoting."""
    return Listener(
        lang=lang,
        line_of=lambda cell, line: NOTEBOOK.get((cell, line), ""),
        call_seconds=4,
        absence=absence,
    )


@pytest.fixture
def expect():
    """Return a function that draws a question's cases."""
    return drawn_question


@pytest.fixture
def judged():
    """Return a function that judges outcomes: `judged(question, [outcome, …])`."""

    def judge(question, outcomes, lang="en", absence=""):
        return mark(drawn_question(question), outcomes, listener_in(lang, absence))

    return judge


@pytest.fixture
def sat():
    """Return a function that judges a student's function: `sat(question, function)`."""

    def sit(question, function, lang="en"):
        expectation = drawn_question(question)
        # The worker has no summary: the judge makes it.
        plain = dataclasses.replace(question, summary_function=None)
        outcomes = [run_trusted(plain, function, case) for case in expectation.cases]
        return mark(expectation, outcomes, listener_in(lang))

    return sit


def normalise(Z):
    """Return Z with columns that sum to one."""
    return Z / Z.sum(axis=0)


@pytest.fixture
def question():
    """Return a question with one visible and three hidden cases, of weights 1, 1 and 2."""
    question = Question("normalise", normalise, points=4)
    question.case("shown", visible=True, fr="montré")(lambda rng: {"Z": rng.uniform(1, 2, (2, 3))})
    question.case("wide", fr="large")(lambda rng: {"Z": rng.uniform(1, 2, (2, 5))})
    question.case("tall", fr="haut")(lambda rng: {"Z": rng.uniform(1, 2, (5, 2))})
    question.case("tiny", weight=2, fr="minuscule")(lambda rng: {"Z": rng.uniform(1, 2, (1, 1))})
    return question
