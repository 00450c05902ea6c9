"""Part B, concluded: which gradients disagree (exercise E82, cross-check)."""

import numpy as np
from reference.pytorch import agreement as ref

from autograder import Part

part = Part("disagreeing")

# --- which of them disagree ---

disagreements = part.question(ref.disagreements, points=5)


def gradients(rng, **shapes):
    return {name: rng.uniform(0.5, 1.5, size=shape) for name, shape in shapes.items()}


SHAPES = {"dW1": (5, 3), "db1": (5, 1), "dW2": (4, 5), "db2": (4, 1)}


@disagreements.case("one wrong sign", visible=True, fr="un signe faux")
def _(rng):
    theirs = {"dW1": np.array([[1.0, -2.0], [0.5, 3.0]]), "db1": np.array([[0.25], [4.0]])}
    own = {"dW1": np.array([[1.0, -2.0], [0.5, -3.0]]), "db1": np.array([[0.25], [4.0]])}
    return {"own": own, "theirs": theirs}


@disagreements.case("all agree", fr="tous s'accordent")
def _(rng):
    theirs = gradients(rng, **SHAPES)
    return {"own": {name: a * (1 + 3e-7) for name, a in theirs.items()}, "theirs": theirs}


@disagreements.case(
    "one entry too small, one too large", fr="une entrée trop petite, une trop grande"
)
def _(rng):
    theirs = gradients(rng, **SHAPES)
    own = {name: a.copy() for name, a in theirs.items()}
    own["dW1"][3, 1] *= 1 - 4e-6
    own["db2"][2, 0] *= 1 + 4e-6
    return {"own": own, "theirs": theirs}


@disagreements.case("tiny gradients and large ones", fr="des gradients minuscules et des grands")
def _(rng):
    theirs = gradients(rng, **SHAPES)
    theirs = {name: a * (1e-9 if "1" in name else 1e6) for name, a in theirs.items()}
    own = {"dW1": 3 * theirs["dW1"], "db1": theirs["db1"], "dW2": theirs["dW2"] + 0.01}
    return {"own": own | {"db2": -theirs["db2"]}, "theirs": theirs}


@disagreements.case("a row for a column", fr="une ligne au lieu d'une colonne")
def _(rng):
    theirs = {name: np.ones(shape) for name, shape in SHAPES.items()}
    own = {name: np.ones(shape) for name, shape in SHAPES.items()}
    return {"own": own | {"db1": np.ones(5), "db2": np.ones((1, 4))}, "theirs": theirs}


@disagreements.case("one is missing", fr="il en manque un")
def _(rng):
    theirs = gradients(rng, **SHAPES)
    own = {name: a for name, a in theirs.items() if name != "db1"}
    return {"own": own, "theirs": theirs}


@disagreements.case("another tolerance", fr="une autre tolérance")
def _(rng):
    theirs = gradients(rng, **SHAPES)
    own = {name: a * (1 + 3e-4) for name, a in theirs.items()}
    own["dW2"] = theirs["dW2"] * (1 + 5e-3)
    theirs["db2"] = 1e-10 * theirs["db2"]
    own["db2"] = theirs["db2"] * (1 + 2e-3)
    return {"own": own, "theirs": theirs, "tolerance": 1e-3}


@disagreements.case("a generous tolerance", fr="une tolérance généreuse")
def _(rng):
    scale = rng.uniform(1.0, 2.0)
    theirs = {"dW1": np.array([[1.0]]), "db1": np.array([[-4.0]]), "dW2": np.array([[1.0]])}
    own = {"dW1": np.array([[-4.0]]), "db1": np.array([[1.0]]), "dW2": np.array([[-1.0]])}
    own, theirs = ({name: scale * a for name, a in each.items()} for each in (own, theirs))
    return {"own": own, "theirs": theirs, "tolerance": 1.8}


@disagreements.case("no tolerance", fr="aucune tolérance")
def _(rng):
    theirs = gradients(rng, **SHAPES)
    own = {name: a.copy() for name, a in theirs.items()}
    own["db1"][0, 0] += 1e-9
    return {"own": own, "theirs": theirs, "tolerance": 0.0}


@disagreements.case("zeros", fr="des zéros")
def _(rng):
    theirs = {"dW1": np.zeros((2, 3)), "db1": np.array([[0.0], [1.0]])}
    own = {"dW1": np.zeros((2, 3)), "db1": np.array([[1e-20], [1.0]])}
    return {"own": own, "theirs": theirs}


def compared(own, theirs, tolerance, error, shapes=True):
    """The solution in pieces, so that a mistake can change one of them."""
    names = []
    for name, b in theirs.items():
        a = own.get(name)
        if a is None or (shapes and a.shape != b.shape) or error(a, b) > tolerance:
            names.append(name)
    return names


def relative(a, b):
    return np.abs(a - b) / np.maximum(np.maximum(np.abs(a), np.abs(b)), 1e-12)


@disagreements.mistake(
    en="You compare absolute differences: a millionth is much for a gradient of 10⁻⁹, and nothing "
    "for one of 10⁶.",
    fr="Vous comparez des écarts absolus : un millionième, c'est beaucoup pour un gradient de "
    "10⁻⁹ et rien pour un gradient de 10⁶.",
)
def compares_absolutely(own, theirs, tolerance=1e-6):  # not in the catalogue
    return compared(own, theirs, tolerance, lambda a, b: np.max(np.abs(a - b)))


@disagreements.mistake(
    en="You leave out the absolute value: what is too small by any amount agrees.",
    fr="Vous oubliez la valeur absolue : ce qui est trop petit, de combien que ce soit, s'accorde.",
)
def forgets_the_absolute_value(own, theirs, tolerance=1e-6):  # not in the catalogue
    def error(a, b):
        return np.max((a - b) / np.maximum(np.maximum(np.abs(a), np.abs(b)), 1e-12))

    return compared(own, theirs, tolerance, error)


@disagreements.mistake(
    en="You take the mean over the entries: one wrong entry among many that are right goes "
    "unnoticed.",
    fr="Vous prenez la moyenne sur les entrées : une entrée fausse parmi beaucoup de justes passe "
    "inaperçue.",
)
def takes_the_mean(own, theirs, tolerance=1e-6):  # not in the catalogue
    return compared(own, theirs, tolerance, lambda a, b: np.mean(relative(a, b)))


@disagreements.mistake(
    en="You do not compare the shapes: NumPy lines a row up with a column, and compares every "
    "entry with every other.",
    fr="Vous ne comparez pas les formes : NumPy étend une ligne face à une colonne et compare "
    "chaque entrée à toutes les autres.",
)
def ignores_the_shapes(own, theirs, tolerance=1e-6):  # M84.11
    return compared(own, theirs, tolerance, lambda a, b: np.max(relative(a, b)), shapes=False)


@disagreements.mistake(
    en="You look at the names of `own` alone: a gradient that is missing there is not noticed.",
    fr="Vous ne parcourez que les noms de `own` : un gradient qui y manque n'est pas remarqué.",
)
def overlooks_what_is_missing(own, theirs, tolerance=1e-6):  # not in the catalogue
    common = {name: b for name, b in theirs.items() if name in own}
    return compared(own, common, tolerance, lambda a, b: np.max(relative(a, b)))


@disagreements.mistake(
    en="The tolerance that you are given is not used.",
    fr="La tolérance que vous recevez n'est pas utilisée.",
)
def fixes_the_tolerance(own, theirs, tolerance=1e-6):  # not in the catalogue
    return compared(own, theirs, 1e-6, lambda a, b: np.max(relative(a, b)))


@disagreements.mistake(
    en="You divide zero by zero: where both gradients are 0 they agree, and what compares with "
    "NaN is always false. Nothing keeps the denominator from 0.",
    fr="Vous divisez zéro par zéro : là où les deux gradients sont nuls, ils s'accordent. Rien "
    "n'empêche votre dénominateur de s'annuler.",
)
def divides_by_nothing(own, theirs, tolerance=1e-6):  # not in the catalogue
    def error(a, b):
        return np.max(np.abs(a - b) / np.maximum(np.abs(a), np.abs(b)))

    return [
        name
        for name, b in theirs.items()
        if name not in own or own[name].shape != b.shape or not error(own[name], b) <= tolerance
    ]


@disagreements.alternative
def in_one_expression(own, theirs, tolerance=1e-6):
    return [
        name
        for name, b in theirs.items()
        if name not in own
        or own[name].shape != b.shape
        or bool(np.any(relative(own[name], b) > tolerance))
    ]


disagreements.equivalent("a - b → b - a", "Its absolute value is taken.")
