"""The training loop: an epoch, and many under a schedule."""

import numpy as np
import torch
from torch.nn import functional as F


def train_epoch(model, batches, optimizer, device):
    """Train for one epoch; return the mean loss over its instances, as a Python float.

    For each mini-batch: θ ← θ - step(∂L/∂θ), with L the mean of -log softmax(logits)_y.

    model: nn.Module on device, in whatever mode. batches: list of pairs of tensors X (m, n) and y
    (m,), int64, which are not on device yet; the last may be short. optimizer: of the model's
    parameters, whose gradients may hold anything. device: str or torch.device.
    The losses are those before each step. Afterwards the model is in training mode.

    Source: T. Artières, Introduction au Deep Learning (training loop).
    """
    model.train()
    total, m = 0.0, 0
    for X, y in batches:
        X, y = X.to(device), y.to(device)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(X), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        m += len(y)
    return total / m


def schedule_epochs(run_epoch, optimizer, scheduler, epochs):
    """Run epochs under a schedule; return the rate of each: [η_0, η_1, …].

    run_epoch: function without arguments, which trains for one epoch with optimizer.
    scheduler: of optimizer, one step of it an epoch. epochs: int.
    Returns a list of floats, the learning rate of the optimizer's first group in each epoch.

    Source: S. J. Goubalan, Initiation au Deep Learning (learning rate decay).
    """
    rates = []
    for _ in range(epochs):
        rates.append(optimizer.param_groups[0]["lr"])
        run_epoch()
        scheduler.step()
    return rates


def warmup_cosine(optimizer, warmup, total):
    """Return a schedule: η_t = η (t + 1) / warmup, then η ½ (1 + cos(π (t - warmup) / rest)).

    The first holds for t < warmup, the second from there on, with rest = total - warmup; t counts
    epochs from 0, and η is the learning rate that the optimizer has been given.

    optimizer: torch.optim.Optimizer. warmup: int, at least 0. total: int, above warmup.
    Returns a scheduler of torch.optim.lr_scheduler.

    Source: S. J. Goubalan, Initiation au Deep Learning (learning rate decay).
    """

    def factor(t):
        if t < warmup:
            return (t + 1) / warmup
        return 0.5 * (1 + float(np.cos(np.pi * (t - warmup) / (total - warmup))))

    return torch.optim.lr_scheduler.LambdaLR(optimizer, factor)
