"""Part B: the gradients by hand, rows as instances (exercise E81)."""

import numpy as np
import tensorflow as tf
from reference.tf import network

from autograder import Part, forbids

from .drawing import cached, classes, rows, values

part = Part("by_hand")

gradients_by_hand = part.question(
    network.gradients_by_hand,
    points=14,
    constraints=[forbids("tf.GradientTape", "tf.gradients", "tf.autodiff", ".gradient")],
)


@gradients_by_hand.probe
def _(gradients_by_hand, X, y, values, cache):
    variables = {name: tf.Variable(array) for name, array in values.items()}
    tensors = {name: tf.constant(array) for name, array in cache.items()}
    gradients = gradients_by_hand(tf.constant(X), tf.constant(y), variables, tensors)
    if not isinstance(gradients, dict):
        return gradients
    return {name: np.array(gradient) for name, gradient in gradients.items()}


def inputs(rng, m, N, H, K):
    X, arrays = rows(rng, m, N), values(rng, N, H, K)
    return {"X": X, "y": classes(rng, m, K), "values": arrays, "cache": cached(X, arrays)}


@gradients_by_hand.case(
    "two instances of three numbers", visible=True, fr="deux instances de trois nombres"
)
def _(rng):
    return inputs(rng, 2, 3, 2, 2) | {"y": np.array([1, 0])}


@gradients_by_hand.case(
    "seven instances, five neurons, three classes",
    fr="sept instances, cinq neurones, trois classes",
)
def _(rng):
    return inputs(rng, 7, 2, 5, 3)


@gradients_by_hand.case("a single instance", fr="une seule instance")
def _(rng):
    return inputs(rng, 1, 3, 5, 2) | {"y": np.array([1])}


@gradients_by_hand.case("all sizes the same", fr="toutes les tailles égales")
def _(rng):
    return inputs(rng, 3, 3, 3, 3) | {"y": np.array([2, 0, 2])}


def output_error(cache, y):
    return cache["F"] - tf.one_hot(y, cache["F"].shape[1], dtype=tf.float64)


def back(X, variables, cache, dZo, slope=None, through=None, bias=None):
    """The gradients that follow from dZo, with the slips that the mistakes are made of."""
    H = cache["H"]
    bias = bias or (lambda dZ: tf.reduce_sum(dZ, axis=0))
    dH = through(dZo) if through else tf.matmul(dZo, variables["Wo"], transpose_b=True)
    dZh = dH * (1 - H**2 if slope is None else slope)
    return {
        "Wh": tf.matmul(X, dZh, transpose_a=True),
        "bh": bias(dZh),
        "Wo": tf.matmul(H, dZo, transpose_a=True),
        "bo": bias(dZo),
    }


@gradients_by_hand.mistake(
    en="You add up the gradients of the instances: J is their mean, so each of the m instances "
    "counts for one m-th.",
    fr="Vous additionnez les gradients des instances : J est leur moyenne, et chacune des m "
    "instances compte pour un m-ième.",
)
def sums_over_the_instances(X, y, variables, cache):  # M81.5
    return back(X, variables, cache, output_error(cache, y))


@gradients_by_hand.mistake(
    en="You divide by m·K: an instance has one loss, not K of them.",
    fr="Vous divisez par m·K : une instance a une seule perte, et non K.",
)
def averages_over_the_classes_too(X, y, variables, cache):  # M81.5
    m, K = cache["F"].shape
    return back(X, variables, cache, output_error(cache, y) / (m * K))


@gradients_by_hand.mistake(
    en="The gradients of the biases are averaged once more: dZo has its 1/m already, what is left "
    "is a sum over the instances.",
    fr="Les gradients des biais sont moyennés une fois de trop : dZo contient déjà son 1/m, il ne "
    "reste qu'une somme sur les instances.",
)
def averages_the_biases_twice(X, y, variables, cache):  # M81.5
    def mean(dZ):
        return tf.reduce_mean(dZ, axis=0)

    return back(X, variables, cache, output_error(cache, y) / X.shape[0], bias=mean)


@gradients_by_hand.mistake(
    en="The gradients of your weights stand as in the lab, one neuron a row. Here the weights are "
    "(inputs, neurons), and a gradient has the shape of its variable.",
    fr="Les gradients de vos poids sont rangés comme au TP, un neurone par ligne. Ici, les poids "
    "sont (entrées, neurones), et un gradient a les dimensions de sa variable.",
)
def weights_as_in_the_lab(X, y, variables, cache):  # M81.6
    gradients = back(X, variables, cache, output_error(cache, y) / X.shape[0])
    return {n: tf.transpose(g) if n.startswith("W") else g for n, g in gradients.items()}


@gradients_by_hand.mistake(
    en="To come back from the logits to the hidden layer, you multiply by Wo as it is. It leads "
    "from H to K numbers; the way back needs its transpose.",
    fr="Pour revenir des logits à la couche cachée, vous multipliez par Wo tel quel. Wo mène de H "
    "à K nombres ; le chemin du retour demande sa transposée.",
)
def goes_back_through_the_weights_untransposed(X, y, variables, cache):  # M81.6
    def through(dZ):
        return tf.matmul(dZ, variables["Wo"])

    return back(X, variables, cache, output_error(cache, y) / X.shape[0], through=through)


@gradients_by_hand.mistake(
    en="Your biases sum over the neurons or the classes and leave one number for each instance. "
    "A bias belongs to a neuron and is shared by the instances: sum over these.",
    fr="Vos biais somment sur les neurones ou les classes, et laissent un nombre par instance. Un "
    "biais appartient à un neurone et sert à toutes les instances : c'est sur elles qu'on somme.",
)
def sums_the_biases_along_the_rows(X, y, variables, cache):  # M81.6
    def bias(dZ):
        return tf.reduce_sum(dZ, axis=1)

    return back(X, variables, cache, output_error(cache, y) / X.shape[0], bias=bias)


@gradients_by_hand.mistake(
    en="The gradients of your biases keep an axis of length 1, as in the lab. Here a bias has one "
    "axis only.",
    fr="Les gradients de vos biais gardent un axe de longueur 1, comme au TP. Ici, un biais n'a "
    "qu'un seul axe.",
)
def keeps_an_axis_of_the_biases(X, y, variables, cache):  # M81.6
    def bias(dZ):
        return tf.reduce_sum(dZ, axis=0, keepdims=True)

    return back(X, variables, cache, output_error(cache, y) / X.shape[0], bias=bias)


@gradients_by_hand.mistake(
    en="You subtract the labels themselves from the rows of F: 2 for class 2, in every column. "
    "The derivation has e(y) there, a row with a single 1.",
    fr="Vous soustrayez aux lignes de F les étiquettes elles-mêmes : 2 pour la classe 2, dans "
    "chaque colonne. Le calcul du cours a e(y) à cet endroit, une ligne avec un seul 1.",
)
def subtracts_the_labels(X, y, variables, cache):  # M81.7
    labels = tf.cast(y, tf.float64)[:, tf.newaxis]
    return back(X, variables, cache, (cache["F"] - labels) / X.shape[0])


@gradients_by_hand.mistake(
    en="The error at the output starts from the logits Zo; it is the probabilities F that are "
    "compared with e(y).",
    fr="L'erreur de sortie part des logits Zo ; ce sont les probabilités F que l'on compare à "
    "e(y).",
)
def starts_from_the_logits(X, y, variables, cache):
    error = output_error({"F": cache["Zo"]}, y)
    return back(X, variables, cache, error / X.shape[0])


@gradients_by_hand.mistake(
    en="All your gradients have the wrong sign: e(y) - F instead of F - e(y). A descent along "
    "them climbs.",
    fr="Tous vos gradients ont le mauvais signe : e(y) - F au lieu de F - e(y). En descendant le "
    "long de ceux-là, on monte.",
)
def wrong_sign(X, y, variables, cache):
    return back(X, variables, cache, -output_error(cache, y) / X.shape[0])


@gradients_by_hand.mistake(
    en="The slope of the hidden activation is missing: from H back to Zh, the chain rule passes "
    "through tanh.",
    fr="Il manque la pente de l'activation cachée : de H à Zh, la règle de la chaîne traverse "
    "tanh.",
)
def without_the_slope(X, y, variables, cache):  # M22.2
    return back(X, variables, cache, output_error(cache, y) / X.shape[0], slope=1.0)


@gradients_by_hand.mistake(
    en="You take the slope of the sigmoid, H(1 - H). The formula of the slide says σ′, but this "
    "network has tanh in its hidden layer.",
    fr="Vous prenez la pente de la sigmoïde, H(1 - H). La formule de la diapositive dit σ′, mais "
    "ce réseau a une tanh dans sa couche cachée.",
)
def slope_of_the_sigmoid(X, y, variables, cache):  # M22.3
    H = cache["H"]
    return back(X, variables, cache, output_error(cache, y) / X.shape[0], slope=H * (1 - H))


@gradients_by_hand.mistake(
    en="You take the slope of tanh at H, where tanh has been applied already: it belongs at Zh.",
    fr="Vous prenez la pente de tanh en H, où tanh est déjà passée : elle se prend en Zh.",
)
def slope_taken_at_the_activation(X, y, variables, cache):  # M22.4
    slope = 1 - tf.tanh(cache["H"]) ** 2
    return back(X, variables, cache, output_error(cache, y) / X.shape[0], slope=slope)


@gradients_by_hand.mistake(
    en="You square the pre-activation in 1 - Zh²: that formula of the slope is written with the "
    "activation.",
    fr="Vous élevez au carré la pré-activation dans 1 - Zh² : cette formule de la pente s'écrit "
    "avec l'activation.",
)
def squares_the_pre_activation(X, y, variables, cache):  # M22.5
    slope = 1 - cache["Zh"] ** 2
    return back(X, variables, cache, output_error(cache, y) / X.shape[0], slope=slope)


@gradients_by_hand.alternative
def one_mean_at_the_end(X, y, variables, cache):
    m = tf.cast(tf.shape(X)[0], X.dtype)
    dZo = output_error(cache, y)
    dZh = (dZo @ tf.transpose(variables["Wo"])) / tf.cosh(cache["Zh"]) ** 2
    return {
        "bo": tf.reduce_mean(dZo, axis=0),
        "Wo": tf.transpose(cache["H"]) @ dZo / m,
        "bh": tf.reduce_mean(dZh, axis=0),
        "Wh": tf.transpose(X) @ dZh / m,
    }


@gradients_by_hand.alternative
def instance_by_instance(X, y, variables, cache):
    m = X.shape[0]
    total = {name: tf.zeros_like(variable) for name, variable in variables.items()}
    for i in range(m):
        dzo = cache["F"][i] - tf.eye(cache["F"].shape[1], dtype=X.dtype)[y[i]]
        dzh = tf.linalg.matvec(variables["Wo"], dzo) * (1 - cache["H"][i] ** 2)
        total["Wh"] += tf.tensordot(X[i], dzh, axes=0) / m
        total["bh"] += dzh / m
        total["Wo"] += tf.einsum("h,k->hk", cache["H"][i], dzo) / m
        total["bo"] += dzo / m
    return total


for name in "XH":
    gradients_by_hand.equivalent(
        f"tf.one_hot(y, F.shape[1], dtype=F.dtype) → tf.one_hot(y, F.shape[1], dtype={name}.dtype)",
        "All of them are float64.",
    )
for name in "yHF":
    gradients_by_hand.equivalent(
        f"X.shape[0] → {name}.shape[0]", "All of them have one entry, or one row, an instance."
    )
