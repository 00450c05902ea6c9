"""Training and evaluation: what dropout and batch normalisation do depends on the mode."""

import torch
from torch import nn
from torch.nn import functional as F


def evaluate(model, batches):
    """Return (L, a): the mean of -log softmax(logits)_y, and the share of right classes.

    Both are means over the instances, of networks in evaluation mode, and no graph is recorded.
    Afterwards the model is in the mode in which it was.

    model: nn.Module, which gives logits (m, K). batches: list of pairs of tensors X (m, n) and y
    (m,), int64; the last may be short.
    Returns two Python floats.

    Source: T. Artières, Introduction au Deep Learning (training loop).
    """
    was_training = model.training
    model.eval()
    loss, right, m = 0.0, 0, 0
    with torch.no_grad():
        for X, y in batches:
            logits = model(X)
            loss += F.cross_entropy(logits, y, reduction="sum").item()
            right += torch.sum(logits.argmax(dim=1) == y).item()
            m += len(y)
    model.train(was_training)
    return loss / m, right / m


def fine_tune_mode(model):
    """Put a model in training mode, but its batch normalisations in evaluation mode.

    A network trained on much data is trained further on little: what it normalises by is kept.

    model: nn.Module, whose batch normalisations (nn.BatchNorm1d, nn.BatchNorm2d) may be deep
    inside. Which parameters ask for a gradient is left as it is.
    Returns None.

    Source: S. J. Goubalan, Initiation au Deep Learning (batch normalisation).
    """
    model.train()
    for module in model.modules():
        if isinstance(module, nn.BatchNorm1d | nn.BatchNorm2d):
            module.eval()
