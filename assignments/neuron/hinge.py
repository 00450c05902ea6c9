"""Part E: the hinge loss, for labels of -1 and +1 (exercise E20)."""

import numpy as np
from reference import margins as ref

from autograder import Part

from .logistic import seven_instances

part = Part("hinge")

# --- E20: the hinge loss ---

hinge_loss = part.question(ref.hinge_loss, points=3)


@hinge_loss.case("four instances", visible=True, fr="quatre instances")
def _(rng):
    return {"scores": np.array([2.0, 0.0, -1.0, 0.5]), "y": np.array([1.0, 1.0, 1.0, -1.0])}


@hinge_loss.case("seven instances", fr="sept instances")
def _(rng):
    return seven_instances(rng)


@hinge_loss.case("right, but without margin", fr="bien classées, mais sans marge")
def _(rng):
    y = np.array([1.0, -1.0, -1.0, 1.0, -1.0])
    return {"scores": y * rng.uniform(0.2, 0.8, 5), "y": y}


@hinge_loss.case("beyond the margin, at it, and wrong", fr="au-delà de la marge, dessus, et à tort")
def _(rng):
    y = np.array([1.0, -1.0, -1.0, 1.0, -1.0, 1.0])
    margins = np.array([3.0, 1.0, -1.0, -2.5, 40.0, 1.0])
    return {"scores": (y * margins)[order := rng.permutation(6)], "y": y[order]}


@hinge_loss.mistake(
    en="The positive part is missing: an instance that is right with room to spare is paid for it, "
    "and the mean can fall without end.",
    fr="Il manque la partie positive : une instance bien classée avec de la marge reçoit une "
    "récompense, et la moyenne peut baisser sans fin.",
)
def rewards_the_right_ones(scores, y):  # M20.3
    return 1.0 - y * scores


@hinge_loss.mistake(
    en="Your loss is squared: the hinge loss grows along a straight line.",
    fr="Votre perte est élevée au carré : la perte charnière croît en ligne droite.",
)
def squares_the_loss(scores, y):  # M20.4
    return np.maximum(0.0, 1.0 - y * scores) ** 2


@hinge_loss.mistake(
    en="Your margin is 0: an instance pays only once it is on the wrong side. The hinge loss asks "
    "for a margin of 1.",
    fr="Votre marge est nulle : une instance ne paie que si elle est du mauvais côté. La perte "
    "charnière exige une marge de 1.",
)
def asks_for_no_margin(scores, y):  # M20.7
    return np.maximum(0.0, -y * scores)


@hinge_loss.mistake(
    en="The sign of the margin is wrong: you charge the instances that are right.",
    fr="Le signe de la marge est faux : vous faites payer les instances bien classées.",
)
def charges_the_right_ones_by_the_hinge(scores, y):  # M20.2
    return np.maximum(0.0, 1.0 + y * scores)


@hinge_loss.mistake(
    en="This wants labels of 0 and 1, and turns them into -1 and +1: yours are so already.",
    fr="Cela attend des étiquettes 0 et 1 pour en faire -1 et +1 : les vôtres le sont déjà.",
)
def converts_the_labels(scores, y):  # M20.1
    return np.maximum(0.0, 1.0 - (2.0 * y - 1.0) * scores)


@hinge_loss.alternative
def by_choosing(scores, y):
    return np.where(y * scores < 1, 1 - y * scores, 0)


# --- E20: its derivative ---

hinge_loss_prime = part.question(ref.hinge_loss_prime, points=3)


@hinge_loss_prime.case("four instances", visible=True, fr="quatre instances")
def _(rng):
    return {"scores": np.array([2.0, 0.0, -1.5, 0.5]), "y": np.array([1.0, 1.0, 1.0, -1.0])}


@hinge_loss_prime.case("seven instances", fr="sept instances")
def _(rng):
    return seven_instances(rng)


@hinge_loss_prime.case("right, but without margin", fr="bien classées, mais sans marge")
def _(rng):
    y = np.array([1.0, -1.0, -1.0, 1.0, -1.0])
    return {"scores": y * rng.uniform(0.2, 0.8, 5), "y": y}


@hinge_loss_prime.case(
    "beyond the margin, at it, and wrong", fr="au-delà de la marge, dessus, à tort"
)
def _(rng):
    y = np.array([1.0, -1.0, -1.0, 1.0, -1.0, 1.0])
    margins = np.array([3.0, 1.0, -1.0, -2.5, 40.0, 1.0])
    return {"scores": (y * margins)[order := rng.permutation(6)], "y": y[order]}


@hinge_loss_prime.convention(
    "hinge-slope-at-margin",
    "minus-y",
    instead_of="zero",
    en="At the corner, where y ŷ = 1, you return -y: either slope can be defended.",
    fr="Au point anguleux, là où y ŷ = 1, vous renvoyez -y : les deux pentes se défendent.",
)
def minus_y_at_the_margin(scores, y):  # 1.4b: both are accepted
    return np.where(y * scores <= 1, -y, 0.0)


@hinge_loss_prime.mistake(
    en="You return -y beyond the margin too: there the loss is 0 and flat, so the instance pulls "
    "no more.",
    fr="Vous renvoyez -y au-delà de la marge aussi : la perte y est nulle et plate, l'instance ne "
    "tire donc plus.",
)
def pulls_beyond_the_margin(scores, y):  # M20.5
    return -y


@hinge_loss_prime.mistake(
    en="The sign is wrong: to lower the loss of an instance of class +1 its score has to rise.",
    fr="Le signe est faux : pour diminuer la perte d'une instance de la classe +1, son score doit "
    "monter.",
)
def climbs_the_hinge(scores, y):  # M20.2
    return np.where(y * scores < 1, y, 0.0)


@hinge_loss_prime.mistake(
    en="Your margin is 0: an instance that is right, but by less than 1, still pulls.",
    fr="Votre marge est nulle : une instance bien classée, mais de moins de 1, tire encore.",
)
def stops_pulling_too_early(scores, y):  # M20.7
    return np.where(y * scores < 0, -y, 0.0)


@hinge_loss_prime.mistake(
    en="This is the slope of the squared hinge: that of the hinge does not depend on how wrong the "
    "instance is.",
    fr="C'est la pente de la charnière au carré : celle de la charnière ne dépend pas de la "
    "gravité de l'erreur.",
)
def derives_the_square(scores, y):  # M20.4
    return -2.0 * y * np.maximum(0.0, 1.0 - y * scores)


@hinge_loss_prime.mistake(
    en="The label is missing: the score of an instance of class -1 has to fall, not to rise.",
    fr="Il manque l'étiquette : le score d'une instance de la classe -1 doit baisser, et non "
    "monter.",
)
def forgets_the_class(scores, y):  # not in the catalogue
    return np.where(y * scores < 1, -1.0, 0.0)


@hinge_loss_prime.alternative
def by_a_mask(scores, y):
    return -y * (y * scores < 1)
