"""Part C: the losses (exercise E12)."""

import numpy as np
from reference import losses as ref
from reference.softmax import one_hot, softmax

from autograder import Part

part = Part("losses")


def distributions(rng, K, m):
    """Draw m columns of K probabilities, none of them near 0 or 1."""
    return rng.dirichlet(np.full(K, 2.0), size=m).T * 0.7 + 0.3 / K


def clipped(P):
    return np.clip(P, 1e-12, 1 - 1e-12)


# --- E12: negative log-likelihood ---

nll_loss = part.question(ref.nll_loss, points=3)


@nll_loss.case("three classes, four instances", visible=True, fr="trois classes, quatre instances")
def _(rng):
    columns = np.array([[0.7, 0.2, 0.1], [0.5, 0.3, 0.2], [0.6, 0.3, 0.1], [0.4, 0.35, 0.25]])
    return {"F": rng.permuted(columns, axis=1).T, "y": rng.permutation([0, 2, 1, 2])}


@nll_loss.case("five classes, seven instances", fr="cinq classes, sept instances")
def _(rng):
    return {"F": distributions(rng, 5, 7), "y": rng.permutation([0, 1, 2, 3, 4, 4, 2])}


@nll_loss.case("a single instance", fr="une seule instance")
def _(rng):
    return {"F": distributions(rng, 5, 1), "y": rng.integers(1, 5, size=1)}


@nll_loss.case("more classes than instances", fr="plus de classes que d'instances")
def _(rng):
    return {"F": distributions(rng, 7, 5), "y": rng.permutation([0, 3, 1, 3, 1])}


@nll_loss.case("nearly sure", fr="presque certain")
def _(rng):
    p = rng.uniform(0.9995, 0.9999, size=3)
    return {"F": np.array([p, 0.6 * (1 - p), 0.4 * (1 - p)]), "y": np.array([0, 0, 0])}


@nll_loss.case("probabilities of 0 and 1", weight=0.5, fr="des probabilités 0 et 1")
def _(rng):
    F = np.array([[1.0, 0.0, 0.0, 0.25], [0.0, 1.0, 0.5, 0.75], [0.0, 0.0, 0.5, 0.0]])
    return {"F": F, "y": np.array([0, rng.choice([0, 2]), 2, 1])}


@nll_loss.mistake(
    en="A right class of probability 0 gives you an infinite loss: the probabilities are not "
    "clipped as the statement fixes it.",
    fr="Une bonne classe de probabilité 0 vous donne un coût infini : les probabilités ne sont pas "
    "bornées comme l'énoncé le fixe.",
)
def does_not_clip(F, y):  # M12.1
    return -np.mean(np.log(F[y, np.arange(y.size)]))


@nll_loss.mistake(
    en="Your loss is m times too large: you sum over the m instances, and the mean is asked.",
    fr="Votre coût est m fois trop grand : vous faites la somme sur les m instances, alors qu'on "
    "demande la moyenne.",
)
def sums_over_the_instances(F, y):  # M12.2
    return ref.nll_loss(F, y) * y.size


@nll_loss.mistake(
    en="Your loss is K times too small: you divide by the number of entries of the matrix, "
    "classes included. Each instance counts once.",
    fr="Votre coût est K fois trop petit : vous divisez par le nombre de coefficients de la "
    "matrice, classes comprises. Chaque instance compte une fois.",
)
def divides_by_the_classes_too(F, y):  # M12.3
    return ref.nll_loss(F, y) / F.shape[0]


@nll_loss.mistake(
    en="The minus sign is missing: the logarithm of a probability is negative, and a loss that "
    "goes down must mean a better model.",
    fr="Il manque le signe moins : le logarithme d'une probabilité est négatif, et un coût qui "
    "baisse doit vouloir dire un meilleur modèle.",
)
def forgets_the_minus_sign(F, y):  # M12.5
    return -ref.nll_loss(F, y)


@nll_loss.mistake(
    en="You use the base-10 logarithm: your loss is 2.3 times too small. The derivative -1/f of "
    "the course belongs to the natural logarithm.",
    fr="Vous utilisez le logarithme décimal : votre coût est 2,3 fois trop petit. La dérivée -1/f "
    "du cours est celle du logarithme népérien.",
)
def uses_the_decimal_logarithm(F, y):  # M12.6
    return ref.nll_loss(F, y) / np.log(10)


@nll_loss.mistake(
    en="F is clipped much too far from 0 and 1: a model that is 99.99 % sure pays as much as one "
    "that is 99.9 % sure.",
    fr="F est bornée beaucoup trop loin de 0 et de 1 : un modèle sûr à 99,99 % paie autant qu'un "
    "modèle sûr à 99,9 %.",
)
def clips_too_early(F, y):  # M12.10
    return ref.nll_loss(np.clip(F, 1e-3, 1 - 1e-3), y)


@nll_loss.mistake(
    en="You add 1e-8 to the probabilities instead of clipping them: this shifts every loss a "
    "little, and that of a probability 0 a lot.",
    fr="Vous ajoutez 1e-8 aux probabilités au lieu de les borner : cela décale un peu tous les "
    "coûts, et beaucoup celui d'une probabilité nulle.",
)
def adds_an_epsilon(F, y):  # M12.11
    return -np.mean(np.log(F[y, np.arange(y.size)] + 1e-8))


@nll_loss.mistake(
    en="F[y] picks whole rows: you average an (m, m) matrix, where each instance is charged for "
    "the labels of all the others. One entry of each column is wanted.",
    fr="F[y] prend des lignes entières : vous moyennez une matrice (m, m), où chaque instance paie "
    "pour les étiquettes de toutes les autres. Il faut un coefficient par colonne.",
)
def picks_whole_rows(F, y):  # M12.12
    return -np.mean(np.log(clipped(F[y])))


@nll_loss.mistake(
    en="The two indices are swapped: that is how to read a matrix whose rows are instances. Here "
    "the class is the row and the instance is the column.",
    fr="Les deux indices sont échangés : on lit ainsi une matrice dont les lignes sont les "
    "instances. Ici, la classe est la ligne et l'instance est la colonne.",
)
def swaps_the_indices(F, y):  # M12.13
    return -np.mean(np.log(clipped(F[np.arange(y.size), y])))


@nll_loss.mistake(
    en="You apply the softmax inside the loss, but F holds probabilities already: the second "
    "softmax flattens them, and the loss can no longer come near 0.",
    fr="Vous appliquez le softmax dans le coût, mais F contient déjà des probabilités : le second "
    "softmax les aplatit, et le coût ne peut plus approcher de 0.",
)
def applies_the_softmax_again(F, y):  # M12.15
    return ref.nll_loss(softmax(F), y)


@nll_loss.mistake(
    en="You return one loss for each instance: gradient descent needs a single number to lower, "
    "their mean.",
    fr="Vous renvoyez un coût par instance : la descente de gradient a besoin d'un seul nombre à "
    "diminuer, leur moyenne.",
)
def one_loss_per_instance(F, y):  # M12.17
    return -np.log(clipped(F[y, np.arange(y.size)]))


@nll_loss.alternative
def by_one_hot_columns(F, y):
    return -np.sum(one_hot(y, F.shape[0]) * np.log(clipped(F))) / y.size


@nll_loss.alternative
def by_a_loop(F, y):
    return sum(-np.log(max(F[label, i], 1e-12)) for i, label in enumerate(y)) / len(y)


@nll_loss.alternative
def by_take_along_axis(F, y):
    return float(-np.log(np.take_along_axis(clipped(F), y[None, :], axis=0)).mean())


for bound in ("1 + 1e-12", "1", "2 - 1e-12", "1 - 0.0", "1 - 1e-09"):
    nll_loss.equivalent(
        f"1 - 1e-12 → {bound}",
        "The upper bound moves a loss by 1e-9 at most, which is its tolerance.",
    )
