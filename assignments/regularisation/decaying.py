"""Part C, end: a step of gradient descent with weight decay (exercise E52)."""

import numpy as np
from reference import penalties as ref

from autograder import Part

from .weight_decay import SMALL, is_weight, last_weight, network

part = Part("decaying")

# --- E52: the step ---

l2_step = part.question(ref.l2_step, points=5)


def step(rng, sizes, lr, lam):
    params, grads = network(rng, sizes)
    return {"params": params, "grads": grads, "lr": lr, "lam": lam}


@l2_step.case("one layer", visible=True, fr="une couche")
def _(rng):
    grads = {"dW1": np.array([[1.0, 0.0], [0.0, -1.0]]), "db1": np.array([[2.0], [0.0]])}
    return {"params": SMALL, "grads": grads, "lr": 0.5, "lam": 0.2}


@l2_step.case("two layers", fr="deux couches")
def _(rng):
    return step(rng, (3, 5, 2), 0.3, 0.2)


@l2_step.case("three layers, a small rate", fr="trois couches, un petit taux")
def _(rng):
    return step(rng, (2, 7, 3, 5), 0.01, 1.7)


@l2_step.case("gradients of 0", fr="des gradients nuls")
def _(rng):
    case = step(rng, (5, 3, 2), 0.7, 0.4)
    return case | {"grads": {name: np.zeros(g.shape) for name, g in case["grads"].items()}}


@l2_step.case("λ = 0", fr="λ = 0")
def _(rng):
    return step(rng, (3, 5, 2), 0.7, 0.0)


@l2_step.convention("l2-penalty", "whole", instead_of="half")
def step_of_the_whole(params, grads, lr, lam):  # M52.1 [CONV CR8]
    return ref.l2_step(params, grads, lr, 2 * lam)


def stepping(params, grads, lr, factor, decays=is_weight):
    """Plain descent, but for arrays that decay: these are multiplied by the factor first."""
    return {
        name: (factor if decays(name) else 1) * array - lr * grads["d" + name]
        for name, array in params.items()
    }


@l2_step.mistake(
    en="Your biases decay too. The penalty does not contain them: they make a plain step.",
    fr="Vos biais décroissent aussi. La pénalité ne les contient pas : ils font un pas ordinaire.",
)
def biases_decay(params, grads, lr, lam):  # M52.2
    return stepping(params, grads, lr, 1 - lr * lam, decays=lambda name: True)


@l2_step.mistake(
    en="Only the last layer decays: the penalty is on the weights of all layers.",
    fr="Seule la dernière couche décroît : la pénalité porte sur les poids de toutes les couches.",
)
def last_layer_decays(params, grads, lr, lam):  # M52.4
    last = last_weight(params)
    return stepping(params, grads, lr, 1 - lr * lam, decays=lambda name: name == last)


@l2_step.mistake(
    en="Nothing decays: λ does not appear in your step, or only in the cost that you watch.",
    fr="Rien ne décroît : λ n'apparaît pas dans votre pas, ou seulement dans le coût que vous "
    "regardez.",
)
def nothing_decays(params, grads, lr, lam):  # M52.5
    return stepping(params, grads, lr, 1)


@l2_step.mistake(
    en="Your weights grow: a penalty on large weights must make them smaller. Look at the sign in "
    "front of ηλ.",
    fr="Vos poids grandissent : une pénalité sur les grands poids doit les rendre plus petits. "
    "Regardez le signe devant ηλ.",
)
def weights_grow(params, grads, lr, lam):  # M52.7
    return stepping(params, grads, lr, 1 + lr * lam)


@l2_step.mistake(
    en="Your decay does not depend on the learning rate: λ W is a part of the gradient, and the "
    "whole gradient is multiplied by η.",
    fr="Votre décroissance ne dépend pas du taux d'apprentissage : λ W fait partie du gradient, et "
    "tout le gradient est multiplié par η.",
)
def decays_without_the_rate(params, grads, lr, lam):  # M52.8
    return stepping(params, grads, lr, 1 - lam)


@l2_step.mistake(
    en="You shrink the gradient too: the factor belongs to the weight alone. Expand "
    "W - η (dW + λ W).",
    fr="Vous réduisez aussi le gradient : le facteur ne porte que sur le poids. Développez "
    "W - η (dW + λ W).",
)
def shrinks_the_gradient(params, grads, lr, lam):  # M52.10
    return {
        name: (1 - lr * lam if is_weight(name) else 1) * (array - lr * grads["d" + name])
        for name, array in params.items()
    }


@l2_step.mistake(
    en="Your weights decay, but the gradients of the mean loss are not followed.",
    fr="Vos poids décroissent, mais les gradients de la perte moyenne ne sont pas suivis.",
)
def only_decays(params, grads, lr, lam):  # not in the catalogue
    return stepping(params, {name: 0 * grad for name, grad in grads.items()}, lr, 1 - lr * lam)


@l2_step.mistake(
    en="You climb: the gradients of the mean loss are added, and should be subtracted.",
    fr="Vous montez : les gradients de la perte moyenne sont ajoutés, alors qu'il faut les "
    "soustraire.",
)
def climbs_the_loss(params, grads, lr, lam):  # M40.1
    return stepping(params, {name: -grad for name, grad in grads.items()}, lr, 1 - lr * lam)


@l2_step.mistake(
    en="The values are right, but you wrote them into the arrays that you were given. Return new "
    "ones.",
    fr="Les valeurs sont justes, mais vous les avez écrites dans les tableaux reçus. Renvoyez-en "
    "de nouveaux.",
)
def writes_into_the_parameters(params, grads, lr, lam):  # M40.4
    for name in params:
        if is_weight(name):
            params[name] *= 1 - lr * lam
        params[name] -= lr * grads["d" + name]
    return params


@l2_step.alternative
def with_the_penalised_gradient(params, grads, lr, lam):
    total = ref.l2_grad(grads, params, lam)
    return {name: array - lr * total["d" + name] for name, array in params.items()}


@l2_step.alternative
def layer_by_layer(params, grads, lr, lam):
    new = {}
    for layer in range(1, len(params) // 2 + 1):
        W, b = params[f"W{layer}"], params[f"b{layer}"]
        new[f"W{layer}"] = W - lr * grads[f"dW{layer}"] - lr * lam * W
        new[f"b{layer}"] = b - lr * grads[f"db{layer}"]
    return new
