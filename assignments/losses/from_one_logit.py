"""Part C: the binary cross-entropy straight from its logit (E12, in the stable form of 1.4b)."""

import numpy as np
from reference import logits as ref
from reference import losses
from reference.activations import sigmoid

from autograder import Part

part = Part("from_one_logit")

# --- E12: two classes ---

bce_from_logits = part.question(ref.bce_from_logits, points=6)


@bce_from_logits.case("five instances", visible=True, fr="cinq instances")
def _(rng):
    return {
        "Z": np.array([[2.0, -1.0, 0.0, 0.5, -3.0]]),
        "Y": np.array([[1.0, 0.0, 1.0, 0.0, 1.0]]),
    }


@bce_from_logits.case("eleven instances", fr="onze instances")
def _(rng):
    Y = rng.permutation([0.0] * 4 + [1.0] * 7)[None, :]
    return {"Z": rng.normal(scale=2, size=(1, 11)), "Y": Y}


@bce_from_logits.case("a single instance", fr="une seule instance")
def _(rng):
    return {"Z": rng.uniform(0.5, 2, (1, 1)), "Y": np.zeros((1, 1))}


@bce_from_logits.case("around 1000 and -1000", fr="autour de 1000 et de -1000")
def _(rng):
    Z = np.array([[1000.0, -1000.0, 1000.0, -1000.0, 0.5]]) + rng.uniform(-0.5, 0.5, (1, 5))
    return {"Z": Z, "Y": np.array([[1.0, 1.0, 0.0, 0.0, 1.0]])}


@bce_from_logits.case("sure and right", fr="sûr de soi, à raison")
def _(rng):
    return {"Z": rng.uniform(30, 33, (1, 3)) * [1, -1, 1], "Y": np.array([[1.0, 0.0, 1.0]])}


@bce_from_logits.mistake(
    en="You go through the sigmoid and clip it: whoever is sure and wrong by 1000 pays 27.6. From "
    "the logits nothing has to be clipped.",
    fr="Vous passez par la sigmoïde et la bornez : qui se trompe de 1000 paie 27,6. À partir des "
    "logits, il n'y a rien à borner.",
)
def clips_the_sigmoid(Z, Y):  # M12.10
    return losses.bce_loss(sigmoid(Z), Y)


@bce_from_logits.mistake(
    en="You take the logarithm of a sigmoid that the machine has rounded to 0 or 1: no number is "
    "left. Simplify on paper first.",
    fr="Vous prenez le logarithme d'une sigmoïde que la machine a arrondie à 0 ou à 1 : il ne "
    "reste plus de nombre. Simplifiez d'abord sur le papier.",
)
def logarithm_of_the_sigmoid(Z, Y):  # M12.1
    P = sigmoid(Z)
    return -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))


@bce_from_logits.mistake(
    en="Your formula is right on paper, but e^z overflows for a logit of 1000.",
    fr="Votre formule est juste sur le papier, mais e^z déborde pour un logit de 1000.",
)
def overflows_for_large_logits(Z, Y):  # M20.6
    return np.mean(np.log(1 + np.exp(Z)) - Z * Y)


@bce_from_logits.mistake(
    en="The exponent must never be positive: with e^(+|z|) every sure answer is dear, the right "
    "ones too.",
    fr="L'exposant ne doit jamais être positif : avec e^(+|z|), toute réponse assurée est chère, "
    "même juste.",
)
def sign_of_the_exponent(Z, Y):  # M20.2
    with np.errstate(over="ignore"):
        return np.mean(np.maximum(Z, 0.0) - Z * Y + np.log1p(np.exp(np.abs(Z))))


@bce_from_logits.mistake(
    en="The term max(z, 0) is missing: it is what you took out of the logarithm.",
    fr="Il manque le terme max(z, 0) : c'est ce que vous avez sorti du logarithme.",
)
def forgets_the_positive_part(Z, Y):  # not in the catalogue
    return np.mean(-Z * Y + np.log1p(np.exp(-np.abs(Z))))


@bce_from_logits.mistake(
    en="The labels do not appear: every instance pays as if it were of class 0.",
    fr="Les étiquettes n'interviennent pas : chaque instance paie comme si elle était de classe 0.",
)
def forgets_the_labels(Z, Y):  # M12.8
    return np.mean(np.logaddexp(0.0, Z))


@bce_from_logits.mistake(
    en="This formula is for labels of -1 and +1: with 0 for the other class, its instances pay "
    "log 2 whatever their logit is.",
    fr="Cette formule est celle des étiquettes -1 et +1 : avec 0 pour l'autre classe, ses "
    "instances paient log 2 quel que soit leur logit.",
)
def formula_for_signs(Z, Y):  # M12.20, M20.1
    return np.mean(np.logaddexp(0.0, -Y * Z))


@bce_from_logits.mistake(
    en="You apply the sigmoid first: Z holds logits, and the formula contains the sigmoid already.",
    fr="Vous appliquez d'abord la sigmoïde : Z contient des logits, et la formule contient déjà la "
    "sigmoïde.",
)
def applies_a_sigmoid_before(Z, Y):  # M12.16
    return ref.bce_from_logits(sigmoid(Z), Y)


@bce_from_logits.mistake(
    en="The classes are exchanged: you charge class 1 for a large logit.",
    fr="Les classes sont échangées : vous faites payer un grand logit à la classe 1.",
)
def exchanges_the_classes(Z, Y):  # M20.2
    return ref.bce_from_logits(-Z, Y)


@bce_from_logits.mistake(
    en="Your loss is m times too large: you sum over the m instances, and the mean is asked.",
    fr="Votre coût est m fois trop grand : vous faites la somme sur les m instances, alors qu'on "
    "demande la moyenne.",
)
def sums_over_the_batch(Z, Y):  # M12.2
    return ref.bce_from_logits(Z, Y) * Z.size


@bce_from_logits.mistake(
    en="You return one price for each instance: their mean is asked.",
    fr="Vous renvoyez un prix par instance : on demande leur moyenne.",
)
def price_of_each_instance(Z, Y):  # M12.17
    return np.logaddexp(0.0, Z) - Z * Y


@bce_from_logits.alternative
def by_logaddexp_of_zero(Z, Y):
    return float(np.mean(np.logaddexp(0, Z) - Z * Y))


@bce_from_logits.alternative
def by_the_sign_of_the_class(Z, Y):
    return np.logaddexp(0, (1 - 2 * Y) * Z).mean()


@bce_from_logits.alternative
def by_a_choice(Z, Y):
    rest = np.log1p(np.exp(-np.abs(Z)))
    return np.mean(np.where(Z > 0, Z * (1 - Y), -Z * Y) + rest)
