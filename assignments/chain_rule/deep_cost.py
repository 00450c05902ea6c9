"""Part E, continued: the cost of several sigmoid outputs (exercise E25)."""

import numpy as np
from reference import deep as ref

from autograder import Part, Tolerance

part = Part("deep_cost")

# log(1 - a) at a = 1 - 1e-12 is known to 6 digits only: 1 - a has lost the others.
compute_cost = part.question(ref.compute_cost, points=5, tolerance=Tolerance(rtol=1e-5, atol=1e-9))


@compute_cost.case("one output", visible=True, fr="une sortie")
def _(rng):
    return {
        "A": rng.uniform(0.1, 0.9, size=(1, 4)).round(2),
        "Y": rng.permutation([0.0, 1.0, 1.0, 0.0])[np.newaxis],
    }


def targets(rng, n, m):
    Y = (rng.random(size=(n, m)) < 0.5).astype(float)
    Y[0, 0], Y[-1, -1] = 1.0, 0.0
    return Y


@compute_cost.case("three outputs", fr="trois sorties")
def _(rng):
    return {"A": rng.uniform(0.02, 0.98, size=(3, 7)), "Y": targets(rng, 3, 7)}


@compute_cost.case("one output, eleven instances", fr="une sortie, onze instances")
def _(rng):
    return {"A": rng.uniform(0.02, 0.98, size=(1, 11)), "Y": targets(rng, 1, 11)}


@compute_cost.case("nearly sure", fr="presque certain")
def _(rng):
    q = rng.uniform(1e-4, 3e-4, size=(2, 3))
    Y = targets(rng, 2, 3)
    return {"A": np.where(Y == 1, 1 - q, q), "Y": Y}


@compute_cost.case("outputs of exactly 0 and 1", weight=0.5, fr="des sorties de 0 et de 1")
def _(rng):
    return {
        "A": np.array([[0.0, 1.0, rng.uniform(0.3, 0.6)], [0.0, 1.0, 0.5]]),
        "Y": np.array([[0.0, 1.0, 1.0], [1.0, 0.0, 0.0]]),
    }


@compute_cost.mistake(
    en="Your cost is divided by the number of outputs as well. The outputs of an instance are "
    "summed; only the instances are averaged.",
    fr="Votre coût est divisé aussi par le nombre de sorties. Les sorties d'une instance "
    "s'additionnent ; on ne moyenne que sur les instances.",
)
def averages_over_the_outputs(A, Y):  # M12.3
    return ref.compute_cost(A, Y) / Y.shape[0]


@compute_cost.mistake(
    en="Your cost is m times too large: it is a mean over the instances.",
    fr="Votre coût est m fois trop grand : c'est une moyenne sur les instances.",
)
def sums_over_the_instances(A, Y):  # M12.2
    return ref.compute_cost(A, Y) * Y.shape[1]


@compute_cost.mistake(
    en="This is the cost of a softmax: it charges the outputs that should be 1 and leaves the "
    "others free. With sigmoids nothing ties the outputs together, and the zeros must pay too.",
    fr="C'est le coût d'un softmax : il fait payer les sorties qui devraient valoir 1 et laisse "
    "les autres libres. Avec des sigmoïdes, rien ne lie les sorties entre elles, et les zéros "
    "doivent payer aussi.",
)
def cost_of_a_softmax(A, Y):  # M25.10, M12.7
    return -np.sum(Y * np.log(np.clip(A, 1e-12, 1 - 1e-12))) / Y.shape[1]


@compute_cost.mistake(
    en="The minus sign is missing: logarithms of probabilities are negative, and a cost that goes "
    "down must mean a better network.",
    fr="Il manque le signe moins : les logarithmes de probabilités sont négatifs, et un coût qui "
    "baisse doit vouloir dire un meilleur réseau.",
)
def forgets_the_minus_sign(A, Y):  # M12.5
    return -ref.compute_cost(A, Y)


@compute_cost.mistake(
    en="An output of exactly 0 or 1 makes your cost infinite or no number, even where the output "
    "is right. Clip as the statement fixes it.",
    fr="Une sortie valant exactement 0 ou 1 rend votre coût infini ou indéfini, même quand la "
    "sortie est juste. Bornez comme l'énoncé le fixe.",
)
def does_not_clip(A, Y):  # M12.1
    with np.errstate(all="ignore"):
        return -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / Y.shape[1]


@compute_cost.mistake(
    en="Your cost is that of a squared error. It goes with the squared loss of part B, and a "
    "network that is sure and wrong pays 1 at most.",
    fr="Votre coût est celui d'une erreur quadratique. Il va avec la perte quadratique de la "
    "partie B, et un réseau sûr de lui et dans l'erreur y paie 1 au plus.",
)
def squared_error(A, Y):  # M12.18
    return np.sum((A - Y) ** 2) / Y.shape[1]


@compute_cost.alternative
def right_probability_of_each(A, Y):
    right = np.where(Y == 1, A, 1 - A)
    return float(-np.log(np.clip(right, 1e-12, 1)).sum(axis=0).mean())


@compute_cost.alternative
def by_loops(A, Y):
    total = 0.0
    for a, y in zip(A.ravel(), Y.ravel(), strict=True):
        total -= np.log(max(a, 1e-12)) if y == 1 else np.log(max(1 - a, 1e-12))
    return total / A.shape[1]


compute_cost.equivalent("Y.shape[1] → A.shape[1]", "A and Y have the same shape.")
