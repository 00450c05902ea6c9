"""Part D: when to stop, by patience (exercise E63)."""

import numpy as np
from reference import stopping as ref

from autograder import Part

part = Part("stopping")

early_stopping = part.question(ref.early_stopping, points=6)


def losses(rng, *sixteenths):
    """Losses that lie so far apart, above a level of chance; all are exact in float64."""
    return (np.array(sixteenths) + float(rng.integers(1, 9))) / 16


@early_stopping.case("two epochs of patience", visible=True, fr="deux époques de patience")
def _(rng):
    curve = np.array([5.0, 4.0, 4.5, 3.5, 3.75, 4.0, 3.0])
    return {"val_losses": curve, "patience": 2, "min_delta": 0.0}


@early_stopping.case("ups and downs", fr="des hauts et des bas")
def _(rng):
    curve = losses(rng, 90, 80, 85, 84, 70, 75, 60, 66, 65, 50, 58, 57, 56, 30, 31)
    return {"val_losses": curve, "patience": 3, "min_delta": 0.0}


@early_stopping.case("progress too small to count", fr="des progrès trop petits pour compter")
def _(rng):
    curve = losses(rng, 90, 70, 68, 64, 63, 62, 59, 57, 56, 55, 20, 10)
    return {"val_losses": curve, "patience": 3, "min_delta": 0.25}


@early_stopping.case("no reason to stop", fr="aucune raison de s'arrêter")
def _(rng):
    curve = losses(rng, 90, 80, 70, 75, 60, 50, 55)
    return {"val_losses": curve, "patience": 2, "min_delta": 0.0}


@early_stopping.case("the same loss again and again", fr="toujours la même perte")
def _(rng):
    return {"val_losses": losses(rng, 40, 30, 30, 30, 30, 30, 29), "patience": 4, "min_delta": 0.0}


@early_stopping.case("a loss that is nan", fr="une perte qui vaut nan")
def _(rng):
    curve = losses(rng, 50, 40, np.nan, np.nan, np.nan, np.nan, 45)
    return {"val_losses": curve, "patience": 3, "min_delta": 0.0}


@early_stopping.case("never better than at first", fr="jamais mieux qu'au départ")
def _(rng):
    curve = losses(rng, 30, 50, 45, 60, 20, 10)
    return {"val_losses": curve, "patience": 3, "min_delta": 0.0}


@early_stopping.case("a patience of one epoch", fr="une patience d'une seule époque")
def _(rng):
    return {"val_losses": losses(rng, 60, 50, 40, 41, 30, 20), "patience": 1, "min_delta": 0.0}


def watch(val_losses, patience, min_delta, better=lambda loss, best, delta: loss < best - delta):
    """The rule, with another idea of what an improvement is."""
    best, best_epoch, wait = val_losses[0], 0, 0
    for epoch, loss in enumerate(val_losses[1:], start=1):
        wait += 1
        if better(loss, best, min_delta):
            best, best_epoch, wait = loss, epoch, 0
        if wait == patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@early_stopping.mistake(
    en="You compare each loss with that of the epoch before. A curve that rises steeply and falls "
    "again a little is not getting better: compare with the best so far.",
    fr="Vous comparez chaque perte à celle de l'époque précédente. Une courbe qui monte beaucoup "
    "puis redescend un peu ne s'améliore pas : comparez à la meilleure perte atteinte.",
)
def compares_with_the_epoch_before(val_losses, patience, min_delta):  # M63.3
    wait = best_epoch = 0
    for epoch in range(1, len(val_losses)):
        if val_losses[epoch] < val_losses[epoch - 1] - min_delta:
            wait, best_epoch = 0, epoch
        else:
            wait += 1
        if wait == patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@early_stopping.mistake(
    en="A loss that is just as good counts as an improvement in your function. On a flat curve, it "
    "would never stop.",
    fr="Dans votre fonction, une perte tout juste aussi bonne compte comme une amélioration. Sur "
    "une courbe plate, elle ne s'arrêterait jamais.",
)
def equal_counts_as_better(val_losses, patience, min_delta):  # M63.4
    return watch(val_losses, patience, min_delta, lambda loss, best, delta: loss <= best - delta)


@early_stopping.mistake(
    en="You stop one epoch too late: it is the epoch number `patience` without improvement that "
    "ends the training, not the one after.",
    fr="Vous vous arrêtez une époque trop tard : c'est la `patience`-ième époque sans amélioration "
    "qui met fin à l'entraînement, et non la suivante.",
)
def one_epoch_too_patient(val_losses, patience, min_delta):  # M63.5
    return ref.early_stopping(val_losses, patience + 1, min_delta)


@early_stopping.mistake(
    en="You stop one epoch too early: the best epoch itself does not count as one without "
    "improvement.",
    fr="Vous vous arrêtez une époque trop tôt : la meilleure époque ne compte pas elle-même comme "
    "une époque sans amélioration.",
)
def one_epoch_too_impatient(val_losses, patience, min_delta):  # M63.5, the other way round
    return ref.early_stopping(val_losses, max(patience - 1, 1), min_delta)


@early_stopping.mistake(
    en="`min_delta` is not used: the tiniest progress resets your count.",
    fr="`min_delta` ne sert pas : le moindre progrès remet votre compteur à zéro.",
)
def any_progress_counts(val_losses, patience, min_delta):  # M63.6
    return ref.early_stopping(val_losses, patience, 0.0)


@early_stopping.mistake(
    en="You take `min_delta` for a share of the best loss. It is an absolute difference here.",
    fr="Vous prenez `min_delta` pour une fraction de la meilleure perte. C'est ici une différence "
    "absolue.",
)
def a_share_of_the_best(val_losses, patience, min_delta):  # M63.6, relative
    return watch(val_losses, patience, min_delta, lambda loss, best, d: loss < best * (1 - d))


@early_stopping.mistake(
    en="Your count is never reset: it adds up all the epochs without improvement since the "
    "beginning. They have to come in a row.",
    fr="Votre compteur n'est jamais remis à zéro : il additionne toutes les époques sans "
    "amélioration depuis le début. Il les faut à la suite.",
)
def counts_since_the_beginning(val_losses, patience, min_delta):  # M63.7
    best, best_epoch, wait = val_losses[0], 0, 0
    for epoch, loss in enumerate(val_losses[1:], start=1):
        if loss < best - min_delta:
            best, best_epoch = loss, epoch
        else:
            wait += 1
        if wait == patience:
            return epoch, best_epoch
    return len(val_losses) - 1, best_epoch


@early_stopping.mistake(
    en="Your best epoch is the last one: what comes back is the network after the epochs that did "
    "it no good.",
    fr="Votre meilleure époque est la dernière : on récupère le réseau après les époques qui ne "
    "lui ont rien apporté.",
)
def the_last_is_the_best(val_losses, patience, min_delta):  # M63.8
    stop_epoch, _ = ref.early_stopping(val_losses, patience, min_delta)
    return stop_epoch, stop_epoch


@early_stopping.mistake(
    en="You stop at the first loss that rises, and never use `patience`. A validation loss "
    "jitters.",
    fr="Vous vous arrêtez à la première perte qui monte, sans utiliser `patience`. Une perte de "
    "validation oscille toujours un peu.",
)
def stops_at_the_first_rise(val_losses, patience, min_delta):  # M63.10
    return ref.early_stopping(val_losses, 1, min_delta)


@early_stopping.mistake(
    en="A loss of nan passes for an improvement, because you ask whether the loss is *worse*, and "
    "no comparison with nan is true. Your training would never stop.",
    fr="Une perte nan passe pour une amélioration, parce que vous demandez si la perte est *pire*, "
    "et qu'aucune comparaison avec nan n'est vraie. L'entraînement ne s'arrêterait jamais.",
)
def nan_counts_as_better(val_losses, patience, min_delta):  # M63.11
    better = lambda loss, best, delta: not loss >= best - delta  # noqa: E731
    return watch(val_losses, patience, min_delta, better)


@early_stopping.mistake(
    en="You look for the largest loss: that would be right for an accuracy.",
    fr="Vous cherchez la perte la plus grande : ce serait juste pour une exactitude (accuracy).",
)
def maximises(val_losses, patience, min_delta):  # M63.12
    return ref.early_stopping(-val_losses, patience, min_delta)


@early_stopping.mistake(
    en="Your best epoch is the lowest of the whole array. What comes after the stop has never been "
    "run.",
    fr="Votre meilleure époque est la plus basse de tout le tableau. Ce qui vient après l'arrêt "
    "n'a jamais été exécuté.",
)
def sees_the_future(val_losses, patience, min_delta):  # not in the catalogue
    stop_epoch, _ = ref.early_stopping(val_losses, patience, min_delta)
    return stop_epoch, int(np.nanargmin(val_losses))


@early_stopping.mistake(
    en="You count the epochs from 1: here the first is epoch 0.",
    fr="Vous comptez les époques à partir de 1 : ici, la première est l'époque 0.",
)
def counts_from_one(val_losses, patience, min_delta):  # not in the catalogue
    stop_epoch, best_epoch = ref.early_stopping(val_losses, patience, min_delta)
    return stop_epoch + 1, best_epoch + 1


@early_stopping.alternative
def with_a_counter(val_losses, patience, min_delta):
    return watch(val_losses, patience, min_delta)


@early_stopping.alternative
def from_infinity(val_losses, patience, min_delta):
    best, best_epoch, wait = np.inf, 0, 0
    for epoch, loss in enumerate(val_losses):
        improved = best - loss > min_delta
        if improved:
            best, best_epoch = loss, epoch
        wait = 0 if improved else wait + 1
        if wait >= patience:
            break
    return epoch, best_epoch
