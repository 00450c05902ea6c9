"""Part A: the exponentially weighted moving average (exercise E46, first half)."""

import numpy as np
from reference import averages as ref

from autograder import Part

from .draws import away

part = Part("averages")

ewma = part.question(ref.ewma, points=6)


@ewma.case("four numbers", visible=True, fr="quatre nombres")
def _(rng):
    return {"x": away(rng, 4, decimals=1), "beta": 0.8, "correct": False}


@ewma.case("four numbers, corrected", visible=True, fr="quatre nombres, avec correction")
def _(rng):
    return {"x": away(rng, 4, decimals=1), "beta": 0.8, "correct": True}


@ewma.case("a long memory", picture="curve", fr="une longue mémoire")
def _(rng):
    return {"x": away(rng, 11), "beta": 0.95, "correct": False}


@ewma.case("a long memory, corrected", fr="une longue mémoire, avec correction")
def _(rng):
    return {"x": away(rng, 11), "beta": 0.95, "correct": True}


@ewma.case("a single number", fr="un seul nombre")
def _(rng):
    return {"x": away(rng, 1), "beta": 0.7, "correct": True}


@ewma.case("integers", fr="des entiers")
def _(rng):
    return {"x": rng.integers(2, 50, size=7), "beta": 0.8, "correct": False}


@ewma.case("no memory, β = 0", fr="sans mémoire, β = 0")
def _(rng):
    return {"x": away(rng, 5), "beta": 0.0, "correct": True}


def average(x, kept, entering, start=0.0, power=None):
    """v = kept v + entering x from `start`, divided by 1 - kept^power(i) where power is given."""
    averages = np.zeros(len(x))
    v = start
    for i in range(len(x)):
        v = kept * v + entering * x[i]
        averages[i] = v if power is None else v / (1 - kept ** power(i))
    return averages


@ewma.convention(
    "moving-average-start",
    "first-value",
    instead_of="zero",
    en="Your average starts at the first value instead of 0. Then the first average is right at "
    "once and there is nothing to correct; but momentum and Adam start at 0.",
    fr="Votre moyenne part de la première valeur au lieu de 0. La première moyenne est alors juste "
    "d'emblée et il n'y a rien à corriger ; mais le momentum et Adam partent de 0.",
)
def starts_at_the_first_value(x, beta, correct):  # M46.1 [CONV]
    averages = np.zeros(len(x))
    v = x[0]
    for i in range(len(x)):
        v = beta * v + (1 - beta) * x[i]
        averages[i] = v
    return averages


@ewma.mistake(
    en="Your correction counts the steps from 0, so it is one step late: at the first number it "
    "divides by zero.",
    fr="Votre correction compte les pas à partir de 0, elle a donc un pas de retard : au premier "
    "nombre, elle divise par zéro.",
)
def correction_one_step_late(x, beta, correct):  # M46.2
    with np.errstate(divide="ignore", invalid="ignore"):
        averages = average(np.asarray(x, float), beta, 1 - beta)
        return averages / (1 - beta ** np.arange(len(x))) if correct else averages


@ewma.mistake(
    en="Your correction is one step ahead: at the first number, one step has been made, not two.",
    fr="Votre correction a un pas d'avance : au premier nombre, un pas a été fait, et non deux.",
)
def correction_one_step_ahead(x, beta, correct):  # M46.2
    return average(x, beta, 1 - beta, power=(lambda i: i + 2) if correct else None)


@ewma.mistake(
    en="β multiplies the new number and 1 - β the old average. With β = 0.9 your average forgets "
    "nearly everything at every step: β is the part that is kept.",
    fr="β multiplie le nouveau nombre, et 1 - β l'ancienne moyenne. Avec β = 0,9, votre moyenne "
    "oublie presque tout à chaque pas : β est la part que l'on garde.",
)
def beta_on_the_new_number(x, beta, correct):  # M46.3
    averages = average(x, 1 - beta, beta)
    return averages / (1 - beta ** np.arange(1, len(x) + 1)) if correct else averages


@ewma.mistake(
    en="You take the plain mean of the last 1 / (1 - β) numbers. Here every earlier number counts, "
    "the less the older it is.",
    fr="Vous prenez la moyenne ordinaire des 1 / (1 - β) derniers nombres. Ici, tous les nombres "
    "passés comptent, d'autant moins qu'ils sont anciens.",
)
def mean_of_a_window(x, beta, correct):  # M46.4
    width = round(1 / (1 - beta))
    return np.array([np.mean(x[max(0, i + 1 - width) : i + 1]) for i in range(len(x))])


@ewma.mistake(
    en="The corrected value goes back into the average, so the correction is corrected again at "
    "every step. What is returned and what is kept are two things.",
    fr="La valeur corrigée retourne dans la moyenne : à chaque pas, la correction est corrigée à "
    "nouveau. Ce que l'on renvoie et ce que l'on garde sont deux choses.",
)
def keeps_the_corrected_value(x, beta, correct):  # M45.9, met here first
    averages = np.zeros(len(x))
    v = 0.0
    for i in range(len(x)):
        v = beta * v + (1 - beta) * x[i]
        v = v / (1 - beta ** (i + 1)) if correct else v
        averages[i] = v
    return averages


@ewma.mistake(
    en="You never correct: the argument correct is not used.",
    fr="Vous ne corrigez jamais : l'argument correct ne sert pas.",
)
def never_corrects(x, beta, correct):  # not in the catalogue
    return average(x, beta, 1 - beta)


@ewma.mistake(
    en="The factor 1 - β is missing: your v is a sum that grows, and no average.",
    fr="Il manque le facteur 1 - β : votre v est une somme qui grandit, et non une moyenne.",
)
def a_sum_and_no_average(x, beta, correct):  # not in the catalogue
    averages = average(x, beta, 1.0)
    return averages / (1 - beta ** np.arange(1, len(x) + 1)) if correct else averages


@ewma.mistake(
    en="You return only the last average. All n of them are asked for, one for each number.",
    fr="Vous ne renvoyez que la dernière moyenne. Les n sont demandées, une par nombre.",
)
def only_the_last_average(x, beta, correct):  # not in the catalogue
    return float(ref.ewma(x, beta, correct)[-1])


@ewma.alternative
def by_the_weights(x, beta, correct):
    n = len(x)
    age = np.arange(n)[:, None] - np.arange(n)[None, :]
    weights = np.where(age >= 0, (1 - beta) * beta ** np.maximum(age, 0), 0.0)
    averages = weights @ x
    return averages / (1 - beta ** np.arange(1, n + 1)) if correct else averages


@ewma.alternative
def by_appending(x, beta, correct):
    kept, averages = 0, []
    for t, value in enumerate(x, start=1):
        kept = beta * kept + value - beta * value
        averages.append(kept / (1 - beta**t) if correct else kept)
    return np.array(averages, dtype=float)


ewma.equivalent("np.zeros(len(x)) → np.ones(len(x))", "Every entry is written afterwards.")
