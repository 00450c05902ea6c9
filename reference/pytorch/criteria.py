"""Losses from what a network gives out: logits, one logit, one number."""

from torch.nn import functional as F


def class_loss(logits, y):
    """Return the mean over the instances of -log softmax(logits)_y.

    logits: tensor (m, K), float64, one instance a row, of any size. y: int64 tensor (m,), the right
    classes, counted from 0.
    Returns a tensor of shape ().

    Source: T. Artières, Introduction au Deep Learning (classification; training loop).
    """
    return F.cross_entropy(logits, y)


def binary_loss(logits, y):
    """Return the mean over the instances of -y log σ(z) - (1 - y) log(1 - σ(z)).

    logits: tensor (m, 1), float64, the z of each instance, of any size. y: tensor (m,) of 0 and 1,
    of any dtype.
    Returns a tensor of shape ().

    Source: S. J. Goubalan, Initiation au Deep Learning (loss functions).
    """
    return F.binary_cross_entropy_with_logits(logits[:, 0], y.to(logits.dtype))


def regression_loss(output, y):
    """Return the mean over the instances of (output - y)².

    output: tensor (m, 1), float64, one prediction for each instance. y: tensor (m,), float64.
    Returns a tensor of shape ().

    Source: S. J. Goubalan, Initiation au Deep Learning (loss functions).
    """
    return F.mse_loss(output[:, 0], y)
