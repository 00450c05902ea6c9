"""Part C: uniform weights (exercise E59)."""

import math

import numpy as np
from reference import initialisation as ref

from autograder import Part, chance

from .draws import TOLERANCE, add_cases, draw_twice

part = Part("uniform_weights")

xavier_uniform = part.question(ref.xavier_uniform, points=3, tolerance=TOLERANCE)
xavier_uniform.probe(draw_twice)
add_cases(xavier_uniform)


@xavier_uniform.summary
def _(output, n_in, n_out, rng):
    W, second = output["first"], output["second"]
    largest = np.abs(W).max() or 1.0
    return {
        "shape": list(W.shape),
        "logarithm of the largest absolute value": float(np.log(largest)),
        "mean, over the largest": float(W.mean() / largest),
        "mean square, over that of the largest": float(np.mean((W / largest) ** 2)),
        "mean product with a second draw": float(np.mean(W * second) / largest**2),
        "distinct rows": len({row.tobytes() for row in np.ascontiguousarray(W)}),
        "distinct columns": len({column.tobytes() for column in np.ascontiguousarray(W.T)}),
        "the same seed gives the same weights": bool(np.array_equal(W, output["again"])),
    }


@xavier_uniform.bounds
def _(n_in, n_out, rng):
    n, a = n_in * n_out, math.sqrt(6 / (n_in + n_out))
    # The largest of n is below a (1 - s) with a probability of (1 - s)^n.
    least = chance.ALPHA ** (1 / n)

    def over_the_largest(interval, power):
        """The same limits, of a mean that is divided by the sample's largest and not by a."""
        stretch = least**-power
        return chance.Interval(
            min(interval.lower, interval.lower * stretch), interval.upper * stretch
        )

    mean = chance.bounded_mean(n, mean=0.0, low=-1.0, high=1.0)
    square = chance.bounded_mean(n, mean=1 / 3, low=0.0, high=1.0)
    return {
        "logarithm of the largest absolute value": chance.Interval(
            math.log(a * least), math.log(a) + 1e-12
        ),
        "mean, over the largest": over_the_largest(mean, 1),
        "mean square, over that of the largest": over_the_largest(square, 2),
        "mean product with a second draw": over_the_largest(mean, 2),
    }


def uniform(n_in, n_out, rng, low, high):
    return rng.uniform(low, high, size=(n_out, n_in))


def bound(n_in, n_out):
    return np.sqrt(6 / (n_in + n_out))


@xavier_uniform.mistake(
    en="Your bound is Xavier's standard deviation. The variance of a uniform variable between -a "
    "and a is a²/3, and not a²: your weights are √3 times too small.",
    fr="Votre borne est l'écart-type de Xavier. La variance d'une variable uniforme entre -a et a "
    "vaut a²/3, et non a² : vos poids sont √3 fois trop petits.",
)
def bound_is_the_deviation(n_in, n_out, rng):  # M59.1, M59.4
    a = np.sqrt(2 / (n_in + n_out))
    return uniform(n_in, n_out, rng, -a, a)


@xavier_uniform.mistake(
    en="Your weights go from 0 to a: none is negative, so the mean is not 0.",
    fr="Vos poids vont de 0 à a : aucun n'est négatif, la moyenne n'est donc pas nulle.",
)
def positive_weights(n_in, n_out, rng):  # M59.2
    return uniform(n_in, n_out, rng, 0.0, bound(n_in, n_out))


@xavier_uniform.mistake(
    en="You forget the root: a² is in the place of a.",
    fr="Vous oubliez la racine : a² est à la place de a.",
)
def forgets_the_root(n_in, n_out, rng):  # M59.3
    a = bound(n_in, n_out) ** 2
    return uniform(n_in, n_out, rng, -a, a)


@xavier_uniform.mistake(
    en="Your weights are normal. Their spread is not the point here: a uniform variable never "
    "leaves its interval.",
    fr="Vos poids suivent une loi normale. Ce n'est pas qu'une question de dispersion : une "
    "variable uniforme ne quitte jamais son intervalle.",
)
def normal_weights(n_in, n_out, rng):  # not in the catalogue
    return ref.xavier_normal(n_in, n_out, rng)


@xavier_uniform.mistake(
    en="Your bound looks at n_in only: √(6 / n_in) is He's uniform rule, for ReLU.",
    fr="Votre borne ne regarde que n_in : √(6 / n_in) est la règle uniforme de He, pour ReLU.",
)
def uniform_rule_of_he(n_in, n_out, rng):  # not in the catalogue
    a = np.sqrt(6 / n_in)
    return uniform(n_in, n_out, rng, -a, a)


@xavier_uniform.mistake(
    en="Your bound is 1 / √n_in, which PyTorch takes for a linear layer by default: it is not "
    "Xavier's.",
    fr="Votre borne est 1 / √n_in, celle que PyTorch prend par défaut pour une couche linéaire : "
    "ce n'est pas celle de Xavier.",
)
def default_of_pytorch(n_in, n_out, rng):  # CR16
    a = np.sqrt(1 / n_in)
    return uniform(n_in, n_out, rng, -a, a)


@xavier_uniform.mistake(
    en="Your W has the shape (n_in, n_out). In this course a row belongs to a neuron.",
    fr="Votre W est de forme (n_in, n_out). Dans ce cours, une ligne appartient à un neurone.",
)
def transposed_shape(n_in, n_out, rng):  # M57.8, ER26
    return ref.xavier_uniform(n_out, n_in, rng)


@xavier_uniform.alternative
def stretched_and_moved(n_in, n_out, rng):
    return (2 * rng.random((n_out, n_in)) - 1) * (6 / (n_in + n_out)) ** 0.5


xavier_uniform.equivalent(
    "return rng.uniform(-a, a, size=(n_out, n_in)) "
    "→ return -rng.uniform(-a, a, size=(n_out, n_in))",
    "The distribution is symmetric about 0.",
)
