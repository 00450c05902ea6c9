"""Part C: how large weights must be, on paper (exercise E61, question Q45)."""

import numpy as np
from reference import depth as ref

from autograder import Part, Tolerance

part = Part("scale_rules")

# --- E61: what a layer does to a mean square ---

propagate_variance = part.question(ref.propagate_variance, points=3)


def layer(rng, n_in):
    sigma2, gamma2 = (float(x) for x in rng.uniform([0.01, 2.0], [0.9, 9.0]).round(2))
    return {"n_in": n_in, "sigma2": sigma2, "gamma2": gamma2}


@propagate_variance.case("five inputs", visible=True, fr="cinq entrées")
def _(rng):
    return layer(rng, 5)


@propagate_variance.case("a thousand inputs", fr="mille entrées")
def _(rng):
    return layer(rng, 1009)


@propagate_variance.case("one input", fr="une seule entrée")
def _(rng):
    return layer(rng, 1)


@propagate_variance.case("weights of variance zero", fr="des poids de variance nulle")
def _(rng):
    return layer(rng, 7) | {"sigma2": 0.0}


@propagate_variance.case("He's variance", fr="la variance de He")
def _(rng):
    return layer(rng, 257) | {"sigma2": 2 / 257}


@propagate_variance.mistake(
    en="You multiply n_in by the roots of what you are given: `sigma2` and `gamma2` are squares "
    "already, and the mean square of z is made of squares.",
    fr="Vous multipliez n_in par les racines de ce qu'on vous donne : `sigma2` et `gamma2` sont "
    "déjà des carrés, et la moyenne des carrés de z se compose de carrés.",
)
def takes_the_roots(n_in, sigma2, gamma2):  # M61.1
    return n_in * np.sqrt(sigma2 * gamma2)


@propagate_variance.mistake(
    en="You count n_in twice. The square of a sum of n terms has n² products, but those of two "
    "different terms are 0 on average.",
    fr="Vous comptez n_in deux fois. Le carré d'une somme de n termes a n² produits, mais ceux de "
    "deux termes différents sont nuls en moyenne.",
)
def counts_the_inputs_twice(n_in, sigma2, gamma2):  # M61.2
    return n_in**2 * sigma2 * gamma2


@propagate_variance.mistake(
    en="The number of inputs is left out: z is a sum, and each of its terms adds to its mean "
    "square.",
    fr="Le nombre d'entrées est oublié : z est une somme, et chacun de ses termes contribue à la "
    "moyenne de son carré.",
)
def one_term_only(n_in, sigma2, gamma2):  # not in the catalogue
    return sigma2 * gamma2


@propagate_variance.mistake(
    en="You take γ² for γ and square it once more: `gamma2` is the mean square itself.",
    fr="Vous prenez γ² pour γ et l'élevez encore au carré : `gamma2` est déjà la moyenne des "
    "carrés.",
)
def squares_once_more(n_in, sigma2, gamma2):  # not in the catalogue
    return n_in * sigma2 * gamma2**2


@propagate_variance.mistake(
    en="You return the root mean square of z. Asked is its mean square, the square of that.",
    fr="Vous renvoyez la moyenne quadratique de z. On demande la moyenne de ses carrés, qui est le "
    "carré de celle-ci.",
)
def returns_the_root(n_in, sigma2, gamma2):  # not in the catalogue
    return np.sqrt(n_in * sigma2 * gamma2)


@propagate_variance.alternative
def term_by_term(n_in, sigma2, gamma2):
    return sum(sigma2 * gamma2 for _ in range(n_in))


# --- Q45: which standard deviation does each rule ask for? ---


def layer_sizes(rng):
    n_in, n_out = (int(n) for n in rng.permutation([48, 80, 133, 222, 370])[:2])
    return {"n_in": n_in, "n_out": n_out}


@part.answer(
    "deviations",
    points=4,
    variant=layer_sizes,
    tolerance=Tolerance(rtol=1e-3, atol=0.0),
    texts={
        "en": "Your layer has `n_in = {n_in}` inputs and `n_out = {n_out}` neurons. Put in "
        "`deviations` a dictionary of floats, right to a thousandth: `linear` is the standard "
        "deviation σ that keeps the mean square of a linear layer as it is, `he` that of He's rule "
        "for ReLU, `xavier` that of Xavier's rule, and `xavier_bound` the a of the uniform "
        "distribution from -a to a that has Xavier's standard deviation.",
        "fr": "Votre couche a `n_in = {n_in}` entrées et `n_out = {n_out}` neurones. Mettez dans "
        "`deviations` un dictionnaire de flottants, justes au millième : `linear` est l'écart-type "
        "σ qui conserve la moyenne des carrés d'une couche linéaire, `he` celui de la règle de He "
        "pour ReLU, `xavier` celui de la règle de Xavier, et `xavier_bound` le a de la loi "
        "uniforme de -a à a qui a l'écart-type de Xavier.",
    },
)
def deviations(n_in, n_out):
    return {
        "linear": float(np.sqrt(1 / n_in)),
        "he": float(np.sqrt(2 / n_in)),
        "xavier": float(np.sqrt(2 / (n_in + n_out))),
        "xavier_bound": float(np.sqrt(6 / (n_in + n_out))),
    }


@deviations.mistake(
    en="For ReLU, you double the standard deviation of the linear layer: that is the formula of M. "
    "S. Jha's slide, an erratum. ReLU halves the mean square: what must be doubled is the "
    "variance.",
    fr="Pour ReLU, vous doublez l'écart-type de la couche linéaire : c'est la formule de la "
    "diapositive de M. S. Jha, un erratum. ReLU divise par deux la moyenne des carrés : ce qu'il "
    "faut doubler, c'est la variance.",
)
def rule_of_the_slide(n_in, n_out):  # ER13, Q45
    return deviations.solution(n_in, n_out) | {"he": float(2 / np.sqrt(n_in))}


@deviations.mistake(
    en="You give variances where standard deviations are asked for, the bound among them.",
    fr="Vous donnez des variances là où l'on demande des écarts-types, la borne comprise.",
)
def variances_for_deviations(n_in, n_out):  # M57.4, M59.3
    return {name: value**2 for name, value in deviations.solution(n_in, n_out).items()}


@deviations.mistake(
    en="For `linear` and `he`, you take n_out. A neuron adds up its inputs: it is their number "
    "that decides.",
    fr="Pour `linear` et `he`, vous prenez n_out. Un neurone additionne ses entrées : c'est leur "
    "nombre qui décide.",
)
def number_of_neurons(n_in, n_out):  # M57.2, M61.3
    right = deviations.solution(n_in, n_out)
    return right | {name: right[name] * float(np.sqrt(n_in / n_out)) for name in ("linear", "he")}


@deviations.mistake(
    en="Your bound is Xavier's standard deviation itself. A uniform variable between -a and a does "
    "not have the standard deviation a: most of its values are nearer to 0.",
    fr="Votre borne est l'écart-type de Xavier lui-même. Une variable uniforme entre -a et a n'a "
    "pas pour écart-type a : la plupart de ses valeurs sont plus près de 0.",
)
def bound_is_the_deviation(n_in, n_out):  # M59.1, M59.4
    right = deviations.solution(n_in, n_out)
    return right | {"xavier_bound": right["xavier"]}


@deviations.mistake(
    en="For Xavier's rule, you take one over the sum of the sizes. What must be kept is the mean "
    "of the two: how many terms does a sum have on average, forward and backward?",
    fr="Pour la règle de Xavier, vous prenez l'inverse de la somme des tailles. C'est leur moyenne "
    "qui compte : combien de termes une somme a-t-elle en moyenne, à l'aller et au retour ?",
)
def inverse_of_the_sum(n_in, n_out):  # M58.2
    right = deviations.solution(n_in, n_out)
    wrong = {name: right[name] / float(np.sqrt(2)) for name in ("xavier", "xavier_bound")}
    return right | wrong


@deviations.mistake(
    en="`linear` and `he` are the same: which of the two layers cuts half of its signal away?",
    fr="`linear` et `he` sont les mêmes : laquelle des deux couches coupe la moitié de son "
    "signal ?",
)
def relu_as_linear(n_in, n_out):  # M57.3
    right = deviations.solution(n_in, n_out)
    return right | {"he": right["linear"]}


@deviations.alternative
def from_the_condition(n_in, n_out):
    sigma2 = {"linear": 1 / n_in, "he": 2 / n_in, "xavier": 1 / ((n_in + n_out) / 2)}
    sigma2["xavier_bound"] = 3 * sigma2["xavier"]
    return {name: round(value**0.5, 6) for name, value in sigma2.items()}
