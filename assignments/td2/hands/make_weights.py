"""Train the weights of `assignments/td2/data` again: right ones, and those of two mistakes.

    python assignments/td2/hands/make_weights.py

Other versions of PyTorch give other numbers, as good as these.
"""

from pathlib import Path

import numpy as np
import torch
from reference.datasets import digits
from reference.pictures import moved
from reference.pytorch.convnet import DigitNet
from torch.nn import functional as F

DATA = Path(__file__).resolve().parents[1] / "data"
GIVEN = 1200


def trained(epochs, move, rate=0.005):
    torch.manual_seed(0)
    rng = np.random.default_rng(0)
    X, y = digits()
    pictures, labels = X.T.reshape(-1, 8, 8)[:GIVEN], torch.tensor(y[:GIVEN])
    model = DigitNet()
    optimizer = torch.optim.Adam(model.parameters(), lr=rate)
    for epoch in range(epochs):
        for group in optimizer.param_groups:
            group["lr"] = rate * (1.0 if epoch < 0.7 * epochs else 0.1)
        seen = moved(pictures, rng) if move else pictures
        for rows in np.array_split(rng.permutation(GIVEN), GIVEN // 60):
            images = torch.tensor(seen[rows], dtype=torch.float32)[:, None]
            optimizer.zero_grad()
            F.cross_entropy(model(images), labels[rows]).backward()
            optimizer.step()
    return model


if __name__ == "__main__":
    torch.set_num_threads(1)
    for name, how in {
        "weights": {"epochs": 80, "move": True},
        "never_moved": {"epochs": 20, "move": False},
        "too_short": {"epochs": 2, "move": True, "rate": 0.003},
    }.items():
        arrays = {key: each.numpy() for key, each in trained(**how).state_dict().items()}
        np.savez(DATA / f"{name}.npz", **arrays)
