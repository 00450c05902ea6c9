"""Part A, continued: a graph that must stay whole (exercise E82)."""

import numpy as np
import torch
from reference.pytorch import autograd as ref

from autograder import Part

part = Part("graph")

# --- E82: a loss that autograd can derive ---

confidence_loss = part.question(ref.confidence_loss, points=5)


@confidence_loss.probe
def _(confidence_loss, w, X, lam):
    w, X = torch.tensor(w, requires_grad=True), torch.tensor(X)
    loss = confidence_loss(w, X, lam)
    loss.backward()
    return {"loss": loss, "gradient": w.grad}


@confidence_loss.case(
    "two weights, three instances", visible=True, fr="deux poids, trois instances"
)
def _(rng):
    X = np.array([[1.0, 0.0], [0.0, 2.0], [-1.0, 1.0]])
    return {"w": np.array([0.5, -1.0]), "X": X, "lam": 0.1}


def instances(rng, n, m, lam):
    return {"w": rng.normal(size=n), "X": rng.normal(size=(m, n)), "lam": lam}


@confidence_loss.case("three weights, seven instances", fr="trois poids, sept instances")
def _(rng):
    return instances(rng, 3, 7, 0.3)


@confidence_loss.case("a single instance", fr="une seule instance")
def _(rng):
    return instances(rng, 5, 1, 0.7)


@confidence_loss.case("without a penalty", fr="sans pénalité")
def _(rng):
    return instances(rng, 2, 11, 0.0)


@confidence_loss.mistake(
    raises=True,
    en="You change s in its place, and the slope of the sigmoid is computed from s on the way "
    "back: what autograd has stored must not be written over.",
    fr="Vous modifiez s sur place, alors que la pente de la sigmoïde est calculée à partir de s "
    "au retour : ce qu'autograd a conservé ne doit pas être écrasé.",
)
def changes_a_stored_tensor(w, X, lam):  # M82.6
    s = torch.sigmoid(X @ w)
    s -= 1
    return torch.mean(s**2) + lam * torch.sum(w**2)


@confidence_loss.mistake(
    en="The graph is cut at s, by `detach`, `data` or a way through NumPy: the value is right, "
    "but the gradient is that of the penalty alone.",
    fr="Le graphe est coupé en s, par `detach`, `data` ou un passage par NumPy : la valeur est "
    "juste, mais le gradient est celui de la seule pénalité.",
)
def detaches_the_prediction(w, X, lam):  # M82.4
    s = torch.sigmoid(X @ w).detach()
    return torch.mean((1 - s) ** 2) + lam * torch.sum(w**2)


@confidence_loss.mistake(
    en="The graph is cut at the penalty: it counts in the value, and not in the gradient.",
    fr="Le graphe est coupé à la pénalité : elle compte dans la valeur, et non dans le gradient.",
)
def detaches_the_penalty(w, X, lam):  # M82.4
    s = torch.sigmoid(X @ w)
    return torch.mean((1 - s) ** 2) + lam * torch.sum(w.data**2)


@confidence_loss.mistake(
    en="You add the squares of all the instances up: their mean is asked.",
    fr="Vous additionnez les carrés de toutes les instances : on demande leur moyenne.",
)
def adds_the_instances_up(w, X, lam):  # not in the catalogue
    s = torch.sigmoid(X @ w)
    return torch.sum((1 - s) ** 2) + lam * torch.sum(w**2)


@confidence_loss.mistake(
    en="Your penalty is the length of w: it is the square of the length that is asked.",
    fr="Votre pénalité est la norme de w : c'est le carré de la norme qui est demandé.",
)
def penalises_the_length(w, X, lam):  # not in the catalogue
    s = torch.sigmoid(X @ w)
    return torch.mean((1 - s) ** 2) + lam * torch.linalg.vector_norm(w)


@confidence_loss.mistake(
    en="Your penalty is halved: here it is lam times the sum of the squares.",
    fr="Votre pénalité est divisée par deux : ici, c'est lam fois la somme des carrés.",
)
def halves_the_penalty(w, X, lam):  # CR8
    s = torch.sigmoid(X @ w)
    return torch.mean((1 - s) ** 2) + 0.5 * lam * torch.sum(w**2)


@confidence_loss.alternative
def with_the_opposite_sigmoid(w, X, lam):
    return torch.sigmoid(-(X @ w)).square().mean() + lam * w.dot(w)


confidence_loss.equivalent("X @ w → X @ w.T", "w is a vector: nothing to transpose.")
confidence_loss.equivalent("1 - s → s - 1", "It is squared.")
