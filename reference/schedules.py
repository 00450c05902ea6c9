"""Learning rates that fall during training: four by the calendar, one by what the loss does."""

import numpy as np


def decay_per_update(lr, beta, epochs, updates):
    """Return η β^t for t = 0, 1, 2, …: the rate of every update, multiplied by β after each.

    lr: float, the rate η of the first update. beta: float, 0 < β < 1.
    epochs: int, the number of epochs. updates: int, the number of updates in each of them.
    Returns an array (epochs * updates,), in the order of the updates.

    Source: S. J. Goubalan, Initiation au Deep Learning (learning rate).
    """
    return lr * beta ** np.arange(epochs * updates)


def time_decay(lr, k, t):
    """Return η / (1 + k t), the rate of each epoch t.

    lr: float, the first rate η. k: float, at least 0.
    t: integer array (n,), the epochs, counted from 0, in any order. Returns an array (n,).

    Source: A. Mahmoudi, Deep Learning (learning rate decay, time-based).
    """
    return lr / (1 + k * t)


def step_decay(lr, drop, every, t):
    """Return η drop^⌊t / every⌋, the rate of each epoch t: a staircase.

    lr: float, the first rate η. drop: float, 0 < drop < 1, the factor of a step.
    every: int, at least 1, the number of epochs of a step: epochs 0 to every - 1 have the rate η.
    t: integer array (n,), the epochs, counted from 0, in any order. Returns an array (n,).

    Source: A. Mahmoudi, Deep Learning (learning rate decay, step).
    """
    return lr * drop ** (t // every)


def exponential_decay(lr, k, epochs, updates):
    """Return the rate of every update where epoch t has the rate η e^(-k t), from its first update.

    lr: float, the first rate η. k: float, at least 0.
    epochs: int, the number of epochs. updates: int, the number of updates in each of them.
    Returns an array (epochs * updates,), in the order of the updates.

    Source: A. Mahmoudi, Deep Learning (learning rate decay, exponential).
    """
    return lr * np.exp(-k * np.repeat(np.arange(epochs), updates))


def plateau_decay(losses, lr, factor, patience, min_delta, min_lr):
    """Return the rate after each epoch, multiplied by factor where the loss has stopped falling.

    An epoch is an improvement where its loss is below best - min_delta, with best the loss of the
    last improvement; the first epoch always is one. After `patience` epochs without improvement,
    one after the other, the rate is multiplied by factor, but never falls below min_lr, and the
    count starts again from 0. The best loss stays.

    losses: array (n,), float64: the loss of each epoch. lr: float, the rate of the first epoch.
    factor: float, 0 < factor < 1. patience: int, at least 1. min_delta, min_lr: floats, at least 0.
    Returns an array (n,): entry t is the rate once the loss of epoch t is known.

    Source: S. J. Goubalan, Initiation au Deep Learning (ReduceLROnPlateau).
    """
    rates, best, wait = [], np.inf, 0
    for loss in losses:
        if loss < best - min_delta:
            best, wait = loss, 0
        else:
            wait += 1
        if wait == patience:
            lr, wait = max(lr * factor, min_lr), 0
        rates.append(lr)
    return np.array(rates)
