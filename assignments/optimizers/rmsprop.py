"""Part D, second half: RMSprop and what it averages (exercise E44, erratum ER24)."""

import numpy as np
from reference import adaptive as ref

from autograder import Part

from .draws import away, squares

part = Part("rmsprop")

rmsprop_step = part.question(ref.rmsprop_step, points=5)


def walk(rng, *shape, decimals=10, **rest):
    return {
        "w": away(rng, *shape, decimals=decimals),
        "g": away(rng, *shape, decimals=decimals),
        "s": squares(rng, *shape, decimals=decimals),
        "lr": 0.1,
    } | rest


@rmsprop_step.case("two parameters", visible=True, fr="deux paramètres")
def _(rng):
    return walk(rng, 2, 1, decimals=2)


@rmsprop_step.case("the first step", fr="le premier pas")
def _(rng):
    return walk(rng, 5, 3, s=np.zeros((5, 3)), lr=0.4, eps=1e-12)


@rmsprop_step.case("another β, a large ε", fr="un autre β, un grand ε")
def _(rng):
    return walk(rng, 3, 7, lr=0.7, beta=0.6, eps=0.01)


@rmsprop_step.case("gradients of 1e-5", fr="des gradients de 1e-5")
def _(rng):
    return walk(rng, 7, g=1e-5 * away(rng, 7), s=1e-10 * squares(rng, 7))


@rmsprop_step.case("a gradient that was always 0", fr="un gradient nul depuis toujours")
def _(rng):
    s, g = squares(rng, 5, 1), away(rng, 5, 1)
    s[2] = g[2] = 0.0
    return walk(rng, 5, 1, g=g, s=s, lr=0.3, eps=1e-12)


@rmsprop_step.case("no memory, β = 0", fr="sans mémoire, β = 0")
def _(rng):
    return walk(rng, 11, lr=0.2, beta=0.0, eps=0.1)


@rmsprop_step.convention(
    "epsilon",
    "inside",
    instead_of="outside",
    en="Your ε is inside the root, as on A. Mahmoudi's slide and in Keras. The difference shows "
    "where the gradients are as small as √ε.",
    fr="Votre ε est sous la racine, comme sur la diapositive d'A. Mahmoudi et dans Keras. La "
    "différence se voit quand les gradients sont aussi petits que √ε.",
)
def epsilon_inside(w, g, s, lr, beta=0.9, eps=1e-8):  # M44.1 [CONV], CR4
    s = beta * s + (1 - beta) * g**2
    return w - lr * g / np.sqrt(s + eps), s


@rmsprop_step.mistake(
    en="The factor 1 - β is missing: your s is a sum ten times too large for β = 0.9, and your "
    "steps are three times too short.",
    fr="Il manque le facteur 1 - β : votre s est une somme dix fois trop grande pour β = 0,9, et "
    "vos pas sont trois fois trop courts.",
)
def sum_instead_of_average(w, g, s, lr, beta=0.9, eps=1e-8):  # M44.2
    s = beta * s + g**2
    return w - lr * g / (np.sqrt(s) + eps), s


@rmsprop_step.mistake(
    en="β and 1 - β are swapped: your average is nearly the last square alone.",
    fr="β et 1 - β sont échangés : votre moyenne se réduit presque au dernier carré.",
)
def beta_and_its_complement_swapped(w, g, s, lr, beta=0.9, eps=1e-8):  # M44.3
    s = (1 - beta) * s + beta * g**2
    return w - lr * g / (np.sqrt(s) + eps), s


@rmsprop_step.mistake(
    en="The square is missing: you average the gradients, which may be negative, and take the root "
    "of that.",
    fr="Il manque le carré : vous moyennez les gradients, qui peuvent être négatifs, et vous en "
    "prenez la racine.",
)
def no_square(w, g, s, lr, beta=0.9, eps=1e-8):  # M44.4
    s = beta * s + (1 - beta) * g
    with np.errstate(invalid="ignore"):
        return w - lr * g / (np.sqrt(s) + eps), s


@rmsprop_step.mistake(
    en="You correct the average by 1 / (1 - β), as Adam does at its first step. RMSprop has no "
    "correction.",
    fr="Vous corrigez la moyenne par 1 / (1 - β), comme Adam à son premier pas. RMSprop n'a pas de "
    "correction.",
)
def corrected_as_in_adam(w, g, s, lr, beta=0.9, eps=1e-8):  # M44.5
    s = beta * s + (1 - beta) * g**2
    return w - lr * g / (np.sqrt(s / (1 - beta)) + eps), s


@rmsprop_step.mistake(
    en="The root is missing: you divide by the average of the squares. Then a gradient ten times "
    "larger makes a step ten times shorter.",
    fr="Il manque la racine : vous divisez par la moyenne des carrés. Un gradient dix fois plus "
    "grand donne alors un pas dix fois plus court.",
)
def no_root(w, g, s, lr, beta=0.9, eps=1e-8):  # M44.6
    s = beta * s + (1 - beta) * g**2
    return w - lr * g / (s + eps), s


@rmsprop_step.mistake(
    en="Your step uses the s of the step before. At the first step that is 0, and you divide by ε "
    "alone.",
    fr="Votre pas utilise le s du pas précédent. Au premier pas il vaut 0, et vous ne divisez que "
    "par ε.",
)
def divides_by_the_old_average(w, g, s, lr, beta=0.9, eps=1e-8):  # M44.7
    return w - lr * g / (np.sqrt(s) + eps), beta * s + (1 - beta) * g**2


@rmsprop_step.mistake(
    en="You subtract the mean gradient before you square. This centred variant exists, but here s "
    "is the average of the squares themselves.",
    fr="Vous soustrayez le gradient moyen avant d'élever au carré. Cette variante centrée existe, "
    "mais ici s est la moyenne des carrés eux-mêmes.",
)
def centred(w, g, s, lr, beta=0.9, eps=1e-8):  # M44.8
    s = beta * s + (1 - beta) * (g - g.mean()) ** 2
    return w - lr * g / (np.sqrt(s) + eps), s


@rmsprop_step.mistake(
    en="The gradient in your step is an average too: its factor 1 - β makes the step too short. "
    "Momentum and RMSprop together are Adam's business.",
    fr="Le gradient de votre pas est lui aussi une moyenne : son facteur 1 - β raccourcit le pas. "
    "Réunir le momentum et RMSprop, c'est l'affaire d'Adam.",
)
def averages_the_numerator(w, g, s, lr, beta=0.9, eps=1e-8):  # M44.9
    s = beta * s + (1 - beta) * g**2
    return w - lr * (1 - beta) * g / (np.sqrt(s) + eps), s


@rmsprop_step.mistake(
    en="Without ε, a parameter whose gradient was always 0 makes a step of 0/0, which is nan.",
    fr="Sans ε, un paramètre dont le gradient a toujours été nul fait un pas de 0/0, soit nan.",
)
def no_epsilon(w, g, s, lr, beta=0.9, eps=1e-8):  # not in the catalogue
    s = beta * s + (1 - beta) * g**2
    with np.errstate(invalid="ignore"):
        return w - lr * g / np.sqrt(s), s


@rmsprop_step.alternative
def moved_towards_the_square(w, g, s, lr, beta=0.9, eps=1e-8):
    s = s + (1 - beta) * (np.square(g) - s)
    return w - lr / (np.sqrt(s) + eps) * g, s


# --- ER24: what the lecture calls a second derivative ---


def parabola(rng):
    a, w = (int(n) for n in rng.permutation([2, 3, 5, 7])[:2])
    return {"a": a, "w": w}


@part.answer(
    "squared_what",
    points=2,
    variant=parabola,
    texts={
        "en": "The cost is $J(w) = \\frac{1}{2} \\cdot {a} \\, w^2$, and $w = {w}$. Which "
        "number enters RMSprop's average as $dW^2$? Put it in `squared_what`.",
        "fr": "Le coût est $J(w) = \\frac{1}{2} \\cdot {a} \\, w^2$, et $w = {w}$. Quel nombre "
        "entre comme $dW^2$ dans la moyenne de RMSprop ? Mettez-le dans `squared_what`.",
    },
)
def squared_what(a, w):
    return (a * w) ** 2


@squared_what.mistake(
    en="This is the second derivative, as the slide says. But dW² is a square of something that "
    "you have computed already.",
    fr="C'est la dérivée seconde, comme le dit la diapositive. Mais dW² est le carré d'une chose "
    "que vous avez déjà calculée.",
)
def the_second_derivative(a, w):  # ER24
    return a


@squared_what.mistake(
    en="You have squared the second derivative. The gradient is the first.",
    fr="Vous avez élevé au carré la dérivée seconde. Le gradient est la dérivée première.",
)
def the_second_derivative_squared(a, w):  # ER24
    return a**2


@squared_what.mistake(
    en="This is the gradient: its square is asked for.",
    fr="C'est le gradient : on demande son carré.",
)
def the_gradient(a, w):  # M44.4
    return a * w


@squared_what.mistake(
    en="You have squared the parameter. What RMSprop looks at is its gradient.",
    fr="Vous avez élevé au carré le paramètre. Ce que RMSprop regarde, c'est son gradient.",
)
def the_parameter_squared(a, w):
    return w**2


@squared_what.mistake(
    en="You have squared w only: the factor in front of it belongs to the gradient too.",
    fr="Vous n'avez élevé au carré que w : le facteur qui le précède fait partie du gradient, lui "
    "aussi.",
)
def the_factor_not_squared(a, w):
    return a * w**2
