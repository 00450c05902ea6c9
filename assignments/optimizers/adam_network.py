"""Part E: Adam on a whole network, and what it costs (exercise E45, questions Q44, ER30)."""

from itertools import pairwise

import numpy as np
from reference import adam as ref

from autograder import Part, Tolerance

from .draws import away, squares

part = Part("adam_network")


# --- Q44: the first step ---


def three_gradients(rng):
    gradients = [float(g) for g in rng.permutation([0.003, 40.0, 0.5])]
    signs = [int(s) for s in rng.permutation([1, -1, int(rng.choice([1, -1]))])]
    return {
        "gradients": [sign * g for sign, g in zip(signs, gradients, strict=True)],
        "eta": float(rng.choice([0.01, 0.02, 0.05])),
    }


@part.answer(
    "first_step",
    points=3,
    variant=three_gradients,
    tolerance=Tolerance(rtol=1e-3, atol=1e-9),
    texts={
        "en": "At Adam's first step ($t = 1$, both averages start at 0, the usual β and ε), three "
        "parameters have the gradients {gradients}, and η = {eta}. What is **added** to each "
        "parameter? Put a list of three numbers, with their signs, in `first_step` (to three "
        "digits).",
        "fr": "Au premier pas d'Adam ($t = 1$, les deux moyennes partent de 0, β et ε habituels), "
        "trois paramètres ont pour gradients {gradients}, et η = {eta}. Qu'est-ce qui est "
        "**ajouté** à chaque paramètre ? Mettez une liste de trois nombres, avec leurs signes, "
        "dans `first_step` (à trois chiffres près).",
    },
)
def first_step(gradients, eta):
    return [-eta if g > 0 else eta for g in gradients]


@first_step.mistake(
    en="These are the steps of plain gradient descent. What does Adam divide the gradient by?",
    fr="Ce sont les pas de la descente de gradient ordinaire. Par quoi Adam divise-t-il le "
    "gradient ?",
)
def steps_of_gradient_descent(gradients, eta):  # Q44
    return [-eta * g for g in gradients]


@first_step.mistake(
    en="The lengths are right and the signs are not: what is added goes downhill.",
    fr="Les longueurs sont justes, pas les signes : ce qui est ajouté descend la pente.",
)
def uphill(gradients, eta):  # Q44
    return [eta if g > 0 else -eta for g in gradients]


@first_step.mistake(
    en="You forget the correction: without it the first step is 0.1 / √0.001, about 3.2 times too "
    "long.",
    fr="Vous oubliez la correction : sans elle, le premier pas est 0,1 / √0,001, soit environ 3,2 "
    "fois trop long.",
)
def without_correction(gradients, eta):  # M45.1
    return [(-eta if g > 0 else eta) * 0.1 / 0.001**0.5 for g in gradients]


@first_step.mistake(
    en="You give only the length: one of the directions is wrong. A negative gradient sends its "
    "parameter up.",
    fr="Vous ne donnez que la longueur : il y a au moins un mauvais sens. Un gradient négatif fait "
    "monter son paramètre.",
)
def all_downwards(gradients, eta):  # Q44
    return [-eta for _ in gradients]


first_step.equivalent("g > 0 → g >= 0", "No gradient of a variant is 0.")


@first_step.alternative
def by_running_adam(gradients, eta):
    zeros = np.zeros(3)
    return [float(x) for x in ref.adam_step(zeros, np.array(gradients), zeros, zeros, 1, eta)[0]]


# --- a whole network ---

adam_network_step = part.question(ref.adam_network_step, points=6, needs=("adam_step",))


def network(rng, *sizes, decimals=10, fill=away):
    arrays = {}
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        arrays[f"W{layer}"] = fill(rng, n_out, n_in, decimals=decimals)
        arrays[f"b{layer}"] = fill(rng, n_out, 1, decimals=decimals)
    return arrays


def training(rng, *sizes, decimals=10, t=2, **rest):
    params = network(rng, *sizes, decimals=decimals)
    grads = network(rng, *sizes, decimals=decimals)
    v = network(rng, *sizes, decimals=decimals)
    s = network(rng, *sizes, decimals=decimals, fill=squares)
    return {
        "params": params,
        "grads": {f"d{name}": g for name, g in grads.items()},
        "state": {"t": t, "v": v, "s": s},
        "lr": 0.1,
        **rest,
    }


@adam_network_step.case("two inputs, two neurons", visible=True, fr="deux entrées, deux neurones")
def _(rng):
    return training(rng, 2, 2, 1, decimals=2)


@adam_network_step.case("the first step", fr="le premier pas")
def _(rng):
    case = training(rng, 3, 5, 2, t=0, lr=0.3)
    for average in ("v", "s"):
        case["state"][average] = {name: 0 * w for name, w in case["params"].items()}
    return case


@adam_network_step.case("three layers", fr="trois couches")
def _(rng):
    return training(rng, 2, 5, 3, 7, t=4, lr=0.7)


@adam_network_step.case("other numbers than the usual", fr="d'autres nombres que les habituels")
def _(rng):
    return training(rng, 5, 3, 2, t=3, lr=0.2, beta1=0.7, beta2=0.6, eps=0.01)


@adam_network_step.case("the gradients in another order", fr="les gradients dans un autre ordre")
def _(rng):
    case = training(rng, 3, 3, 3, t=6)
    return case | {"grads": {name: case["grads"][name] for name in reversed(case["grads"])}}


@adam_network_step.case("a neuron without gradient", fr="un neurone sans gradient")
def _(rng):
    case = training(rng, 3, 5, 2, t=5, lr=0.3)
    for arrays in (case["grads"], case["state"]["v"], case["state"]["s"]):
        for name in arrays:
            if name.endswith("1"):
                arrays[name][2] = 0.0
    return case


def each(params, grads, state, numbers, lr, beta1, beta2, eps):
    """Adam on every array, with the number of the step taken from `numbers`, one an array."""
    new, v, s = {}, {}, {}
    for (name, w), t in zip(params.items(), numbers, strict=False):
        new[name], v[name], s[name] = ref.adam_step(
            w, grads["d" + name], state["v"][name], state["s"][name], t, lr, beta1, beta2, eps
        )
    return new, v, s


@adam_network_step.mistake(
    en="Every array of the network counts as a step of its own: with four arrays your t has gone "
    "up by four. One step of the network is one step for all.",
    fr="Chaque tableau du réseau compte pour un pas : avec quatre tableaux, votre t a avancé de "
    "quatre. Un pas du réseau est un seul pas pour tous.",
)
def one_step_an_array(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.8
    t = state["t"]
    numbers = range(t + 1, t + 1 + len(params))
    new, v, s = each(params, grads, state, numbers, lr, beta1, beta2, eps)
    return new, {"t": t + len(params), "v": v, "s": s}


@adam_network_step.mistake(
    en="The t that you return is the one that you were given: the next step will believe that it "
    "is this one again.",
    fr="Le t que vous renvoyez est celui que vous avez reçu : le pas suivant se prendra pour "
    "celui-ci.",
)
def returns_the_old_t(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.7
    new, after = ref.adam_network_step(params, grads, state, lr, beta1, beta2, eps)
    return new, after | {"t": state["t"]}


@adam_network_step.mistake(
    en="You correct with the number of the steps already made, and count this one only afterwards.",
    fr="Vous corrigez avec le nombre de pas déjà faits, et ne comptez celui-ci qu'ensuite.",
)
def counts_afterwards(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.5
    numbers = [np.float64(state["t"])] * len(params)
    with np.errstate(divide="ignore", invalid="ignore"):
        new, v, s = each(params, grads, state, numbers, lr, beta1, beta2, eps)
    return new, {"t": state["t"] + 1, "v": v, "s": s}


@adam_network_step.mistake(
    en="One v and one s serve the whole network: what you return are those of the last array "
    "alone. Every array needs its own, under its own name.",
    fr="Un seul v et un seul s servent à tout le réseau : vous renvoyez ceux du dernier tableau. "
    "Chaque tableau a besoin des siens, sous son propre nom.",
)
def one_average_for_all(
    params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8
):  # M45.21, M41.8
    new, after = ref.adam_network_step(params, grads, state, lr, beta1, beta2, eps)
    last = list(params)[-1]
    return new, {"t": after["t"], "v": after["v"][last], "s": after["s"][last]}


@adam_network_step.mistake(
    en="The averages that you return are those that you were given: every step starts without the "
    "memory of the one before.",
    fr="Les moyennes que vous renvoyez sont celles que vous avez reçues : chaque pas part sans le "
    "souvenir du précédent.",
)
def returns_the_old_averages(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M41.9
    new, after = ref.adam_network_step(params, grads, state, lr, beta1, beta2, eps)
    return new, {"t": after["t"], "v": state["v"], "s": state["s"]}


@adam_network_step.mistake(
    en="Only the weights move: your biases keep their first value for ever. They have gradients "
    "and averages too.",
    fr="Seuls les poids bougent : vos biais gardent pour toujours leur première valeur. Eux aussi "
    "ont un gradient et des moyennes.",
)
def biases_never_learn(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M40.2
    new, after = ref.adam_network_step(params, grads, state, lr, beta1, beta2, eps)
    for before, now in [(params, new), (state["v"], after["v"]), (state["s"], after["s"])]:
        now.update({name: before[name] for name in params if name.startswith("b")})
    return new, after


@adam_network_step.mistake(
    en="You use Adam's usual β and ε and not those that were given.",
    fr="Vous utilisez les β et ε habituels d'Adam et non ceux qui sont donnés.",
)
def always_the_usual_numbers(
    params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8
):  # not in the catalogue
    return ref.adam_network_step(params, grads, state, lr)


@adam_network_step.alternative
def in_three_passes(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t = state["t"] + 1
    g = {name: grads[f"d{name}"] for name in params}
    v = {name: beta1 * state["v"][name] + (1 - beta1) * g[name] for name in g}
    s = {name: beta2 * state["s"][name] + (1 - beta2) * g[name] ** 2 for name in g}
    c1, c2 = 1 - beta1**t, 1 - beta2**t
    new = {name: params[name] - lr * v[name] / c1 / ((s[name] / c2) ** 0.5 + eps) for name in g}
    return new, {"t": t, "v": v, "s": s}
