"""Part C, end: the reverse pass over a tape of arrays."""

import numpy as np
from reference import array_tapes as ref
from reference import vjps
from reference.tapes import run_tape

from autograder import Part

part = Part("reverse_pass")

RULES = ("unbroadcast", "add_vjp", "sum_vjp", "multiply_vjp", "matmul_vjp")
RULES += ("exp_vjp", "log_vjp", "relu_vjp")

backward_pass = part.question(ref.backward_pass, points=7, needs=RULES)


def run(*tape):
    """Return the arguments of a case: a tape, and what it gives."""
    return {"tape": list(tape), "values": [np.asarray(value) for value in run_tape(tape)]}


@backward_pass.case("a row times a column", visible=True, fr="une ligne fois une colonne")
def _(rng):
    row, column = np.array([[1.0, -2.0]]), np.array([[3.0], [0.5]])
    return run(("input", row), ("input", column), ("matmul", 0, 1), ("relu", 2), ("sum", 3, None))


@backward_pass.case("a layer with biases and ReLU", fr="une couche avec des biais et ReLU")
def _(rng):
    W, X, b = rng.normal(size=(5, 3)), rng.normal(size=(3, 7)), rng.normal(size=(5, 1))
    c = rng.normal(size=(5, 7))
    steps = [("matmul", 0, 1), ("add", 4, 2), ("relu", 5), ("multiply", 6, 3), ("sum", 7, None)]
    return run(("input", W), ("input", X), ("input", b), ("input", c), *steps)


@backward_pass.case("a matrix that is used three times", fr="une matrice utilisée trois fois")
def _(rng):
    A, B = rng.uniform(0.5, 1.0, (2, 3, 3))
    steps = [("matmul", 0, 0), ("multiply", 0, 1), ("add", 2, 3), ("exp", 4), ("sum", 5, None)]
    return run(("input", A), ("input", B), *steps)


@backward_pass.case("arms of unequal length", fr="des bras de longueurs inégales")
def _(rng):
    A = rng.uniform(0.5, 1.0, (3, 5))
    steps = [("exp", 0), ("log", 0), ("multiply", 1, 2), ("add", 1, 3), ("add", 4, 0)]
    return run(("input", A), *steps, ("multiply", 5, 1), ("sum", 6, None))


@backward_pass.case("sums along the axes", fr="des sommes le long des axes")
def _(rng):
    A, w, v = rng.uniform(0.5, 1.0, (3, 5)), rng.normal(size=5), rng.normal(size=3)
    steps = [("sum", 0, 0), ("multiply", 3, 1), ("sum", 4, 0)]
    steps += [("log", 0), ("sum", 6, 1), ("multiply", 7, 2), ("sum", 8, None), ("add", 5, 9)]
    return run(("input", A), ("input", w), ("input", v), *steps)


@backward_pass.case("an array added to itself, twice", fr="un tableau ajouté à lui-même, deux fois")
def _(rng):
    A, B = rng.normal(size=(2, 3, 5))
    steps = [("add", 0, 1), ("add", 0, 0), ("add", 2, 3), ("multiply", 4, 0), ("sum", 5, None)]
    return run(("input", A), ("input", B), *steps)


@backward_pass.case("a step that leads nowhere", fr="une étape qui ne mène nulle part")
def _(rng):
    A, b = rng.uniform(0.5, 1.0, (3, 5)), rng.normal(size=(3, 1))
    return run(("input", A), ("input", b), ("log", 0), ("multiply", 0, 1), ("sum", 3, None))


def parts_of(step, values, k, G):
    """Return what a step sends back: a position and a part for each array that it used."""
    name, *given = step
    if name == "input":
        return []
    A = values[given[0]]
    if name in ("add", "multiply", "matmul"):
        rule = {"add": vjps.add_vjp, "multiply": vjps.multiply_vjp, "matmul": vjps.matmul_vjp}
        return list(zip(given, rule[name](G, A, values[given[1]]), strict=True))
    if name == "sum":
        return [(given[0], vjps.sum_vjp(G, A, given[1]))]
    rules = {"log": vjps.log_vjp, "relu": vjps.relu_vjp}
    part = vjps.exp_vjp(G, values[k]) if name == "exp" else rules[name](G, A)
    return [(given[0], part)]


def reverse(tape, values, order, gather):
    """Go through the steps in an order; `gather` puts a part to a gradient."""
    gradients = [np.zeros(np.shape(value)) for value in values]
    gradients[-1] = np.ones(np.shape(values[-1]))
    for k in order:
        for i, part in parts_of(tape[k], values, k, gradients[k]):
            gather(gradients, i, part)
    return gradients


def add(gradients, i, part):
    gradients[i] = gradients[i] + part


def replace(gradients, i, part):
    gradients[i] = part


@backward_pass.mistake(
    en="You overwrite a gradient that holds something already: the parts of all the uses of an "
    "array add up.",
    fr="Vous écrasez un gradient qui contient déjà quelque chose : les parts de toutes les "
    "utilisations d'un tableau s'additionnent.",
)
def overwrites_the_gradient(tape, values):  # M30.1
    return reverse(tape, values, reversed(range(len(tape))), replace)


@backward_pass.mistake(
    en="You go through the tape from its first step to its last: the gradient of a step is "
    "complete only after all that uses it.",
    fr="Vous parcourez la bande de la première étape à la dernière : le gradient d'une étape n'est "
    "complet qu'après tout ce qui l'utilise.",
)
def goes_from_first_to_last(tape, values):  # the order not reversed
    return reverse(tape, values, range(len(tape)), add)


@backward_pass.mistake(
    en="All your gradients are 0: nothing starts the way back. What is dJ/dJ?",
    fr="Tous vos gradients sont nuls : rien n'amorce le retour. Que vaut dJ/dJ ?",
)
def starts_at_zero(tape, values):  # M30.2
    return [np.zeros(np.shape(value)) for value in values]


@backward_pass.mistake(
    en="A part is added in place to an array that another gradient shares: add_vjp may hand back G "
    "itself. Make a new array for each sum.",
    fr="Une part est ajoutée sur place à un tableau qu'un autre gradient partage : add_vjp peut "
    "rendre G lui-même. Créez un nouveau tableau pour chaque somme.",
)
def adds_in_place_to_what_is_shared(tape, values):
    gradients = [None] * len(tape)
    gradients[-1] = np.ones(np.shape(values[-1]))
    for k in reversed(range(len(tape))):
        if gradients[k] is None:
            gradients[k] = np.zeros(np.shape(values[k]))
        if tape[k][0] == "add":
            G = gradients[k]
            same = [np.shape(values[i]) == np.shape(G) for i in tape[k][1:]]
            parts = vjps.add_vjp(G, values[tape[k][1]], values[tape[k][2]])
            shared = [G if is_same else part for is_same, part in zip(same, parts, strict=True)]
            found = list(zip(tape[k][1:], shared, strict=True))
        else:
            found = parts_of(tape[k], values, k, gradients[k])
        for i, part in found:
            if gradients[i] is None:
                gradients[i] = part
            else:
                gradients[i] += part
    return gradients


@backward_pass.mistake(
    en="Only the first array of a step gets its part: a sum or a product has two.",
    fr="Seul le premier tableau d'une étape reçoit sa part : une somme ou un produit en a deux.",
)
def serves_the_first_array(tape, values):
    gradients = [np.zeros(np.shape(value)) for value in values]
    gradients[-1] = np.ones(np.shape(values[-1]))
    for k in reversed(range(len(tape))):
        for i, part in parts_of(tape[k], values, k, gradients[k])[:1]:
            gradients[i] = gradients[i] + part
    return gradients


@backward_pass.mistake(
    en="exp_vjp is given what entered the exponential: it wants what came out of it, which the "
    "tape has at the step's own place.",
    fr="exp_vjp reçoit ce qui est entré dans l'exponentielle : elle veut ce qui en est sorti, que "
    "la bande garde à la place de l'étape elle-même.",
)
def gives_exp_what_entered(tape, values):
    gradients = [np.zeros(np.shape(value)) for value in values]
    gradients[-1] = np.ones(np.shape(values[-1]))
    for k in reversed(range(len(tape))):
        G = gradients[k]
        found = parts_of(tape[k], values, k, G)
        if tape[k][0] == "exp":
            found = [(tape[k][1], vjps.exp_vjp(G, values[tape[k][1]]))]
        for i, part in found:
            gradients[i] = gradients[i] + part
    return gradients


@backward_pass.mistake(
    en="An array that stands twice in a step is counted once: a dictionary of positions keeps only "
    "one part of the two.",
    fr="Un tableau qui figure deux fois dans une étape n'est compté qu'une : un dictionnaire de "
    "positions ne garde qu'une part sur deux.",
)
def counts_an_array_once(tape, values):  # M30.9
    gradients = [np.zeros(np.shape(value)) for value in values]
    gradients[-1] = np.ones(np.shape(values[-1]))
    for k in reversed(range(len(tape))):
        for i, part in dict(parts_of(tape[k], values, k, gradients[k])).items():
            gradients[i] = gradients[i] + part
    return gradients


@backward_pass.alternative
def by_other_names(tape, values):
    return reverse(tape, values, range(len(tape) - 1, -1, -1), add)


backward_pass.equivalent(
    "range(len(tape)) → range(1, len(tape))", "The first step is an input, and passes nothing on."
)
backward_pass.equivalent(
    "exp_vjp(G, values[k]) → exp_vjp(values[k], G)", "It multiplies its two arguments."
)
