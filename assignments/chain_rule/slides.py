"""Part F: which lines of the slides on backpropagation are right (Q43: ER2-4, ER11, ER12, ER21)?"""

from autograder import Claim, Confusion, Part

part = Part("slides")

part.true_or_false(
    "slide_lines",
    points=6,
    texts={
        "en": "Here are seven lines, as a slide might have them: the forward pass, the order in "
        "which errors are computed, two derivatives of part A, a cost, the error at the output, "
        "and a start from zero with tanh in the hidden layer (`w1_k` is the row of W1 of hidden "
        "neuron k, `w2_k` its weight to the output, b1 = 0). Which are right?",
        "fr": "Voici sept lignes, comme une diapositive pourrait les montrer : la propagation "
        "avant, l'ordre dans lequel on calcule les erreurs, deux dérivées de la partie A, un coût, "
        "l'erreur à la sortie, et un départ de zéro avec tanh dans la couche cachée (`w1_k` est la "
        "ligne de W1 du neurone caché k, `w2_k` son poids vers la sortie, et b1 = 0). Lesquelles "
        "sont justes ?",
    },
    claims=[
        Claim(
            "about_the_overwritten_activity",  # ER2
            true="`a^l = W^l h^(l-1), h^l = g(a^l)`",
            false="`h^l = W^l h^(l-1), h^l = g(h^l)`",
            en="Look again at the forward pass: does one name serve twice, and who would miss what "
            "it held first?",
            fr="Revoyez la propagation avant : un même nom sert-il deux fois, et à qui manquerait "
            "ce qu'il contenait d'abord ?",
        ),
        Claim(
            "about_the_direction",  # ER3
            true="`δ^L → δ^(L-1) → ... → δ^1`",
            false="`δ^1 → ... → δ^(L-1) → δ^L`",
            en="Look again at the direction of the errors: which δ is known first?",
            fr="Revoyez le sens des erreurs : quel δ connaît-on en premier ?",
        ),
        Claim(
            "about_f_prime",  # ER4
            true="`a = f(x + 3y) ⟹ ∂a/∂x = f'(x + 3y)`",
            false="`a = f(x + 3y) ⟹ ∂a/∂x = f'(a x + 3y)`",
            en="Look again at ∂a/∂x: a derivative is taken where the function was.",
            fr="Revoyez ∂a/∂x : une dérivée se prend là où était la fonction.",
        ),
        Claim(
            "about_g_prime",  # ER4
            true="`b = g(5x) ⟹ ∂b/∂x = 5 g'(5x)`",
            false="`b = g(5x) ⟹ ∂b/∂x = g'(a x)`",
            en="Look again at ∂b/∂x: what multiplies x inside, and is there an a in b?",
            fr="Revoyez ∂b/∂x : qu'est-ce qui multiplie x à l'intérieur, et y a-t-il un a dans b ?",
        ),
        Claim(
            "about_the_index_of_the_cost",  # ER11
            true="`J = (1/m) Σ_i L(ŷ^(i), y^(i))`",
            false="`J = (1/m) Σ_i L(ŷ, y)`",
            en="Look again at the cost: a sum over i whose terms do not contain i is m times one "
            "term.",
            fr="Revoyez le coût : une somme sur i dont les termes ne contiennent pas i vaut m fois "
            "un seul terme.",
        ),
        Claim(
            "about_the_shape_of_the_error",  # ER21
            true="`ŷ ∈ ℝ^q ⟹ ∂L/∂ŷ ∈ ℝ^q`",
            false="`ŷ ∈ ℝ^q ⟹ ∂L/∂ŷ ∈ ℝ^2`",
            en="Look again at ∂L/∂ŷ: a gradient has the shape of what it is the gradient of.",
            fr="Revoyez ∂L/∂ŷ : un gradient a la forme de ce dont il est le gradient.",
        ),
        Claim(
            "about_zero_weights",  # ER12
            true="`tanh, W1 = 0, w2_1 ≠ w2_2 ⟹ ∂J/∂w1_1 ≠ ∂J/∂w1_2`",
            false="`tanh, W1 = 0, w2_1 ≠ w2_2 ⟹ ∂J/∂w1_1 = ∂J/∂w1_2`",
            en="Look again at W1 = 0: each row of ∂J/∂W1 contains the weight by which its neuron "
            "speaks to the output. Are these equal?",
            fr="Revoyez W1 = 0 : chaque ligne de ∂J/∂W1 contient le poids par lequel son neurone "
            "parle à la sortie. Ces poids sont-ils égaux ?",
        ),
    ],
    wrong=[
        Confusion(
            "all_reversed",  # not in the catalogue
            "all",
            en="All your answers are reversed: `True` stands for a right line.",
            fr="Toutes vos réponses sont inversées : `True` désigne une ligne juste.",
        ),
    ],
)
