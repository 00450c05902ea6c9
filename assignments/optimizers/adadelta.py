"""Part D, last: Adadelta, which needs no rate (exercise E45, variants)."""

import numpy as np
from reference import adaptive as ref

from autograder import Part

from .draws import away, squares

part = Part("adadelta")

adadelta_step = part.question(ref.adadelta_step, points=4)


def walk(rng, *shape, decimals=10, **rest):
    return {
        "w": away(rng, *shape, decimals=decimals),
        "g": away(rng, *shape, decimals=decimals),
        "s": squares(rng, *shape, decimals=decimals),
        "d": squares(rng, *shape, decimals=decimals),
    } | rest


@adadelta_step.case("two parameters", visible=True, fr="deux paramètres")
def _(rng):
    return walk(rng, 2, 1, decimals=2)


@adadelta_step.case("the first step", fr="le premier pas")
def _(rng):
    return walk(rng, 5, 3, s=np.zeros((5, 3)), d=np.zeros((5, 3)), eps=0.01)


@adadelta_step.case("another ρ, a large ε", fr="un autre ρ, un grand ε")
def _(rng):
    return walk(rng, 3, 7, rho=0.6, eps=0.1)


@adadelta_step.case("gradients of 1e-3", fr="des gradients de 1e-3")
def _(rng):
    return walk(rng, 7, g=1e-3 * away(rng, 7), s=1e-6 * squares(rng, 7), d=1e-6 * squares(rng, 7))


@adadelta_step.case("a gradient that was always 0", fr="un gradient nul depuis toujours")
def _(rng):
    case = walk(rng, 5, 1, rho=0.8, eps=0.01)
    for name in ("g", "s", "d"):
        case[name][2] = 0.0
    return case


def movement(w, g, s, d, rho, eps, over, under):
    """One step by two roots: those of `over(d)` and `under(s)`."""
    s = rho * s + (1 - rho) * g**2
    step = g * over(d) / under(s)
    return w - step, s, rho * d + (1 - rho) * step**2


@adadelta_step.mistake(
    en="Your ε are outside the roots. At the start d is 0, and the numerator would be ε itself, a "
    "thousand times smaller than √ε: here both are inside.",
    fr="Vos ε sont hors des racines. Au départ d vaut 0, et le numérateur vaudrait ε lui-même, "
    "mille fois plus petit que √ε : ici, les deux sont sous les racines.",
)
def epsilons_outside(w, g, s, d, rho=0.9, eps=1e-6):
    return movement(w, g, s, d, rho, eps, lambda d: np.sqrt(d) + eps, lambda s: np.sqrt(s) + eps)


@adadelta_step.mistake(
    en="Without an ε above, nothing ever moves: d starts at 0, the first step is 0, and so d stays "
    "at 0.",
    fr="Sans ε au numérateur, rien ne bouge jamais : d part de 0, le premier pas est nul, et d "
    "reste donc nul.",
)
def no_epsilon_above(w, g, s, d, rho=0.9, eps=1e-6):
    return movement(w, g, s, d, rho, eps, np.sqrt, lambda s: np.sqrt(s + eps))


@adadelta_step.mistake(
    en="The two averages have changed places: the gradient is divided by its own size, and "
    "multiplied by that of the steps.",
    fr="Les deux moyennes ont échangé leurs places : le gradient est divisé par sa propre taille, "
    "et multiplié par celle des pas.",
)
def roots_swapped(w, g, s, d, rho=0.9, eps=1e-6):
    s = rho * s + (1 - rho) * g**2
    step = g * np.sqrt(s + eps) / np.sqrt(d + eps)
    return w - step, s, rho * d + (1 - rho) * step**2


@adadelta_step.mistake(
    en="The roots are missing: you multiply and divide by averages of squares.",
    fr="Il manque les racines : vous multipliez et divisez par des moyennes de carrés.",
)
def no_roots(w, g, s, d, rho=0.9, eps=1e-6):
    return movement(w, g, s, d, rho, eps, lambda d: d + eps, lambda s: s + eps)


@adadelta_step.mistake(
    en="Your d averages the squares of the gradients, as s does. It has to remember how long the "
    "steps were.",
    fr="Votre d moyenne les carrés des gradients, comme s. Il doit retenir la longueur des pas.",
)
def both_average_the_gradients(w, g, s, d, rho=0.9, eps=1e-6):
    new_w, s, _ = ref.adadelta_step(w, g, s, d, rho, eps)
    return new_w, s, rho * d + (1 - rho) * g**2


@adadelta_step.mistake(
    en="Your d averages the steps without squaring them.",
    fr="Votre d moyenne les pas sans les élever au carré.",
)
def steps_not_squared(w, g, s, d, rho=0.9, eps=1e-6):
    new_w, s, _ = ref.adadelta_step(w, g, s, d, rho, eps)
    return new_w, s, rho * d + (1 - rho) * (w - new_w)


@adadelta_step.mistake(
    en="Your step uses the s of the step before: the new gradient has to enter it first.",
    fr="Votre pas utilise le s du pas précédent : le nouveau gradient doit d'abord y entrer.",
)
def divides_by_the_old_average(w, g, s, d, rho=0.9, eps=1e-6):
    step = g * np.sqrt(d + eps) / np.sqrt(s + eps)
    return w - step, rho * s + (1 - rho) * g**2, rho * d + (1 - rho) * step**2


@adadelta_step.mistake(
    en="You return the d that you were given: the steps are not remembered, and stay as short as "
    "the first.",
    fr="Vous renvoyez le d reçu : les pas ne sont pas retenus, et restent aussi courts que le "
    "premier.",
)
def forgets_its_steps(w, g, s, d, rho=0.9, eps=1e-6):
    new_w, s, _ = ref.adadelta_step(w, g, s, d, rho, eps)
    return new_w, s, d


@adadelta_step.alternative
def with_the_root_of_the_ratio(w, g, s, d, rho=0.9, eps=1e-6):
    s = s + (1 - rho) * (g * g - s)
    step = np.sqrt((d + eps) / (s + eps)) * g
    return w - step, s, d + (1 - rho) * (step * step - d)
