"""Part A: one neuron, and the same neuron for every instance (exercise E01)."""

import numpy as np
from reference import neuron as ref

from autograder import Part, no_loops

part = Part("neurons")

# --- E01: one neuron, one instance ---

neuron_forward = part.question(ref.neuron_forward, points=3)


@neuron_forward.probe
def _(function, w, x, b, g):
    activations = {
        "identity": lambda z: z,
        "tanh": np.tanh,
        "ReLU": lambda z: np.maximum(z, 0.0),
        "z ** 3": lambda z: z**3,
    }
    return function(w, x, b, activations[g])


def numbers(rng, n):
    """Draw n numbers away from 0 and from one another's size, some of them negative."""
    return rng.permutation(np.linspace(0.3, 1.5, n)) * rng.choice([-1.0, 1.0], n)


@neuron_forward.case("two inputs, tanh", visible=True, fr="deux entrées, tanh")
def _(rng):
    return {"w": np.array([0.5, -1.0]), "x": np.array([2.0, 0.4]), "b": 0.1, "g": "tanh"}


@neuron_forward.case("five inputs, tanh", fr="cinq entrées, tanh")
def _(rng):
    w = numbers(rng, 5)
    return {"w": w, "x": w * rng.uniform(0.2, 0.8, 5), "b": 0.7, "g": "tanh"}


@neuron_forward.case("no activation function", fr="sans fonction d'activation")
def _(rng):
    return {"w": numbers(rng, 7), "x": rng.normal(size=7), "b": -1.4, "g": "identity"}


@neuron_forward.case("a neuron that ReLU silences", fr="un neurone que ReLU éteint")
def _(rng):
    w = numbers(rng, 3)
    return {"w": w, "x": -w * rng.uniform(0.5, 1.5, 3), "b": -0.6, "g": "ReLU"}


@neuron_forward.case("an unusual activation", fr="une activation inhabituelle")
def _(rng):
    return {"w": numbers(rng, 3), "x": rng.normal(size=3), "b": 1.37, "g": "z ** 3"}


@neuron_forward.case("a single input", weight=0.5, fr="une seule entrée")
def _(rng):
    return {"w": np.array([-1.7]), "x": rng.uniform(0.4, 0.9, 1), "b": -0.8, "g": "tanh"}


@neuron_forward.mistake(
    en="The bias is missing from z: your neuron's boundary always passes through the origin.",
    fr="Il manque le biais dans z : la frontière de votre neurone passe toujours par l'origine.",
)
def omits_the_bias(w, x, b, g):  # M1.1
    z = w @ x
    return z, g(z)


@neuron_forward.mistake(
    en="You subtract the bias. That is the reading of a threshold, which the sum must exceed; a "
    "bias is its opposite, and it is added.",
    fr="Vous soustrayez le biais. C'est la lecture d'un seuil, que la somme doit dépasser ; un "
    "biais est son opposé, et il s'ajoute.",
)
def subtracts_the_bias(w, x, b, g):  # M1.2
    z = w @ x - b
    return z, g(z)


@neuron_forward.mistake(
    en="You sum the weights and the inputs apart, then multiply: every weight must meet its own "
    "input before anything is summed.",
    fr="Vous faites la somme des poids et celle des entrées, puis leur produit : chaque poids doit "
    "rencontrer sa propre entrée avant toute somme.",
)
def multiplies_the_sums(w, x, b, g):  # M1.3
    z = np.sum(w) * np.sum(x) + b
    return z, g(z)


@neuron_forward.mistake(
    en="You return the activation alone: z is asked too, since the slope g'(z) will be taken "
    "there later.",
    fr="Vous renvoyez la seule activation : z est demandé aussi, car c'est là que l'on prendra "
    "plus tard la pente g'(z).",
)
def returns_the_activation_alone(w, x, b, g):  # M1.4
    return g(w @ x + b)


@neuron_forward.mistake(
    en="The two results are swapped: the pre-activation comes first, the activation second.",
    fr="Les deux résultats sont échangés : la pré-activation vient d'abord, l'activation ensuite.",
)
def swaps_the_results(w, x, b, g):  # M1.4
    z = w @ x + b
    return g(z), z


@neuron_forward.mistake(
    en="The bias is added to the inputs, so that the weights multiply it: it must be added once "
    "the weighted sum is done.",
    fr="Le biais est ajouté aux entrées, si bien que les poids le multiplient : il s'ajoute une "
    "fois la somme pondérée faite.",
)
def adds_the_bias_to_the_inputs(w, x, b, g):  # M1.5
    z = w @ (x + b)
    return z, g(z)


@neuron_forward.mistake(
    en="The products are not summed: your z has one number for each input, and a neuron has a "
    "single pre-activation.",
    fr="Les produits ne sont pas additionnés : votre z a un nombre par entrée, alors qu'un neurone "
    "n'a qu'une seule pré-activation.",
)
def does_not_sum(w, x, b, g):  # M1.6
    z = w * x + b
    return z, g(z)


@neuron_forward.mistake(
    en="The bias is inside the sum, so it is counted once for each input instead of once.",
    fr="Le biais est à l'intérieur de la somme : il est compté une fois par entrée, et non une "
    "seule fois.",
)
def counts_the_bias_for_every_input(w, x, b, g):  # M1.7
    z = np.sum(w * x + b)
    return z, g(z)


@neuron_forward.mistake(
    en="The bias comes after the activation function in a: it belongs to the number that g is "
    "applied to.",
    fr="Dans a, le biais arrive après la fonction d'activation : il fait partie du nombre auquel "
    "on applique g.",
)
def adds_the_bias_after_the_activation(w, x, b, g):  # not in the catalogue
    z = w @ x + b
    return z, g(w @ x) + b


@neuron_forward.alternative
def by_a_sum_of_products(w, x, b, g):
    z = np.sum(w * x) + b
    return [z, g(z)]


@neuron_forward.alternative
def by_a_loop(w, x, b, g):
    z = b
    for weight, value in zip(w, x, strict=True):
        z += weight * value
    return float(z), float(g(z))


for mutant in ("w.T @ x", "w @ x.T", "x @ w"):
    neuron_forward.equivalent(
        f"w @ x → {mutant}", "w and x are vectors: nothing to transpose, in any order."
    )


# --- E01: the same neuron for a batch ---

linear_predict = part.question(ref.linear_predict, points=4, constraints=[no_loops(costs=0.5)])


@linear_predict.case(
    "two features, three instances", visible=True, fr="deux variables, trois instances"
)
def _(rng):
    return {"w": np.array([2.0, -1.0]), "X": np.array([[1.0, 0.0, 3.0], [0.5, 2.0, 1.0]]), "b": 0.5}


@linear_predict.case("five features, seven instances", fr="cinq variables, sept instances")
def _(rng):
    return {"w": numbers(rng, 5), "X": rng.normal(size=(5, 7)), "b": 0.9}


@linear_predict.case("as many instances as features", fr="autant d'instances que de variables")
def _(rng):
    return {"w": numbers(rng, 3), "X": rng.normal(size=(3, 3)), "b": -1.1}


@linear_predict.case("a single instance", fr="une seule instance")
def _(rng):
    return {"w": numbers(rng, 3), "X": rng.uniform(0.4, 1.4, (3, 1)), "b": 1.6}


@linear_predict.case("a single feature", weight=0.5, fr="une seule variable")
def _(rng):
    return {"w": np.array([-1.3]), "X": rng.uniform(0.4, 1.4, (1, 5)), "b": 0.7}


@linear_predict.mistake(
    en="The bias is missing: without it the prediction for x = 0 can only be 0.",
    fr="Il manque le biais : sans lui, la prédiction pour x = 0 ne peut valoir que 0.",
)
def predicts_without_bias(w, X, b):  # M1.1
    return w @ X


@linear_predict.mistake(
    en="You subtract the bias: it is added, whatever its sign.",
    fr="Vous soustrayez le biais : il s'ajoute, quel que soit son signe.",
)
def predicts_minus_the_bias(w, X, b):  # M1.2
    return w @ X - b


@linear_predict.mistake(
    en="The weights are summed on their own before they meet the data: each row of X has its own "
    "weight.",
    fr="Les poids sont additionnés entre eux avant de rencontrer les données : chaque ligne de X a "
    "son propre poids.",
)
def predicts_from_sums(w, X, b):  # M1.3
    return np.sum(w) * X.sum(axis=0) + b


@linear_predict.mistake(
    en="The bias is added to the data, so that the weights multiply it.",
    fr="Le biais est ajouté aux données, si bien que les poids le multiplient.",
)
def adds_the_bias_to_the_data(w, X, b):  # M1.5
    return w @ (X + b)


@linear_predict.mistake(
    en="The products are not summed: you return a whole matrix, and each instance has a single "
    "prediction.",
    fr="Les produits ne sont pas additionnés : vous renvoyez une matrice entière, alors que chaque "
    "instance n'a qu'une prédiction.",
)
def predicts_one_number_a_feature(w, X, b):  # M1.6
    return w[:, None] * X + b


@linear_predict.mistake(
    en="The bias is inside the sum over the features: it is counted once for each of them.",
    fr="Le biais est à l'intérieur de la somme sur les variables : il est compté une fois pour "
    "chacune.",
)
def counts_the_bias_for_every_feature(w, X, b):  # M1.7
    return (w[:, None] * X + b).sum(axis=0)


@linear_predict.mistake(
    en="You read the rows of X as instances: here a column is an instance. With as many instances "
    "as features nothing warns you, and otherwise the shapes do not fit.",
    fr="Vous lisez les lignes de X comme des instances : ici, une instance est une colonne. Avec "
    "autant d'instances que de variables, rien ne vous avertit ; sinon, les dimensions ne "
    "s'accordent pas.",
)
def takes_rows_for_instances(w, X, b):  # CR12
    return X @ w + b


@linear_predict.mistake(
    en="The values are right, but in a matrix with one row: an array (m,) is asked.",
    fr="Les valeurs sont justes, mais dans une matrice à une ligne : on demande un tableau (m,).",
)
def returns_a_matrix_of_one_row(w, X, b):  # not in the catalogue
    return w[None, :] @ X + b


@linear_predict.alternative
def by_the_transpose(w, X, b):
    return X.T @ w + b


@linear_predict.alternative
def by_products_and_a_sum(w, X, b):
    return b + (w[:, None] * X).sum(axis=0)


@linear_predict.alternative
def by_einsum(w, X, b):
    return np.einsum("j,ji->i", w, X) + b


linear_predict.equivalent("w @ X → w.T @ X", "w is a vector: nothing to transpose.")
