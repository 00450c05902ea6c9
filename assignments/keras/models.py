"""Part D: a Keras model (exercise E80)."""

import keras
import numpy as np
from reference.tf import models

from autograder import Part, Tolerance

from .drawing import rows, values

part = Part("models")

SINGLE = Tolerance(rtol=1e-4, atol=1e-6)
"""Keras computes in float32, unless a probe has it do otherwise: what is printed in a release must
not depend on how a processor rounds."""

build_model = part.question(models.build_model, points=6, tolerance=SINGLE)


@build_model.probe
def _(build_model, X, H, K, weights):
    usual = keras.config.dtype_policy()
    keras.config.set_dtype_policy("float64")
    try:
        model = build_model(X, H, K)
        shapes = [tuple(array.shape) for array in model.get_weights()]
        outputs = None
        if shapes == [array.shape for array in weights]:
            model.set_weights(weights)
            outputs = np.array(model(X))
    finally:
        keras.config.set_dtype_policy(usual)
    return {"shapes of the weights": shapes, "outputs": outputs}


def inputs(rng, m, N, H, K, digits=9):
    arrays = values(rng, N, H, K, digits=digits).values()
    weights = [array.astype(np.float32) for array in arrays]
    X = rows(rng, m, N, digits).astype(np.float32)
    return {"X": X, "H": H, "K": K, "weights": weights}


@build_model.case(
    "two instances of three numbers", visible=True, fr="deux instances de trois nombres"
)
def _(rng):
    return inputs(rng, 2, 3, 4, 2, digits=2)


@build_model.case("seven instances, three classes", fr="sept instances, trois classes")
def _(rng):
    return inputs(rng, 7, 2, 5, 3)


def built(N, H, K, hidden="tanh", output="softmax", **options):
    dense = keras.layers.Dense
    layers = [dense(H, activation=hidden, **options), dense(K, activation=output, **options)]
    return keras.Sequential([keras.Input(shape=(N,)), *layers])


@build_model.mistake(
    en="The model has as many inputs as your batch has instances. An input is a feature: a row has "
    "N of them, and the number of rows is no business of the model.",
    fr="Le modèle a autant d'entrées que votre lot a d'instances. Une entrée est une variable : "
    "une ligne en a N, et le nombre de lignes ne regarde pas le modèle.",
)
def as_many_inputs_as_instances(X, H, K):  # M80.5
    return built(X.shape[0], H, K)


@build_model.mistake(
    en="The softmax is missing: your outputs are logits, which a loss would take for "
    "probabilities unless it is told.",
    fr="Il manque le softmax : vos sorties sont des logits, qu'une perte prendrait pour des "
    "probabilités si on ne la prévient pas.",
)
def without_softmax(X, H, K):  # M80.1
    return built(X.shape[1], H, K, output=None)


@build_model.mistake(
    en="The activations have changed places: softmax makes the hidden neurons compete, and tanh "
    "gives outputs that are no probabilities.",
    fr="Les activations ont échangé leurs places : le softmax met les neurones cachés en "
    "concurrence, et tanh donne des sorties qui ne sont pas des probabilités.",
)
def activations_change_places(X, H, K):  # M80.4
    return built(X.shape[1], H, K, hidden="softmax", output="tanh")


@build_model.mistake(
    en="Your tanh comes after the second layer, below the softmax, and nothing bends what the "
    "hidden layer gives: two linear layers in a row are worth one.",
    fr="Votre tanh vient après la deuxième couche, juste avant le softmax, et rien ne courbe ce "
    "que donne la couche cachée : deux couches linéaires de suite n'en valent qu'une.",
)
def tanh_after_the_second_layer(X, H, K):  # M80.4
    return built(
        X.shape[1], H, K, hidden=None, output=lambda z: keras.ops.softmax(keras.ops.tanh(z))
    )


@build_model.mistake(
    en="The hidden layer has no activation: a Dense layer is linear unless it is told otherwise.",
    fr="La couche cachée n'a pas d'activation : une couche Dense est linéaire si on ne lui dit "
    "rien d'autre.",
)
def hidden_layer_stays_linear(X, H, K):  # M80.4
    return built(X.shape[1], H, K, hidden=None)


@build_model.mistake(
    en="The hidden layer has ReLU. The network of the lecture, and of the lab, has tanh there.",
    fr="La couche cachée a une ReLU. Le réseau du cours, et celui du TP, y ont une tanh.",
)
def relu_in_the_hidden_layer(X, H, K):  # M80.4
    return built(X.shape[1], H, K, hidden="relu")


@build_model.mistake(
    en="Your layers have no biases: the model of the lecture has one for each neuron.",
    fr="Vos couches n'ont pas de biais : le modèle du cours en a un par neurone.",
)
def without_biases(X, H, K):
    return built(X.shape[1], H, K, use_bias=False)


@build_model.mistake(
    en="H and K have changed places: the hidden layer has as many neurons as there are classes.",
    fr="H et K ont échangé leurs places : la couche cachée a autant de neurones qu'il y a de "
    "classes.",
)
def exchanges_neurons_and_classes(X, H, K):
    return built(X.shape[1], K, H)


@build_model.mistake(
    en="There is no hidden layer: the softmax stands right on the inputs.",
    fr="Il n'y a pas de couche cachée : le softmax est posé directement sur les entrées.",
)
def without_a_hidden_layer(X, H, K):
    layers = [keras.Input(shape=(X.shape[1],)), keras.layers.Dense(K, activation="softmax")]
    return keras.Sequential(layers)


@build_model.alternative
def activations_as_layers(X, H, K):
    model = keras.Sequential()
    model.add(keras.layers.Dense(H))
    model.add(keras.layers.Activation("tanh"))
    model.add(keras.layers.Dense(K))
    model.add(keras.layers.Softmax())
    model.build((None, X.shape[1]))
    return model


@build_model.alternative
def with_the_functional_interface(X, H, K):
    first = keras.Input(shape=X.shape[1:])
    hidden = keras.layers.Dense(H, activation=keras.activations.tanh)(first)
    last = keras.layers.Dense(K, activation=keras.activations.softmax)(hidden)
    return keras.Model(first, last)
