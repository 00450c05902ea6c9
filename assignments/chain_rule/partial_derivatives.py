"""Part C, continued: every partial derivative by its name (exercise E24)."""

import numpy as np
from reference import two_matrices as ref

from autograder import Part

from .backprop.by_hand import BY_HAND
from .two_matrices import example

part = Part("partial_derivatives")

s3_backward = part.question(ref.s3_backward, points=9, constraints=BY_HAND)


@s3_backward.probe
def _(function, x, y, W2, cache, phi):
    slopes = {"tanh": lambda z: 1 - np.tanh(z) ** 2, "square": lambda z: 2 * z}
    return function(x, y, W2, cache, slopes[phi])


def after_forward(rng, d, h, q, phi, decimals=10):
    case = example(rng, d, h, q, decimals)
    function = {"tanh": np.tanh, "square": lambda z: z**2}[phi]
    W1 = case.pop("W1")
    _, cache = ref.s3_forward(case["x"], case["y"], W1, case["W2"], function)
    return case | {"cache": cache, "phi": phi}


@s3_backward.case("squares, one output", visible=True, fr="des carrés, une sortie")
def _(rng):
    return after_forward(rng, 2, 3, 1, "square", decimals=1)


@s3_backward.case("tanh, two outputs", visible=True, fr="tanh, deux sorties")
def _(rng):
    return after_forward(rng, 4, 3, 2, "tanh", decimals=1)


@s3_backward.case("tanh, seven outputs", fr="tanh, sept sorties")
def _(rng):
    return after_forward(rng, 3, 5, 7, "tanh")


@s3_backward.case("squares, two outputs", fr="des carrés, deux sorties")
def _(rng):
    return after_forward(rng, 7, 3, 2, "square")


@s3_backward.case("as many of everything", fr="autant de chaque chose")
def _(rng):
    return after_forward(rng, 3, 3, 3, "tanh")


def backward(x, y, W2, cache, phi_prime, **slips):
    """The five gradients, some of them replaced, and those after them made of what was replaced."""
    found = {}
    rules = {
        "dy_hat": lambda d: cache["y_hat"] - y,
        "dW2": lambda d: d["dy_hat"] @ cache["h"].T,
        "dh": lambda d: W2.T @ d["dy_hat"],
        "dz": lambda d: d["dh"] * phi_prime(cache["z"]),
        "dW1": lambda d: d["dz"] @ x.T,
    }
    for name, rule in (rules | slips).items():
        found[name] = rule(found)
    return found


@s3_backward.mistake(
    en="You start from y - ŷ: all the gradients have the wrong sign, and a step against them "
    "climbs.",
    fr="Vous partez de y - ŷ : tous les gradients ont le mauvais signe, et un pas à leur opposé "
    "fait monter la perte.",
)
def wrong_sign(x, y, W2, cache, phi_prime):  # M24.1
    return backward(x, y, W2, cache, phi_prime, dy_hat=lambda d: y - cache["y_hat"])


@s3_backward.mistake(
    en="dW2 is made by multiplying ∂L/∂ŷ and h entry by entry: it needs one entry for each pair of "
    "an output and a hidden neuron, ∂L/∂ŷ times h transposed.",
    fr="dW2 est fait en multipliant ∂L/∂ŷ et h composante par composante : il lui faut une "
    "composante par couple d'une sortie et d'un neurone caché, ∂L/∂ŷ fois h transposé.",
)
def h_not_transposed(x, y, W2, cache, phi_prime):  # M24.2
    return backward(x, y, W2, cache, phi_prime, dW2=lambda d: d["dy_hat"] * cache["h"])


@s3_backward.mistake(
    en="dW2 comes out transposed, (h, q): a gradient has the shape of its parameter.",
    fr="dW2 est transposé, de forme (h, q) : un gradient a la forme de son paramètre.",
)
def output_gradient_transposed(x, y, W2, cache, phi_prime):  # M24.3
    return backward(x, y, W2, cache, phi_prime, dW2=lambda d: cache["h"] @ d["dy_hat"].T)


@s3_backward.mistake(
    en="φ' is taken at h. h has been through φ already: the cache holds z for this.",
    fr="φ' est prise en h. Or h est déjà passé par φ : c'est pour cela que le cache contient z.",
)
def slope_at_h(x, y, W2, cache, phi_prime):  # M24.4
    return backward(x, y, W2, cache, phi_prime, dz=lambda d: d["dh"] * phi_prime(cache["h"]))


@s3_backward.mistake(
    en="You take a product of matrices for ⊙. Each hidden neuron has its own slope: the two "
    "columns multiply entry by entry.",
    fr="Vous prenez un produit de matrices pour ⊙. Chaque neurone caché a sa propre pente : les "
    "deux colonnes se multiplient composante par composante.",
)
def matrix_product_for_the_slopes(x, y, W2, cache, phi_prime):  # M24.5
    return backward(x, y, W2, cache, phi_prime, dz=lambda d: d["dh"].T @ phi_prime(cache["z"]))


@s3_backward.mistake(
    en="dW1 multiplies ∂L/∂z by x entry by entry: x must be transposed, so that every hidden "
    "neuron meets every input.",
    fr="dW1 multiplie ∂L/∂z par x composante par composante : il faut transposer x, pour que "
    "chaque neurone caché rencontre chaque entrée.",
)
def x_not_transposed(x, y, W2, cache, phi_prime):  # M24.6
    return backward(x, y, W2, cache, phi_prime, dW1=lambda d: d["dz"] * x)


@s3_backward.mistake(
    en="All the gradients are twice too large: this loss has a ½, which cancels the 2 of the "
    "square.",
    fr="Tous les gradients sont deux fois trop grands : cette perte a un ½, qui simplifie le 2 du "
    "carré.",
)
def factor_two(x, y, W2, cache, phi_prime):  # M24.7
    return backward(x, y, W2, cache, phi_prime, dy_hat=lambda d: 2 * (cache["y_hat"] - y))


@s3_backward.mistake(
    en="∂L/∂z is ∂L/∂h unchanged: the slope φ'(z) of the activation is missing.",
    fr="∂L/∂z est ∂L/∂h tel quel : il manque la pente φ'(z) de l'activation.",
)
def slope_forgotten(x, y, W2, cache, phi_prime):  # M21.14
    return backward(x, y, W2, cache, phi_prime, dz=lambda d: d["dh"])


@s3_backward.mistake(
    en="W2 is not transposed in ∂L/∂h. It led from h to ŷ on the way forward: on the way back it "
    "leads from ŷ to h.",
    fr="W2 n'est pas transposé dans ∂L/∂h. À l'aller, il menait de h à ŷ ; au retour, il mène de "
    "ŷ à h.",
)
def weights_not_transposed(x, y, W2, cache, phi_prime):  # M21.10
    return backward(x, y, W2, cache, phi_prime, dh=lambda d: W2 @ d["dy_hat"])


@s3_backward.mistake(
    en="dW1 is made with h. A weight of W1 multiplies an entry of x.",
    fr="dW1 est fait avec h. Un poids de W1 multiplie une composante de x.",
)
def first_gradient_with_h(x, y, W2, cache, phi_prime):  # M22.8
    return backward(x, y, W2, cache, phi_prime, dW1=lambda d: d["dz"] @ cache["h"].T)


@s3_backward.mistake(
    en="The error of the output is cut to its first two entries, as if ∂L/∂ŷ were in ℝ², as a "
    "slide has it: it has one entry for each of the q outputs.",
    fr="L'erreur de la sortie est réduite à ses deux premières composantes, comme si ∂L/∂ŷ était "
    "dans ℝ², ainsi que l'écrit une diapositive : elle a une composante par sortie, donc q.",
)
def error_in_the_plane(x, y, W2, cache, phi_prime):  # ER21
    return backward(x, y, W2[:2], cache, phi_prime, dy_hat=lambda d: (cache["y_hat"] - y)[:2])


@s3_backward.alternative
def by_outer_products(x, y, W2, cache, phi_prime):
    dy_hat = cache["y_hat"] - y
    dh = (dy_hat.T @ W2).T
    dz = np.multiply(phi_prime(cache["z"]), dh)
    return {
        "dW1": np.outer(dz, x),
        "dz": dz,
        "dh": dh,
        "dW2": np.outer(dy_hat, cache["h"]),
        "dy_hat": dy_hat,
    }


@s3_backward.alternative
def by_broadcasting(x, y, W2, cache, phi_prime):
    dy_hat = -(y - cache["y_hat"])
    dh = np.sum(W2 * dy_hat, axis=0)[:, np.newaxis]
    dz = phi_prime(cache["z"]) * dh
    return {"dy_hat": dy_hat, "dW2": dy_hat * cache["h"].T, "dh": dh, "dz": dz, "dW1": dz * x.T}


for column, row in (("dy_hat", "cache['h'].T"), ("dz", "x.T")):
    s3_backward.equivalent(
        f"{column} @ {row} → {column} * {row}",
        "A column times a row: NumPy broadcasts to the same.",
    )
