"""Part B, fourth run: softmax (exercise E08)."""

import numpy as np
from reference import activations
from reference import softmax as ref

from autograder import Part

part = Part("softmax")

# --- E08: softmax ---

softmax = part.question(ref.softmax, points=4)


@softmax.case("three classes, two instances", visible=True, fr="trois classes, deux instances")
def _(rng):
    return {"Z": rng.normal(scale=1.5, size=(3, 2)).round(2)}


@softmax.case("as many instances as classes", visible=True, fr="autant d'instances que de classes")
def _(rng):
    return {"Z": rng.normal(scale=1.5, size=(3, 3)).round(2)}


@softmax.case("five classes, seven instances", fr="cinq classes, sept instances")
def _(rng):
    return {"Z": rng.normal(scale=2, size=(5, 7))}


@softmax.case("a single instance", fr="une seule instance")
def _(rng):
    return {"Z": rng.normal(scale=2, size=(5, 1))}


@softmax.case("one instance around 1000, one around -1000", fr="des logits vers 1000 et vers -1000")
def _(rng):
    return {"Z": rng.normal(size=(5, 3)) + np.array([1000.0, -1000.0, 0.0])}


@softmax.case("logits far apart in one instance", fr="des logits éloignés dans une instance")
def _(rng):
    return {"Z": np.array([[800.0, 0.0], [0.0, 1000.0], [0.0, -1000.0]]) + rng.normal(size=(3, 2))}


@softmax.mistake(
    en="The exponential of a large logit overflows, and infinity over infinity is no number. A "
    "constant may be subtracted from the logits of an instance without changing its softmax.",
    fr="L'exponentielle d'un grand logit déborde, et l'infini divisé par l'infini n'est pas un "
    "nombre. On peut retrancher une constante aux logits d'une instance sans changer son softmax.",
)
def overflows(Z):  # M8.1
    E = np.exp(Z)
    return E / E.sum(axis=0, keepdims=True)


@softmax.mistake(
    en="There is a minus sign in your exponentials: the largest logit gets the smallest "
    "probability, and the classes are ranked backwards.",
    fr="Il y a un signe moins dans vos exponentielles : le plus grand logit reçoit la plus petite "
    "probabilité, et les classes sont rangées à l'envers.",
)
def ranks_the_classes_backwards(Z):  # M8.2, as printed on a slide (ER1)
    return ref.softmax(-Z)


@softmax.mistake(
    en="You normalise along the rows, over the instances: the probabilities of one instance, a "
    "column, no longer sum to 1.",
    fr="Vous normalisez le long des lignes, sur les instances : les probabilités d'une instance, "
    "donc d'une colonne, ne font plus 1.",
)
def sums_over_the_instances(Z):  # M8.3
    return ref.softmax(Z.T).T


@softmax.mistake(
    en="You divide by the sum of the whole matrix: all the columns together sum to 1, but each "
    "instance needs a distribution of its own.",
    fr="Vous divisez par la somme de toute la matrice : les colonnes font 1 à elles toutes, alors "
    "que chaque instance doit avoir sa propre distribution.",
)
def normalises_the_whole_matrix(Z):  # M8.4
    E = np.exp(Z - Z.max())
    return E / E.sum()


@softmax.mistake(
    en="You subtract the maximum of the whole matrix: an instance whose logits are all far below "
    "it gets only zeros, and 0 / 0 is no number. Each instance has its own maximum.",
    fr="Vous retranchez le maximum de toute la matrice : une instance dont les logits sont tous "
    "très en dessous n'a plus que des zéros, et 0 / 0 n'est pas un nombre. Chaque instance a son "
    "propre maximum.",
)
def shifts_by_the_global_maximum(Z):  # M8.5
    E = np.exp(Z - Z.max())
    return E / E.sum(axis=0, keepdims=True)


@softmax.mistake(
    en="Subtracting the mean is not enough: a logit far above the mean of its instance still "
    "overflows. Think about which shift leaves no positive exponent.",
    fr="Retrancher la moyenne ne suffit pas : un logit très au-dessus de la moyenne de son "
    "instance déborde encore. Cherchez quel décalage ne laisse aucun exposant positif.",
)
def shifts_by_the_mean(Z):  # M8.6
    E = np.exp(Z - Z.mean(axis=0, keepdims=True))
    return E / E.sum(axis=0, keepdims=True)


@softmax.mistake(
    en="You subtract from each class its maximum over the instances: the logits of one instance "
    "are then shifted by different amounts, which changes its probabilities.",
    fr="Vous retranchez à chaque classe son maximum sur les instances : les logits d'une même "
    "instance sont alors décalés différemment, ce qui change ses probabilités.",
)
def shifts_each_class_apart(Z):  # M8.7
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=0, keepdims=True)


@softmax.mistake(
    en="You return the logarithm of the softmax: probabilities lie between 0 and 1, and yours are "
    "negative.",
    fr="Vous renvoyez le logarithme du softmax : des probabilités sont entre 0 et 1, et les vôtres "
    "sont négatives.",
)
def returns_the_logarithm(Z):  # M8.10
    shifted = Z - Z.max(axis=0, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=0, keepdims=True))


@softmax.mistake(
    en="There is no exponential: you divide the logits by their sum. A negative logit becomes a "
    "negative probability, and logits that sum to 0 have none at all.",
    fr="Il n'y a pas d'exponentielle : vous divisez les logits par leur somme. Un logit négatif "
    "donne une probabilité négative, et des logits de somme nulle n'en donnent aucune.",
)
def divides_the_logits_themselves(Z):  # M8.11
    return Z / Z.sum(axis=0, keepdims=True)


@softmax.mistake(
    en="You subtract the maximum from the exponentials instead of from the logits: the largest "
    "class ends at 0, the others below it. The shift belongs in the exponent.",
    fr="Vous retranchez le maximum aux exponentielles au lieu de le retrancher aux logits : la "
    "plus grande classe tombe à 0 et les autres en dessous. Le décalage va dans l'exposant.",
)
def shifts_after_the_exponential(Z):  # M8.15
    E = np.exp(Z)
    E = E - E.max(axis=0, keepdims=True)
    return E / E.sum(axis=0, keepdims=True)


@softmax.mistake(
    en="You apply the sigmoid to each logit on its own: the classes do not compete, and a column "
    "does not sum to 1.",
    fr="Vous appliquez la sigmoïde à chaque logit séparément : les classes ne sont pas en "
    "concurrence, et une colonne ne fait pas 1.",
)
def sigmoid_of_each_logit(Z):  # M8.12
    return activations.sigmoid(Z)


@softmax.mistake(
    en="The denominator counts one class too many, of logit 0: the K probabilities sum to less "
    "than 1. The sum runs from 1 to K.",
    fr="Le dénominateur compte une classe de trop, de logit 0 : les K probabilités font moins que "
    "1. La somme va de 1 à K.",
)
def counts_a_class_too_many(Z):  # M8.13, as printed on a slide (ER17)
    return ref.softmax(np.vstack([np.zeros((1, Z.shape[1])), Z]))[1:]


@softmax.mistake(
    en="You change Z in place: the caller's logits are lost. Write the shifted logits into a new "
    "array.",
    fr="Vous modifiez Z en place : les logits de l'appelant sont perdus. Écrivez les logits "
    "décalés dans un nouveau tableau.",
)
def writes_into_its_argument(Z):  # M8.16
    Z -= Z.max(axis=0, keepdims=True)
    return np.exp(Z) / np.exp(Z).sum(axis=0, keepdims=True)


@softmax.alternative
def one_instance_at_a_time(Z):
    columns = []
    for i in range(Z.shape[1]):
        e = np.exp(Z[:, i] - Z[:, i].max())
        columns.append(e / e.sum())
    return np.stack(columns, axis=1)


@softmax.alternative
def by_the_logarithm(Z):
    top = Z.max(axis=0)
    return np.exp(Z - top - np.log(np.exp(Z - top).sum(axis=0)))


@softmax.alternative
def by_a_guarded_division(Z):  # M8.9: the sums miss 1 by 1e-8, less than any use of them sees
    E = np.exp(Z - Z.max(axis=0, keepdims=True))
    return E / (E.sum(axis=0, keepdims=True) + 1e-8)


softmax.equivalent(
    "E = np.exp(Z - Z.max(axis=0, keepdims=True)) → E = -np.exp(Z - Z.max(axis=0, keepdims=True))",
    "The sign cancels in E / E.sum().",
)

for reduced in ("Z.max", "E.sum"):
    softmax.equivalent(
        f"{reduced}(axis=0, keepdims=True) → {reduced}(axis=0)",
        "Shapes (m,) and (1, m) are broadcast over the rows of (K, m) in the same way.",
    )
