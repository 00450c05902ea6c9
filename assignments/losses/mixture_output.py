"""Part F: what a mixture density network's output says (slide S0-24)."""

import numpy as np
from reference import mixture as ref
from reference.activations import sigmoid
from reference.logits import logsumexp
from reference.softmax import softmax

from autograder import Part

part = Part("mixture_output")


def blocks(outputs):
    K = outputs.shape[0] // 3
    return outputs[:K], outputs[K : 2 * K], outputs[2 * K :]


def stacked(rng, K, m):
    """Draw logits of weights, means that lie apart, and logarithms of variances, stacked."""
    A, C = rng.normal(size=(K, m)), rng.uniform(-1.0, 1.0, size=(K, m))
    B = rng.permuted(np.linspace(-3, 3, K)[:, None] + rng.normal(scale=0.2, size=(K, m)), axis=0)
    return np.vstack([A, B, C])


# --- reading the parameters ---

mixture_parameters = part.question(ref.mixture_parameters, points=5)


@mixture_parameters.case("two laws, three instances", visible=True, fr="deux lois, trois instances")
def _(rng):
    A, B = [[0.0, 1.0, -1.0], [0.0, 2.0, 1.0]], [[-1.0, 0.5, 2.0], [1.0, 3.0, -2.0]]
    return {"outputs": np.array(A + B + [[0.0, -1.0, 0.5], [1.0, 0.5, -0.5]])}


@mixture_parameters.case("three laws, seven instances", fr="trois lois, sept instances")
def _(rng):
    return {"outputs": stacked(rng, 3, 7)}


@mixture_parameters.case("five laws, five instances", fr="cinq lois, cinq instances")
def _(rng):
    return {"outputs": stacked(rng, 5, 5)}


@mixture_parameters.case("a single instance", fr="une seule instance")
def _(rng):
    more = np.array([[0.0], [1.0], [0.0], [0.0], [0.5], [0.8]])
    return {"outputs": stacked(rng, 2, 1) + more}


@mixture_parameters.case("logits of 1000 and -1000", fr="des logits de 1000 et de -1000")
def _(rng):
    outputs = stacked(rng, 3, 2)
    outputs[:3] += np.array([1000.0, -1000.0])
    return {"outputs": outputs}


@mixture_parameters.mistake(
    en="The weights are normalised over the instances: it is those of one column that sum to 1.",
    fr="Les poids sont normalisés sur les instances : ce sont ceux d'une colonne qui ont pour "
    "somme 1.",
)
def normalises_over_the_instances(outputs):  # M8.3
    A, B, C = blocks(outputs)
    return softmax(A.T).T, B, np.exp(C)


@mixture_parameters.mistake(
    en="The weights are exponentials, but do not sum to 1.",
    fr="Les poids sont des exponentielles, mais leur somme n'est pas 1.",
)
def does_not_normalise(outputs):
    A, B, C = blocks(outputs)
    with np.errstate(over="ignore"):
        return np.exp(A), B, np.exp(C)


@mixture_parameters.mistake(
    en="You give each weight a sigmoid of its own: they do not sum to 1.",
    fr="Vous donnez à chaque poids sa propre sigmoïde : leur somme n'est pas 1.",
)
def a_sigmoid_for_each_weight(outputs):  # M8.12
    A, B, C = blocks(outputs)
    return sigmoid(A), B, np.exp(C)


@mixture_parameters.mistake(
    en="You read the three parameters of a law in three rows that follow each other: here all the "
    "logits come first, then all the means, then all the logarithms.",
    fr="Vous lisez les trois paramètres d'une loi dans trois lignes qui se suivent : ici viennent "
    "d'abord tous les logits, puis toutes les moyennes, puis tous les logarithmes.",
)
def reads_every_third_row(outputs):
    A, B, C = outputs[0::3], outputs[1::3], outputs[2::3]
    return softmax(A), B, np.exp(C)


@mixture_parameters.mistake(
    en="You return the standard deviations: the last block holds logarithms of variances.",
    fr="Vous renvoyez les écarts-types : le dernier bloc contient des logarithmes de variances.",
)
def returns_the_deviations(outputs):
    A, B, C = blocks(outputs)
    return softmax(A), B, np.exp(0.5 * C)


@mixture_parameters.mistake(
    en="Your variances are those of the network's last block as it is: they may be negative there.",
    fr="Vos variances sont le dernier bloc du réseau tel quel : elles peuvent y être négatives.",
)
def leaves_the_variances_raw(outputs):
    A, B, C = blocks(outputs)
    return softmax(A), B, C


@mixture_parameters.mistake(
    en="The last block is squared: it holds logarithms, and their inverse is the exponential.",
    fr="Le dernier bloc est élevé au carré : il contient des logarithmes, dont la fonction inverse "
    "est l'exponentielle.",
)
def squares_the_last_block(outputs):
    A, B, C = blocks(outputs)
    return softmax(A), B, C**2


@mixture_parameters.mistake(
    en="The means went through an exponential too: a mean may be negative.",
    fr="Les moyennes sont passées elles aussi par une exponentielle : une moyenne peut être "
    "négative.",
)
def makes_the_means_positive(outputs):  # Q20
    A, B, C = blocks(outputs)
    return softmax(A), np.exp(B), np.exp(C)


@mixture_parameters.mistake(
    en="The exponentials of the weights overflow, or leave only zeros, for logits of 1000.",
    fr="Les exponentielles des poids débordent, ou ne laissent que des zéros, pour des logits de "
    "1000.",
)
def weights_without_a_shift(outputs):  # M8.1
    A, B, C = blocks(outputs)
    with np.errstate(over="ignore", invalid="ignore"):
        return np.exp(A) / np.exp(A).sum(axis=0), B, np.exp(C)


@mixture_parameters.alternative
def by_splitting(outputs):
    A, B, C = np.split(outputs, 3)
    return np.exp(A - logsumexp(A)), B, np.exp(C / 2) ** 2
