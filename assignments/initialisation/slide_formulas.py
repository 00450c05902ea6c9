"""Part G: which formulas of the slides are right (ER12-14, ER25, ER26, ER28, ER34, Q36)?"""

from autograder import Claim, Confusion, Part

part = Part("slide_formulas")

part.true_or_false(
    "slide_formulas",
    points=5,
    texts={
        "en": "Here are seven formulas, as a slide might have them, in the notation of this "
        "notebook. Which are right?",
        "fr": "Voici sept formules, comme une diapositive pourrait les montrer, dans les notations "
        "de ce notebook. Lesquelles sont justes ?",
    },
    claims=[
        Claim(
            "about_he",  # ER13
            true="`He, ReLU: σ = √(2 / n_in)`",
            false="`He, ReLU: σ = 2 / √n_in`",
            en="Look again at He's rule: which square does ReLU halve, and so which one must be "
            "doubled?",
            fr="Revoyez la règle de He : quel carré ReLU divise-t-elle par deux, et lequel faut-il "
            "donc doubler ?",
        ),
        Claim(
            "about_the_linear_layer",  # ER14
            true="`z = W x: E[z²] = E[x²] ⟺ n_in σ² = 1`",
            false="`z = W x: E[z²] = E[x²] ⟺ n_in σ² ≥ 1`",
            en="Look again at the linear layer: the mean square is multiplied by n_in σ². Staying "
            "the same and not shrinking are two different things.",
            fr="Revoyez la couche linéaire : la moyenne des carrés est multipliée par n_in σ². "
            "Rester la même et ne pas diminuer sont deux choses différentes.",
        ),
        Claim(
            "about_the_shape",  # ER26
            true="`W = rng.normal(size=(n_out, n_in)); Z = W @ A`",
            false="`W = rng.normal(size=(n_in, n_out)); Z = W @ A`",
            en="Look again at the shapes of W @ A: the columns of W meet the rows of A.",
            fr="Revoyez les dimensions de W @ A : les colonnes de W rencontrent les lignes de A.",
        ),
        Claim(
            "about_no_effect",  # ER25, Q36
            true="`γ = √(σ² + ε), β = μ ⟹ z_BN = z`",
            false="`γ = √(σ² + ε), β = μ ⟹ z_BN = z_N`",
            en="Look again at what γ and β do to the normalised values: what is multiplied by what "
            "it was divided by?",
            fr="Revoyez ce que γ et β font aux valeurs normalisées : qu'obtient-on en multipliant "
            "par ce par quoi on a divisé ?",
        ),
        Claim(
            "about_test_time",  # Q36, M67.11
            true="`test: z_N = (z − running_mean) / √(running_var + ε)`",
            false="`test: z_N = (z − batch_mean) / √(batch_var + ε)`",
            en="Look again at test time: can the answer for one instance depend on those that "
            "happen to be tested with it?",
            fr="Revoyez le moment du test : la réponse pour une instance peut-elle dépendre de "
            "celles qui se trouvent testées avec elle ?",
        ),
        Claim(
            "about_vanishing",  # ER28
            true="`‖W2 W1 x‖ ≤ ‖W2‖ ‖W1‖ ‖x‖`",
            false="`∀ i, j: |w_ij| < 1 ⟹ ‖W2 W1 x‖ < ‖x‖`",
            en="Look again at what makes a signal vanish: not the size of one entry but what the "
            "whole matrix does to a vector. Add up a hundred entries of 0.9.",
            fr="Revoyez ce qui fait disparaître un signal : non la taille d'une composante, mais "
            "ce que toute la matrice fait à un vecteur. Additionnez cent composantes de 0,9.",
        ),
        Claim(
            "about_zero",  # ER12, ER34
            true="`tanh, W1 = W2 = 0, b1 = 0 ⟹ dW1 = dW2 = 0`",
            false="`sigmoid, W1 = W2 = 0, b1 = 0 ⟹ dW1 = dW2 = 0`",
            en="Look again at the start from zero: it is the value of the hidden activation at 0 "
            "that decides.",
            fr="Revoyez le départ de zéro : c'est la valeur de l'activation cachée en 0 qui "
            "décide.",
        ),
    ],
    wrong=[
        Confusion(
            "all_reversed",  # not in the catalogue
            "all",
            en="All your answers are reversed: `True` stands for a right formula.",
            fr="Toutes vos réponses sont inversées : `True` désigne une formule juste.",
        ),
    ],
)
