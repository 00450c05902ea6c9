"""Random search: hyper-parameters drawn on the scale on which they matter."""


def sample_hparams(n, rng):
    """Return n draws of the rate η = 10^u and of the momentum β = 1 - 10^v, u and v uniform.

    u lies between -4 and 0, so η between 0.0001 and 1. v lies between -3 and -1, so β between 0.9
    and 0.999.

    n: int, the number of trials.
    rng: numpy.random.Generator, from which u and v are drawn, independently, for each trial anew.
    Returns a dict of two arrays (n,): "lr", the rates, and "beta".

    Source: A. Mahmoudi, Deep Learning (hyper-parameters: appropriate scale).
    """
    u = rng.uniform(-4, 0, size=n)
    v = rng.uniform(-3, -1, size=n)
    return {"lr": 10**u, "beta": 1 - 10**v}
