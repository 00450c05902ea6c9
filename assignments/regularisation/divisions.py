"""Part B: training, validation and test set, judged by their properties (exercise E64)."""

import numpy as np
from reference import splits as ref

from autograder import Part, Seed

part = Part("divisions")

# --- E64: two or more sets ---

split = part.question(ref.split, points=5)


@split.probe
def _(function, n, fractions, rng):
    seed = int(rng.integers(2**32))
    one, other = np.random.default_rng(seed), np.random.default_rng(seed)
    return {
        "first": function(n, fractions, one),
        "second": function(n, fractions, one),
        "same seed": function(n, fractions, other),
    }


@split.summary
def _(output, n, fractions, rng):
    # Every case has 50 indices or more, no part takes nearly all of them, and parts may be sorted:
    # a right answer gives one of the divisions that are looked for below (neighbours together, the
    # same as the one before) with a probability below 1e-12.
    parts, second, again = (
        [[int(i) for i in part] for part in output[key]] for key in ("first", "second", "same seed")
    )
    everything = [i for part in parts for i in part]
    sizes = zip(parts[:-1], fractions[:-1], strict=False)
    return {
        "number of parts": len(parts),
        "all are integers": all(np.asarray(part).dtype.kind in "iu" for part in output["first"]),
        "every index is there": set(everything) == set(range(n)),
        "no index is there twice": len(set(everything)) == len(everything),
        "no index is twice in one part": all(len(set(part)) == len(part) for part in parts),
        "sizes as asked, but for the last": all(
            abs(len(part) - n * fraction) < 1 - 1e-9 for part, fraction in sizes
        ),
        "the order is the given one": everything == list(range(n)),
        "neighbours all stay neighbours": all(set(np.diff(part)) <= {1} for part in parts),
        "a second division is the same": parts == second,
        "the same seed gives the same division": parts == again,
    }


def case(rng, n, *fractions):
    return {"n": n, "fractions": list(fractions), "rng": Seed.draw(rng)}


@split.case("50 instances in three sets", visible=True, fr="50 instances en trois ensembles")
def _(rng):
    return case(rng, 50, 0.6, 0.2, 0.2)


@split.case("sizes that are no whole numbers", fr="des tailles qui ne tombent pas juste")
def _(rng):
    return case(rng, 67, 0.6, 0.2, 0.2)


@split.case("three quarters and a quarter", fr="trois quarts et un quart")
def _(rng):
    return case(rng, 61, 0.75, 0.25)


@split.case("four sets", fr="quatre ensembles")
def _(rng):
    return case(rng, 83, 0.4, 0.3, 0.1, 0.2)


def cut(order, n, fractions):
    return np.split(order, np.rint(n * np.cumsum(fractions)[:-1]).astype(int))


@split.mistake(
    en="You cut without shuffling: where the data are sorted by class, the last classes are never "
    "trained on.",
    fr="Vous coupez sans mélanger : si les données sont triées par classe, les dernières classes "
    "ne servent jamais à l'entraînement.",
)
def does_not_shuffle(n, fractions, rng):  # M64.5
    return cut(np.arange(n), n, fractions)


@split.mistake(
    en="Some indices are in no set: every size is rounded down, and nobody takes the rest.",
    fr="Certains indices ne sont dans aucun ensemble : toutes les tailles sont arrondies vers le "
    "bas, et personne ne prend le reste.",
)
def drops_the_remainder(n, fractions, rng):  # M64.1
    order, parts = rng.permutation(n), []
    for fraction in fractions:
        size = int(n * fraction)
        parts.append(order[:size])
        order = order[size:]
    return parts


@split.mistake(
    en="Each set is drawn by itself from all the instances: the same instance is trained on and "
    "tested with.",
    fr="Chaque ensemble est tiré pour lui-même parmi toutes les instances : une même instance sert "
    "à l'entraînement et au test.",
)
def draws_each_set_apart(n, fractions, rng):  # M64.2
    sizes = np.diff(np.rint(n * np.cumsum([0, *fractions])).astype(int))
    return [rng.permutation(n)[:size] for size in sizes]


@split.mistake(
    en="You draw with replacement: some instances come several times, others never.",
    fr="Vous tirez avec remise : certaines instances reviennent plusieurs fois, d'autres jamais.",
)
def draws_with_replacement(n, fractions, rng):  # M64.2
    return cut(rng.integers(n, size=n), n, fractions)


@split.mistake(
    en="You cut at n times each fraction, counted from the start: a set begins where the one "
    "before ends, so that the fractions have to be added up.",
    fr="Vous coupez à n fois chaque fraction, comptée depuis le début : un ensemble commence là où "
    "le précédent finit, il faut donc cumuler les fractions.",
)
def cuts_at_the_fractions(n, fractions, rng):  # not in the catalogue
    ends = np.rint(n * np.array(fractions[1:])).astype(int)
    return np.split(rng.permutation(n), ends)


@split.mistake(
    en="You take each fraction of what is left, and not of n: the second set is too small.",
    fr="Vous prenez chaque fraction de ce qui reste, et non de n : le deuxième ensemble est trop "
    "petit.",
)
def takes_fractions_of_the_rest(n, fractions, rng):  # not in the catalogue
    order, parts = rng.permutation(n), []
    for fraction in [*fractions[:-2], fractions[-1] * fractions[-2]]:
        size = round(order.size * fraction)
        parts.append(order[:size])
        order = order[size:]
    return [*parts, order]


@split.mistake(
    en="Every division is the same: you make a generator of your own with a fixed seed, and rng is "
    "never used.",
    fr="Toutes les divisions sont les mêmes : vous créez votre propre générateur avec une graine "
    "fixe, et rng ne sert jamais.",
)
def same_division_every_time(n, fractions, rng):  # not in the catalogue
    return ref.split(n, fractions, np.random.default_rng(0))


@split.mistake(
    en="Your order does not come from rng: run twice with the same seed, your experiment could not "
    "be repeated.",
    fr="Votre ordre ne vient pas de rng : relancée avec la même graine, votre expérience ne "
    "pourrait pas être reproduite.",
)
def divides_with_another_generator(n, fractions, rng):  # not in the catalogue
    return ref.split(n, fractions, np.random.default_rng())


@split.alternative
def rounded_down(n, fractions, rng):
    order, parts = rng.permutation(n), []
    for fraction in fractions[:-1]:
        size = int(n * fraction)
        parts.append(np.sort(order[:size]))
        order = order[size:]
    return [*parts, order]


@split.alternative
def from_a_shuffled_list(n, fractions, rng):
    indices, start, parts = list(range(n)), 0, []
    rng.shuffle(indices)
    for fraction in fractions[:-1]:
        stop = start + int(np.ceil(n * fraction))
        parts.append(np.array(indices[start:stop]))
        start = stop
    return (*parts, np.array(indices[start:]))


split.equivalent(
    "np.rint(n * np.cumsum(fractions)[:-1]) → n * np.cumsum(fractions)[:-1]",
    "The sizes may be rounded down as well as up.",
)
