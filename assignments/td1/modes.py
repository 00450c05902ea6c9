"""Part E, concluded: the two modes of a module (exercises E66 and E67, in PyTorch)."""

import numpy as np
from reference.pytorch import modes as ref
from torch import nn

from autograder import Form, Part, Tolerance

part = Part("modes")

# --- fine-tuning ---

fine_tune_mode = part.question(ref.fine_tune_mode, points=3)


@fine_tune_mode.probe
def _(fine_tune_mode, pieces, inner, training, frozen):
    made = {
        "linear": lambda: nn.Linear(3, 3),
        "dropout": lambda: nn.Dropout(0.5),
        "batch norm": lambda: nn.BatchNorm1d(3),
        "batch norm of pictures": lambda: nn.BatchNorm2d(3),
    }
    block = nn.Sequential(*[made[name]() for name in inner])
    model = nn.Sequential(*[made[name]() for name in pieces], block).train(training)
    model[0].requires_grad_(not frozen)
    fine_tune_mode(model)
    return {
        "in training mode": [each.training for each in model.modules()],
        "ask for a gradient": [each.requires_grad for each in model.parameters()],
    }


@fine_tune_mode.case("a batch norm on top", visible=True, fr="une normalisation en surface")
def _(rng):
    pieces = ["linear", "batch norm", "dropout"]
    return {"pieces": pieces, "inner": ["linear"], "training": False, "frozen": False}


@fine_tune_mode.case("a batch norm deep inside", fr="une normalisation en profondeur")
def _(rng):
    inner = ["linear", "batch norm", "dropout"]
    return {"pieces": ["linear", "dropout"], "inner": inner, "training": False, "frozen": False}


@fine_tune_mode.case("batch norms of pictures", fr="des normalisations d'images")
def _(rng):
    pieces, inner = ["linear", "batch norm of pictures"], ["batch norm of pictures", "dropout"]
    return {"pieces": pieces, "inner": inner, "training": False, "frozen": False}


@fine_tune_mode.case("in training mode, with frozen weights", fr="à l'entraînement, poids gelés")
def _(rng):
    pieces, inner = ["linear", "batch norm"], ["batch norm", "linear"]
    return {"pieces": pieces, "inner": inner, "training": True, "frozen": True}


NORMS = (nn.BatchNorm1d, nn.BatchNorm2d)


@fine_tune_mode.mistake(
    en="Everything is in training mode: the batch normalisations too.",
    fr="Tout est en mode entraînement : les normalisations par lots aussi.",
)
def trains_everything(model):  # M67.11, the other way round
    model.train()


@fine_tune_mode.mistake(
    en="The whole model is in evaluation mode: its dropout too.",
    fr="Tout le modèle est en mode évaluation : son dropout aussi.",
)
def evaluates_everything(model):  # M84.1
    model.eval()


@fine_tune_mode.mistake(
    en="You look at the outermost modules alone: what is inside of another module stays in "
    "training mode.",
    fr="Vous ne regardez que les modules du premier niveau : ce qui est dans un autre module "
    "reste en mode entraînement.",
)
def looks_at_the_surface(model):  # not in the catalogue
    model.train()
    for module in model.children():
        if isinstance(module, NORMS):
            module.eval()


@fine_tune_mode.mistake(
    en="You forget the batch normalisations of pictures.",
    fr="Vous oubliez les normalisations d'images.",
)
def forgets_pictures(model):  # not in the catalogue
    model.train()
    for module in model.modules():
        if isinstance(module, nn.BatchNorm1d):
            module.eval()


@fine_tune_mode.mistake(
    en="You freeze parameters: the running statistics are none, and go on changing.",
    fr="Vous gelez des paramètres : les statistiques courantes n'en sont pas, et continuent de "
    "changer.",
)
def freezes_parameters(model):  # not in the catalogue
    model.train()
    for module in model.modules():
        if isinstance(module, NORMS):
            module.requires_grad_(False)


@fine_tune_mode.alternative
def by_its_flag(model):
    model.train()
    for module in model.modules():
        if isinstance(module, nn.modules.batchnorm._BatchNorm):
            module.training = False


fine_tune_mode.equivalent(
    "nn.BatchNorm1d | nn.BatchNorm2d → nn.BatchNorm2d | nn.BatchNorm1d", "A union has no order."
)


# --- E67: what a forward pass in training leaves behind ---


def draw_batch(rng):
    return {"a": int(rng.integers(1, 5)), "step": int(rng.integers(2, 6)) * 2}


@part.answer(
    "running_variance",
    points=2,
    variant=draw_batch,
    form=Form.number(),
    tolerance=Tolerance(rtol=0.0, atol=1e-3),
    texts={
        "en": "`bn = nn.BatchNorm1d(1)` is new: its running variance is 1, its `momentum` 0.1. In "
        "training mode it is given one mini-batch of three numbers, {a}, {a} + {step} and {a} + 2 "
        "× {step}. What is `bn.running_var` then?",
        "fr": "`bn = nn.BatchNorm1d(1)` est neuf : sa variance courante vaut 1, son `momentum` "
        "0,1. En mode entraînement, il reçoit un mini-lot de trois nombres, {a}, {a} + {step} et "
        "{a} + 2 × {step}. Que vaut ensuite `bn.running_var` ?",
    },
)
def running_variance(a, step):
    return 0.9 + 0.1 * step**2


running_variance = part.questions[-1]


@running_variance.mistake(
    en="You divided by m = 3: to normalise, PyTorch does so too, but what it keeps for evaluation "
    "is the unbiased variance.",
    fr="Vous avez divisé par m = 3 : pour normaliser, PyTorch le fait aussi, mais ce qu'il garde "
    "pour l'évaluation est la variance sans biais.",
)
def keeps_the_biased_one(a, step):  # M67.15, CR18
    return 0.9 + 0.1 * step**2 * 2 / 3


@running_variance.mistake(
    en="The weights are swapped: in PyTorch, `momentum` is the weight of the new mini-batch.",
    fr="Les poids sont inversés : dans PyTorch, `momentum` est le poids du nouveau mini-lot.",
)
def weighs_the_old_one(a, step):  # M67.10
    return 0.1 + 0.9 * step**2


@running_variance.mistake(
    en="You started from 0: a new batch normalisation has a running variance of 1.",
    fr="Vous êtes parti de 0 : une normalisation neuve a une variance courante de 1.",
)
def starts_at_zero(a, step):  # M67.22
    return 0.1 * step**2


@running_variance.mistake(
    en="In training mode the running statistics move with every forward pass.",
    fr="En mode entraînement, les statistiques courantes bougent à chaque passe avant.",
)
def never_moves(a, step):  # M67.9
    return 1.0


@running_variance.mistake(
    en="That is the average of standard deviations: PyTorch averages variances.",
    fr="C'est la moyenne d'écarts-types : PyTorch fait celle des variances.",
)
def averages_deviations(a, step):  # M67.13
    return 0.9 + 0.1 * step


@running_variance.mistake(
    en="That is the variance of the mini-batch alone: the running one moves towards it a little.",
    fr="C'est la variance du seul mini-lot : la variance courante ne fait qu'un petit pas vers "
    "elle.",
)
def variance_of_the_batch(a, step):  # not in the catalogue
    return float(np.var([0, step, 2 * step], ddof=1))
