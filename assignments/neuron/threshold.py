"""Part B: the neuron that fires or does not (exercise E02)."""

import numpy as np
from reference import neuron as ref

from autograder import Part

part = Part("threshold")


def integers(rng, *shape):
    """Draw integers from -4 to 4 as floats: sums of their products are exact."""
    return rng.integers(-4, 5, size=shape).astype(float)


# --- E02: the threshold neuron ---

threshold_neuron = part.question(ref.threshold_neuron, points=3)


@threshold_neuron.summary
def _(output, w, x, theta):
    return np.asarray(output, dtype=float)


def around(rng, n, offset):
    """An instance whose weighted sum, from 6 to 9, is `offset` above the threshold."""
    w, x = integers(rng, n), integers(rng, n)
    w[0], x[0] = 1.0, rng.integers(6, 10) - w[1:] @ x[1:]
    return {"w": w, "x": x, "theta": float(w @ x) - offset}


@threshold_neuron.case("above the threshold", visible=True, fr="au-dessus du seuil")
def _(rng):
    return {"w": np.array([2.0, -1.0]), "x": np.array([3.0, 1.0]), "theta": 4.0}


@threshold_neuron.case("below the threshold", visible=True, fr="au-dessous du seuil")
def _(rng):
    return {"w": np.array([2.0, -1.0]), "x": np.array([1.0, 3.0]), "theta": 0.5}


@threshold_neuron.case("five inputs, above", fr="cinq entrées, au-dessus")
def _(rng):
    return around(rng, 5, rng.uniform(1, 3))


@threshold_neuron.case("five inputs, below", fr="cinq entrées, au-dessous")
def _(rng):
    return around(rng, 5, -rng.uniform(1, 3))


@threshold_neuron.case("exactly at the threshold", fr="exactement au seuil")
def _(rng):
    return around(rng, 3, 0.0)


@threshold_neuron.case("a negative threshold", fr="un seuil négatif")
def _(rng):
    w = np.array([1.0, -2.0, 1.0])
    return {"w": w, "x": w * rng.choice([-1.0, -2.0]), "theta": -rng.uniform(2, 4)}


@threshold_neuron.case("a negative sum above its threshold", fr="une somme négative qui suffit")
def _(rng):
    w = np.array([1.0, -2.0, 1.0])
    return {"w": w, "x": -w, "theta": -rng.uniform(7, 9)}


@threshold_neuron.case("a negative sum, a positive threshold", fr="somme négative, seuil positif")
def _(rng):
    w = np.array([1.0, -2.0, 1.0])
    return {"w": w, "x": -w, "theta": rng.uniform(7, 9)}


@threshold_neuron.case("a single input", weight=0.5, fr="une seule entrée")
def _(rng):
    return around(rng, 1, rng.uniform(1, 3))


@threshold_neuron.convention(
    "neuron-at-its-threshold",
    "silent",
    instead_of="fires",
    en="A sum exactly at the threshold leaves your neuron silent, and here it fires.",
    fr="Quand la somme est exactement au seuil, votre neurone reste silencieux ; ici, il s'active.",
)
def strictly_above(w, x, theta):  # M2.1, CR10
    return 1.0 if w @ x > theta else 0.0


@threshold_neuron.mistake(
    en="You return a sign, -1, 0 or 1: this neuron says 1 when it fires and 0 when it does not.",
    fr="Vous renvoyez un signe, -1, 0 ou 1 : ce neurone dit 1 quand il s'active, et 0 sinon.",
)
def returns_the_sign(w, x, theta):  # M2.2
    return np.sign(w @ x - theta)


@threshold_neuron.mistake(
    en="You add the threshold to the sum as if it were a bias: the sum has to reach it, so a bias "
    "that does the same work has the opposite sign.",
    fr="Vous ajoutez le seuil à la somme comme si c'était un biais : la somme doit l'atteindre, un "
    "biais qui fait le même travail est donc de signe opposé.",
)
def takes_the_threshold_for_a_bias(w, x, theta):  # M2.3
    return 1.0 if w @ x + theta >= 0 else 0.0


@threshold_neuron.mistake(
    en="Your neuron fires for every instance: a sigmoid is never negative, so comparing it with 0 "
    "decides nothing.",
    fr="Votre neurone s'active pour toutes les instances : une sigmoïde n'est jamais négative, la "
    "comparer à 0 ne décide donc rien.",
)
def compares_the_sigmoid_with_zero(w, x, theta):  # M2.5
    return 1.0 if 1.0 / (1.0 + np.exp(theta - w @ x)) >= 0 else 0.0


@threshold_neuron.mistake(
    en="The comparison is the wrong way round: your neuron fires below its threshold.",
    fr="La comparaison est à l'envers : votre neurone s'active au-dessous de son seuil.",
)
def fires_below(w, x, theta):  # not in the catalogue
    return 1.0 if w @ x <= theta else 0.0


@threshold_neuron.mistake(
    en="The threshold is not used: you compare the sum with 0.",
    fr="Le seuil ne sert pas : vous comparez la somme à 0.",
)
def forgets_the_threshold(w, x, theta):  # not in the catalogue
    return 1.0 if w @ x >= 0 else 0.0


@threshold_neuron.alternative
def answers_with_a_boolean(w, x, theta):  # M2.4: True equals 1
    return w @ x >= theta


@threshold_neuron.alternative
def by_heaviside(w, x, theta):
    return np.heaviside(np.sum(w * x) - theta, 1.0)


@threshold_neuron.alternative
def answers_with_an_integer(w, x, theta):
    return int(np.dot(x, w) >= theta)


for mutant in ("w.T @ x", "w @ x.T", "x @ w"):
    threshold_neuron.equivalent(
        f"w @ x → {mutant}", "w and x are vectors: nothing to transpose, in any order."
    )
