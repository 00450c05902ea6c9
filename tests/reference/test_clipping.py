"""Clipped gradients of the reference: never longer than the ceiling, never turned by the norm."""

import numpy as np
import pytest
from reference.clipping import clip_by_norm, clip_by_value


def gradients(scale):
    rng = np.random.default_rng(2)
    return {"dW1": scale * rng.normal(size=(5, 3)), "db1": scale * rng.normal(size=(5, 1))}


def joined(grads):
    return np.concatenate([grad.ravel() for grad in grads.values()])


@pytest.mark.parametrize("scale", [0.0, 1e-3, 1.0, 1e6])
def test_the_norm_is_at_most_the_ceiling_and_the_direction_stays(scale):
    before, after = (joined(g) for g in (gradients(scale), clip_by_norm(gradients(scale), 2.0)))

    lengths = np.linalg.norm(before), np.linalg.norm(after)
    np.testing.assert_allclose(min(lengths[0], 2.0), lengths[1])
    np.testing.assert_allclose(lengths[0] * lengths[1], before @ after)


def test_by_value_no_entry_is_above_the_ceiling_and_the_others_stay():
    before, after = joined(gradients(1.0)), joined(clip_by_value(gradients(1.0), 0.5))

    assert np.abs(after).max() == 0.5
    np.testing.assert_array_equal(before[np.abs(before) < 0.5], after[np.abs(before) < 0.5])


@pytest.mark.parametrize("clip", [clip_by_norm, clip_by_value])
def test_what_is_returned_is_new(clip):
    grads = gradients(1e-3)
    clipped = clip(grads, 2.0)

    assert not any(np.shares_memory(grads[name], clipped[name]) for name in grads)
