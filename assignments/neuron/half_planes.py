"""Part B: a neuron cuts space in two, a layer many times (exercise E02)."""

import numpy as np
from reference import neuron as ref

from autograder import Part, no_loops

from .threshold import integers

part = Part("half_planes")

# --- E02: two classes, +1 and -1 ---

pattern_sign = part.question(ref.pattern_sign, points=3)


@pattern_sign.case(
    "two features, three instances", visible=True, fr="deux variables, trois instances"
)
def _(rng):
    F = np.array([[1.0, 0.0, 2.0], [2.0, 1.0, 0.0]])
    return {"w": np.array([1.0, -2.0]), "F": F, "b": 1.0}


def scores_of_both_signs(rng, n, m, b):
    """Features with which the neuron's scores are, in some order, -2, -1, 0, 1, 2, -2, …"""
    w, F = integers(rng, n), integers(rng, n, m)
    w[0] = 1.0
    wanted = rng.permuted(np.arange(m) % 5 - 2.0)
    F[0] += wanted - b - w @ F
    return {"w": w, "F": F, "b": b}


@pattern_sign.case("three features, five instances", fr="trois variables, cinq instances")
def _(rng):
    return scores_of_both_signs(rng, 3, 5, 2.0)


@pattern_sign.case("five features, seven instances", fr="cinq variables, sept instances")
def _(rng):
    return scores_of_both_signs(rng, 5, 7, -3.0)


@pattern_sign.case("a score of exactly 0", fr="un score exactement nul")
def _(rng):
    w, F = integers(rng, 3), integers(rng, 3, 1)
    w[1] = 1.0
    F[1] -= w @ F + 4.0
    return {"w": w, "F": F, "b": 4.0}


@pattern_sign.case("real numbers", fr="des nombres réels")
def _(rng):
    w, F, b = rng.normal(size=3), rng.normal(size=(3, 11)), rng.uniform(0.4, 0.6)
    F[:, 4] = -0.5 * b * w / (w @ w)
    return {"w": w, "F": F, "b": b}


@pattern_sign.convention(
    "sign-of-zero",
    "zero",
    instead_of="plus",
    en="Where the score is exactly 0 you return 0, as np.sign does: there are two classes only, "
    "and here 0 counts as +1.",
    fr="Là où le score est exactement nul, vous renvoyez 0, comme np.sign : il n'y a que deux "
    "classes, et ici 0 compte pour +1.",
)
def sign_of_numpy(w, F, b):  # CR10
    return np.sign(w @ F + b)


@pattern_sign.convention(
    "sign-of-zero",
    "minus",
    instead_of="plus",
    en="Where the score is exactly 0 you return -1, and here 0 counts as +1.",
    fr="Là où le score est exactement nul, vous renvoyez -1 ; ici, 0 compte pour +1.",
)
def minus_one_at_zero(w, F, b):  # M2.1, CR10
    return np.where(w @ F + b > 0, 1.0, -1.0)


@pattern_sign.mistake(
    en="You answer 0 and 1: the two classes are called -1 and +1 here.",
    fr="Vous répondez 0 et 1 : ici, les deux classes s'appellent -1 et +1.",
)
def answers_zero_and_one(w, F, b):  # M2.2, the other way round
    return np.where(w @ F + b >= 0, 1.0, 0.0)


@pattern_sign.mistake(
    en="The bias has the wrong sign: the boundary moves to the other side of the origin.",
    fr="Le biais a le mauvais signe : la frontière passe de l'autre côté de l'origine.",
)
def subtracts_the_bias(w, F, b):  # M2.3
    return np.where(w @ F - b >= 0, 1.0, -1.0)


@pattern_sign.mistake(
    en="The bias is missing: your boundary always passes through the origin.",
    fr="Il manque le biais : votre frontière passe toujours par l'origine.",
)
def omits_the_bias(w, F, b):  # M1.1
    return np.where(w @ F >= 0, 1.0, -1.0)


@pattern_sign.mistake(
    en="You return the scores themselves: only their signs are asked.",
    fr="Vous renvoyez les scores eux-mêmes : on ne demande que leur signe.",
)
def returns_the_scores(w, F, b):  # not in the catalogue
    return w @ F + b


@pattern_sign.mistake(
    en="All the instances are in class +1: a sigmoid is never negative, so its sign says nothing.",
    fr="Toutes les instances sont dans la classe +1 : une sigmoïde n'est jamais négative, son "
    "signe ne dit donc rien.",
)
def sign_of_the_sigmoid(w, F, b):  # M2.5
    return np.where(1.0 / (1.0 + np.exp(-(w @ F + b))) >= 0, 1.0, -1.0)


@pattern_sign.alternative
def twice_a_step_less_one(w, F, b):
    return 2.0 * (w @ F + b >= 0) - 1.0


@pattern_sign.alternative
def by_a_loop(w, F, b):
    return np.array([1.0 if w @ F[:, i] + b >= 0 else -1.0 for i in range(F.shape[1])])


pattern_sign.equivalent("w @ F → w.T @ F", "w is a vector: nothing to transpose.")


# --- E02: a row of neurons ---

half_space = part.question(ref.half_space, points=4, constraints=[no_loops(costs=0.5)])


@half_space.summary
def _(output, W, b, X):
    return np.asarray(output, dtype=float)


def boundary_points(rng, k, n, m):
    """Neurons and instances of which every neuron has one exactly on its boundary."""
    W, X = integers(rng, k, n), integers(rng, n, m)
    W[:, 0] = rng.choice([-2.0, -1.0, 1.0, 2.0], k)
    X[:, 0] = -W[0]
    on = np.arange(k) % m
    b = -np.sum(W * X.T[on], axis=1, keepdims=True)
    return {"W": W, "b": b, "X": X}


@half_space.case("two neurons, three instances", visible=True, fr="deux neurones, trois instances")
def _(rng):
    W = np.array([[1.0, 0.0], [1.0, -1.0]])
    return {
        "W": W,
        "b": np.array([[-1.0], [0.5]]),
        "X": np.array([[0.0, 1.0, 2.0], [0.0, 3.0, 1.0]]),
    }


@half_space.case(
    "five neurons, three features, seven instances", fr="cinq neurones, trois variables"
)
def _(rng):
    W, b = rng.normal(size=(5, 3)), rng.choice([-0.6, 0.6], size=(5, 1))
    return {"W": W, "b": b, "X": rng.normal(size=(3, 7))}


@half_space.case("points on the boundaries", fr="des points sur les frontières")
def _(rng):
    return boundary_points(rng, 3, 2, 5)


@half_space.case("as many neurons as features and instances", fr="trois fois la même taille")
def _(rng):
    W, b = rng.normal(size=(7, 7)), np.linspace(-3, 3, 7).reshape(7, 1)
    return {"W": W, "b": b, "X": rng.normal(size=(7, 7))}


@half_space.case("a single neuron", fr="un seul neurone")
def _(rng):
    X = np.append(rng.normal(size=(2, 9)), [[-0.3, -2.0], [0.0, 0.0]], axis=1)
    return {"W": np.array([[1.0, -2.0]]), "b": np.array([[0.9]]), "X": X}


@half_space.case("a single instance", fr="une seule instance")
def _(rng):
    W, x = rng.normal(size=(11, 3)), rng.normal(size=3)
    W[0], W[1] = -0.5 * x / (x @ x), -2.0 * x / (x @ x)
    return {"W": W, "b": np.ones((11, 1)), "X": x[:, None]}


@half_space.convention(
    "neuron-at-its-threshold",
    "silent",
    instead_of="fires",
    en="A point on the boundary leaves your neuron silent, and here it counts as inside.",
    fr="Un point de la frontière laisse votre neurone silencieux ; ici, il compte comme intérieur.",
)
def without_the_boundary(W, b, X):  # M2.1, CR10
    return np.where(W @ X + b > 0, 1.0, 0.0)


@half_space.mistake(
    en="You return signs: a neuron says 1 on its side of the boundary and 0 on the other.",
    fr="Vous renvoyez des signes : un neurone dit 1 de son côté de la frontière, et 0 de l'autre.",
)
def returns_signs(W, b, X):  # M2.2
    return np.sign(W @ X + b)


@half_space.mistake(
    en="The biases have the wrong sign: every boundary moves to the other side of the origin.",
    fr="Les biais ont le mauvais signe : chaque frontière passe de l'autre côté de l'origine.",
)
def subtracts_the_biases(W, b, X):  # M2.3
    return np.where(W @ X - b >= 0, 1.0, 0.0)


@half_space.mistake(
    en="The biases are missing: all your boundaries pass through the origin.",
    fr="Il manque les biais : toutes vos frontières passent par l'origine.",
)
def omits_the_biases(W, b, X):  # M1.1
    return np.where(W @ X >= 0, 1.0, 0.0)


@half_space.mistake(
    en="Every neuron fires everywhere: a sigmoid is never negative, so comparing it with 0 decides "
    "nothing.",
    fr="Tous les neurones s'activent partout : une sigmoïde n'est jamais négative, la comparer à 0 "
    "ne décide donc rien.",
)
def compares_the_sigmoid_with_zero_everywhere(W, b, X):  # M2.5
    return np.where(1.0 / (1.0 + np.exp(-(W @ X + b))) >= 0, 1.0, 0.0)


@half_space.mistake(
    en="The sides are swapped: a weight vector points to the side where its neuron fires.",
    fr="Les côtés sont échangés : un vecteur de poids pointe vers le côté où son neurone s'active.",
)
def swaps_the_sides(W, b, X):  # Q10
    return np.where(W @ X + b <= 0, 1.0, 0.0)


@half_space.mistake(
    en="Your result is transposed: it has one row for each instance, and one is asked for each "
    "neuron.",
    fr="Votre résultat est transposé : il a une ligne par instance, et l'on en demande une par "
    "neurone.",
)
def one_row_per_instance(W, b, X):  # CR12
    return ref.half_space(W, b, X).T


@half_space.mistake(
    en="You say for each instance whether all the neurons fire: the answer of each neuron is "
    "asked, with a row of its own.",
    fr="Vous dites, pour chaque instance, si tous les neurones s'activent : on demande la réponse "
    "de chacun, sur sa propre ligne.",
)
def intersects_the_sides(W, b, X):  # not in the catalogue
    return (W @ X + b >= 0).all(axis=0).astype(float)


@half_space.alternative
def answers_with_booleans(W, b, X):  # M2.4: True equals 1
    return W @ X + b >= 0


@half_space.alternative
def by_comparison_with_the_threshold(W, b, X):
    return (W.dot(X) >= -b).astype(int)


half_space.equivalent(
    "np.where(W @ X + b >= 0, 1.0, 0.0) → np.where(1.0, W @ X + b >= 0, 0.0)",
    "1.0 is true everywhere, so the booleans are taken, and True counts as 1.",
)
