"""The classifier of digits: all the pieces, put together."""

import torch
from torch.nn import functional as F


def fit_digits(model, X, y):
    """Train a classifier, in place, in at most 40 steps.

    model: nn.Module with logits (m, K), of float32 parameters, in training mode or not. X: tensor
    (m, n), float32, one instance a row. y: int64 tensor (m,), the classes. While gradients are
    recorded, model may be called 40 times at most.
    Returns None.

    Source: T. Artières, Introduction au Deep Learning (MNIST; training loop).
    """
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    model.train()
    for _ in range(40):
        rows = torch.randint(len(y), (128,))
        optimizer.zero_grad()
        F.cross_entropy(model(X[rows]), y[rows]).backward()
        optimizer.step()
