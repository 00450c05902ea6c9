"""Part B: momentum in its three forms (exercise E41)."""

import numpy as np
from reference import momentum as ref

from autograder import Part

from .draws import away

part = Part("momentum")

momentum_velocity = part.question(ref.momentum_velocity, points=4)
momentum_pytorch = part.question(ref.momentum_pytorch, points=3)
momentum_average = part.question(ref.momentum_average, points=3)


def add_cases(question, memory, kept):
    """The same cases for the three forms: `memory` and `kept` are their arguments' names."""

    def moving(rng, *shape, decimals=10, **hyper):
        names = ("w", "g", memory)
        return {name: away(rng, *shape, decimals=decimals) for name in names} | hyper

    @question.case("two parameters", visible=True, fr="deux paramètres")
    def _(rng):
        return moving(rng, 2, 1, decimals=2, lr=0.1)

    @question.case("the first step, at rest", fr="le premier pas, à l'arrêt")
    def _(rng):
        return moving(rng, 3, 2, lr=0.2, **{memory: np.zeros((3, 2))})

    @question.case("other numbers than the usual", fr="d'autres nombres que les habituels")
    def _(rng):
        return moving(rng, 5, 3, lr=0.4, **{kept: 0.3})

    @question.case("rolling on: no gradient", fr="sur sa lancée : gradient nul")
    def _(rng):
        return moving(rng, 7, lr=0.3, g=np.zeros(7), **{kept: 0.7})

    @question.case("the usual numbers", fr="les nombres habituels")
    def _(rng):
        return moving(rng, 3, 7, lr=0.05)

    @question.case("no memory", fr="sans mémoire")
    def _(rng):
        return moving(rng, 1, 5, lr=0.6, **{kept: 0.0})


add_cases(momentum_velocity, "m", "gamma")
add_cases(momentum_pytorch, "v", "mu")
add_cases(momentum_average, "v", "beta")


def step(w, g, memory, kept, entering, moved=1.0):
    """memory = kept memory + entering g, then w = w - moved memory: most mistakes below."""
    memory = kept * memory + entering * g
    return w - moved * memory, memory


# --- the velocity of the lectures ---


@momentum_velocity.mistake(
    en="This is PyTorch's form, where the rate multiplies the whole velocity. Here it multiplies "
    "the gradient as it enters the velocity.",
    fr="C'est la forme de PyTorch, où le taux multiplie la vitesse entière. Ici, il multiplie le "
    "gradient au moment où celui-ci entre dans la vitesse.",
)
def form_of_pytorch(w, g, m, lr, gamma=0.9):  # M41.2, CR1
    return step(w, g, m, gamma, 1.0, lr)


@momentum_velocity.mistake(
    en="This is the moving average: the gradient enters with a factor 1 - γ, and the rate comes "
    "at the end. Here the velocity is a sum that already contains the rate.",
    fr="C'est la moyenne mobile : le gradient entre avec un facteur 1 - γ, et le taux vient à la "
    "fin. Ici, la vitesse est une somme qui contient déjà le taux.",
)
def form_of_the_moving_average(w, g, m, lr, gamma=0.9):  # M41.1, CR1
    return step(w, g, m, gamma, 1 - gamma, lr)


@momentum_velocity.mistake(
    en="The parameters move with the old velocity: the gradient just computed only acts one step "
    "later.",
    fr="Les paramètres avancent avec l'ancienne vitesse : le gradient qui vient d'être calculé "
    "n'agit qu'au pas suivant.",
)
def moves_with_the_old_velocity(w, g, m, lr, gamma=0.9):  # M41.3
    return w - m, gamma * m + lr * g


@momentum_velocity.mistake(
    en="The old velocity is forgotten at every step, so no momentum is left: this is plain "
    "gradient descent.",
    fr="L'ancienne vitesse est oubliée à chaque pas : il ne reste plus d'élan, c'est la descente "
    "de gradient ordinaire.",
)
def forgets_the_old_velocity(w, g, m, lr, gamma=0.9):  # M41.4
    return step(w, g, m, 0.0, lr)


@momentum_velocity.mistake(
    en="You add the velocity to the parameters. It is made of gradients, which point uphill: the "
    "cost rises.",
    fr="Vous ajoutez la vitesse aux paramètres. Elle est faite de gradients, qui pointent vers le "
    "haut : le coût monte.",
)
def climbs(w, g, m, lr, gamma=0.9):  # M41.5
    return step(w, g, m, gamma, lr, -1.0)


@momentum_velocity.mistake(
    en="The rate acts twice: it is in the velocity already, and you apply it to the velocity once "
    "more.",
    fr="Le taux agit deux fois : il est déjà dans la vitesse, et vous l'appliquez encore à la "
    "vitesse.",
)
def applies_the_rate_twice(w, g, m, lr, gamma=0.9):  # M41.6
    return step(w, g, m, gamma, lr, lr)


@momentum_velocity.mistake(
    en="The parameters are right, but you return the velocity that you were given: the next step "
    "will start without the memory of this one.",
    fr="Les paramètres sont justes, mais vous renvoyez la vitesse reçue : le pas suivant partira "
    "sans le souvenir de celui-ci.",
)
def returns_the_old_velocity(w, g, m, lr, gamma=0.9):  # M41.9
    return ref.momentum_velocity(w, g, m, lr, gamma)[0], m


@momentum_velocity.mistake(
    en="γ acts twice on the old velocity, as γ². It has to fade once a step.",
    fr="γ agit deux fois sur l'ancienne vitesse, comme γ². Elle ne doit faiblir qu'une fois par "
    "pas.",
)
def gamma_squared(w, g, m, lr, gamma=0.9):  # M41.10
    return step(w, g, m, gamma**2, lr)


@momentum_velocity.mistake(
    en="γ multiplies the parameters: they shrink towards zero at every step. What fades is the "
    "velocity.",
    fr="γ multiplie les paramètres : ils rétrécissent vers zéro à chaque pas. Ce qui faiblit, "
    "c'est la vitesse.",
)
def gamma_on_the_parameters(w, g, m, lr, gamma=0.9):  # M41.11
    m = m + lr * g
    return gamma * w - m, m


@momentum_velocity.mistake(
    en="Your γ is always 0.9: the argument gamma is never used.",
    fr="Votre γ vaut toujours 0,9 : l'argument gamma ne sert jamais.",
)
def gamma_always_nine_tenths(w, g, m, lr, gamma=0.9):  # not in the catalogue
    return ref.momentum_velocity(w, g, m, lr, 0.9)


@momentum_velocity.alternative
def velocity_with_the_other_sign(w, g, m, lr, gamma=0.9):
    v = gamma * -m - lr * g
    return w + v, -v


@momentum_velocity.alternative
def in_a_single_sum(w, g, m, lr, gamma=0.9):
    return w - gamma * m - lr * g, np.add(m * gamma, g * lr)


# --- PyTorch's ---


@momentum_pytorch.mistake(
    en="This is the velocity of the lectures: the rate enters it with the gradient. PyTorch keeps "
    "the rate out of the memory and applies it at the end.",
    fr="C'est la vitesse des cours : le taux y entre avec le gradient. PyTorch laisse le taux hors "
    "de la mémoire et l'applique à la fin.",
)
def form_of_the_lectures(w, g, v, lr, mu=0.9):  # M41.2, CR1
    return step(w, g, v, mu, lr)


@momentum_pytorch.mistake(
    en="This is the moving average: your gradient enters with a factor 1 - μ. In PyTorch's form it "
    "enters whole.",
    fr="C'est la moyenne mobile : votre gradient entre avec un facteur 1 - μ. Dans la forme de "
    "PyTorch, il entre tout entier.",
)
def average_instead_of_sum(w, g, v, lr, mu=0.9):  # M41.1, CR1
    return step(w, g, v, mu, 1 - mu, lr)


@momentum_pytorch.mistake(
    en="The rate multiplies only the new gradient of the step, and the old velocity moves the "
    "parameters at full length.",
    fr="Dans le pas, le taux ne multiplie que le nouveau gradient, et l'ancienne vitesse déplace "
    "les paramètres de toute sa longueur.",
)
def rate_on_the_gradient_only(w, g, v, lr, mu=0.9):  # not in the catalogue
    return w - (mu * v + lr * g), mu * v + g


@momentum_pytorch.mistake(
    en="The parameters move with the old velocity: the gradient just computed only acts one step "
    "later.",
    fr="Les paramètres avancent avec l'ancienne vitesse : le gradient qui vient d'être calculé "
    "n'agit qu'au pas suivant.",
)
def old_velocity_in_the_step(w, g, v, lr, mu=0.9):  # M41.3
    return w - lr * v, mu * v + g


@momentum_pytorch.alternative
def velocity_of_the_lectures_rescaled(w, g, v, lr, mu=0.9):
    m = mu * (lr * v) + lr * g
    return w - m, m / lr


# --- the moving average ---


@momentum_average.mistake(
    en="The factor 1 - β is missing: your v is the sum of PyTorch's form, ten times too large for "
    "β = 0.9 once it is under way.",
    fr="Il manque le facteur 1 - β : votre v est la somme de la forme de PyTorch, dix fois trop "
    "grande pour β = 0,9 une fois lancée.",
)
def sum_instead_of_average(w, g, v, lr, beta=0.9):  # M41.2, CR1
    return step(w, g, v, beta, 1.0, lr)


@momentum_average.mistake(
    en="This is the velocity of the lectures of Goubalan and Artières: the rate enters the memory. "
    "Here v is an average of gradients alone.",
    fr="C'est la vitesse des cours de Goubalan et d'Artières : le taux entre dans la mémoire. Ici, "
    "v est une moyenne des seuls gradients.",
)
def rate_in_the_memory(w, g, v, lr, beta=0.9):  # M41.1, CR1
    return step(w, g, v, beta, lr)


@momentum_average.mistake(
    en="β and 1 - β are swapped: nine tenths of your average are the last gradient, and there is "
    "hardly any memory.",
    fr="β et 1 - β sont échangés : votre moyenne est faite aux neuf dixièmes du dernier gradient, "
    "et n'a presque pas de mémoire.",
)
def beta_and_its_complement_swapped(w, g, v, lr, beta=0.9):  # M41.7
    return step(w, g, v, 1 - beta, beta, lr)


@momentum_average.mistake(
    en="Your step divides the average by 1 - β, as if it had to be corrected. The lecture's "
    "momentum starts at zero and stays as it is.",
    fr="Votre pas divise la moyenne par 1 - β, comme s'il fallait la corriger. Le momentum du "
    "cours part de zéro et reste tel quel.",
)
def corrects_the_average(w, g, v, lr, beta=0.9):  # not in the catalogue
    v = beta * v + (1 - beta) * g
    return w - lr * v / (1 - beta), v


@momentum_average.alternative
def moved_towards_the_gradient(w, g, v, lr, beta=0.9):
    v = v + (1 - beta) * (g - v)
    return w - lr * v, v
