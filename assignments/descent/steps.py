"""Part A: one step downhill, then many (exercise E40)."""

import numpy as np
from reference import descent as many
from reference import optimizers as ref

from autograder import Part

from .backprop import steps as lab
from .draws import linear_model

part = Part("steps")


def gradients(rng, n0, n1, decimals=10):
    return {f"d{name}": value for name, value in linear_model(rng, n0, n1, decimals).items()}


# --- E40: one step ---

gd_step = part.question(ref.gd_step, points=3)


@gd_step.case("a linear model", visible=True, fr="un modèle linéaire")
def _(rng):
    params, grads = linear_model(rng, 3, 2, decimals=1), gradients(rng, 3, 2, decimals=1)
    return {"params": params, "grads": grads, "lr": 0.1}


@gd_step.case("a large rate", fr="un grand taux")
def _(rng):
    return {"params": linear_model(rng, 5, 3), "grads": gradients(rng, 5, 3), "lr": 1.7}


@gd_step.case("another order of the gradients", fr="les gradients dans un autre ordre")
def _(rng):
    grads = dict(reversed(gradients(rng, 1, 1).items()))
    return {"params": linear_model(rng, 1, 1), "grads": grads, "lr": 0.2}


@gd_step.case("gradients from 1e-5 to 1000", fr="des gradients de 1e-5 à 1000")
def _(rng):
    grads = gradients(rng, 2, 7)
    scaled = {"dW": 1000.0 * grads["dW"], "db": 1e-5 * grads["db"]}
    return {"params": linear_model(rng, 2, 7), "grads": scaled, "lr": 0.3}


@gd_step.case("a network of two layers", fr="un réseau à deux couches")
def _(rng):
    return {"params": lab.tensors(rng, 3, 5, 2), "grads": lab.gradients(rng, 3, 5, 2), "lr": 0.04}


# The lab asks for this step too, and knows what goes wrong with it.
gd_step.mistakes += lab.gd_step.mistakes


@gd_step.alternative
def name_by_name(params, grads, lr):
    new = {}
    for name in params:
        new[name] = params[name] + (-lr) * grads[f"d{name}"]
    return new


# --- E40: many steps, each with a gradient of its own ---

descend = part.question(many.descend, points=5, needs=("gd_step",))


@descend.probe
def _(function, params, gradient, lr, steps):
    def bowl(p):
        return {"dW": p["W"] - 1.0, "db": 4.0 * p["b"]}

    def twisted(p):
        # J = ½ ‖W‖² + ½ ‖b‖² + Σ_k sin(s_k b_k), where s_k is the sum of row k of W.
        s, b = p["W"].sum(axis=1, keepdims=True), p["b"]
        return {"dW": p["W"] + b * np.cos(s * b), "db": b + s * np.cos(s * b)}

    start = {name: value.copy() for name, value in params.items()}
    end = function(start, {"a bowl": bowl, "a twisted cost": twisted}[gradient], lr, steps)
    same = all(np.array_equal(start[name], params[name]) for name in params)
    return {"params": end, "the start is left as it was": same}


@descend.case("two steps down a bowl", visible=True, fr="deux pas dans une cuvette")
def _(rng):
    return {"params": linear_model(rng, 2, 1, 1), "gradient": "a bowl", "lr": 0.1, "steps": 2}


@descend.case("seven steps", fr="sept pas")
def _(rng):
    return {"params": linear_model(rng, 3, 2), "gradient": "a bowl", "lr": 0.05, "steps": 7}


@descend.case(
    "a cost that ties the parameters together", fr="un coût qui lie les paramètres entre eux"
)
def _(rng):
    return {"params": linear_model(rng, 2, 5), "gradient": "a twisted cost", "lr": 0.1, "steps": 3}


@descend.case("a single step", fr="un seul pas")
def _(rng):
    return {"params": linear_model(rng, 5, 3), "gradient": "a twisted cost", "lr": 0.2, "steps": 1}


@descend.case("no step at all", weight=0.5, fr="aucun pas")
def _(rng):
    return {"params": linear_model(rng, 3, 1), "gradient": "a bowl", "lr": 0.1, "steps": 0}


@descend.mistake(
    en="Your parameters move one after the other, and each gradient is taken where the one before "
    "has moved to. In one step, all the gradients belong to the same point.",
    fr="Vos paramètres bougent l'un après l'autre, et chaque gradient est pris là où le précédent "
    "est déjà arrivé. Dans un même pas, tous les gradients sont ceux d'un même point.",
    concept={
        "en": "All parameters are updated “at the same time”.",
        "fr": "Tous les paramètres sont mis à jour « en même temps ».",
    },
)
def one_parameter_after_the_other(params, gradient, lr, steps):  # M40.6
    params = dict(params)
    for _ in range(steps):
        for name in params:
            params[name] = params[name] - lr * gradient(params)["d" + name]
    return params


@descend.mistake(
    en="All of your steps use the gradient of the start: it has to be taken anew where you stand.",
    fr="Tous vos pas utilisent le gradient du départ : il faut le reprendre là où l'on se trouve.",
)
def gradient_of_the_start(params, gradient, lr, steps):  # not in the catalogue
    return ref.gd_step(params, gradient(params), lr * steps)


@descend.mistake(
    en="You climb: every step goes along the gradient, towards a higher cost.",
    fr="Vous montez : chaque pas va dans le sens du gradient, vers un coût plus élevé.",
)
def climbs(params, gradient, lr, steps):  # M40.1
    return many.descend(params, gradient, -lr, steps)


@descend.mistake(
    en="You take a single step, whatever `steps` is: your function returns inside its loop, or "
    "starts again from the first parameters each time.",
    fr="Vous faites un seul pas, quel que soit `steps` : votre fonction rend la main dans sa "
    "boucle, ou repart chaque fois des premiers paramètres.",
)
def a_single_step(params, gradient, lr, steps):  # M51.3
    return many.descend(params, gradient, lr, min(steps, 1))


@descend.mistake(
    en="You take one step too few.",
    fr="Vous faites un pas de moins que demandé.",
)
def one_step_too_few(params, gradient, lr, steps):  # not in the catalogue
    return many.descend(params, gradient, lr, steps - 1)


@descend.mistake(
    en="You take one step too many.",
    fr="Vous faites un pas de trop.",
)
def one_step_too_many(params, gradient, lr, steps):  # not in the catalogue
    return many.descend(params, gradient, lr, steps + 1)


@descend.mistake(
    en="The arrays of the start are changed in place: whoever wants to start again from them, with "
    "another rate, cannot.",
    fr="Les tableaux du départ sont modifiés sur place : impossible d'en repartir, par exemple "
    "avec un autre taux.",
)
def changes_the_start(params, gradient, lr, steps):  # M40.4
    for _ in range(steps):
        grads = gradient(params)
        for name in params:
            params[name] -= lr * grads["d" + name]
    return params


@descend.alternative
def on_copies(params, gradient, lr, steps):
    params = {name: value.copy() for name, value in params.items()}
    for _ in range(steps):
        grads = gradient(params)
        for name in params:
            params[name] -= lr * grads["d" + name]
    return params


@descend.alternative
def step_by_recursion(params, gradient, lr, steps):
    if steps == 0:
        return params
    return step_by_recursion(ref.gd_step(params, gradient(params), lr), gradient, lr, steps - 1)
