"""Part C: the L2 penalty in the cost (exercise E52)."""

from itertools import pairwise

import numpy as np
from reference import penalties as ref

from autograder import Part

part = Part("weight_decay")


def network(rng, sizes, decimals=10):
    """Parameters and gradients of a network; weights and biases keep away from 0."""

    def draw(*shape):
        signs = rng.choice([-1.0, 1.0], size=shape)
        return (signs * rng.uniform(0.4, 2.0, size=shape)).round(decimals)

    params, grads = {}, {}
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        for name, shape in ((f"W{layer}", (n_out, n_in)), (f"b{layer}", (n_out, 1))):
            params[name], grads["d" + name] = draw(*shape), draw(*shape)
    return params, grads


def is_weight(name):
    return name.lstrip("d").startswith("W")


def last_weight(params):
    return max(name for name in params if name.startswith("W"))


SMALL = {"W1": np.array([[1.0, -2.0], [0.0, 2.0]]), "b1": np.array([[3.0], [-1.0]])}

# --- E52: the cost ---

l2_cost = part.question(ref.l2_cost, points=5)


def costs(rng, sizes, m, lam):
    params, _ = network(rng, sizes)
    return {"losses": rng.uniform(0.5, 2.0, size=m), "params": params, "lam": lam}


@l2_cost.case("one layer, four instances", visible=True, fr="une couche, quatre instances")
def _(rng):
    return {"losses": np.array([0.5, 1.0, 2.0, 0.5]), "params": SMALL, "lam": 0.2}


@l2_cost.case("two layers, seven instances", fr="deux couches, sept instances")
def _(rng):
    return costs(rng, (3, 5, 2), 7, 0.3)


@l2_cost.case("three layers", fr="trois couches")
def _(rng):
    return costs(rng, (5, 3, 7, 2), 11, 1.7)


@l2_cost.case("a single instance", fr="une seule instance")
def _(rng):
    return costs(rng, (2, 3), 1, 0.6)


@l2_cost.case("λ = 0", fr="λ = 0")
def _(rng):
    return costs(rng, (3, 5, 2), 5, 0.0)


@l2_cost.convention("l2-penalty", "whole", instead_of="half")
def whole_penalty(losses, params, lam):  # M52.1 [CONV CR8]
    return np.mean(losses) + lam * sum(np.sum(W**2) for n, W in params.items() if is_weight(n))


@l2_cost.convention("l2-penalty", "over-m", instead_of="half")
def penalty_over_m(losses, params, lam):  # M52.9 [CONV CR8]
    return ref.l2_cost(losses, params, lam / losses.size)


@l2_cost.mistake(
    en="You penalise the biases too. They only shift a neuron, and do not make it more sensitive "
    "to its inputs: the penalty is on the weights.",
    fr="Vous pénalisez aussi les biais. Ils ne font que décaler un neurone, sans le rendre plus "
    "sensible à ses entrées : la pénalité porte sur les poids.",
)
def penalises_the_biases(losses, params, lam):  # M52.2
    return np.mean(losses) + lam / 2 * sum(np.sum(array**2) for array in params.values())


@l2_cost.mistake(
    en="Your norms are not squared: you add ‖W‖ and not ‖W‖². With a root, the gradient would not "
    "be λ W.",
    fr="Vos normes ne sont pas au carré : vous ajoutez ‖W‖ et non ‖W‖². Avec une racine, le "
    "gradient ne vaudrait pas λ W.",
)
def forgets_the_square(losses, params, lam):  # M52.3
    norms = [np.linalg.norm(W) for name, W in params.items() if is_weight(name)]
    return np.mean(losses) + lam / 2 * sum(norms)


@l2_cost.mistake(
    en="You penalise one layer only, the last: the sum goes over all of them.",
    fr="Vous ne pénalisez qu'une couche, la dernière : la somme porte sur toutes.",
)
def penalises_the_last_layer(losses, params, lam):  # M52.4
    return np.mean(losses) + lam / 2 * np.sum(params[last_weight(params)] ** 2)


@l2_cost.mistake(
    en="There is no penalty in your cost: it is the mean loss alone. What the gradients descend "
    "would then be another function than the one you watch.",
    fr="Il n'y a pas de pénalité dans votre coût : c'est la seule perte moyenne. Les gradients "
    "descendraient alors une autre fonction que celle que vous regardez.",
)
def forgets_the_penalty(losses, params, lam):  # M52.6
    return np.mean(losses)


@l2_cost.mistake(
    en="np.linalg.norm(W, 2) is the largest singular value of a matrix. ‖W‖² is here the sum of "
    "the squares of all its entries.",
    fr="np.linalg.norm(W, 2) est la plus grande valeur singulière d'une matrice. Ici, ‖W‖² est la "
    "somme des carrés de tous ses coefficients.",
)
def takes_the_spectral_norm(losses, params, lam):  # M52.11
    norms = [np.linalg.norm(W, 2) ** 2 for name, W in params.items() if is_weight(name)]
    return np.mean(losses) + lam / 2 * sum(norms)


@l2_cost.mistake(
    en="You add up the losses: J is their mean, so that it does not grow with the number of "
    "instances.",
    fr="Vous additionnez les pertes : J en est la moyenne, pour ne pas croître avec le nombre "
    "d'instances.",
)
def sums_the_losses(losses, params, lam):  # CR7
    return np.sum(losses) - np.mean(losses) + ref.l2_cost(losses, params, lam)


@l2_cost.mistake(
    en="You add absolute values and not squares: that is the L1 penalty, of the next part.",
    fr="Vous ajoutez des valeurs absolues et non des carrés : c'est la pénalité L1, de la partie "
    "suivante.",
)
def adds_absolute_values(losses, params, lam):  # not in the catalogue
    weights = [W for name, W in params.items() if is_weight(name)]
    return np.mean(losses) + lam / 2 * sum(np.sum(np.abs(W)) for W in weights)


@l2_cost.alternative
def by_the_frobenius_norm(losses, params, lam):
    J = losses.sum() / losses.size
    for name in params:
        if name[0] == "W":
            J += 0.5 * lam * np.linalg.norm(params[name]) ** 2
    return J


@l2_cost.alternative
def layer_by_layer(losses, params, lam):
    layers = range(1, len(params) // 2 + 1)
    return float(np.mean(losses) + lam * sum((params[f"W{i}"] ** 2).sum() / 2 for i in layers))
