"""Part A: the forward pass on variables, which a tape must be able to follow (exercise E81)."""

import numpy as np
import tensorflow as tf
from reference.tf import network

from autograder import Part

from .drawing import rows, values

part = Part("forward_pass")

forward = part.question(network.forward, points=9)


@forward.probe
def _(forward, X, values):
    variables = {name: tf.Variable(array) for name, array in values.items()}
    followed = {}
    with tf.GradientTape() as watching:
        cache = forward(tf.constant(X), variables)
        if isinstance(cache, dict) and "F" in cache:
            total = tf.reduce_sum(tf.convert_to_tensor(cache["F"]) ** 2)
            followed = watching.gradient(total, variables)
    followed = {name: gradient is not None for name, gradient in followed.items()}
    return {"cache": cache, "the tape can follow F back to": followed}


def inputs(rng, m, N, H, K, scale=1.0):
    return {"X": rows(rng, m, N), "values": values(rng, N, H, K, scale)}


@forward.case("two instances of three numbers", visible=True, fr="deux instances de trois nombres")
def _(rng):
    return inputs(rng, 2, 3, 2, 2)


@forward.case("seven instances, five neurons", fr="sept instances, cinq neurones")
def _(rng):
    return inputs(rng, 7, 3, 5, 2)


@forward.case("a single instance", fr="une seule instance")
def _(rng):
    return inputs(rng, 1, 2, 5, 3)


@forward.case(
    "as many instances as neurons and classes",
    fr="autant d'instances que de neurones et de classes",
)
def _(rng):
    return inputs(rng, 3, 3, 3, 3)


@forward.case("logits beyond 1000", fr="des logits au-delà de 1000")
def _(rng):
    case = inputs(rng, 2, 3, 5, 4)
    case["values"]["bo"] = case["values"]["bo"] + np.array([1500.0, -1500.0, 1500.0, 0.0])
    return case


def passed(X, variables, g=tf.tanh, output=tf.nn.softmax, hidden="H", bias_h=1.0, bias_o=1.0):
    """The forward pass, with the slips that the mistakes below are made of."""
    Zh = tf.matmul(X, variables["Wh"]) + bias_h * variables["bh"]
    H = g(Zh)
    Zo = tf.matmul(H if hidden == "H" else Zh, variables["Wo"]) + bias_o * variables["bo"]
    return {"Zh": Zh, "H": H, "Zo": Zo, "F": output(Zo)}


@forward.mistake(
    en="Between the layers your numbers leave TensorFlow, by .numpy() or by a function of NumPy. "
    "The values are right, but no tape can follow a computation through NumPy: Wh and bh would "
    "have None for a gradient, and the first layer would never learn.",
    fr="Entre les deux couches, vos nombres quittent TensorFlow, par .numpy() ou par une fonction "
    "de NumPy. Les valeurs sont justes, mais aucun tape ne suit un calcul à travers NumPy : Wh et "
    "bh auraient None pour gradient, et la première couche n'apprendrait jamais.",
)
def hidden_layer_through_numpy(X, variables):  # M81.2
    return passed(X, variables, g=lambda Z: np.tanh(Z.numpy()))


@forward.mistake(
    en="You return arrays: with .numpy() the way back to the variables is cut. Keep the tensors; "
    "whoever wants arrays can still ask for them.",
    fr="Vous renvoyez des tableaux : avec .numpy(), le chemin du retour vers les variables est "
    "coupé. Gardez les tenseurs ; qui voudra des tableaux pourra toujours les demander.",
)
def returns_arrays(X, variables):  # M81.2
    return {name: tensor.numpy() for name, tensor in passed(X, variables).items()}


@forward.mistake(
    en="Your matrices stand as in the lab, one instance a column. Here the rows are the instances, "
    "in what comes in and in all that goes out.",
    fr="Vos matrices sont rangées comme au TP, une instance par colonne. Ici, les lignes sont les "
    "instances, dans ce qui entre comme dans tout ce qui sort.",
)
def columns_as_in_the_lab(X, variables):  # M81.6
    return {name: tf.transpose(tensor) for name, tensor in passed(X, variables).items()}


@forward.mistake(
    en="Your softmax runs over the instances: it is the columns that sum to 1. In this notebook an "
    "instance is a row, and its K classes compete along that row.",
    fr="Votre softmax porte sur les instances : ce sont vos colonnes qui somment à 1. Dans ce "
    "notebook, une instance est une ligne, et ses K classes se disputent cette ligne.",
)
def softmax_over_the_instances(X, variables):  # M81.6
    return passed(X, variables, output=lambda Z: tf.nn.softmax(Z, axis=0))


@forward.mistake(
    en="The hidden layer stays linear: H is Zh itself, and two linear layers are worth one.",
    fr="La couche cachée reste linéaire : H est Zh lui-même, et deux couches linéaires n'en valent "
    "qu'une.",
)
def hidden_layer_without_activation(X, variables):
    return passed(X, variables, g=tf.identity)


@forward.mistake(
    en="Your hidden layer is a sigmoid. The network of this homework has tanh there, as the Keras "
    "model of the lecture.",
    fr="Votre couche cachée est une sigmoïde. Le réseau de ce devoir y a une tanh, comme le modèle "
    "Keras du cours.",
)
def sigmoid_in_the_hidden_layer(X, variables):
    return passed(X, variables, g=tf.sigmoid)


@forward.mistake(
    en="The output layer reads Zh, the pre-activations: H is computed, and never used.",
    fr="La couche de sortie lit Zh, les pré-activations : H est calculé, mais ne sert jamais.",
)
def output_layer_reads_the_pre_activations(X, variables):
    return passed(X, variables, hidden="Zh")


@forward.mistake(
    en="The biases are never added: a neuron whose weighted sum is zero has nothing to say.",
    fr="Les biais ne sont jamais ajoutés : un neurone dont la somme pondérée est nulle n'a plus "
    "rien à dire.",
)
def forgets_the_biases(X, variables):
    return passed(X, variables, bias_h=0.0, bias_o=0.0)


@forward.mistake(
    en="F holds the logits Zo: they are not probabilities yet.",
    fr="F contient les logits Zo : ce ne sont pas encore des probabilités.",
)
def returns_the_logits(X, variables):
    return passed(X, variables, output=tf.identity)


@forward.mistake(
    en="The logits go through tanh before the softmax: stuck between -1 and 1, they can never be "
    "sure of a class. The output layer has one activation only.",
    fr="Les logits passent par tanh avant le softmax : coincés entre -1 et 1, ils ne peuvent "
    "jamais être sûrs d'une classe. La couche de sortie n'a qu'une activation.",
)
def activates_the_logits_too(X, variables):
    return passed(X, variables, output=lambda Z: tf.nn.softmax(tf.tanh(Z)))


@forward.mistake(
    en="The exponentials of large logits overflow, and F has nan. Softmax does not change when "
    "all the logits of an instance are shifted by one number: TensorFlow's own uses this.",
    fr="Les exponentielles de grands logits débordent, et F contient nan. Le softmax ne change pas "
    "quand on décale d'un même nombre tous les logits d'une instance : celui de TensorFlow en "
    "profite.",
)
def softmax_without_the_shift(X, variables):
    def naive(Z):
        return tf.exp(Z) / tf.reduce_sum(tf.exp(Z), axis=1, keepdims=True)

    return passed(X, variables, output=naive)


@forward.alternative
def with_operators(X, variables):
    Zh = X @ variables["Wh"] + variables["bh"]
    H = tf.math.tanh(Zh)
    Zo = H @ variables["Wo"] + variables["bo"]
    shifted = tf.exp(Zo - tf.reduce_max(Zo, axis=1, keepdims=True))
    F = shifted / tf.reduce_sum(shifted, axis=1, keepdims=True)
    return {"F": F, "Zo": Zo, "H": H, "Zh": Zh}


@forward.alternative
def with_einsum_and_exponentials(X, variables):
    Zh = tf.einsum("mn,nh->mh", X, variables["Wh"]) + variables["bh"][tf.newaxis]
    H = 2 * tf.sigmoid(2 * Zh) - 1
    Zo = tf.nn.bias_add(tf.einsum("mh,hk->mk", H, variables["Wo"]), variables["bo"])
    return {"Zh": Zh, "H": H, "Zo": Zo, "F": tf.exp(tf.nn.log_softmax(Zo, axis=1))}
