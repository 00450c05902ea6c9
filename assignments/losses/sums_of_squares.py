"""Part E: the sum of squared errors, with the ½ of this course (exercise E13)."""

import numpy as np
from reference import squared_error as ref

from autograder import Part

part = Part("sums_of_squares")


def near(rng, m):
    """Draw m targets, and outputs that miss them by amounts that do not cancel."""
    y = rng.normal(size=m).round(2)
    errors = rng.permutation(np.linspace(0.3, 1.7, m)) * rng.permutation([1, -1] * m)[:m]
    return {"yhat": (y + errors)[None, :], "y": y}


def add_cases(question):
    @question.case("three instances", visible=True, fr="trois instances")
    def _(rng):
        return {"yhat": np.array([[1.0, 2.5, -1.0]]), "y": np.array([0.0, 2.0, 1.0])}

    @question.case("seven instances", fr="sept instances")
    def _(rng):
        return near(rng, 7)

    @question.case("eleven instances", fr="onze instances")
    def _(rng):
        return near(rng, 11)

    @question.case("all too low", fr="toutes trop basses")
    def _(rng):
        y = rng.uniform(2, 3, 5)
        return {"yhat": (y - rng.uniform(1.2, 2, 5))[None, :], "y": y}

    @question.case("a single instance", fr="une seule instance")
    def _(rng):
        return {"yhat": rng.uniform(2, 3, (1, 1)), "y": rng.uniform(-1, 0, 1)}


# --- E13: the sum ---

sse = part.question(ref.sse, points=3)
add_cases(sse)


@sse.convention(
    "squared-error",
    "whole",
    instead_of="half",
    en="Your sum is twice what is asked: it is the one without the ½ that this notebook puts in "
    "front of each square.",
    fr="Votre somme vaut le double de ce qu'on demande : c'est celle sans le ½ que ce notebook met "
    "devant chaque carré.",
)
def squares_without_half(yhat, y):  # M13.1 [CONV CR6]
    return np.sum((y - yhat) ** 2)


@sse.mistake(
    en="You return the mean: the sum over the instances is asked.",
    fr="Vous renvoyez la moyenne : on demande la somme sur les instances.",
)
def averages_the_squares(yhat, y):  # M13.6
    return 0.5 * np.mean((y - yhat) ** 2)


@sse.mistake(
    en="You add up the errors before you square: too high here and too low there cancel out.",
    fr="Vous additionnez les erreurs avant d'élever au carré : trop haut ici et trop bas là se "
    "compensent.",
)
def squares_the_sum(yhat, y):  # M13.5
    return 0.5 * np.sum(y - yhat) ** 2


@sse.mistake(
    en="You add up absolute errors: the squares are missing.",
    fr="Vous additionnez des erreurs absolues : il manque les carrés.",
)
def absolute_errors(yhat, y):  # M13.4
    return 0.5 * np.sum(np.abs(y - yhat))


@sse.mistake(
    en="You return a length, the root of the sum of the squares: the squared error has no root.",
    fr="Vous renvoyez une longueur, la racine de la somme des carrés : l'erreur quadratique n'a "
    "pas de racine.",
)
def root_of_the_squares(yhat, y):  # M13.3
    return np.sqrt(np.sum((y - yhat) ** 2))


@sse.mistake(
    en="Your difference has the shape (m, m): every output is compared with all the targets. Print "
    "the shapes of the two arrays.",
    fr="Votre différence est de forme (m, m) : chaque sortie est comparée à toutes les cibles. "
    "Affichez les dimensions des deux tableaux.",
)
def every_output_with_all_targets(yhat, y):  # M13.7
    return 0.5 * np.sum((y[:, None] - yhat) ** 2)


@sse.mistake(
    en="You return one square for each instance: their sum is asked.",
    fr="Vous renvoyez un carré par instance : on demande leur somme.",
)
def one_square_for_each(yhat, y):  # M12.17
    return 0.5 * (y - yhat) ** 2


@sse.alternative
def by_a_product(yhat, y):
    error = y - yhat[0]
    return error @ error / 2


@sse.alternative
def by_a_loop(yhat, y):
    return sum((float(a) - float(b)) ** 2 / 2 for a, b in zip(yhat[0], y, strict=True))


sse.equivalent("y - yhat → yhat - y", "The sign is lost in the square.")


# --- E13: its gradient ---

sse_prime = part.question(ref.sse_prime, points=3)
add_cases(sse_prime)


@sse_prime.convention(
    "squared-error",
    "whole",
    instead_of="half",
    en="Your gradient is twice what is asked: here the ½ in front of the square cancels the 2 that "
    "comes down from the exponent.",
    fr="Votre gradient vaut le double de ce qu'on demande : ici, le ½ placé devant le carré "
    "annule le 2 qui descend de l'exposant.",
)
def gradient_without_half(yhat, y):  # M13.9 [CONV CR6]
    return 2.0 * (yhat - y)


@sse_prime.mistake(
    en="The sign is wrong: where the output is too high, the error grows with it, so the gradient "
    "is positive.",
    fr="Le signe est faux : là où la sortie est trop haute, l'erreur grandit avec elle, le "
    "gradient est donc positif.",
)
def forgets_the_inner_derivative(yhat, y):  # M13.8
    return y - yhat


@sse_prime.mistake(
    en="You keep the ½, but not the 2 of the exponent: your gradient is half of what it should be.",
    fr="Vous gardez le ½, mais pas le 2 de l'exposant : votre gradient vaut la moitié de ce qu'il "
    "faudrait.",
)
def forgets_the_exponent(yhat, y):  # M13.9
    return 0.5 * (yhat - y)


@sse_prime.mistake(
    en="You divide by m: the error is a sum here, and has no mean anywhere.",
    fr="Vous divisez par m : l'erreur est ici une somme, sans aucune moyenne.",
)
def gradient_of_a_mean(yhat, y):  # M18.3
    return (yhat - y) / y.size


@sse_prime.mistake(
    en="You add up the gradient: each output has a slope of its own.",
    fr="Vous additionnez le gradient : chaque sortie a sa propre pente.",
)
def adds_up_the_slopes(yhat, y):  # not in the catalogue
    return np.sum(yhat - y)


@sse_prime.mistake(
    en="Your gradient has the shape (m, m): every output is compared with all the targets.",
    fr="Votre gradient est de forme (m, m) : chaque sortie est comparée à toutes les cibles.",
)
def slopes_towards_all_targets(yhat, y):  # M13.7
    return yhat - y[:, None]


@sse_prime.mistake(
    en="You keep only the sign of the error: that is the slope of the absolute error.",
    fr="Vous ne gardez que le signe de l'erreur : c'est la pente de l'erreur absolue.",
)
def slope_of_the_absolute_error(yhat, y):  # M13.4
    return np.sign(yhat - y)


@sse_prime.mistake(
    en="The numbers are right, but the shape is (m,): a gradient has the shape of what it is the "
    "gradient of.",
    fr="Les nombres sont justes, mais la forme est (m,) : un gradient a la forme de ce dont il est "
    "le gradient.",
)
def loses_the_row(yhat, y):  # M13.7
    return yhat[0] - y


@sse_prime.alternative
def through_a_row(yhat, y):
    return yhat - y.reshape(1, -1)
