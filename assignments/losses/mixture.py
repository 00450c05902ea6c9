"""Part F: the price of several normal laws at once (slide S0-24)."""

import numpy as np
from reference import mixture as ref
from reference.logits import logsumexp
from reference.softmax import softmax

from autograder import Part

from .mixture_output import blocks, stacked

part = Part("mixture")

# --- the price ---

mixture_nll = part.question(ref.mixture_nll, points=6, needs=("logsumexp",))


@mixture_nll.case("two laws, three instances", visible=True, fr="deux lois, trois instances")
def _(rng):
    A, B = [[0.0, 1.0, -1.0], [0.0, 2.0, 1.0]], [[-1.0, 0.5, 2.0], [1.0, 3.0, -2.0]]
    outputs = np.array(A + B + [[0.0, -1.0, 0.5], [1.0, 0.5, -0.5]])
    return {"outputs": outputs, "y": np.array([0.5, 2.5, 1.0])}


@mixture_nll.case("three laws, seven instances", fr="trois lois, sept instances")
def _(rng):
    return {"outputs": stacked(rng, 3, 7), "y": rng.normal(size=7)}


@mixture_nll.case("five laws, five instances", fr="cinq lois, cinq instances")
def _(rng):
    return {"outputs": stacked(rng, 5, 5), "y": rng.normal(size=5)}


@mixture_nll.case("a single instance", fr="une seule instance")
def _(rng):
    more = np.array([[0.0], [2.0], [0.0], [0.0], [0.5], [1.2]])
    return {"outputs": stacked(rng, 2, 1) + more, "y": rng.uniform(-1, 1, 1)}


@mixture_nll.case("a hundred deviations away", fr="à cent écarts-types")
def _(rng):
    return {"outputs": stacked(rng, 3, 3), "y": rng.uniform(180, 220, 3)}


@mixture_nll.case("logits of 1000 and -1000", fr="des logits de 1000 et de -1000")
def _(rng):
    outputs = stacked(rng, 3, 2)
    outputs[:3] += np.array([1000.0, -1000.0])
    return {"outputs": outputs, "y": rng.normal(size=2)}


def log_densities(outputs, y):
    B, C = blocks(outputs)[1:]
    return -0.5 * (np.log(2 * np.pi) + C + (y - B) ** 2 * np.exp(-C))


@mixture_nll.convention(
    "gaussian-constant",
    "dropped",
    instead_of="kept",
    en="You leave out the constant ½ log 2π: no gradient depends on it, but without it this is not "
    "the logarithm of a density.",
    fr="Vous omettez la constante ½ log 2π : aucun gradient n'en dépend, mais sans elle ce n'est "
    "pas le logarithme d'une densité.",
)
def mixture_without_the_constant(outputs, y):  # 1.4b leaves it open
    K = outputs.shape[0] // 3
    A, B, C = outputs[:K], outputs[K : 2 * K], outputs[2 * K :]
    return np.mean(logsumexp(A) - logsumexp(A - 0.5 * (C + (y - B) ** 2 * np.exp(-C))))


@mixture_nll.mistake(
    en="You add up densities and take the logarithm at the end: a hundred deviations away they are "
    "all 0 in the machine. A sum of exponentials has a safe logarithm.",
    fr="Vous additionnez des densités et prenez le logarithme à la fin : à cent écarts-types, "
    "elles sont toutes nulles dans la machine. Une somme d'exponentielles a un logarithme sûr.",
)
def adds_up_the_densities(outputs, y):  # M12.1
    weights = softmax(blocks(outputs)[0])
    with np.errstate(divide="ignore"):
        return -np.mean(np.log((weights * np.exp(log_densities(outputs, y))).sum(axis=0)))


@mixture_nll.mistake(
    en="You average the logarithms: then every law has to explain every target. In a mixture one "
    "of them is enough, since the logarithm stands outside the sum.",
    fr="Vous faites la moyenne des logarithmes : chaque loi doit alors expliquer chaque cible. "
    "Dans un mélange, une seule suffit, car le logarithme est à l'extérieur de la somme.",
)
def every_law_explains_everything(outputs, y):
    weights = softmax(blocks(outputs)[0])
    return -np.mean((weights * log_densities(outputs, y)).sum(axis=0))


@mixture_nll.mistake(
    en="The weights do not appear: you add up the K densities as they are.",
    fr="Les poids n'interviennent pas : vous additionnez les K densités telles quelles.",
)
def forgets_the_weights(outputs, y):
    return -np.mean(logsumexp(log_densities(outputs, y)))


@mixture_nll.mistake(
    en="Your weights do not sum to 1: a logit is no logarithm of a weight yet.",
    fr="La somme de vos poids n'est pas 1 : un logit n'est pas encore le logarithme d'un poids.",
)
def takes_logits_for_log_weights(outputs, y):  # M12.15
    return -np.mean(logsumexp(blocks(outputs)[0] + log_densities(outputs, y)))


@mixture_nll.mistake(
    en="Only the law with the largest share counts for you: the others add theirs.",
    fr="Seule la loi dont la part est la plus grande compte pour vous : les autres ajoutent la "
    "leur.",
)
def only_the_best_law(outputs, y):
    A = blocks(outputs)[0]
    return np.mean(logsumexp(A) - (A + log_densities(outputs, y)).max(axis=0))


@mixture_nll.mistake(
    en="You take the last block for logarithms of standard deviations: it holds log σ².",
    fr="Vous prenez le dernier bloc pour des logarithmes d'écarts-types : il contient log σ².",
)
def takes_them_for_deviations(outputs, y):
    A, B, C = blocks(outputs)
    return ref.mixture_nll(np.vstack([A, B, 2 * C]), y)


@mixture_nll.mistake(
    en="The term in log σ² is missing: a law of infinite variance would explain everything.",
    fr="Il manque le terme en log σ² : une loi de variance infinie expliquerait tout.",
)
def variances_are_free(outputs, y):
    A, B, C = blocks(outputs)
    exponents = -0.5 * (np.log(2 * np.pi) + (y - B) ** 2 * np.exp(-C))
    return np.mean(logsumexp(A) - logsumexp(A + exponents))


@mixture_nll.mistake(
    en="You read the parameters in every third row: here they come in three blocks.",
    fr="Vous lisez les paramètres toutes les trois lignes : ici, ils viennent en trois blocs.",
)
def reads_the_rows_in_turn(outputs, y):
    return ref.mixture_nll(np.vstack([outputs[0::3], outputs[1::3], outputs[2::3]]), y)


@mixture_nll.mistake(
    en="The sign is reversed: you return the mean log-likelihood.",
    fr="Le signe est inversé : vous renvoyez la log-vraisemblance moyenne.",
)
def returns_the_log_likelihood(outputs, y):  # ER31, M12.5
    return -ref.mixture_nll(outputs, y)


@mixture_nll.mistake(
    en="Your loss is m times too large: you sum over the m instances, and the mean is asked.",
    fr="Votre coût est m fois trop grand : vous faites la somme sur les m instances, alors qu'on "
    "demande la moyenne.",
)
def sums_the_mixture_prices(outputs, y):  # M12.2
    return ref.mixture_nll(outputs, y) * y.size


@mixture_nll.alternative
def by_logarithms_of_weights(outputs, y):
    A = blocks(outputs)[0]
    return -np.logaddexp.reduce(A - logsumexp(A) + log_densities(outputs, y), axis=0).mean()


mixture_nll.equivalent("y - B → B - y", "The sign is lost in the square.")
