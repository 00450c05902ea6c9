"""Part B: which weights move at the first step (question Q22)."""

import numpy as np
from reference import symmetry as ref

from autograder import Part

part = Part("first_step")


def six_starts(rng):
    activations = ["sigmoid", "tanh", "tanh", "relu", "sigmoid", "relu"]
    random = ["", "", "W2", "W2", "W2", "W1"]
    order = [int(i) for i in rng.permutation(6)]
    return {letter: [activations[i], random[i]] for letter, i in zip("ABCDEF", order, strict=True)}


LIST = "".join(f"- **{letter}** `{{{letter}}}`\n" for letter in "ABCDEF")


@part.answer(
    "first_step",
    points=4,
    variant=six_starts,
    texts={
        "en": "Here are your six starts: the hidden activation, and the one array that is drawn "
        "at random, where all the others are zero (an empty string: everything is zero).\n\n"
        + LIST
        + "\nWhich weight matrices have a gradient that is not zero at the first step? Put in "
        '`first_step` a dictionary from each letter to `"none"`, `"W1"`, `"W2"` or `"both"`.',
        "fr": "Voici vos six départs : l'activation cachée, et le seul tableau tiré au hasard "
        "quand tous les autres sont nuls (une chaîne vide : tout est nul).\n\n"
        + LIST
        + "\nQuelles matrices de poids ont un gradient non nul au premier pas ? Mettez dans "
        '`first_step` un dictionnaire qui associe à chaque lettre `"none"` (aucune), `"W1"`, '
        '`"W2"` ou `"both"` (les deux).',
    },
)
def first_step(A, B, C, D, E, F):
    starts = {"A": A, "B": B, "C": C, "D": D, "E": E, "F": F}
    moves = {}
    for letter, (g, random) in starts.items():
        error_arrives = random == "W2" and g != "relu"
        hidden_is_zero = g != "sigmoid" and random != "W1"
        if error_arrives:
            moves[letter] = "W1" if hidden_is_zero else "both"
        else:
            moves[letter] = "none" if hidden_is_zero else "W2"
    return moves


def hidden_is_zero(g, random):
    return g != "sigmoid" and random != "W1"


def error_arrives(g, random):
    return random == "W2" and g != "relu"


def answers(starts, hidden_is_zero, error_arrives):
    """What moves, given when the hidden activations are zero and when an error reaches layer 1."""
    names = {(0, 0): "none", (1, 0): "W1", (0, 1): "W2", (1, 1): "both"}
    return {
        letter: names[int(error_arrives(g, random)), int(not hidden_is_zero(g, random))]
        for letter, (g, random) in zip("ABCDEF", starts, strict=True)
    }


@first_step.mistake(
    en="You answer that a sigmoid network does not move when all is zero. What is σ(0)? The "
    "gradient of W2 is made of the hidden activations.",
    fr="Vous répondez qu'un réseau à sigmoïdes ne bouge pas quand tout est nul. Combien vaut "
    "σ(0) ? Le gradient de W2 se construit à partir des activations cachées.",
)
def takes_the_sigmoid_of_zero_for_zero(*starts):  # M55.1, ER34
    return answers(starts, lambda g, random: random != "W1", error_arrives)


@first_step.mistake(
    en="You answer that hidden activations are never zero. With tanh or ReLU, what does a neuron "
    "give whose pre-activation is 0?",
    fr="Vous répondez comme si les activations cachées n'étaient jamais nulles. Avec tanh ou ReLU, "
    "que donne un neurone dont la pré-activation vaut 0 ?",
)
def takes_every_activation_of_zero_for_one(*starts):  # ER12
    return answers(starts, lambda g, random: False, error_arrives)


@first_step.mistake(
    en="You let the error pass through ReLU at 0. The slope that this course takes there is the "
    "one to look at.",
    fr="Vous laissez passer l'erreur à travers ReLU en 0. Regardez quelle pente ce cours prend en "
    "ce point.",
)
def lets_the_error_pass_relu_at_zero(*starts):  # CR9
    return answers(starts, hidden_is_zero, lambda g, random: random == "W2")


@first_step.mistake(
    en="You answer that a matrix of zeros does not move. It is not its own value that decides on "
    "its gradient, but what enters its layer, and the error that comes back to it.",
    fr="Vous répondez qu'une matrice nulle ne bouge pas. Ce n'est pas sa propre valeur qui décide "
    "de son gradient, mais ce qui entre dans sa couche, et l'erreur qui lui revient.",
)
def zeros_stay_zeros(*starts):  # ER12, ER34
    return {letter: start[1] or "none" for letter, start in zip("ABCDEF", starts, strict=True)}


@first_step.mistake(
    en="Your error reaches W1 although W2 is zero. On its way back, the error is multiplied by W2.",
    fr="Chez vous, l'erreur arrive à W1 alors que W2 est nulle. Sur le chemin du retour, l'erreur "
    "est multipliée par W2.",
)
def error_arrives_through_zeros(*starts):  # not in the catalogue
    return answers(starts, hidden_is_zero, lambda g, random: g != "relu" or random == "W1")


@first_step.alternative
def by_computing_the_gradients(*starts):
    rng, told = np.random.default_rng(0), {}
    for letter, (g, random) in zip("ABCDEF", starts, strict=True):
        params = {name: np.zeros(s) for name, s in SHAPES.items()}
        if random:
            params[random] = rng.normal(size=SHAPES[random])
        X, y = rng.normal(size=(2, 5)), np.array([0, 1, 1, 1, 2])
        grads = ref.network_gradients(X, y, params, g)
        moved = [name for name in ("W1", "W2") if grads[name].any()]
        told[letter] = {0: "none", 1: (moved or [""])[0], 2: "both"}[len(moved)]
    return told


SHAPES = {"W1": (4, 2), "b1": (4, 1), "W2": (3, 4), "b2": (3, 1)}
