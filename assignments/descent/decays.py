"""Part C: the rate of every update: times β after each, or exponential in the epochs (E48)."""

import numpy as np
from reference import schedules as ref

from autograder import Part

part = Part("decays")

# --- E48: times β after every update ---

decay_per_update = part.question(ref.decay_per_update, points=3)


@decay_per_update.case(
    "two epochs of three updates", visible=True, fr="2 époques de 3 mises à jour"
)
def _(rng):
    return {"lr": 0.1, "beta": 0.5, "epochs": 2, "updates": 3}


@decay_per_update.case("five epochs of seven updates", fr="5 époques de 7 mises à jour")
def _(rng):
    return {"lr": rng.uniform(0.2, 0.9), "beta": 0.97, "epochs": 5, "updates": 7}


@decay_per_update.case("one epoch", fr="une seule époque")
def _(rng):
    return {"lr": rng.uniform(1.1, 2), "beta": 0.8, "epochs": 1, "updates": 11}


@decay_per_update.case("one update in each epoch", fr="une mise à jour par époque")
def _(rng):
    return {"lr": rng.uniform(0.01, 0.02), "beta": 0.9, "epochs": 13, "updates": 1}


@decay_per_update.mistake(
    en="Your rate falls after each epoch. Here it falls after each update, so it is never the same "
    "twice.",
    fr="Votre taux baisse après chaque époque. Ici, il baisse après chaque mise à jour : il n'est "
    "jamais deux fois le même.",
)
def once_an_epoch(lr, beta, epochs, updates):  # M48.5
    return lr * beta ** np.repeat(np.arange(epochs), updates)


@decay_per_update.mistake(
    en="Your first rate has been multiplied by β already: the first update has the rate η.",
    fr="Votre premier taux est déjà multiplié par β : la première mise à jour a le taux η.",
)
def decays_before_the_first_update(lr, beta, epochs, updates):  # M48.3
    return lr * beta ** np.arange(1, epochs * updates + 1)


@decay_per_update.mistake(
    en="The decay is applied to rates that have decayed already: you multiply by β, then by β², "
    "then by β³.",
    fr="La décroissance s'applique à des taux qui ont déjà décru : vous multipliez par β, puis par "
    "β², puis par β³.",
)
def compounds_the_decay(lr, beta, epochs, updates):  # M48.1
    return lr * np.cumprod(beta ** np.arange(epochs * updates))


@decay_per_update.mistake(
    en="Your rate grows: you divide by β, which is below 1.",
    fr="Votre taux augmente : vous divisez par β, qui est inférieur à 1.",
)
def divides_by_beta(lr, beta, epochs, updates):  # M48.10
    return lr / beta ** np.arange(epochs * updates)


@decay_per_update.mistake(
    en="You return one rate for each epoch: one for each update is asked.",
    fr="Vous renvoyez un taux par époque : on en demande un par mise à jour.",
)
def one_rate_an_epoch(lr, beta, epochs, updates):  # M48.5
    return lr * beta ** np.arange(epochs)


@decay_per_update.alternative
def update_by_update(lr, beta, epochs, updates):
    rates = []
    for _ in range(epochs):
        for _ in range(updates):
            rates.append(lr)
            lr *= beta
    return np.array(rates)


# --- E48: exponential ---

exponential_decay = part.question(ref.exponential_decay, points=3)


@exponential_decay.case(
    "three epochs of two updates", visible=True, fr="3 époques de 2 mises à jour"
)
def _(rng):
    return {"lr": 0.1, "k": 0.5, "epochs": 3, "updates": 2}


@exponential_decay.case("five epochs of seven updates", fr="5 époques de 7 mises à jour")
def _(rng):
    return {"lr": rng.uniform(0.2, 0.9), "k": rng.uniform(0.1, 0.4), "epochs": 5, "updates": 7}


@exponential_decay.case("one epoch", fr="une seule époque")
def _(rng):
    return {"lr": rng.uniform(1.1, 2), "k": 0.3, "epochs": 1, "updates": 5}


@exponential_decay.case("one update in each epoch", fr="une mise à jour par époque")
def _(rng):
    return {"lr": 0.4, "k": rng.uniform(0.5, 0.9), "epochs": 11, "updates": 1}


@exponential_decay.mistake(
    en="Your t counts the updates. It counts the epochs here, and the rate stays the same within "
    "one: with hundreds of updates an epoch, yours would be 0 before the end of the first.",
    fr="Votre t compte les mises à jour. Ici, il compte les époques, et le taux reste le même au "
    "sein de l'une d'elles : avec des centaines de mises à jour par époque, le vôtre serait nul "
    "avant la fin de la première.",
)
def time_in_updates(lr, k, epochs, updates):  # M48.6
    return lr * np.exp(-k * np.arange(epochs * updates))


@exponential_decay.mistake(
    en="The first epoch has a reduced rate already: epochs count from 0.",
    fr="La première époque a déjà un taux réduit : on compte les époques à partir de 0.",
)
def decays_in_the_first_epoch(lr, k, epochs, updates):  # M48.3
    return lr * np.exp(-k * np.repeat(np.arange(1, epochs + 1), updates))


@exponential_decay.mistake(
    en="Your rate grows: the minus sign is missing in the exponent.",
    fr="Votre taux augmente : il manque le signe moins dans l'exposant.",
)
def grows(lr, k, epochs, updates):  # M48.10
    return lr * np.exp(k * np.repeat(np.arange(epochs), updates))


@exponential_decay.mistake(
    en="You go through all the epochs, then through all of them again: the updates of an epoch "
    "come one after the other.",
    fr="Vous parcourez toutes les époques, puis vous recommencez : les mises à jour d'une même "
    "époque se suivent.",
)
def epochs_in_turn(lr, k, epochs, updates):  # not in the catalogue
    return lr * np.exp(-k * np.tile(np.arange(epochs), updates))


@exponential_decay.mistake(
    en="The exponential is applied to rates that have decayed already.",
    fr="L'exponentielle s'applique à des taux qui ont déjà décru.",
)
def compounds_the_exponential(lr, k, epochs, updates):  # M48.1
    t = np.repeat(np.arange(epochs), updates)
    return lr * np.exp(-k * t * (t + 1) / 2)


@exponential_decay.alternative
def by_floor_division(lr, k, epochs, updates):
    return lr * np.exp(-k) ** (np.arange(epochs * updates) // updates)


@exponential_decay.alternative
def row_by_row(lr, k, epochs, updates):
    return np.concatenate([np.full(updates, lr * np.e ** (-k * t)) for t in range(epochs)])
