"""Part F: a normal law with a predicted variance (slide S0-24)."""

import numpy as np
from reference import gaussian_nll as ref

from autograder import Part

part = Part("gaussian")


def predictions(rng, n, m):
    """Draw means, logarithms of variances, and targets that miss by about a deviation."""
    s = rng.permutation(np.linspace(-1.5, 1.2, m))[None, :]
    errors = rng.choice([-1.0, 1.0], (n, m)) * rng.uniform(0.5, 1.5, (n, m)) * np.exp(s / 2)
    M = rng.normal(size=(n, m))
    return {"M": M, "s": s, "Y": M + errors}


def add_cases(question):
    @question.case("two targets, three instances", visible=True, fr="deux cibles, trois instances")
    def _(rng):
        M = np.array([[0.0, 1.0, 2.0], [1.0, -1.0, 0.5]])
        Y = np.array([[0.5, 1.5, 0.0], [1.5, 0.5, 1.0]])
        return {"M": M, "s": np.array([[0.0, -0.5, 1.0]]), "Y": Y}

    @question.case("three targets, seven instances", fr="trois cibles, sept instances")
    def _(rng):
        return predictions(rng, 3, 7)

    @question.case("one target, five instances", fr="une cible, cinq instances")
    def _(rng):
        return predictions(rng, 1, 5)

    @question.case("a hundred deviations away", fr="à cent écarts-types")
    def _(rng):
        draw = predictions(rng, 2, 3)
        return draw | {"Y": draw["M"] + 100 * (draw["Y"] - draw["M"])}

    @question.case("a single instance", fr="une seule instance")
    def _(rng):
        return predictions(rng, 5, 1) | {"s": rng.uniform(0.5, 1.5, (1, 1))}


# --- the price ---

gaussian_nll = part.question(ref.gaussian_nll, points=5)
add_cases(gaussian_nll)


@gaussian_nll.convention(
    "gaussian-constant",
    "dropped",
    instead_of="kept",
    en="You leave out the constant ½ n log 2π, as PyTorch does: no gradient depends on it, but "
    "without it this is not the logarithm of a density.",
    fr="Vous omettez la constante ½ n log 2π, comme PyTorch : aucun gradient n'en dépend, mais "
    "sans elle ce n'est pas le logarithme d'une densité.",
)
def without_the_constant(M, s, Y):  # 1.4b leaves it open
    squares = np.sum((Y - M) ** 2, axis=0)
    return np.mean(0.5 * (Y.shape[0] * s + squares * np.exp(-s)))


@gaussian_nll.mistake(
    en="The term in s is missing: a network that predicts an infinite variance would then pay "
    "nothing at all.",
    fr="Il manque le terme en s : un réseau qui prédit une variance infinie ne paierait alors plus "
    "rien.",
)
def variance_is_free(M, s, Y):
    return ref.gaussian_nll(M, s, Y) - 0.5 * Y.shape[0] * np.mean(s)


@gaussian_nll.mistake(
    en="You count log σ² once: each of the n targets has it in its density.",
    fr="Vous comptez log σ² une seule fois : chacune des n cibles l'a dans sa densité.",
)
def variance_counted_once(M, s, Y):
    return ref.gaussian_nll(M, s, Y) - 0.5 * (Y.shape[0] - 1) * np.mean(s)


@gaussian_nll.mistake(
    en="You take s for log σ: here it is the logarithm of the variance, log σ².",
    fr="Vous prenez s pour log σ : c'est ici le logarithme de la variance, log σ².",
)
def takes_s_for_the_deviation(M, s, Y):
    return ref.gaussian_nll(M, 2 * s, Y)


@gaussian_nll.mistake(
    en="You take s for the variance itself: it is its logarithm, and may be negative.",
    fr="Vous prenez s pour la variance elle-même : c'est son logarithme, qui peut être négatif.",
)
def takes_s_for_the_variance(M, s, Y):
    with np.errstate(invalid="ignore", divide="ignore"):
        return ref.gaussian_nll(M, np.log(s), Y)


@gaussian_nll.mistake(
    en="You multiply the squares by the variance: an error counts less, not more, where the "
    "network has announced that it is unsure.",
    fr="Vous multipliez les carrés par la variance : là où le réseau a annoncé qu'il doutait, une "
    "erreur compte moins, et non plus.",
)
def multiplies_by_the_variance(M, s, Y):
    squares = np.sum((Y - M) ** 2, axis=0)
    return np.mean(0.5 * (Y.shape[0] * (np.log(2 * np.pi) + s) + squares * np.exp(s)))


@gaussian_nll.mistake(
    en="The ½ of the exponent is missing: the density is e^(-‖y - μ‖² / 2σ²).",
    fr="Il manque le ½ de l'exposant : la densité est e^(-‖y - μ‖² / 2σ²).",
)
def forgets_the_half_of_the_exponent(M, s, Y):
    squares = np.sum((Y - M) ** 2, axis=0)
    return np.mean(0.5 * Y.shape[0] * (np.log(2 * np.pi) + s) + squares * np.exp(-s))


@gaussian_nll.mistake(
    en="The sign is wrong: this is the log-likelihood, which a better model makes larger.",
    fr="Le signe est faux : c'est la log-vraisemblance, qu'un meilleur modèle fait augmenter.",
)
def log_likelihood(M, s, Y):  # ER31, M12.5
    return -ref.gaussian_nll(M, s, Y)


@gaussian_nll.mistake(
    en="You compute the density and then its logarithm: a hundred deviations away the density is 0 "
    "in the machine. Take the logarithm on paper.",
    fr="Vous calculez la densité, puis son logarithme : à cent écarts-types, la densité est nulle "
    "dans la machine. Prenez le logarithme sur le papier.",
)
def logarithm_of_the_density(M, s, Y):  # M12.1
    densities = np.exp(-0.5 * (Y - M) ** 2 * np.exp(-s)) / np.sqrt(2 * np.pi * np.exp(s))
    return -np.mean(np.log(densities).sum(axis=0))


@gaussian_nll.mistake(
    en="You average over the targets as well: the n targets of an instance are added up.",
    fr="Vous faites aussi la moyenne sur les cibles : les n cibles d'une instance s'additionnent.",
)
def averages_over_the_targets(M, s, Y):  # M12.3
    return ref.gaussian_nll(M, s, Y) / Y.shape[0]


@gaussian_nll.mistake(
    en="Your loss is m times too large: you sum over the m instances, and the mean is asked.",
    fr="Votre coût est m fois trop grand : vous faites la somme sur les m instances, alors qu'on "
    "demande la moyenne.",
)
def sums_over_the_instances(M, s, Y):  # M12.2
    return ref.gaussian_nll(M, s, Y) * Y.shape[1]


@gaussian_nll.alternative
def by_the_deviation(M, s, Y):
    sigma = np.exp(s / 2)
    prices = 0.5 * np.log(2 * np.pi) + np.log(sigma) + 0.5 * ((Y - M) / sigma) ** 2
    return prices.sum(axis=0).mean()


@gaussian_nll.alternative
def instance_by_instance(M, s, Y):
    n, m = Y.shape
    prices = [
        0.5
        * (
            n * np.log(2 * np.pi * np.exp(s[0, i]))
            + np.sum((Y[:, i] - M[:, i]) ** 2 / np.exp(s[0, i]))
        )
        for i in range(m)
    ]
    return sum(prices) / m


SAME_SHAPE = "Y and M have the same shape."
KEPT_AXIS = "It meets s, which is a row: with its axis or without, a row comes out."

gaussian_nll.equivalent("Y - M → M - Y", "The sign is lost in the square.")
gaussian_nll.equivalent("Y.shape[0] → M.shape[0]", SAME_SHAPE)
gaussian_nll.equivalent(
    "np.sum((Y - M) ** 2, axis=0) → np.sum((Y - M) ** 2, axis=0, keepdims=True)", KEPT_AXIS
)


# --- its gradient ---

gaussian_nll_prime = part.question(ref.gaussian_nll_prime, points=5)
add_cases(gaussian_nll_prime)


@gaussian_nll_prime.convention(
    "mean-over-the-batch",
    "first",
    instead_of="last",
    en="You divide both gradients by m here. In this notebook column i belongs to instance i "
    "alone, and the mean comes later, in dW and db.",
    fr="Vous divisez ici les deux gradients par m. Dans ce notebook, la colonne i ne concerne que "
    "l'instance i, et la moyenne vient plus loin, dans dW et db.",
)
def both_divided_by_m(M, s, Y):  # M18.3 [CONV CR25]
    dM, ds = ref.gaussian_nll_prime(M, s, Y)
    return dM / Y.shape[1], ds / Y.shape[1]


@gaussian_nll_prime.mistake(
    en="dM has the wrong sign: a mean that is too high has to come down, so its slope is positive.",
    fr="dM a le mauvais signe : une moyenne trop haute doit descendre, sa pente est donc positive.",
)
def climbs_with_the_mean(M, s, Y):  # M13.8
    dM, ds = ref.gaussian_nll_prime(M, s, Y)
    return -dM, ds


@gaussian_nll_prime.mistake(
    en="dM does not look at s: an error must pull less where the variance is large.",
    fr="dM ne regarde pas s : une erreur doit tirer moins fort là où la variance est grande.",
)
def pulls_the_same_everywhere(M, s, Y):
    return M - Y, ref.gaussian_nll_prime(M, s, Y)[1]


@gaussian_nll_prime.mistake(
    en="dM is twice too large: the 2 of the exponent cancels with the ½ in front of the square.",
    fr="dM est deux fois trop grand : le 2 de l'exposant se simplifie avec le ½ devant le carré.",
)
def keeps_the_two_of_the_square(M, s, Y):  # M13.9
    dM, ds = ref.gaussian_nll_prime(M, s, Y)
    return 2 * dM, ds


@gaussian_nll_prime.mistake(
    en="ds has the wrong sign: where the error is larger than announced, s has to grow.",
    fr="ds a le mauvais signe : là où l'erreur est plus grande qu'annoncé, s doit augmenter.",
)
def climbs_with_the_variance(M, s, Y):
    dM, ds = ref.gaussian_nll_prime(M, s, Y)
    return dM, -ds


@gaussian_nll_prime.mistake(
    en="In ds the constant term is missing: it is what keeps the variance from growing for ever.",
    fr="Il manque le terme constant de ds : c'est lui qui empêche la variance de grandir toujours.",
)
def variance_grows_for_ever(M, s, Y):
    dM, ds = ref.gaussian_nll_prime(M, s, Y)
    return dM, ds - 0.5 * Y.shape[0]


@gaussian_nll_prime.mistake(
    en="In ds you count ½ once: each of the n targets has a log σ² in its density.",
    fr="Dans ds, vous comptez ½ une seule fois : chacune des n cibles a un log σ² dans sa densité.",
)
def half_counted_once(M, s, Y):
    dM, ds = ref.gaussian_nll_prime(M, s, Y)
    return dM, ds - 0.5 * (Y.shape[0] - 1)


@gaussian_nll_prime.mistake(
    en="You derive by the variance, and s is its logarithm: the chain rule has one more factor.",
    fr="Vous dérivez par rapport à la variance, et s est son logarithme : la règle de dérivation "
    "en chaîne a un facteur de plus.",
)
def derives_by_the_variance(M, s, Y):
    dM, ds = ref.gaussian_nll_prime(M, s, Y)
    return dM, ds * np.exp(-s)


@gaussian_nll_prime.mistake(
    en="You derive by log σ, and s is log σ²: your ds is twice too large.",
    fr="Vous dérivez par rapport à log σ, et s est log σ² : votre ds est deux fois trop grand.",
)
def derives_by_the_deviation(M, s, Y):
    dM, ds = ref.gaussian_nll_prime(M, s, Y)
    return dM, 2 * ds


@gaussian_nll_prime.mistake(
    en="Your ds has one row for each target: all the n targets of an instance share one s, and "
    "what they say to it adds up.",
    fr="Votre ds a une ligne par cible : les n cibles d'une instance partagent un seul s, et ce "
    "qu'elles lui disent s'additionne.",
)
def one_row_for_each_target(M, s, Y):
    dM = (M - Y) * np.exp(-s)
    return dM, 0.5 * (1 - (M - Y) ** 2 * np.exp(-s))


@gaussian_nll_prime.alternative
def by_standardised_errors(M, s, Y):
    sigma = np.exp(0.5 * s)
    u = (Y - M) / sigma
    return -u / sigma, (Y.shape[0] - (u * u).sum(axis=0, keepdims=True)) / 2


gaussian_nll_prime.equivalent("M - Y → Y - M #2", "The sign is lost in the square.")
gaussian_nll_prime.equivalent("Y.shape[0] → M.shape[0]", SAME_SHAPE)
gaussian_nll_prime.equivalent(
    "np.sum((M - Y) ** 2, axis=0) → np.sum((M - Y) ** 2, axis=0, keepdims=True)", KEPT_AXIS
)
