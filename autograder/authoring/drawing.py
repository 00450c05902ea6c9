"""Which generator draws which case: the public one, the course's secret one, the student's own.

Every generator is seeded by an HMAC-SHA256 over the names involved, so that no two cases share a
stream and nobody without the key can compute a hidden one.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence

import numpy as np

from autograder.spec import Assignment, Case, Question
from autograder.trial import DrawnCase, draw_case

PUBLIC_KEY = b"public"


def generator(key: bytes, *names: str) -> np.random.Generator:
    """Return the generator that belongs to these names under this key."""
    message = json.dumps(names, ensure_ascii=True).encode("ascii")
    digest = hmac.new(key, message, hashlib.sha256).digest()
    return np.random.default_rng(int.from_bytes(digest, "big"))


def variant_generator(assignment: str, question: str, student: str) -> np.random.Generator:
    """Return the generator of a student's own variant of an answer.

    It is public: the notebook draws the same. Case and surrounding space of the id do not count.
    """
    return generator(PUBLIC_KEY, assignment, question, student.strip().casefold())


def draw_visible(assignment: Assignment, question: Question) -> list[DrawnCase]:
    """Draw the visible cases, as the release prints them."""
    return [
        draw_case(question, case, generator(PUBLIC_KEY, assignment.name, question.name, case.name))
        for case in question.cases
        if case.visible
    ]


def draw_public(assignment: Assignment, question: Question, case: Case) -> DrawnCase:
    """Draw any case with the public seed, to show what a hidden one may look like."""
    return draw_case(
        question, case, generator(PUBLIC_KEY, assignment.name, question.name, case.name)
    )


def draw_all(
    assignment: Assignment, question: Question, key: bytes, *, student: str = "", attempt: int = 1
) -> list[DrawnCase]:
    """Draw every case for grading: the hidden ones with the course's key.

    `student` and `attempt` count only where the question is drawn per student or per attempt.
    """
    return [
        draw_case(question, case, _generator_of(assignment, question, case, key, student, attempt))
        for case in question.cases
    ]


def _generator_of(
    assignment: Assignment, question: Question, case: Case, key: bytes, student: str, attempt: int
) -> np.random.Generator:
    if question.kind == "answer":
        return variant_generator(assignment.name, question.name, student)
    names: Sequence[str] = (assignment.name, question.name, case.name)
    if case.visible:
        return generator(PUBLIC_KEY, *names)
    if question.drawn_per == "student":
        names = (*names, student)
    elif question.drawn_per == "attempt":
        names = (*names, student, str(attempt))
    return generator(key, *names)
