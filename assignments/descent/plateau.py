"""Part C: a rate that falls when the loss no longer does (exercise E48, the fifth)."""

import numpy as np
from reference import schedules as ref

from autograder import Part

part = Part("plateau")

plateau_decay = part.question(ref.plateau_decay, points=6)


def losses(rng, *sixteenths):
    """Losses that lie so far apart, above a level of chance; all are exact in float64."""
    return (np.array(sixteenths) + float(rng.integers(1, 9))) / 16


@plateau_decay.case("two epochs of patience", visible=True, fr="deux époques de patience")
def _(rng):
    return {
        "losses": np.array([5.0, 4.0, 4.5, 4.25, 3.0, 3.5, 3.25, 3.25]),
        "lr": 0.8,
        "factor": 0.5,
        "patience": 2,
        "min_delta": 0.0,
        "min_lr": 0.01,
    }


@plateau_decay.case("progress after the fall", fr="des progrès après la baisse")
def _(rng):
    curve = losses(rng, 90, 80, 85, 84, 83, 60, 70, 50, 65, 64, 63, 55, 54, 53, 40, 41)
    limits = {"factor": 0.1, "patience": 3, "min_delta": 0.0, "min_lr": 1e-6}
    return {"losses": curve, "lr": rng.uniform(0.2, 0.9), **limits}


@plateau_decay.case("progress too small to count", fr="des progrès trop petits pour compter")
def _(rng):
    curve = losses(rng, 90, 88, 86, 85, 84, 80, 77, 76, 74, 73, 30, 29, 28)
    limits = {"factor": 0.3, "patience": 2, "min_delta": 0.25, "min_lr": 0.0}
    return {"losses": curve, "lr": rng.uniform(1.1, 2), **limits}


@plateau_decay.case("down to the smallest rate", fr="jusqu'au plus petit taux")
def _(rng):
    curve = losses(rng, 20, 30, 40, 35, 50, 60, 20, 19, 33)
    limits = {"factor": 0.2, "patience": 1, "min_delta": 0.0, "min_lr": 0.003}
    return {"losses": curve, "lr": rng.uniform(0.2, 0.4), **limits}


@plateau_decay.case("a loss that is nan", fr="une perte qui vaut nan")
def _(rng):
    curve = losses(rng, 50, np.nan, 40, np.nan, np.nan, 45, 30)
    limits = {"factor": 0.5, "patience": 2, "min_delta": 0.0, "min_lr": 0.001}
    return {"losses": curve, "lr": rng.uniform(0.2, 0.9), **limits}


def watch(losses, lr, factor, patience, min_delta, min_lr, **slips):
    """The rule, with the slips that most of the mistakes below are made of."""
    better = slips.get("better", lambda loss, best, delta: loss < best - delta)
    rates, best, wait = [], np.inf, 0
    for loss in losses:
        wait += 1
        if better(loss, best, min_delta):
            best, wait = loss, 0
        elif slips.get("compares_with_the_last"):
            best = loss
        if wait == patience + slips.get("extra_patience", 0):
            lr = max(lr * factor, min_lr)
            wait = slips.get("wait_again", 0)
            if slips.get("best_stays_for_ever"):
                better = lambda *_: False  # noqa: E731
        rates.append(lr)
    return np.array(rates)


@plateau_decay.mistake(
    en="You compare each loss with that of the epoch before. A loss that jumps up and comes back "
    "is no progress: compare with the best.",
    fr="Vous comparez chaque perte à celle de l'époque précédente. Une perte qui bondit puis "
    "redescend n'est pas un progrès : comparez à la meilleure.",
)
def compares_with_the_last(losses, lr, factor, patience, min_delta, min_lr):  # M48.7
    limits = factor, patience, min_delta, min_lr
    return watch(losses, lr, *limits, compares_with_the_last=True)


@plateau_decay.mistake(
    en="You wait one epoch longer than `patience` says.",
    fr="Vous attendez une époque de plus que ne le dit `patience`.",
)
def waits_one_epoch_longer(losses, lr, factor, patience, min_delta, min_lr):  # M48.8
    return watch(losses, lr, factor, patience, min_delta, min_lr, extra_patience=1)


@plateau_decay.mistake(
    en="Once the rate has fallen, the best loss is never updated again: all that comes later "
    "counts as a plateau, and the rate falls and falls.",
    fr="Une fois que le taux a baissé, la meilleure perte n'est plus jamais mise à jour : toute la "
    "suite passe pour un plateau, et le taux ne cesse de baisser.",
)
def forgets_to_update_the_best(losses, lr, factor, patience, min_delta, min_lr):  # M48.9
    return watch(losses, lr, factor, patience, min_delta, min_lr, best_stays_for_ever=True)


@plateau_decay.mistake(
    en="Your rate grows on a plateau: you divide by `factor`, which is below 1.",
    fr="Votre taux augmente sur un plateau : vous divisez par `factor`, qui est inférieur à 1.",
)
def grows_on_a_plateau(losses, lr, factor, patience, min_delta, min_lr):  # M48.10
    return watch(losses, lr, 1 / factor, patience, min_delta, min_lr)


@plateau_decay.mistake(
    en="Nothing stops your rate at `min_lr`: after a few plateaus, training stands still.",
    fr="Rien n'arrête votre taux à `min_lr` : après quelques plateaux, l'entraînement est à "
    "l'arrêt.",
)
def falls_below_the_smallest_rate(losses, lr, factor, patience, min_delta, min_lr):  # M48.11
    return watch(losses, lr, factor, patience, min_delta, 0.0)


@plateau_decay.mistake(
    en="`min_delta` is not used: the smallest progress counts as an improvement.",
    fr="`min_delta` ne sert pas : le moindre progrès compte comme une amélioration.",
)
def any_progress_counts(losses, lr, factor, patience, min_delta, min_lr):  # as M63.6
    return watch(losses, lr, factor, patience, 0.0, min_lr)


@plateau_decay.mistake(
    en="After the rate has fallen, your count goes on: it has to start again from 0, or the rate "
    "falls at the next epoch already.",
    fr="Quand le taux a baissé, votre compteur continue : il doit repartir de 0, sinon le taux "
    "baisse encore dès l'époque suivante.",
)
def falls_at_every_epoch(losses, lr, factor, patience, min_delta, min_lr):  # as M63.7
    return watch(losses, lr, factor, patience, min_delta, min_lr, wait_again=patience - 1)


@plateau_decay.mistake(
    en="A loss equal to the best counts as an improvement in your function: it has to be below.",
    fr="Dans votre fonction, une perte égale à la meilleure compte comme une amélioration : elle "
    "doit être inférieure.",
)
def equal_counts_as_better(losses, lr, factor, patience, min_delta, min_lr):  # as M63.4
    better = lambda loss, best, delta: loss <= best - delta  # noqa: E731
    return watch(losses, lr, factor, patience, min_delta, min_lr, better=better)


@plateau_decay.mistake(
    en="A loss of nan passes for an improvement: no comparison with nan is true, and you ask "
    "whether the loss is worse.",
    fr="Une perte nan passe pour une amélioration : aucune comparaison avec nan n'est vraie, et "
    "vous demandez si la perte est pire.",
)
def nan_counts_as_better(losses, lr, factor, patience, min_delta, min_lr):  # as M63.11
    better = lambda loss, best, delta: not loss >= best - delta  # noqa: E731
    return watch(losses, lr, factor, patience, min_delta, min_lr, better=better)


@plateau_decay.mistake(
    en="Each of your rates is that with which the epoch was run. Asked is the rate once its loss "
    "is known, so that the last loss can still change it.",
    fr="Chacun de vos taux est celui avec lequel l'époque a été faite. On demande le taux une fois "
    "sa perte connue : la dernière perte peut encore le changer.",
)
def rates_before_the_loss(losses, lr, factor, patience, min_delta, min_lr):  # M51.2
    rates = ref.plateau_decay(losses, lr, factor, patience, min_delta, min_lr)
    return np.append(lr, rates[:-1])


@plateau_decay.alternative
def count_from_the_best_epoch(losses, lr, factor, patience, min_delta, min_lr):
    rates, best, since = np.empty(len(losses)), None, 0
    for epoch, loss in enumerate(losses):
        if best is None or best - loss > min_delta:
            best, since = loss, epoch
        elif epoch - since >= patience:
            lr, since = np.maximum(factor * lr, min_lr), epoch
        rates[epoch] = lr
    return rates


for wait in (-1, 1):
    plateau_decay.equivalent(
        f"([], np.inf, 0) → ([], np.inf, {wait})",
        "Epoch 0 is an improvement, and sets the count to 0.",
    )
