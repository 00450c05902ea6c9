"""Part C: weights that change no length at all (exercise E60)."""

import numpy as np
from reference import initialisation as ref

from autograder import Part, Seed

part = Part("orthogonal")

# What is asked is exact, so nothing here needs a bound: W^T W is the identity, or it is not.
orthogonal = part.question(ref.orthogonal, points=5)


@orthogonal.probe
def _(function, n_in, n_out, rng, **gain):
    seed = int(rng.integers(2**32))
    one, other = np.random.default_rng(seed), np.random.default_rng(seed)
    return {
        "first": function(n_in, n_out, one, **gain),
        "second": function(n_in, n_out, one, **gain),
        "again": function(n_in, n_out, other, **gain),
    }


@orthogonal.summary
def _(output, n_in, n_out, rng, **gain):
    W = output["first"]
    short = W @ W.T if W.shape[0] < W.shape[1] else W.T @ W
    return {
        "shape": list(W.shape),
        "squared lengths of the columns, or rows if W is wide": np.diag(short).round(9),
        "largest product of two of them": float(np.abs(short - np.diag(np.diag(short))).max()),
        "a second draw is different": not np.allclose(np.abs(W), np.abs(output["second"])),
        "the same seed gives the same weights": bool(np.array_equal(W, output["again"])),
    }


@orthogonal.case(
    "tall: from 2 inputs to 3 neurons", visible=True, fr="haute : de 2 entrées à 3 neurones"
)
def _(rng):
    return {"n_in": 2, "n_out": 3, "rng": Seed.draw(rng), "gain": 1.0}


@orthogonal.case(
    "wide: from 5 inputs to 3 neurons", visible=True, fr="large : de 5 entrées à 3 neurones"
)
def _(rng):
    return {"n_in": 5, "n_out": 3, "rng": Seed.draw(rng), "gain": 2.0}


@orthogonal.case("square", fr="carrée")
def _(rng):
    return {"n_in": 17, "n_out": 17, "rng": Seed.draw(rng), "gain": 1.0}


@orthogonal.case("tall, with the gain of ReLU", fr="haute, avec le gain de ReLU")
def _(rng):
    return {"n_in": 13, "n_out": 29, "rng": Seed.draw(rng), "gain": 2**0.5}


@orthogonal.case("wide, with a small gain", fr="large, avec un petit gain")
def _(rng):
    return {"n_in": 31, "n_out": 11, "rng": Seed.draw(rng), "gain": 0.1}


@orthogonal.case("the gain by default", fr="le gain par défaut")
def _(rng):
    return {"n_in": 7, "n_out": 11, "rng": Seed.draw(rng)}


@orthogonal.mistake(
    en="Your columns have length 1, but they are not at right angles: dividing each by its own "
    "length changes no angle.",
    fr="Vos colonnes sont de longueur 1, mais ne sont pas à angle droit : diviser chacune par sa "
    "longueur ne change aucun angle.",
)
def normalises_the_columns_only(n_in, n_out, rng, gain=1.0):  # M60.2
    W = rng.normal(size=(n_out, n_in))
    return gain * W / np.linalg.norm(W, axis=0 if n_out >= n_in else 1, keepdims=True)


@orthogonal.mistake(
    en="A wide matrix comes back with the wrong shape: the QR decomposition of an (n, p) matrix "
    "with n < p gives a Q of shape (n, n). Which of the two shapes should you decompose?",
    fr="Une matrice large revient avec une mauvaise forme : la décomposition QR d'une matrice "
    "(n, p), avec n < p, donne une Q de forme (n, n). Laquelle des deux formes faut-il "
    "décomposer ?",
)
def forgets_wide_matrices(n_in, n_out, rng, gain=1.0):  # M60.3
    Q, R = np.linalg.qr(rng.normal(size=(n_out, n_in)))
    return gain * Q * np.sign(np.diag(R))


@orthogonal.mistake(
    en="The gain is not used: the lengths are always 1.",
    fr="Le gain ne sert à rien : les longueurs valent toujours 1.",
)
def ignores_the_gain(n_in, n_out, rng, gain=1.0):  # M60.4
    return ref.orthogonal(n_in, n_out, rng)


@orthogonal.mistake(
    en="You multiply by the root of the gain: it is W itself that is to be gain times as long.",
    fr="Vous multipliez par la racine du gain : c'est W elle-même qui doit être gain fois plus "
    "longue.",
)
def takes_the_root_of_the_gain(n_in, n_out, rng, gain=1.0):  # not in the catalogue
    return ref.orthogonal(n_in, n_out, rng, np.sqrt(gain))


@orthogonal.mistake(
    en="Your W has the shape (n_in, n_out). In this course a row belongs to a neuron.",
    fr="Votre W est de forme (n_in, n_out). Dans ce cours, une ligne appartient à un neurone.",
)
def transposed_shape(n_in, n_out, rng, gain=1.0):  # M57.8, ER26
    return ref.orthogonal(n_out, n_in, rng, gain)


@orthogonal.mistake(
    en="You return ones on a diagonal: orthogonal indeed, but the same at every call, and each "
    "neuron sees one input only.",
    fr="Vous renvoyez des uns sur une diagonale : c'est bien orthogonal, mais identique à chaque "
    "appel, et chaque neurone ne voit qu'une entrée.",
)
def identity(n_in, n_out, rng, gain=1.0):  # not in the catalogue
    return gain * np.eye(n_out, n_in)


@orthogonal.mistake(
    en="You return a normal matrix, orthogonal on average only: its columns are neither of one "
    "length nor at right angles.",
    fr="Vous renvoyez une matrice normale, orthogonale seulement en moyenne : ses colonnes ne sont "
    "ni de même longueur ni à angle droit.",
)
def plain_normal(n_in, n_out, rng, gain=1.0):  # not in the catalogue
    return gain / np.sqrt(max(n_in, n_out)) * rng.normal(size=(n_out, n_in))


@orthogonal.alternative
def without_the_signs(n_in, n_out, rng, gain=1.0):  # M60.1, to be accepted
    if n_out < n_in:
        return without_the_signs(n_out, n_in, rng, gain).T
    return gain * np.linalg.qr(rng.normal(size=(n_out, n_in)))[0]


@orthogonal.alternative
def by_singular_values(n_in, n_out, rng, gain=1.0):
    U, _, Vt = np.linalg.svd(rng.normal(size=(n_out, n_in)), full_matrices=False)
    return gain * U @ Vt


SIGNS = "Orthogonal too: only a uniform draw among all such matrices needs the signs."
NEGATIVE = "The opposite of an orthogonal matrix is orthogonal."
orthogonal.equivalent(
    "tall = rng.normal(size=(max(n_in, n_out), min(n_in, n_out))) "
    "→ tall = -rng.normal(size=(max(n_in, n_out), min(n_in, n_out)))",
    NEGATIVE,
)
orthogonal.equivalent(
    "rng.normal(size=(max(n_in, n_out), min(n_in, n_out))) "
    "→ rng.uniform(size=(max(n_in, n_out), min(n_in, n_out)))",
    "The Q of any matrix of full rank is orthogonal, though not uniform among all.",
)
orthogonal.equivalent(
    "Q = Q * np.sign(np.diag(R)) → Q = -(Q * np.sign(np.diag(R)))",
    NEGATIVE,
)
orthogonal.equivalent("Q = Q * np.sign(np.diag(R)) → pass", SIGNS)
orthogonal.equivalent("Q * np.sign(np.diag(R)) → Q", SIGNS)
orthogonal.equivalent("np.diag(R) → np.diag(Q)", SIGNS)
orthogonal.equivalent(
    "Q * np.sign(np.diag(R)) → Q / np.sign(np.diag(R))", "A sign is its own inverse."
)
orthogonal.equivalent(
    "return gain * (Q if n_out >= n_in else Q.T) → return -(gain * (Q if n_out >= n_in else Q.T))",
    NEGATIVE,
)
orthogonal.equivalent(
    "n_out >= n_in → n_out > n_in", "The transpose of a square orthogonal matrix is orthogonal."
)
