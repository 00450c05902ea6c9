"""Part D: softmax along an axis, and how it answers to its logits (exercises E08, E09)."""

import numpy as np
from reference import softmax as ref

from autograder import Part

part = Part("softmax_slopes")

# --- E08: rows or columns ---

softmax_along = part.question(ref.softmax_along, points=3)


@softmax_along.case("instances in rows", visible=True, fr="les instances en lignes")
def _(rng):
    return {"Z": np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]]), "axis": 1}


@softmax_along.case("columns, five by seven", fr="en colonnes, cinq sur sept")
def _(rng):
    return {"Z": rng.normal(scale=2, size=(5, 7)), "axis": 0}


@softmax_along.case("rows, five by seven", fr="en lignes, cinq sur sept")
def _(rng):
    return {"Z": rng.normal(scale=2, size=(5, 7)), "axis": 1}


@softmax_along.case("rows of a square", fr="les lignes d'un carré")
def _(rng):
    return {"Z": rng.normal(scale=2, size=(3, 3)), "axis": 1}


@softmax_along.case("the last axis, as -1", fr="le dernier axe, noté -1")
def _(rng):
    return {"Z": rng.normal(scale=2, size=(2, 5)), "axis": -1}


@softmax_along.case("rows around 1000 and around -1000", fr="des lignes vers 1000 et vers -1000")
def _(rng):
    Z = rng.normal(size=(3, 5)) + np.array([[1000.0], [-1000.0], [0.0]])
    Z[2, :2] = 900.0, -900.0
    return {"Z": Z, "axis": 1}


@softmax_along.mistake(
    en="The axis is not used: you always normalise the columns, even where the instances are rows.",
    fr="L'axe ne sert pas : vous normalisez toujours les colonnes, même quand les instances sont "
    "des lignes.",
)
def always_along_the_columns(Z, axis):  # M8.14
    return ref.softmax(Z)


@softmax_along.mistake(
    en="The axis is not used: you always normalise along the last one, even where the instances "
    "are columns.",
    fr="L'axe ne sert pas : vous normalisez toujours le long du dernier, même quand les instances "
    "sont des colonnes.",
)
def always_along_the_last_axis(Z, axis):  # M8.14
    return ref.softmax_along(Z, -1)


@softmax_along.mistake(
    en="You take the other axis: the axis that is given is the one along which the numbers sum "
    "to 1.",
    fr="Vous prenez l'autre axe : celui que l'on donne est l'axe le long duquel les nombres "
    "font 1.",
)
def along_the_other_axis(Z, axis):  # M8.3
    return ref.softmax_along(Z, 0 if axis else 1)


@softmax_along.mistake(
    en="The sums have lost their axis: in rows they no longer face what they divide, and for a "
    "square matrix NumPy divides the wrong numbers in silence. See what keepdims does.",
    fr="Les sommes ont perdu leur axe : en lignes, elles ne sont plus en face de ce qu'elles "
    "divisent, et pour une matrice carrée NumPy divise les mauvais nombres sans rien dire. "
    "Regardez ce que fait keepdims.",
)
def loses_the_axis(Z, axis):  # M8.8
    E = np.exp(Z - Z.max(axis=axis, keepdims=True))
    return E / E.sum(axis=axis)


@softmax_along.mistake(
    en="You subtract one maximum for the whole matrix: an instance far below it is left with zeros "
    "alone, and 0 / 0 is no number.",
    fr="Vous retranchez un seul maximum pour toute la matrice : une instance très en dessous n'a "
    "plus que des zéros, et 0 / 0 n'est pas un nombre.",
)
def shifts_by_one_maximum(Z, axis):  # M8.5
    E = np.exp(Z - Z.max())
    return E / E.sum(axis=axis, keepdims=True)


@softmax_along.alternative
def by_turning_the_matrix(Z, axis):
    return ref.softmax(Z) if axis == 0 else ref.softmax(Z.T).T


@softmax_along.alternative
def by_apply_along_axis(Z, axis):
    return np.apply_along_axis(lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(), axis, Z)


softmax_along.equivalent(
    "E = np.exp(Z - Z.max(axis=axis, keepdims=True)) → "
    "E = -np.exp(Z - Z.max(axis=axis, keepdims=True))",
    "The sign cancels in E / E.sum().",
)


# --- E09: the Jacobian ---

softmax_jacobian = part.question(ref.softmax_jacobian, points=4)


@softmax_jacobian.case("three classes", visible=True, fr="trois classes")
def _(rng):
    return {"s": np.array([0.2, 0.3, 0.5])}


@softmax_jacobian.case("two classes", fr="deux classes")
def _(rng):
    p = rng.uniform(0.1, 0.4)
    return {"s": np.array([p, 1 - p])}


@softmax_jacobian.case("five classes", fr="cinq classes")
def _(rng):
    return {"s": rng.dirichlet(np.full(5, 2.0))}


@softmax_jacobian.case("an almost certain answer", fr="une réponse presque certaine")
def _(rng):
    return {"s": rng.permutation([0.97, 0.02, 0.007, 0.003])}


@softmax_jacobian.mistake(
    en="Only the diagonal is there: a logit also moves the probabilities of the other classes, "
    "since all of them share the same sum.",
    fr="Il n'y a que la diagonale : un logit déplace aussi les probabilités des autres classes, "
    "car toutes partagent la même somme.",
)
def keeps_the_diagonal(s):  # M9.1
    return np.diag(s * (1.0 - s))


@softmax_jacobian.mistake(
    en="You return the diagonal as a vector: the Jacobian is a matrix, with one row for each "
    "probability and one column for each logit.",
    fr="Vous renvoyez la diagonale comme un vecteur : la jacobienne est une matrice, avec une "
    "ligne par probabilité et une colonne par logit.",
)
def returns_the_diagonal_alone(s):  # M9.1
    return s * (1.0 - s)


@softmax_jacobian.mistake(
    en="Off the diagonal the sign is wrong: when one logit rises, the other classes lose.",
    fr="Hors de la diagonale, le signe est faux : quand un logit monte, les autres classes y "
    "perdent.",
)
def others_win_too(s):  # M9.2
    return np.outer(s, s) + np.diag(s - 2.0 * s**2)


@softmax_jacobian.mistake(
    en="The products are added instead of subtracted, on the diagonal too: each row of the "
    "Jacobian must sum to 0, because the probabilities always sum to 1.",
    fr="Les produits sont ajoutés au lieu d'être retranchés, y compris sur la diagonale : chaque "
    "ligne de la jacobienne doit faire 0, puisque les probabilités font toujours 1.",
)
def adds_the_products(s):  # M9.4
    return np.diag(s) + np.outer(s, s)


@softmax_jacobian.mistake(
    en="On the diagonal only -s_i² is left: a class gains from its own logit, so that these "
    "entries are positive.",
    fr="Sur la diagonale, il ne reste que -s_i² : une classe gagne à voir monter son propre logit, "
    "ces coefficients sont donc positifs.",
)
def forgets_the_class_itself(s):  # M9.7
    return -np.outer(s, s)


@softmax_jacobian.alternative
def by_transposing_the_products(s):  # M9.3, mathematically equal
    return np.diag(s) - np.outer(s, s).T


@softmax_jacobian.alternative
def by_the_definition(s):
    J = np.zeros((len(s), len(s)))
    for i in range(len(s)):
        for j in range(len(s)):
            J[i, j] = s[i] * ((i == j) - s[j])
    return J


# --- E09: the Jacobian times a gradient ---

softmax_vjp = part.question(ref.softmax_vjp, points=4)


def batch(rng, K, m):
    return {"S": rng.dirichlet(np.full(K, 2.0), size=m).T, "G": rng.normal(size=(K, m))}


@softmax_vjp.case("three classes, one instance", visible=True, fr="trois classes, une instance")
def _(rng):
    return {"S": np.array([[0.2], [0.3], [0.5]]), "G": np.array([[1.0], [-2.0], [0.0]])}


@softmax_vjp.case("five classes, seven instances", fr="cinq classes, sept instances")
def _(rng):
    return batch(rng, 5, 7)


@softmax_vjp.case("as many instances as classes", fr="autant d'instances que de classes")
def _(rng):
    return batch(rng, 3, 3)


@softmax_vjp.case("a single instance", fr="une seule instance")
def _(rng):
    return batch(rng, 5, 1)


@softmax_vjp.mistake(
    en="The sum is missing: you take the diagonal s_i for the whole Jacobian, as if no class knew "
    "of the others.",
    fr="Il manque la somme : vous prenez la diagonale s_i pour toute la jacobienne, comme si les "
    "classes s'ignoraient.",
)
def forgets_the_sum(S, G):  # M9.5
    return S * G


@softmax_vjp.mistake(
    en="You subtract the plain sum of the gradients: in the mean that is subtracted, each g_k "
    "counts for its probability s_k.",
    fr="Vous retranchez la simple somme des gradients : dans la moyenne que l'on retranche, chaque "
    "g_k compte pour sa probabilité s_k.",
)
def sums_without_the_probabilities(S, G):  # M9.6
    return S * (G - G.sum(axis=0, keepdims=True))


@softmax_vjp.mistake(
    en="You use the diagonal s_i (1 - s_i) alone: the other classes' gradients must come in too.",
    fr="Vous n'utilisez que la diagonale s_i (1 - s_i) : les gradients des autres classes doivent "
    "intervenir aussi.",
)
def multiplies_by_the_diagonal(S, G):  # M9.1
    return S * (1.0 - S) * G


@softmax_vjp.mistake(
    en="The sum goes over the instances: they know nothing of one another, it is the classes of "
    "one column that share a sum.",
    fr="La somme porte sur les instances : elles s'ignorent, ce sont les classes d'une même "
    "colonne qui partagent une somme.",
)
def sums_over_the_instances(S, G):  # M8.3
    return S * (G - (S * G).sum(axis=1, keepdims=True))


@softmax_vjp.mistake(
    en="You add the mean instead of subtracting it: with the same gradient for every class, the "
    "result must be 0, since the sum of the probabilities cannot move.",
    fr="Vous ajoutez la moyenne au lieu de la retrancher : avec le même gradient pour toutes les "
    "classes, le résultat doit être nul, car la somme des probabilités ne peut pas bouger.",
)
def adds_the_mean(S, G):  # M9.2
    return S * (G + (S * G).sum(axis=0, keepdims=True))


@softmax_vjp.alternative
def by_the_jacobian_of_each_column(S, G):
    columns = [(np.diag(s) - np.outer(s, s)) @ g for s, g in zip(S.T, G.T, strict=True)]
    return np.stack(columns, axis=1)


@softmax_vjp.alternative
def by_two_products(S, G):
    return S * G - S * np.einsum("km,km->m", S, G)


softmax_vjp.equivalent(
    "(S * G).sum(axis=0, keepdims=True) → (S * G).sum(axis=0)",
    "Shapes (m,) and (1, m) are broadcast over the rows of (K, m) in the same way.",
)
