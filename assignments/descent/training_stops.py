"""Part E: how the training loop comes to watch, to stop and to keep the wrong thing (E63)."""

import numpy as np

from autograder import Part

from .training import run, train

part = Part("training", [train])


@train.mistake(
    en="You watch the training loss to decide when to stop and which parameters to keep. It falls "
    "for as long as one trains.",
    fr="Vous surveillez la perte d'entraînement pour décider quand s'arrêter et quels paramètres "
    "garder. Elle baisse aussi longtemps que l'on entraîne.",
)
def watches_the_training_loss(params, cost, new_epoch, validation, rates, patience):  # M63.1
    def better(history, _):
        return history["train"][-1] < min(history["train"][:-1], default=np.inf)

    return run(params, cost, new_epoch, validation, rates, patience, better=better)


@train.mistake(
    en="You compare each validation loss with that of the epoch before, and not with the best.",
    fr="Vous comparez chaque perte de validation à celle de l'époque précédente, et non à la "
    "meilleure.",
)
def compares_with_the_last(params, cost, new_epoch, validation, rates, patience):  # M63.3
    limits = new_epoch, validation, rates, patience
    return run(params, cost, *limits, remembers_the_last=True)


@train.mistake(
    en="You stop one epoch too late: the epoch that is number `patience` without improvement ends "
    "the training.",
    fr="Vous vous arrêtez une époque trop tard : c'est la `patience`-ième époque sans amélioration "
    "qui met fin à l'entraînement.",
)
def one_epoch_too_patient(params, cost, new_epoch, validation, rates, patience):  # M63.5
    return run(params, cost, new_epoch, validation, rates, patience + 1)


@train.mistake(
    en="Your count of epochs without improvement is never reset: they have to come in a row.",
    fr="Votre compteur d'époques sans amélioration n'est jamais remis à zéro : il les faut à la "
    "suite.",
)
def counts_since_the_beginning(params, cost, new_epoch, validation, rates, patience):  # M63.7
    return run(params, cost, new_epoch, validation, rates, patience, never_resets=True)


@train.mistake(
    en="You return the last parameters. The best ones are some epochs older: you did not keep "
    "them, or kept only a name for arrays that went on changing.",
    fr="Vous renvoyez les derniers paramètres. Les meilleurs datent de quelques époques : vous ne "
    "les avez pas gardés, ou seulement sous le nom de tableaux qui ont continué de changer.",
)
def returns_the_last_parameters(
    params, cost, new_epoch, validation, rates, patience
):  # M63.8, M63.9
    return run(params, cost, new_epoch, validation, rates, patience, last=True)


@train.mistake(
    en="Your training never stops before the end of `rates`: `patience` is not used.",
    fr="Votre entraînement ne s'arrête jamais avant la fin de `rates` : `patience` ne sert pas.",
)
def never_stops(params, cost, new_epoch, validation, rates, patience):  # M63.11
    return run(params, cost, new_epoch, validation, rates, np.inf)


@train.mistake(
    en="You stop at the first validation loss that rises, and never use `patience`.",
    fr="Vous vous arrêtez à la première perte de validation qui monte, sans utiliser `patience`.",
)
def stops_at_the_first_rise(params, cost, new_epoch, validation, rates, patience):  # M63.10
    return run(params, cost, new_epoch, validation, rates, 1)


@train.mistake(
    en="You keep the parameters of the largest validation loss: that would be right for an "
    "accuracy.",
    fr="Vous gardez les paramètres de la plus grande perte de validation : ce serait juste pour "
    "une exactitude (accuracy).",
)
def maximises(params, cost, new_epoch, validation, rates, patience):  # M63.12
    limits = new_epoch, validation, rates, patience
    largest = {"worst": -np.inf, "better": lambda history, best: history["val"][-1] > best}
    return run(params, cost, *limits, **largest)
