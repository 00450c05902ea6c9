"""Part F: which lines of the slides on backpropagation are right (Q43: ER2-4, ER11, ER12, ER21)?"""

from autograder import Part

part = Part("slides")


def lines_of_the_slides(rng):
    pairs = [
        ("a^l = W^l h^(l-1), h^l = g(a^l)", "h^l = W^l h^(l-1), h^l = g(h^l)"),
        ("δ^L → δ^(L-1) → ... → δ^1", "δ^1 → ... → δ^(L-1) → δ^L"),
        ("a = f(x + 3y) ⟹ ∂a/∂x = f'(x + 3y)", "a = f(x + 3y) ⟹ ∂a/∂x = f'(a x + 3y)"),
        ("b = g(5x) ⟹ ∂b/∂x = 5 g'(5x)", "b = g(5x) ⟹ ∂b/∂x = g'(a x)"),
        ("J = (1/m) Σ_i L(ŷ^(i), y^(i))", "J = (1/m) Σ_i L(ŷ, y)"),
        ("ŷ ∈ ℝ^q ⟹ ∂L/∂ŷ ∈ ℝ^q", "ŷ ∈ ℝ^q ⟹ ∂L/∂ŷ ∈ ℝ^2"),
        (
            "tanh, W1 = 0, w2_1 ≠ w2_2 ⟹ ∂J/∂w1_1 ≠ ∂J/∂w1_2",
            "tanh, W1 = 0, w2_1 ≠ w2_2 ⟹ ∂J/∂w1_1 = ∂J/∂w1_2",
        ),
    ]
    shown = [pair[int(rng.integers(2))] for pair in pairs]
    return {"ABCDEFG"[i]: shown[int(k)] for i, k in enumerate(rng.permutation(7))}


LIST = "".join(f"- **{letter}** `{{{letter}}}`\n" for letter in "ABCDEFG")


@part.answer(
    "slide_lines",
    points=6,
    variant=lines_of_the_slides,
    texts={
        "en": "Here are seven lines, as a slide might have them: the forward pass, the order in "
        "which errors are computed, two derivatives of part A, a cost, the error at the output, "
        "and a start from zero with tanh in the hidden layer (`w1_k` is the row of W1 of hidden "
        "neuron k, `w2_k` its weight to the output, b1 = 0).\n\n"
        + LIST
        + "\nWhich are right? Put in `slide_lines` a dictionary from each "
        "letter to `True` or `False`.",
        "fr": "Voici sept lignes, comme une diapositive pourrait les montrer : la propagation "
        "avant, l'ordre dans lequel on calcule les erreurs, deux dérivées de la partie A, un coût, "
        "l'erreur à la sortie, et un départ de zéro avec tanh dans la couche cachée (`w1_k` est la "
        "ligne de W1 du neurone caché k, `w2_k` son poids vers la sortie, et b1 = 0).\n\n"
        + LIST
        + "\nLesquelles sont justes ? Mettez dans `slide_lines` un dictionnaire "
        "qui associe à chaque lettre `True` ou `False`.",
    },
)
def slide_lines(A, B, C, D, E, F, G):
    lines = {"A": A, "B": B, "C": C, "D": D, "E": E, "F": F, "G": G}
    right = {
        "a^l = W^l h^(l-1), h^l = g(a^l)",
        "δ^L → δ^(L-1) → ... → δ^1",
        "a = f(x + 3y) ⟹ ∂a/∂x = f'(x + 3y)",
        "b = g(5x) ⟹ ∂b/∂x = 5 g'(5x)",
        "J = (1/m) Σ_i L(ŷ^(i), y^(i))",
        "ŷ ∈ ℝ^q ⟹ ∂L/∂ŷ ∈ ℝ^q",
        "tanh, W1 = 0, w2_1 ≠ w2_2 ⟹ ∂J/∂w1_1 ≠ ∂J/∂w1_2",
    }
    return {letter: line in right for letter, line in lines.items()}


def misjudged(lines, *starts):
    """The right answer but for the lines that begin so."""
    right = slide_lines.solution(*lines)
    return {
        letter: right[letter] != line.startswith(starts)
        for letter, line in zip("ABCDEFG", lines, strict=True)
    }


@slide_lines.mistake(
    en="Look again at the forward pass: does one name serve twice, and who would miss what it held "
    "first?",
    fr="Revoyez la propagation avant : un même nom sert-il deux fois, et à qui manquerait ce qu'il "
    "contenait d'abord ?",
)
def about_the_overwritten_activity(*lines):  # ER2
    return misjudged(lines, "a^l", "h^l")


@slide_lines.mistake(
    en="Look again at the direction of the errors: which δ is known first?",
    fr="Revoyez le sens des erreurs : quel δ connaît-on en premier ?",
)
def about_the_direction(*lines):  # ER3
    return misjudged(lines, "δ")


@slide_lines.mistake(
    en="Look again at ∂a/∂x: a derivative is taken where the function was.",
    fr="Revoyez ∂a/∂x : une dérivée se prend là où était la fonction.",
)
def about_f_prime(*lines):  # ER4
    return misjudged(lines, "a = f")


@slide_lines.mistake(
    en="Look again at ∂b/∂x: what multiplies x inside, and is there an a in b?",
    fr="Revoyez ∂b/∂x : qu'est-ce qui multiplie x à l'intérieur, et y a-t-il un a dans b ?",
)
def about_g_prime(*lines):  # ER4
    return misjudged(lines, "b = g")


@slide_lines.mistake(
    en="Look again at the cost: a sum over i whose terms do not contain i is m times one term.",
    fr="Revoyez le coût : une somme sur i dont les termes ne contiennent pas i vaut m fois un seul "
    "terme.",
)
def about_the_index_of_the_cost(*lines):  # ER11
    return misjudged(lines, "J =")


@slide_lines.mistake(
    en="Look again at ∂L/∂ŷ: a gradient has the shape of what it is the gradient of.",
    fr="Revoyez ∂L/∂ŷ : un gradient a la forme de ce dont il est le gradient.",
)
def about_the_shape_of_the_error(*lines):  # ER21
    return misjudged(lines, "ŷ")


@slide_lines.mistake(
    en="Look again at W1 = 0: each row of ∂J/∂W1 contains the weight by which its neuron speaks to "
    "the output. Are these equal?",
    fr="Revoyez W1 = 0 : chaque ligne de ∂J/∂W1 contient le poids par lequel son neurone parle à "
    "la sortie. Ces poids sont-ils égaux ?",
)
def about_zero_weights(*lines):  # ER12
    return misjudged(lines, "tanh")


@slide_lines.mistake(
    en="All your answers are reversed: `True` stands for a right line.",
    fr="Toutes vos réponses sont inversées : `True` désigne une ligne juste.",
)
def all_reversed(*lines):  # not in the catalogue
    return misjudged(lines, "")


@slide_lines.alternative
def by_what_is_wrong(*lines):
    slips = ("h^l = W", "f'(a x", "g'(a x", "δ^1 →", "L(ŷ, y)", "ℝ^2", "∂J/∂w1_1 =")
    return {
        letter: not any(slip in line for slip in slips)
        for letter, line in zip("ABCDEFG", lines, strict=True)
    }
