"""Part E: how dropout is called, what is measured of its masks, and between which limits."""

import numpy as np

from autograder import chance

EXACT = 1e-9
"""How far a factor may lie from the right one, by roundings."""


def call_often(function, A, keep_prob, rng, train):
    # The same activities a hundred times over, so that the masks can be measured.
    seed = int(rng.integers(2**32))
    A = np.tile(A, (10, 10))
    given = A.copy()
    one, other = np.random.default_rng(seed), np.random.default_rng(seed)
    return {
        "first call": function(given, keep_prob, one, train),
        "masks of ten more calls": [
            function(A.copy(), keep_prob, one, train)[1] for _ in range(10)
        ],
        "mask of the same seed": function(A.copy(), keep_prob, other, train)[1],
        "A after": given,
    }


def mask_facts(output, A, keep_prob, rng, train):
    # The ten masks of a right answer keep equally many of 1,000 activities or more with a
    # probability below 1e-12, and two masks are the same with one that is far smaller.
    A = np.tile(A, (10, 10))
    out, M = output["first call"]
    masks = np.array(output["masks of ten more calls"], dtype=float)
    kept = np.asarray(M) > 0
    factors = (out / A)[kept] if kept.any() else np.zeros(1)
    return {
        "shapes": [list(out.shape), list(np.shape(M))],
        "values of the masks": np.unique(masks)[:5].tolist(),
        "smallest factor of a kept activity": float(factors.min()),
        "largest factor of a kept activity": float(factors.max()),
        "what is dropped is 0": bool(np.all(out[~kept] == 0)),
        "share that is kept": float(np.mean(masks > 0)),
        "share of neighbours in a row with one fate": float(
            np.mean((masks[:, :, ::2] > 0) == (masks[:, :, 1::2] > 0))
        ),
        "share of neighbours in a column with one fate": float(
            np.mean((masks[:, ::2] > 0) == (masks[:, 1::2] > 0))
        ),
        "every mask keeps equally many": len({int(np.sum(mask > 0)) for mask in masks}) == 1,
        "two calls have the same mask": bool(np.array_equal(masks[0], masks[1])),
        "the same seed gives the same mask": bool(
            np.array_equal(M, output["mask of the same seed"])
        ),
        "A is left as it was": bool(np.array_equal(output["A after"], A)),
    }


def mask_bounds(A, keep_prob, rng, train):
    n, m = 10 * A.shape[0], 10 * A.shape[1]
    p = keep_prob if train else 1.0
    factor = 1 / p if p > 0 else 0.0
    alike = p**2 + (1 - p) ** 2
    exactly = chance.Interval(factor - EXACT, factor + EXACT)
    return {
        "smallest factor of a kept activity": exactly,
        "largest factor of a kept activity": exactly,
        "share that is kept": chance.rate(10 * n * m, p),
        "share of neighbours in a row with one fate": chance.rate(10 * n * (m // 2), alike),
        "share of neighbours in a column with one fate": chance.rate(10 * (n // 2) * m, alike),
    }
