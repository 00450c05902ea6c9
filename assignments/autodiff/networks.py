"""Part C, end: the network of the backpropagation lab, derived by a tape."""

import numpy as np
from reference import array_tapes as ref
from reference.two_layer import two_layer_backward, two_layer_forward

from autograder import Part

part = Part("networks")

network_gradients = part.question(
    ref.network_gradients, points=5, needs=("run_tape", "backward_pass")
)


def network(rng, n0, n1, n2, m):
    """Draw the arguments of a case."""
    shapes = {"W1": (n1, n0), "b1": (n1, 1), "W2": (n2, n1), "b2": (n2, 1)}
    return {
        "X": rng.normal(size=(n0, m)),
        "Y": rng.permutation(np.arange(n2 * m) % 2).reshape(n2, m) * 1.0,
        "params": {name: rng.normal(size=shape) for name, shape in shapes.items()},
    }


@network_gradients.case(
    "two inputs, two instances", visible=True, fr="deux entrées, deux instances"
)
def _(rng):
    params = {"W1": np.array([[0.5, -1.0], [1.0, 0.0], [0.0, 2.0]]), "b1": np.zeros((3, 1))}
    params |= {"W2": np.array([[1.0, -1.0, 0.5]]), "b2": np.array([[0.2]])}
    return {
        "X": np.array([[1.0, 2.0], [0.0, -1.0]]),
        "Y": np.array([[1.0, 0.0]]),
        "params": params,
    }


@network_gradients.case("one output", fr="une sortie")
def _(rng):
    return network(rng, 3, 5, 1, 7)


@network_gradients.case("two outputs", fr="deux sorties")
def _(rng):
    return network(rng, 3, 5, 2, 7)


@network_gradients.case("a single instance", weight=0.5, fr="une seule instance")
def _(rng):
    return network(rng, 5, 3, 2, 1)


def by_hand(X, Y, params, hidden=None, dZ2=None, scale=1.0, slope=None):
    """Return the gradients made by hand, with a change."""
    Z1 = params["W1"] @ X + params["b1"]
    A1 = (hidden or (lambda z: 1.0 / (1.0 + np.exp(-z))))(Z1)
    A2 = 1.0 / (1.0 + np.exp(-(params["W2"] @ A1 + params["b2"])))
    dZ2 = (dZ2 or (lambda a, y: a - y))(A2, Y) * scale / X.shape[1]
    dZ1 = params["W2"].T @ dZ2 * (slope or (lambda a: a * (1.0 - a)))(A1)
    grads = {"dW1": dZ1 @ X.T, "db1": dZ1, "dW2": dZ2 @ A1.T, "db2": dZ2}
    return {name: g.sum(axis=1, keepdims=True) if "b" in name else g for name, g in grads.items()}


@network_gradients.mistake(
    en="Your cost is the sum of the losses: the 1/m of the mean is a step on the tape too.",
    fr="Votre coût est la somme des pertes : le 1/m de la moyenne est aussi une étape de la bande.",
)
def sums_the_losses(X, Y, params):  # CR7
    return by_hand(X, Y, params, scale=X.shape[1])


@network_gradients.mistake(
    en="The labels are missing from your cost: log(1 + e^z) alone pulls every output towards 0.",
    fr="Il manque les étiquettes dans votre coût : log(1 + e^z) seul tire toutes les sorties vers "
    "0.",
)
def forgets_the_labels(X, Y, params):
    return by_hand(X, Y, params, dZ2=lambda a, y: a)


@network_gradients.mistake(
    en="The term y z is added to the loss: it lowers the loss where the label is 1.",
    fr="Le terme y z est ajouté à la perte : il doit la diminuer là où l'étiquette vaut 1.",
)
def adds_the_labels(X, Y, params):
    return by_hand(X, Y, params, dZ2=lambda a, y: a + y)


@network_gradients.mistake(
    en="The hidden layer has no activation on your tape: two layers without one are a single "
    "linear map.",
    fr="Sur votre bande, la couche cachée n'a pas d'activation : deux couches sans activation font "
    "une seule application linéaire.",
)
def leaves_out_the_hidden_activation(X, Y, params):
    return by_hand(X, Y, params, hidden=lambda z: z, slope=np.ones_like)


@network_gradients.mistake(
    en="The sign of the exponent in your sigmoid is wrong: σ(z) = 1 / (1 + e^(-z)) rises with z.",
    fr="Le signe de l'exposant de votre sigmoïde est faux : σ(z) = 1 / (1 + e^(-z)) croît avec z.",
)
def turns_the_sigmoid_round(X, Y, params):
    return by_hand(
        X, Y, params, hidden=lambda z: 1.0 / (1.0 + np.exp(z)), slope=lambda a: a * (a - 1.0)
    )


@network_gradients.mistake(
    en="The cost is the squared error on your tape: here it is the binary cross-entropy.",
    fr="Sur votre bande, le coût est l'erreur quadratique : ici, c'est l'entropie croisée binaire.",
)
def takes_the_squared_error(X, Y, params):  # M22.1
    return by_hand(X, Y, params, dZ2=lambda a, y: 2.0 * (a - y) * a * (1.0 - a))


@network_gradients.alternative
def by_the_formulas_of_the_lab(X, Y, params):
    _, cache = two_layer_forward(X, params)
    return two_layer_backward(params, cache, X, Y)


network_gradients.equivalent("X.shape[1] → Y.shape[1]", "X and Y have the same instances.")

NAMES = "('W1', 'b1', 'W2', 'b2') → "
for order in (
    "('b1', 'W1', 'W2', 'b2')",
    "('W1', 'W2', 'b1', 'b2')",
    "('W1', 'b1', 'b2', 'W2')",
):
    network_gradients.equivalent(NAMES + order, "The inputs may stand anywhere on the tape.")

SWAPS = (
    ("add", "one", "put('exp', z)"),
    ("add", "put('matmul', at['W1'], x)", "at['b1']"),
    ("multiply", "minus", "softplus(put('multiply', minus, z1))"),
    ("multiply", "minus", "z1"),
    ("add", "put('matmul', at['W2'], a1)", "at['b2']"),
    ("add", "softplus(z2)", "put('multiply', minus, put('multiply', y, z2))"),
    ("multiply", "minus", "put('multiply', y, z2)"),
    ("multiply", "y", "z2"),
    ("multiply", "mean", "put('sum', losses, None)"),
)
for name, one, other in SWAPS:
    network_gradients.equivalent(
        f"put('{name}', {one}, {other}) → put('{name}', {other}, {one})",
        "A sum, or a product element by element, does not depend on the order.",
    )
