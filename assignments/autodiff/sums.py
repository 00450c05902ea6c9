"""Part C: sums, of two arrays and of the entries of one."""

import numpy as np
from reference import vjps as ref

from autograder import Part

part = Part("sums")

# --- a sum of arrays ---

add_vjp = part.question(ref.add_vjp, points=3, needs=("unbroadcast",))


@add_vjp.case("a matrix and a column", visible=True, fr="une matrice et une colonne")
def _(rng):
    G, A = np.arange(6.0).reshape(2, 3), np.ones((2, 3))
    return {"G": G, "A": A, "B": np.array([[2.0], [3.0]])}


@add_vjp.case("two shapes alike", fr="deux formes égales")
def _(rng):
    G, A, B = rng.normal(size=(3, 3, 5))
    return {"G": G, "A": A, "B": B}


@add_vjp.case("a row and a matrix", fr="une ligne et une matrice")
def _(rng):
    G, B = rng.normal(size=(2, 3, 5))
    return {"G": G, "A": rng.normal(size=5), "B": B}


@add_vjp.case("a column and a row", fr="une colonne et une ligne")
def _(rng):
    G, A, B = rng.normal(size=(3, 5)), rng.normal(size=(3, 1)), rng.normal(size=(1, 5))
    return {"G": G, "A": A, "B": B}


@add_vjp.mistake(
    en="Both gradients have the shape of the sum: what was repeated has to be summed back.",
    fr="Les deux gradients ont la forme de la somme : ce qui a été répété doit être sommé au "
    "retour.",
)
def adds_without_summing_back(G, A, B):
    return G.copy(), G.copy()


@add_vjp.mistake(
    en="You return the terms times G: the slope of a sum with respect to a term is 1.",
    fr="Vous renvoyez les termes multipliés par G : la pente d'une somme par rapport à un terme "
    "vaut 1.",
)
def derives_a_sum_as_a_product(G, A, B):
    return ref.unbroadcast(G * B, A.shape), ref.unbroadcast(G * A, B.shape)


@add_vjp.mistake(
    en="G is missing: you return how often each entry was used. The gradient that comes from above "
    "has to pass through.",
    fr="Il manque G : vous renvoyez combien de fois chaque élément a servi. Le gradient qui arrive "
    "d'en haut doit passer.",
)
def counts_the_copies(G, A, B):
    ones = np.ones(G.shape)
    return ref.unbroadcast(ones, A.shape), ref.unbroadcast(ones, B.shape)


@add_vjp.mistake(
    en="Only B is summed back: A may be the one that was repeated.",
    fr="Seul B est sommé au retour : c'est peut-être A qui a été répété.",
)
def sums_back_the_second_only(G, A, B):
    return G.copy(), ref.unbroadcast(G, B.shape)


@add_vjp.mistake(
    en="The two gradients are in the wrong order: dA comes first.",
    fr="Les deux gradients sont dans le mauvais ordre : dA vient d'abord.",
)
def swaps_the_two(G, A, B):
    return ref.unbroadcast(G, B.shape), ref.unbroadcast(G, A.shape)


@add_vjp.alternative
def one_after_the_other(G, A, B):
    return [ref.unbroadcast(G, np.shape(array)) for array in (A, B)]


# --- the sum of the entries ---

sum_vjp = part.question(ref.sum_vjp, points=4)


@sum_vjp.case("the sum of each row", visible=True, fr="la somme de chaque ligne")
def _(rng):
    A = np.arange(6.0).reshape(2, 3)
    return {"G": np.array([10.0, 20.0]), "A": A, "axis": 1}


@sum_vjp.case("the sum of all", fr="la somme de tout")
def _(rng):
    return {"G": np.array(rng.uniform(1.5, 2.5)), "A": rng.normal(size=(3, 5)), "axis": None}


@sum_vjp.case("down the columns", fr="le long des colonnes")
def _(rng):
    return {"G": rng.normal(size=5), "A": rng.normal(size=(3, 5)), "axis": 0}


@sum_vjp.case("along the rows", fr="le long des lignes")
def _(rng):
    return {"G": rng.normal(size=3), "A": rng.normal(size=(3, 5)), "axis": 1}


@sum_vjp.case("along the rows of a square", fr="le long des lignes d'un carré")
def _(rng):
    return {"G": rng.normal(size=3), "A": rng.normal(size=(3, 3)), "axis": 1}


@sum_vjp.case("down the columns of a square", fr="le long des colonnes d'un carré")
def _(rng):
    return {"G": rng.normal(size=3), "A": rng.normal(size=(3, 3)), "axis": 0}


@sum_vjp.case("along the last axis, counted from the end", fr="le dernier axe, compté de la fin")
def _(rng):
    return {"G": rng.normal(size=(2, 3)), "A": rng.normal(size=(2, 3, 5)), "axis": -1}


@sum_vjp.mistake(
    en="The axis that the sum has lost is missing: NumPy lines G up with the last axis, and in a "
    "square nothing protests.",
    fr="Il manque l'axe que la somme a perdu : NumPy aligne G sur le dernier axe, et dans un carré "
    "rien ne proteste.",
)
def does_not_restore_the_axis(G, A, axis):
    return G * np.ones(A.shape)


@sum_vjp.mistake(
    en="You hand G back as it is: every entry of A has a gradient of its own, all those of a sum "
    "the same.",
    fr="Vous rendez G tel quel : chaque élément de A a son propre gradient, le même pour tous ceux "
    "d'une somme.",
)
def does_not_spread(G, A, axis):
    return G.copy()


@sum_vjp.mistake(
    en="You share G out among the entries: each of them moves the sum as much as it moves itself.",
    fr="Vous partagez G entre les éléments : chacun fait bouger la somme autant que lui-même.",
)
def shares_out(G, A, axis):
    if axis is not None:
        G = np.expand_dims(G, axis)
    return G * np.ones(A.shape) / (A.size if axis is None else A.shape[axis])


@sum_vjp.mistake(
    en="You multiply by A: the slope of a sum with respect to each of its terms is 1.",
    fr="Vous multipliez par A : la pente d'une somme par rapport à chacun de ses termes vaut 1.",
)
def multiplies_by_the_terms(G, A, axis):
    if axis is not None:
        G = np.expand_dims(G, axis)
    return G * A


@sum_vjp.mistake(
    en="Your gradients are all 1: G, which comes from above, is missing.",
    fr="Vos gradients valent tous 1 : il manque G, qui arrive d'en haut.",
)
def returns_ones(G, A, axis):
    return np.ones(A.shape)


@sum_vjp.mistake(
    en="The axis is always put back at the end: it has to come back where the sum took it away.",
    fr="L'axe est toujours remis à la fin : il doit revenir là où la somme l'a enlevé.",
)
def restores_the_last_axis(G, A, axis):
    if axis is not None:
        G = np.expand_dims(G, -1)
    return G * np.ones(A.shape)


@sum_vjp.alternative
def by_broadcasting(G, A, axis):
    kept = A.sum(axis=axis, keepdims=True).shape
    return np.broadcast_to(np.reshape(G, kept), A.shape).copy()


@sum_vjp.alternative
def by_repeating(G, A, axis):
    if axis is None:
        return np.full(A.shape, float(G))
    return np.stack([G] * A.shape[axis], axis=axis)


sum_vjp.equivalent("G * np.ones(A.shape) → G / np.ones(A.shape)", "The divisors are ones.")
