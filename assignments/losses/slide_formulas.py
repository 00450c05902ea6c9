"""Part H: which formulas of the slides are right (ER1, ER11, ER21, ER22, ER31, ER32)?"""

from autograder import Part

part = Part("slide_formulas")


def formulas(rng):
    pairs = [
        ("J = (1/m) Σ_i L(ŷ^(i), y^(i))", "J = (1/m) Σ_i L(ŷ, y)"),
        (
            "-log Π_i f(x^(i))_(y_i) = -Σ_i log f(x^(i))_(y_i)",
            "-Π_i f(x^(i))_(y_i) = -Σ_i log f(x^(i))_(y_i)",
        ),
        ("y ∈ {0, 1}, p ∈ [0, 1]", "y ∈ [0, 1], p ∈ [0, 1]"),
        ("p_k = e^(o_k) / Σ_j e^(o_j)", "p_k = e^(-o_k) / Σ_j e^(-o_j)"),
        ("ŷ ∈ ℝ^q ⟹ ∂L/∂ŷ ∈ ℝ^q", "ŷ ∈ ℝ^q ⟹ ∂L/∂ŷ ∈ ℝ²"),
        ("y = 1: BCE = -log p", "y = 1: BCE = -log (1 - p)"),
        (
            "y ≥ 0, ŷ = max(z, 0): ✓",
            "y ≥ 0, ŷ = max(z, 0): ✗",
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
        "en": "Here are seven lines, as a slide might have them. With two classes, `y` is the "
        "label and `p` the probability of class 1; a `✓` says that this can be so, a `✗` that it "
        "never can.\n\n" + LIST + "\nWhich are right? "
        "Put in `slide_formulas` a dictionary from each letter to `True` or `False`.",
        "fr": "Voici sept lignes, comme une diapositive pourrait les montrer. Avec deux classes, "
        "`y` est l'étiquette et `p` la probabilité de la classe 1 ; un `✓` dit que cela se peut, "
        "un `✗` que cela ne se peut jamais.\n\n" + LIST + "\n"
        "Lesquelles sont justes ? Mettez dans `slide_formulas` un dictionnaire qui associe à "
        "chaque lettre `True` ou `False`.",
    },
)
def slide_formulas(A, B, C, D, E, F, G):
    formulas = {"A": A, "B": B, "C": C, "D": D, "E": E, "F": F, "G": G}
    right = {
        "J = (1/m) Σ_i L(ŷ^(i), y^(i))",
        "-log Π_i f(x^(i))_(y_i) = -Σ_i log f(x^(i))_(y_i)",
        "y ∈ {0, 1}, p ∈ [0, 1]",
        "p_k = e^(o_k) / Σ_j e^(o_j)",
        "ŷ ∈ ℝ^q ⟹ ∂L/∂ŷ ∈ ℝ^q",
        "y = 1: BCE = -log p",
        "y ≥ 0, ŷ = max(z, 0): ✓",
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
    en="Look again at the sum of logarithms: a likelihood is a product of probabilities. What "
    "makes a sum of a product?",
    fr="Revoyez la somme de logarithmes : une vraisemblance est un produit de probabilités. "
    "Qu'est-ce qui fait d'un produit une somme ?",
)
def about_the_likelihood(*formulas):  # ER31
    return misjudged(formulas, "-")


@slide_formulas.mistake(
    en="Look again at binary labels: can a label be 0.3?",
    fr="Revoyez les étiquettes binaires : une étiquette peut-elle valoir 0,3 ?",
)
def about_the_labels(*formulas):  # ER32
    return misjudged(formulas, "y ∈")


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
    return misjudged(formulas, "ŷ ∈")


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
    return misjudged(formulas, "y ≥ 0")


@slide_formulas.mistake(
    en="All your answers are reversed: `True` stands for a right line.",
    fr="Toutes vos réponses sont inversées : `True` désigne une ligne juste.",
)
def all_lines_reversed(*formulas):  # not in the catalogue
    return misjudged(formulas, "")


@slide_formulas.alternative
def by_what_is_wrong(*formulas):
    wrong = ("L(ŷ, y)", "-Π", "y ∈ [0, 1]", "e^(-o", "ℝ²", "(1 - p)", "✗")
    return {
        letter: not any(part in formula for part in wrong)
        for letter, formula in zip("ABCDEFG", formulas, strict=True)
    }
