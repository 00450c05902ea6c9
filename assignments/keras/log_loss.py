"""Part A: the loss from logits and integer labels (exercise E81)."""

import numpy as np
import tensorflow as tf
from reference.tf import network

from autograder import Part

from .drawing import classes

part = Part("log_loss")

mean_nll = part.question(network.mean_nll, points=8)


@mean_nll.probe
def _(mean_nll, Zo, y):
    logits = tf.Variable(Zo)
    with tf.GradientTape() as watching:
        loss = mean_nll(logits + 0.0, tf.constant(y))
    is_tensor = isinstance(loss, tf.Tensor)
    slope = watching.gradient(loss, logits) if is_tensor else None
    return {"loss": loss, "slope along Zo": slope}


@mean_nll.case("two instances, three classes", visible=True, fr="deux instances, trois classes")
def _(rng):
    return {"Zo": rng.normal(size=(2, 3)).round(2), "y": np.array([2, 0])}


@mean_nll.case("seven instances, five classes", fr="sept instances, cinq classes")
def _(rng):
    return {"Zo": rng.normal(size=(7, 5)).round(2), "y": np.array([1, 3, 0, 2, 3, 3, 1])}


@mean_nll.case("a single instance", fr="une seule instance")
def _(rng):
    return {"Zo": rng.normal(size=(1, 3)).round(2), "y": np.array([1])}


@mean_nll.case("as many instances as classes", fr="autant d'instances que de classes")
def _(rng):
    return {"Zo": rng.normal(size=(3, 3)).round(2), "y": np.array([2, 1, 1])}


@mean_nll.case("logits of 1000", fr="des logits de 1000")
def _(rng):
    Zo = rng.normal(size=(3, 4)).round(2)
    Zo[0, 1] += 1000.0
    Zo[2, 3] -= 1000.0
    return {"Zo": Zo, "y": np.array([0, *classes(rng, 1, 4), 3])}


def each_nll(Zo, y):
    return tf.nn.sparse_softmax_cross_entropy_with_logits(y, Zo)


@mean_nll.mistake(
    en="You add up the losses of the instances instead of averaging them: the larger the batch, "
    "the larger the loss, and the step that follows from it.",
    fr="Vous additionnez les pertes des instances au lieu d'en faire la moyenne : plus le lot est "
    "grand, plus la perte l'est, et le pas qui en découle aussi.",
)
def sums_over_the_instances(Zo, y):  # M81.5
    return tf.reduce_sum(each_nll(Zo, y))


@mean_nll.mistake(
    en="You average over all m·K entries. Only one of the K entries of an instance counts, so your "
    "loss is K times too small.",
    fr="Vous faites la moyenne sur les m·K coefficients. Un seul des K coefficients d'une instance "
    "compte : votre perte est K fois trop petite.",
)
def averages_over_the_classes_too(Zo, y):  # M81.5
    return tf.reduce_mean(each_nll(Zo, y)) / Zo.shape[1]


@mean_nll.mistake(
    en="You return one loss for each instance: training needs a single number, their mean.",
    fr="Vous renvoyez une perte par instance : l'entraînement a besoin d'un seul nombre, leur "
    "moyenne.",
)
def one_loss_for_each_instance(Zo, y):  # M81.5
    return each_nll(Zo, y)


@mean_nll.mistake(
    en="You multiply the log-probabilities by the labels themselves: class 3 counts three times "
    "and class 0 not at all. A label is the name of a class, not a quantity; turn it into a row "
    "with a single 1 first.",
    fr="Vous multipliez les log-probabilités par les étiquettes elles-mêmes : la classe 3 compte "
    "trois fois, et la classe 0 pas du tout. Une étiquette est le nom d'une classe, pas une "
    "quantité : faites-en d'abord une ligne avec un seul 1.",
)
def multiplies_by_the_labels(Zo, y):  # M81.7
    labels = tf.cast(y, Zo.dtype)[:, tf.newaxis]
    return -tf.reduce_mean(tf.reduce_sum(labels * tf.nn.log_softmax(Zo), axis=1))


@mean_nll.mistake(
    en="You hand integer labels to a loss that wants one row of K numbers for each instance. It "
    "stops with an error or, where there are as many instances as classes, goes on and is wrong.",
    fr="Vous donnez des étiquettes entières à une perte qui veut une ligne de K nombres par "
    "instance. Elle s'arrête sur une erreur ou, s'il y a autant d'instances que de classes, "
    "continue et se trompe.",
)
def labels_where_rows_are_wanted(Zo, y):  # M81.7
    losses = tf.nn.softmax_cross_entropy_with_logits(tf.cast(y, Zo.dtype), Zo)
    return tf.reduce_mean(losses)


@mean_nll.mistake(
    en="You count the classes from 1: class 0 has no 1 in its row, and every other class has it "
    "one place too far to the left.",
    fr="Vous comptez les classes à partir de 1 : la classe 0 n'a pas de 1 dans sa ligne, et les "
    "autres l'ont une place trop à gauche.",
)
def counts_the_classes_from_one(Zo, y):  # M81.7
    targets = tf.one_hot(y - 1, Zo.shape[1], dtype=Zo.dtype)
    return -tf.reduce_mean(tf.reduce_sum(targets * tf.nn.log_softmax(Zo), axis=1))


@mean_nll.mistake(
    en="Softmax is taken twice: a loss from logits takes it itself, and you hand it probabilities.",
    fr="Le softmax est pris deux fois : une perte calculée sur des logits le fait elle-même, et "
    "vous lui donnez des probabilités.",
)
def takes_softmax_twice(Zo, y):  # M80.2
    return tf.reduce_mean(each_nll(tf.nn.softmax(Zo), y))


@mean_nll.mistake(
    en="You take the softmax and then the logarithm of a probability that has been rounded to 0: "
    "the loss is infinite. The logarithm of a softmax can be had in one piece.",
    fr="Vous prenez le softmax, puis le logarithme d'une probabilité arrondie à 0 : la perte est "
    "infinie. Le logarithme d'un softmax s'obtient d'un seul tenant.",
)
def logarithm_after_the_rounding(Zo, y):
    targets = tf.one_hot(y, Zo.shape[1], dtype=Zo.dtype)
    picked = tf.reduce_sum(targets * tf.nn.softmax(Zo), axis=1)
    return -tf.reduce_mean(tf.math.log(picked))


@mean_nll.mistake(
    en="Your loss is the mean log-probability, without its minus sign: minimising it would make "
    "the network surer and surer of the wrong classes.",
    fr="Votre perte est la log-probabilité moyenne, sans son signe moins : en la minimisant, on "
    "rendrait le réseau de plus en plus sûr des mauvaises classes.",
)
def forgets_the_minus_sign(Zo, y):
    return -tf.reduce_mean(each_nll(Zo, y))


@mean_nll.mistake(
    en="The number is right, but it is one of NumPy's: no tape can follow it back to Zo, and "
    "nothing will have a gradient.",
    fr="Le nombre est juste, mais c'est un nombre NumPy : aucun tape ne peut le suivre jusqu'à Zo, "
    "et rien n'aura de gradient.",
)
def returns_a_number_of_numpy(Zo, y):  # M81.2
    return tf.reduce_mean(each_nll(Zo, y)).numpy()


@mean_nll.alternative
def without_one_hot(Zo, y):
    return tf.reduce_mean(each_nll(Zo, y))


@mean_nll.alternative
def by_gathering(Zo, y):
    shifted = Zo - tf.stop_gradient(tf.reduce_max(Zo, axis=1, keepdims=True))
    picked = tf.gather(shifted, y, axis=1, batch_dims=1)
    return tf.reduce_mean(tf.reduce_logsumexp(shifted, axis=1) - picked)


@mean_nll.alternative
def with_one_hot_rows(Zo, y):
    targets = tf.eye(Zo.shape[1], dtype=Zo.dtype)
    losses = tf.nn.softmax_cross_entropy_with_logits(tf.gather(targets, y), Zo)
    return tf.math.reduce_mean(losses)
