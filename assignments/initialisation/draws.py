"""What the initialisers have in common: how they are called, what is measured, and their cases."""

import math

import numpy as np

from autograder import Seed, Tolerance, chance

TOLERANCE = Tolerance(rtol=0.0, atol=0.06)
"""For the visible checks and the known mistakes; hidden cases are judged by bounds.

Every case draws 14,000 numbers or more, and all facts that chance can move are of size 1: the
standard error of the difference of two of them is below 0.012, 5 times less.
"""


def draw_twice(function, n_in, n_out, rng):
    seed = int(rng.integers(2**32))
    one, other = np.random.default_rng(seed), np.random.default_rng(seed)
    return {
        "first": function(n_in, n_out, one),
        "second": function(n_in, n_out, one),
        "again": function(n_in, n_out, other),
    }


def add_cases(question):
    """Add layers whose two sizes cannot be taken for one another."""

    @question.case(
        "from 150 inputs to 200 neurons", visible=True, fr="de 150 entrées à 200 neurones"
    )
    def _(rng):
        return {"n_in": 150, "n_out": 200, "rng": Seed.draw(rng)}

    @question.case("few inputs, many neurons", fr="peu d'entrées, beaucoup de neurones")
    def _(rng):
        return {"n_in": 7, "n_out": 2003, "rng": Seed.draw(rng)}

    @question.case("many inputs, few neurons", fr="beaucoup d'entrées, peu de neurones")
    def _(rng):
        return {"n_in": 1201, "n_out": 13, "rng": Seed.draw(rng)}

    @question.case("two inputs", fr="deux entrées")
    def _(rng):
        return {"n_in": 2, "n_out": 7001, "rng": Seed.draw(rng)}


def normal_facts(output, n_in, n_out, rng):
    W, second = output["first"], output["second"]
    std = W.std() or 1.0
    return {
        "shape": list(W.shape),
        "mean, in standard deviations": float(W.mean() / std),
        "logarithm of the standard deviation": float(np.log(std)),
        "share within one standard deviation": float(np.mean(np.abs(W - W.mean()) < std)),
        "distinct rows": len({row.tobytes() for row in np.ascontiguousarray(W)}),
        "distinct columns": len({column.tobytes() for column in np.ascontiguousarray(W.T)}),
        "correlation with a second draw": float(
            np.mean((W - W.mean()) * (second - second.mean())) / std / (second.std() or 1.0)
        ),
        "the same seed gives the same weights": bool(np.array_equal(W, output["again"])),
    }


def normal_bounds(n, sigma):
    """Return the limits of those facts for n normal numbers of standard deviation sigma."""
    std = chance.normal_std(n, std=sigma)
    return {
        "mean, in standard deviations": chance.standardised_mean(n),
        "logarithm of the standard deviation": chance.Interval(
            math.log(std.lower), math.log(std.upper)
        ),
        "share within one standard deviation": chance.share_within(n),
        "correlation with a second draw": chance.correlation(n),
    }


def normal(n_in, n_out, rng, sigma):
    return sigma * rng.normal(size=(n_out, n_in))
