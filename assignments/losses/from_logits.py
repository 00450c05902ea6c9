"""Part C: the cross-entropy straight from the logits (E12, in the stable form of 1.4b)."""

import numpy as np
from reference import logits as ref
from reference import losses
from reference.softmax import softmax

from autograder import Part

part = Part("from_logits")

# --- E12: K classes ---

cross_entropy_from_logits = part.question(
    ref.cross_entropy_from_logits, points=6, needs=("logsumexp",)
)


@cross_entropy_from_logits.case("three classes, four instances", visible=True, fr="trois classes")
def _(rng):
    Z = np.array([[1.0, 0.0, -2.0, 5.0], [2.0, 0.5, 1.0, -5.0], [3.0, 0.0, 0.5, 1.0]])
    return {"Z": Z, "y": np.array([2, 0, 1, 1])}


@cross_entropy_from_logits.case("five classes, seven instances", fr="cinq classes, sept instances")
def _(rng):
    return {"Z": rng.normal(scale=2, size=(5, 7)), "y": rng.permutation([0, 1, 2, 3, 4, 4, 2])}


@cross_entropy_from_logits.case("the last classes do not occur", fr="les dernières sont absentes")
def _(rng):
    return {"Z": rng.normal(scale=2, size=(7, 5)), "y": rng.permutation([0, 3, 1, 3, 1])}


@cross_entropy_from_logits.case("a single instance", fr="une seule instance")
def _(rng):
    return {"Z": rng.normal(size=(5, 1)) + 3, "y": rng.integers(1, 4, size=1)}


@cross_entropy_from_logits.case("sure and wrong", fr="sûr de soi, et dans l'erreur")
def _(rng):
    Z = rng.normal(size=(3, 5))
    Z[0] += 1000
    return {"Z": Z, "y": np.array([1, 0, 2, 1, 2])}


@cross_entropy_from_logits.case("one instance far below", fr="une instance bien plus bas")
def _(rng):
    return {"Z": rng.normal(size=(3, 2)) + np.array([900.0, -900.0]), "y": np.array([1, 2])}


@cross_entropy_from_logits.mistake(
    en="You take the logarithm of the softmax: a probability below 1e-323 is 0 in the machine, and "
    "its price infinite. Simplify log e^z before you compute.",
    fr="Vous prenez le logarithme du softmax : une probabilité inférieure à 1e-323 vaut 0 dans la "
    "machine, et son prix est infini. Simplifiez log e^z avant de calculer.",
)
def logarithm_of_the_softmax(Z, y):  # M12.1
    return -np.mean(np.log(softmax(Z)[y, np.arange(y.size)]))


@cross_entropy_from_logits.mistake(
    en="You clip the probabilities: whoever is sure and wrong by 1000 then pays 27.6, like one who "
    "is wrong by 28. From the logits nothing has to be clipped.",
    fr="Vous bornez les probabilités : qui se trompe de 1000 paie alors 27,6, comme qui se trompe "
    "de 28. À partir des logits, il n'y a rien à borner.",
)
def clips_the_softmax(Z, y):  # M12.10
    return losses.nll_loss(softmax(Z), y)


@cross_entropy_from_logits.mistake(
    en="Your exponentials overflow, or leave only zeros: use the logsumexp that you have written.",
    fr="Vos exponentielles débordent, ou ne laissent que des zéros : servez-vous du logsumexp que "
    "vous avez écrit.",
)
def sums_exponentials_as_they_are(Z, y):  # M8.1
    return np.mean(np.log(np.exp(Z).sum(axis=0)) - Z[y, np.arange(y.size)])


@cross_entropy_from_logits.mistake(
    en="You treat the logits as probabilities: they may be negative, and do not sum to 1.",
    fr="Vous traitez les logits comme des probabilités : ils peuvent être négatifs, et leur somme "
    "n'est pas 1.",
)
def takes_logits_for_probabilities(Z, y):  # M12.15
    return losses.nll_loss(Z, y)


@cross_entropy_from_logits.mistake(
    en="Only the logit of the right class counts for you: a network that raises all its logits at "
    "once would be ever better.",
    fr="Seul le logit de la bonne classe compte pour vous : un réseau qui augmente tous ses logits "
    "à la fois serait toujours meilleur.",
)
def forgets_the_other_classes(Z, y):  # not in the catalogue
    return -np.mean(Z[y, np.arange(y.size)])


@cross_entropy_from_logits.mistake(
    en="The sign is reversed: the price of an instance is positive.",
    fr="Le signe est inversé : le prix d'une instance est positif.",
)
def reverses_the_sign(Z, y):  # M12.5
    return -ref.cross_entropy_from_logits(Z, y)


@cross_entropy_from_logits.mistake(
    en="Your loss is m times too large: you sum over the m instances, and the mean is asked.",
    fr="Votre coût est m fois trop grand : vous faites la somme sur les m instances, alors qu'on "
    "demande la moyenne.",
)
def sums_the_prices(Z, y):  # M12.2
    return ref.cross_entropy_from_logits(Z, y) * y.size


@cross_entropy_from_logits.mistake(
    en="You return one price for each instance: their mean is asked.",
    fr="Vous renvoyez un prix par instance : on demande leur moyenne.",
)
def one_price_for_each(Z, y):  # M12.17
    return ref.logsumexp(Z) - Z[y, np.arange(y.size)]


@cross_entropy_from_logits.mistake(
    en="`Z[y]` takes whole rows: each instance pays for the labels of all the others.",
    fr="`Z[y]` prend des lignes entières : chaque instance paie pour les étiquettes de toutes les "
    "autres.",
)
def whole_rows_of_logits(Z, y):  # M12.12
    return np.mean(ref.logsumexp(Z) - Z[y])


@cross_entropy_from_logits.mistake(
    en="A softmax too many: you turn the logits into probabilities, and take those for logits.",
    fr="Un softmax de trop : vous changez les logits en probabilités, puis vous prenez celles-ci "
    "pour des logits.",
)
def crosses_the_softmax_before(Z, y):  # M12.15
    return ref.cross_entropy_from_logits(softmax(Z), y)


@cross_entropy_from_logits.alternative
def by_the_logarithm_of_softmax(Z, y):
    shifted = Z - Z.max(axis=0)
    log_softmax = shifted - np.log(np.exp(shifted).sum(axis=0))
    return -log_softmax[y, np.arange(y.size)].mean()


@cross_entropy_from_logits.alternative
def instance_by_instance(Z, y):
    prices = [np.logaddexp.reduce(Z[:, i]) - Z[k, i] for i, k in enumerate(y)]
    return sum(prices) / len(prices)
