"""The assignment that is attacked: functions, one of which needs another, a property, an answer."""

import numpy as np
from reference import light as ref

from autograder import Assignment, Seed, forbids

assignment = Assignment("light", title={"en": "A light course", "fr": "Un cours léger"})


def canary(rng):
    """Return a number that is in a hidden input of `relu` and nowhere else."""
    return float(rng.integers(10_000_000, 100_000_000)) + 0.25


relu = assignment.question(ref.relu, points=2)


@relu.case("a small matrix", visible=True, fr="une petite matrice")
def _(rng):
    return {"x": np.array([[-1.0, 2.0], [3.0, -4.0]])}


@relu.case("a row", fr="une ligne")
def _(rng):
    # The number below zero is there whatever is drawn: who gives the row back as it came is wrong.
    return {"x": np.append(rng.normal(size=6), [-1.0, canary(rng)])}


@relu.case("a matrix", fr="une matrice")
def _(rng):
    return {"x": np.vstack([rng.normal(size=(4, 3)), [canary(rng), -1.0, 1.0]])}


@relu.mistake(
    en="You keep the negative values and drop the positive ones.",
    fr="Vous gardez les valeurs négatives et perdez les positives.",
)
def keeps_the_negative(x):
    return np.minimum(x, 0)


layer = assignment.question(ref.layer, points=2, needs=("relu",))


@layer.case("two neurons", visible=True, fr="deux neurones")
def _(rng):
    return {"W": rng.normal(size=(2, 3)).round(2), "x": np.ones(3), "b": np.zeros(2)}


@layer.case("five neurons", fr="cinq neurones")
def _(rng):
    return {"W": rng.normal(size=(5, 4)), "x": rng.normal(size=4), "b": rng.normal(size=5)}


slope = assignment.question(ref.slope, points=2, constraints=[forbids("np.gradient")])


@slope.case("four values", visible=True, fr="quatre valeurs")
def _(rng):
    return {"y": np.array([0.0, 1.0, 4.0, 9.0])}


@slope.case("nine values", fr="neuf valeurs")
def _(rng):
    return {"y": rng.normal(size=9)}


mask = assignment.question(ref.mask, points=2)


@mask.case("a hundred", visible=True, fr="une centaine")
def _(rng):
    return {"n": 100, "keep": 0.5, "rng": Seed.draw(rng)}


@mask.case("ten thousand", fr="dix mille")
def _(rng):
    return {"n": 10_000, "keep": 0.8, "rng": Seed.draw(rng)}


@mask.summary
def facts_of_a_mask(output, n, keep, rng):
    values = np.asarray(output, dtype=float)
    return {
        "shape": values.shape,
        "only zeros and ones": bool(np.isin(values, [0.0, 1.0]).all()),
        # Nine standard deviations wide: a right mask is never told otherwise.
        "kept share": bool(abs(values.mean() - keep) < 9 * np.sqrt(keep * (1 - keep) / n)),
    }


def draw_sizes(rng):
    return {"inputs": int(rng.integers(3, 30))}


@assignment.answer(
    "parameters",
    points=1,
    variant=draw_sizes,
    texts={
        "en": "A neuron has {inputs} inputs and a bias. How many parameters has it?",
        "fr": "Un neurone a {inputs} entrées et un biais. Combien de paramètres a-t-il\u00a0?",
    },
)
def parameters(inputs):
    return inputs + 1
