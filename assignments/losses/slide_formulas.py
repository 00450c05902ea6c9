"""Part H: which formulas of the slides are right (ER1, ER11, ER21, ER22, ER31, ER32)?"""

from autograder import Part

part = Part("slide_formulas")


def formulas(rng):
    pairs = [
        ("J = (1/m) Σ_i L(ŷ^(i), y^(i))", "J = (1/m) Σ_i L(ŷ, y)"),
        (
            "negative log-likelihood: -(1/m) Σ_i log f(x^(i))_(y_i)",
            "negative likelihood: -(1/m) Σ_i log f(x^(i))_(y_i)",
        ),
        ("binary labels: y ∈ {0, 1}", "binary labels: y ∈ [0, 1]"),
        ("p_k = e^(o_k) / Σ_j e^(o_j)", "p_k = e^(-o_k) / Σ_j e^(-o_j)"),
        ("q outputs: ∂L/∂ŷ ∈ ℝ^q", "q outputs: ∂L/∂ŷ ∈ ℝ²"),
        ("y = 1: BCE = -log p", "y = 1: BCE = -log (1 - p)"),
        (
            "target y ≥ 0: ŷ = max(z, 0) is possible",
            "output layer: ŷ = max(z, 0) is never possible",
        ),
    ]
    shown = [pair[int(rng.integers(2))] for pair in pairs]
    letters = "ABCDEFG"
    return {letters[i]: shown[int(k)] for i, k in enumerate(rng.permutation(7))}


LIST = "".join(f"- **{letter}** `{{{letter}}}`\n" for letter in "ABCDEFG")


@part.answer(
    "slide_formulas",
    points=3,
    variant=formulas,
    texts={
        "en": "Here are seven lines, as a slide might have them.\n\n" + LIST + "\nWhich are right? "
        "Put in `slide_formulas` a dictionary from each letter to `True` or `False`.",
        "fr": "Voici sept lignes, comme une diapositive pourrait les montrer.\n\n" + LIST + "\n"
        "Lesquelles sont justes ? Mettez dans `slide_formulas` un dictionnaire qui associe à "
        "chaque lettre `True` ou `False`.",
    },
)
def slide_formulas(A, B, C, D, E, F, G):
    formulas = {"A": A, "B": B, "C": C, "D": D, "E": E, "F": F, "G": G}
    right = {
        "J = (1/m) Σ_i L(ŷ^(i), y^(i))",
        "negative log-likelihood: -(1/m) Σ_i log f(x^(i))_(y_i)",
        "binary labels: y ∈ {0, 1}",
        "p_k = e^(o_k) / Σ_j e^(o_j)",
        "q outputs: ∂L/∂ŷ ∈ ℝ^q",
        "y = 1: BCE = -log p",
        "target y ≥ 0: ŷ = max(z, 0) is possible",
    }
    return {letter: formula in right for letter, formula in formulas.items()}


def misjudged(formulas, *starts):
    """Return the right answer, but for the line that begins so."""
    right = slide_formulas.solution(*formulas)
    return {
        letter: right[letter] != formula.startswith(starts)
        for letter, formula in zip("ABCDEFG", formulas, strict=True)
    }


@slide_formulas.mistake(
    en="Look again at the cost J: does every term of the sum speak of another instance?",
    fr="Revoyez le coût J : chaque terme de la somme parle-t-il d'une autre instance ?",
)
def about_the_index(*formulas):  # ER11
    return misjudged(formulas, "J")


@slide_formulas.mistake(
    en="Look again at the name of the sum of logarithms: a likelihood is a product of "
    "probabilities.",
    fr="Revoyez le nom de la somme de logarithmes : une vraisemblance est un produit de "
    "probabilités.",
)
def about_the_likelihood(*formulas):  # ER31
    return misjudged(formulas, "negative")


@slide_formulas.mistake(
    en="Look again at binary labels: can a label be 0.3?",
    fr="Revoyez les étiquettes binaires : une étiquette peut-elle valoir 0,3 ?",
)
def about_the_labels(*formulas):  # ER32
    return misjudged(formulas, "binary")


@slide_formulas.mistake(
    en="Look again at the softmax: which class wins with the outputs 1, 2 and 3?",
    fr="Revoyez le softmax : quelle classe l'emporte avec les sorties 1, 2 et 3 ?",
)
def about_the_softmax(*formulas):  # ER1
    return misjudged(formulas, "p_k")


@slide_formulas.mistake(
    en="Look again at the gradient with respect to the outputs: it has the shape of what it is the "
    "gradient of.",
    fr="Revoyez le gradient par rapport aux sorties : il a la forme de ce dont il est le gradient.",
)
def about_the_shape(*formulas):  # ER21
    return misjudged(formulas, "q")


@slide_formulas.mistake(
    en="Look again at the binary cross-entropy: which of its two halves is silent for y = 1?",
    fr="Revoyez l'entropie croisée binaire : laquelle de ses deux moitiés se tait pour y = 1 ?",
)
def about_the_halves(*formulas):  # S3-20, M12.8
    return misjudged(formulas, "y = 1")


@slide_formulas.mistake(
    en="Look again at ReLU at the output: is there a target that is never negative?",
    fr="Revoyez ReLU en sortie : existe-t-il une cible qui n'est jamais négative ?",
)
def about_the_last_activation(*formulas):  # ER22
    return misjudged(formulas, "target", "output")


@slide_formulas.mistake(
    en="All your answers are reversed: `True` stands for a right line.",
    fr="Toutes vos réponses sont inversées : `True` désigne une ligne juste.",
)
def all_lines_reversed(*formulas):  # not in the catalogue
    return misjudged(formulas, "")


@slide_formulas.alternative
def by_what_is_wrong(*formulas):
    wrong = ("L(ŷ, y)", "negative likelihood", "[0, 1]", "e^(-o", "ℝ²", "(1 - p)", "never")
    return {
        letter: not any(part in formula for part in wrong)
        for letter, formula in zip("ABCDEFG", formulas, strict=True)
    }
