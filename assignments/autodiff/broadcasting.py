"""Part C, begin: what was repeated forward is summed on the way back."""

import numpy as np
from reference import vjps as ref

from autograder import Part

part = Part("broadcasting")

unbroadcast = part.question(ref.unbroadcast, points=6)


@unbroadcast.case("a column that was repeated", visible=True, fr="une colonne répétée")
def _(rng):
    return {"G": np.arange(6.0).reshape(2, 3), "shape": (2, 1)}


@unbroadcast.case("a vector that got an axis", visible=True, fr="un vecteur devenu matrice")
def _(rng):
    return {"G": np.arange(6.0).reshape(2, 3), "shape": (3,)}


@unbroadcast.case("biases, for seven instances", fr="des biais, pour sept instances")
def _(rng):
    return {"G": rng.normal(size=(5, 7)), "shape": (5, 1)}


@unbroadcast.case("a row", fr="une ligne")
def _(rng):
    return {"G": rng.normal(size=(5, 7)), "shape": (1, 7)}


@unbroadcast.case("nothing was repeated", fr="rien n'a été répété")
def _(rng):
    return {"G": rng.normal(size=(5, 7)), "shape": (5, 7)}


@unbroadcast.case("a single number", fr="un seul nombre")
def _(rng):
    return {"G": rng.normal(size=(3, 5)), "shape": ()}


@unbroadcast.case("a vector, in a square", fr="un vecteur, dans un carré")
def _(rng):
    return {"G": rng.normal(size=(3, 3)), "shape": (3,)}


@unbroadcast.case("axes in front, and one of length 1", fr="des axes devant, et un de longueur 1")
def _(rng):
    return {"G": rng.normal(size=(2, 3, 5, 7)), "shape": (5, 1)}


@unbroadcast.case("two axes of length 1", fr="deux axes de longueur 1")
def _(rng):
    return {"G": rng.normal(size=(3, 5)), "shape": (1, 1)}


@unbroadcast.mistake(
    en="You hand G back as it is: the gradient has the shape of the repeated array, and not that "
    "of the array.",
    fr="Vous rendez G tel quel : le gradient a la forme du tableau répété, et non celle du "
    "tableau.",
)
def does_not_sum_back(G, shape):
    return G.copy()


@unbroadcast.mistake(
    en="You take the mean of the copies: each use of a value adds its share to the gradient.",
    fr="Vous prenez la moyenne des copies : chaque utilisation d'une valeur ajoute sa part au "
    "gradient.",
)
def takes_the_mean(G, shape):
    G = G.mean(axis=tuple(range(G.ndim - len(shape))))
    stretched = tuple(axis for axis, length in enumerate(shape) if length == 1)
    return G.mean(axis=stretched, keepdims=True)


@unbroadcast.mistake(
    en="You keep the gradient of one copy and drop the others: they all depend on the same number.",
    fr="Vous gardez le gradient d'une copie et jetez les autres : toutes dépendent du même nombre.",
)
def keeps_one_copy(G, shape):
    G = G[(0,) * (G.ndim - len(shape))]
    stretched = tuple(slice(0, 1) if length == 1 else slice(None) for length in shape)
    return np.asarray(G)[stretched]


@unbroadcast.mistake(
    en="The axes of length 1 are not summed: NumPy stretches them too.",
    fr="Les axes de longueur 1 ne sont pas sommés : NumPy les étire aussi.",
)
def forgets_the_stretched_axes(G, shape):
    return G.sum(axis=tuple(range(G.ndim - len(shape))))


@unbroadcast.mistake(
    en="The axes that NumPy has put in front are still there: sum them away.",
    fr="Les axes que NumPy a mis devant sont encore là : sommez-les.",
)
def forgets_the_axes_in_front(G, shape):
    extra = G.ndim - len(shape)
    stretched = tuple(extra + axis for axis, length in enumerate(shape) if length == 1)
    return G.sum(axis=stretched, keepdims=True)


@unbroadcast.mistake(
    en="An axis of length 1 is lost in your sums: the array had it, and its gradient has it too.",
    fr="Un axe de longueur 1 disparaît dans vos sommes : le tableau l'avait, son gradient l'a "
    "aussi.",
)
def loses_the_axes_of_length_one(G, shape):
    G = G.sum(axis=tuple(range(G.ndim - len(shape))))
    return G.sum(axis=tuple(axis for axis, length in enumerate(shape) if length == 1))


@unbroadcast.mistake(
    en="You take the added axes at the end: NumPy lines shapes up from the right, and adds axes in "
    "front.",
    fr="Vous prenez les axes ajoutés à la fin : NumPy aligne les formes par la droite, et ajoute "
    "des axes devant.",
)
def takes_the_new_axes_at_the_end(G, shape):
    G = G.sum(axis=tuple(range(len(shape), G.ndim)))
    stretched = tuple(axis for axis, length in enumerate(shape) if length == 1)
    return G.sum(axis=stretched, keepdims=True)


@unbroadcast.mistake(
    en="You sum over the instances whatever the shape was, like the gradient of a bias: only what "
    "was repeated is summed.",
    fr="Vous sommez sur les instances quelle que soit la forme, comme pour un biais : on ne somme "
    "que ce qui a été répété.",
)
def always_sums_the_columns(G, shape):
    return G.sum(axis=-1, keepdims=True)


@unbroadcast.alternative
def axis_by_axis(G, shape):
    while G.ndim > len(shape):
        G = G.sum(axis=0)
    for axis, length in enumerate(shape):
        if length < G.shape[axis]:
            G = np.expand_dims(G.sum(axis=axis), axis)
    return G + 0.0


@unbroadcast.alternative
def by_einsum(G, shape):
    letters = "abcdefgh"[: G.ndim]
    kept = letters[G.ndim - len(shape) :]
    out = "".join(c for c, length in zip(kept, shape, strict=True) if length > 1)
    return np.einsum(f"{letters}->{out}", G).reshape(shape)
