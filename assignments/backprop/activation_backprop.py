"""Part F, continued: backwards through an activation (exercise E21)."""

import numpy as np
from reference import dense as ref
from reference.activations import relu, relu_prime, sigmoid, sigmoid_prime

from autograder import Part

from .by_hand import BY_HAND

part = Part("activation_backprop")

activation_backward = part.question(
    ref.activation_backward,
    points=3,
    needs=("sigmoid_prime", "relu_prime"),
    constraints=BY_HAND,
)


def upstream(rng, shape, name, scale=1.0):
    draw = rng.normal(size=(2, *shape)).round(2)
    return {"dA": draw[0], "Z": draw[1] * scale, "name": name}


@activation_backward.case("sigmoid", visible=True, fr="sigmoïde")
def _(rng):
    return upstream(rng, (2, 3), "sigmoid")


@activation_backward.case("ReLU", visible=True, fr="ReLU")
def _(rng):
    return upstream(rng, (3, 4), "relu")


@activation_backward.case("tanh, three by seven", fr="tanh, trois par sept")
def _(rng):
    return upstream(rng, (3, 7), "tanh")


@activation_backward.case("sigmoid, five by two", fr="sigmoïde, cinq par deux")
def _(rng):
    return upstream(rng, (5, 2), "sigmoid", scale=3.0)


@activation_backward.case("ReLU, zeros included", fr="ReLU, zéros compris")
def _(rng):
    case = upstream(rng, (5, 7), "relu")
    case["Z"][1:3] = 0.0
    return case


@activation_backward.case("tanh, one instance", fr="tanh, une instance")
def _(rng):
    return upstream(rng, (5, 1), "tanh")


@activation_backward.case("sigmoid, far from zero", fr="sigmoïde, loin de zéro")
def _(rng):
    return upstream(rng, (3, 5), "sigmoid", scale=500.0)


@activation_backward.mistake(
    en="The derivative is taken at A = g(Z), not at Z: what you hand to g' has already been "
    "through g.",
    fr="La dérivée est prise en A = g(Z) et non en Z : ce que vous donnez à g' est déjà passé "
    "par g.",
)
def derivative_at_the_activation(dA, Z, name):  # M21.13
    g = {"sigmoid": sigmoid, "tanh": np.tanh, "relu": relu}[name]
    return ref.activation_backward(dA, g(Z), name)


@activation_backward.mistake(
    en="dA comes back as it went in: the factor g'(Z) of the chain rule is missing.",
    fr="dA ressort tel quel : il manque le facteur g'(Z) de la règle de dérivation en chaîne.",
)
def forgets_the_derivative(dA, Z, name):  # M21.14
    return dA.copy()


@activation_backward.mistake(
    en="You use a matrix product. Each neuron has its own derivative for each instance, so the "
    "two arrays multiply entry by entry.",
    fr="Vous faites un produit matriciel. Chaque neurone a sa propre dérivée pour chaque "
    "instance : les deux tableaux se multiplient composante par composante.",
)
def matrix_product(dA, Z, name):  # M21.15
    return dA @ ref.activation_backward(np.ones(Z.shape), Z, name).T


@activation_backward.mistake(
    en="For ReLU you look at the sign of dA. A neuron is open or closed because of what it "
    "received on the way forward, Z, not because of what comes back.",
    fr="Pour ReLU, vous regardez le signe de dA. Un neurone est ouvert ou fermé à cause de ce "
    "qu'il a reçu à l'aller, Z, et non de ce qui revient.",
)
def relu_gate_on_the_gradient(dA, Z, name):  # M21.16
    return dA * (dA > 0) if name == "relu" else ref.activation_backward(dA, Z, name)


@activation_backward.mistake(
    en="For ReLU you write the zeros into dA itself: the caller's array is changed behind its "
    "back.",
    fr="Pour ReLU, vous écrivez les zéros dans dA lui-même : le tableau de l'appelant est modifié "
    "à son insu.",
)
def relu_changes_its_argument(dA, Z, name):  # M21.17
    if name != "relu":
        return ref.activation_backward(dA, Z, name)
    dA[Z <= 0] = 0
    return dA


@activation_backward.mistake(
    en="You use σ' for all the activations: the slide writes σ', but tanh and ReLU have "
    "derivatives of their own.",
    fr="Vous utilisez σ' pour toutes les activations : la diapositive écrit σ', mais tanh et ReLU "
    "ont leur propre dérivée.",
)
def always_the_sigmoid(dA, Z, name):  # M22.3
    return dA * sigmoid_prime(Z)


@activation_backward.mistake(
    en="For tanh you compute 1 - z²: the square is that of tanh(z), not of z.",
    fr="Pour tanh, vous calculez 1 - z² : le carré est celui de tanh(z), pas celui de z.",
)
def tanh_prime_of_the_wrong_square(dA, Z, name):  # M4.1
    return dA * (1 - Z**2) if name == "tanh" else ref.activation_backward(dA, Z, name)


@activation_backward.convention(
    "relu-slope-at-zero",
    "one",
    instead_of="zero",
    en="For ReLU, a pre-activation of exactly 0 lets the gradient through. It is a convention, and "
    "Pereira's slides have it so, but this notebook fixes 0 there.",
    fr="Pour ReLU, une pré-activation valant exactement 0 laisse passer le gradient. C'est une "
    "convention, celle des diapositives de Pereira, mais ce notebook y fixe 0.",
)
def relu_open_at_zero(dA, Z, name):  # M5.5, CR9
    return dA * (Z >= 0) if name == "relu" else ref.activation_backward(dA, Z, name)


@activation_backward.convention("relu-slope-at-zero", "half", instead_of="zero")
def relu_half_open_at_zero(dA, Z, name):  # CR9
    half = np.heaviside(Z, 0.5)
    return dA * half if name == "relu" else ref.activation_backward(dA, Z, name)


@activation_backward.alternative
def from_the_activation(dA, Z, name):
    if name == "relu":
        return np.where(Z > 0, dA, 0.0)
    if name == "tanh":
        return dA / np.cosh(Z) ** 2
    A = 0.5 * (1 + np.tanh(Z / 2))
    return dA * A * (1 - A)


@activation_backward.alternative
def in_a_loop(dA, Z, name):
    slope = {"sigmoid": sigmoid_prime, "relu": relu_prime, "tanh": lambda z: 1 - np.tanh(z) ** 2}
    dZ = np.empty(Z.shape)
    for index, z in np.ndenumerate(Z):
        dZ[index] = dA[index] * slope[name](np.array([z]))[0]
    return dZ
