"""Part C: the rate of every epoch: time-based, and a staircase (exercise E48)."""

import numpy as np
from reference import schedules as ref

from autograder import Part

part = Part("schedules")


def epochs(rng, n):
    """Draw n different epochs, in any order, with 0 and large ones among them."""
    return np.concatenate([rng.permutation(np.arange(1, 30))[: n - 1], [0]])


# --- E48: time-based ---

time_decay = part.question(ref.time_decay, points=2)


@time_decay.case("the first five epochs", visible=True, fr="les cinq premières époques")
def _(rng):
    return {"lr": 0.1, "k": 0.5, "t": np.arange(5)}


@time_decay.case("epochs in any order", fr="des époques dans le désordre")
def _(rng):
    return {"lr": rng.uniform(0.2, 0.9), "k": rng.uniform(0.2, 0.7), "t": epochs(rng, 7)}


@time_decay.case("a fast decay", fr="une décroissance rapide")
def _(rng):
    return {"lr": rng.uniform(1.1, 2), "k": rng.uniform(2, 5), "t": epochs(rng, 5)}


@time_decay.case("a single late epoch", fr="une seule époque, tardive")
def _(rng):
    return {"lr": 0.3, "k": rng.uniform(0.01, 0.03), "t": rng.integers(80, 200, size=1)}


@time_decay.mistake(
    en="You divide the rate of the epoch before, which has decayed already, by 1 + k t. The "
    "formula starts from the first rate every time.",
    fr="Vous divisez par 1 + k t le taux de l'époque précédente, qui a déjà décru. La formule "
    "repart chaque fois du premier taux.",
)
def compounds_the_time(lr, k, t):  # M48.1
    return lr / np.array([np.prod(1 + k * np.arange(epoch + 1)) for epoch in t])


@time_decay.mistake(
    en="Your first epoch has a reduced rate already: epochs count from 0.",
    fr="Votre première époque a déjà un taux réduit : on compte les époques à partir de 0.",
)
def counts_time_from_one(lr, k, t):  # M48.3
    return lr / (1 + k * (t + 1))


@time_decay.mistake(
    en="Your rate grows with t: you multiply by 1 + k t.",
    fr="Votre taux augmente avec t : vous multipliez par 1 + k t.",
)
def multiplies_by_the_time(lr, k, t):  # M48.10
    return lr * (1 + k * t)


@time_decay.mistake(
    en="Your brackets are missing: you divide by 1, and add k t.",
    fr="Il vous manque des parenthèses : vous divisez par 1, puis ajoutez k t.",
)
def without_brackets(lr, k, t):  # not in the catalogue
    return lr / 1 + k * t


@time_decay.mistake(
    en="You divide by a power of 1 + k: that is an exponential decay, which is much faster.",
    fr="Vous divisez par une puissance de 1 + k : c'est une décroissance exponentielle, bien plus "
    "rapide.",
)
def a_power_of_the_time(lr, k, t):  # not in the catalogue
    return lr / (1 + k) ** t


@time_decay.alternative
def epoch_by_epoch(lr, k, t):
    return np.array([lr * (1.0 + k * int(epoch)) ** -1 for epoch in t])


# --- E48: a staircase ---

step_decay = part.question(ref.step_decay, points=4)


@step_decay.case("a step every three epochs", visible=True, fr="une marche toutes les 3 époques")
def _(rng):
    return {"lr": 0.8, "drop": 0.5, "every": 3, "t": np.arange(8)}


@step_decay.case("the edges of the steps", fr="les bords des marches")
def _(rng):
    t = np.array([13, 14, 6, 7, 0, 20, 21, 27, 28])
    return {"lr": rng.uniform(0.2, 0.9), "drop": 0.3, "every": 7, "t": t}


@step_decay.case("epochs in any order", fr="des époques dans le désordre")
def _(rng):
    t = np.append(epochs(rng, 9), [5, 10])
    return {"lr": rng.uniform(1.1, 2), "drop": rng.uniform(0.6, 0.9), "every": 5, "t": t}


@step_decay.case("a step at every epoch", fr="une marche à chaque époque")
def _(rng):
    return {"lr": 0.4, "drop": rng.uniform(0.6, 0.9), "every": 1, "t": np.arange(6)}


@step_decay.mistake(
    en="Your rate falls smoothly, at every epoch: t / every has to be rounded down to make steps.",
    fr="Votre taux baisse continûment, à chaque époque : il faut arrondir t / every vers le bas "
    "pour obtenir des marches.",
)
def a_ramp(lr, drop, every, t):  # M48.2
    return lr * drop ** (t / every)


@step_decay.mistake(
    en="Your first step comes at epoch 0: the epochs before `every` have the rate η.",
    fr="Votre première marche arrive à l'époque 0 : les époques d'avant `every` ont le taux η.",
)
def drops_at_once(lr, drop, every, t):  # M48.3
    return lr * drop ** (t // every + 1)


@step_decay.mistake(
    en="Your steps come one epoch too late: the rate has to be lower at epoch `every` already.",
    fr="Vos marches arrivent une époque trop tard : le taux doit avoir baissé dès l'époque "
    "`every`.",
)
def one_epoch_late(lr, drop, every, t):  # M48.4
    return lr * drop ** (np.maximum(t - 1, 0) // every)


@step_decay.mistake(
    en="Your steps come one epoch too early: you count the epochs from 1.",
    fr="Vos marches arrivent une époque trop tôt : vous comptez les époques à partir de 1.",
)
def one_epoch_early(lr, drop, every, t):  # M48.4, the other way round
    return lr * drop ** ((t + 1) // every)


@step_decay.mistake(
    en="You round t / every to the nearest: your steps come half a step too early.",
    fr="Vous arrondissez t / every au plus proche : vos marches arrivent une demi-marche trop tôt.",
)
def rounds_to_the_nearest(lr, drop, every, t):  # M48.2
    return lr * drop ** np.round(t / every)


@step_decay.mistake(
    en="The rate is divided by `drop`, which is below 1, and grows.",
    fr="Le taux est divisé par `drop`, qui est inférieur à 1 : il augmente.",
)
def climbs_the_stairs(lr, drop, every, t):  # M48.10
    return lr / drop ** (t // every)


@step_decay.mistake(
    en="The decay is applied to rates that have decayed already: at step n you multiply by drop^n "
    "once more.",
    fr="La décroissance s'applique à des taux qui ont déjà décru : à la marche n, vous multipliez "
    "encore par drop^n.",
)
def compounds_the_steps(lr, drop, every, t):  # M48.1
    n = t // every
    return lr * drop ** (n * (n + 1) / 2)


@step_decay.alternative
def by_repeated_drops(lr, drop, every, t):
    return np.array([lr * np.prod([drop] * (int(epoch) // every)) for epoch in t])


@step_decay.alternative
def with_the_floor(lr, drop, every, t):
    return lr * np.power(drop, np.floor(t / every))
