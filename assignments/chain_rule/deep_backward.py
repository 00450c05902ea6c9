"""Part E, concluded: backward through L layers, and the step (exercise E25)."""

import numpy as np
from reference import deep as ref

from autograder import Part

from .backprop import steps
from .backprop.by_hand import BY_HAND
from .deep_cost import targets
from .deep_forward import network

part = Part("deep_backward")

# --- E25: backward ---

backward_propagation = part.question(ref.backward_propagation, points=12, constraints=BY_HAND)


def ready(rng, sizes, m, decimals=10):
    case = network(rng, sizes, m, decimals)
    # The first output of the first instance is below 1/2, where a mask of ReLU would be closed.
    last = case["params"][f"b{len(sizes) - 1}"]
    _, caches = ref.forward_propagation(case["X"], case["params"])
    last[0] = (last[0] - caches[-1][1][0, 0] - 0.7).round(decimals)
    A, caches = ref.forward_propagation(case["X"], case["params"])
    return {"A": A, "Y": targets(rng, sizes[-1], m), "caches": caches, "params": case["params"]}


@backward_propagation.case("two layers", visible=True, fr="deux couches")
def _(rng):
    return ready(rng, (2, 3, 1), 3, decimals=1)


@backward_propagation.case(
    "three layers, one instance", visible=True, fr="trois couches, une instance"
)
def _(rng):
    return ready(rng, (2, 3, 3, 1), 1, decimals=1)


@backward_propagation.case("four layers, two outputs", fr="quatre couches, deux sorties")
def _(rng):
    return ready(rng, (3, 5, 7, 3, 2), 11)


@backward_propagation.case("one layer", fr="une seule couche")
def _(rng):
    return ready(rng, (5, 3), 7)


@backward_propagation.case("as many of everything", fr="autant de chaque chose")
def _(rng):
    return ready(rng, (3, 3, 3, 3), 3)


@backward_propagation.case("a single instance", fr="une seule instance")
def _(rng):
    return ready(rng, (2, 7, 5, 3), 1)


@backward_propagation.case("ReLU exactly at its kink", fr="ReLU exactement à sa cassure")
def _(rng):
    case = network(rng, (3, 7, 5, 2), 11)
    case["params"]["W1"][2:4] = case["params"]["W2"][1] = 0.0
    case["params"]["b1"][2:4] = case["params"]["b2"][1] = 0.0
    A, caches = ref.forward_propagation(case["X"], case["params"])
    return {"A": A, "Y": targets(rng, 2, 11), "caches": caches, "params": case["params"]}


@backward_propagation.case("outputs rounded to 0 and 1", fr="des sorties arrondies à 0 et 1")
def _(rng):
    case = network(rng, (2, 5, 3), 7)
    case["params"]["b2"] += np.array([[100.0], [-1000.0], [0.0]])
    A, caches = ref.forward_propagation(case["X"], case["params"])
    return {"A": A, "Y": targets(rng, 3, 7), "caches": caches, "params": case["params"]}


def backward(A, Y, caches, params, *, first=None, entered=None, step=None, bias=None, mean=True):
    """The gradients, with a slip of a mistake in one of its places."""
    grads, m = {}, Y.shape[1] if mean else 1
    dZ = A - Y if first is None else first
    for layer in range(len(caches), 0, -1):
        A_prev = caches[layer - 1][0] if entered is None else entered(layer)
        grads[f"dW{layer}"] = dZ @ A_prev.T / m
        db = dZ.sum(axis=1, keepdims=True) / m
        grads[f"db{layer}"] = db if bias is None else bias(dZ, m)
        if layer > 1:
            W, Z = params[f"W{layer}"], caches[layer - 2][1]
            dZ = W.T @ dZ * (Z > 0) if step is None else step(dZ, layer)
    return grads


@backward_propagation.mistake(
    en="Your keys are one too low, from dW0 on: the gradient of W1 is dW1.",
    fr="Vos clés sont décalées d'une unité, à partir de dW0 : le gradient de W1 est dW1.",
)
def keys_from_zero(A, Y, caches, params):  # M25.5
    grads = backward(A, Y, caches, params)
    return {f"{name[:2]}{int(name[2:]) - 1}": grad for name, grad in grads.items()}


@backward_propagation.mistake(
    en="All the gradients are m times too large: the cost is the mean over the instances.",
    fr="Tous les gradients sont m fois trop grands : le coût est la moyenne sur les instances.",
)
def no_mean_anywhere(A, Y, caches, params):  # M21.1
    return backward(A, Y, caches, params, mean=False)


@backward_propagation.mistake(
    en="Every layer divides by m once more: what goes back through W is divided as well, so that "
    "the first layers hardly move. The mean belongs to dW and db alone.",
    fr="Chaque couche divise une fois de plus par m : ce qui revient à travers W est divisé lui "
    "aussi, et les premières couches ne bougent presque plus. La moyenne ne revient qu'à dW et db.",
)
def mean_at_every_layer(A, Y, caches, params):  # M21.11
    def step(dZ, layer):
        return params[f"W{layer}"].T @ dZ * (caches[layer - 2][1] > 0) / Y.shape[1]

    return backward(A, Y, caches, params, step=step)


@backward_propagation.mistake(
    en="The error at the output is multiplied by σ'(Z): with the cross-entropy this factor "
    "cancels.",
    fr="L'erreur de sortie est multipliée par σ'(Z) : avec l'entropie croisée, ce facteur se "
    "simplifie.",
)
def output_error_of_the_squared_loss(A, Y, caches, params):  # M22.1
    return backward(A, Y, caches, params, first=(A - Y) * A * (1 - A))


@backward_propagation.mistake(
    en="The error at the output is cut by a ReLU mask: the last layer is a sigmoid, and A - Y has "
    "crossed it already.",
    fr="L'erreur de sortie est coupée par un masque de ReLU : la dernière couche est une sigmoïde, "
    "et A - Y l'a déjà traversée.",
)
def relu_mask_at_the_output(A, Y, caches, params):  # M25.2
    return backward(A, Y, caches, params, first=(A - Y) * (caches[-1][1] > 0))


@backward_propagation.mistake(
    en="You divide by A or 1 - A and multiply back: right on paper, and nan as soon as an output "
    "is rounded to 0 or 1. Simplify the product before you compute it.",
    fr="Vous divisez par A ou 1 - A pour remultiplier ensuite : juste sur le papier, et nan dès "
    "qu'une sortie est arrondie à 0 ou 1. Simplifiez le produit avant de le calculer.",
)
def divides_by_the_rounded_output(A, Y, caches, params):  # M18.6
    with np.errstate(all="ignore"):
        dA = -Y / A + (1 - Y) / (1 - A)
        return backward(A, Y, caches, params, first=dA * A * (1 - A))


@backward_propagation.mistake(
    en="The ReLU mask is missing: you cross the weights on the way back, but not the activations.",
    fr="Il manque le masque de ReLU : au retour, vous traversez les poids, mais pas les "
    "activations.",
)
def mask_forgotten(A, Y, caches, params):  # M22.2
    return backward(A, Y, caches, params, step=lambda dZ, layer: params[f"W{layer}"].T @ dZ)


@backward_propagation.mistake(
    en="The mask looks at the sign of what comes back. A neuron is open or closed because of the Z "
    "that it had on the way forward.",
    fr="Le masque regarde le signe de ce qui revient. Un neurone est ouvert ou fermé à cause du Z "
    "qu'il avait à l'aller.",
)
def mask_on_the_gradient(A, Y, caches, params):  # M21.16
    def step(dZ, layer):
        back = params[f"W{layer}"].T @ dZ
        return back * (back > 0)

    return backward(A, Y, caches, params, step=step)


@backward_propagation.mistake(
    en="dW_l is made with A_l, what the layer gave. W_l multiplied A_(l-1), what entered it.",
    fr="dW_l est fait avec A_l, ce que la couche a donné. W_l multipliait A_(l-1), ce qui y est "
    "entré.",
)
def with_what_came_out(A, Y, caches, params):  # M21.12, M25.3
    given = [cache[0] for cache in caches[1:]] + [A]
    return backward(A, Y, caches, params, entered=lambda layer: given[layer - 1])


@backward_propagation.mistake(
    en="The weights are one layer off on the way back: between dZ_l and dZ_(l-1) stands W_l.",
    fr="Au retour, les poids sont décalés d'une couche : entre dZ_l et dZ_(l-1) se trouve W_l.",
)
def weights_one_layer_off(A, Y, caches, params):  # M23.7
    def step(dZ, layer):
        return params[f"W{layer - 1}"].T @ dZ * (caches[layer - 2][1] > 0)

    return backward(A, Y, caches, params, step=step)


@backward_propagation.mistake(
    en="W is not transposed on the way back. It led from layer l - 1 to layer l, and must now lead "
    "the other way.",
    fr="W n'est pas transposé au retour. Il menait de la couche l - 1 à la couche l, et doit "
    "maintenant mener dans l'autre sens.",
)
def weights_not_transposed(A, Y, caches, params):  # M22.7
    def step(dZ, layer):
        return params[f"W{layer}"] @ dZ * (caches[layer - 2][1] > 0)

    return backward(A, Y, caches, params, step=step)


@backward_propagation.mistake(
    en="db has shape (n,) where b has (n, 1). In the step, b - db would silently become a square "
    "array.",
    fr="db est de forme (n,) alors que b est de forme (n, 1). Au moment du pas, b - db deviendrait "
    "sans bruit un tableau carré.",
)
def flat_bias_gradients(A, Y, caches, params):  # M21.6
    return backward(A, Y, caches, params, bias=lambda dZ, m: dZ.sum(axis=1) / m)


@backward_propagation.mistake(
    en="db is one number for a whole layer: you average over the neurons too. Each neuron has its "
    "own bias.",
    fr="db est un seul nombre pour toute une couche : vous moyennez aussi sur les neurones. Chaque "
    "neurone a son propre biais.",
)
def one_bias_a_layer(A, Y, caches, params):  # M21.9
    return backward(A, Y, caches, params, bias=lambda dZ, m: np.full((len(dZ), 1), dZ.mean()))


@backward_propagation.mistake(
    en="All the signs are inverted: a step against your gradients makes the cost grow.",
    fr="Tous les signes sont inversés : un pas à l'opposé de vos gradients fait augmenter le coût.",
)
def climbs(A, Y, caches, params):  # M22.10
    return backward(A, Y, caches, params, first=Y - A)


@backward_propagation.convention("relu-slope-at-zero", "one", instead_of="zero")
def open_at_zero(A, Y, caches, params):  # M5.5, CR9
    def step(dZ, layer):
        return params[f"W{layer}"].T @ dZ * (caches[layer - 2][1] >= 0)

    return backward(A, Y, caches, params, step=step)


@backward_propagation.convention("relu-slope-at-zero", "half", instead_of="zero")
def half_open_at_zero(A, Y, caches, params):  # CR9
    def step(dZ, layer):
        return params[f"W{layer}"].T @ dZ * np.heaviside(caches[layer - 2][1], 0.5)

    return backward(A, Y, caches, params, step=step)


@backward_propagation.alternative
def mask_from_the_activations(A, Y, caches, params):  # M22.4: for ReLU, A > 0 where Z > 0
    grads, error = {}, (A - Y) / A.shape[1]
    for layer in reversed(range(1, len(caches) + 1)):
        A_prev = caches[layer - 1][0]
        grads[f"db{layer}"] = error.sum(axis=1)[:, np.newaxis]
        grads[f"dW{layer}"] = np.einsum("im,jm->ij", error, A_prev)
        error = np.where(A_prev > 0, params[f"W{layer}"].T @ error, 0.0)
    return grads


@backward_propagation.alternative
def one_instance_at_a_time(A, Y, caches, params):
    each = []
    for i in range(Y.shape[1]):
        column = slice(i, i + 1)
        kept = [(A_prev[:, column], Z[:, column]) for A_prev, Z in caches]
        each.append(backward(A[:, column], Y[:, column], kept, params))
    return {name: np.mean([grads[name] for grads in each], axis=0) for name in each[0]}


backward_propagation.equivalent("Y.shape[1] → A.shape[1]", "A and Y have the same shape.")
backward_propagation.equivalent(
    "Z_prev > 0 → A_prev > 0", "What entered the layer is ReLU(Z): above 0 where Z is."
)

# --- E25: the step, which is that of the lab under another name ---

update_parameters = part.question(ref.update_parameters, points=4)
update_parameters.cases += steps.gd_step.cases
update_parameters.mistakes += steps.gd_step.mistakes  # M25.7 (M40.4), M25.8 (M40.2)
update_parameters.alternatives += steps.gd_step.alternatives


@update_parameters.mistake(
    en="You return the parameters that you were given: the new ones are computed and lost.",
    fr="Vous renvoyez les paramètres reçus : les nouveaux sont calculés, puis perdus.",
)
def returns_the_old_parameters(params, grads, lr):  # M25.6
    return params
