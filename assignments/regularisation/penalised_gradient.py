"""Part C, continued: the gradient of the penalised cost (exercise E52)."""

import numpy as np
from reference import penalties as ref

from autograder import Part

from .weight_decay import SMALL, is_weight, last_weight, network

part = Part("penalised_gradient")

# --- E52: the gradient ---

l2_grad = part.question(ref.l2_grad, points=5)


def gradients(rng, sizes, lam):
    params, grads = network(rng, sizes)
    return {"grads": grads, "params": params, "lam": lam}


@l2_grad.case("one layer", visible=True, fr="une couche")
def _(rng):
    grads = {"dW1": np.array([[0.1, 0.2], [0.3, 0.4]]), "db1": np.array([[0.5], [0.6]])}
    return {"grads": grads, "params": SMALL, "lam": 0.1}


@l2_grad.case("two layers", fr="deux couches")
def _(rng):
    return gradients(rng, (3, 5, 2), 0.3)


@l2_grad.case("three layers", fr="trois couches")
def _(rng):
    return gradients(rng, (2, 7, 3, 5), 1.7)


@l2_grad.case("λ = 0", fr="λ = 0")
def _(rng):
    return gradients(rng, (3, 5, 2), 0.0)


@l2_grad.convention("l2-penalty", "whole", instead_of="half")
def gradient_of_the_whole(grads, params, lam):  # M52.1, M22.15 [CONV CR8]
    return ref.l2_grad(grads, params, 2 * lam)


@l2_grad.mistake(
    en="The gradients of the biases must stay as they are: the penalty does not contain them.",
    fr="Les gradients des biais doivent rester tels quels : la pénalité ne les contient pas.",
)
def pulls_at_the_biases(grads, params, lam):  # M52.2, M22.14
    return {name: grad + lam * params[name[1:]] for name, grad in grads.items()}


@l2_grad.mistake(
    en="You add λ W / ‖W‖, the gradient of λ ‖W‖. The penalty is with the square of the norm.",
    fr="Vous ajoutez λ W / ‖W‖, le gradient de λ ‖W‖. La pénalité contient le carré de la norme.",
)
def derives_the_norm(grads, params, lam):  # M52.3
    return {
        name: grad + lam * params[name[1:]] / np.linalg.norm(params[name[1:]])
        if is_weight(name)
        else grad
        for name, grad in grads.items()
    }


@l2_grad.mistake(
    en="Only the gradient of the last layer feels the penalty: it is on the weights of all.",
    fr="Seul le gradient de la dernière couche ressent la pénalité : elle porte sur les poids de "
    "toutes.",
)
def pulls_at_the_last_layer(grads, params, lam):  # M52.4
    last = last_weight(params)
    return {**grads, "d" + last: grads["d" + last] + lam * params[last]}


@l2_grad.mistake(
    en="You return the gradients as you got them. A penalty that is in the cost and not in its "
    "gradient changes nothing in training.",
    fr="Vous renvoyez les gradients tels que vous les avez reçus. Une pénalité qui est dans le "
    "coût et non dans son gradient ne change rien à l'entraînement.",
)
def forgets_the_gradient(grads, params, lam):  # M52.5
    return dict(grads)


@l2_grad.mistake(
    en="The sign is wrong: a step against this gradient makes the weights larger.",
    fr="Le signe est faux : un pas opposé à ce gradient fait grandir les poids.",
)
def subtracts_the_penalty(grads, params, lam):  # M52.7
    return ref.l2_grad(grads, params, -lam)


@l2_grad.mistake(
    en="You return the gradient of the penalty alone: that of the mean loss must be added.",
    fr="Vous renvoyez le gradient de la seule pénalité : il faut y ajouter celui de la perte "
    "moyenne.",
)
def forgets_the_loss(grads, params, lam):  # not in the catalogue
    return {
        name: lam * params[name[1:]] if is_weight(name) else np.zeros(grad.shape)
        for name, grad in grads.items()
    }


@l2_grad.mistake(
    en="You add λ sign(W), the gradient of the L1 penalty. The derivative of a square keeps the "
    "size of the weight.",
    fr="Vous ajoutez λ sign(W), le gradient de la pénalité L1. La dérivée d'un carré garde la "
    "taille du poids.",
)
def adds_the_sign(grads, params, lam):  # not in the catalogue
    return {
        name: grad + lam * np.sign(params[name[1:]]) if is_weight(name) else grad
        for name, grad in grads.items()
    }


@l2_grad.mistake(
    en="The values are right, but you wrote them into the arrays that you were given. `+=` changes "
    "the gradients of whoever called you.",
    fr="Les valeurs sont justes, mais vous les avez écrites dans les tableaux reçus. `+=` modifie "
    "les gradients de celui qui vous appelle.",
)
def writes_into_the_gradients(grads, params, lam):  # not in the catalogue
    for name in grads:
        if is_weight(name):
            grads[name] += lam * params[name[1:]]
    return grads


@l2_grad.alternative
def changes_a_copy(grads, params, lam):
    total = dict(grads)
    for layer in range(1, len(params) // 2 + 1):
        total[f"dW{layer}"] = grads[f"dW{layer}"] + lam * params[f"W{layer}"]
    return total


@l2_grad.alternative
def with_new_arrays_everywhere(grads, params, lam):
    return {
        name: grad + (lam * params[name[1:]] if "W" in name else 0.0)
        for name, grad in grads.items()
    }
