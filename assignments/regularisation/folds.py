"""Part B, continued: k folds, and the mean of the errors on them (exercise E64)."""

from itertools import pairwise

import numpy as np
from reference import splits as ref

from autograder import Part, Seed

part = Part("folds")

# --- E64: the folds ---

kfold_indices = part.question(ref.kfold_indices, points=8)


@kfold_indices.probe
def _(function, n, k, rng):
    seed = int(rng.integers(2**32))
    one, other = np.random.default_rng(seed), np.random.default_rng(seed)
    return {
        "first": function(n, k, one),
        "second": function(n, k, one),
        "same seed": function(n, k, other),
    }


@kfold_indices.summary
def _(output, n, k, rng):
    # Every case has 19 indices or more: a right answer gives one of the divisions that are looked
    # for below (the given order, neighbours together, the folds of the call before), even sorted
    # in each fold, with a probability below 1e-12. Folds of one instance have one division only.
    first, second, again = (
        [([int(i) for i in train], [int(i) for i in validation]) for train, validation in pairs]
        for pairs in (output["first"], output["second"], output["same seed"])
    )
    validations = [validation for _, validation in first]
    validated = [i for validation in validations for i in validation]
    sizes = [len(validation) for validation in validations]
    return {
        "number of pairs": len(first),
        "all are integers": all(
            np.asarray(indices).dtype.kind in "iu" for pair in output["first"] for indices in pair
        ),
        "every index validates": set(validated) == set(range(n)),
        "no index validates twice": len(set(validated)) == len(validated),
        "sizes of the validation sets differ by 1 at most": max(sizes, default=0)
        - min(sizes, default=0)
        <= 1,
        "largest validation set": max(sizes, default=0),
        "no index trains and validates": all(
            not set(train) & set(validation) for train, validation in first
        ),
        "all that does not validate trains": all(
            set(train) | set(validation) == set(range(n)) for train, validation in first
        ),
        "no index trains twice": all(len(set(train)) == len(train) for train, _ in first),
        "the order is the given one": validated == list(range(n)),
        "neighbours all stay neighbours": all(set(np.diff(run)) <= {1} for run in validations),
        "a second division has the same folds": (
            sorted(map(sorted, validations)) == sorted(sorted(pair[1]) for pair in second)
        ),
        "the same seed gives the same folds": validations == [pair[1] for pair in again],
    }


def case(rng, n, k):
    return {"n": n, "k": k, "rng": Seed.draw(rng)}


@kfold_indices.case("23 instances, 5 folds", visible=True, fr="23 instances, 5 plis")
def _(rng):
    return case(rng, 23, 5)


@kfold_indices.case("k divides n", fr="k divise n")
def _(rng):
    return case(rng, 35, 5)


@kfold_indices.case("a remainder of 3", fr="un reste de 3")
def _(rng):
    return case(rng, 31, 7)


@kfold_indices.case("three folds", fr="trois plis")
def _(rng):
    return case(rng, 41, 3)


@kfold_indices.case("one instance a fold", fr="une instance par pli")
def _(rng):
    return case(rng, 19, 19)


def pairs_of(folds):
    """Return the pairs of folds that are given, each training with all the others."""
    return [(np.concatenate([*folds[:i], *folds[i + 1 :]]), fold) for i, fold in enumerate(folds)]


@kfold_indices.mistake(
    en="Every fold has n // k indices, and the remainder validates in none.",
    fr="Tous les plis ont n // k indices, et le reste ne valide jamais.",
)
def drops_the_remainder(n, k, rng):  # M64.1
    order, size = rng.permutation(n), n // k
    folds = [order[i * size : (i + 1) * size] for i in range(k)]
    return [(np.setdiff1d(order, fold), fold) for fold in folds]


@kfold_indices.mistake(
    en="Each validation set is drawn anew from all the instances: they overlap, and some instances "
    "never validate. Folds are cut from one and the same order.",
    fr="Chaque ensemble de validation est tiré à nouveau parmi toutes les instances : ils se "
    "recoupent, et certaines instances ne valident jamais. Les plis sont coupés dans un seul et "
    "même ordre.",
)
def draws_each_fold_apart(n, k, rng):  # M64.2
    sizes = [n // k + (i < n % k) for i in range(k)]
    orders = [rng.permutation(n) for _ in range(k)]
    return [(order[size:], order[:size]) for order, size in zip(orders, sizes, strict=True)]


@kfold_indices.mistake(
    en="You train on all the instances, those that validate included: the model is asked what it "
    "has learnt by heart.",
    fr="Vous entraînez sur toutes les instances, y compris celles qui valident : on demande au "
    "modèle ce qu'il a appris par cœur.",
)
def trains_on_the_validation_fold(n, k, rng):  # M64.3
    order = rng.permutation(n)
    return [(order, fold) for fold in np.array_split(order, k)]


@kfold_indices.mistake(
    en="You return k - 1 pairs: the last fold never validates. Each of the k folds does, once.",
    fr="Vous renvoyez k - 1 paires : le dernier pli ne valide jamais. Chacun des k plis valide, "
    "une fois.",
)
def forgets_the_last_fold(n, k, rng):  # M64.4
    return ref.kfold_indices(n, k, rng)[:-1]


@kfold_indices.mistake(
    en="You cut without shuffling: where the data are sorted by class, a fold validates with a "
    "class that its model has never seen.",
    fr="Vous coupez sans mélanger : si les données sont triées par classe, un pli valide avec une "
    "classe que son modèle n'a jamais vue.",
)
def does_not_shuffle(n, k, rng):  # M64.5
    return pairs_of(np.array_split(np.arange(n), k))


@kfold_indices.mistake(
    en="The two sets are the wrong way round: you train on one fold, and validate with all the "
    "others.",
    fr="Les deux ensembles sont intervertis : vous entraînez sur un seul pli, et validez avec tous "
    "les autres.",
)
def swaps_the_two_sets(n, k, rng):  # M64.7
    return [(fold, others) for others, fold in ref.kfold_indices(n, k, rng)]


@kfold_indices.mistake(
    en="The last fold takes all the remainder. The sizes must differ by 1 at most: give the "
    "instances that are left to one fold each.",
    fr="Le dernier pli prend tout le reste. Les tailles ne doivent différer que de 1 au plus : "
    "donnez les instances restantes à un pli chacune.",
)
def last_fold_takes_the_remainder(n, k, rng):  # not in the catalogue
    return pairs_of(np.split(rng.permutation(n), [i * (n // k) for i in range(1, k)]))


@kfold_indices.mistake(
    en="You shuffle the folds and not the instances: neighbours stay together, and so does a class "
    "where the data are sorted.",
    fr="Vous mélangez les plis et non les instances : les voisines restent ensemble, et donc une "
    "classe entière si les données sont triées.",
)
def shuffles_whole_folds(n, k, rng):  # M64.5, after the cut
    folds = np.array_split(np.arange(n), k)
    return pairs_of([folds[i] for i in rng.permutation(k)])


@kfold_indices.mistake(
    en="Every division is the same: you make a generator of your own with a fixed seed, and rng is "
    "never used.",
    fr="Toutes les divisions sont les mêmes : vous créez votre propre générateur avec une graine "
    "fixe, et rng ne sert jamais.",
)
def same_folds_every_time(n, k, rng):  # not in the catalogue
    return ref.kfold_indices(n, k, np.random.default_rng(0))


@kfold_indices.mistake(
    en="Your order does not come from rng: run twice with the same seed, your experiment could not "
    "be repeated.",
    fr="Votre ordre ne vient pas de rng : relancée avec la même graine, votre expérience ne "
    "pourrait pas être reproduite.",
)
def folds_with_another_generator(n, k, rng):  # not in the catalogue
    return ref.kfold_indices(n, k, np.random.default_rng())


@kfold_indices.alternative
def every_kth_index(n, k, rng):
    order = rng.permutation(n)
    return pairs_of([order[i::k] for i in range(k)])


@kfold_indices.alternative
def sorted_in_each_fold(n, k, rng):
    number = rng.permutation(np.arange(n) % k)
    return [(np.flatnonzero(number != i), np.flatnonzero(number == i)) for i in range(k)]


@kfold_indices.alternative
def as_lists_of_lists(n, k, rng):
    order = rng.permutation(n).tolist()
    bounds = [round(i * n / k) for i in range(k + 1)]
    return [[order[:start] + order[stop:], order[start:stop]] for start, stop in pairwise(bounds)]
