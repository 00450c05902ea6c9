"""The course that the tests on a GPU grade with, held to account where there is none."""

from __future__ import annotations

from autograder.grading.assess import assess

from .conftest import Class
from .hand_ins import EVERY, POINTS


def test_its_questions_hold(device_class: Class) -> None:
    assert assess(device_class.assignment, [b"one", b"two"]) == []


def test_the_hand_ins_are_about_its_questions(device_class: Class) -> None:
    points = {question.name: question.points for question in device_class.assignment}

    assert points == POINTS
    for hand_in in EVERY.values():
        assert set(hand_in.answers) | set(hand_in.mistakes) <= set(points)
        for source in (hand_in.before, *hand_in.answers.values()):
            compile(source, "<hand-in>", "exec")
