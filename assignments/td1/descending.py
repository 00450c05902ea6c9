"""Part A, concluded: gradient descent without an optimizer (exercise E82)."""

import numpy as np
import torch
from reference.pytorch import autograd as ref

from autograder import Part

part = Part("descending")

# --- E82: gradient descent by hand ---

descend = part.question(ref.descend, points=5)


@descend.probe
def _(descend, A, b, start, lr, steps):
    A, b, start = (torch.tensor(each) for each in (A, b, start))

    def loss(w):
        return torch.mean((A @ w - b) ** 2)

    w = descend(loss, start, lr, steps)
    return {"w": w, "w asks for a gradient": w.requires_grad, "start, afterwards": start}


@descend.case("two steps", visible=True, fr="deux pas")
def _(rng):
    A, b = np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([1.0, 1.0])
    return {"A": A, "b": b, "start": np.array([0.0, 2.0]), "lr": 0.1, "steps": 2}


def regression(rng, m, n, steps):
    A, b, start = rng.normal(size=(m, n)), rng.normal(size=m), rng.normal(size=n)
    return {"A": A, "b": b, "start": start, "lr": 0.1, "steps": steps}


@descend.case("one step", fr="un seul pas")
def _(rng):
    return regression(rng, 7, 3, 1)


@descend.case("five steps", fr="cinq pas")
def _(rng):
    return regression(rng, 5, 2, 5)


@descend.case("twenty steps", fr="vingt pas")
def _(rng):
    return regression(rng, 11, 4, 20)


@descend.mistake(
    en="The gradients of all the steps so far add up in `.grad`: it is never cleared, so the "
    "steps grow longer and longer.",
    fr="Les gradients de tous les pas s'additionnent dans `.grad` : il n'est jamais effacé, et "
    "les pas s'allongent de plus en plus.",
)
def never_clears(loss, start, lr, steps):  # M82.1
    w = start.detach().clone().requires_grad_()
    for _ in range(steps):
        loss(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
    return w.detach()


@descend.mistake(
    en="You clear the gradient after `backward` and before the step: every step is along zeros, "
    "and w never moves.",
    fr="Vous effacez le gradient après `backward` et avant le pas : chaque pas suit des zéros, et "
    "w ne bouge jamais.",
)
def clears_before_the_step(loss, start, lr, steps):  # M82.2
    w = start.detach().clone().requires_grad_()
    for _ in range(steps):
        loss(w).backward()
        w.grad.zero_()
        with torch.no_grad():
            w -= lr * w.grad
    return w.detach()


@descend.mistake(
    raises=True,
    en="The step itself is recorded: a leaf that asks for its gradient must not be changed in its "
    "place while autograd is watching.",
    fr="Le pas lui-même est enregistré : une feuille qui demande son gradient ne doit pas être "
    "modifiée sur place sous les yeux d'autograd.",
)
def steps_while_recording(loss, start, lr, steps):  # M82.7
    w = start.detach().clone().requires_grad_()
    for _ in range(steps):
        w.grad = None
        loss(w).backward()
        w -= lr * w.grad
    return w.detach()


@descend.mistake(
    en="The numbers are right, but every step is recorded: w still hangs on the graph of all the "
    "steps before, and memory grows with each.",
    fr="Les nombres sont justes, mais chaque pas est enregistré : w tient encore au graphe de "
    "tous les pas précédents, et la mémoire croît à chacun.",
)
def lets_the_graph_grow(loss, start, lr, steps):  # M82.7
    w = start.detach().clone().requires_grad_()
    for _ in range(steps):
        w = w - lr * torch.autograd.grad(loss(w), w)[0]
    return w


@descend.mistake(
    en="`w = w - …` makes a new tensor, which is a result and no leaf: `backward` leaves nothing "
    "in its `.grad`, and the second step has no gradient.",
    fr="`w = w - …` crée un nouveau tenseur, qui est un résultat et non une feuille : `backward` "
    "ne laisse rien dans son `.grad`, et le deuxième pas n'a pas de gradient.",
)
def makes_a_result_of_w(loss, start, lr, steps):  # M82.8
    w = start.detach().clone().requires_grad_()
    for _ in range(steps):
        loss(w).backward()
        w = w - lr * w.grad
    return w


@descend.mistake(
    en="`w = w - …` within `no_grad` makes a new tensor that asks for no gradient: the second "
    "`backward` finds nothing to derive.",
    fr="Sous `no_grad`, `w = w - …` crée un nouveau tenseur qui ne demande pas de gradient : le "
    "deuxième `backward` ne trouve rien à dériver.",
)
def loses_the_leaf(loss, start, lr, steps):  # M82.8
    w = start.detach().clone().requires_grad_()
    for _ in range(steps):
        loss(w).backward()
        with torch.no_grad():
            w = w - lr * w.grad
    return w


@descend.mistake(
    en="You climb: the gradient points uphill, and the step goes against it.",
    fr="Vous montez : le gradient pointe vers le haut, et le pas va à l'opposé.",
)
def climbs(loss, start, lr, steps):  # not in the catalogue
    w = start.detach().clone().requires_grad_()
    for _ in range(steps):
        w.grad = None
        loss(w).backward()
        with torch.no_grad():
            w += lr * w.grad
    return w.detach()


@descend.mistake(
    en="You changed the starting point that you were given: `detach` gives another view of the "
    "same numbers.",
    fr="Vous avez modifié le point de départ reçu : `detach` donne une autre vue des mêmes "
    "nombres.",
)
def moves_the_start(loss, start, lr, steps):  # not in the catalogue
    w = start.detach().requires_grad_()
    for _ in range(steps):
        w.grad = None
        loss(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
    return w.detach()


@descend.alternative
def with_data_in_place(loss, start, lr, steps):
    w = torch.tensor(start.numpy(), requires_grad=True)
    for _ in range(steps):
        loss(w).backward()
        w.data -= lr * w.grad
        w.grad.zero_()
    return w.data


@descend.alternative
def with_new_leaves(loss, start, lr, steps):
    for _ in range(steps):
        w = start.detach().requires_grad_()
        start = w.detach() - lr * torch.autograd.grad(loss(w), w)[0]
    return start


@descend.alternative
def with_an_optimizer(loss, start, lr, steps):
    w = start.clone().requires_grad_()
    optimizer = torch.optim.SGD([w], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        loss(w).backward()
        optimizer.step()
    return w.detach()
