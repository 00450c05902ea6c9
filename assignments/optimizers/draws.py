"""What the cases of several parts draw: arrays whose entries keep away from zero."""


def away(rng, *shape, low=0.3, high=2.0, decimals=10):
    """Return an array of numbers between low and high, each with a sign of its own.

    Next to zero, whether ε shows or not would be a matter of luck; here it never is.
    """
    signs = rng.choice([-1.0, 1.0], size=shape)
    return (signs * rng.uniform(low, high, size=shape)).round(decimals)


def squares(rng, *shape, decimals=10):
    """Return what an average of squares may be: numbers between 0.2 and 4."""
    return rng.uniform(0.2, 4.0, size=shape).round(decimals)
