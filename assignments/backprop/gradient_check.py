"""Part G: numerical gradients, and the check of a gradient by them (exercise E32)."""

import numpy as np
from reference import gradient_check as ref

from autograder import Part, Tolerance

part = Part("gradient_check")


def steps(x, h):
    """Every index of x, with the array that moves this coordinate by h and no other."""
    for index in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[index] = h
        yield index, step


# --- E32, first half: the numerical gradient ---

# Right answers differ by the rounding of f over 2h: about 1e-10 for these functions and h = 1e-5.
numerical_gradient = part.question(
    ref.numerical_gradient, points=4, tolerance=Tolerance(rtol=1e-6, atol=1e-7)
)


@numerical_gradient.probe
def _(function, f, x, h=None):
    functions = {
        "sum of squares": lambda v: np.sum(v**2),
        "sum of cubes": lambda v: np.sum(v**3),
        "product of sines": lambda v: np.prod(np.sin(v)),
        "exponentials of the column sums": lambda v: np.sum(np.exp(v.sum(axis=0))),
    }
    given = x.copy()
    gradient = function(functions[f], given) if h is None else function(functions[f], given, h)
    return {"gradient": gradient, "x is left as it was": bool(np.allclose(given, x, 0, 1e-12))}


@numerical_gradient.case("the sum of squares", visible=True, fr="la somme des carrés")
def _(rng):
    return {"f": "sum of squares", "x": np.array([1.0, -2.0, 0.0, 3.0])}


@numerical_gradient.case("a matrix", visible=True, fr="une matrice")
def _(rng):
    x = rng.uniform(-1, 1, size=(2, 3)).round(2)
    return {"f": "exponentials of the column sums", "x": x}


@numerical_gradient.case("a large step, h = 0.3", fr="un grand pas, h = 0,3")
def _(rng):
    return {"f": "product of sines", "x": rng.uniform(0.5, 2.5, size=(3, 5)), "h": 0.3}


@numerical_gradient.case("a large step for cubes", fr="un grand pas pour des cubes")
def _(rng):
    # Beside a large number, the digits that float32 lacks are missed everywhere.
    x = np.append(rng.uniform(-2, 2, size=6), rng.uniform(20, 30))
    return {"f": "sum of cubes", "x": x, "h": 0.3}


@numerical_gradient.case("integers", fr="des entiers")
def _(rng):
    return {"f": "sum of cubes", "x": rng.integers(-4, 5, size=(3, 2))}


@numerical_gradient.case("a (2, 3, 5) array", fr="un tableau (2, 3, 5)")
def _(rng):
    x = rng.uniform(-0.7, 0.7, size=(2, 3, 5))
    return {"f": "exponentials of the column sums", "x": x, "h": 1e-4}


@numerical_gradient.case("a single number", fr="un seul nombre")
def _(rng):
    return {"f": "product of sines", "x": rng.uniform(0.5, 1.5, size=(1, 1))}


@numerical_gradient.mistake(
    en="Your difference is one-sided: it goes from x to x + h. Its error shrinks like h, that of "
    "a centred difference like h squared, and a gradient check needs these digits.",
    fr="Votre différence est décentrée : elle va de x à x + h. Son erreur décroît comme h, celle "
    "d'une différence centrée comme h au carré, et la vérification a besoin de ces chiffres.",
)
def one_sided_difference(f, x, h=1e-5):  # M32.1
    gradient = np.zeros(x.shape)
    for index, step in steps(x, h):
        gradient[index] = (f(x + step) - f(x)) / h
    return gradient


@numerical_gradient.mistake(
    en="Your gradient is twice too large: how far apart are the two points where you evaluate f?",
    fr="Votre gradient est deux fois trop grand : quelle est la distance entre les deux points où "
    "vous évaluez f ?",
)
def divides_by_half_the_distance(f, x, h=1e-5):  # M32.2
    return 2 * ref.numerical_gradient(f, x, h)


@numerical_gradient.mistake(
    en="You move a coordinate and never put it back: every later slope is taken at another point, "
    "and the caller's x has changed.",
    fr="Vous déplacez une coordonnée sans la remettre en place : les pentes suivantes sont prises "
    "en un autre point, et le x de l'appelant a changé.",
)
def does_not_put_x_back(f, x, h=1e-5):  # M32.3
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        x[index] += h
        plus = f(x)
        x[index] -= 2 * h
        gradient[index] = (plus - f(x)) / (2 * h)
    return gradient


@numerical_gradient.mistake(
    en="When x holds integers, adding h to one of its entries is rounded to an integer again, so "
    "that the step is lost. What is the dtype of your copy of x?",
    fr="Quand x contient des entiers, ajouter h à l'une de ses cases est de nouveau tronqué à "
    "l'entier, et le pas est perdu. Quel est le dtype de votre copie de x ?",
)
def loses_the_step_in_integers(f, x, h=1e-5):  # M32.4
    gradient = np.zeros(x.shape)
    for index in np.ndindex(x.shape):
        plus, minus = x.copy(), x.copy()
        plus[index] += h
        minus[index] -= h
        gradient[index] = (f(plus) - f(minus)) / (2 * h)
    return gradient


@numerical_gradient.mistake(
    en="You compute in float32, which keeps about 7 digits: for h = 1e-5 the difference of two "
    "values of f has hardly a right digit left. Stay in float64.",
    fr="Vous calculez en float32, qui garde environ 7 chiffres : pour h = 1e-5, la différence de "
    "deux valeurs de f n'a presque plus de chiffre juste. Restez en float64.",
)
def computes_in_float32(f, x, h=1e-5):  # M32.5
    x = x.astype(np.float32)
    gradient = np.zeros(x.shape)
    for index, step in steps(x, h):
        plus, minus = x + step.astype(np.float32), x - step.astype(np.float32)
        gradient[index] = (f(plus) - f(minus)) / (2 * h)
    return gradient


@numerical_gradient.mistake(
    en="Your step does not depend on the argument h: called with h = 0.1, your function still "
    "uses 1e-5.",
    fr="Votre pas ne dépend pas de l'argument h : appelée avec h = 0,1, votre fonction utilise "
    "encore 1e-5.",
)
def ignores_the_given_step(f, x, h=1e-5):  # M32.6
    return ref.numerical_gradient(f, x)


@numerical_gradient.mistake(
    en="All coordinates move together: what you compute is the slope along the diagonal, the sum "
    "of the partial derivatives, and not each of them.",
    fr="Toutes les coordonnées bougent ensemble : vous calculez la pente le long de la diagonale, "
    "c'est-à-dire la somme des dérivées partielles, et non chacune d'elles.",
)
def moves_all_coordinates_at_once(f, x, h=1e-5):  # M32.8
    return np.full(x.shape, (f(x + h) - f(x - h)) / (2 * h))


@numerical_gradient.alternative
def in_place_and_put_back(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    gradient = np.empty_like(x)
    for index in np.ndindex(x.shape):
        kept = x[index]
        x[index] = kept + h
        plus = f(x)
        x[index] = kept - h
        gradient[index] = (plus - f(x)) / (2 * h)
        x[index] = kept
    return gradient


@numerical_gradient.alternative
def with_the_rows_of_the_identity(f, x, h=1e-5):
    steps = h * np.eye(x.size).reshape(x.size, *x.shape)
    slopes = [(f(x + step) - f(x - step)) / h / 2 for step in steps]
    return np.array(slopes).reshape(x.shape)


numerical_gradient.equivalent(
    "np.zeros(x.shape) → np.ones(x.shape)", "Every entry of the gradient is written afterwards."
)


# --- E32, second half: the relative error ---

# The numerical gradient carries an error of about 1e-10, and 1e-7 where a component is 1e-3.
gradient_check = part.question(
    ref.gradient_check,
    points=4,
    needs=("numerical_gradient",),
    tolerance=Tolerance(rtol=1e-6, atol=1e-6),
)


@gradient_check.probe
def _(function, x, c, factor):
    # f(v) = Σ c sin(v); the gradient to be tested is the right one times `factor`.
    return function(lambda v: np.sum(c * np.sin(v)), lambda v: factor * c * np.cos(v), x)


def checked(rng, shape, c=1.0, factor=1.0):
    x = rng.uniform(-1, 1, size=shape).round(2)
    return {"x": x, "c": c * np.ones(shape), "factor": factor * np.ones(shape)}


@gradient_check.case("a right gradient", visible=True, fr="un gradient juste")
def _(rng):
    return checked(rng, 5)


@gradient_check.case("one wrong component", visible=True, fr="une composante fausse")
def _(rng):
    return checked(rng, 5, factor=[1.0, 1.0, 1.5, 1.0, 1.0])


@gradient_check.case("the wrong sign", fr="le mauvais signe")
def _(rng):
    return checked(rng, (3, 5), c=rng.uniform(0.5, 2, size=(3, 5)), factor=-1.5)


@gradient_check.case("all components too small", fr="des composantes toutes trop petites")
def _(rng):
    factor = rng.uniform([[0.3, 0.5, 0.7]], [[0.4, 0.55, 0.8]], size=(2, 3))
    return checked(rng, (2, 3), c=[[2.0, -2.0, 2.0]], factor=factor)


@gradient_check.case("a small wrong component among large ones", fr="une petite erreur cachée")
def _(rng):
    c = np.array([1.0, 1e-3, 2.0, -1.0, 0.5, 1.0, 2.0])
    return checked(rng, 7, c=c, factor=np.where(np.abs(c) < 0.1, rng.uniform(2, 4), 1.0))


@gradient_check.case("components that f ignores", fr="des composantes dont f ne dépend pas")
def _(rng):
    return checked(rng, (5, 2), c=[[0.0, 1.0], [0, 0], [2, 1], [0, 1], [1, 0]])


@gradient_check.case("a gradient of zeros", fr="un gradient nul")
def _(rng):
    return checked(rng, (2, 1), c=1e-10, factor=0.0)


def both(f, grad, x):
    return grad(x), ref.numerical_gradient(f, x)


def relative(a, n):
    return np.abs(a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-12)


@gradient_check.mistake(
    en="You return the absolute error. An error of 0.001 is harmless on a component of 1000 and a "
    "disaster on one of 0.001: compare it with the size of the component.",
    fr="Vous renvoyez l'erreur absolue. Une erreur de 0,001 est sans gravité sur une composante "
    "de 1000, désastreuse sur une de 0,001 : rapportez-la à la taille de la composante.",
)
def absolute_error_only(f, grad, x):  # M32.7
    a, n = both(f, grad, x)
    return float(np.max(np.abs(a - n)))


@gradient_check.mistake(
    en="Where both gradients are exactly zero you divide 0 by 0, and the nan hides all the rest: "
    "the floor of the denominator is missing.",
    fr="Là où les deux gradients sont exactement nuls, vous divisez 0 par 0, et le nan cache tout "
    "le reste : il manque le plancher du dénominateur.",
)
def divides_zero_by_zero(f, grad, x):  # M32.9
    a, n = both(f, grad, x)
    with np.errstate(invalid="ignore"):
        return float(np.max(np.abs(a - n) / np.maximum(np.abs(a), np.abs(n))))


@gradient_check.mistake(
    en="You compare the lengths of the two gradients. A wrong sign or two swapped components "
    "change no length, so your check would let them through.",
    fr="Vous comparez les longueurs des deux gradients. Un signe faux ou deux composantes "
    "échangées ne changent aucune longueur : votre vérification les laisserait passer.",
)
def compares_the_norms(f, grad, x):  # M32.10
    a, n = np.linalg.norm(grad(x)), np.linalg.norm(ref.numerical_gradient(f, x))
    return float(abs(a - n) / max(a, n, 1e-12))


@gradient_check.convention(
    "gradient-check-error",
    "whole-vector",
    instead_of="by-coordinate",
    en="Your result is ‖a - n‖ / (‖a‖ + ‖n‖), a convention of other courses. Here the error is "
    "taken coordinate by coordinate, so that large components cannot hide a small wrong one.",
    fr="Votre résultat est ‖a - n‖ / (‖a‖ + ‖n‖), la convention d'autres cours. Ici l'erreur est "
    "prise coordonnée par coordonnée : les grandes ne peuvent pas cacher une petite erreur.",
)
def one_error_for_the_whole_vector(f, grad, x):  # M32.10
    a, n = both(f, grad, x)
    return float(np.linalg.norm(a - n) / max(np.linalg.norm(a) + np.linalg.norm(n), 1e-12))


@gradient_check.mistake(
    en="You average over the coordinates: a single wrong component among thousands would go "
    "unnoticed. It is the worst one that counts.",
    fr="Vous faites la moyenne sur les coordonnées : une seule composante fausse parmi des "
    "milliers passerait inaperçue. C'est la pire qui compte.",
)
def mean_instead_of_the_worst(f, grad, x):  # not in the catalogue
    return float(np.mean(relative(*both(f, grad, x))))


@gradient_check.mistake(
    en="Your differences keep their sign, so components that are too small give negative errors, "
    "which a maximum never sees.",
    fr="Vos différences gardent leur signe : des composantes trop petites donnent des erreurs "
    "négatives, que le maximum ne voit jamais.",
)
def keeps_the_sign_of_the_error(f, grad, x):  # not in the catalogue
    a, n = both(f, grad, x)
    return float(np.max((a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-12)))


@gradient_check.mistake(
    en="You answer yes or no. Return the error itself: 1e-9, 1e-4 and 1 tell three different "
    "stories (right, imprecise, wrong).",
    fr="Vous répondez par oui ou non. Renvoyez l'erreur elle-même : 1e-9, 1e-4 et 1 racontent "
    "trois histoires différentes (juste, imprécis, faux).",
)
def answers_yes_or_no(f, grad, x):  # not in the catalogue
    return bool(np.max(relative(*both(f, grad, x))) < 1e-7)


@gradient_check.alternative
def one_coordinate_after_the_other(f, grad, x):
    a, n = both(f, grad, x)
    worst = 0.0
    for index in np.ndindex(x.shape):
        size = max(abs(a[index]), abs(n[index]), 1e-12)
        worst = max(worst, abs(a[index] - n[index]) / size)
    return worst


@gradient_check.alternative
def with_its_own_differences(f, grad, x):
    n = [(f(x + step) - f(x - step)) / 2e-5 for _, step in steps(x, 1e-5)]
    return np.max(relative(grad(x).ravel(), np.array(n)))


gradient_check.equivalent("a - n → n - a", "The absolute value follows.")
