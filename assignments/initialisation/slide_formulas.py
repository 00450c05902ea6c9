"""Part G: which formulas of the slides are right (ER12-14, ER25, ER26, ER28, ER34, Q36)?"""

from autograder import Part

part = Part("slide_formulas")


def formulas(rng):
    pairs = [
        ("He, ReLU: σ = 2 / √n_in", "He, ReLU: σ = √(2 / n_in)"),
        ("z = W x: E[z²] = E[x²] ⟺ n_in σ² = 1", "z = W x: E[z²] = E[x²] ⟺ n_in σ² ≥ 1"),
        (
            "W = rng.normal(size=(n_in, n_out)); Z = W @ A",
            "W = rng.normal(size=(n_out, n_in)); Z = W @ A",
        ),
        ("γ = √(σ² + ε), β = μ ⟹ z_BN = z", "γ = √(σ² + ε), β = μ ⟹ z_BN = z_N"),
        (
            "test: z_N = (z − batch_mean) / √(batch_var + ε)",
            "test: z_N = (z − running_mean) / √(running_var + ε)",
        ),
        ("‖W2 W1 x‖ ≤ ‖W2‖ ‖W1‖ ‖x‖", "∀ i, j: |w_ij| < 1 ⟹ ‖W2 W1 x‖ < ‖x‖"),
        (
            "sigmoid, W1 = W2 = 0, b1 = 0 ⟹ dW1 = dW2 = 0",
            "tanh, W1 = W2 = 0, b1 = 0 ⟹ dW1 = dW2 = 0",
        ),
    ]
    shown = [pair[int(rng.integers(2))] for pair in pairs]
    letters = "ABCDEFG"
    return {letters[i]: shown[int(k)] for i, k in enumerate(rng.permutation(7))}


LIST = "".join(f"- **{letter}** `{{{letter}}}`\n" for letter in "ABCDEFG")


@part.answer(
    "slide_formulas",
    points=5,
    variant=formulas,
    texts={
        "en": "Here are seven formulas, as a slide might have them, in the notation of this "
        "notebook.\n\n" + LIST + "\nWhich are right? Put in `slide_formulas` a dictionary from "
        "each letter to `True` or `False`.",
        "fr": "Voici sept formules, comme une diapositive pourrait les montrer, dans les notations "
        "de ce notebook.\n\n" + LIST + "\nLesquelles sont justes ? Mettez dans "
        "`slide_formulas` un dictionnaire qui associe à chaque lettre `True` ou `False`.",
    },
)
def slide_formulas(A, B, C, D, E, F, G):
    formulas = {"A": A, "B": B, "C": C, "D": D, "E": E, "F": F, "G": G}
    right = {
        "He, ReLU: σ = √(2 / n_in)",
        "z = W x: E[z²] = E[x²] ⟺ n_in σ² = 1",
        "W = rng.normal(size=(n_out, n_in)); Z = W @ A",
        "γ = √(σ² + ε), β = μ ⟹ z_BN = z",
        "test: z_N = (z − running_mean) / √(running_var + ε)",
        "‖W2 W1 x‖ ≤ ‖W2‖ ‖W1‖ ‖x‖",
        "tanh, W1 = W2 = 0, b1 = 0 ⟹ dW1 = dW2 = 0",
    }
    return {letter: formula in right for letter, formula in formulas.items()}


def misjudged(formulas, *starts):
    """The right answer but for the formula that begins so."""
    right = slide_formulas.solution(*formulas)
    return {
        letter: right[letter] != formula.startswith(starts)
        for letter, formula in zip("ABCDEFG", formulas, strict=True)
    }


@slide_formulas.mistake(
    en="Look again at He's rule: which square does ReLU halve, and so which one must be doubled?",
    fr="Revoyez la règle de He : quel carré ReLU divise-t-elle par deux, et lequel faut-il donc "
    "doubler ?",
)
def about_he(*formulas):  # ER13
    return misjudged(formulas, "He")


@slide_formulas.mistake(
    en="Look again at the linear layer: the mean square is multiplied by n_in σ². Staying the same "
    "and not shrinking are two different things.",
    fr="Revoyez la couche linéaire : la moyenne des carrés est multipliée par n_in σ². Rester la "
    "même et ne pas diminuer sont deux choses différentes.",
)
def about_the_linear_layer(*formulas):  # ER14
    return misjudged(formulas, "z = ")


@slide_formulas.mistake(
    en="Look again at the shapes of W @ A: the columns of W meet the rows of A.",
    fr="Revoyez les dimensions de W @ A : les colonnes de W rencontrent les lignes de A.",
)
def about_the_shape(*formulas):  # ER26
    return misjudged(formulas, "W = ")


@slide_formulas.mistake(
    en="Look again at what γ and β do to the normalised values: what is multiplied by what it was "
    "divided by?",
    fr="Revoyez ce que γ et β font aux valeurs normalisées : qu'obtient-on en multipliant par ce "
    "par quoi on a divisé ?",
)
def about_no_effect(*formulas):  # ER25, Q36
    return misjudged(formulas, "γ")


@slide_formulas.mistake(
    en="Look again at test time: can the answer for one instance depend on those that happen to be "
    "tested with it?",
    fr="Revoyez le moment du test : la réponse pour une instance peut-elle dépendre de celles qui "
    "se trouvent testées avec elle ?",
)
def about_test_time(*formulas):  # Q36, M67.11
    return misjudged(formulas, "test")


@slide_formulas.mistake(
    en="Look again at what makes a signal vanish: not the size of one entry but what the whole "
    "matrix does to a vector. Add up a hundred entries of 0.9.",
    fr="Revoyez ce qui fait disparaître un signal : non la taille d'une composante, mais ce que "
    "toute la matrice fait à un vecteur. Additionnez cent composantes de 0,9.",
)
def about_vanishing(*formulas):  # ER28
    return misjudged(formulas, "‖", "∀")


@slide_formulas.mistake(
    en="Look again at the start from zero: it is the value of the hidden activation at 0 that "
    "decides.",
    fr="Revoyez le départ de zéro : c'est la valeur de l'activation cachée en 0 qui décide.",
)
def about_zero(*formulas):  # ER12, ER34
    return misjudged(formulas, "sigmoid", "tanh")


@slide_formulas.mistake(
    en="All your answers are reversed: `True` stands for a right formula.",
    fr="Toutes vos réponses sont inversées : `True` désigne une formule juste.",
)
def all_reversed(*formulas):  # not in the catalogue
    return misjudged(formulas, "")


@slide_formulas.alternative
def by_what_is_wrong(*formulas):
    wrong = ("2 / √n_in", "≥", "size=(n_in, n_out)", "z_BN = z_N", "batch", "∀", "sigmoid")
    return {
        letter: not any(part in formula for part in wrong)
        for letter, formula in zip("ABCDEFG", formulas, strict=True)
    }
