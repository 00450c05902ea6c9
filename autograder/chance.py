"""How far chance may move what a right answer gives: bounds for questions judged by properties.

Every function returns limits that a right answer oversteps with a probability of at most `alpha`,
by an exact distribution or by an inequality that holds for every sample size, never by the central
limit theorem. By default that is 1e-11: a question may check a hundred facts, and a right answer
still fails less than once in 10⁹ runs.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

ALPHA = 1e-11
"""What chance is given of each fact."""

NORMAL = NormalDist()


@dataclass(frozen=True)
class Interval:
    """All numbers from `lower` to `upper`, both included."""

    lower: float
    upper: float

    def __contains__(self, value: float) -> bool:
        return self.lower <= value <= self.upper


def normal_mean(n: int, *, mean: float = 0.0, std: float = 1.0, alpha: float = ALPHA) -> Interval:
    """Return where the mean of `n` independent normal numbers lies: exact, it is itself normal."""
    reach = _deviate(alpha) * std / math.sqrt(n)
    return Interval(mean - reach, mean + reach)


def normal_variance(n: int, *, std: float = 1.0, alpha: float = ALPHA) -> Interval:
    """Return where `np.var` of `n` independent normal numbers lies, their mean being estimated.

    n · var / std² is a chi-square of k = n - 1 degrees of freedom, which leaves
    [k - 2√(k t), k + 2√(k t) + 2 t] with a probability of at most 2 exp(-t): B. Laurent and
    P. Massart, Adaptive estimation of a quadratic functional, Annals of Statistics 28 (2000),
    lemma 1.
    """
    k, t = n - 1, math.log(2 / alpha)
    spread = 2 * math.sqrt(k * t)
    lower, upper = max(0.0, k - spread), k + spread + 2 * t
    return Interval(lower * std**2 / n, upper * std**2 / n)


def normal_std(n: int, *, std: float = 1.0, alpha: float = ALPHA) -> Interval:
    """Return where `np.std` of `n` independent normal numbers lies; see `normal_variance`."""
    variance = normal_variance(n, std=std, alpha=alpha)
    return Interval(math.sqrt(variance.lower), math.sqrt(variance.upper))


def standardised_mean(n: int, *, alpha: float = ALPHA) -> Interval:
    """Return where the mean of `n` centred normal numbers, divided by their `np.std`, lies.

    The mean over the root mean square is distributed as a coordinate of a uniform point of the unit
    sphere of n dimensions; see `correlation`.
    """
    cosine = math.sqrt(2 * math.log(2 / alpha) / n)
    reach = cosine / math.sqrt(1 - cosine**2) if cosine < 1 else math.inf
    return Interval(-reach, reach)


def share_within(n: int, *, widths: float = 1.0, alpha: float = ALPHA) -> Interval:
    """Return which share of `n` normal numbers is within `widths` standard deviations of the mean.

    Both are the sample's own. The share is that of the distribution between two points that are
    themselves bounded, give or take twice the largest distance between the empirical distribution
    and the true one, which is above ε with a probability of at most 2 exp(-2 n ε²): P. Massart, The
    tight constant in the Dvoretzky-Kiefer-Wolfowitz inequality, Annals of Probability 18 (1990).
    """
    each = alpha / 3
    mean, std = normal_mean(n, alpha=each).upper, normal_std(n, alpha=each)
    off = 2 * math.sqrt(math.log(2 / each) / (2 * n))

    def between(shift: float, spread: float) -> float:
        return NORMAL.cdf(shift + widths * spread) - NORMAL.cdf(shift - widths * spread)

    # The share falls with the shift and grows with the spread.
    lower, upper = between(mean, std.lower) - off, between(0.0, std.upper) + off
    return Interval(max(0.0, lower), min(1.0, upper))


def correlation(n: int, *, alpha: float = ALPHA) -> Interval:
    """Return where the correlation of two independent samples of `n` normal numbers lies.

    It is distributed as a coordinate of a uniform point of the unit sphere of n - 1 dimensions,
    which is above c with a probability of at most exp(-(n - 1) c² / 2): K. Ball, An elementary
    introduction to modern convex geometry (1997), lemma 2.2.
    """
    reach = min(1.0, math.sqrt(2 * math.log(2 / alpha) / (n - 1)))
    return Interval(-reach, reach)


def bounded_mean(n: int, *, mean: float, low: float, high: float, alpha: float = ALPHA) -> Interval:
    """Return where the mean of `n` independent numbers between `low` and `high` lies.

    W. Hoeffding, Probability inequalities for sums of bounded random variables, Journal of the
    American Statistical Association 58 (1963), theorem 2.
    """
    reach = (high - low) * math.sqrt(math.log(2 / alpha) / (2 * n))
    return Interval(mean - reach, mean + reach)


def rate(n: int, p: float, *, alpha: float = ALPHA) -> Interval:
    """Return which share of `n` independent trials succeeds, each with probability `p`.

    For the zeros of a dropout mask, or for what a classifier of a known accuracy gets right. The
    share is above q with a probability of at most exp(-n KL(q, p)), and below likewise: Hoeffding
    (1963), theorem 1.
    """
    limit = math.log(2 / alpha) / n

    def goes_on(q: float) -> bool:
        return _divergence(q, p) <= limit

    return Interval(_last(p, 0.0, goes_on), _last(p, 1.0, goes_on))


def fixed_points(*, alpha: float = ALPHA) -> int:
    """Return how many places of a uniform shuffle may keep their element, of any number of them.

    On average, 1 / k! sets of k places all keep theirs; so k places or more do with a probability
    of at most 1 / k!, by Markov's inequality.
    """
    k = 1
    while 1 / math.factorial(k + 1) > alpha:
        k += 1
    return k


def same_order(n: int, *, orders: int = 1) -> float:
    """Return the probability that a uniform shuffle of `n` gives one of so many given orders."""
    return min(1.0, orders / math.factorial(n))


def _deviate(alpha: float) -> float:
    """Return what the absolute value of a standard normal number exceeds with probability alpha."""
    return -NORMAL.inv_cdf(alpha / 2)


def _divergence(q: float, p: float) -> float:
    """Return KL(q, p) of two Bernoulli distributions."""
    terms = ((q, p), (1 - q, 1 - p))
    return sum(a * math.log(a / b) if b > 0 else math.inf for a, b in terms if a > 0)


def _last(start: float, end: float, goes_on: Callable[[float], bool]) -> float:
    """Return the farthest point from `start` towards `end` at which it goes on, or a bit beyond."""
    if goes_on(end):
        return end
    for _ in range(100):
        middle = (start + end) / 2
        start, end = (middle, end) if goes_on(middle) else (start, middle)
    return end
