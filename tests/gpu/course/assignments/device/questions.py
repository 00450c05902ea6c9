"""Questions on a GPU, and one that needs none."""

import numpy as np
import torch
from reference import device as ref

from autograder import Assignment

assignment = Assignment(
    "device", title={"en": "Devices", "fr": "Périphériques"}, frameworks=("torch",)
)


def tensor(rng, *shape, dtype=np.float64):
    return torch.from_numpy(rng.normal(size=shape).astype(dtype))


affine = assignment.question(ref.affine, points=2, device="cuda")


@affine.case("in float64")
def _(rng):
    return {"x": tensor(rng, 64, 300), "W": tensor(rng, 50, 300), "b": tensor(rng, 50)}


@affine.case("in float32")
def _(rng):
    short = {"dtype": np.float32}
    return {
        "x": tensor(rng, 64, 300, **short),
        "W": tensor(rng, 50, 300, **short),
        "b": tensor(rng, 50, **short),
    }


convolved = assignment.question(ref.convolved, points=1, device="cuda")


@convolved.case("in float32")
def _(rng):
    x = tensor(rng, 4, 16, 20, 20, dtype=np.float32)
    return {"x": x, "w": tensor(rng, 8, 16, 3, 3, dtype=np.float32)}


first_rows = assignment.question(ref.first_rows, points=1, device="cuda")


@first_rows.case("three rows of five")
def _(rng):
    return {"x": tensor(rng, 5, 4), "count": 3}


layered = assignment.question(ref.layered, points=1, device="cuda")


@layered.case("seven instances")
def _(rng):
    return {"x": tensor(rng, 7, 5)}


classes = assignment.question(ref.classes, points=1, device="cuda")


@classes.case("nine instances")
def _(rng):
    return {"scores": tensor(rng, 9, 4)}


train = assignment.question(
    ref.train, points=2, device="cuda", steps=200, seconds=30, kept=("X_new", "y_new")
)


@train.probe
def _(train, X, y, steps):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = train(torch.from_numpy(X).to(device), torch.from_numpy(y).to(device), steps)
    return dict(model.state_dict())


@train.summary
def _(output, X, y, steps, X_new, y_new):
    scores = X_new @ output["weight"].T + output["bias"]
    return {"nine of ten right": bool(np.mean(scores.argmax(axis=1) == y_new) >= 0.9)}


@train.case("two clouds")
def _(rng):
    X, X_new = rng.normal(size=(200, 6)), rng.normal(size=(400, 6))
    direction = rng.normal(size=6)
    y, y_new = ((points @ direction > 0).astype(np.int64) for points in (X, X_new))
    return {"X": X, "y": y, "steps": 150, "X_new": X_new, "y_new": y_new}


total = assignment.question(ref.total, points=2)


@total.case("ten numbers")
def _(rng):
    return {"x": rng.normal(size=10)}
