"""Part H, continued: dropout on any device and in any dtype (exercises E66 and E86)."""

import numpy as np
import torch
from reference.pytorch import devices as ref

from autograder import Part, Tolerance, chance, no_loops

part = Part("dropping")

TOLERANCE = Tolerance(rtol=0.0, atol=0.05)
"""For the visible checks and the known mistakes; hidden cases are judged by bounds.

A case has 4,800 numbers, so the standard error of a share is below 0.008.
"""

dropout = part.question(
    ref.dropout, points=4, tolerance=TOLERANCE, constraints=[no_loops(costs=0.5)]
)


@dropout.probe
def _(dropout, x, p, training, dtype, device):
    x = torch.tensor(x, dtype=getattr(torch, dtype), device=device)
    outputs = [dropout(x, p, training) for _ in range(2)]
    kind = [[tuple(each.shape), str(each.dtype), str(each.device)] for each in outputs]
    if device == "meta":
        return {"kind": kind}
    return {"kind": kind, "outputs": [each.double() for each in outputs], "x": x.double()}


@dropout.summary
def _(output, x, p, training, dtype, device):
    facts = {"shape, dtype and device": output["kind"]}
    if device == "meta":
        return facts
    first, second = (np.asarray(each, dtype=float) for each in output["outputs"])
    zero = first == 0
    scale = np.where(zero, 1.0, first / x)
    facts["x is as before"] = bool(np.allclose(output["x"], x))
    facts["share of zeros"] = float(np.mean(zero))
    facts["smallest scale of what is kept"] = float(np.min(scale[~zero], initial=9.0))
    facts["largest scale of what is kept"] = float(np.max(scale[~zero], initial=0.0))
    facts["rows that are dropped alike"] = len(np.unique(zero, axis=0)) == 1
    facts["columns that are dropped alike"] = len(np.unique(zero, axis=1)) == 1
    facts["the same in both calls"] = bool(np.array_equal(first, second))
    return facts


@dropout.bounds
def _(x, p, training, dtype, device):
    if device == "meta" or not training or p == 0:
        return {}
    return {"share of zeros": chance.rate(x.size, p)}


def activities(rng, p, training=True, dtype="float64", device="cpu", shape=(60, 80)):
    x = rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.5, 2.0, size=shape)
    return {"x": x, "p": p, "training": training, "dtype": dtype, "device": device}


@dropout.case("in evaluation", visible=True, fr="en évaluation")
def _(rng):
    x = np.array([[1.0, -2.0, 0.5], [3.0, 0.25, -1.0]])
    return {"x": x, "p": 0.2, "training": False, "dtype": "float64", "device": "cpu"}


@dropout.case("on another device", visible=True, fr="sur un autre périphérique")
def _(rng):
    x = np.array([[1.0, -2.0, 0.5], [3.0, 0.25, -1.0]])
    return {"x": x, "p": 0.5, "training": True, "dtype": "float32", "device": "meta"}


@dropout.case("one in five is dropped", fr="une sur cinq est supprimée")
def _(rng):
    return activities(rng, 0.2)


@dropout.case("three in four are dropped", fr="trois sur quatre sont supprimées")
def _(rng):
    return activities(rng, 0.75)


@dropout.case("evaluation", fr="évaluation")
def _(rng):
    return activities(rng, 0.4, training=False)


@dropout.case("nothing is dropped", fr="rien n'est supprimé")
def _(rng):
    return activities(rng, 0.0, shape=(6, 8))


@dropout.case("float32", fr="float32")
def _(rng):
    return activities(rng, 0.3, dtype="float32")


@dropout.case("float32 on another device", weight=2, fr="float32, sur un autre périphérique")
def _(rng):
    return activities(rng, 0.5, dtype="float32", device="meta", shape=(6, 8))


@dropout.mistake(
    en="What is kept is not scaled up: the sums of the next layer are smaller in training than in "
    "evaluation.",
    fr="Ce qui est gardé n'est pas mis à l'échelle : les sommes de la couche suivante sont plus "
    "petites à l'entraînement qu'en évaluation.",
)
def never_scales(x, p, training):  # M66.1
    return x * (torch.rand_like(x) >= p) if training else x


@dropout.mistake(
    en="You divide by the rate at which values are dropped: it is the share of what is kept that "
    "makes up for the rest.",
    fr="Vous divisez par le taux de suppression : c'est la part de ce qui est gardé qui compense "
    "le reste.",
)
def divides_by_p(x, p, training):  # M66.2
    return x * (torch.rand_like(x) >= p) / max(p, 1e-3) if training else x


@dropout.mistake(
    en="You take p for the probability to keep a value: in PyTorch, p is the probability to drop "
    "it.",
    fr="Vous prenez p pour la probabilité de garder une valeur : dans PyTorch, p est celle de la "
    "supprimer.",
)
def keeps_with_p(x, p, training):  # M66.3
    return x * (torch.rand_like(x) < p) / max(p, 1e-3) if training else x


@dropout.mistake(
    en="You drop in evaluation too.",
    fr="Vous supprimez aussi en évaluation.",
)
def drops_in_evaluation(x, p, training):  # M66.4, M84.2
    return x * (torch.rand_like(x) >= p) / (1 - p)


@dropout.mistake(
    en="You scale down in evaluation as well: what is kept in training has been scaled up already.",
    fr="Vous réduisez aussi en évaluation : ce qui est gardé à l'entraînement a déjà été amplifié.",
)
def scales_in_evaluation(x, p, training):  # M66.5
    return x * (torch.rand_like(x) >= p) / (1 - p) if training else x * (1 - p)


@dropout.mistake(
    en="All the values of a column share one fate: each is to be dropped or kept for itself.",
    fr="Toutes les valeurs d'une colonne ont le même sort : chacune doit être gardée ou supprimée "
    "pour elle-même.",
)
def drops_columns(x, p, training):  # M66.7
    return x * (torch.rand_like(x[:1]) >= p) / (1 - p) if training else x


@dropout.mistake(
    en="Your mask is the same in every call: you seed the generator each time.",
    fr="Votre masque est le même à chaque appel : vous réinitialisez le générateur chaque fois.",
)
def same_mask_each_time(x, p, training):  # M66.10
    if not training:
        return x
    torch.manual_seed(0)
    return x * (torch.rand_like(x) >= p) / (1 - p)


@dropout.mistake(
    en="You write the zeros into the tensor that you were given.",
    fr="Vous écrivez les zéros dans le tenseur que vous avez reçu.",
)
def drops_in_place(x, p, training):  # M66.14
    if training:
        x *= torch.rand_like(x) >= p
        return x / (1 - p)
    return x


@dropout.mistake(
    en="Your mask is made on the CPU, and x may be elsewhere: the two cannot be multiplied.",
    fr="Votre masque est créé sur le CPU, et x est peut-être ailleurs : on ne peut pas les "
    "multiplier.",
)
def mask_on_the_cpu(x, p, training):  # M86.2
    return x * (torch.rand(x.shape) >= p) / (1 - p) if training else x


@dropout.mistake(
    en="Your mask is of float64 and promotes x: what was float32 comes back twice as large and "
    "many times slower on a GPU.",
    fr="Votre masque est en float64 et promeut x : ce qui était en float32 revient deux fois plus "
    "gros, et bien plus lent sur un GPU.",
)
def mask_of_float64(x, p, training):  # M86.4
    if not training:
        return x
    mask = (torch.rand(x.shape, dtype=torch.float64, device=x.device) >= p).double()
    return x * mask / (1 - p)


dropout.equivalent(
    "torch.rand_like(x) >= p → torch.rand_like(x) > p", "A drawn number is p once in 2²⁴ draws."
)


@dropout.alternative
def from_the_library(x, p, training):
    return torch.nn.functional.dropout(x, p, training)


@dropout.alternative
def with_bernoulli(x, p, training):
    return x * torch.bernoulli(torch.full_like(x, 1 - p)).div_(1 - p) if training else x


@dropout.alternative
def with_where(x, p, training):
    kept = torch.rand(x.shape, device=x.device) < 1 - p
    return torch.where(kept, x / (1 - p), torch.zeros_like(x)) if training else x
