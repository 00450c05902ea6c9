"""Part D: the network, trained and handed in, judged on digits that were not given."""

import functools
from pathlib import Path

import numpy as np
import torch
from reference.datasets import digits
from reference.pictures import moved
from reference.pytorch import convnet as ref

from autograder import Part

part = Part("weights")

DATA = Path(__file__).parent / "data"
GIVEN = 1200
"""The first digits are given in the notebook; what is judged is drawn from the others."""

SHAPES = {
    "conv1.weight": (8, 1, 3, 3),
    "conv1.bias": (8,),
    "conv2.weight": (16, 8, 3, 3),
    "conv2.bias": (16,),
    "fc.weight": (10, 64),
    "fc.bias": (10,),
}


def stored(name):
    """Return weights that `hands/make_weights.py` has trained."""
    with np.load(DATA / f"{name}.npz", allow_pickle=False) as arrays:
        return dict(arrays)


@part.weights(
    "digit_weights",
    file="weights.safetensors",
    shapes=SHAPES,
    points=11,
    texts={
        "en": "Train a `DigitNet()` of 8 and 16 channels on the first 1200 digits, and hand in its "
        "`state_dict()` as `weights.safetensors`. What counts is how it reads digits that are not "
        "among these: at least 85 % of them right, and at least 80 % where each picture has been "
        "moved by up to one pixel in each direction.",
        "fr": "Entraînez un `DigitNet()` à 8 et 16 canaux sur les 1200 premiers chiffres, et "
        "rendez son `state_dict()` sous le nom `weights.safetensors`. Ce qui compte, c'est sa "
        "lecture de chiffres qui n'en font pas partie. La moitié de justes vaut un cinquième des "
        "points, au moins 85 % en valent deux de plus, et les deux derniers sont pour au moins "
        "80 % quand chaque image a été décalée d'un pixel au plus dans chaque direction.",
    },
)
def digit_weights():
    return stored("weights")


read_digits = functools.cache(digits)


def others(rng):
    X, y = read_digits()
    chosen = GIVEN + rng.permutation(len(y) - GIVEN)[:400]
    return X.T.reshape(-1, 8, 8)[chosen], y[chosen]


@digit_weights.case("half of the digits", fr="la moitié des chiffres")
def _(rng):
    pictures, y = others(rng)
    return {"pictures": pictures, "y": y, "least": 0.5}


@digit_weights.case(
    "digits that were not given", weight=2.0, fr="des chiffres qui n'ont pas été donnés"
)
def _(rng):
    pictures, y = others(rng)
    return {"pictures": pictures, "y": y, "least": 0.85}


@digit_weights.case(
    "the same, up to one pixel off", weight=2.0, fr="les mêmes, décalés d'un pixel au plus"
)
def _(rng):
    pictures, y = others(rng)
    return {"pictures": moved(pictures, rng), "y": y, "least": 0.8}


def share_right(weights, pictures, y):
    """Return the share of the pictures that a network with these weights reads rightly."""
    model = ref.DigitNet()
    tensors = {name: torch.tensor(array, dtype=torch.float32) for name, array in weights.items()}
    model.load_state_dict(tensors)
    return float(np.mean(ref.predict(model, pictures) == y))


def range_of(share, least):
    if share >= least:
        return f"at least {least:.0%}"
    return f"from 30% to {least:.0%}" if share >= 0.3 else "below 30%"


@digit_weights.summary
def _(weights, pictures, y, least):
    accuracy = share_right(weights, pictures, y)
    # What else it may have been trained for: a network that reads this well did not come about
    # by chance.
    others = {
        "pixels from 0 to 16": (16 * pictures, y),
        "rows and columns exchanged": (pictures.transpose(0, 2, 1), y),
        "classes one further on": (pictures, (y + 1) % 10),
        "black and white exchanged": (1 - pictures, y),
    }
    reads = {name: share_right(weights, *seen) for name, seen in others.items()}
    best = max(reads, key=lambda name: reads[name])
    meant_for = best if accuracy < 0.3 and reads[best] > 0.5 else "these pictures"
    return {"accuracy": range_of(accuracy, least), "was trained for": meant_for}


def of_the_first_kernels(change):
    weights = digit_weights.solution()
    return {**weights, "conv1.weight": change(weights["conv1.weight"])}


@digit_weights.mistake(
    en="Your network reads digits where they stand in the training set, and not a pixel further. "
    "Show it moved pictures when it learns.",
    fr="Votre réseau lit les chiffres là où ils sont dans les données d'entraînement, et pas un "
    "pixel plus loin. Montrez-lui des images décalées pendant qu'il apprend.",
)
def never_saw_moved_pictures():
    return stored("never_moved")


@digit_weights.mistake(
    en="Your network has begun to learn and was stopped too soon, or was taught at a rate that "
    "suits it badly: watch its loss.",
    fr="Votre réseau a commencé à apprendre, mais il a été arrêté trop tôt, ou formé avec un pas "
    "d'apprentissage qui ne lui convient pas : suivez sa perte.",
)
def stopped_too_soon():
    return stored("too_short")


@digit_weights.mistake(
    en="Your network guesses. Was the file written before the training, or from another model than "
    "the one that was trained?",
    fr="Votre réseau devine. Le fichier a-t-il été écrit avant l'entraînement, ou à partir d'un "
    "autre modèle que celui qui a été entraîné ?",
)
def never_trained():
    rng = np.random.default_rng(1)
    return {name: rng.normal(size=shape) / 10 for name, shape in SHAPES.items()}


@digit_weights.mistake(
    en="Your network was trained on pixels from 0 to 16: the pictures here go from 0 to 1, as "
    "`digits()` gives them.",
    fr="Votre réseau a été entraîné sur des pixels de 0 à 16 : les images vont ici de 0 à 1, comme "
    "les donne `digits()`.",
)
def learnt_other_pixels():
    return of_the_first_kernels(lambda kernels: kernels / 16)


@digit_weights.mistake(
    en="Your network reads pictures that are turned over their diagonal: rows and columns were "
    "exchanged when you arranged the pixels.",
    fr="Votre réseau lit des images retournées selon leur diagonale : les lignes et les colonnes "
    "ont été échangées quand vous avez rangé les pixels.",
)
def learnt_transposed_pictures():
    weights = digit_weights.solution()
    dense = weights["fc.weight"].reshape(10, 16, 2, 2).transpose(0, 1, 3, 2).reshape(10, 64)
    for name in ("conv1.weight", "conv2.weight"):
        weights[name] = weights[name].transpose(0, 1, 3, 2)
    return {**weights, "fc.weight": dense}


@digit_weights.mistake(
    en="Your network calls every digit by the next one's name: its classes are one off.",
    fr="Votre réseau appelle chaque chiffre du nom du suivant : ses classes sont décalées d'un "
    "cran.",
)
def learnt_labels_one_off():
    weights = digit_weights.solution()
    for name in ("fc.weight", "fc.bias"):
        weights[name] = np.roll(weights[name], 1, axis=0)
    return weights


@digit_weights.alternative
def in_double_precision():
    return {name: array.astype(np.float64) for name, array in digit_weights.solution().items()}


@digit_weights.alternative
def channels_in_another_order():
    weights = digit_weights.solution()
    order = np.arange(8)[::-1]
    return {
        **weights,
        "conv1.weight": weights["conv1.weight"][order],
        "conv1.bias": weights["conv1.bias"][order],
        "conv2.weight": weights["conv2.weight"][:, order],
    }
