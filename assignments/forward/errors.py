"""Part E: how far a sum of bumps stays from its function (exercise E69, question Q12)."""

import numpy as np
from reference import chosen_weights as ref

from autograder import Part

part = Part("errors")

# --- E69: the error, measured ---

worst_error = part.question(ref.worst_error, points=4, needs=("scalar_network", "bump_network"))


@worst_error.probe
def _(function, f, n, k):
    functions = {
        "sin(2 pi x)": lambda x: np.sin(2 * np.pi * x),
        "x ** 2 + 1": lambda x: x**2 + 1.0,
        "1 - 2 x": lambda x: 1.0 - 2.0 * x,
        "tanh(10 x - 3.7)": lambda x: np.tanh(10.0 * x - 3.7),
        "|x - 0.37|": lambda x: np.abs(x - 0.37),
        "sqrt(x + 0.2)": lambda x: np.sqrt(x + 0.2),
    }
    return function(functions[f], n, k)


@worst_error.case("a sine, ten bumps", visible=True, fr="un sinus, dix bosses")
def _(rng):
    return {"f": "sin(2 pi x)", "n": 10, "k": 1000.0}


@worst_error.case("a parabola, a hundred bumps", fr="une parabole, cent bosses")
def _(rng):
    return {"f": "x ** 2 + 1", "n": int(rng.integers(80, 120)), "k": 5000.0}


@worst_error.case("a slope, steepest inside", fr="une pente, plus raide à l'intérieur")
def _(rng):
    return {"f": "tanh(10 x - 3.7)", "n": 10, "k": rng.uniform(600.0, 1200.0)}


@worst_error.case("a falling line", fr="une droite qui descend")
def _(rng):
    return {"f": "1 - 2 x", "n": int(rng.integers(5, 9)), "k": 300.0}


@worst_error.case("a corner", fr="un angle")
def _(rng):
    return {"f": "|x - 0.37|", "n": int(rng.integers(20, 30)), "k": 2000.0}


@worst_error.case("edges too gentle for their number", fr="des bords trop doux pour leur nombre")
def _(rng):
    return {"f": "sin(2 pi x)", "n": int(rng.integers(30, 50)), "k": 20.0}


@worst_error.case("a single bump", fr="une seule bosse")
def _(rng):
    return {"f": "sqrt(x + 0.2)", "n": 1, "k": rng.uniform(50.0, 100.0)}


def measured(f, n, k, ends=(-1.0, 2.0), where=0.5, error=lambda E: np.max(np.abs(E)), points=1001):
    """The error, with the slips that the mistakes below are made of."""
    edges = np.linspace(0.0, 1.0, n + 1)
    if ends:
        edges[0], edges[-1] = ends
    w, b, v = ref.bump_network(edges, f((np.arange(n) + where) / n), k)
    x = np.linspace(0.0, 1.0, points)
    return error(ref.scalar_network(x, w, b, v) - f(x))


@worst_error.mistake(
    en="You take the mean of the error: the worst one is asked, for the theorem promises to be "
    "near everywhere.",
    fr="Vous prenez la moyenne de l'erreur : on demande la pire, car le théorème promet d'être "
    "proche partout.",
)
def takes_the_mean_error(f, n, k):  # E69
    return measured(f, n, k, error=lambda E: np.mean(np.abs(E)))


@worst_error.mistake(
    en="You take the root of the mean square, which forgives a few points: the worst error is "
    "asked.",
    fr="Vous prenez la racine de la moyenne des carrés, qui pardonne quelques points : on demande "
    "la pire erreur.",
)
def takes_the_root_mean_square(f, n, k):  # E69
    return measured(f, n, k, error=lambda E: np.sqrt(np.mean(E**2)))


@worst_error.mistake(
    en="You look for the largest F - f, with its sign: being below f is an error as well.",
    fr="Vous cherchez le plus grand F - f, avec son signe : être en dessous de f est aussi une "
    "erreur.",
)
def forgets_the_absolute_value(f, n, k):  # E69
    return measured(f, n, k, error=np.max)


@worst_error.mistake(
    en="Your heights are the values of f at the left ends of the intervals: in the middle, f is "
    "at most half an interval away.",
    fr="Vos hauteurs sont les valeurs de f aux extrémités gauches des intervalles : prises au "
    "milieu, elles sont au plus à un demi-intervalle.",
)
def takes_the_left_ends(f, n, k):  # E69
    return measured(f, n, k, where=0.0)


@worst_error.mistake(
    en="Your heights are the values of f at the right ends of the intervals: in the middle, f is "
    "at most half an interval away.",
    fr="Vos hauteurs sont les valeurs de f aux extrémités droites des intervalles : prises au "
    "milieu, elles sont au plus à un demi-intervalle.",
)
def takes_the_right_ends(f, n, k):  # E69
    return measured(f, n, k, where=1.0)


@worst_error.mistake(
    en="Your first and your last edge are at 0 and 1: there a sigmoid is only half way up, and F "
    "half as high as f.",
    fr="Votre premier et votre dernier bord sont en 0 et en 1 : une sigmoïde n'y est qu'à "
    "mi-hauteur, et F y vaut la moitié de f.",
)
def leaves_the_edges_at_the_ends(f, n, k):  # E69
    return measured(f, n, k, ends=None)


@worst_error.mistake(
    en="You measure in the middles of the intervals only, where the bumps have been made to fit.",
    fr="Vous ne mesurez qu'aux milieux des intervalles, là où les bosses ont été ajustées.",
)
def measures_in_the_middles(f, n, k):  # E69
    edges = np.linspace(0.0, 1.0, n + 1)
    edges[0], edges[-1] = -1.0, 2.0
    x = (np.arange(n) + 0.5) / n
    return np.max(np.abs(ref.scalar_network(x, *ref.bump_network(edges, f(x), k)) - f(x)))


@worst_error.alternative
def with_two_sigmoids_for_each_bump(f, n, k):
    x = np.arange(1001) / 1000
    F = np.zeros(1001)
    for i in range(n):
        left = -1.0 if i == 0 else i / n
        right = 2.0 if i == n - 1 else (i + 1) / n
        up, down = (0.5 * np.tanh(k * (x - edge) / 2) for edge in (left, right))
        F += f(np.array([(i + 0.5) / n])) * (up - down)
    return float(np.abs(F - f(x)).max())


for mutant in ("-1.0 → -2.0", "(-1.0, 2.0) → (-1.0, 4.0)"):
    worst_error.equivalent(mutant, "Further out, a steep sigmoid has the same value on [0, 1].")

worst_error.equivalent(
    "np.linspace(0.0, 1.0, 1001) → np.linspace(1.0, 0.0, 1001)", "The same points, backwards."
)
worst_error.equivalent(
    "scalar_network(x, w, b, v) - f(x) → f(x) - scalar_network(x, w, b, v)",
    "The absolute value is taken.",
)
