"""Part H: which formulas of the slides are right (ER1, ER11, ER21, ER22, ER31, ER32)?"""

from autograder import Claim, Confusion, Part

part = Part("slide_formulas")

part.true_or_false(
    "slide_formulas",
    points=3,
    texts={
        "en": "Here are seven lines, as a slide might have them. With two classes, `y` is the "
        "label and `p` the probability of class 1; a `✓` says that this can be so, a `✗` that it "
        "never can. Which are right?",
        "fr": "Voici sept lignes, comme une diapositive pourrait les montrer. Avec deux classes, "
        "`y` est l'étiquette et `p` la probabilité de la classe 1 ; un `✓` dit que cela se peut, "
        "un `✗` que cela ne se peut jamais. Lesquelles sont justes ?",
    },
    claims=[
        Claim(
            "about_the_index",  # ER11
            true="`J = (1/m) Σ_i L(ŷ^(i), y^(i))`",
            false="`J = (1/m) Σ_i L(ŷ, y)`",
            en="Look again at the cost J: does every term of the sum speak of another instance?",
            fr="Revoyez le coût J : chaque terme de la somme parle-t-il d'une autre instance ?",
        ),
        Claim(
            "about_the_likelihood",  # ER31
            true="`-log Π_i f(x^(i))_(y_i) = -Σ_i log f(x^(i))_(y_i)`",
            false="`-Π_i f(x^(i))_(y_i) = -Σ_i log f(x^(i))_(y_i)`",
            en="Look again at the sum of logarithms: a likelihood is a product of probabilities. "
            "What makes a sum of a product?",
            fr="Revoyez la somme de logarithmes : une vraisemblance est un produit de "
            "probabilités. Qu'est-ce qui fait d'un produit une somme ?",
        ),
        Claim(
            "about_the_labels",  # ER32
            true="`y ∈ {0, 1}, p ∈ [0, 1]`",
            false="`y ∈ [0, 1], p ∈ [0, 1]`",
            en="Look again at binary labels: can a label be 0.3?",
            fr="Revoyez les étiquettes binaires : une étiquette peut-elle valoir 0,3 ?",
        ),
        Claim(
            "about_the_softmax",  # ER1
            true="`p_k = e^(o_k) / Σ_j e^(o_j)`",
            false="`p_k = e^(-o_k) / Σ_j e^(-o_j)`",
            en="Look again at the softmax: which class wins with the outputs 1, 2 and 3?",
            fr="Revoyez le softmax : quelle classe l'emporte avec les sorties 1, 2 et 3 ?",
        ),
        Claim(
            "about_the_shape",  # ER21
            true="`ŷ ∈ ℝ^q ⟹ ∂L/∂ŷ ∈ ℝ^q`",
            false="`ŷ ∈ ℝ^q ⟹ ∂L/∂ŷ ∈ ℝ²`",
            en="Look again at the gradient with respect to the outputs: it has the shape of what "
            "it is the gradient of.",
            fr="Revoyez le gradient par rapport aux sorties : il a la forme de ce dont il est le "
            "gradient.",
        ),
        Claim(
            "about_the_halves",  # S3-20, M12.8
            true="`y = 1: BCE = -log p`",
            false="`y = 1: BCE = -log (1 - p)`",
            en="Look again at the binary cross-entropy: which of its two halves is silent for y = "
            "1?",
            fr="Revoyez l'entropie croisée binaire : laquelle de ses deux moitiés se tait pour y = "
            "1 ?",
        ),
        Claim(
            "about_the_last_activation",  # ER22
            true="`y ≥ 0, ŷ = max(z, 0): ✓`",
            false="`y ≥ 0, ŷ = max(z, 0): ✗`",
            en="Look again at ReLU at the output: is there a target that is never negative?",
            fr="Revoyez ReLU en sortie : existe-t-il une cible qui n'est jamais négative ?",
        ),
    ],
    wrong=[
        Confusion(
            "all_lines_reversed",  # not in the catalogue
            "all",
            en="All your answers are reversed: `True` stands for a right line.",
            fr="Toutes vos réponses sont inversées : `True` désigne une ligne juste.",
        ),
    ],
)
