"""Part I: a classifier of digits, judged on digits that it has not seen (the MNIST network)."""

import numpy as np
import torch
from reference.datasets import blobs, drawn_digits
from reference.pytorch import digits as ref
from torch.nn import functional as F

from autograder import Part

from .probes import trained_weights

part = Part("digits")

fit_digits = part.question(ref.fit_digits, points=6, kept=("X_test", "y_test"))

fit_digits.probe(trained_weights)


@fit_digits.summary
def _(output, X, y, hidden, calls, X_test, y_test):
    before, after = output["before"], output["after"]
    W1, b1, W2, b2 = (np.asarray(each, dtype=float) for each in after)
    logits = np.maximum(0, X_test @ W1.T + b1) @ W2.T + b2
    logits -= logits.max(axis=1, keepdims=True)
    log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    loss = -np.mean(log_p[np.arange(len(y_test)), y_test])
    return {
        "nine of ten are right": bool(np.mean(logits.argmax(axis=1) == y_test) >= 0.9),
        "every parameter has moved": [
            not np.array_equal(a, b) for a, b in zip(before, after, strict=True)
        ],
        "the loss is finite": bool(np.isfinite(loss)),
        "the loss is far above that of guessing": bool(loss > 3 * np.log(logits.shape[1])),
    }


@fit_digits.case("three clouds", visible=True, fr="trois nuages")
def _(rng):
    centres = np.array([[0.0, 4.0, -4.0], [4.0, -4.0, -4.0]])
    (X, y), (X_test, y_test) = (blobs(m, centres, 0.3, rng) for m in (12, 6))
    return {
        **{"X": X.T.round(1), "y": y, "hidden": 16, "calls": 40},
        **{"X_test": X_test.T.round(1), "y_test": y_test},
    }


def pictures(rng, m, hidden):
    (X, y), (X_test, y_test) = (drawn_digits(size, 0.05, rng) for size in (m, 400))
    return {
        **{"X": X.T, "y": y, "hidden": hidden, "calls": 40},
        **{"X_test": X_test.T, "y_test": y_test},
    }


@fit_digits.case("digits", fr="des chiffres")
def _(rng):
    return pictures(rng, 500, 32)


@fit_digits.case("other digits, and a wider layer", fr="d'autres chiffres, une couche plus large")
def _(rng):
    return pictures(rng, 400, 64)


def trained(model, X, y, optimizer, sign=1.0):
    model.train()
    for _ in range(40):
        rows = torch.randint(len(y), (128,))
        optimizer.zero_grad()
        (sign * F.cross_entropy(model(X[rows]), y[rows])).backward()
        optimizer.step()


@fit_digits.mistake(
    en="The weights have not moved: no step is taken, or those of a copy are trained.",
    fr="Les poids n'ont pas bougé : aucun pas n'est fait, ou ce sont ceux d'une copie qui sont "
    "entraînés.",
)
def never_moves(model, X, y):  # M82.2
    trained(model, X, y, torch.optim.SGD(model.parameters(), lr=0.0))


@fit_digits.mistake(
    en="The loss has grown instead of shrinking: you climb.",
    fr="La perte a grandi au lieu de diminuer : vous montez.",
)
def climbs(model, X, y):  # not in the catalogue
    trained(model, X, y, torch.optim.SGD(model.parameters(), lr=0.3), sign=-1.0)


@fit_digits.mistake(
    en="The weights are not numbers any more: the rate is far too large.",
    fr="Les poids ne sont plus des nombres : le taux est beaucoup trop grand.",
)
def diverges(model, X, y):  # Q27
    trained(model, X, y, torch.optim.SGD(model.parameters(), lr=1e30))


@fit_digits.mistake(
    en="Only the last layer learns: the optimizer has not been given all the parameters.",
    fr="Seule la dernière couche apprend : l'optimiseur n'a pas reçu tous les paramètres.",
)
def trains_the_last_layer(model, X, y):  # M85.1, here
    trained(model, X, y, torch.optim.SGD(list(model.parameters())[2:], lr=0.05))


@fit_digits.alternative
def with_momentum_and_whole_batches(model, X, y):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5, momentum=0.9, nesterov=True)
    for _ in range(39):
        optimizer.zero_grad()
        F.cross_entropy(model(X), y).backward()
        optimizer.step()


@fit_digits.alternative
def in_epochs(model, X, y):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.04)
    for _ in range(10):
        for rows in torch.randperm(len(y)).tensor_split(4):
            if len(rows) > 0:
                optimizer.zero_grad()
                F.cross_entropy(model(X[rows]), y[rows]).backward()
                optimizer.step()


EQUIVALENT = {
    "torch.optim.Adam(model.parameters(), lr=0.05) → "
    "torch.optim.Adam(model.parameters(), lr=0.1)": "Many rates will do.",
    "model.train() → pass": "There is neither dropout nor batch normalisation in this model.",
    "range(40) → range(39)": "A step less makes no difference.",
    "rows = torch.randint(len(y), (128,)) → rows = -torch.randint(len(y), (128,))": "Counted from "
    "the end, these are rows as well.",
    "len(y) → len(X)": "There are as many inputs as answers.",
    "(128,) → (127,)": "Many sizes of a mini-batch will do.",
    "(128,) → (129,)": "Many sizes of a mini-batch will do.",
}
for mutant, reason in EQUIVALENT.items():
    fit_digits.equivalent(mutant, reason)
