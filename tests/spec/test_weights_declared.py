"""What is refused of frameworks and of files of weights before anything is graded."""

import numpy as np
import pytest

from autograder import Assignment, SpecError

TITLE = {"en": "A network"}


def declared(*, file="weights.safetensors", shapes=None, summary=True, visible=False, **texts):
    assignment = Assignment("network", title=TITLE)
    shapes = {"w": (2,)} if shapes is None else shapes

    @assignment.weights(
        "network", file=file, shapes=shapes, points=2, texts=texts or {"en": "Hand it in."}
    )
    def network():
        return {"w": np.zeros(2)}

    network.case("hidden data", visible=visible)(lambda rng: {"X": rng.normal(size=2)})
    if visible:
        network.case("more")(lambda rng: {"X": rng.normal(size=2)})
    if summary:
        network.summary(lambda *_, **__: {"sum": 0.0})
    return assignment


def test_a_file_of_weights_is_a_question_like_others():
    assignment = declared()
    assignment.check(["en"])

    assert assignment.points == 2
    assert [file.name for file in assignment.files] == ["weights.safetensors"]


@pytest.mark.parametrize(
    "name", ["weights.pt", "../weights.safetensors", ".safetensors", "a b.safetensors"]
)
def test_a_file_is_named_plainly(name):
    with pytest.raises(SpecError, match="name the file plainly"):
        declared(file=name).check(["en"])


def test_a_file_needs_a_summary():
    with pytest.raises(SpecError, match="give it a summary"):
        declared(summary=False).check(["en"])


def test_nothing_of_a_file_is_tried_in_the_notebook():
    with pytest.raises(SpecError, match="hide its cases"):
        declared(visible=True).check(["en"])


def test_what_is_asked_is_said_in_every_language():
    with pytest.raises(SpecError, match="missing in fr"):
        Assignment("network", title={"en": "A", "fr": "B"}, parts=[declared()]).check(["en", "fr"])


def test_a_framework_that_nobody_knows_is_refused():
    with pytest.raises(SpecError, match="no framework 'jax'; known are torch, tensorflow"):
        Assignment("network", title=TITLE, frameworks=["jax"])
