"""Part C, concluded: how many numbers a module learns (exercise E85)."""

import numpy as np
from reference.pytorch import mlp as ref
from torch import nn

from autograder import Part

part = Part("counting")

# --- how many numbers it learns ---

count_parameters = part.question(ref.count_parameters, points=3)


@count_parameters.probe
def _(count_parameters, widths, frozen):
    pieces = []
    for place in range(1, len(widths)):
        n, k = widths[place - 1], widths[place]
        pieces += [nn.Linear(n, k), nn.BatchNorm1d(k)]
    model = nn.Sequential(*pieces)
    for place in frozen:
        model[place].requires_grad_(False)
    return count_parameters(model)


@count_parameters.case("one layer", visible=True, fr="une couche")
def _(rng):
    return {"widths": [2, 3], "frozen": []}


def widths(rng, count):
    return [int(n) for n in rng.permutation(range(3, 12))[:count]]


@count_parameters.case("three layers", fr="trois couches")
def _(rng):
    return {"widths": widths(rng, 4), "frozen": []}


@count_parameters.case("the first layer is frozen", fr="la première couche est gelée")
def _(rng):
    return {"widths": widths(rng, 3), "frozen": [0, 1]}


@count_parameters.mistake(
    en="You count tensors: each of them has many numbers.",
    fr="Vous comptez les tenseurs : chacun contient beaucoup de nombres.",
)
def counts_tensors(model):  # not in the catalogue
    return sum(each.requires_grad for each in model.parameters())


@count_parameters.mistake(
    en="You count weights alone: what is a vector is learnt as well.",
    fr="Vous ne comptez que les poids : les vecteurs s'apprennent aussi.",
)
def counts_matrices(model):  # M83.1, here
    return sum(p.numel() for p in model.parameters() if p.requires_grad and p.ndim > 1)


@count_parameters.mistake(
    en="You count what is frozen too: training does not change it.",
    fr="Vous comptez aussi ce qui est gelé : l'entraînement ne le change pas.",
)
def counts_frozen_ones(model):  # not in the catalogue
    return sum(p.numel() for p in model.parameters())


@count_parameters.mistake(
    en="You count all that is saved: the running statistics of batch normalisation are measured, "
    "not learnt.",
    fr="Vous comptez tout ce qui est sauvegardé : les statistiques courantes de la normalisation "
    "par lots sont mesurées, non apprises.",
)
def counts_buffers(model):  # M83.5, here
    return sum(tensor.numel() for tensor in model.state_dict().values())


@count_parameters.alternative
def with_a_loop(model):
    total = 0
    for parameter in model.parameters():
        if parameter.requires_grad:
            total += int(np.prod(parameter.shape))
    return total
