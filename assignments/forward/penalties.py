"""Part C, end: what must not be forgotten of θ (exercise E29, weights and biases apart again)."""

import numpy as np
from reference import mlp as ref

from autograder import Part

part = Part("penalties")

# --- E29: which numbers of θ are weights ---

weight_penalty = part.question(ref.weight_penalty, points=2)


@weight_penalty.case("two neurons", visible=True, fr="deux neurones")
def _(rng):
    return {"theta": np.array([[1.0, -2.0, 10.0], [0.5, 3.0, -20.0]]), "lam": 0.1}


@weight_penalty.case("three neurons, five inputs", fr="trois neurones, cinq entrées")
def _(rng):
    return {"theta": rng.uniform(0.5, 1.5, size=(3, 6)), "lam": 0.7}


@weight_penalty.case("a single neuron", fr="un seul neurone")
def _(rng):
    return {"theta": rng.uniform(-1.5, -0.5, size=(1, 4)), "lam": 0.03}


@weight_penalty.case("as many rows as columns", fr="autant de lignes que de colonnes")
def _(rng):
    theta = rng.uniform(0.5, 1.5, size=(5, 5)) * rng.choice([-1.0, 1.0], size=(5, 5))
    return {"theta": theta, "lam": 2.0}


@weight_penalty.mistake(
    en="You penalise the biases too: they are in θ, but it is weights that make a function steep. "
    "A bias only moves it.",
    fr="Vous pénalisez aussi les biais : ils sont dans θ, mais ce sont les poids qui rendent une "
    "fonction raide. Un biais ne fait que la déplacer.",
)
def penalises_all_of_theta(theta, lam):  # M29.5
    return lam * np.sum(theta**2)


@weight_penalty.mistake(
    en="λ is missing: a slide of the lectures has lost it, too.",
    fr="Il manque λ : une diapositive des cours l'a perdu aussi.",
)
def forgets_lambda(theta, lam):  # ER5
    return np.sum(theta[:, :-1] ** 2)


@weight_penalty.mistake(
    en="You halve the penalty, as one of the lectures does. Here the formula has no 1/2.",
    fr="Vous divisez la pénalité par deux, comme l'un des cours. Ici, la formule n'a pas de 1/2.",
)
def halves_the_penalty(theta, lam):  # CR8
    return 0.5 * lam * np.sum(theta[:, :-1] ** 2)


@weight_penalty.mistake(
    en="You take the norm: its square is asked, without a root.",
    fr="Vous prenez la norme : on demande son carré, sans racine.",
)
def takes_the_root(theta, lam):  # CR8
    return lam * np.sqrt(np.sum(theta[:, :-1] ** 2))


@weight_penalty.mistake(
    en="You leave out the last row: it is a neuron. The biases are the last column.",
    fr="Vous laissez de côté la dernière ligne : c'est un neurone. Les biais forment la dernière "
    "colonne.",
)
def leaves_out_a_neuron(theta, lam):  # M29.4
    return lam * np.sum(theta[:-1] ** 2)


@weight_penalty.mistake(
    en="You leave out the first column: the biases are the last one.",
    fr="Vous laissez de côté la première colonne : les biais forment la dernière.",
)
def leaves_out_the_first_column(theta, lam):  # M29.1
    return lam * np.sum(theta[:, 1:] ** 2)


@weight_penalty.mistake(
    en="You take the mean of the squares: the formula has their sum.",
    fr="Vous prenez la moyenne des carrés : la formule a leur somme.",
)
def takes_the_mean(theta, lam):  # not in the catalogue
    return lam * np.mean(theta[:, :-1] ** 2)


@weight_penalty.alternative
def by_the_norm_of_numpy(theta, lam):
    return lam * np.linalg.norm(theta[:, :-1]) ** 2


@weight_penalty.alternative
def all_less_the_biases(theta, lam):
    return float(lam * (np.sum(theta**2) - np.sum(theta[:, -1] ** 2)))
