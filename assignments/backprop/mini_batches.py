"""Part H, continued: the instances of an epoch, shuffled and cut into batches (exercise E49)."""

import numpy as np
from reference import mini_batches as ref

from autograder import Part, Seed

part = Part("mini_batches")

# --- E49: mini-batches, judged by their properties ---

random_mini_batches = part.question(ref.random_mini_batches, points=4)


@random_mini_batches.probe
def _(function, X, Y, size, rng):
    seed = int(rng.integers(2**32))
    given_X, given_Y = X.copy(), Y.copy()
    one, other = np.random.default_rng(seed), np.random.default_rng(seed)
    return {
        "first epoch": function(given_X, given_Y, size, one),
        "second epoch": function(X.copy(), Y.copy(), size, one),
        "same seed": function(X.copy(), Y.copy(), size, other),
        "X and Y after": (given_X, given_Y),
    }


@random_mini_batches.summary
def _(output, X, Y, size, rng):
    # Every case has 14 instances or more: a right answer gives one of the orders that are looked
    # for below (the given one, that of the epoch before, three blocks of neighbours) with a
    # probability of 8 / 14!, about 1e-10.
    def order(batches):
        """The column of X that each column of the batches is, -1 for none, batch by batch."""
        found = []
        for X_b, _ in batches:
            fits = X_b.ndim == 2 and len(X_b) == len(X)
            same = (X_b[:, :, None] == X[:, None, :]).all(axis=0) if fits else ()
            found.append([int(column.argmax()) if column.any() else -1 for column in same])
        return found

    def flat(lists):
        return [column for columns in lists for column in columns]

    epoch = output["first epoch"]
    first, second, again = (
        order(output[key]) for key in ("first epoch", "second epoch", "same seed")
    )
    labels = [y for _, Y_b in epoch for y in Y_b.T]
    pairs = list(zip(flat(first), labels, strict=False))
    after_X, after_Y = output["X and Y after"]
    return {
        "shapes of the batches": [[list(X_b.shape), list(Y_b.shape)] for X_b, Y_b in epoch],
        "every instance is there once": sorted(flat(first)) == list(range(X.shape[1])),
        "every x keeps its y": all(i >= 0 and np.array_equal(y, Y[:, i]) for i, y in pairs),
        "the order is the given one": flat(first) == list(range(X.shape[1])),
        "neighbours all stay neighbours": all(set(np.diff(run)) <= {1} for run in first),
        "a second epoch has the same order": flat(first) == flat(second),
        "the same seed gives the same batches": first == again,
        "X and Y are left as they were": bool(
            np.array_equal(after_X, X) and np.array_equal(after_Y, Y)
        ),
    }


def instances(rng, n0, n2, m, size):
    X, Y = rng.normal(size=(n0, m)), rng.normal(size=(n2, m))
    return {"X": X, "Y": Y, "size": size, "rng": Seed.draw(rng)}


@random_mini_batches.case("14 instances by 5", visible=True, fr="14 instances par 5")
def _(rng):
    case = instances(rng, 2, 1, 14, 5)
    return case | {"X": case["X"].round(2), "Y": np.arange(14.0).reshape(1, 14)}


@random_mini_batches.case("the last batch has one instance", fr="un dernier lot d'une instance")
def _(rng):
    return instances(rng, 5, 2, 22, 7)


@random_mini_batches.case("size divides m", fr="size divise m")
def _(rng):
    return instances(rng, 3, 1, 34, 17)


@random_mini_batches.case("size above m", fr="size plus grand que m")
def _(rng):
    return instances(rng, 7, 3, 17, 64)


@random_mini_batches.case("one instance at a time", fr="une instance à la fois")
def _(rng):
    return instances(rng, 3, 5, 19, 1)


def cut(X, Y, size):
    return [
        (X[:, start : start + size], Y[:, start : start + size])
        for start in range(0, X.shape[1], size)
    ]


@random_mini_batches.mistake(
    en="X and Y are shuffled independently of each other: the instances no longer keep their own "
    "labels, and the network learns noise.",
    fr="X et Y sont mélangés indépendamment l'un de l'autre : les instances perdent leur "
    "étiquette, et le réseau apprend du bruit.",
)
def shuffles_x_and_y_apart(X, Y, size, rng):  # M49.1
    m = X.shape[1]
    return cut(X[:, rng.permutation(m)], Y[:, rng.permutation(m)], size)


@random_mini_batches.mistake(
    en="You shuffle the rows of X, which are the features: every instance has its numbers in the "
    "wrong places, and the instances stay in their order.",
    fr="Vous mélangez les lignes de X, qui sont les variables : les nombres de chaque instance "
    "changent de place, et les instances restent dans leur ordre.",
)
def shuffles_the_features(X, Y, size, rng):  # M49.2
    return cut(rng.permutation(X), rng.permutation(Y), size)


@random_mini_batches.mistake(
    en="The last, short batch is dropped: these instances are not seen in this epoch. Are there "
    "any left when the full batches are made?",
    fr="Le dernier lot, plus court, est perdu : ses instances ne sont pas vues à cette époque. "
    "En reste-t-il une fois les lots complets formés ?",
)
def drops_the_short_batch(X, Y, size, rng):  # M49.3
    batches = ref.random_mini_batches(X, Y, size, rng)
    return [batch for batch in batches if batch[0].shape[1] == size]


@random_mini_batches.mistake(
    en="You draw with replacement: in one epoch some instances come twice and others never. An "
    "epoch sees every instance exactly once.",
    fr="Vous tirez avec remise : dans une même époque, certaines instances reviennent deux fois et "
    "d'autres jamais. Une époque voit chaque instance une fois exactement.",
)
def draws_with_replacement(X, Y, size, rng):  # M49.4
    columns = rng.integers(X.shape[1], size=X.shape[1])
    return cut(X[:, columns], Y[:, columns], size)


@random_mini_batches.mistake(
    en="The instances are cut in the order in which they came. With data sorted by class, a batch "
    "would see a single class: shuffle first.",
    fr="Les instances sont découpées dans l'ordre où elles arrivent. Si les données sont triées "
    "par classe, un lot n'en verrait qu'une seule : il faut d'abord mélanger.",
)
def does_not_shuffle(X, Y, size, rng):  # M49.5
    return cut(X, Y, size)


@random_mini_batches.mistake(
    en="Every epoch has the same order: you make a generator of your own with a fixed seed, and "
    "the one you are given, rng, is never used.",
    fr="Toutes les époques ont le même ordre : vous créez votre propre générateur avec une graine "
    "fixe, et celui que vous recevez, rng, ne sert jamais.",
)
def same_order_at_every_epoch(X, Y, size, rng):  # M49.6
    return ref.random_mini_batches(X, Y, size, np.random.default_rng(0))


@random_mini_batches.mistake(
    en="Your order does not come from rng: run twice with the same seed, your training could not "
    "be repeated.",
    fr="Votre ordre ne vient pas de rng : relancé avec la même graine, votre entraînement ne "
    "pourrait pas être reproduit.",
)
def draws_from_another_generator(X, Y, size, rng):  # M49.6, the other way round
    return ref.random_mini_batches(X, Y, size, np.random.default_rng())


@random_mini_batches.mistake(
    en="The last batch is filled up with instances that were already used: they count twice in "
    "this epoch.",
    fr="Le dernier lot est complété par des instances déjà utilisées : elles comptent double dans "
    "cette époque.",
)
def fills_up_the_last_batch(X, Y, size, rng):  # M49.7
    m = X.shape[1]
    columns = np.resize(rng.permutation(m), -(-m // size) * size)
    return cut(X[:, columns], Y[:, columns], size)


@random_mini_batches.mistake(
    en="You make `size` batches. The argument is the number of instances in a batch, not the "
    "number of batches.",
    fr="Vous formez `size` lots. L'argument est le nombre d'instances d'un lot, et non le nombre "
    "de lots.",
)
def size_as_the_number_of_batches(X, Y, size, rng):  # M49.8
    pieces = np.array_split(rng.permutation(X.shape[1]), size)
    return [(X[:, columns], Y[:, columns]) for columns in pieces]


@random_mini_batches.mistake(
    en="Your batches are made of rows: each holds a few features of all the instances. A batch has "
    "all the features of a few instances, which are columns.",
    fr="Vos lots sont faits de lignes : chacun contient quelques variables de toutes les "
    "instances. Un lot a toutes les variables de quelques instances, qui sont des colonnes.",
)
def cuts_the_features(X, Y, size, rng):  # M49.9
    order = rng.permutation(X.shape[1])
    starts = range(0, X.shape[0], size)
    return [(X[:, order][k : k + size], Y[:, order][k : k + size]) for k in starts]


@random_mini_batches.mistake(
    en="There is an empty batch at the end when `size` divides m. The mean over its 0 instances "
    "would be a nan, and would ruin every parameter.",
    fr="Quand `size` divise m, il y a un lot vide à la fin. La moyenne sur ses 0 instance serait "
    "un nan, qui gâterait tous les paramètres.",
)
def empty_batch_at_the_end(X, Y, size, rng):  # M49.11
    batches = ref.random_mini_batches(X, Y, size, rng)
    return batches if X.shape[1] % size else [*batches, (X[:, :0], Y[:, :0])]


@random_mini_batches.mistake(
    en="You shuffle the batches, not the instances: those that were neighbours always meet in the "
    "same batch, epoch after epoch.",
    fr="Vous mélangez les lots et non les instances : celles qui étaient voisines se retrouvent "
    "toujours dans le même lot, époque après époque.",
)
def shuffles_whole_batches(X, Y, size, rng):  # M49.5, after the cut
    batches = cut(X, Y, size)
    return [batches[i] for i in rng.permutation(len(batches))]


@random_mini_batches.mistake(
    en="You shuffle the caller's X and Y in place. They belong to the rest of the program, which "
    "may have kept other arrays in the old order.",
    fr="Vous mélangez sur place les X et Y de l'appelant. Ils appartiennent au reste du "
    "programme, qui a peut-être gardé d'autres tableaux dans l'ancien ordre.",
)
def shuffles_in_place(X, Y, size, rng):  # M49.10
    order = rng.permutation(X.shape[1])
    X[:], Y[:] = X[:, order], Y[:, order]
    return cut(X, Y, size)


@random_mini_batches.alternative
def shuffles_a_list_of_columns(X, Y, size, rng):
    columns = list(range(X.shape[1]))
    rng.shuffle(columns)
    pieces = [columns[i : i + size] for i in range(0, len(columns), size)]
    return [(X[:, piece], Y[:, piece]) for piece in pieces]


@random_mini_batches.alternative
def sorts_random_keys(X, Y, size, rng):
    order = np.argsort(rng.random(X.shape[1]))
    bounds = range(size, X.shape[1], size)
    return [(X[:, piece], Y[:, piece]) for piece in np.split(order, bounds)]


random_mini_batches.equivalent(
    "X.shape[1] → Y.shape[1]", "X and Y have one column for each instance, both of them."
)
random_mini_batches.equivalent(
    "order = rng.permutation(m) → order = -rng.permutation(m)",
    "Counted from the end, the columns are still each taken once, in a random order.",
)
