"""Bounds on what chance does: proved by calculation, and tried on 10,000 right answers."""

import math
from fractions import Fraction
from statistics import NormalDist

import numpy as np
import pytest

from autograder import chance

RUNS = 10_000
LOOSE = 0.02
"""An alpha at which 10,000 runs would show a bound that does not hold."""

N = 60


@pytest.fixture(scope="module")
def normal():
    return np.random.default_rng(20).normal(size=(RUNS, N))


def rates(rng):
    return rng.binomial(N, 0.3, size=RUNS) / N


def correlations(rng):
    one, other = rng.normal(size=(2, RUNS, N))
    one -= one.mean(axis=1, keepdims=True)
    other -= other.mean(axis=1, keepdims=True)
    return (one * other).mean(axis=1) / one.std(axis=1) / other.std(axis=1)


def within(A):
    centred = np.abs(A - A.mean(axis=1, keepdims=True))
    return (centred < A.std(axis=1, keepdims=True)).mean(axis=1)


SIMULATED = {
    "mean": (lambda alpha: chance.normal_mean(N, alpha=alpha), lambda A: A.mean(axis=1)),
    "variance": (lambda alpha: chance.normal_variance(N, alpha=alpha), lambda A: A.var(axis=1)),
    "standard deviation": (
        lambda alpha: chance.normal_std(N, std=3.0, alpha=alpha),
        lambda A: 3 * A.std(axis=1),
    ),
    "standardised mean": (
        lambda alpha: chance.standardised_mean(N, alpha=alpha),
        lambda A: A.mean(axis=1) / A.std(axis=1),
    ),
    "share within": (lambda alpha: chance.share_within(N, alpha=alpha), within),
    "correlation": (
        lambda alpha: chance.correlation(N, alpha=alpha),
        lambda _: correlations(np.random.default_rng(21)),
    ),
    "bounded mean": (
        lambda alpha: chance.bounded_mean(N, mean=0.5, low=0.0, high=1.0, alpha=alpha),
        lambda _: np.random.default_rng(22).random((RUNS, N)).mean(axis=1),
    ),
    "rate": (
        lambda alpha: chance.rate(N, 0.3, alpha=alpha),
        lambda _: rates(np.random.default_rng(23)),
    ),
}


@pytest.mark.parametrize("name", SIMULATED)
def test_no_right_answer_of_ten_thousand_is_refused(name, normal):
    bound, facts = SIMULATED[name]
    interval = bound(chance.ALPHA)

    assert all(float(fact) in interval for fact in facts(normal))


@pytest.mark.parametrize("name", SIMULATED)
def test_a_looser_bound_is_overstepped_no_more_often_than_it_says(name, normal):
    bound, facts = SIMULATED[name]
    interval = bound(LOOSE)

    outside = sum(float(fact) not in interval for fact in facts(normal))

    assert outside / RUNS in chance.rate(RUNS, LOOSE) or outside / RUNS < LOOSE


@pytest.mark.parametrize("name", SIMULATED)
def test_a_bound_is_of_use(name, normal):
    """It shuts out what is some ten standard errors away: a wrong mean, scale or rate."""
    bound, facts = SIMULATED[name]
    interval, found = bound(1e-9), facts(normal)

    assert interval.upper - interval.lower < 25 * float(found.std())


def exact_chi_square_tail(k, x):
    """Return P(χ²ₖ ≥ x) for an even k: a sum of Poisson probabilities."""
    return math.fsum(
        math.exp(-x / 2 + i * math.log(x / 2) - math.lgamma(i + 1)) for i in range(k // 2)
    )


@pytest.mark.parametrize("n", [3, 11, 101, 1001, 30_001])
def test_the_variance_oversteps_its_bounds_no_more_often_than_it_says(n):
    interval = chance.normal_variance(n, alpha=1e-6)

    above = exact_chi_square_tail(n - 1, n * interval.upper)
    below = 1 - exact_chi_square_tail(n - 1, n * interval.lower) if interval.lower else 0.0

    assert above + below <= 1e-6


@pytest.mark.parametrize("alpha", [1e-3, 1e-9, 1e-11])
def test_the_mean_oversteps_its_bounds_exactly_as_often_as_it_says(alpha):
    reach = chance.normal_mean(1, alpha=alpha).upper

    assert math.erfc(reach / math.sqrt(2)) == pytest.approx(alpha, rel=1e-6)


@pytest.mark.parametrize("p", [0.001, 0.2, 0.5, 0.97])
@pytest.mark.parametrize("n", [20, 500])
def test_a_rate_oversteps_its_bounds_no_more_often_than_it_says(n, p):
    interval = chance.rate(n, p, alpha=1e-4)
    odds = Fraction(p)

    outside = sum(
        math.comb(n, k) * odds**k * (1 - odds) ** (n - k)
        for k in range(n + 1)
        if k / n not in interval
    )

    assert outside <= Fraction(1, 10_000)


@pytest.mark.parametrize("n", [10, 100, 1000])
def test_a_correlation_oversteps_its_bounds_no_more_often_than_it_says(n):
    """Its density is proportional to (1 - r²) to the power (n - 4) / 2."""
    reach = chance.correlation(n, alpha=1e-3).upper
    r = np.linspace(-1, 1, 2_000_001)
    density = (1 - r**2) ** ((n - 4) / 2)

    assert density[np.abs(r) > reach].sum() / density.sum() <= 1e-3


def test_the_share_of_a_whole_population_is_the_known_one():
    limit = NormalDist().cdf(1) - NormalDist().cdf(-1)

    interval = chance.share_within(10**12)

    assert limit in interval
    assert interval.upper - interval.lower < 1e-4


def derangements(n):
    """Return how many permutations of n keep no element in its place."""
    found = [1, 0]
    while len(found) <= n:
        found.append((len(found) - 1) * (found[-1] + found[-2]))
    return found[n]


@pytest.mark.parametrize("n", [5, 20, 60])
@pytest.mark.parametrize("alpha", [0.01, 1e-9])
def test_a_shuffle_keeps_more_places_no_more_often_than_it_says(n, alpha):
    most = chance.fixed_points(alpha=alpha)

    more = sum(math.comb(n, k) * derangements(n - k) for k in range(most + 1, n + 1))

    assert Fraction(more, math.factorial(n)) <= Fraction(alpha)


def test_the_chance_of_a_given_order_is_exact():
    assert chance.same_order(3) == pytest.approx(1 / 6)
    assert chance.same_order(14, orders=8) < 1e-10
    assert chance.same_order(2, orders=8) == 1


def test_an_interval_holds_its_ends_and_no_nan():
    interval = chance.Interval(0.0, 1.0)

    assert 0.0 in interval
    assert 1.0 in interval
    assert math.nan not in interval


def test_a_hundred_facts_leave_less_than_one_failure_in_a_billion_runs():
    assert 100 * chance.ALPHA <= 1e-9
