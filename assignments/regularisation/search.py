"""Part H: random search, on the scale on which a number matters (exercise E65)."""

import numpy as np
from reference import search as ref

from autograder import Part, Seed, Tolerance, chance

part = Part("search")

# --- E65: random draws on the right scale ---

# The standard error of the difference of two shares of 6,000 is below 0.0092, 6 times less.
sample_hparams = part.question(
    ref.sample_hparams, points=5, tolerance=Tolerance(rtol=0.0, atol=0.06)
)


@sample_hparams.probe
def _(function, n, rng):
    seed = int(rng.integers(2**32))
    one, other = np.random.default_rng(seed), np.random.default_rng(seed)
    return {"first": function(n, one), "second": function(n, one), "same seed": function(n, other)}


@sample_hparams.summary
def _(output, n, rng):
    # Of 6,000 numbers of a right answer, at most a few are the same, for want of digits.
    first, second, again = output["first"], output["second"], output["same seed"]
    lr, beta = (np.asarray(first.get(name, np.zeros(n))) for name in ("lr", "beta"))
    away = 1 - beta
    repeated = len(set(lr.ravel().tolist())) == 1
    distinct = [len(set(values.ravel().tolist())) > n / 2 for values in (lr, beta)]
    inside = [(lr > 0.999e-4) & (lr < 1.001), (away > 0.999e-3) & (away < 0.1001)]
    # Where one draw serves for all trials, its shares say nothing.
    some = 0.0 if repeated else 1.0
    both = (lr < 0.01) == (away < 0.01)
    return {
        "names": sorted(first),
        "shapes": [list(lr.shape), list(beta.shape)],
        "all trials are the same": repeated,
        "many distinct values": distinct,
        "share of lr in its interval": some * float(np.mean(inside[0])),
        "share of beta in its interval": some * float(np.mean(inside[1])),
        "share of lr below 0.001": some * float(np.mean(lr < 1e-3)),
        "share of lr below 0.01": some * float(np.mean(lr < 1e-2)),
        "share of lr below 0.1": some * float(np.mean(lr < 0.1)),
        "share of beta above 0.99": some * float(np.mean(away < 0.01)),
        "share of trials with both low or both high": some * float(np.mean(both)),
        "a second call gives other values": not any(
            np.array_equal(first[name], second[name]) for name in first
        ),
        "the same seed gives the same values": all(
            np.array_equal(first[name], again[name]) for name in first
        ),
    }


@sample_hparams.bounds
def _(n, rng):
    half = chance.rate(n, 0.5)
    return {
        "share of lr in its interval": chance.Interval(1.0, 1.0),
        "share of beta in its interval": chance.Interval(1.0, 1.0),
        "share of lr below 0.001": chance.rate(n, 0.25),
        "share of lr below 0.01": half,
        "share of lr below 0.1": chance.rate(n, 0.75),
        "share of beta above 0.99": half,
        "share of trials with both low or both high": half,
    }


@sample_hparams.case("6,400 trials", visible=True, fr="6 400 essais")
def _(rng):
    return {"n": 6400, "rng": Seed.draw(rng)}


@sample_hparams.case("ten thousand trials", fr="dix mille essais")
def _(rng):
    return {"n": 10_000, "rng": Seed.draw(rng)}


@sample_hparams.case("8,100 trials", fr="8 100 essais")
def _(rng):
    return {"n": 8100, "rng": Seed.draw(rng)}


def trials(lr, beta):
    return {"lr": lr, "beta": beta}


def right_lr(n, rng):
    return 10 ** rng.uniform(-4, 0, size=n)


def right_beta(n, rng):
    return 1 - 10 ** rng.uniform(-3, -1, size=n)


@sample_hparams.mistake(
    en="Your rates are uniform between 0.0001 and 1: nine of ten trials have a rate above 0.1, "
    "and the three decades below share the tenth.",
    fr="Vos taux sont uniformes entre 0,0001 et 1 : neuf essais sur dix ont un taux supérieur à "
    "0,1, et les trois décades du dessous se partagent le dixième.",
)
def uniform_rates(n, rng):  # M65.1
    return trials(rng.uniform(1e-4, 1, size=n), right_beta(n, rng))


@sample_hparams.mistake(
    en="You return the exponents: the power of 10 is missing.",
    fr="Vous renvoyez les exposants : il manque la puissance de 10.",
)
def forgets_the_power(n, rng):  # M65.2
    return trials(rng.uniform(-4, 0, size=n), 1 - rng.uniform(-3, -1, size=n))


@sample_hparams.mistake(
    en="Natural logarithms of the bounds, and powers of 10: your rates go down to 10 to the -9.2. "
    "The power must undo the logarithm.",
    fr="Des logarithmes népériens pour les bornes, et des puissances de 10 : vos taux descendent "
    "jusqu'à 10 à la puissance -9,2. La puissance doit défaire le logarithme.",
)
def mixes_two_logarithms(n, rng):  # M65.3
    u = rng.uniform(np.log(1e-4), np.log(1.0), size=n)
    v = rng.uniform(np.log(1e-3), np.log(1e-1), size=n)
    return trials(10**u, 1 - 10**v)


@sample_hparams.mistake(
    en="Your β is uniform between 0.9 and 0.999, or log-uniform, which is nearly the same. What "
    "matters is how far it is from 1: between 0.998 and 0.999 the memory doubles, between 0.9 and "
    "0.901 nothing changes.",
    fr="Votre β est uniforme entre 0,9 et 0,999, ou log-uniforme, ce qui revient presque au même. "
    "Ce qui compte, c'est son écart à 1 : entre 0,998 et 0,999 la mémoire double, entre 0,9 et "
    "0,901 rien ne change.",
)
def uniform_beta(n, rng):  # M65.4
    return trials(right_lr(n, rng), rng.uniform(0.9, 0.999, size=n))


@sample_hparams.mistake(
    en="Both scales are uniform: most rates are above 0.1, and most β below 0.99.",
    fr="Les deux échelles sont uniformes : la plupart des taux dépassent 0,1, et la plupart des β "
    "sont inférieurs à 0,99.",
)
def both_uniform(n, rng):  # M65.1, M65.4
    return trials(rng.uniform(1e-4, 1, size=n), rng.uniform(0.9, 0.999, size=n))


@sample_hparams.mistake(
    en="You return 1 - β under the name of β: 10^v is how far β is from 1.",
    fr="Vous renvoyez 1 - β sous le nom de β : 10^v est l'écart de β à 1.",
)
def returns_the_distance_to_one(n, rng):  # not in the catalogue
    return trials(right_lr(n, rng), 10 ** rng.uniform(-3, -1, size=n))


@sample_hparams.mistake(
    en="This is a grid: few distinct rates, and each with all the β. A random search tries as many "
    "rates as it makes trials.",
    fr="C'est une grille : peu de taux distincts, chacun avec tous les β. Une recherche aléatoire "
    "essaie autant de taux qu'elle fait d'essais.",
)
def a_grid(n, rng):  # M65.5
    side = int(np.ceil(np.sqrt(n)))
    u, v = np.meshgrid(np.linspace(-4, 0, side), np.linspace(-3, -1, side))
    return trials(10 ** u.ravel()[:n], 1 - 10 ** v.ravel()[:n])


@sample_hparams.mistake(
    en="Nothing is random: your rates and your β climb one staircase, side by side.",
    fr="Rien n'est aléatoire : vos taux et vos β montent un même escalier, côte à côte.",
)
def a_staircase(n, rng):  # M65.5, on a diagonal
    return trials(np.logspace(-4, 0, n), 1 - np.logspace(-3, -1, n))


@sample_hparams.mistake(
    en="You draw one number for both: a small rate always comes with a β near 1. They are to be "
    "drawn independently.",
    fr="Vous tirez un seul nombre pour les deux : un petit taux vient toujours avec un β proche de "
    "1. Il faut les tirer indépendamment.",
)
def one_draw_for_both(n, rng):  # not in the catalogue
    u = rng.random(n)
    return trials(10 ** (4 * u - 4), 1 - 10 ** (2 * u - 3))


@sample_hparams.mistake(
    en="You draw one value, and repeat it n times: every trial is the same.",
    fr="Vous tirez une seule valeur, répétée n fois : tous les essais sont les mêmes.",
)
def one_draw_for_all_trials(n, rng):  # not in the catalogue
    return trials(np.full(n, 10 ** rng.uniform(-4, 0)), np.full(n, 1 - 10 ** rng.uniform(-3, -1)))


@sample_hparams.mistake(
    en="Every search is the same: you make a generator of your own with a fixed seed, and rng is "
    "never used.",
    fr="Toutes les recherches sont les mêmes : vous créez votre propre générateur avec une graine "
    "fixe, et rng ne sert jamais.",
)
def same_trials_every_time(n, rng):  # not in the catalogue
    return ref.sample_hparams(n, np.random.default_rng(0))


@sample_hparams.alternative
def by_the_exponential(n, rng):
    lr = np.exp(rng.uniform(np.log(1e-4), 0, size=n))
    return {"beta": 1 - np.exp(rng.uniform(np.log(1e-3), np.log(1e-1), size=n)), "lr": lr}


@sample_hparams.alternative
def trial_by_trial(n, rng):
    pairs = [(10 ** (-4 * rng.random()), 1 - 0.1 * 0.01 ** rng.random()) for _ in range(n)]
    lr, beta = np.array(pairs).T
    return {"lr": lr, "beta": beta}
