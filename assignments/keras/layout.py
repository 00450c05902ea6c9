"""Part A: the parameters of the lab as variables of TensorFlow (exercise E81)."""

import numpy as np
import tensorflow as tf
from reference.tf import network

from autograder import Part

from .drawing import lab_params

part = Part("layout")

to_variables = part.question(network.to_variables, points=5)


@to_variables.probe
def _(to_variables, params):
    made = to_variables(params)
    arrays = {name: np.asarray(each) for name, each in made.items()}
    return {
        "values": arrays,
        "dtypes": {name: array.dtype.name for name, array in arrays.items()},
        "tf.Variable": {name: isinstance(each, tf.Variable) for name, each in made.items()},
        "trainable": {name: bool(getattr(each, "trainable", 0)) for name, each in made.items()},
    }


@to_variables.case(
    "two inputs, three neurons, two classes",
    visible=True,
    fr="deux entrées, trois neurones, deux classes",
)
def _(rng):
    return {"params": lab_params(rng, 2, 3, 2)}


@to_variables.case("five neurons, seven classes", fr="cinq neurones, sept classes")
def _(rng):
    return {"params": lab_params(rng, 3, 5, 7)}


@to_variables.case(
    "as many neurons as inputs and classes", fr="autant de neurones que d'entrées et de classes"
)
def _(rng):
    return {"params": lab_params(rng, 3, 3, 3)}


@to_variables.case("a single neuron", fr="un seul neurone")
def _(rng):
    return {"params": lab_params(rng, 3, 1, 2)}


def made(params, weight=lambda W: W.T, bias=lambda b: b[:, 0], of=tf.Variable):
    """The variables, with the slips that the mistakes below are made of."""
    return {
        "Wh": of(weight(params["W1"])),
        "bh": of(bias(params["b1"])),
        "Wo": of(weight(params["W2"])),
        "bo": of(bias(params["b2"])),
    }


@to_variables.mistake(
    en="Your weights still stand as in the lab, one neuron a row. Here an instance is a row, and "
    "multiplies the weights from the left: look at the shapes that the description fixes.",
    fr="Vos poids sont encore rangés comme au TP, un neurone par ligne. Ici, une instance est une "
    "ligne, qui multiplie les poids par la gauche : regardez les dimensions de la description.",
)
def leaves_the_weights_as_in_the_lab(params):  # M81.6
    return made(params, weight=lambda W: W)


@to_variables.mistake(
    en="The shapes are right, but the numbers have not changed places with them: a reshape reads "
    "the entries row by row and lays them out anew. A weight from input j to neuron k must stay "
    "the weight from j to k.",
    fr="Les dimensions sont bonnes, mais les nombres n'ont pas changé de place avec elles : un "
    "reshape relit les coefficients ligne par ligne et les redispose. Le poids de l'entrée j vers "
    "le neurone k doit rester celui de j vers k.",
)
def reshapes_instead_of_transposing(params):  # M81.6
    return made(params, weight=lambda W: W.reshape(W.shape[::-1]))


@to_variables.mistake(
    en="Your biases are still columns. Added to a batch of rows, a column of H entries is "
    "stretched along the wrong axis, and without any error where there are as many instances.",
    fr="Vos biais sont encore des colonnes. Ajoutée à un lot de lignes, une colonne de H "
    "coefficients s'étend le long du mauvais axe, et sans erreur s'il y a autant d'instances.",
)
def keeps_the_biases_as_columns(params):  # M81.6
    return made(params, bias=lambda b: b)


@to_variables.mistake(
    en="What you make are constants: nothing can be assigned to them, and a tape does not watch "
    "them by itself.",
    fr="Ce que vous fabriquez, ce sont des constantes : on ne peut rien leur affecter, et un "
    "tape ne les surveille pas de lui-même.",
)
def makes_constants(params):
    return made(params, of=tf.constant)


@to_variables.mistake(
    en="Your variables are in float32: after seven digits the comparison with the NumPy "
    "gradients is lost in rounding. The arrays come in float64; keep that.",
    fr="Vos variables sont en float32 : au bout de sept chiffres, la comparaison avec les "
    "gradients NumPy se perd dans les arrondis. Les tableaux arrivent en float64 : gardez ce type.",
)
def rounds_to_float32(params):
    return made(params, of=lambda array: tf.Variable(array, dtype=tf.float32))


@to_variables.mistake(
    en="Your variables are not trainable: a tape leaves them unwatched, and every gradient will "
    "be None.",
    fr="Vos variables ne sont pas entraînables : le tape ne les surveillera pas, et chaque "
    "gradient vaudra None.",
)
def makes_them_untrainable(params):
    return made(params, of=lambda array: tf.Variable(array, trainable=False))


@to_variables.alternative
def with_tensorflow_alone(params):
    return made(
        params,
        of=lambda array: tf.Variable(array, name="θ"),
        weight=tf.transpose,
        bias=lambda b: tf.reshape(b, [-1]),
    )


@to_variables.alternative
def biases_raveled(params):
    return made(params, weight=lambda W: W.T.copy(), bias=lambda b: b.ravel())


for each in ("(:, 0) → (:, -1)", "(:, 0) → (:, -1) #2"):
    to_variables.equivalent(each, "A column has one entry in each row: the first is the last.")
