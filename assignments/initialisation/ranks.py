"""Part A: ranks in the place of values (exercise E15)."""

import numpy as np
from reference import standardisation as ref

from autograder import Part

from .inputs import tables

part = Part("ranks")

quantile_normalize = part.question(ref.quantile_normalize, points=5)


@quantile_normalize.case("one feature with ties", visible=True, fr="une variable avec des ex æquo")
def _(rng):
    return {
        "X_train": np.array([[1.0, 50.0, 3.0, 3.0]]),
        "X_test": np.array([[0.0, 1.0, 2.0, 3.0, 99.0]]),
    }


@quantile_normalize.case("two features", visible=True, fr="deux variables")
def _(rng):
    return tables(rng, 2, 3, 2, decimals=1)


@quantile_normalize.case("five features", fr="cinq variables")
def _(rng):
    return tables(rng, 5, 11, 7)


@quantile_normalize.case("many ties", fr="beaucoup d'ex æquo")
def _(rng):
    X_train = rng.permuted(np.tile([0, 1, 1, 2, 2, 2, 4, 4, 7, 9, 9], (3, 1)), axis=1)
    X_test = rng.permuted(np.tile([-1, 1, 2, 3, 4, 4, 9], (3, 1)), axis=1)
    return {"X_train": X_train.astype(float), "X_test": X_test.astype(float)}


@quantile_normalize.case("a single test instance", fr="une seule instance de test")
def _(rng):
    return tables(rng, 3, 7, 1)


@quantile_normalize.case("an outlier of a billion", fr="une valeur aberrante d'un milliard")
def _(rng):
    case = tables(rng, 3, 11, 5)
    case["X_train"][:, 2] = 1e9
    case["X_test"][1] = [-1e9, 0.0, 1e9, 2e9, 1e9]
    return case


def ranked(X_train, X, below=1.0, equal=0.5, over=None):
    less = (X_train[:, np.newaxis, :] < X[:, :, np.newaxis]).sum(axis=2)
    same = (X_train[:, np.newaxis, :] == X[:, :, np.newaxis]).sum(axis=2)
    return (below * less + equal * same) / (X_train.shape[1] if over is None else over)


@quantile_normalize.mistake(
    en="You count the smaller values only: the lowest value gets 0, and equal ones the rank of the "
    "first among them. What is equal counts for a half.",
    fr="Vous ne comptez que les valeurs inférieures : la plus petite reçoit 0, et les ex æquo le "
    "rang du premier d'entre eux. Ce qui est égal compte pour moitié.",
)
def counts_the_smaller_only(X_train, X_test):  # not in the catalogue
    return tuple(ranked(X_train, X, equal=0.0) for X in (X_train, X_test))


@quantile_normalize.mistake(
    en="You count the values that are smaller or equal, each for a whole: equal ones get the rank "
    "of the last among them. What is equal counts for a half.",
    fr="Vous comptez pour un tout ce qui est inférieur ou égal : les ex æquo reçoivent le rang du "
    "dernier d'entre eux. Ce qui est égal compte pour moitié.",
)
def counts_the_equal_fully(X_train, X_test):  # not in the catalogue
    return tuple(ranked(X_train, X, equal=1.0) for X in (X_train, X_test))


@quantile_normalize.mistake(
    en="The test set is ranked among itself. A value of the test set takes its place among those "
    "of the training set, which are the only ones known when it arrives.",
    fr="Le jeu de test est classé entre ses propres valeurs. Une valeur de test prend sa place "
    "parmi celles du jeu d'entraînement, les seules connues quand elle arrive.",
)
def ranks_the_test_set_among_itself(X_train, X_test):  # as M15.3
    return ranked(X_train, X_train), ranked(X_test, X_test)


@quantile_normalize.mistake(
    en="Both sets are ranked together: the test set has leaked into the ranks of the training set.",
    fr="Les deux jeux sont classés ensemble : le jeu de test a fui dans les rangs du jeu "
    "d'entraînement.",
)
def ranks_both_sets_together(X_train, X_test):  # as M15.4
    both = np.hstack([X_train, X_test])
    return ranked(both, X_train), ranked(both, X_test)


@quantile_normalize.mistake(
    en="All the features are ranked together. Each feature, that is each row, has its own ranks.",
    fr="Toutes les variables sont classées ensemble. Chaque variable, donc chaque ligne, a ses "
    "propres rangs.",
)
def ranks_all_features_together(X_train, X_test):  # as M15.2
    flat = X_train.reshape(1, -1)
    return tuple(ranked(flat, X.reshape(1, -1)).reshape(X.shape) for X in (X_train, X_test))


@quantile_normalize.mistake(
    en="The ranks are not divided by m: the result must lie between 0 and 1, however many "
    "instances there are.",
    fr="Les rangs ne sont pas divisés par m : le résultat doit être entre 0 et 1, quel que soit le "
    "nombre d'instances.",
)
def forgets_to_divide(X_train, X_test):  # not in the catalogue
    return tuple(ranked(X_train, X, over=1) for X in (X_train, X_test))


@quantile_normalize.mistake(
    en="`argsort` once gives the places of the sorted values, not the rank of each value; and it "
    "gives equal values different numbers.",
    fr="Un seul `argsort` donne l'emplacement des valeurs triées, non le rang de chaque valeur ; "
    "et il donne des numéros différents aux ex æquo.",
)
def sorts_once(X_train, X_test):  # not in the catalogue
    m = X_train.shape[1]
    return (X_train.argsort(axis=1, kind="stable") + 0.5) / m, ranked(X_train, X_test)


@quantile_normalize.mistake(
    en="You only standardise: one value of a billion still flattens all the others. Ranks ignore "
    "how far away it is.",
    fr="Vous ne faites que standardiser : une valeur d'un milliard écrase encore toutes les "
    "autres. Les rangs, eux, ignorent à quelle distance elle se trouve.",
)
def only_standardises(X_train, X_test):  # not in the catalogue
    return ref.standardize(X_train, X_test)


@quantile_normalize.alternative
def by_binary_search(X_train, X_test):
    m, ranks = X_train.shape[1], []
    for X in (X_train, X_test):
        places = [
            [np.searchsorted(np.sort(t), x, side) for side in ("left", "right")]
            for t, x in zip(X_train, X, strict=True)
        ]
        ranks.append(np.array([(low + high) / 2 / m for low, high in places]))
    return tuple(ranks)


@quantile_normalize.alternative
def by_signs(X_train, X_test):
    signs = [np.sign(X[:, :, None] - X_train[:, None, :]) for X in (X_train, X_test)]
    return tuple((1 + sign.mean(axis=2)) / 2 for sign in signs)
