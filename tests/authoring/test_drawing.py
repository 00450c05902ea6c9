"""Whose inputs are whose: the class's, a student's, an attempt's; public or secret."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import Assignment
from autograder.authoring.drawing import draw_all, draw_visible, generator, variant_generator

KEY, OTHER_KEY = b"the secret of one course", b"the secret of another course"


def numbers(size=3):
    return lambda rng: {"x": rng.normal(size=size)}


def assignment_of(drawn_per="class"):
    assignment = Assignment("lines", title={"en": "Lines"})
    question = assignment.question(lambda x: x, points=1, name="twice", drawn_per=drawn_per)
    question.case("visible", visible=True)(numbers())
    question.case("hidden")(numbers())
    return assignment


def drawn(assignment, key=KEY, student="", attempt=1):
    """Return every case's encoded arguments, the visible one's first."""
    (question,) = assignment
    cases = draw_all(assignment, question, key, student=student, attempt=attempt)
    return [case.call.arguments for case in cases]


def test_the_same_key_draws_the_same_inputs():
    assert drawn(assignment_of()) == drawn(assignment_of())


def test_a_case_s_declaration_order_does_not_count():
    one, other = assignment_of(), assignment_of()
    other["twice"].cases.reverse()

    assert drawn(one) == drawn(other)[::-1]


def test_visible_inputs_do_not_depend_on_the_secret():
    visible, hidden = drawn(assignment_of())
    same, other = drawn(assignment_of(), OTHER_KEY)

    assert visible == same
    assert hidden != other


@pytest.mark.parametrize("drawn_per", ["class", "student", "attempt"])
def test_visible_inputs_are_those_of_the_release_for_everybody(drawn_per):
    assignment = assignment_of(drawn_per)
    (printed,) = draw_visible(assignment, assignment["twice"])

    for student in ("ada", "blaise"):
        assert drawn(assignment, student=student, attempt=3)[0] == printed.call.arguments


@pytest.mark.parametrize(
    ("drawn_per", "differs_by_student", "differs_by_attempt"),
    [("class", False, False), ("student", True, False), ("attempt", True, True)],
)
def test_hidden_inputs_are_the_class_s_a_student_s_or_an_attempt_s(
    drawn_per, differs_by_student, differs_by_attempt
):
    assignment = assignment_of(drawn_per)
    _, ada = drawn(assignment, student="ada", attempt=1)
    _, blaise = drawn(assignment, student="blaise", attempt=1)
    _, again = drawn(assignment, student="ada", attempt=2)

    assert (ada != blaise) is differs_by_student
    assert (ada != again) is differs_by_attempt
    assert ada == drawn(assignment, student="ada", attempt=1)[1]


@pytest.mark.parametrize("drawn_per", ["student", "attempt"])
def test_what_is_a_student_s_own_depends_on_the_secret_too(drawn_per):
    assignment = assignment_of(drawn_per)

    ours, theirs = (drawn(assignment, key, student="ada")[1] for key in (KEY, OTHER_KEY))
    assert ours != theirs


def test_a_variant_is_the_student_s_own_and_public():
    assignment = Assignment("lines", title={"en": "Lines"})
    texts = {"en": "{x}"}
    assignment.answer("twice", points=1, variant=numbers(), texts=texts)(lambda x: 2 * x)

    ada, blaise = (drawn(assignment, student=name) for name in ("ada", "blaise"))
    assert ada != blaise
    assert ada == drawn(assignment, OTHER_KEY, student="ada", attempt=7)


@pytest.mark.parametrize("spelled", ["ada", "ADA", " Ada\n", "\tada "])
def test_case_and_space_of_a_student_id_do_not_count_for_a_variant(spelled):
    assert stream(variant_generator("lines", "slope", spelled)) == stream(
        variant_generator("lines", "slope", "ada")
    )


def test_the_length_of_an_accent_does_count():
    one, other = (variant_generator("lines", "slope", name) for name in ("zoé", "zoe"))

    assert stream(one) != stream(other)


def stream(rng):
    return rng.bytes(32)


NAMES = st.lists(st.text(max_size=8), min_size=1, max_size=4)


@given(one=NAMES, other=NAMES)
@settings(deadline=None, max_examples=60)
def test_two_cases_never_share_a_stream(one, other):
    """However their names are cut: ("ab", "c") is not ("a", "bc")."""
    same = stream(generator(KEY, *one)) == stream(generator(KEY, *other))

    assert same is (one == other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ab", "c"), ("a", "bc")),
        (("a", "b"), ("a", "b", "")),
        (('a", "b',), ("a", "b")),
        (("lines", "f", "hidden", "ada", "1"), ("lines", "f", "hidden", "ada1")),
    ],
)
def test_names_that_look_alike_when_joined_have_different_streams(one, other):
    assert stream(generator(KEY, *one)) != stream(generator(KEY, *other))


@given(key=st.binary(min_size=16, max_size=40), other=st.binary(min_size=16, max_size=40))
@settings(deadline=None, max_examples=40)
def test_another_key_is_another_stream(key, other):
    # HMAC pads short keys with zeros.
    same = key.rstrip(b"\0") == other.rstrip(b"\0")

    assert (stream(generator(key, "a")) == stream(generator(other, "a"))) is same


def test_a_stream_is_seeded_by_an_hmac_and_by_nothing_of_the_process():
    """Pinned: if this number moves, every hidden input of every course moves."""
    seed = generator(b"a key of 17 bytes", "lines", "slope", "é").bit_generator.seed_seq.entropy

    assert f"{seed:064x}" == "31d6b0c39032a91ba6d1dbfe877e3af9076d0d055568dacd822bd9726ec7cdcd"


def test_names_may_hold_any_character():
    assert stream(generator(KEY, "\ud800", "日本")) != stream(generator(KEY, "?", "日本"))
