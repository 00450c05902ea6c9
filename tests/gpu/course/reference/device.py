"""Functions that run on whatever device their arguments are on."""

import torch
from torch import nn
from torch.nn import functional as F


def affine(x, W, b):
    """Return x Wᵀ + b. x: (m, n). W: (k, n). b: (k,)."""
    return x @ W.T + b


def convolved(x, w):
    """Return the convolution of x with w, padded by one. x: (m, c, h, w). w: (d, c, 3, 3)."""
    return F.conv2d(x, w, padding=1)


def first_rows(x, count):
    """Return x with every row but the first `count` set to 0, on the device of x."""
    mask = torch.arange(x.shape[0], device=x.device) < count
    return x * mask[:, None]


def layered(x):
    """Return what a fresh layer of 3 outputs gives for x, on the device of x. x: (m, n)."""
    layer = nn.Linear(x.shape[1], 3).to(x.device, x.dtype)
    return layer(x).detach()


def classes(scores):
    """Return the class of each row of scores, as a NumPy array."""
    return scores.argmax(dim=1).cpu().numpy()


def train(X, y, steps):
    """Return a linear classifier of two classes, trained on the device of X."""
    model = nn.Linear(X.shape[1], 2).to(X.device, X.dtype)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(steps):
        optimizer.zero_grad()
        F.cross_entropy(model(X), y).backward()
        optimizer.step()
    return model


def total(x):
    """Return the sum of x, a NumPy array."""
    return float(x.sum())
