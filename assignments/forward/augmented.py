"""Part C: weights and biases in one matrix (exercise E29)."""

import numpy as np
from reference import mlp as ref

from autograder import Part

part = Part("augmented")

# --- E29: a row of ones ---

augment = part.question(ref.augment, points=2)


@augment.case("two features, three instances", visible=True, fr="deux variables, trois instances")
def _(rng):
    return {"X": np.array([[1.0, 0.0, 3.0], [0.5, 2.0, -1.0]])}


@augment.case("five features, seven instances", fr="cinq variables, sept instances")
def _(rng):
    return {"X": rng.normal(size=(5, 7))}


@augment.case("as many instances as features", fr="autant d'instances que de variables")
def _(rng):
    return {"X": rng.normal(size=(3, 3))}


@augment.case("a single instance", fr="une seule instance")
def _(rng):
    return {"X": rng.normal(size=(5, 1))}


@augment.mistake(
    en="Your ones are above the data: the last column of θ is that of the biases, so that the ones "
    "must be the last row.",
    fr="Vos uns sont au-dessus des données : la dernière colonne de θ est celle des biais, les uns "
    "doivent donc former la dernière ligne.",
)
def ones_above(X):  # M29.1
    return np.vstack([np.ones((1, X.shape[1])), X])


@augment.mistake(
    en="You append zeros: whatever multiplies them, no bias comes of it.",
    fr="Vous ajoutez des zéros : quoi qu'on leur multiplie, il n'en sort aucun biais.",
)
def appends_zeros(X):  # M29.3
    return np.vstack([X, np.zeros((1, X.shape[1]))])


@augment.mistake(
    en="You append a column: that is one more instance. What every instance gets is one more "
    "feature.",
    fr="Vous ajoutez une colonne : c'est une instance de plus. Ce que chaque instance reçoit, "
    "c'est une variable de plus.",
)
def one_more_instance(X):  # M29.4
    return np.hstack([X, np.ones((X.shape[0], 1))])


@augment.mistake(
    en="You add 1 to the data: the ones form a row of their own.",
    fr="Vous ajoutez 1 aux données : les uns forment une ligne à part.",
)
def adds_one_to_the_data(X):  # not in the catalogue
    return X + 1.0


@augment.mistake(
    en="You append a row for each feature: one row of ones is enough for all the biases.",
    fr="Vous ajoutez une ligne par variable : une seule ligne de uns suffit à tous les biais.",
)
def as_many_ones_as_features(X):  # not in the catalogue
    return np.vstack([X, np.ones_like(X)])


@augment.alternative
def by_padding(X):
    return np.pad(X, ((0, 1), (0, 0)), constant_values=1.0)


@augment.alternative
def by_append(X):
    return np.append(X, [[1.0] * X.shape[1]], axis=0)


# --- E29: weights and biases in one matrix ---

affine_as_linear = part.question(ref.affine_as_linear, points=3)


def weights_and_biases(rng, n_out, n_in):
    return {"W": rng.normal(size=(n_out, n_in)), "b": rng.uniform(1.0, 2.0, size=(n_out, 1))}


@affine_as_linear.case("three neurons, two inputs", visible=True, fr="trois neurones, deux entrées")
def _(rng):
    W = np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 0.5]])
    return {"W": W, "b": np.array([[10.0], [20.0], [30.0]])}


@affine_as_linear.case("five neurons, seven inputs", fr="cinq neurones, sept entrées")
def _(rng):
    return weights_and_biases(rng, 5, 7)


@affine_as_linear.case("as many inputs as neurons", fr="autant d'entrées que de neurones")
def _(rng):
    return weights_and_biases(rng, 3, 3)


@affine_as_linear.case("a single neuron", fr="un seul neurone")
def _(rng):
    return weights_and_biases(rng, 1, 5)


@affine_as_linear.mistake(
    en="Your biases are the first column, and `augment` appends the ones at the end: each bias "
    "would be multiplied by the first feature.",
    fr="Vos biais forment la première colonne, alors que `augment` met les uns à la fin : chaque "
    "biais serait multiplié par la première variable.",
)
def biases_first(W, b):  # M29.1
    return np.hstack([b, W])


@affine_as_linear.mistake(
    en="You lay the biases under the weights, as a row: a row of θ belongs to one neuron, and "
    "holds its bias too.",
    fr="Vous posez les biais sous les poids, en ligne : une ligne de θ appartient à un neurone, et "
    "contient aussi son biais.",
)
def biases_below(W, b):  # M29.4
    return np.vstack([W, b.T])


@affine_as_linear.mistake(
    en="You add the biases to the weights: each would count once for each input.",
    fr="Vous ajoutez les biais aux poids : chacun compterait une fois par entrée.",
)
def adds_the_biases_to_the_weights(W, b):  # not in the catalogue
    return W + b


@affine_as_linear.mistake(
    en="Your θ has one row too many: it gives back the 1 as well. That is of use for products of "
    "affine maps, and here only the neurons have a row.",
    fr="Votre θ a une ligne de trop : elle redonne aussi le 1. C'est utile pour composer des "
    "applications affines, mais ici seuls les neurones ont une ligne.",
)
def one_row_too_many(W, b):  # not in the catalogue
    last = np.zeros((1, W.shape[1] + 1))
    last[0, -1] = 1.0
    return np.vstack([np.hstack([W, b]), last])


@affine_as_linear.mistake(
    en="Your θ is transposed: it must be multiplied by X̂ from the left.",
    fr="Votre θ est transposée : elle doit multiplier X̂ par la gauche.",
)
def transposes_theta(W, b):  # CR11
    return np.hstack([W, b]).T


@affine_as_linear.alternative
def into_an_empty_theta(W, b):
    theta = np.zeros((W.shape[0], W.shape[1] + 1))
    theta[:, :-1] = W
    theta[:, -1] = b[:, 0]
    return theta
