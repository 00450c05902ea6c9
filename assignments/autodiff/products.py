"""Part C: products, element by element and of matrices."""

import numpy as np
from reference import vjps as ref

from autograder import Part

part = Part("products")

# --- a product, element by element ---

multiply_vjp = part.question(ref.multiply_vjp, points=3, needs=("unbroadcast",))


@multiply_vjp.case("two rows", visible=True, fr="deux lignes")
def _(rng):
    row = np.array([[1.0, 2.0, 3.0]])
    return {"G": np.array([[1.0, 0.0, -1.0]]), "A": row, "B": row + 3}


@multiply_vjp.case("two shapes alike", fr="deux formes égales")
def _(rng):
    G, A, B = rng.normal(size=(3, 3, 5))
    return {"G": G, "A": A, "B": B}


@multiply_vjp.case("a number and a matrix", fr="un nombre et une matrice")
def _(rng):
    G, B = rng.normal(size=(2, 3, 5))
    return {"G": G, "A": np.array(rng.uniform(1.5, 2.5)), "B": B}


@multiply_vjp.case("a column and a row", fr="une colonne et une ligne")
def _(rng):
    G, A, B = rng.normal(size=(3, 5)), rng.normal(size=(3, 1)), rng.normal(size=(1, 5))
    return {"G": G, "A": A, "B": B}


@multiply_vjp.mistake(
    en="Each factor is multiplied by itself: the slope with respect to one factor is the other.",
    fr="Chaque facteur est multiplié par lui-même : la pente par rapport à un facteur est l'autre.",
)
def gives_each_factor_itself(G, A, B):  # M30.3
    return ref.unbroadcast(G * A, A.shape), ref.unbroadcast(G * B, B.shape)


@multiply_vjp.mistake(
    en="Both gradients have the shape of the product: what was repeated has to be summed back.",
    fr="Les deux gradients ont la forme du produit : ce qui a été répété doit être sommé au "
    "retour.",
)
def multiplies_without_summing_back(G, A, B):
    return G * B, G * A


@multiply_vjp.mistake(
    en="G is summed before it is multiplied by the other factor: each copy has a factor of its "
    "own, so multiply first.",
    fr="G est sommé avant d'être multiplié par l'autre facteur : chaque copie a le sien, "
    "multipliez donc d'abord.",
)
def sums_too_early(G, A, B):
    other_A, other_B = ref.unbroadcast(B + 0 * G, A.shape), ref.unbroadcast(A + 0 * G, B.shape)
    return ref.unbroadcast(G, A.shape) * other_A, ref.unbroadcast(G, B.shape) * other_B


@multiply_vjp.mistake(
    en="G is missing: the slopes are right, and the gradient from above does not pass through "
    "them.",
    fr="Il manque G : les pentes sont justes, mais le gradient d'en haut ne les traverse pas.",
)
def forgets_the_gradient(G, A, B):
    return ref.unbroadcast(B + 0 * G, A.shape), ref.unbroadcast(A + 0 * G, B.shape)


@multiply_vjp.mistake(
    en="Only B is summed back: A may be the one that was repeated.",
    fr="Seul B est sommé au retour : c'est peut-être A qui a été répété.",
)
def sums_back_one_factor(G, A, B):
    return G * B, ref.unbroadcast(G * A, B.shape)


@multiply_vjp.alternative
def with_the_slopes_first(G, A, B):
    A_full, B_full = np.broadcast_arrays(A, B)
    return ref.unbroadcast(np.multiply(B_full, G), A.shape), ref.unbroadcast(A_full * G, B.shape)


# --- a product of matrices ---

matmul_vjp = part.question(ref.matmul_vjp, points=5)


@matmul_vjp.case("small whole numbers", visible=True, fr="de petits entiers")
def _(rng):
    A, B = np.array([[1.0, 2.0, 0.0]]), np.array([[1.0, 0.0], [3.0, 1.0], [2.0, 2.0]])
    return {"G": np.array([[1.0, -3.0]]), "A": A, "B": B}


@matmul_vjp.case("three sizes", fr="trois tailles")
def _(rng):
    shapes = {"G": (5, 7), "A": (5, 3), "B": (3, 7)}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


@matmul_vjp.case("squares", fr="des carrés")
def _(rng):
    return {name: rng.normal(size=(3, 3)) for name in "GAB"}


@matmul_vjp.case("a row times a column", fr="une ligne fois une colonne")
def _(rng):
    shapes = {"G": (1, 1), "A": (1, 5), "B": (5, 1)}
    return {name: rng.normal(size=shape) for name, shape in shapes.items()}


@matmul_vjp.mistake(
    en="B is not transposed in dA: on the way back it leads from the columns of C to those of A. "
    "For a square B nothing protests.",
    fr="B n'est pas transposée dans dA : au retour, elle mène des colonnes de C à celles de A. Si "
    "B est carrée, rien ne proteste.",
)
def forgets_to_transpose_b(G, A, B):  # M21.10
    return G @ B, A.T @ G


@matmul_vjp.mistake(
    en="A is not transposed in dB: on the way back it leads from the rows of C to those of B. For "
    "a square A nothing protests.",
    fr="A n'est pas transposée dans dB : au retour, elle mène des lignes de C à celles de B. Si A "
    "est carrée, rien ne proteste.",
)
def forgets_to_transpose_a(G, A, B):
    return G @ B.T, A @ G


@matmul_vjp.mistake(
    en="In both products the factors are on the wrong side of G: for matrices the order counts.",
    fr="Dans les deux produits, les facteurs sont du mauvais côté de G : pour des matrices, "
    "l'ordre compte.",
)
def puts_the_gradient_on_the_other_side(G, A, B):
    return B.T @ G, G @ A.T


@matmul_vjp.mistake(
    en="Your gradients are transposed: a gradient has the shape of its matrix.",
    fr="Vos gradients sont transposés : un gradient a la forme de sa matrice.",
)
def returns_the_transposes(G, A, B):  # M21.5
    return B @ G.T, G.T @ A


@matmul_vjp.mistake(
    en="The two gradients are in the wrong order: dA comes first.",
    fr="Les deux gradients sont dans le mauvais ordre : dA vient d'abord.",
)
def swaps_the_gradients(G, A, B):
    return A.T @ G, G @ B.T


@matmul_vjp.mistake(
    en="You divide by the number of columns: the mean is a step of its own on the tape, and not in "
    "the product.",
    fr="Vous divisez par le nombre de colonnes : la moyenne est une étape à part sur la bande, et "
    "n'est pas dans le produit.",
)
def takes_a_mean(G, A, B):  # CR25
    return G @ B.T / B.shape[1], A.T @ G / B.shape[1]


@matmul_vjp.mistake(
    en="This is the rule of a product element by element: here rows meet columns.",
    fr="C'est la règle du produit élément par élément : ici, des lignes rencontrent des colonnes.",
)
def derives_by_entries(G, A, B):  # M21.15
    return G * B, G * A


@matmul_vjp.alternative
def by_einsum(G, A, B):
    return np.einsum("pr,qr->pq", G, B), np.einsum("pq,pr->qr", A, G)


@matmul_vjp.alternative
def by_transposes(G, A, B):
    return (B @ G.T).T, (G.T @ A).T
