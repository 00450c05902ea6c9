"""Part G: when training should stop (question Q32, ER18)."""

import numpy as np

from autograder import Part

part = Part("stopping")

PATIENCE = 2


def three_curves(rng):
    # The validation error has small bumps, then its minimum, which it reaches once more two epochs
    # later, and in the end, where nobody looks any more, a lower value.
    def rounded(values):
        return [round(float(v), 2) for v in values]

    start = int(rng.integers(0, 3))
    before = [0.96 - 0.05 * i for i in range(start)]
    valley = [0.80, 0.70, 0.73, 0.64, 0.58, 0.61, 0.52, 0.57]
    valley += [0.52, 0.54, 0.55, 0.44, 0.49, 0.48, 0.53]
    shift = rng.uniform(-0.03, 0.03)
    validation = rounded([*before, *[v + shift for v in valley]])
    n = len(validation)
    train = rounded([0.94 * 0.83**i for i in range(n)])
    test = [v + 0.04 for v in validation[: start + 4]]
    test += [0.60 + shift, 0.57 + shift, 0.63 + shift, 0.64 + shift, 0.66 + shift]
    test += [0.67 + shift] * (n - len(test))
    test = rounded(test)
    return {"train": train, "validation": validation, "test": test}


@part.answer(
    "early_stop",
    points=4,
    variant=three_curves,
    texts={
        "en": "A network was trained for fifteen epochs or so, and after each its errors were "
        "measured on three sets. The epochs count from 0.\n\n- training set: {train}\n- validation "
        "set: {validation}\n- test set: {test}\n\nNow suppose that training had been stopped "
        "early, with a patience of 2, as described above. Put in `early_stop` a list of three: "
        'which set decides, `"train"`, `"validation"` or `"test"`; the epoch after which training '
        "stops; and the epoch whose parameters are kept. The cell below draws the curves.",
        "fr": "Un réseau a été entraîné pendant une quinzaine d'époques, et après chacune on a "
        "mesuré ses erreurs sur trois ensembles. Les époques se comptent à partir de 0.\n\n"
        "- ensemble d'entraînement (*train*) : {train}\n- ensemble de validation : {validation}\n"
        "- ensemble de test : {test}\n\nSupposez maintenant que l'on ait arrêté l'entraînement "
        "plus tôt, avec une patience de 2, comme décrit plus haut. Mettez dans `early_stop` une "
        'liste de trois éléments : l\'ensemble qui décide, `"train"`, `"validation"` ou `"test"` ; '
        "l'époque après laquelle l'entraînement s'arrête ; et l'époque dont on garde les "
        "paramètres. La cellule plus bas trace les courbes.",
    },
)
def early_stop(train, validation, test):
    best = count = 0
    for epoch in range(1, len(validation)):
        count += 1
        if validation[epoch] < validation[best]:
            best, count = epoch, 0
        if count == 2:
            break
    return ["validation", epoch, best]


def stop_by(errors, patience=PATIENCE, *, resets=True, against_best=True):
    """Return when training stops and its best epoch; two ways in which the count can go wrong."""
    best = count = 0
    for epoch in range(1, len(errors)):
        if errors[epoch] < errors[best if against_best else epoch - 1]:
            best = epoch if errors[epoch] < errors[best] else best
            count = 0 if resets else count
        else:
            count += 1
        if count == patience:
            return [epoch, best]
    return [len(errors) - 1, best]


@early_stop.mistake(
    en="You watch the test set, as a slide of the lectures says. It must decide nothing: an error "
    "by which the epoch was chosen is no test any more.",
    fr="Vous surveillez l'ensemble de test, comme le dit une diapositive des cours. Il ne doit "
    "rien décider : une erreur d'après laquelle on a choisi l'époque n'est plus un test.",
)
def watches_the_test_set(train, validation, test):  # Q32, ER18, M63.2
    return ["test", *stop_by(test)]


@early_stop.mistake(
    en="You watch the training set: its error always falls, and nothing ever stops.",
    fr="Vous surveillez l'ensemble d'entraînement : son erreur baisse toujours, et rien n'arrête "
    "jamais.",
)
def watches_the_training_set(train, validation, test):  # Q32, M63.1
    return ["train", *stop_by(train)]


@early_stop.mistake(
    en="You stop at the first rise: that is a patience of 1. An error that is measured goes up and "
    "down a little.",
    fr="Vous arrêtez à la première hausse : c'est une patience de 1. Une erreur mesurée monte et "
    "descend toujours un peu.",
)
def stops_at_the_first_rise(train, validation, test):  # M63.5, M63.10
    return ["validation", *stop_by(validation, 1)]


@early_stop.mistake(
    en="You wait one epoch too long: with a patience of 2, the second epoch without a new best is "
    "the last.",
    fr="Vous attendez une époque de trop : avec une patience de 2, la deuxième époque sans nouveau "
    "minimum est la dernière.",
)
def waits_one_epoch_more(train, validation, test):  # M63.5
    return ["validation", *stop_by(validation, 3)]


@early_stop.mistake(
    en="You compare each epoch with the one before. It is the best so far that must be beaten.",
    fr="Vous comparez chaque époque à la précédente. C'est la meilleure jusque-là qu'il faut "
    "battre.",
)
def compares_with_the_epoch_before(train, validation, test):  # M63.3
    return ["validation", *stop_by(validation, against_best=False)]


@early_stop.mistake(
    en="Your count does not start again at a new best: two bad epochs with good ones between them "
    "stop the training.",
    fr="Votre compteur ne repart pas de zéro à un nouveau minimum : deux mauvaises époques "
    "séparées par de bonnes arrêtent l'entraînement.",
)
def never_resets_the_count(train, validation, test):  # M63.7
    return ["validation", *stop_by(validation, resets=False)]


@early_stop.mistake(
    en="An epoch that only reaches the best error again is no new best: below it is what counts.",
    fr="Une époque qui ne fait qu'égaler la meilleure erreur n'est pas une nouvelle meilleure : "
    "c'est d'être au-dessous qui compte.",
)
def takes_the_same_for_better(train, validation, test):  # M63.4
    # The same as if each error were a little below all those before it that are equal.
    return ["validation", *stop_by([v - 1e-6 * i for i, v in enumerate(validation)])]


@early_stop.mistake(
    en="You keep the parameters of the last epoch. What the two epochs of patience have made worse "
    "need not be kept.",
    fr="Vous gardez les paramètres de la dernière époque. Ce que les deux époques de patience ont "
    "abîmé n'a pas à être gardé.",
)
def keeps_the_last_parameters(train, validation, test):  # M63.8
    epoch, _ = stop_by(validation)
    return ["validation", epoch, epoch]


@early_stop.mistake(
    en="You take the smallest error of the whole list. That epoch comes later: whoever stops early "
    "never sees it.",
    fr="Vous prenez la plus petite erreur de toute la liste. Cette époque vient plus tard : qui "
    "s'arrête tôt ne la voit jamais.",
)
def sees_the_future(train, validation, test):  # Q32
    best = int(np.argmin(validation))
    return ["validation", best + PATIENCE, best]


@early_stop.mistake(
    en="You count the epochs from 1: the first is epoch 0 here.",
    fr="Vous comptez les époques à partir de 1 : ici, la première est l'époque 0.",
)
def counts_from_one(train, validation, test):  # not in the catalogue
    epoch, best = stop_by(validation)
    return ["validation", epoch + 1, best + 1]


@early_stop.alternative
def as_a_tuple(train, validation, test):
    return tuple(early_stop.solution(train, validation, test))


early_stop.equivalent(
    "range(1, len(validation)) → range(1, len(validation) - 1)", "Training stops before the end."
)
early_stop.equivalent(
    "range(1, len(validation)) → range(0, len(validation))",
    "The epoch after the first is always better: the count starts again.",
)
early_stop.equivalent(
    "range(1, len(validation)) → range(2, len(validation))",
    "The third epoch is always better than the first: the same epochs are the best from there on.",
)
