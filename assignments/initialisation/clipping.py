"""Part F: gradients that are too large (exercise E54)."""

from itertools import pairwise

import numpy as np
from reference import clipping as ref

from autograder import Part

part = Part("clipping")


def gradients(rng, c, norm, sizes=(3, 5, 2), decimals=16):
    """Gradients whose norm together is `norm` times c; the biases' are a hundred times smaller."""
    grads = {}
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        grads[f"dW{layer}"] = rng.normal(size=(n_out, n_in))
        grads[f"db{layer}"] = 0.01 * rng.normal(size=(n_out, 1))
    total = np.sqrt(sum(np.sum(grad**2) for grad in grads.values()))
    scaled = {name: grad * norm * c / total for name, grad in grads.items()}
    return {"grads": {name: grad.round(decimals) for name, grad in scaled.items()}, "c": c}


# --- E54: entry by entry ---

clip_by_value = part.question(ref.clip_by_value, points=2)


@clip_by_value.case("some entries too large", visible=True, fr="quelques composantes trop grandes")
def _(rng):
    grads = {"dW1": np.array([[3.0, -4.0], [0.5, -0.5]]), "db1": np.array([[2.0], [-7.0]])}
    return {"grads": grads, "c": 2.0}


@clip_by_value.case("some of each sign", fr="quelques-unes de chaque signe")
def _(rng):
    return gradients(rng, 0.7, 12.0)


@clip_by_value.case("nothing to cut", fr="rien à couper")
def _(rng):
    return gradients(rng, 10.0, 0.3)


@clip_by_value.case(
    "entries of exactly c, and of 0", fr="des composantes valant exactement c, ou 0"
)
def _(rng):
    return {"grads": {"dW1": np.array([[2.5, -2.5, 0.0, 2.6, -1e9]])}, "c": 2.5}


@clip_by_value.mistake(
    en="You cut on one side only: a large negative entry is as dangerous as a large positive one.",
    fr="Vous ne coupez que d'un côté : une grande composante négative est aussi dangereuse qu'une "
    "grande positive.",
)
def cuts_one_side_only(grads, c):  # not in the catalogue
    return {name: np.minimum(grad, c) for name, grad in grads.items()}


@clip_by_value.mistake(
    en="You set what is too large to 0. It is to be cut down to c, with its sign.",
    fr="Vous mettez à 0 ce qui est trop grand. Il faut le ramener à c, avec son signe.",
)
def drops_what_is_too_large(grads, c):  # not in the catalogue
    return {name: np.where(np.abs(grad) > c, 0.0, grad) for name, grad in grads.items()}


@clip_by_value.mistake(
    en="What is too large loses its sign: -7 becomes c.",
    fr="Ce qui est trop grand perd son signe : -7 devient c.",
)
def loses_the_sign(grads, c):  # not in the catalogue
    return {name: np.where(np.abs(grad) > c, c, grad) for name, grad in grads.items()}


@clip_by_value.mistake(
    en="This is clipping by the norm. Here every entry is cut by itself.",
    fr="C'est l'écrêtage par la norme. Ici, chaque composante est coupée pour elle-même.",
)
def by_the_norm(grads, c):  # M54.3 the other way round
    return ref.clip_by_norm(grads, c)


@clip_by_value.mistake(
    en="The values are right, but you wrote them into the arrays that you were given. Return new "
    "ones.",
    fr="Les valeurs sont justes, mais vous les avez écrites dans les tableaux reçus. Renvoyez-en "
    "de nouveaux.",
)
def writes_into_the_arguments(grads, c):  # M54.8
    for grad in grads.values():
        np.clip(grad, -c, c, out=grad)
    return grads


@clip_by_value.alternative
def with_np_clip(grads, c):
    return {name: np.clip(grad, -c, c) for name, grad in grads.items()}


# --- E54: all together ---

clip_by_norm = part.question(ref.clip_by_norm, points=5)


@clip_by_norm.case("too long", visible=True, fr="trop long")
def _(rng):
    return {
        "grads": {"dW1": np.array([[3.0, 0.0], [0.0, 12.0]]), "db1": np.array([[4.0], [0.0]])},
        "c": 6.5,
    }


@clip_by_norm.case("short enough", visible=True, fr="assez court")
def _(rng):
    return {"grads": {"dW1": np.array([[0.3, -0.4]]), "db1": np.array([[0.0]])}, "c": 2.0}


@clip_by_norm.case("three times too long", fr="trois fois trop long")
def _(rng):
    return gradients(rng, 0.7, 3.0, sizes=(3, 5, 7, 2))


@clip_by_norm.case("short enough, two layers", fr="assez court, deux couches")
def _(rng):
    return gradients(rng, 5.0, 0.4)


@clip_by_norm.case(
    "each array short enough, all together too long",
    fr="chaque tableau assez court, l'ensemble trop long",
)
def _(rng):
    grads = {f"dW{i}": rng.normal(size=(n, 3)) for i, n in enumerate((5, 7, 11), start=1)}
    units = {name: grad / np.sqrt(np.sum(grad**2)) for name, grad in grads.items()}
    return {"grads": {name: 1.8 * unit for name, unit in units.items()}, "c": 2.0}


@clip_by_norm.case("a norm of a million", fr="une norme d'un million")
def _(rng):
    return gradients(rng, 1.0, 1e6)


@clip_by_norm.case("all gradients zero", fr="tous les gradients nuls")
def _(rng):
    return {"grads": {"dW1": np.zeros((3, 2)), "db1": np.zeros((3, 1))}, "c": 1.5}


def norm_of(grads):
    return np.sqrt(sum(np.sum(grad**2) for grad in grads.values()))


def times(grads, factor):
    return {name: factor * grad for name, grad in grads.items()}


@clip_by_norm.mistake(
    en="You rescale every time: a gradient that is short enough is made longer. Clipping sets a "
    "ceiling and no floor.",
    fr="Vous changez l'échelle à chaque fois : un gradient assez court est allongé. L'écrêtage "
    "pose un plafond, pas un plancher.",
)
def always_rescales(grads, c):  # M54.1
    return times(grads, c / max(norm_of(grads), 1e-300))


@clip_by_norm.mistake(
    en="Each array is clipped by its own norm: their proportions change, and with them the "
    "direction of the step. There is one norm for all of them.",
    fr="Chaque tableau est écrêté par sa propre norme : leurs proportions changent, et avec elles "
    "la direction du pas. Il y a une seule norme pour tous.",
)
def norm_of_each_array(grads, c):  # M54.2
    return {name: ref.clip_by_norm({name: grad}, c)[name] for name, grad in grads.items()}


@clip_by_norm.mistake(
    en="You cut every entry by itself: the direction of the step changes. Here all entries keep "
    "their proportions.",
    fr="Vous coupez chaque composante pour elle-même : la direction du pas change. Ici, toutes les "
    "composantes gardent leurs proportions.",
)
def by_value(grads, c):  # M54.3, M54.9
    return ref.clip_by_value(grads, c)


@clip_by_norm.mistake(
    en="You add up the norms of the arrays. Lengths at right angles do not add up: their squares "
    "do.",
    fr="Vous additionnez les normes des tableaux. Des longueurs à angle droit ne s'additionnent "
    "pas : leurs carrés, si.",
)
def adds_up_the_norms(grads, c):  # M54.4
    total = sum(np.sqrt(np.sum(grad**2)) for grad in grads.values())
    return times(grads, c / total if total > c else 1.0)


@clip_by_norm.mistake(
    en="You compare c with the square of the norm: the root is missing.",
    fr="Vous comparez c au carré de la norme : il manque la racine.",
)
def squared_norm(grads, c):  # M54.5
    total = norm_of(grads) ** 2
    return times(grads, c / total if total > c else 1.0)


@clip_by_norm.mistake(
    en="Your norm is the largest entry. A million small entries are long as well.",
    fr="Votre norme est la plus grande composante. Un million de petites composantes, c'est long "
    "aussi.",
)
def largest_entry(grads, c):  # M54.6
    largest = max(np.abs(grad).max() for grad in grads.values())
    return times(grads, c / largest if largest > c else 1.0)


@clip_by_norm.mistake(
    en="Your factor is upside down: what is too long is made longer still.",
    fr="Votre facteur est à l'envers : ce qui est trop long est encore allongé.",
)
def factor_upside_down(grads, c):  # M54.7
    return times(grads, max(1.0, norm_of(grads) / c))


@clip_by_norm.mistake(
    en="The values are right, but you wrote them into the arrays that you were given. Return new "
    "ones.",
    fr="Les valeurs sont justes, mais vous les avez écrites dans les tableaux reçus. Renvoyez-en "
    "de nouveaux.",
)
def writes_into_the_gradients(grads, c):  # M54.8
    scale = min(1.0, c / max(norm_of(grads), 1e-300))
    for grad in grads.values():
        grad *= scale
    return grads


@clip_by_norm.mistake(
    en="Gradients of zero become nan: you divide by their norm. At a minimum, training would end "
    "with nothing but nan.",
    fr="Des gradients nuls deviennent nan : vous divisez par leur norme. À un minimum, "
    "l'entraînement finirait en nan.",
)
def divides_by_zero(grads, c):  # not in the catalogue
    norm = norm_of(grads)
    with np.errstate(all="ignore"):
        return {name: np.minimum(norm, c) * (grad / norm) for name, grad in grads.items()}


@clip_by_norm.alternative
def as_one_long_vector(grads, c):
    norm = np.linalg.norm(np.concatenate([grad.ravel() for grad in grads.values()]))
    return {name: grad / max(1.0, norm / c) for name, grad in grads.items()}


clip_by_norm.equivalent(
    "norm > c → norm >= c", "Where the norm is c, the scale is 1 in both branches."
)
