"""Part B, continued: the mean of the errors on the folds (exercise E64)."""

import numpy as np
from reference import splits as ref

from autograder import Part

part = Part("validation")

# --- E64: the errors of the folds ---

cross_validate = part.question(ref.cross_validate, points=5)


@cross_validate.probe
def _(function, fit, error, X, Y, folds):
    def a_line(X, Y):
        A = np.vstack([X, np.ones((1, X.shape[1]))])
        return Y @ np.linalg.pinv(A)

    def the_mean(X, Y):
        return np.array([[0.0] * X.shape[0] + [Y.mean()]])

    def squared(model, X, Y):
        return float(np.mean((model[:, :-1] @ X + model[:, -1:] - Y) ** 2))

    def absolute(model, X, Y):
        return float(np.mean(np.abs(model[:, :-1] @ X + model[:, -1:] - Y)))

    fits = {"a line": a_line, "the mean": the_mean}
    errors = {"squared": squared, "absolute": absolute}
    return function(fits[fit], errors[error], X, Y, folds)


def data(rng, n0, n, sizes, fit, error):
    """Instances whose labels differ from fold to fold, so that no two folds are alike."""
    X = rng.uniform(0.5, 2.0, size=(n0, n))
    order, start, folds, Y = rng.permutation(n), 0, [], np.zeros((1, n))
    for number, size in enumerate(sizes, start=1):
        fold = order[start : start + size]
        Y[0, fold] = number**2 + rng.uniform(-0.3, 0.3, size=size)
        folds.append((np.setdiff1d(order, fold), fold))
        start += size
    return {"fit": fit, "error": error, "X": X, "Y": Y, "folds": folds}


@cross_validate.case("three folds", visible=True, fr="trois plis")
def _(rng):
    X = np.array([[0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0]])
    Y = np.array([[1.0, 2.0, 2.0, 5.0, 4.0, 7.0, 6.0]])
    indices = [np.array([0, 4, 5]), np.array([1, 6]), np.array([2, 3])]
    folds = [(np.setdiff1d(np.arange(7), fold), fold) for fold in indices]
    return {"fit": "a line", "error": "squared", "X": X, "Y": Y, "folds": folds}


@cross_validate.case("folds of 5, 4 and 4", fr="des plis de 5, 4 et 4")
def _(rng):
    return data(rng, 2, 13, (5, 4, 4), "a line", "squared")


@cross_validate.case("another error, another model", fr="une autre erreur, un autre modèle")
def _(rng):
    return data(rng, 3, 17, (5, 4, 4, 4), "the mean", "absolute")


@cross_validate.case("two folds", fr="deux plis")
def _(rng):
    return data(rng, 2, 11, (6, 5), "the mean", "squared")


@cross_validate.case("one instance a fold", fr="une instance par pli")
def _(rng):
    return data(rng, 1, 7, (1,) * 7, "a line", "absolute")


def errors_of(fit, error, X, Y, pairs):
    """Return the error on the second set of each pair of what was fitted on the first."""
    return [error(fit(X[:, a], Y[:, a]), X[:, b], Y[:, b]) for a, b in pairs]


@cross_validate.mistake(
    en="You fit a single model, on all the instances: it has seen those that it is validated with.",
    fr="Vous n'ajustez qu'un modèle, sur toutes les instances : il a vu celles avec lesquelles on "
    "le valide.",
)
def fits_on_everything(fit, error, X, Y, folds):  # M64.3
    everything = np.arange(X.shape[1])
    return np.mean(errors_of(fit, error, X, Y, [(everything, b) for _, b in folds]))


@cross_validate.mistake(
    en="You return the error on the instances that the models were fitted on: the training error.",
    fr="Vous renvoyez l'erreur sur les instances qui ont servi à l'ajustement : c'est l'erreur "
    "d'entraînement.",
)
def validates_on_the_training_set(fit, error, X, Y, folds):  # M64.3
    return np.mean(errors_of(fit, error, X, Y, [(a, a) for a, _ in folds]))


@cross_validate.mistake(
    en="You fit on the validation set and measure on the training set: the pairs are (train, "
    "validation), in this order.",
    fr="Vous ajustez sur l'ensemble de validation et mesurez sur celui d'entraînement : les paires "
    "sont (train, validation), dans cet ordre.",
)
def takes_the_pairs_the_other_way(fit, error, X, Y, folds):  # M64.7
    return np.mean(errors_of(fit, error, X, Y, [(b, a) for a, b in folds]))


@cross_validate.mistake(
    en="You add the errors up: the mean is asked, which does not grow with the number of folds.",
    fr="Vous additionnez les erreurs : on demande leur moyenne, qui ne croît pas avec le nombre de "
    "plis.",
)
def adds_the_errors_up(fit, error, X, Y, folds):  # not in the catalogue
    return np.sum(errors_of(fit, error, X, Y, folds))


@cross_validate.mistake(
    en="You return the error on the last fold only: those before it are overwritten, or the "
    "`return` stands in a place where only one counts.",
    fr="Vous ne renvoyez que l'erreur du dernier pli : les précédentes sont écrasées, ou le "
    "`return` est placé là où une seule compte.",
)
def returns_the_last_fold(fit, error, X, Y, folds):  # not in the catalogue
    return errors_of(fit, error, X, Y, folds)[-1]


@cross_validate.mistake(
    en="You return from inside of the loop: only the first fold is tried.",
    fr="Votre `return` est dans la boucle : seul le premier pli est essayé.",
)
def returns_the_first_fold(fit, error, X, Y, folds):  # not in the catalogue
    return errors_of(fit, error, X, Y, folds)[0]


@cross_validate.mistake(
    en="You return the smallest of the errors. A fold that happens to be easy says nothing of the "
    "others.",
    fr="Vous renvoyez la plus petite des erreurs. Un pli qui se trouve être facile ne dit rien des "
    "autres.",
)
def returns_the_best_fold(fit, error, X, Y, folds):  # not in the catalogue
    return min(errors_of(fit, error, X, Y, folds))


@cross_validate.mistake(
    en="You weight each fold by its size: a mean over the instances. That is sensible too, but the "
    "description asks for the mean of the k errors, whatever the sizes.",
    fr="Vous pondérez chaque pli par sa taille : c'est une moyenne sur les instances. Elle a aussi "
    "du sens, mais la description demande la moyenne des k erreurs, quelles que soient les "
    "tailles.",
)
def weights_the_folds_by_size(fit, error, X, Y, folds):  # not in the catalogue
    sizes = [validation.size for _, validation in folds]
    return np.average(errors_of(fit, error, X, Y, folds), weights=sizes)


@cross_validate.alternative
def with_a_running_sum(fit, error, X, Y, folds):
    total = 0.0
    for train, validation in folds:
        model = fit(np.take(X, train, axis=1), np.take(Y, train, axis=1))
        total += error(model, np.take(X, validation, axis=1), np.take(Y, validation, axis=1))
    return total / len(folds)


@cross_validate.alternative
def in_one_line(fit, error, X, Y, folds):
    errors = [error(fit(X[:, a], Y[:, a]), X[:, b], Y[:, b]) for a, b in folds]
    return sum(errors) / len(errors)
