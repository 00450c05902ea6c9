"""Part D: the loss that fits a model's outputs and its labels (exercise E80)."""

import keras
import numpy as np
from reference.tf import models

from autograder import Part

from .models import SINGLE

part = Part("model_losses")

make_loss = part.question(models.make_loss, points=6, tolerance=SINGLE)


@make_loss.probe
def _(make_loss, has_softmax, one_hot, labels, outputs):
    usual = keras.config.floatx()
    keras.config.set_floatx("float64")
    try:
        loss = make_loss(has_softmax, one_hot)(labels, outputs)
    finally:
        keras.config.set_floatx(usual)
    return np.array(loss)


def judged(rng, m, K, has_softmax, one_hot, digits=9):
    Z = rng.normal(scale=2.0, size=(m, K)).round(digits)
    F = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    y = rng.permutation(np.arange(m) % (K - 1))
    return {
        "has_softmax": has_softmax,
        "one_hot": one_hot,
        "labels": np.eye(K)[y] if one_hot else y,
        "outputs": F.round(digits) if has_softmax else Z,
    }


@make_loss.case(
    "probabilities, integer labels", visible=True, fr="probabilités, étiquettes entières"
)
def _(rng):
    return judged(rng, 2, 3, has_softmax=True, one_hot=False, digits=4)


@make_loss.case("logits, one-hot labels", visible=True, fr="logits, étiquettes one-hot")
def _(rng):
    return judged(rng, 2, 3, has_softmax=False, one_hot=True, digits=4)


@make_loss.case("logits, integer labels", fr="logits, étiquettes entières")
def _(rng):
    return judged(rng, 7, 4, has_softmax=False, one_hot=False)


@make_loss.case("probabilities, one-hot labels", fr="probabilités, étiquettes one-hot")
def _(rng):
    return judged(rng, 7, 4, has_softmax=True, one_hot=True)


@make_loss.case("logits, one row for each label", fr="logits, une ligne par étiquette")
def _(rng):
    return judged(rng, 5, 3, has_softmax=False, one_hot=True)


@make_loss.case(
    "probabilities, an integer for each label", fr="probabilités, un entier par étiquette"
)
def _(rng):
    return judged(rng, 5, 3, has_softmax=True, one_hot=False)


def loss_for(from_logits, one_hot, **options):
    kind = keras.losses.SparseCategoricalCrossentropy
    if one_hot:
        kind = keras.losses.CategoricalCrossentropy
    return kind(from_logits=from_logits, **options)


@make_loss.mistake(
    en="Your loss always takes the outputs for probabilities. Of a model without softmax they are "
    "logits: negative ones are cut off at zero, and the number means nothing.",
    fr="Votre perte prend toujours les sorties pour des probabilités. Celles d'un modèle sans "
    "softmax sont des logits : les négatifs sont rabotés à zéro, et le nombre ne veut plus rien "
    "dire.",
)
def logits_taken_for_probabilities(has_softmax, one_hot):  # M80.1
    return loss_for(False, one_hot)


@make_loss.mistake(
    en="Your loss always takes softmax itself. Of a model that ends with softmax it is the second "
    "one: the network learns slowly, and the loss never comes near zero.",
    fr="Votre perte fait toujours elle-même le softmax. Pour un modèle qui finit par un softmax, "
    "c'est le deuxième : le réseau apprend lentement, et la perte n'approche jamais de zéro.",
)
def softmax_upon_softmax(has_softmax, one_hot):  # M80.2
    return loss_for(True, one_hot)


@make_loss.mistake(
    en="from_logits says the opposite: it is True of a model that does not end with softmax.",
    fr="from_logits dit le contraire : il vaut True pour un modèle qui ne finit pas par un "
    "softmax.",
)
def says_the_opposite_of_logits(has_softmax, one_hot):  # M80.1, M80.2
    return loss_for(has_softmax, one_hot)


@make_loss.mistake(
    en="You always take the sparse loss, which wants one integer for each instance: rows of zeros "
    "and ones do not fit it.",
    fr="Vous prenez toujours la perte « sparse », qui veut un entier par instance : des lignes de "
    "zéros et de uns ne lui vont pas.",
)
def sparse_whatever_the_labels(has_softmax, one_hot):  # M80.3
    return loss_for(not has_softmax, False)


@make_loss.mistake(
    en="You always take the loss for rows of zeros and ones: it cannot read integer labels.",
    fr="Vous prenez toujours la perte faite pour des lignes de zéros et de uns : elle ne sait pas "
    "lire des étiquettes entières.",
)
def rows_whatever_the_labels(has_softmax, one_hot):  # M80.3
    return loss_for(not has_softmax, True)


@make_loss.mistake(
    en="The two losses have changed places: sparse means that the labels are integers.",
    fr="Les deux pertes ont échangé leurs places : « sparse » veut dire que les étiquettes sont "
    "des entiers.",
)
def sparse_for_rows(has_softmax, one_hot):  # M80.3
    return loss_for(not has_softmax, not one_hot)


@make_loss.mistake(
    en="Your loss adds up the instances of the batch: its size would decide how large a step is.",
    fr="Votre perte additionne les instances du lot : c'est la taille du lot qui déciderait de "
    "celle du pas.",
)
def sums_over_the_batch(has_softmax, one_hot):  # M81.5
    return loss_for(not has_softmax, one_hot, reduction="sum")


@make_loss.mistake(
    en="Your loss gives one number for each instance: nothing averages them.",
    fr="Votre perte donne un nombre par instance : rien n'en fait la moyenne.",
)
def one_loss_for_each_instance(has_softmax, one_hot):  # M81.5
    return loss_for(not has_softmax, one_hot, reduction="none")


@make_loss.alternative
def as_a_plain_function(has_softmax, one_hot):
    def loss(labels, outputs):
        logs = keras.ops.log(outputs) if has_softmax else keras.ops.log_softmax(outputs)
        if not one_hot:
            labels = keras.ops.one_hot(labels, outputs.shape[1])
        return -keras.ops.mean(keras.ops.sum(labels * logs, axis=1))

    return loss


@make_loss.alternative
def with_the_functions_of_keras(has_softmax, one_hot):
    losses = keras.losses
    name = "categorical_crossentropy" if one_hot else "sparse_categorical_crossentropy"

    def loss(labels, outputs):
        each = getattr(losses, name)(labels, outputs, from_logits=not has_softmax)
        return keras.ops.mean(each)

    return loss
