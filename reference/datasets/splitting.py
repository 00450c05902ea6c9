"""Training, validation and test sets: the columns of one data set, each used once."""


def shuffled_parts(X, y, sizes, rng):
    """Return the instances in random order, cut into parts of these sizes: a list of (X_p, y_p).

    X: array (n, m), one instance a column. y: array (m,) or (k, m), whose last axis is the
    instances. sizes: list of int, such as [1000, 300, 400] for training, validation and test; their
    sum is at most m, and what is left over is in no part. rng: numpy.random.Generator.

    Raises:
        ValueError: the sizes ask for more instances than there are.
    """
    m = X.shape[1]
    if sum(sizes) > m:
        raise ValueError(f"{sum(sizes)} instances are asked, and there are {m}: ask for fewer")
    order = rng.permutation(m)
    parts, start = [], 0
    for size in sizes:
        columns = order[start : start + size]
        parts.append((X[:, columns], y[..., columns]))
        start += size
    return parts
