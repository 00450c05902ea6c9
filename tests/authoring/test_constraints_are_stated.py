"""What the heading of a question says of the way to its result."""

import numpy as np
import pytest

from autograder import Question, forbids, no_loops, vectorised
from autograder.authoring.asked import asked


def step(W):
    return W


def asked_of(*constraints, lang="en", **facts):
    return asked(Question("step", step, points=1, constraints=constraints, **facts), lang)


def test_nothing_is_stated_where_nothing_is_asked():
    assert asked_of() == []


def test_each_constraint_is_stated_in_the_words_of_the_language():
    rules = (
        no_loops(),
        vectorised(lambda _rng, m: {"W": np.ones(m)}, sizes=(10, 1000)),
        forbids("np.linalg.inv", "torch.autograd", ".backward"),
    )

    assert asked_of(*rules) == [
        "no loop in Python",
        "fast on large arrays",
        "without `np.linalg.inv`, `torch.autograd`, `.backward`",
    ]
    assert asked_of(*rules, lang="fr") == [
        "aucune boucle en Python",
        "rapide sur de grands tableaux",
        "sans `np.linalg.inv`, `torch.autograd`, `.backward`",
    ]


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", "no loop in Python (comprehensions allowed) (else -50% of the points)"),
        (
            "fr",
            "aucune boucle en Python (permis\N{NO-BREAK SPACE}: compréhensions) "
            "(sinon -50\N{NO-BREAK SPACE}% des points)",
        ),
    ],
)
def test_what_is_allowed_and_what_a_breach_costs_are_stated(lang, told):
    assert asked_of(no_loops(allow=["comprehension"], costs=0.5), lang=lang) == [told]


def test_an_argument_that_may_change_is_stated():
    assert asked_of(in_place=("W",)) == ["changes `W` in place"]


def test_what_a_training_run_may_take_and_where_it_is_graded_are_stated():
    facts = {"steps": 400, "seconds": 60, "device": "cuda"}

    assert asked_of(**facts) == [
        "at most 400 steps of the optimizer in a call",
        "at most 60 s a call",
        "graded on a GPU",
    ]
    assert asked_of(lang="fr", **facts) == [
        "au plus 400 pas de l'optimiseur par appel",
        "au plus 60 s par appel",
        "noté sur un GPU",
    ]
