"""The file names of the students' pages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.reports import feedback_file_name

ALPHABET = "abcdefghijklmnopqrstuvwxyz0123456789._-"


@pytest.mark.parametrize("student", ["ada", "jean.dupont", "s123456", "a_b-c"])
def test_a_plain_id_is_its_own_name(student):
    assert feedback_file_name(student) == f"{student}.html"


@pytest.mark.parametrize(
    ("student", "start"),
    [
        ("Zoë Müller", "zoe-muller-"),
        ("../../etc/passwd", "etc-passwd-"),
        ("ada/1", "ada-1-"),
        ("", "student-"),
        ("学生", "student-"),
        (".", "student-"),
        ("CON", "con-"),
        ("nul.txt", "nul.txt-"),
        ("index", "index-"),
        ("a..b", "a.b-"),
        ("\ud800", "student-"),
        ("x" * 5000, "x" * 60 + "-"),
    ],
)
def test_any_other_id_is_spelt_plainly_and_followed_by_a_hash(student, start):
    name = feedback_file_name(student)

    assert name.startswith(start)
    assert len(name) == len(start) + 12 + len(".html")


def test_ids_that_look_alike_have_pages_of_their_own():
    ids = ["ada", "Ada", "ADA", "ada ", "ada/", "adà", "ada.", "a/da", "x" * 70, "x" * 71]

    assert len({feedback_file_name(student).casefold() for student in ids}) == len(ids)


def test_an_id_cannot_be_the_name_of_another_ones_page():
    stolen = feedback_file_name("Ada").removesuffix(".html")

    assert feedback_file_name(stolen) != feedback_file_name("Ada")


@given(st.text(st.characters(codec=None)))
def test_every_name_is_safe_in_a_path_and_in_an_address(student):
    name = feedback_file_name(student)

    assert set(name) <= set(ALPHABET)
    assert name[0] not in ".-"
    assert ".." not in name
    assert len(name) <= 80


@given(st.lists(st.text(alphabet="aAbB-./é0", max_size=6), unique=True, max_size=12))
def test_different_students_never_share_a_page(students):
    names = {feedback_file_name(student).casefold() for student in students}

    assert len(names) == len(students)
