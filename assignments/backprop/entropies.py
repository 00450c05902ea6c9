"""Part C, second run: the cross-entropies (exercise E12)."""

import numpy as np
from reference import losses as ref
from reference.activations import sigmoid
from reference.softmax import one_hot, softmax

from autograder import Part, Tolerance

from .losses import clipped, distributions

part = Part("entropies")

# --- E12: cross-entropy with one-hot or soft labels ---

cross_entropy = part.question(ref.cross_entropy, points=2)


@cross_entropy.case("one-hot labels, three classes", visible=True, fr="étiquettes en one-hot")
def _(rng):
    columns = np.array([[0.7, 0.2, 0.1], [0.5, 0.3, 0.2], [0.6, 0.3, 0.1], [0.4, 0.35, 0.25]])
    P = rng.permuted(columns, axis=1).T
    return {"P": P, "Y": one_hot(rng.permutation([0, 2, 1, 2]), 3)}


@cross_entropy.case("soft labels, five classes", fr="étiquettes douces, cinq classes")
def _(rng):
    return {"P": distributions(rng, 5, 7), "Y": distributions(rng, 5, 7)}


@cross_entropy.case("a single instance", fr="une seule instance")
def _(rng):
    return {"P": distributions(rng, 5, 1), "Y": distributions(rng, 5, 1)}


@cross_entropy.case("a class that does not occur", fr="une classe absente des étiquettes")
def _(rng):
    return {"P": distributions(rng, 7, 3), "Y": one_hot(rng.permutation([0, 2, 5]), 7)}


@cross_entropy.case("probabilities of 0 and 1", weight=0.5, fr="des probabilités 0 et 1")
def _(rng):
    P = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])
    return {"P": P, "Y": one_hot(np.array([0, rng.choice([0, 2])]), 3)}


@cross_entropy.mistake(
    en="A probability of exactly 0 ruins the whole sum, even where the label is 0 too: 0 times "
    "infinity is no number. Clip P as the statement fixes it.",
    fr="Une probabilité exactement nulle ruine toute la somme, même là où l'étiquette est nulle : "
    "0 fois l'infini n'est pas un nombre. Bornez P comme l'énoncé le fixe.",
)
def does_not_clip(P, Y):  # M12.1
    return -np.sum(Y * np.log(P)) / Y.shape[1]


@cross_entropy.mistake(
    en="Your loss is m times too large: you sum over the m instances, and the mean is asked.",
    fr="Votre coût est m fois trop grand : vous faites la somme sur les m instances, alors qu'on "
    "demande la moyenne.",
)
def sums_over_the_instances(P, Y):  # M12.2
    return ref.cross_entropy(P, Y) * Y.shape[1]


@cross_entropy.mistake(
    en="Your loss is K times too small: the mean of all the entries divides by K as well. The "
    "classes are summed, only the instances are averaged.",
    fr="Votre coût est K fois trop petit : la moyenne de tous les coefficients divise aussi par K. "
    "On somme sur les classes, on ne moyenne que sur les instances.",
)
def averages_over_the_classes_too(P, Y):  # M12.3
    return ref.cross_entropy(P, Y) / Y.shape[0]


@cross_entropy.mistake(
    en="You divide by the number of classes instead of the number of instances: columns are "
    "instances here.",
    fr="Vous divisez par le nombre de classes au lieu du nombre d'instances : ici, les colonnes "
    "sont les instances.",
)
def divides_by_the_number_of_classes(P, Y):  # M12.4
    return ref.cross_entropy(P, Y) * Y.shape[1] / Y.shape[0]


@cross_entropy.mistake(
    en="The minus sign is missing: logarithms of probabilities are negative, and a loss must be "
    "positive.",
    fr="Il manque le signe moins : les logarithmes de probabilités sont négatifs, et un coût doit "
    "être positif.",
)
def forgets_the_minus_sign(P, Y):  # M12.5
    return -ref.cross_entropy(P, Y)


@cross_entropy.mistake(
    en="P and Y have changed places: the logarithm belongs to the prediction, and the label is the "
    "weight in front of it.",
    fr="P et Y ont échangé leurs places : le logarithme porte sur la prédiction, et l'étiquette "
    "est le poids placé devant.",
)
def swaps_prediction_and_label(P, Y):  # M12.9
    return ref.cross_entropy(Y, P)


@cross_entropy.mistake(
    en="You keep only the largest entry of each label: soft labels share themselves out between "
    "several classes, and every share counts.",
    fr="Vous ne gardez que le plus grand coefficient de chaque étiquette : une étiquette douce se "
    "partage entre plusieurs classes, et chaque part compte.",
)
def hardens_the_labels(P, Y):  # M12.14
    return ref.nll_loss(P, Y.argmax(axis=0))


@cross_entropy.mistake(
    en="You apply the softmax inside the loss, but P holds probabilities already.",
    fr="Vous appliquez le softmax dans le coût, mais P contient déjà des probabilités.",
)
def applies_the_softmax_again(P, Y):  # M12.15
    return ref.cross_entropy(softmax(P), Y)


@cross_entropy.mistake(
    en="You use the two-class formula on each row: the other classes are charged through "
    "log(1 - p) too, though the softmax has made them pay already.",
    fr="Vous appliquez la formule à deux classes à chaque ligne : les autres classes paient aussi "
    "par log(1 - p), alors que le softmax les a déjà fait payer.",
)
def uses_the_binary_formula(P, Y):
    return ref.cross_entropy(P, Y) + ref.cross_entropy(1 - P, 1 - Y)


@cross_entropy.mistake(
    en="You average within each class, and then over the classes: an instance of a rare class "
    "counts for more than one of a frequent class. Every instance counts once.",
    fr="Vous moyennez dans chaque classe, puis sur les classes : une instance d'une classe rare "
    "compte plus qu'une instance d'une classe fréquente. Chaque instance compte une fois.",
)
def mean_of_the_class_means(P, Y):  # M12.19
    losses = -(Y * np.log(clipped(P))).sum(axis=1)
    there = Y.sum(axis=1) > 0
    return np.mean(losses[there] / Y.sum(axis=1)[there])


@cross_entropy.alternative
def mean_of_the_column_sums(P, Y):
    return np.mean(-(Y * np.log(np.maximum(P, 1e-12))).sum(axis=0))


@cross_entropy.alternative
def by_einsum(P, Y):
    return -np.einsum("ki,ki->", Y, np.log(clipped(P))) / P.shape[1]


@cross_entropy.alternative
def by_loops(P, Y):
    total = 0.0
    for k in range(P.shape[0]):
        for i in range(P.shape[1]):
            total -= Y[k, i] * np.log(max(P[k, i], 1e-12))
    return total / P.shape[1]


cross_entropy.equivalent("Y.shape[1] → P.shape[1]", "P and Y have the same shape.")

for bound in ("1 + 1e-12", "1", "2 - 1e-12", "1 - 0.0", "1 - 1e-09"):
    cross_entropy.equivalent(
        f"1 - 1e-12 → {bound}",
        "The upper bound moves a loss by 1e-9 at most, which is its tolerance.",
    )


# --- E12: binary cross-entropy ---

# log(1 - p) at p = 1 - 1e-12 is known to 6 digits only: 1 - p has lost the others.
bce_loss = part.question(ref.bce_loss, points=3, tolerance=Tolerance(rtol=1e-5, atol=1e-9))


@bce_loss.case("five instances", visible=True, fr="cinq instances")
def _(rng):
    P = rng.uniform(0.1, 0.9, size=(1, 5)).round(2)
    return {"P": P, "Y": rng.permutation([0.0, 1.0, 1.0, 0.0, 1.0])[None, :]}


@bce_loss.case("eleven instances", fr="onze instances")
def _(rng):
    P = rng.uniform(0.02, 0.98, size=(1, 11))
    return {"P": P, "Y": rng.permutation([0.0] * 4 + [1.0] * 7)[None, :]}


@bce_loss.case("a single instance", fr="une seule instance")
def _(rng):
    return {"P": rng.uniform(0.6, 0.9, size=(1, 1)), "Y": np.zeros((1, 1))}


@bce_loss.case("nearly sure", fr="presque certain")
def _(rng):
    q = rng.uniform(1e-4, 3e-4, size=3)
    return {"P": np.array([[1 - q[0], q[1], 1 - q[2]]]), "Y": np.array([[1.0, 0.0, 1.0]])}


@bce_loss.case("probabilities of 0 and 1", weight=0.5, fr="des probabilités 0 et 1")
def _(rng):
    return {
        "P": np.array([[0.0, 1.0, 1.0, 0.0, rng.uniform(0.3, 0.6)]]),
        "Y": np.array([[0.0, 1.0, 0.0, 1.0, 1.0]]),
    }


@bce_loss.mistake(
    en="A probability of exactly 0 or 1 leaves the domain of the logarithm: your loss is no "
    "longer a finite number, even when the prediction is right. Clip P as the statement fixes it.",
    fr="Une probabilité de 0 ou 1 exactement sort du domaine du logarithme : votre coût n'est plus "
    "un nombre fini, même quand la prédiction est juste. Bornez P comme l'énoncé le fixe.",
)
def does_not_clip(P, Y):  # M12.1
    return -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))


@bce_loss.mistake(
    en="Your loss is m times too large: you sum over the m instances, and the mean is asked.",
    fr="Votre coût est m fois trop grand : vous faites la somme sur les m instances, alors qu'on "
    "demande la moyenne.",
)
def sums_over_the_instances(P, Y):  # M12.2
    return ref.bce_loss(P, Y) * P.shape[1]


@bce_loss.mistake(
    en="The minus sign is missing: both logarithms are negative, and the loss must be positive.",
    fr="Il manque le signe moins : les deux logarithmes sont négatifs, et le coût doit être "
    "positif.",
)
def forgets_the_minus_sign(P, Y):  # M12.5
    return -ref.bce_loss(P, Y)


@bce_loss.mistake(
    en="The instances of class 0 cost nothing: a model that always answers 1 would be perfect. "
    "The second half of the formula is missing.",
    fr="Les instances de la classe 0 ne coûtent rien : un modèle qui répond toujours 1 serait "
    "parfait. Il manque la seconde moitié de la formule.",
)
def ignores_class_zero(P, Y):  # M12.7
    return -np.mean(Y * np.log(clipped(P)))


@bce_loss.mistake(
    en="The instances of class 1 cost nothing: a model that always answers 0 would be perfect. "
    "The first half of the formula is missing.",
    fr="Les instances de la classe 1 ne coûtent rien : un modèle qui répond toujours 0 serait "
    "parfait. Il manque la première moitié de la formule.",
)
def ignores_class_one(P, Y):  # M12.8
    return -np.mean((1 - Y) * np.log(1 - clipped(P)))


@bce_loss.mistake(
    en="P and Y have changed places: the logarithm of a label is 0 or infinite. It is the "
    "prediction that belongs inside.",
    fr="P et Y ont échangé leurs places : le logarithme d'une étiquette est nul ou infini. C'est "
    "la prédiction qui va à l'intérieur.",
)
def swaps_prediction_and_label(P, Y):  # M12.9
    return ref.bce_loss(Y, P)


@bce_loss.mistake(
    en="P is clipped much too far from 0 and 1: a model that is 99.99 % sure pays as much as one "
    "that is 99.9 % sure.",
    fr="P est bornée beaucoup trop loin de 0 et de 1 : un modèle sûr à 99,99 % paie autant qu'un "
    "modèle sûr à 99,9 %.",
)
def clips_too_early(P, Y):  # M12.10
    return ref.bce_loss(np.clip(P, 1e-3, 1 - 1e-3), Y)


@bce_loss.mistake(
    en="You apply the sigmoid inside the loss, but P holds probabilities already: the second "
    "sigmoid squeezes them between 0.5 and 0.73.",
    fr="Vous appliquez la sigmoïde dans le coût, mais P contient déjà des probabilités : la "
    "seconde sigmoïde les enferme entre 0,5 et 0,73.",
)
def applies_the_sigmoid_again(P, Y):  # M12.16
    return ref.bce_loss(sigmoid(P), Y)


@bce_loss.mistake(
    en="The value is right, but it is a (1, 1) matrix: the cost is a single number.",
    fr="La valeur est juste, mais c'est une matrice (1, 1) : le coût est un seul nombre.",
)
def returns_a_matrix(P, Y):  # M12.17
    return np.array([[ref.bce_loss(P, Y)]])


@bce_loss.mistake(
    en="This is the mean squared error: a model that is sure and wrong pays at most 1, though the "
    "cross-entropy makes it pay without limit.",
    fr="C'est l'erreur quadratique moyenne : un modèle sûr de lui et qui se trompe paie au plus 1, "
    "alors que l'entropie croisée le fait payer sans limite.",
)
def mean_squared_error(P, Y):  # M12.18
    return np.mean((P - Y) ** 2)


@bce_loss.mistake(
    en="You turn the labels into -1 and +1. The formula wants 0 and 1: at -1, its second half "
    "counts twice and its first half counts against it.",
    fr="Vous transformez les étiquettes en -1 et +1. La formule attend 0 et 1 : en -1, sa seconde "
    "moitié compte double et la première compte à rebours.",
)
def labels_of_minus_one(P, Y):  # M12.20
    return ref.bce_loss(P, 2 * Y - 1)


@bce_loss.alternative
def right_probability_of_each(P, Y):
    return -np.mean(np.log(clipped(np.where(Y == 1, P, 1 - P))))


@bce_loss.alternative
def by_matrix_products(P, Y):
    P = clipped(P)
    return (-(Y @ np.log(P).T + (1 - Y) @ np.log1p(-P).T) / P.shape[1]).item()


@bce_loss.alternative
def by_a_loop(P, Y):
    total = 0.0
    for p, y in zip(clipped(P)[0], Y[0], strict=True):
        total -= np.log(p) if y == 1 else np.log(1 - p)
    return total / P.shape[1]
