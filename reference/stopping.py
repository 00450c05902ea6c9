"""When to stop: by patience on validation data, and by the four rules of a training recipe."""

import numpy as np


def early_stopping(val_losses, patience, min_delta):
    """Return (stop_epoch, best_epoch) of a training that is watched on validation data.

    An epoch is an improvement where its loss is below best - min_delta, with best the loss of the
    last improvement; epoch 0 always is one. best_epoch is the last improvement. Training stops at
    the epoch that is number `patience` in a row without improvement; where there is none,
    stop_epoch is the last epoch. A loss that is nan is no improvement.

    val_losses: array (n,), float64, n at least 1: the validation loss of each epoch, counted from
    0; what comes after the stop is not looked at. patience: int, at least 1.
    min_delta: float, at least 0.
    Returns two integers.

    Source: T. Artières, Deep Learning (early stopping).
    """
    best, best_epoch = val_losses[0], 0
    for epoch, loss in enumerate(val_losses):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        if epoch - best_epoch == patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


def stop_epochs(losses, level, rate, max_epochs):
    """Return the epoch at which each of four rules would stop a training: a dict.

    "minimum": the first epoch whose loss is above that of the epoch before: the minimum is past.
    "improvement": the first epoch that has lowered the loss of the epoch before by less than rate;
    a loss that rises has lowered it by less than nothing.
    "level": the first epoch whose loss is at most level.
    "epochs": the last of max_epochs epochs.
    Where a rule stops at no epoch of losses, its value is None.

    losses: array (n,), float64, n at least 1: the loss of each epoch, counted from 0.
    level, rate: floats. max_epochs: int, at least 1.

    Source: M. S. Jha, Introduction to Deep Learning (training recipe, stopping).
    """
    falls = losses[:-1] - losses[1:]

    def first(found):
        return int(np.argmax(found)) if np.any(found) else None

    return {
        "minimum": first(np.append(False, falls < 0)),
        "improvement": first(np.append(False, falls < rate)),
        "level": first(losses <= level),
        "epochs": max_epochs - 1 if max_epochs <= len(losses) else None,
    }
