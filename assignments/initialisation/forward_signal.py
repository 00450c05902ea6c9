"""Part D: what twenty layers make of a signal (exercise E61, question Q45)."""

from itertools import pairwise

import numpy as np
from reference import depth as ref

from autograder import Part, Tolerance

part = Part("forward_signal")


def layers(rng, sizes, m, activation, gain=1.5, decimals=16):
    """A network without biases, its data, and a gradient that comes back to its last layer."""
    weights = [
        (gain / np.sqrt(before) * rng.normal(size=(after, before))).round(decimals)
        for before, after in pairwise(sizes)
    ]
    X = rng.normal(size=(sizes[0], m)).round(decimals)
    return {"X": X, "weights": weights, "activation": activation}


def forward(X, weights, activation):
    """All the activations, those of layer 0 first."""
    g = {"tanh": np.tanh, "relu": lambda Z: np.maximum(Z, 0.0), "linear": lambda Z: Z}[activation]
    path = [X]
    for W in weights:
        path.append(g(W @ path[-1]))
    return path


# --- E61: the strength of the signal, layer by layer ---

signal_scales = part.question(ref.signal_scales, points=4)


@signal_scales.case("two layers, tanh", visible=True, fr="deux couches, tanh")
def _(rng):
    return layers(rng, [2, 3, 2], 4, "tanh", decimals=1)


@signal_scales.case("three layers, ReLU", visible=True, fr="trois couches, ReLU")
def _(rng):
    return layers(rng, [2, 3, 3, 2], 2, "relu", decimals=1)


@signal_scales.case("five layers, ReLU", fr="cinq couches, ReLU")
def _(rng):
    return layers(rng, [5, 7, 3, 11, 7, 13], 17, "relu")


@signal_scales.case("five layers, tanh", fr="cinq couches, tanh")
def _(rng):
    return layers(rng, [5, 7, 3, 11, 7, 13], 17, "tanh")


@signal_scales.case("twenty linear layers", fr="vingt couches linéaires")
def _(rng):
    return layers(rng, [7] * 21, 3, "linear", gain=0.3)


@signal_scales.case("one instance, one layer", fr="une instance, une couche")
def _(rng):
    return layers(rng, [3, 5], 1, "tanh")


@signal_scales.mistake(
    en="You leave the scale of X out. The list starts at layer 0, with what enters the network.",
    fr="Vous oubliez l'échelle de X. La liste commence à la couche 0, avec ce qui entre dans le "
    "réseau.",
)
def leaves_out_the_input(X, weights, activation):  # not in the catalogue
    return ref.signal_scales(X, weights, activation)[1:]


@signal_scales.mistake(
    en="You return mean squares. The scale of a signal is the root of that.",
    fr="Vous renvoyez les moyennes des carrés. L'échelle d'un signal en est la racine.",
)
def forgets_the_root(X, weights, activation):  # not in the catalogue
    return ref.signal_scales(X, weights, activation) ** 2


@signal_scales.mistake(
    en="You take standard deviations, which subtract the mean first. After ReLU the mean is not 0, "
    "and it feeds the next layer like everything else.",
    fr="Vous prenez des écarts-types, qui retranchent d'abord la moyenne. Après ReLU, la moyenne "
    "n'est pas nulle, et elle nourrit la couche suivante comme le reste.",
    concept={
        "en": "E[x²] is the variance only where the mean is 0.",
        "fr": "E[x²] n'est la variance que si la moyenne est nulle.",
    },
)
def takes_standard_deviations(X, weights, activation):  # M61.4
    return np.array([A.std() for A in forward(X, weights, activation)])


@signal_scales.mistake(
    en="You measure the weights, not what passes through them.",
    fr="Vous mesurez les poids, et non ce qui les traverse.",
)
def measures_the_weights(X, weights, activation):  # M62.1
    return np.array([np.sqrt(np.mean(A**2)) for A in [X, *weights]])


@signal_scales.mistake(
    en="You measure the pre-activations: the scale is asked after the activation function.",
    fr="Vous mesurez les pré-activations : on demande l'échelle après la fonction d'activation.",
)
def measures_the_pre_activations(X, weights, activation):  # as M14.5
    path = forward(X, weights, activation)
    Z = [W @ A for W, A in zip(weights, path[:-1], strict=True)]
    return np.array([np.sqrt(np.mean(A**2)) for A in [X, *Z]])


@signal_scales.mistake(
    en="The activation function is never applied: your layers are all linear.",
    fr="La fonction d'activation n'est jamais appliquée : toutes vos couches sont linéaires.",
)
def forgets_the_activation(X, weights, activation):  # not in the catalogue
    return ref.signal_scales(X, weights, "linear")


@signal_scales.alternative
def by_norms(X, weights, activation):
    path = forward(X, weights, activation)
    return np.array([np.linalg.norm(A) / np.sqrt(A.size) for A in path])


# --- Q45, ER13: three rules, many layers ---


def deep_network(rng):
    width, depth = int(rng.choice([128, 192, 256, 384])), int(rng.integers(6, 13)) * 2
    return {"n": width, "depth": depth}


@part.answer(
    "after_many_layers",
    points=4,
    variant=deep_network,
    tolerance=Tolerance(rtol=1e-3, atol=0.0),
    texts={
        "en": "Your network has `{depth}` ReLU layers of `{n}` neurons, as many as it has "
        "features, and no biases. By which factor is the root mean square of the activations "
        "multiplied, on average, from layer 0 to the last? Put in `after_many_layers` a dictionary "
        'of floats, right to a thousandth of their value: `"√(2/n)"`, `"2/√n"` and `"√(1/n)"`, '
        "each for the standard deviation of the weights that it names.",
        "fr": "Votre réseau a `{depth}` couches ReLU de `{n}` neurones, autant que de variables, "
        "et pas de biais. Par quel facteur la moyenne quadratique des activations est-elle "
        "multipliée, en moyenne, de la couche 0 à la dernière ? Mettez dans `after_many_layers` un "
        'dictionnaire de flottants, justes au millième de leur valeur : `"√(2/n)"`, `"2/√n"` et '
        "`\"√(1/n)\"`, chacun pour l'écart-type des poids qu'il nomme.",
    },
)
def after_many_layers(n, depth):
    return {"√(2/n)": 1.0, "2/√n": 2.0 ** (depth / 2), "√(1/n)": 0.5 ** (depth / 2)}


def factors(he, slide, linear, power):
    return {"√(2/n)": he**power, "2/√n": slide**power, "√(1/n)": linear**power}


@after_many_layers.mistake(
    en="You forget what ReLU does: it halves the mean square at every layer. That is why a linear "
    "layer and a ReLU layer do not want the same weights.",
    fr="Vous oubliez ce que fait ReLU : elle divise par deux la moyenne des carrés à chaque "
    "couche. C'est pourquoi une couche linéaire et une couche ReLU ne demandent pas les mêmes "
    "poids.",
)
def forgets_the_half_of_relu(n, depth):  # M62.2
    return factors(2.0, 4.0, 1.0, depth / 2)


@after_many_layers.mistake(
    en="Your factors are those of the mean square. The root mean square is the root of it.",
    fr="Vos facteurs sont ceux de la moyenne des carrés. La moyenne quadratique en est la racine.",
)
def factors_of_the_mean_square(n, depth):  # not in the catalogue
    return factors(1.0, 2.0, 0.5, depth)


@after_many_layers.mistake(
    en="You give the factor of a single layer. It acts once in every layer.",
    fr="Vous donnez le facteur d'une seule couche. Il agit une fois par couche.",
)
def factor_of_one_layer(n, depth):  # not in the catalogue
    return factors(1.0, 2.0, 0.5, 0.5)


@after_many_layers.mistake(
    en="You multiply the factor of a layer by the number of layers: factors that follow each other "
    "are multiplied together.",
    fr="Vous multipliez le facteur d'une couche par le nombre de couches : des facteurs qui se "
    "suivent se multiplient entre eux.",
)
def adds_up_the_factors(n, depth):  # not in the catalogue
    return {rule: depth * factor for rule, factor in factors(1.0, 2.0, 0.5, 0.5).items()}


@after_many_layers.mistake(
    en="You answer that `2/√n` is the rule that keeps the signal, as M. S. Jha's slide has it. "
    "Put it into n σ²/2, the factor on the mean square, and see.",
    fr="Vous répondez que `2/√n` est la règle qui conserve le signal, comme sur la diapositive de "
    "M. S. Jha. Mettez-la dans n σ²/2, le facteur sur la moyenne des carrés, et voyez.",
)
def believes_the_slide(n, depth):  # ER13
    return factors(0.5, 1.0, 0.25, depth / 2)


@after_many_layers.alternative
def layer_by_layer(n, depth):
    scales = {"√(2/n)": 1.0, "2/√n": 1.0, "√(1/n)": 1.0}
    for _ in range(depth):
        for rule, sigma in (("√(2/n)", (2 / n) ** 0.5), ("2/√n", 2 / n**0.5), ("√(1/n)", n**-0.5)):
            scales[rule] *= (n * sigma**2 / 2) ** 0.5
    return scales
