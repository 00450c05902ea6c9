"""One epoch of mini-batches: shuffle the instances, then cut them into pieces."""


def random_mini_batches(X, Y, size, rng):
    """Return the instances, shuffled, in batches of `size` columns: a list of tuples (X_b, Y_b).

    X: array (n0, m). Y: array (n2, m). Column i of Y belongs to column i of X, before and after.
    size: int, at least 1: the number of instances of every batch. Where it does not divide m, the
    last batch takes the rest and is shorter; no batch is empty.
    rng: numpy.random.Generator, from which the new order is drawn: two calls with one generator
    give two orders.
    Every instance is in exactly one batch. X and Y are left as they are.

    Source: A. Mahmoudi, Deep Learning (mini-batch gradient descent).
    """
    m = X.shape[1]
    order = rng.permutation(m)
    batches = []
    for start in range(0, m, size):
        columns = order[start : start + size]
        batches.append((X[:, columns], Y[:, columns]))
    return batches
