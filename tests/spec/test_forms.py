"""The form of an answer: what is read as what, and what is malformed."""

import numpy as np
import pytest

from autograder import Form
from autograder.spec import MalformedError

NAN = float("nan")

READ = {
    "a letter": (Form.one("ABC"), "B", "B"),
    "a small letter with space around it": (Form.one("ABC"), " b ", "B"),
    "a word": (Form.one(["both", "none"]), "Both", "both"),
    "a truth": (Form.one([True, False]), np.bool_(False), False),
    "one of some numbers": (Form.one([1, 2, 3]), np.int64(2), 2),
    "letters written together": (Form.some("ABC"), "CA", {"A": True, "B": False, "C": True}),
    "letters in a list": (Form.some("ABC"), ["b"], {"A": False, "B": True, "C": False}),
    "letters with commas": (Form.some("AB"), "A, B", {"A": True, "B": True}),
    "an order written together": (Form.arranged("ABC"), "cab", ["C", "A", "B"]),
    "an order in a tuple": (Form.arranged("AB"), ("B", "A"), ["B", "A"]),
    "a number": (Form.number(), np.float32(0.5), 0.5),
    "a whole number as a float": (Form.number(whole=True), 3.0, 3),
    "an array for a row": (Form.numbers(2), np.array([1.5, 2.0]), [1.5, 2.0]),
    "a shape": (Form.numbers(2, whole=True), (3, 1), [3, 1]),
    "a dictionary": (
        Form.fields({"A": Form.one([1, 2]), "n": Form.number()}),
        {"n": 0.5, "a": 2},
        {"A": 2, "n": 0.5},
    ),
    "entries that are left open": (
        Form.fields(dict.fromkeys("ABC", Form.one([1, 2]))),
        {"A": 1, "B": None, "C": ...},
        {"A": 1, "B": None, "C": None},
    ),
    "entries that are missing": (
        Form.fields(dict.fromkeys("AB", Form.number())),
        {"B": 1},
        {"A": None, "B": 1},
    ),
}

MALFORMED = {
    "a letter that is not there": (Form.one("ABC"), "D"),
    "two letters for one": (Form.one("ABC"), "AB"),
    "a number for a letter": (Form.one("ABC"), 1),
    "a list for a letter": (Form.one("ABC"), ["A"]),
    "a truth for a number": (Form.one([0, 1]), True),
    "a number for a truth": (Form.one([True, False]), 1),
    "no letter": (Form.some("ABC"), ""),
    "a letter twice": (Form.some("ABC"), "AA"),
    "a set, which has no order": (Form.arranged("AB"), {"A", "B"}),
    "too few letters in order": (Form.arranged("ABC"), "AB"),
    "a letter twice in order": (Form.arranged("ABC"), "ABA"),
    "a number as text": (Form.number(), "3"),
    "a truth for any number": (Form.number(), True),
    "an array for a number": (Form.number(), np.ones(2)),
    "a complex number": (Form.number(), 1j),
    "a half": (Form.number(whole=True), 2.5),
    "no whole number": (Form.number(whole=True), NAN),
    "infinity": (Form.number(whole=True), float("inf")),
    "too many numbers": (Form.numbers(2), [1, 2, 3]),
    "a table for a row": (Form.numbers(2), np.ones((2, 2))),
    "a list for a dictionary": (Form.fields({"A": Form.number()}), [1]),
    "a key that is not asked for": (Form.fields({"A": Form.number()}), {"A": 1, "B": 2}),
    "an entry of another form": (Form.fields({"A": Form.number()}), {"A": "1"}),
}


@pytest.mark.parametrize("name", READ)
def test_an_answer_is_read_in_the_form_s_own_words(name):
    form, answer, plain = READ[name]
    read = form.read(answer)

    assert read == plain
    assert type(read) is type(plain)


@pytest.mark.parametrize("name", MALFORMED)
def test_an_answer_of_another_form_is_refused(name):
    form, answer = MALFORMED[name]

    with pytest.raises(MalformedError):
        form.read(answer)


def test_what_is_read_is_read_again_as_the_same():
    for form, answer, _ in READ.values():
        if form.kind != "some":
            assert form.read(form.read(answer)) == form.read(answer)


def test_a_form_knows_its_entries():
    assert Form.fields({"A": Form.number(), "B": Form.number()}).keys == ("A", "B")
    assert Form.some("ABC").keys == ("A", "B", "C")
    assert Form.one("ABC").keys == ()
