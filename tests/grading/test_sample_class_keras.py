"""The sample class of the TensorFlow homework: its kept verdicts are those of the manifest.

That the class is graded as `verdicts.json` has it, the assignment's own tests hold.
"""

import json
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "assignments" / "keras"
MANIFEST = json.loads((FOLDER / "sample" / "manifest.json").read_text("utf-8"))["submissions"]
KEPT = json.loads((FOLDER / "verdicts.json").read_text("utf-8"))["sample"]


def test_every_hand_in_has_the_score_of_the_manifest():
    for student, expected in MANIFEST.items():
        score, _, rest = KEPT[student].partition(" of ")
        assert rest == f"100, {expected['status']}", student
        assert abs(float(score) - expected["score"]) < 1e-3, student


def test_every_question_that_is_not_right_is_told_as_the_manifest_has_it():
    for student, expected in MANIFEST.items():
        for name, question in expected["questions"].items():
            line = KEPT.get(f"{student}: {name}")
            if question["status"] == "correct":
                assert line is None, (student, name)
                continue
            assert question["status"] in line.split(", "), (student, name)
            if question["mistake"]:
                assert question["mistake"] in line, (student, name)


def test_the_class_has_twelve_students_and_the_verdicts_speak_of_no_other():
    assert len(MANIFEST) == 12
    assert {key.split(":")[0] for key in KEPT} == set(MANIFEST)
