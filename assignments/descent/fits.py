"""Part D: reading learning curves, and where to stop by eye (questions Q29, Q32)."""

import numpy as np
from reference.stopping import early_stopping

from autograder import Part

part = Part("fits")
by_eye = Part("by_eye")

# --- Q29: too little, too much, and just right ---


def three_trainings(rng):
    t = np.arange(41)
    low, high = rng.uniform(0.06, 0.12), rng.uniform(1.0, 1.2)
    fall = np.exp(-t / 6)
    curves = {
        "under": (high + 0.9 * fall, high + 0.08 + 0.9 * fall),
        "over": (0.5 * low + 2 * fall, 0.45 + 1.6 * fall + 0.018 * np.maximum(t - 12, 0)),
        "good": (low + 1.9 * fall, low + 0.12 + 1.9 * fall),
    }
    order = [str(name) for name in rng.permutation(list(curves))]
    drawn = {}
    for letter, name in zip("ABC", order, strict=True):
        train, test = (line + 0.01 * rng.normal(size=41) for line in curves[name])
        drawn[letter] = {"train": train.round(3).tolist(), "test": test.round(3).tolist()}
    return {"order": order, "curves": drawn}


@part.answer(
    "learning_curves",
    points=3,
    variant=three_trainings,
    texts={
        "en": "Three trainings, A, B and C, each with its loss on the training data and on data "
        "that it has never seen: the cell below the answer draws them. Put in `learning_curves` "
        'a dictionary from each letter to `"under"` (under-fitting), `"over"` (over-fitting) or '
        '`"good"`.',
        "fr": "Trois entraînements, A, B et C, chacun avec sa perte sur les données d'entraînement "
        "et sur des données jamais vues : la cellule placée sous la réponse les trace. Mettez "
        'dans `learning_curves` un dictionnaire qui associe à chaque lettre `"under"` '
        '(sous-apprentissage), `"over"` (surapprentissage) ou `"good"`.',
    },
)
def learning_curves(order, curves):
    return dict(zip(curves, order, strict=True))


def exchanging(order, curves, **others):
    right = learning_curves.solution(order, curves)
    return {letter: others.get(name, name) for letter, name in right.items()}


@learning_curves.mistake(
    en="You take over-fitting for the good training: its loss on the training data is the lowest, "
    "and that is easy and useless. Look at the other curve.",
    fr="Vous prenez le surapprentissage pour le bon entraînement : sa perte d'entraînement est la "
    "plus basse, ce qui est facile et inutile. Regardez l'autre courbe.",
)
def judges_by_the_training_loss(order, curves):  # Q29
    return exchanging(order, curves, over="good", good="over")


@learning_curves.mistake(
    en="You take under-fitting for the good training, because its two curves lie close together. "
    "They do, and both are high.",
    fr="Vous prenez le sous-apprentissage pour le bon entraînement, parce que ses deux courbes "
    "sont proches. Elles le sont, mais toutes deux restent hautes.",
)
def judges_by_the_gap(order, curves):  # Q29
    return exchanging(order, curves, under="good", good="under")


@learning_curves.mistake(
    en="Under- and over-fitting are the wrong way round: who over-fits has learnt the training "
    "data too well.",
    fr="Sous-apprentissage et surapprentissage sont intervertis : le surapprentissage, c'est avoir "
    "trop bien appris les données d'entraînement.",
)
def under_and_over_swapped(order, curves):  # Q29
    return exchanging(order, curves, under="over", over="under")


@learning_curves.mistake(
    en="You call all three good: the loss falls at first in each of them.",
    fr="Vous les dites bons tous les trois : dans chacun, la perte commence par baisser.",
)
def all_are_good(order, curves):  # Q29
    return dict.fromkeys(curves, "good")


@learning_curves.alternative
def in_another_order(order, curves):
    return {letter: order["ABC".index(letter)] for letter in "CBA"}


learning_curves.equivalent(
    "zip(curves, order, strict=True) → zip(curves, order, strict=False)",
    "There are three letters and three names.",
)


# --- Q32: where to stop ---


def three_losses(rng):
    best = int(rng.integers(5, 9))
    t = np.arange(best + 6)
    lift = round(float(rng.uniform(0.0, 0.2)), 2)
    train = 1.6 * 0.8**t + 0.05
    validation = 0.6 + 0.09 * (best - t)
    validation[3] = validation[2] + 0.04
    after = [0.12, 0.05, 0.08, -0.1, -0.05]
    validation[best + 1 :] = validation[best] + np.array(after)
    test = 0.72 + 0.09 * np.abs(t - (best - 2))
    losses = {"train": train, "validation": validation + lift, "test": test + lift}
    return {name: [round(float(value), 2) for value in line] for name, line in losses.items()}


@by_eye.answer(
    "stop_by_eye",
    points=3,
    variant=three_losses,
    texts={
        "en": "A training was let run to its end, for the sake of the picture: the cell below the "
        "answer draws its loss on three sets. With early stopping, a patience of 2 and a "
        "`min_delta` of 0, at which epoch would it have stopped, and the parameters of which epoch "
        "would have been kept? Put in `stop_by_eye` a list of two integers: the stop, then the "
        "best epoch. Epochs count from 0.",
        "fr": "Pour les besoins du dessin, on a laissé un entraînement aller jusqu'au bout : la "
        "cellule placée sous la réponse trace sa perte sur trois jeux de données. Avec un arrêt "
        "précoce, une patience de 2 et un `min_delta` nul, à quelle époque se serait-il arrêté, et "
        "de quelle époque aurait-on gardé les paramètres ? Mettez dans `stop_by_eye` une liste de "
        "deux entiers : l'arrêt, puis la meilleure époque. On compte les époques à partir de 0.",
    },
)
def stop_by_eye(train, validation, test):
    return list(early_stopping(np.array(validation), 2, 0.0))


@stop_by_eye.mistake(
    en="You watch the test set, as a slide of the lectures does. Then it is no longer data that "
    "nobody has looked at: what it says at the end would be too good.",
    fr="Vous surveillez le jeu de test, comme une diapositive des cours. Ce ne sont alors plus des "
    "données que personne n'a regardées : ce qu'il dirait à la fin serait trop beau.",
)
def watches_the_test_set(train, validation, test):  # M63.2, ER18, Q32
    return list(early_stopping(np.array(test), 2, 0.0))


@stop_by_eye.mistake(
    en="You watch the training loss. It falls as long as one trains, and never tells when to stop.",
    fr="Vous surveillez la perte d'entraînement. Elle baisse aussi longtemps que l'on entraîne, et "
    "ne dit jamais quand s'arrêter.",
)
def watches_the_training_set(train, validation, test):  # M63.1, Q32
    return list(early_stopping(np.array(train), 2, 0.0))


@stop_by_eye.mistake(
    en="You stop at the first epoch that is worse: the patience is 2.",
    fr="Vous vous arrêtez à la première époque moins bonne : la patience est de 2.",
)
def stops_at_the_first_rise(train, validation, test):  # M63.10
    return list(early_stopping(np.array(validation), 1, 0.0))


@stop_by_eye.mistake(
    en="You give the lowest point of the whole validation curve. Training would have stopped "
    "before it got there.",
    fr="Vous donnez le point le plus bas de toute la courbe de validation. L'entraînement se "
    "serait arrêté avant de l'atteindre.",
)
def sees_the_future(train, validation, test):  # not in the catalogue
    lowest = int(np.argmin(validation))
    return [min(lowest + 2, len(validation) - 1), lowest]


@stop_by_eye.mistake(
    en="You keep the parameters of the epoch at which training stops. The best ones are `patience` "
    "epochs older.",
    fr="Vous gardez les paramètres de l'époque où l'entraînement s'arrête. Les meilleurs ont "
    "`patience` époques de plus.",
)
def keeps_the_last(train, validation, test):  # M63.8
    stop, _ = stop_by_eye.solution(train, validation, test)
    return [stop, stop]


@stop_by_eye.alternative
def as_a_tuple(train, validation, test):
    best = next(
        e
        for e in range(len(validation) - 2)
        if min(validation[e + 1 : e + 3]) >= validation[e] == min(validation[: e + 1])
    )
    return (best + 2, best)


stop_by_eye.equivalent("np.array(validation) → validation", "Its losses are read one by one.")
