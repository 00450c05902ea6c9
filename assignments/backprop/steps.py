"""Part H, first half: a step of gradient descent, and a step with momentum (E40, E41)."""

from itertools import pairwise

import numpy as np
from reference import optimizers as ref

from autograder import Part

part = Part("steps")


def tensors(rng, *sizes, decimals=10):
    """Normal arrays for a network with these numbers of neurons: "W1", "b1", "W2" and so on."""
    network = {}
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        network[f"W{layer}"] = rng.normal(size=(n_out, n_in)).round(decimals)
        network[f"b{layer}"] = rng.normal(size=(n_out, 1)).round(decimals)
    return network


def gradients(rng, *sizes, decimals=10):
    return {f"d{name}": value for name, value in tensors(rng, *sizes, decimals=decimals).items()}


# --- E40: one step of gradient descent ---

gd_step = part.question(ref.gd_step, points=3)


@gd_step.case("two inputs, three neurons", visible=True, fr="deux entrées, trois neurones")
def _(rng):
    sizes = (2, 3, 1)
    params, grads = tensors(rng, *sizes, decimals=2), gradients(rng, *sizes, decimals=2)
    return {"params": params, "grads": grads, "lr": 0.1}


@gd_step.case("a larger rate", fr="un taux plus grand")
def _(rng):
    return {"params": tensors(rng, 3, 5, 2), "grads": gradients(rng, 3, 5, 2), "lr": 0.7}


@gd_step.case("three layers", fr="trois couches")
def _(rng):
    return {"params": tensors(rng, 2, 5, 3, 7), "grads": gradients(rng, 2, 5, 3, 7), "lr": 0.03}


@gd_step.case("the gradients in another order", fr="les gradients dans un autre ordre")
def _(rng):
    grads = gradients(rng, 3, 3, 3)
    backwards = {name: grads[name] for name in reversed(grads)}
    return {"params": tensors(rng, 3, 3, 3), "grads": backwards, "lr": 0.2}


@gd_step.case("gradients from 1e-5 to 1000", fr="des gradients de 1e-5 à 1000")
def _(rng):
    grads = gradients(rng, 5, 3, 2)
    scales = {"dW1": 1e-5, "db1": 0.0, "dW2": 1000.0, "db2": 1.0}
    return {
        "params": tensors(rng, 5, 3, 2),
        "grads": {name: scales[name] * value for name, value in grads.items()},
        "lr": 0.3,
    }


@gd_step.mistake(
    en="You climb: every parameter moves along its gradient, towards a higher cost.",
    fr="Vous montez la pente : chaque paramètre avance dans le sens de son gradient, vers un coût "
    "plus élevé.",
)
def climbs(params, grads, lr):  # M40.1
    return ref.gd_step(params, grads, -lr)


@gd_step.mistake(
    en="Only the weights move: your biases keep their first value for ever. They have gradients "
    "too.",
    fr="Seuls les poids bougent : vos biais gardent pour toujours leur première valeur. Eux aussi "
    "ont un gradient.",
)
def biases_never_learn(params, grads, lr):  # M40.2
    return {
        name: value - lr * grads["d" + name] if name.startswith("W") else value
        for name, value in params.items()
    }


@gd_step.mistake(
    en="Your step is always that of a rate of 0.01: the argument lr is never used.",
    fr="Votre pas est toujours celui d'un taux de 0,01 : l'argument lr ne sert jamais.",
)
def rate_always_one_hundredth(params, grads, lr):  # M40.3
    return ref.gd_step(params, grads, 0.01)


@gd_step.mistake(
    en="You subtract the whole gradient: without the learning rate the steps are far too long, "
    "and training diverges.",
    fr="Vous soustrayez le gradient tout entier : sans le taux d'apprentissage, les pas sont bien "
    "trop longs et l'entraînement diverge.",
)
def forgets_the_rate(params, grads, lr):  # M40.3, rate 1
    return ref.gd_step(params, grads, 1.0)


@gd_step.mistake(
    en="Your function changes the caller's arrays in place. Whoever kept the old parameters, to "
    "compare or to go back, has lost them: build new arrays.",
    fr="Votre fonction modifie sur place les tableaux de l'appelant. Qui avait gardé les anciens "
    "paramètres pour comparer ou revenir en arrière les a perdus : créez de nouveaux tableaux.",
)
def changes_the_arrays_of_the_caller(params, grads, lr):  # M40.4
    for name in params:
        params[name] -= lr * grads["d" + name]
    return params


@gd_step.mistake(
    en="Parameters and gradients are paired by their place in the two dicts, and these may be in "
    "different orders. The names say what belongs together.",
    fr="Vous associez paramètres et gradients selon leur place dans les deux dictionnaires, dont "
    "l'ordre peut différer. Ce sont les noms qui disent ce qui va ensemble.",
)
def pairs_by_place(params, grads, lr):  # not in the catalogue
    pairs = zip(params.items(), grads.values(), strict=True)
    return {name: value - lr * gradient for (name, value), gradient in pairs}


@gd_step.mistake(
    en="You return the displacement alone. The new parameter is where one arrives: it also "
    "contains where one started.",
    fr="Vous renvoyez le seul déplacement. Le nouveau paramètre est le point d'arrivée : il "
    "contient aussi le point de départ.",
)
def returns_the_displacement(params, grads, lr):  # not in the catalogue
    return {name: -lr * grads["d" + name] for name in params}


@gd_step.alternative
def copy_then_change_the_copy(params, grads, lr):
    new = {name: value.copy() for name, value in params.items()}
    for name in new:
        new[name] -= lr * grads[f"d{name}"]
    return new


@gd_step.alternative
def from_the_names_of_the_gradients(params, grads, lr):
    new = dict(params)
    for name in grads:
        new[name[1:]] = np.subtract(params[name[1:]], np.multiply(grads[name], lr))
    return new


# --- E41: one step with momentum ---

momentum_step = part.question(ref.momentum_step, points=4)


def moving(rng, *sizes, decimals=10, **hyper):
    return {
        "params": tensors(rng, *sizes, decimals=decimals),
        "grads": gradients(rng, *sizes, decimals=decimals),
        "velocity": tensors(rng, *sizes, decimals=decimals),
        **hyper,
    }


@momentum_step.case("two inputs, two neurons", visible=True, fr="deux entrées, deux neurones")
def _(rng):
    return moving(rng, 2, 2, 1, decimals=2, lr=0.1)


@momentum_step.case("the first step, at rest", fr="le premier pas, à l'arrêt")
def _(rng):
    case = moving(rng, 3, 5, 2, lr=0.2)
    return case | {"velocity": {name: 0.0 * value for name, value in case["params"].items()}}


@momentum_step.case("another γ, another rate", fr="un autre γ, un autre taux")
def _(rng):
    return moving(rng, 3, 5, 2, lr=0.4, gamma=0.3)


@momentum_step.case("rolling on: no gradient", fr="sur son élan : gradient nul")
def _(rng):
    case = moving(rng, 5, 3, 2, lr=0.3, gamma=0.7)
    return case | {"grads": {name: 0.0 * value for name, value in case["grads"].items()}}


@momentum_step.case("three layers", fr="trois couches")
def _(rng):
    return moving(rng, 2, 5, 3, 7, lr=0.03)


def step(params, grads, velocity, kept, entering, moved=1.0):
    """m = kept m + entering g, then θ = θ - moved m: the family of most mistakes below."""
    new = {name: kept * velocity[name] + entering * grads["d" + name] for name in params}
    return {name: params[name] - moved * new[name] for name in params}, new


@momentum_step.convention(
    "momentum",
    "pytorch",
    instead_of="velocity",
    en="This is PyTorch's momentum: the velocity is γ m + g, and the rate multiplies the whole "
    "velocity. Here the rate multiplies the gradient as it enters the velocity; the two part "
    "ways as soon as the rate changes.",
    fr="C'est le momentum de PyTorch : la vitesse vaut γ m + g, et le taux multiplie la vitesse "
    "entière. Ici, le taux multiplie le gradient qui entre dans la vitesse ; les deux se séparent "
    "dès que le taux change.",
)
def convention_of_pytorch(params, grads, velocity, lr, gamma=0.9):  # M41.2, CR1
    return step(params, grads, velocity, gamma, 1.0, lr)


@momentum_step.convention(
    "momentum",
    "moving-average",
    instead_of="velocity",
    en="This is the moving average (EWMA) of A. Mahmoudi's lecture: γ m + (1 - γ) g, times the "
    "rate. Here the gradients add up without the factor 1 - γ: at equal rate your steps are ten "
    "times shorter for γ = 0.9.",
    fr="C'est la moyenne mobile (EWMA) du cours d'A. Mahmoudi : γ m + (1 - γ) g, multipliée par "
    "le taux. Ici les gradients s'ajoutent sans le facteur 1 - γ : à taux égal, vos pas sont dix "
    "fois plus courts pour γ = 0,9.",
)
def convention_of_the_moving_average(params, grads, velocity, lr, gamma=0.9):  # M41.1, CR1
    return step(params, grads, velocity, gamma, 1 - gamma, lr)


@momentum_step.mistake(
    en="The parameters move with the old velocity: the gradient just computed only acts one step "
    "later.",
    fr="Les paramètres avancent avec l'ancienne vitesse : le gradient qui vient d'être calculé "
    "n'agit qu'au pas suivant.",
)
def moves_with_the_old_velocity(params, grads, velocity, lr, gamma=0.9):  # M41.3
    _, new = ref.momentum_step(params, grads, velocity, lr, gamma)
    return {name: params[name] - velocity[name] for name in params}, new


@momentum_step.mistake(
    en="The old velocity is forgotten at every step, so there is no momentum left: this is plain "
    "gradient descent.",
    fr="L'ancienne vitesse est oubliée à chaque pas : il ne reste plus d'élan, c'est la descente "
    "de gradient ordinaire.",
)
def forgets_the_old_velocity(params, grads, velocity, lr, gamma=0.9):  # M41.4
    return step(params, grads, velocity, 0.0, lr)


@momentum_step.mistake(
    en="You add the velocity to the parameters. It is made of gradients, which point uphill: the "
    "cost rises.",
    fr="Vous ajoutez la vitesse aux paramètres. Elle est faite de gradients, qui pointent vers le "
    "haut : le coût monte.",
)
def climbs_with_momentum(params, grads, velocity, lr, gamma=0.9):  # M41.5
    return step(params, grads, velocity, gamma, lr, -1.0)


@momentum_step.mistake(
    en="The learning rate acts twice: it is in the velocity already, and you apply it to the "
    "velocity once more.",
    fr="Le taux d'apprentissage agit deux fois : il est déjà dans la vitesse, et vous l'appliquez "
    "encore à la vitesse.",
)
def applies_the_rate_twice(params, grads, velocity, lr, gamma=0.9):  # M41.6
    return step(params, grads, velocity, gamma, lr, lr)


@momentum_step.mistake(
    en="The parameters are right, but you return the velocity that you were given: the next step "
    "will start without the memory of this one.",
    fr="Les paramètres sont justes, mais vous renvoyez la vitesse reçue : le pas suivant partira "
    "sans le souvenir de celui-ci.",
)
def returns_the_old_velocity(params, grads, velocity, lr, gamma=0.9):  # M41.9
    return ref.momentum_step(params, grads, velocity, lr, gamma)[0], velocity


@momentum_step.mistake(
    en="γ acts twice on the old velocity, as γ². It has to fade once a step.",
    fr="γ agit deux fois sur l'ancienne vitesse, comme γ². Elle ne doit faiblir qu'une fois par "
    "pas.",
)
def gamma_squared(params, grads, velocity, lr, gamma=0.9):  # M41.10
    return step(params, grads, velocity, gamma**2, lr)


@momentum_step.mistake(
    en="γ multiplies the parameters: they shrink towards zero at every step. What fades is the "
    "velocity.",
    fr="γ multiplie les paramètres : ils rétrécissent vers zéro à chaque pas. Ce qui faiblit, "
    "c'est la vitesse.",
)
def gamma_on_the_parameters(params, grads, velocity, lr, gamma=0.9):  # M41.11
    _, new = step(params, grads, velocity, 1.0, lr)
    return {name: gamma * params[name] - new[name] for name in params}, new


@momentum_step.mistake(
    en="Your γ is always 0.9: the argument gamma is never used.",
    fr="Votre γ vaut toujours 0,9 : l'argument gamma ne sert jamais.",
)
def gamma_always_nine_tenths(params, grads, velocity, lr, gamma=0.9):  # not in the catalogue
    return ref.momentum_step(params, grads, velocity, lr, 0.9)


@momentum_step.alternative
def parameter_by_parameter(params, grads, velocity, lr, gamma=0.9):
    new_params, new_velocity = {}, {}
    for name in params:
        new_velocity[name] = velocity[name] * gamma + grads["d" + name] * lr
        new_params[name] = params[name] - new_velocity[name]
    return new_params, new_velocity


@momentum_step.alternative
def velocity_with_the_other_sign(params, grads, velocity, lr, gamma=0.9):
    v = {name: gamma * -velocity[name] - lr * grads["d" + name] for name in params}
    return {name: params[name] + v[name] for name in v}, {name: -v[name] for name in v}
