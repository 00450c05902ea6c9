"""The training loop as it is used: mini-batches, a schedule, and a stop by validation data."""

import numpy as np
from reference.optimizers import gd_step


def train(params, cost, new_epoch, validation, rates, patience):
    """Return (params, history) of a training in mini-batches, stopped by the validation loss.

    Epoch t takes one step for each mini-batch, with the rate rates[t]. Its training loss is the
    mean loss of its instances, each as it is met, before the step of its batch; its validation
    loss is that of the whole validation set, after the last step. Where the validation loss is
    below that of all the epochs before, the parameters of the end of this epoch are the best so
    far. Training stops after `patience` epochs in a row that were not, or when rates is used up.

    params: dict of arrays, the start, left as it is. cost: function (params, X, Y) → (J, grads):
    the mean loss of these instances, and its gradients, "dW" for "W" and so on.
    new_epoch: function without arguments. Called once at the beginning of each epoch, it returns
    the mini-batches, shuffled anew: a list of tuples (X_b, Y_b), one instance a column.
    validation: tuple (X_val, Y_val), the validation set.
    rates: array (E,), E at least 1: the learning rate of each epoch. patience: int, at least 1.
    Returns the best parameters, and a dict of two lists, "train" and "val": the losses of the
    epochs that were run.

    Source: S. J. Goubalan, Initiation au Deep Learning (stochastic gradient descent).
    """
    history = {"train": [], "val": []}
    best, best_params, wait = np.inf, params, 0
    for lr in rates:
        total = m = 0
        for X_b, Y_b in new_epoch():
            loss, grads = cost(params, X_b, Y_b)
            params = gd_step(params, grads, lr)
            total, m = total + loss * X_b.shape[1], m + X_b.shape[1]
        val_loss, _ = cost(params, *validation)
        history["train"].append(total / m)
        history["val"].append(val_loss)
        if val_loss < best:
            best, best_params, wait = val_loss, params, 0
        else:
            wait += 1
        if wait == patience:
            break
    return best_params, history
