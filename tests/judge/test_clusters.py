"""Equal wrong answers find each other, where nothing explains them."""

import dataclasses

import pytest

from autograder.judge.clusters import clusters
from autograder.judge.diagnosis import Diagnosis, DiagnosisKind
from autograder.judge.imprint import Imprint, Mark
from autograder.judge.verdict import (
    QuestionStatus,
    QuestionVerdict,
    SubmissionStatus,
    SubmissionVerdict,
)


def marked(value, structure="s"):
    return Imprint(structure, (Mark(value, 1e-6),))


def wrong(student, mark, name="softmax", **facts):
    question = QuestionVerdict(name, 4.0, 0.0, QuestionStatus.WRONG)
    question = dataclasses.replace(question, **({"imprint": mark} | facts))
    return SubmissionVerdict(student, SubmissionStatus.GRADED, 0.0, 4.0, 1.0, questions=(question,))


def test_equal_answers_are_a_group_and_the_largest_comes_first():
    verdicts = [
        wrong("cleo", marked(2.0)),
        wrong("bob", marked(1.0)),
        wrong("dan", marked(2.0 + 1e-9)),
        wrong("ada", marked(1.0)),
        wrong("eve", marked(2.0)),
    ]

    found = clusters(verdicts)

    assert [cluster.students for cluster in found] == [("cleo", "dan", "eve"), ("ada", "bob")]


def test_answers_to_other_questions_are_other_groups():
    verdicts = [wrong("ada", marked(1.0)), wrong("bob", marked(1.0), name="relu")]

    assert len(clusters(verdicts)) == 2


EXPLAINED = {
    "a known mistake": {"mistake": "forgets_the_bias"},
    "a constraint": {"breaches": ("no-loops",)},
    "a right answer": {"status": QuestionStatus.CORRECT},
    "a crash": {"status": QuestionStatus.CRASHED},
    "two mistakes at once": {"diagnosis": Diagnosis(DiagnosisKind.PAIR)},
    "a convention": {"diagnosis": Diagnosis(DiagnosisKind.CONVENTION)},
    "no imprint": {"imprint": None},
}


@pytest.mark.parametrize("name", EXPLAINED)
def test_what_is_explained_is_in_no_group(name):
    assert clusters([wrong("ada", marked(1.0), **EXPLAINED[name])]) == []


def test_a_relation_names_no_mistake_so_its_answers_are_grouped():
    relation = Diagnosis(DiagnosisKind.RELATION, ("factor",))

    assert len(clusters([wrong("ada", marked(1.0), diagnosis=relation)])) == 1


def test_a_group_keeps_its_name_while_others_join():
    alone = clusters([wrong("ada", marked(1.0))])
    joined = clusters([wrong("zoe", marked(1.0)), wrong("ada", marked(1.0))])

    assert alone[0].name == joined[0].name
    assert alone[0].name.startswith("softmax-")


def test_two_groups_of_a_question_have_two_names():
    found = clusters([wrong("ada", marked(1.0)), wrong("bob", marked(2.0))])

    assert len({cluster.name for cluster in found}) == 2
