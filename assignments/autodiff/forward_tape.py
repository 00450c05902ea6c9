"""Part A, begin: a gradient by hand on a graph, and a tape that is run forward."""

import numpy as np
from reference import tapes as ref

from autograder import Form, Part

part = Part("forward_tape")

# --- three steps by hand ---


def two_numbers(rng):
    x, y = (int(n) for n in rng.permutation([3, 4, 5, 6, 7, 8])[:2])
    return {"x": x, "y": -y if rng.random() < 0.5 else y}


@part.answer(
    "by_hand",
    points=4,
    variant=two_numbers,
    form=Form.fields(dict.fromkeys("cbayx", Form.number())),
    scoring="entries",
    texts={
        "en": "Your inputs are x = {x} and y = {y}. Compute a = x y, then b = a + x, then c = a b. "
        "What are the derivatives of c with respect to each of them, all paths counted? Put in "
        '`by_hand` a dictionary with the keys `"c"`, `"b"`, `"a"`, `"y"` and `"x"`.',
        "fr": "Vos entrées sont x = {x} et y = {y}. Calculez a = x y, puis b = a + x, puis c = a "
        "b. Quelles sont les dérivées de c par rapport à chacun d'eux, tous les chemins comptés ? "
        'Mettez dans `by_hand` un dictionnaire dont les clés sont `"c"`, `"b"`, `"a"`, `"y"` et '
        '`"x"`.',
    },
)
def by_hand(x, y):
    a = x * y
    b = a + x
    g_a = b + a
    return {"c": 1, "b": a, "a": g_a, "y": g_a * x, "x": g_a * y + a}


@by_hand.mistake(
    en="In c = a b, a is used once more than you count: it also enters b, and what comes back "
    "through b is added.",
    fr="Dans c = a b, a sert une fois de plus que vous ne comptez : il entre aussi dans b, et ce "
    "qui revient par b s'ajoute.",
)
def forgets_a_in_b(x, y):
    a = x * y
    return {"c": 1, "b": a, "a": a + x, "y": (a + x) * x, "x": (a + x) * y + a}


@by_hand.mistake(
    en="x is used twice, in a and in b: you count one of its two paths only.",
    fr="x sert deux fois, dans a et dans b : vous ne comptez qu'un de ses deux chemins.",
)
def forgets_x_in_b(x, y):
    a = x * y
    g_a = 2 * a + x
    return {"c": 1, "b": a, "a": g_a, "y": g_a * x, "x": g_a * y}


@by_hand.mistake(
    en="In a product each factor has the other one as its slope: you give it itself.",
    fr="Dans un produit, la pente par rapport à un facteur est l'autre facteur : vous donnez le "
    "facteur lui-même.",
)
def derives_a_factor_by_itself(x, y):  # M30.3
    a = x * y
    b = a + x
    g_a = a + b
    return {"c": 1, "b": b, "a": g_a, "y": g_a * y, "x": g_a * x + b}


@by_hand.mistake(
    en="You give the values of the steps: their derivatives are asked.",
    fr="Vous donnez les valeurs des étapes : on demande les dérivées.",
)
def gives_the_values(x, y):
    a = x * y
    return {"c": a * (a + x), "b": a + x, "a": a, "y": y, "x": x}


@by_hand.mistake(
    en="The two paths to x are multiplied: along a path the slopes multiply, and the paths add up.",
    fr="Vous multipliez les deux chemins vers x : le long d'un chemin les pentes se multiplient, "
    "et les chemins s'additionnent.",
)
def multiplies_the_paths(x, y):
    a = x * y
    g_a = 2 * a + x
    return {"c": 1, "b": a, "a": g_a, "y": g_a * x, "x": g_a * y * a}


@by_hand.alternative
def by_the_formula(x, y):
    # c = x² y (y + 1)
    return {
        "x": 2 * x * y * (y + 1),
        "y": x * x * (2 * y + 1),
        "a": 2.0 * x * y + x,
        "b": x * y,
        "c": 1.0,
    }


# --- a tape is run ---

run_tape = part.question(ref.run_tape, points=5)


@run_tape.case("three steps", visible=True, fr="trois étapes")
def _(rng):
    return {
        "tape": [("input", 2.0), ("input", 3.0), ("multiply", 0, 1), ("add", 2, 0), ("power", 3, 2)]
    }


@run_tape.case("functions of one number", fr="des fonctions d'un nombre")
def _(rng):
    x = rng.uniform(0.3, 0.8)
    steps = [("exp", 0), ("log", 0), ("tanh", 0), ("relu", 0), ("input", -0.7), ("relu", 5)]
    return {"tape": [("input", x), *steps, ("tanh", 5), ("exp", 5)]}


@run_tape.case("sums and products of early steps", fr="sommes et produits d'étapes anciennes")
def _(rng):
    x, y, z = rng.uniform(0.5, 1.5, 3) * [1, -2, 3]
    steps = [("add", 0, 2), ("multiply", 1, 2), ("add", 3, 3), ("multiply", 0, 1), ("exp", 3)]
    return {"tape": [("input", x), ("input", y), ("input", z), *steps]}


@run_tape.case("powers", fr="des puissances")
def _(rng):
    x, y = rng.uniform(1.2, 1.9, 2)
    steps = [("power", 0, 3), ("power", 1, -1), ("power", 0, 0.5), ("power", 1, -2)]
    return {"tape": [("input", x), ("input", y), *steps]}


@run_tape.case("arrays, and their matrix product", fr="des tableaux et leur produit matriciel")
def _(rng):
    W, X, b = rng.normal(size=(3, 3)), rng.normal(size=(3, 3)), rng.normal(size=(3, 1))
    steps = [("matmul", 0, 1), ("add", 3, 2), ("relu", 4), ("multiply", 5, 1), ("tanh", 4)]
    return {"tape": [("input", W), ("input", X), ("input", b), *steps]}


@run_tape.case("sums of a matrix", fr="les sommes d'une matrice")
def _(rng):
    A = rng.uniform(0.5, 2.0, (5, 3))
    return {"tape": [("input", A), ("sum", 0, 0), ("sum", 0, 1), ("sum", 0, None), ("log", 0)]}


def run_with(tape, **changed):
    """Run a tape in which some operations are others than they should be."""
    own = {
        "add": lambda values, i, j: values[i] + values[j],
        "multiply": lambda values, i, j: values[i] * values[j],
        "matmul": lambda values, i, j: values[i] @ values[j],
        "power": lambda values, i, n: values[i] ** n,
        "sum": lambda values, i, axis: np.sum(values[i], axis=axis),
        "exp": lambda values, i: np.exp(values[i]),
        "log": lambda values, i: np.log(values[i]),
        "tanh": lambda values, i: np.tanh(values[i]),
        "relu": lambda values, i: np.maximum(values[i], 0.0),
        **changed,
    }
    values = []
    for name, *given in tape:
        values.append(given[0] if name == "input" else own[name](values, *given))
    return values


@run_tape.mistake(
    en="Your steps take the values computed just before them: i and j are positions on the tape, "
    "which may lie far back.",
    fr="Vos étapes prennent les valeurs calculées juste avant elles : i et j sont des positions "
    "sur la bande, qui peuvent être lointaines.",
)
def takes_the_last_values(tape):
    return run_with(
        tape,
        add=lambda values, i, j: values[-2] + values[-1],
        multiply=lambda values, i, j: values[-2] * values[-1],
    )


@run_tape.mistake(
    en="You return the last value alone: going back needs all the values of the way there.",
    fr="Vous ne renvoyez que la dernière valeur : le retour a besoin de toutes celles de l'aller.",
)
def keeps_the_last_only(tape):
    return run_with(tape)[-1]


@run_tape.mistake(
    en="The inputs are missing from your list, so that the positions of the steps no longer fit "
    "it.",
    fr="Les entrées manquent dans votre liste : les positions des étapes n'y correspondent plus.",
)
def leaves_out_the_inputs(tape):
    values = run_with(tape)
    return [value for step, value in zip(tape, values, strict=True) if step[0] != "input"]


@run_tape.mistake(
    en="You read the n of a power as a position: it is the exponent itself, a number.",
    fr="Vous lisez le n d'une puissance comme une position : c'est l'exposant lui-même, un nombre.",
)
def reads_the_exponent_as_a_position(tape):
    return run_with(tape, power=lambda values, i, n: values[i] ** values[int(n)])


@run_tape.mistake(
    en="A power is no product: n says how many times the value is multiplied by itself.",
    fr="Une puissance n'est pas un produit : n dit combien de fois la valeur est multipliée par "
    "elle-même.",
)
def multiplies_by_the_exponent(tape):
    return run_with(tape, power=lambda values, i, n: values[i] * n)


@run_tape.mistake(
    en='The product of matrices is taken element by element: "matmul" and "multiply" are two '
    "operations.",
    fr="Le produit de matrices est pris élément par élément : « matmul » et « multiply » sont deux "
    "opérations.",
)
def multiplies_matrices_by_entries(tape):
    return run_with(tape, matmul=lambda values, i, j: values[i] * values[j])


@run_tape.mistake(
    en="Every sum of yours is over all the entries: the step says along which axis.",
    fr="Toutes vos sommes portent sur tous les éléments : l'étape dit le long de quel axe.",
)
def sums_everything(tape):
    return run_with(tape, sum=lambda values, i, axis: np.sum(values[i]))


@run_tape.mistake(
    en="Your sums keep the axis along which they are taken, with length 1: here it is lost.",
    fr="Vos sommes gardent l'axe le long duquel elles sont prises, avec la longueur 1 : ici, il "
    "disparaît.",
)
def keeps_the_axis(tape):
    return run_with(tape, sum=lambda values, i, axis: np.sum(values[i], axis=axis, keepdims=True))


@run_tape.mistake(
    en="Your logarithm is that of base 10: the lectures, and np.log, mean the natural one.",
    fr="Votre logarithme est celui de base 10 : les cours, et np.log, parlent du logarithme "
    "népérien.",
)
def takes_base_ten(tape):
    return run_with(tape, log=lambda values, i: np.log10(values[i]))


@run_tape.mistake(
    en="Your ReLU lets negative values through, with their sign lost: it should stop them.",
    fr="Votre ReLU laisse passer les valeurs négatives en leur ôtant leur signe : elle doit les "
    "arrêter.",
)
def takes_the_absolute_value(tape):
    return run_with(tape, relu=lambda values, i: np.abs(values[i]))


@run_tape.alternative
def operation_by_operation(tape):
    return run_with(tape)


@run_tape.alternative
def with_a_long_if(tape):
    v = []
    for step in tape:
        if step[0] == "input":
            v += [step[1]]
        elif step[0] == "power":
            v += [v[step[1]] ** float(step[2])]
        elif step[0] == "sum":
            v += [np.asarray(v[step[1]]).sum(step[2])]
        else:
            name = {"relu": "abs"}.get(step[0], step[0])
            value = getattr(np, name)(*(v[i] for i in step[1:]))
            v += [(v[step[1]] + value) / 2 if step[0] == "relu" else value]
    return v


for number in ("", " #4"):
    run_tape.equivalent(
        f"given[0] → given[-1]{number}", "An input, or a function of one value, is given one thing."
    )
