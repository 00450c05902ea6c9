"""Part B: a new order of the instances, cut into mini-batches (exercise E49)."""

import numpy as np
from reference import mini_batches as ref

from autograder import Part, Seed

from .backprop import mini_batches as lab

part = Part("batches")

random_mini_batches = part.question(ref.random_mini_batches, points=5)


@random_mini_batches.probe
def _(function, X, Y, size, rng):
    seed = int(rng.integers(2**32))
    one, other = np.random.default_rng(seed), np.random.default_rng(seed)
    given_X, given_Y = X.copy(), Y.copy()
    first = function(given_X, given_Y, size, one)
    after = given_X.copy(), given_Y.copy()
    first = [(np.array(X_b), np.array(Y_b)) for X_b, Y_b in first]
    second = function(X.copy(), Y.copy(), size, one)
    again = function(X.copy(), Y.copy(), size, other)
    written_X, written_Y = X.copy(), Y.copy()
    for X_b, Y_b in function(written_X, written_Y, size, other):
        X_b[...], Y_b[...] = 0.0, 0.0
    return {
        "first epoch": first,
        "second epoch": second,
        "same seed": again,
        "X and Y after": after,
        "X and Y after the batches were overwritten": (written_X, written_Y),
    }


@random_mini_batches.summary
def _(output, X, Y, size, rng):
    # Every case has 14 instances or more: a right answer gives one of the few orders that are
    # looked for below (the given one, that of the epoch before, neighbours in blocks of 5 or
    # more) with a probability below 1e-9.
    def order(batches):
        """The column of X that each column of the batches is, -1 for none, batch by batch."""
        found = []
        for X_b, _ in batches:
            if np.ndim(X_b) != 2 or len(X_b) != len(X):
                found.append([-1])
                continue
            same = np.all(X_b[:, :, None] == X[:, None, :], axis=0)
            found.append([int(np.argmax(row)) if row.any() else -1 for row in same])
        return found

    def untouched(name):
        return bool(np.array_equal(output[name][0], X) and np.array_equal(output[name][1], Y))

    epoch = output["first epoch"]
    first, second, again = (
        order(output[key]) for key in ("first epoch", "second epoch", "same seed")
    )
    columns = [column for run in first for column in run]
    labels = [y for _, Y_b in epoch for y in Y_b.T]
    pairs = list(zip(columns, labels, strict=False))
    return {
        "shapes of the batches": [[list(X_b.shape), list(Y_b.shape)] for X_b, Y_b in epoch],
        "every instance is there once": sorted(columns) == list(range(X.shape[1])),
        "every x keeps its y": all(i >= 0 and np.array_equal(y, Y[:, i]) for i, y in pairs),
        "the order is the given one": columns == list(range(X.shape[1])),
        "neighbours all stay neighbours": all(set(np.diff(run)) <= {1} for run in first),
        "a second epoch has the same order": columns == [i for run in second for i in run],
        "the same seed gives the same batches": first == again,
        "X and Y are left as they were": untouched("X and Y after"),
        "who writes into a batch writes into X and Y": not untouched(
            "X and Y after the batches were overwritten"
        ),
    }


def sorted_by_class(rng, n0, classes, m, size):
    """Instances of which class 0 comes first, then class 1, and so on; Y is one-hot."""
    Y = np.eye(classes)[:, np.sort(np.arange(m) % classes)]
    return {"X": rng.normal(size=(n0, m)), "Y": Y, "size": size, "rng": Seed.draw(rng)}


@random_mini_batches.case("16 instances by 6", visible=True, fr="16 instances par 6")
def _(rng):
    X, Y = rng.normal(size=(2, 16)).round(2), np.repeat([[0.0, 1.0]], 8, axis=1)
    return {"X": X, "Y": Y, "size": 6, "rng": Seed.draw(rng)}


@random_mini_batches.case(
    "three classes in order, a short last batch",
    fr="trois classes dans l'ordre, un dernier lot plus court",
)
def _(rng):
    return sorted_by_class(rng, 5, 3, 23, 7)


@random_mini_batches.case("a size that divides m", fr="une taille qui divise m")
def _(rng):
    return sorted_by_class(rng, 3, 2, 38, 19)


@random_mini_batches.case("one batch for all", fr="un seul lot pour tout")
def _(rng):
    return sorted_by_class(rng, 7, 5, 17, 64)


@random_mini_batches.case("a batch of one", fr="une instance par lot")
def _(rng):
    return sorted_by_class(rng, 2, 3, 29, 1)


# The lab asks for mini-batches too, and knows most of what goes wrong with them.
random_mini_batches.mistakes += lab.random_mini_batches.mistakes


@random_mini_batches.mistake(
    en="Where one batch is enough you hand out the caller's own X and Y: whoever standardises this "
    "batch in place has changed the data set. It is not shuffled either.",
    fr="Quand un seul lot suffit, vous donnez les X et Y mêmes de l'appelant : qui standardise ce "
    "lot sur place modifie le jeu de données. De plus, il n'est pas mélangé.",
)
def hands_out_the_data_set(X, Y, size, rng):  # M49.12
    return [(X, Y)] if size >= X.shape[1] else ref.random_mini_batches(X, Y, size, rng)


@random_mini_batches.alternative
def by_sorting_random_keys(X, Y, size, rng):
    order = np.argsort(rng.random(X.shape[1]))
    cuts = np.arange(size, X.shape[1], size)
    return [(X[:, piece], Y[:, piece]) for piece in np.split(order, cuts)]


@random_mini_batches.alternative
def shuffled_copies_then_slices(X, Y, size, rng):
    order = rng.permutation(X.shape[1])
    X, Y = X[:, order], Y[:, order]
    return [(X[:, i : i + size], Y[:, i : i + size]) for i in range(0, X.shape[1], size)]


random_mini_batches.equivalent(
    "X.shape[1] → Y.shape[1]", "X and Y have one column for each instance, both of them."
)
random_mini_batches.equivalent(
    "order = rng.permutation(m) → order = -rng.permutation(m)",
    "Counted from the end, the columns are still each taken once, in a random order.",
)
