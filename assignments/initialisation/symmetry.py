"""Part B: the symmetry that a start must break (exercise E55)."""

import numpy as np
from reference import symmetry as ref

from autograder import Part

part = Part("symmetry")

learning_report = part.question(ref.learning_report, points=6)


def network(rng, activation, n0=3, n1=5, K=3, lr=0.5, **params):
    """Random data of unequal classes, and zeros for the parameters that are not given."""
    shapes = {"W1": (n1, n0), "b1": (n1, 1), "W2": (K, n1), "b2": (K, 1)}
    start = {name: np.zeros(shape) for name, shape in shapes.items()}
    X = rng.uniform(0.5, 1.5, size=(n0, 7)) * rng.choice([-1, 1], size=(n0, 7))
    y = rng.permutation(np.array([0, 1, 1, 1, 1, 2, 2]) % K)
    drawn = {
        name: rng.uniform(0.3, 1.5, size=shapes[name]) * rng.choice([-1, 1], size=shapes[name])
        if value is random
        else np.full(shapes[name], value)
        for name, value in params.items()
    }
    params = {name: array.round(2) for name, array in (start | drawn).items()}
    return {"X": X.round(2), "y": y, "params": params, "lr": lr, "activation": activation}


random = object()


@learning_report.case("all zero, sigmoid", visible=True, fr="tout à zéro, sigmoïde")
def _(rng):
    return network(rng, "sigmoid", n0=2, n1=3)


@learning_report.case("all zero, tanh", visible=True, fr="tout à zéro, tanh")
def _(rng):
    return network(rng, "tanh", n0=2, n1=3)


@learning_report.case("all zero, ReLU", fr="tout à zéro, ReLU")
def _(rng):
    return network(rng, "relu")


@learning_report.case("W2 random, the rest zero", fr="W2 aléatoire, le reste nul")
def _(rng):
    return network(rng, "tanh", W2=random)


@learning_report.case("W1 random, the rest zero", fr="W1 aléatoire, le reste nul")
def _(rng):
    return network(rng, "tanh", W1=random)


@learning_report.case("b1 random, the rest zero", fr="b1 aléatoire, le reste nul")
def _(rng):
    return network(rng, "sigmoid", b1=random, lr=2.0)


@learning_report.case("constant weights", fr="des poids constants")
def _(rng):
    return network(rng, "tanh", W1=0.3, W2=-0.7)


@learning_report.case("everything random", fr="tout aléatoire")
def _(rng):
    return network(rng, "sigmoid", W1=random, b1=random, W2=random, b2=random)


@learning_report.case(
    "everything constant, one feature of zeros", fr="tout constant, une variable nulle"
)
def _(rng):
    case = network(rng, "sigmoid", n1=7, W1=0.2, b1=0.1, W2=random)
    case["X"][1] = 0.0
    return case


@learning_report.case("dead neurons", fr="des neurones morts")
def _(rng):
    case = network(rng, "relu", W1=random, W2=random, b1=-100.0)
    case["params"]["W1"][3:] = case["params"]["W1"][:2]
    return case


@learning_report.case(
    "neurons that differ by 1e-13 or by 1e-7", fr="des neurones qui diffèrent de 1e-13 ou de 1e-7"
)
def _(rng):
    case = network(rng, "tanh", W1=0.3, W2=0.4, lr=0.1)
    case["params"]["W1"] += np.array([[0.0], [1e-13], [1e-7], [2e-13], [1e-7]])
    return case


@learning_report.case("steps of 1e-12", fr="des pas de 1e-12")
def _(rng):
    return network(rng, "sigmoid", W1=random, b1=random, W2=random, lr=1e-12)


@learning_report.case("zero weights, negative biases, ReLU", fr="poids nuls, biais négatifs, ReLU")
def _(rng):
    case = network(rng, "relu", b1=random)
    case["params"]["b1"] = -np.abs(case["params"]["b1"])
    return case


@learning_report.case("a move of 1e-9 takes three steps", fr="bouger de 1e-9 prend trois pas")
def _(rng):
    case = network(rng, "tanh", W1=random, b1=random, W2=random)
    inputs = {name: case[name] for name in ("X", "y", "params", "activation")}
    steepest = max(np.max(np.abs(grad)) for grad in ref.network_gradients(**inputs).values())
    return case | {"lr": 1e-9 / (2.5 * steepest)}


@learning_report.case("two neurons that meet", fr="deux neurones qui se rencontrent")
def _(rng):
    case = network(rng, "tanh", n0=1, n1=2, K=2, W1=0.5, b1=0.1, lr=0.2)
    case["params"]["W2"] = np.array([[1.0, -1.0], [0.5, 0.2]])
    # Where the second must start to be where the first is after three steps.
    for _ in range(60):
        first, second = steps_of(**case)[-1]["W1"][:, 0]
        case["params"]["W1"][1] += first - second
    case["params"]["W1"][1] += 1e-13  # the same, and not to the last digit
    return case


def steps_of(X, y, params, lr, activation, steps=3, grads_of=ref.network_gradients):
    """The parameters at the start and after every step."""
    path = [params]
    for _ in range(steps):
        grads = grads_of(X, y, path[-1], activation)
        path.append({name: path[-1][name] - lr * grads[name] for name in params})
    return path


def first_moves(path, tolerance=1e-9):
    moves = dict.fromkeys(path[0], 0)
    for step in range(len(path) - 1, 0, -1):
        for name in moves:
            if np.max(np.abs(path[step][name] - path[0][name])) > tolerance:
                moves[name] = step
    return moves


def distinct(rows, tolerance=1e-9):
    kept = []
    for row in rows:
        if all(np.max(np.abs(row - other)) > tolerance for other in kept):
            kept.append(row)
    return len(kept)


def report(path, moves=None, neurons=None):
    return {
        "first move": first_moves(path) if moves is None else moves,
        "distinct neurons": distinct(path[-1]["W1"]) if neurons is None else neurons,
    }


@learning_report.mistake(
    en="You count the rows of the W1 that you were given: the three steps come first, and they are "
    "what may tell the neurons apart.",
    fr="Vous comptez les lignes de la matrice W1 reçue : les trois pas viennent d'abord, et ce "
    "sont eux qui peuvent distinguer les neurones.",
)
def counts_the_rows_of_the_start(X, y, params, lr, activation):  # not in the catalogue
    return report(steps_of(X, y, params, lr, activation), neurons=distinct(params["W1"]))


@learning_report.mistake(
    en="You take a single step, or start each of the three from the given parameters again. Where "
    "W2 is zero, W1 has to wait: W2 moves at the first step, W1 from the second.",
    fr="Vous ne faites qu'un pas, ou vous repartez à chaque fois des paramètres donnés. Quand W2 "
    "est nulle, W1 doit attendre : W2 bouge au premier pas, W1 à partir du deuxième.",
)
def takes_a_single_step(X, y, params, lr, activation):  # M55.3
    return report(steps_of(X, y, params, lr, activation, steps=1))


@learning_report.mistake(
    en="You stop after two steps; three are asked for.",
    fr="Vous vous arrêtez après deux pas ; il en faut trois.",
)
def takes_two_steps(X, y, params, lr, activation):  # not in the catalogue
    case = {"X": X, "y": y, "lr": lr, "activation": activation}
    path = steps_of(params=params, steps=2, **case)
    moves = first_moves(path) | {name: 0 for name, n in first_moves(path).items() if n > 2}
    return report(path, moves)


@learning_report.mistake(
    en="You answer that a network of zero weights never learns. That holds for tanh and ReLU, "
    "which are 0 at 0, and only where the biases are 0 as well.",
    fr="Vous répondez qu'un réseau de poids nuls n'apprend jamais. C'est vrai de tanh et de ReLU, "
    "qui valent 0 en 0, et seulement quand les biais sont nuls aussi.",
)
def believes_that_zeros_never_learn(X, y, params, lr, activation):  # M55.1
    path = steps_of(X, y, params, lr, activation)
    if params["W1"].any() or params["W2"].any():
        return report(path)
    return report(path, first_moves(path) | {"W1": 0, "b1": 0, "W2": 0}, neurons=1)


@learning_report.mistake(
    en="You compare the neurons with their biases. A neuron looks in the direction of its row of "
    "W1: where the weights are equal, different biases do not make different neurons yet.",
    fr="Vous comparez les neurones avec leurs biais. Un neurone regarde dans la direction de sa "
    "ligne de W1 : à poids égaux, des biais différents n'en font pas encore des neurones "
    "différents.",
)
def compares_the_biases_too(X, y, params, lr, activation):  # M55.2
    path = steps_of(X, y, params, lr, activation)
    return report(path, neurons=distinct(np.hstack([path[-1]["W1"], path[-1]["b1"]])))


@learning_report.mistake(
    en="You return the rank of W1. It cannot exceed the number of features, while five neurons can "
    "be different with three features.",
    fr="Vous renvoyez le rang de W1. Il ne peut dépasser le nombre de variables, alors que cinq "
    "neurones peuvent être différents avec trois variables.",
)
def counts_the_rank(X, y, params, lr, activation):  # M55, rank for rows
    path = steps_of(X, y, params, lr, activation)
    return report(path, neurons=int(np.linalg.matrix_rank(path[-1]["W1"])))


@learning_report.mistake(
    en="You count the columns of W1, one for each feature. A hidden neuron is a row.",
    fr="Vous comptez les colonnes de W1, une par variable. Un neurone caché est une ligne.",
)
def counts_the_columns(X, y, params, lr, activation):  # not in the catalogue
    path = steps_of(X, y, params, lr, activation)
    return report(path, neurons=distinct(path[-1]["W1"].T))


@learning_report.mistake(
    en="You compare exactly, without the tolerance of 1e-9: a rounding error passes for a step, or "
    "for a second neuron.",
    fr="Vous comparez exactement, sans la tolérance de 1e-9 : une erreur d'arrondi passe pour un "
    "pas, ou pour un deuxième neurone.",
)
def compares_exactly(X, y, params, lr, activation):  # not in the catalogue
    path = steps_of(X, y, params, lr, activation)
    return report(path, first_moves(path, 0.0), distinct(path[-1]["W1"], 0.0))


@learning_report.mistake(
    en="You count the steps from 0: a parameter that moves at once gets the 0 that means never.",
    fr="Vous comptez les pas à partir de 0 : un paramètre qui bouge tout de suite reçoit le 0 qui "
    "veut dire jamais.",
)
def counts_the_steps_from_zero(X, y, params, lr, activation):  # not in the catalogue
    path = steps_of(X, y, params, lr, activation)
    return report(path, {name: max(step - 1, 0) for name, step in first_moves(path).items()})


@learning_report.mistake(
    en="You keep the last step at which a parameter differs from its start. Asked is the first.",
    fr="Vous gardez le dernier pas où un paramètre diffère de son départ. On demande le premier.",
)
def keeps_the_last_step(X, y, params, lr, activation):  # not in the catalogue
    path = steps_of(X, y, params, lr, activation)
    return report(path, {name: 3 if step else 0 for name, step in first_moves(path).items()})


@learning_report.mistake(
    en="You update each parameter before the gradient of the next is computed: within one step, W1 "
    "already sees the new W2. All gradients of a step belong to the same parameters.",
    fr="Vous mettez à jour chaque paramètre avant de calculer le gradient du suivant : au cours "
    "d'un même pas, W1 voit déjà la nouvelle W2. Tous les gradients d'un pas se calculent aux "
    "mêmes paramètres.",
)
def updates_one_after_the_other(X, y, params, lr, activation):  # not in the catalogue
    path = [params]
    for _ in range(3):
        now = dict(path[-1])
        for name in ("b2", "W2", "b1", "W1"):
            now[name] = now[name] - lr * ref.network_gradients(X, y, now, activation)[name]
        path.append(now)
    return report(path)


@learning_report.alternative
def rounds_the_rows(X, y, params, lr, activation):
    path = steps_of(X, y, params, lr, activation)
    rows = {tuple(np.rint(row * 1e8)) for row in path[-1]["W1"] + 1e-10}
    return report(path, neurons=len(rows))


SAME = "No entry differs by 1e-9 exactly."
ABSOLUTE = "The absolute value follows."
learning_report.equivalent(
    "np.max(np.abs(params[name] - start[name])) > 1e-09 "
    "→ np.max(np.abs(params[name] - start[name])) >= 1e-09",
    SAME,
)
learning_report.equivalent("params[name] - start[name] → start[name] - params[name]", ABSOLUTE)
learning_report.equivalent(
    "np.max(np.abs(row - other)) > 1e-09 → np.max(np.abs(row - other)) >= 1e-09", SAME
)
learning_report.equivalent("row - other → other - row", ABSOLUTE)
