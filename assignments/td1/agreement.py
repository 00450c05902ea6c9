"""Part B: the gradients of the lab, by hand and by autograd (exercise E82, cross-check)."""

import numpy as np
import torch
from reference.pytorch import agreement as ref
from torch.nn import functional as F

from autograder import Part, Tolerance

part = Part("agreement")

# --- the lab's network, derived by autograd ---

network_gradients = part.question(
    ref.network_gradients, points=7, tolerance=Tolerance(rtol=1e-9, atol=1e-12)
)


def network(rng, n0, n1, K, m):
    shapes = {"W1": (n1, n0), "b1": (n1, 1), "W2": (K, n1), "b2": (K, 1)}
    params = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    return {"X": rng.normal(size=(n0, m)), "y": rng.integers(1, K, size=m), "params": params}


@network_gradients.case("two inputs, two classes", visible=True, fr="deux entrées, deux classes")
def _(rng):
    case = network(rng, 2, 2, 2, 3)
    rounded = {name: array.round(1) for name, array in case["params"].items()}
    return {"X": case["X"].round(1), "y": np.array([0, 1, 1]), "params": rounded}


@network_gradients.case("three inputs, four classes", fr="trois entrées, quatre classes")
def _(rng):
    return network(rng, 3, 5, 4, 7)


@network_gradients.case("as many instances as classes", fr="autant d'instances que de classes")
def _(rng):
    return network(rng, 2, 3, 5, 5)


@network_gradients.case("a single instance", fr="une seule instance")
def _(rng):
    return network(rng, 5, 3, 2, 1)


def by_autograd(X, y, params, loss, dtype=torch.float64, g=torch.tanh):
    """The solution in pieces, so that a mistake can change one of them."""
    leaves = {
        name: torch.tensor(array, dtype=dtype, requires_grad=True) for name, array in params.items()
    }
    A1 = g(leaves["W1"] @ torch.tensor(X, dtype=dtype) + leaves["b1"])
    loss(leaves["W2"] @ A1 + leaves["b2"], torch.tensor(y)).backward()
    return {f"d{name}": leaf.grad.numpy() for name, leaf in leaves.items()}


@network_gradients.mistake(
    en="You compute in float32, PyTorch's default, with about seven digits: that is not enough to "
    "tell a wrong gradient from a rounded one.",
    fr="Vous calculez en float32, le type par défaut de PyTorch, avec environ sept chiffres : "
    "c'est trop peu pour distinguer un gradient faux d'un gradient arrondi.",
)
def in_single_precision(X, y, params):  # not in the catalogue
    found = by_autograd(X, y, params, lambda Z, y: F.cross_entropy(Z.T, y), torch.float32)
    return {name: gradient.astype(float) for name, gradient in found.items()}


@network_gradients.mistake(
    en="You apply the softmax yourself, and `cross_entropy` applies it again: it expects logits.",
    fr="Vous appliquez le softmax, et `cross_entropy` l'applique encore : elle attend des logits.",
)
def softmax_twice(X, y, params):  # M84.3
    return by_autograd(X, y, params, lambda Z, y: F.cross_entropy(torch.softmax(Z.T, dim=1), y))


@network_gradients.mistake(
    en="You give probabilities to `nll_loss`, which expects their logarithms.",
    fr="Vous donnez des probabilités à `nll_loss`, qui attend leurs logarithmes.",
)
def nll_of_probabilities(X, y, params):  # M84.4
    return by_autograd(X, y, params, lambda Z, y: F.nll_loss(torch.softmax(Z.T, dim=1), y))


@network_gradients.mistake(
    en="Your softmax runs over the instances instead of over the classes: an instance is a row "
    "there.",
    fr="Votre softmax court sur les instances au lieu des classes : là, une instance est une "
    "ligne.",
)
def softmax_over_instances(X, y, params):  # M84.5
    return by_autograd(X, y, params, lambda Z, y: F.nll_loss(torch.log_softmax(Z.T, dim=0), y))


@network_gradients.mistake(
    en="You add the losses of the instances up: the lab takes their mean.",
    fr="Vous additionnez les pertes des instances : le TP prend leur moyenne.",
)
def adds_the_instances_up(X, y, params):  # CR7
    return by_autograd(X, y, params, lambda Z, y: F.cross_entropy(Z.T, y, reduction="sum"))


@network_gradients.mistake(
    en="Your hidden layer has a sigmoid: the network of the lab has a tanh.",
    fr="Votre couche cachée a une sigmoïde : le réseau du TP a une tanh.",
)
def hidden_sigmoid(X, y, params):  # not in the catalogue
    return by_autograd(X, y, params, lambda Z, y: F.cross_entropy(Z.T, y), g=torch.sigmoid)


@network_gradients.mistake(
    en="Your hidden layer has no activation: two layers in a row are then one.",
    fr="Votre couche cachée n'a pas d'activation : deux couches à la suite n'en font alors qu'une.",
)
def no_activation(X, y, params):  # M85.3
    return by_autograd(X, y, params, lambda Z, y: F.cross_entropy(Z.T, y), g=lambda z: z)


@network_gradients.alternative
def with_rows(X, y, params):
    W1, b1, W2, b2 = (
        torch.from_numpy(params[name].copy()).requires_grad_() for name in ("W1", "b1", "W2", "b2")
    )
    H = torch.tanh(torch.from_numpy(X.T.copy()) @ W1.T + b1.T)
    log_p = torch.log_softmax(H @ W2.T + b2.T, dim=1)
    J = -log_p[torch.arange(len(y)), torch.from_numpy(y)].mean()
    found = torch.autograd.grad(J, (W1, b1, W2, b2))
    return {
        name: gradient.numpy()
        for name, gradient in zip(("dW1", "db1", "dW2", "db2"), found, strict=True)
    }
