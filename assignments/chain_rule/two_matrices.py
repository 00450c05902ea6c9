"""Part C: two weight matrices, forward (exercise E24)."""

import numpy as np
from reference import two_matrices as ref

from autograder import Part

part = Part("two_matrices")


def example(rng, d, h, q, decimals=10, **named):
    return {
        "x": rng.normal(size=(d, 1)).round(decimals),
        "y": rng.normal(size=(q, 1)).round(decimals),
        "W1": rng.normal(size=(h, d)).round(decimals),
        "W2": rng.normal(size=(q, h)).round(decimals),
    } | named


s3_forward = part.question(ref.s3_forward, points=4)


@s3_forward.probe
def _(function, x, y, W1, W2, phi):
    functions = {"tanh": np.tanh, "square": lambda z: z**2}
    return function(x, y, W1, W2, functions[phi])


@s3_forward.case("tanh, one output", visible=True, fr="tanh, une sortie")
def _(rng):
    return example(rng, 2, 3, 1, decimals=2, phi="tanh")


@s3_forward.case("squares, three outputs", visible=True, fr="des carrés, trois sorties")
def _(rng):
    return example(rng, 2, 2, 3, decimals=2, phi="square")


@s3_forward.case("tanh, seven outputs", fr="tanh, sept sorties")
def _(rng):
    return example(rng, 3, 5, 7, phi="tanh")


@s3_forward.case("squares, two outputs", fr="des carrés, deux sorties")
def _(rng):
    return example(rng, 2, 5, 2, phi="square")


@s3_forward.case("an output that is right", weight=0.5, fr="une sortie juste")
def _(rng):
    case = example(rng, 3, 5, 2, phi="tanh")
    case["y"] = case["W2"] @ np.tanh(case["W1"] @ case["x"])
    return case


@s3_forward.mistake(
    en="The ½ of the loss is missing.",
    fr="Il manque le ½ de la perte.",
)
def without_the_half(x, y, W1, W2, phi):  # M13.1
    L, cache = ref.s3_forward(x, y, W1, W2, phi)
    return 2 * L, cache


@s3_forward.mistake(
    en="You average over the outputs: ‖y - ŷ‖² is the sum of their squares.",
    fr="Vous moyennez sur les sorties : ‖y - ŷ‖² est la somme de leurs carrés.",
)
def averages_over_the_outputs(x, y, W1, W2, phi):  # M13.2, M13.6
    L, cache = ref.s3_forward(x, y, W1, W2, phi)
    return L / y.size, cache


@s3_forward.mistake(
    en="You sum the errors before squaring: errors of opposite signs would forgive each other.",
    fr="Vous additionnez les erreurs avant d'élever au carré : des erreurs de signes opposés se "
    "pardonneraient.",
)
def squares_the_sum(x, y, W1, W2, phi):  # M13.5
    _, cache = ref.s3_forward(x, y, W1, W2, phi)
    return 0.5 * np.sum(y - cache["y_hat"]) ** 2, cache


@s3_forward.mistake(
    en="The activation is applied at the output too: here ŷ = W2 h, with nothing after it.",
    fr="L'activation est appliquée aussi à la sortie : ici ŷ = W2 h, sans rien ensuite.",
)
def activates_the_output(x, y, W1, W2, phi):  # M10.8
    _, cache = ref.s3_forward(x, y, W1, W2, phi)
    y_hat = phi(cache["y_hat"])
    return 0.5 * np.sum((y - y_hat) ** 2), {**cache, "y_hat": y_hat}


@s3_forward.mistake(
    en="W2 reads z, so that φ is computed and never used.",
    fr="W2 lit z : φ est calculée et ne sert jamais.",
)
def output_reads_z(x, y, W1, W2, phi):  # M14.5
    z = W1 @ x
    return 0.5 * np.sum((y - W2 @ z) ** 2), {"z": z, "h": phi(z), "y_hat": W2 @ z}


@s3_forward.mistake(
    en="Your cache has h under the name z: φ' will be asked for at z.",
    fr="Votre cache contient h sous le nom z : c'est en z que l'on aura besoin de φ'.",
)
def overwrites_z(x, y, W1, W2, phi):  # ER2, M10.9
    L, cache = ref.s3_forward(x, y, W1, W2, phi)
    return L, {**cache, "z": cache["h"]}


@s3_forward.mistake(
    en="You return the vector of the half squares: the loss is their sum, one number.",
    fr="Vous renvoyez le vecteur des demi-carrés : la perte est leur somme, un seul nombre.",
)
def one_loss_per_output(x, y, W1, W2, phi):  # M12.17
    _, cache = ref.s3_forward(x, y, W1, W2, phi)
    return 0.5 * (y - cache["y_hat"]) ** 2, cache


@s3_forward.alternative
def by_a_product_of_vectors(x, y, W1, W2, phi):
    z = np.dot(W1, x)
    h = phi(z)
    error = (W2 @ h - y)[:, 0]
    return float(error @ error / 2), {"y_hat": W2 @ h, "h": h, "z": z}


s3_forward.equivalent("y - y_hat → y_hat - y", "The square follows.")
