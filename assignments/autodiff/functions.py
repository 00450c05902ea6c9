"""Part C: functions of each element."""

import numpy as np
from reference import vjps as ref

from autograder import Part

part = Part("functions")

# --- an exponential ---

exp_vjp = part.question(ref.exp_vjp, points=2)


@exp_vjp.case("a row", visible=True, fr="une ligne")
def _(rng):
    return {"G": np.array([[1.0, -2.0, 0.5]]), "E": np.array([[1.0, 2.0, 4.0]])}


@exp_vjp.case("a matrix", fr="une matrice")
def _(rng):
    return {"G": rng.normal(size=(3, 5)), "E": np.exp(rng.normal(size=(3, 5)))}


@exp_vjp.mistake(
    en="You take the exponential of E, which is an exponential already: the function is given what "
    "the step returned.",
    fr="Vous prenez l'exponentielle de E, qui en est déjà une : la fonction reçoit ce que l'étape "
    "a renvoyé.",
)
def takes_the_exponential_again(G, E):
    return G * np.exp(E)


@exp_vjp.mistake(
    en="G is missing: the slope is right, and the gradient from above does not pass through it.",
    fr="Il manque G : la pente est juste, mais le gradient d'en haut ne la traverse pas.",
)
def returns_the_slope(G, E):
    return E.copy()


@exp_vjp.mistake(
    en="You divide by E: that would be the inverse function, the logarithm.",
    fr="Vous divisez par E : ce serait la fonction réciproque, le logarithme.",
)
def divides_by_the_exponential(G, E):
    return G / E


@exp_vjp.mistake(
    en="You multiply by the logarithm of E, that is by A: e^a is its own slope.",
    fr="Vous multipliez par le logarithme de E, c'est-à-dire par A : e^a est sa propre pente.",
)
def multiplies_by_what_entered(G, E):
    return G * np.log(E)


@exp_vjp.alternative
def the_other_way_round(G, E):
    return np.multiply(E, G)


# --- a logarithm ---

log_vjp = part.question(ref.log_vjp, points=2)


@log_vjp.case("a row", visible=True, fr="une ligne")
def _(rng):
    return {"G": np.array([[1.0, -2.0, 0.5]]), "A": np.array([[1.0, 2.0, 4.0]])}


@log_vjp.case("a matrix", fr="une matrice")
def _(rng):
    return {"G": rng.normal(size=(3, 5)), "A": rng.uniform(0.2, 3.0, (3, 5))}


@log_vjp.mistake(
    en="You multiply by A: the logarithm rises the less, the larger A is.",
    fr="Vous multipliez par A : le logarithme monte d'autant moins que A est grand.",
)
def multiplies(G, A):
    return G * A


@log_vjp.mistake(
    en="G is missing: the slope is right, and the gradient from above does not pass through it.",
    fr="Il manque G : la pente est juste, mais le gradient d'en haut ne la traverse pas.",
)
def returns_one_over_a(G, A):
    return 1.0 / A


@log_vjp.mistake(
    en="You multiply by the logarithm: that is the value of the step, and not its slope.",
    fr="Vous multipliez par le logarithme : c'est la valeur de l'étape, et non sa pente.",
)
def multiplies_by_the_value(G, A):
    return G * np.log(A)


@log_vjp.mistake(
    en="The sign is wrong: the logarithm rises.",
    fr="Le signe est faux : le logarithme est croissant.",
)
def takes_it_for_falling(G, A):
    return -G / A


@log_vjp.alternative
def by_the_inverse(G, A):
    return G * A**-1.0


# --- ReLU ---

relu_vjp = part.question(ref.relu_vjp, points=2)


@relu_vjp.case("a row", visible=True, fr="une ligne")
def _(rng):
    return {"G": np.array([[1.0, -2.0, 0.5, 3.0]]), "A": np.array([[1.0, 2.0, -4.0, -1.0]])}


@relu_vjp.case("a matrix", fr="une matrice")
def _(rng):
    A = rng.permutation(np.linspace(-2.0, 2.0, 16)[1:]).reshape(3, 5)
    return {"G": rng.permutation(np.linspace(-3.0, 3.0, 16)[:15]).reshape(3, 5) - 0.1, "A": A + 0.3}


@relu_vjp.case("zeros", weight=0.5, fr="des zéros")
def _(rng):
    return {"G": rng.normal(size=(2, 3)), "A": np.array([[0.0, 1.0, -1.0], [2.0, 0.0, 0.0]])}


@relu_vjp.mistake(
    en="You stop the gradients that are negative: what counts is whether A was.",
    fr="Vous arrêtez les gradients négatifs : ce qui compte est si A l'était.",
)
def looks_at_the_gradient(G, A):  # M21.16
    return np.where(G > 0, G, 0.0)


@relu_vjp.mistake(
    en="You multiply by the value max(A, 0): its slope is 1 where A is positive.",
    fr="Vous multipliez par la valeur max(A, 0) : sa pente vaut 1 là où A est positif.",
)
def multiplies_by_the_activation(G, A):
    return G * np.maximum(A, 0.0)


@relu_vjp.mistake(
    en="G passes everywhere: where ReLU stopped a value, it stops the gradient.",
    fr="G passe partout : là où ReLU a arrêté une valeur, elle arrête le gradient.",
)
def stops_nothing(G, A):
    return G.copy()


@relu_vjp.mistake(
    en="G is missing: you return the slopes.",
    fr="Il manque G : vous renvoyez les pentes.",
)
def returns_the_slopes(G, A):
    return (A > 0).astype(float)


@relu_vjp.mistake(
    en="You write zeros into G, which belongs to the caller: other steps may still need it.",
    fr="Vous écrivez des zéros dans G, qui appartient à l'appelant : d'autres étapes peuvent "
    "encore en avoir besoin.",
)
def writes_into_the_gradient(G, A):  # M21.17
    G[A <= 0] = 0.0
    return G


@relu_vjp.convention("relu-slope-at-zero", "one", instead_of="zero")
def passes_at_zero(G, A):  # CR9
    return np.where(A >= 0, G, 0.0)


@relu_vjp.alternative
def by_a_mask(G, A):
    return G * (A > 0)
