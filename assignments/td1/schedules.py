"""Part F, continued: learning rates that change from epoch to epoch (exercise E84)."""

import numpy as np
import torch
from reference.pytorch import loop as ref
from torch.optim.lr_scheduler import LambdaLR

from autograder import Part

part = Part("schedules")

# --- epochs under a schedule ---

schedule_epochs = part.question(ref.schedule_epochs, points=3)


@schedule_epochs.probe
def _(schedule_epochs, lr, gamma, epochs):
    groups = [{"params": [torch.zeros(1, requires_grad=True)], "lr": lr * k} for k in (1, 3)]
    optimizer = torch.optim.SGD(groups)
    scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma)
    used = []

    def run_epoch():
        used.append(optimizer.param_groups[0]["lr"])
        optimizer.step()

    rates = schedule_epochs(run_epoch, optimizer, scheduler, epochs)
    return {
        "rates": list(rates),
        "rates of the steps": used,
        "rate in the end": optimizer.param_groups[0]["lr"],
    }


@schedule_epochs.case("three epochs", visible=True, fr="trois époques")
def _(rng):
    return {"lr": 0.5, "gamma": 0.1, "epochs": 3}


@schedule_epochs.case("five epochs", fr="cinq époques")
def _(rng):
    return {"lr": rng.uniform(0.1, 1), "gamma": rng.uniform(0.5, 0.9), "epochs": 5}


@schedule_epochs.case("one epoch", fr="une époque")
def _(rng):
    return {"lr": rng.uniform(0.1, 1), "gamma": rng.uniform(0.5, 0.9), "epochs": 1}


def run(run_epoch, optimizer, scheduler, epochs, order="record train step"):
    """The solution in pieces, so that a mistake can put them in another order."""
    rates = []
    for _ in range(epochs):
        for piece in order.split():
            if piece == "record":
                rates.append(optimizer.param_groups[0]["lr"])
            elif piece == "train":
                run_epoch()
            else:
                scheduler.step()
    return rates


@schedule_epochs.mistake(
    en="The scheduler steps before the optimizer: the first rate is never used, and every epoch "
    "has that of the next.",
    fr="Le scheduler avance avant l'optimiseur : le premier taux ne sert jamais, et chaque époque "
    "a celui de la suivante.",
)
def scheduler_first(run_epoch, optimizer, scheduler, epochs):  # M84.7
    return run(run_epoch, optimizer, scheduler, epochs, "step record train")


@schedule_epochs.mistake(
    en="The scheduler never steps: the rate stays what it was.",
    fr="Le scheduler n'avance jamais : le taux reste ce qu'il était.",
)
def never_steps_the_scheduler(run_epoch, optimizer, scheduler, epochs):  # not in the catalogue
    return run(run_epoch, optimizer, scheduler, epochs, "record train")


@schedule_epochs.mistake(
    en="You note the rate after the scheduler's step: that is the rate of the next epoch.",
    fr="Vous notez le taux après le pas du scheduler : c'est celui de l'époque suivante.",
)
def notes_the_next_rate(run_epoch, optimizer, scheduler, epochs):  # not in the catalogue
    return run(run_epoch, optimizer, scheduler, epochs, "train step record")


@schedule_epochs.mistake(
    en="The scheduler takes two steps an epoch.",
    fr="Le scheduler fait deux pas par époque.",
)
def steps_twice(run_epoch, optimizer, scheduler, epochs):  # not in the catalogue
    return run(run_epoch, optimizer, scheduler, epochs, "record train step step")


@schedule_epochs.mistake(
    en="`get_last_lr` gives a list, of one rate for each group of parameters: one number an epoch "
    "is asked.",
    fr="`get_last_lr` donne une liste, un taux par groupe de paramètres : on demande un nombre "
    "par époque.",
)
def lists_of_rates(run_epoch, optimizer, scheduler, epochs):  # not in the catalogue
    return [[rate] for rate in run(run_epoch, optimizer, scheduler, epochs)]


@schedule_epochs.alternative
def asks_the_scheduler(run_epoch, optimizer, scheduler, epochs):
    rates = []
    for _ in range(epochs):
        rates.append(scheduler.get_last_lr()[0])
        run_epoch()
        scheduler.step()
    return rates


# --- a warm-up, then a cosine ---

warmup_cosine = part.question(ref.warmup_cosine, points=4)


@warmup_cosine.probe
def _(warmup_cosine, lr, warmup, total):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=lr)
    scheduler = warmup_cosine(optimizer, warmup, total)
    rates = []
    for _ in range(total):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return [float(rate) for rate in rates]


@warmup_cosine.case("two of six epochs", visible=True, fr="deux époques sur six")
def _(rng):
    return {"lr": 0.4, "warmup": 2, "total": 6}


@warmup_cosine.case("five of seventeen", fr="cinq sur dix-sept")
def _(rng):
    return {"lr": rng.uniform(0.05, 0.5), "warmup": 5, "total": 17}


@warmup_cosine.case("no warm-up", fr="sans échauffement")
def _(rng):
    return {"lr": rng.uniform(0.05, 0.5), "warmup": 0, "total": 7}


@warmup_cosine.case("a rate above 1", fr="un taux supérieur à 1")
def _(rng):
    return {"lr": rng.uniform(2, 3), "warmup": 3, "total": 11}


def cosine(share):
    return 0.5 * (1 + np.cos(np.pi * share))


def scheduled(optimizer, warmup, total, rise=None, fall=None):
    """The solution in pieces, so that a mistake can change one of them."""
    rise = rise or (lambda t: (t + 1) / warmup)
    fall = fall or (lambda t: cosine((t - warmup) / (total - warmup)))
    return LambdaLR(optimizer, lambda t: float(rise(t) if t < warmup else fall(t)))


@warmup_cosine.mistake(
    en="Your function gives rates, and LambdaLR multiplies what it gives with the optimizer's own "
    "rate: factors are asked.",
    fr="Votre fonction donne des taux, et LambdaLR multiplie ce qu'elle donne par le taux de "
    "l'optimiseur : ce sont des facteurs qu'il faut.",
)
def rates_for_factors(optimizer, warmup, total):  # not in the catalogue
    lr = optimizer.param_groups[0]["lr"]
    return scheduled(
        optimizer,
        warmup,
        total,
        lambda t: lr * (t + 1) / warmup,
        lambda t: lr * cosine((t - warmup) / (total - warmup)),
    )


@warmup_cosine.mistake(
    en="Your warm-up starts from a rate of 0: the first epoch is lost.",
    fr="Votre échauffement part d'un taux nul : la première époque est perdue.",
)
def starts_from_zero(optimizer, warmup, total):  # not in the catalogue
    return scheduled(optimizer, warmup, total, rise=lambda t: t / warmup)


@warmup_cosine.mistake(
    en="The cosine does not know that the warm-up came before: at its end the rate jumps.",
    fr="Le cosinus ignore l'échauffement qui a précédé : à la fin de celui-ci, le taux saute.",
)
def forgets_the_warm_up(optimizer, warmup, total):  # not in the catalogue
    return scheduled(optimizer, warmup, total, fall=lambda t: cosine(t / total))


@warmup_cosine.mistake(
    en="The cosine takes all the epochs to fall, and not those that are left after the warm-up: "
    "the rate does not come down near 0.",
    fr="Le cosinus met toutes les époques à descendre, et non celles qui restent après "
    "l'échauffement : le taux n'approche pas de 0.",
)
def falls_too_slowly(optimizer, warmup, total):  # not in the catalogue
    return scheduled(optimizer, warmup, total, fall=lambda t: cosine((t - warmup) / total))


@warmup_cosine.mistake(
    en="The half is missing: after the warm-up the rate is twice what it should be.",
    fr="Il manque la moitié : après l'échauffement, le taux est le double de ce qu'il devrait "
    "être.",
)
def forgets_the_half(optimizer, warmup, total):  # not in the catalogue
    def fall(t):
        return 2 * cosine((t - warmup) / (total - warmup))

    return scheduled(optimizer, warmup, total, fall=fall)


@warmup_cosine.mistake(
    en="There is no warm-up: the first epochs have the full rate.",
    fr="Il n'y a pas d'échauffement : les premières époques ont le taux plein.",
)
def no_warm_up(optimizer, warmup, total):  # not in the catalogue
    return scheduled(optimizer, warmup, total, rise=lambda t: 1.0)


@warmup_cosine.alternative
def in_one_line(optimizer, warmup, total):
    return LambdaLR(
        optimizer,
        [
            lambda t: min(
                (t + 1) / max(warmup, 1e-9),
                float(np.cos(0.5 * np.pi * max(t - warmup, 0) / (total - warmup))) ** 2,
            )
        ],
    )


warmup_cosine.equivalent("t - warmup → warmup - t", "A cosine is even.")
warmup_cosine.equivalent("total - warmup → warmup - total", "A cosine is even.")
