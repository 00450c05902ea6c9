"""Part E: XOR, with weights chosen by hand (exercise E69)."""

import numpy as np
from reference import chosen_weights as ref

from autograder import Part

part = Part("xor")

# The values of the inputs are such that a boundary that touches a point does so exactly.

xor_network = part.question(ref.xor_network, points=5)


@xor_network.summary
def _(output, off, on):
    W1, b1, W2, b2 = (np.asarray(array, dtype=float) for array in output)
    X = np.array([[off, off, on, on], [off, on, off, on]], dtype=float)
    hidden = (W1 @ X + b1 >= 0).astype(float)
    answers = (W2 @ hidden + b2 >= 0).astype(float)
    return {"inputs, a column each": X, "answers": answers}


@xor_network.case("inputs 0 and 1", visible=True, fr="entrées 0 et 1")
def _(rng):
    return {"off": 0.0, "on": 1.0}


@xor_network.case("inputs 0 and 1, hidden", fr="entrées 0 et 1, cas caché")
def _(rng):
    return {"off": 0.0, "on": 1.0}


@xor_network.case("inputs -1 and 1", fr="entrées -1 et 1")
def _(rng):
    return {"off": -1.0, "on": 1.0}


@xor_network.case("inputs far from 0", fr="entrées loin de 0")
def _(rng):
    off = rng.choice([5.0, 7.0, 9.0])
    return {"off": off, "on": off + rng.choice([2.0, 4.0])}


@xor_network.case("inputs close together", fr="entrées proches")
def _(rng):
    return {"off": 0.0, "on": rng.choice([2.0**-5, 2.0**-6])}


@xor_network.case("on is below off", fr="on inférieur à off")
def _(rng):
    return {"off": 1.0, "on": rng.choice([-1.0, -3.0])}


def gates(off, on, first, second, out):
    """Two neurons that fire from so many inputs on, and one above with these weights and bias."""
    scale = 1.0 / (on - off)
    b1 = np.array([[0.5 - first], [0.5 - second]]) - 2 * scale * off
    return np.full((2, 2), scale), b1, np.array([out[:2]]), np.array([out[2:]])


@xor_network.mistake(
    en="Your network says OR: for two inputs that are on it must answer 0. A second neuron, which "
    "fires for both, has to hold the first one back.",
    fr="Votre réseau dit OU : pour deux entrées allumées, il doit répondre 0. Un second neurone, "
    "qui s'active pour les deux, doit retenir le premier.",
)
def says_or(off, on):  # E69
    return gates(off, on, 1, 2, [1.0, 0.0, -0.5])


@xor_network.mistake(
    en="Your network says AND: it fires only when both inputs are on. XOR wants exactly one.",
    fr="Votre réseau dit ET : il ne s'active que si les deux entrées sont allumées. XOR en veut "
    "exactement une.",
)
def says_and(off, on):  # E69
    return gates(off, on, 1, 2, [1.0, 1.0, -1.5])


@xor_network.mistake(
    en="All four answers are the wrong way round: your network fires when its inputs agree.",
    fr="Les quatre réponses sont inversées : votre réseau s'active quand les entrées sont "
    "d'accord.",
)
def says_that_they_agree(off, on):  # E69
    return gates(off, on, 1, 2, [-1.0, 1.0, 0.5])


@xor_network.mistake(
    en="Your network says NAND: with both inputs off it must answer 0.",
    fr="Votre réseau dit NON-ET : avec les deux entrées éteintes, il doit répondre 0.",
)
def says_not_both(off, on):  # E69
    return gates(off, on, 1, 2, [0.0, -1.0, 0.5])


@xor_network.mistake(
    en="Your network fires for one of the two single inputs and not for the other: XOR treats both "
    "alike.",
    fr="Votre réseau s'active pour l'une des deux entrées seules et pas pour l'autre : XOR traite "
    "les deux de la même façon.",
)
def fires_on_one_side(off, on):  # E69
    scale = 1.0 / (on - off)
    W1 = np.array([[scale, -scale], [scale, scale]])
    return W1, np.array([[-0.5], [-5.0]]), np.array([[1.0, 0.0]]), np.array([[-0.5]])


@xor_network.mistake(
    en="Your weights are those for inputs of 0 and 1: look at the arguments. Where must the two "
    "boundaries run, between `off` and `on`?",
    fr="Vos poids sont ceux des entrées 0 et 1 : regardez les arguments. Où doivent passer les "
    "deux frontières, entre `off` et `on` ?",
)
def only_for_zero_and_one(off, on):  # E69
    return gates(0.0, 1.0, 1, 2, [1.0, -1.0, -0.5])


@xor_network.mistake(
    en="Your network never fires: the bias of the output asks for more than the two hidden neurons "
    "can give.",
    fr="Votre réseau ne s'active jamais : le biais de la sortie demande plus que ce que les deux "
    "neurones cachés peuvent donner.",
)
def never_fires(off, on):  # E69
    return gates(off, on, 1, 2, [1.0, -1.0, -1.5])


@xor_network.alternative
def one_neuron_for_each_corner(off, on):
    s = 1.0 / (on - off)
    W1 = np.array([[s, -s], [-s, s]])
    return W1, np.array([[-0.5], [-0.5]]), np.array([[1.0, 1.0]]), np.array([[-0.5]])


@xor_network.alternative
def with_three_hidden_neurons(off, on):
    middle, s = (on + off) / 2, np.sign(on - off)
    W1 = np.array([[s, 0.0], [0.0, s], [s, s]])
    b1 = -middle * np.array([[s], [s], [2 * s]]) - np.array([[0.0], [0.0], [abs(on - off) / 2]])
    return W1, b1, np.array([[2.0, 2.0, -4.0]]), np.array([[-1.0]])


for mutant in (
    "np.array([[scale, scale], [scale, scale]]) → [[scale, scale], [scale, scale]]",
    "np.array([[1.0, -1.0]]) → [[1.0, -1.0]]",
    "np.array([[-0.5]]) → [[-0.5]]",
):
    xor_network.equivalent(mutant, "Lists of numbers will do for arrays.")

for mutant in ("-0.5 → -1.0", "-0.5 → -1.0 #2"):
    xor_network.equivalent(mutant, "A sum of exactly 0 makes the neuron fire.")

xor_network.equivalent("-1.0 → -2.0", "Then the second neuron holds the first back twice.")
