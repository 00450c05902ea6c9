"""Parts D and E: softmax by hand, and errors found on slides (Q38, Q43)."""

import numpy as np

from autograder import Claim, Part, Tolerance

by_hand = Part("by_hand")
part = Part("slides")

# --- Q38: softmax by hand ---


def three_logits(rng):
    sets = [[0, 1, 2], [0, 1, 3], [0, 2, 3]]
    return {"z": [int(n) for n in rng.permutation(sets[rng.integers(3)])]}


@by_hand.answer(
    "three_probabilities",
    points=3,
    variant=three_logits,
    tolerance=Tolerance(rtol=0.0, atol=1e-4),
    texts={
        "en": "Your three logits are z = {z}. What is their softmax? Put in `three_probabilities` "
        "a list of three numbers, each to four decimal places at least. A pocket calculator will "
        "do.",
        "fr": "Vos trois logits sont z = {z}. Quel est leur softmax ? Mettez dans "
        "`three_probabilities` une liste de trois nombres, chacun avec au moins quatre décimales. "
        "Une calculatrice suffit.",
    },
)
def three_probabilities(z):
    e = np.exp(z)
    return (e / e.sum()).tolist()


@three_probabilities.mistake(
    en="Your largest probability is that of the smallest logit: there is a minus sign in your "
    "exponents, as on a slide of the lectures.",
    fr="Votre plus grande probabilité est celle du plus petit logit : il y a un signe moins dans "
    "vos exposants, comme sur une diapositive des cours.",
)
def has_a_minus_sign(z):  # Q38, ER1
    e = np.exp(-np.array(z))
    return (e / e.sum()).tolist()


@three_probabilities.mistake(
    en="You divide the logits by their sum: the exponentials are missing.",
    fr="Vous divisez les logits par leur somme : il manque les exponentielles.",
)
def has_no_exponential(z):  # M8.11
    return (np.array(z) / np.sum(z)).tolist()


@three_probabilities.mistake(
    en="You have the exponentials, but they are not divided by their sum.",
    fr="Vous avez les exponentielles, mais elles ne sont pas divisées par leur somme.",
)
def does_not_normalise(z):
    return np.exp(z).tolist()


@three_probabilities.mistake(
    en="You give the sigmoid of each logit: the three do not sum to 1.",
    fr="Vous donnez la sigmoïde de chaque logit : les trois ne font pas 1.",
)
def gives_three_sigmoids(z):  # M8.12
    return (1 / (1 + np.exp(-np.array(z)))).tolist()


@three_probabilities.mistake(
    en="Your denominator has one term too many, e^0 = 1: the three probabilities sum to less than "
    "1.",
    fr="Votre dénominateur a un terme de trop, e^0 = 1 : les trois probabilités font moins que 1.",
)
def has_a_term_too_many(z):  # M8.13, ER17
    e = np.exp(z)
    return (e / (1 + e.sum())).tolist()


@three_probabilities.alternative
def rounded_to_four_places(z):
    return tuple(round(p, 4) for p in three_probabilities.solution(z))


three_probabilities.equivalent("e = np.exp(z) → e = -np.exp(z)", "The sign cancels in the ratio.")


# --- Q43: the errors on slides (ER1, ER15, ER16, ER17, ER20) ---


part.true_or_false(
    "right_formulas",
    points=5,
    texts={
        "en": "Nine formulas for the functions of this notebook; there are K classes, counted from "
        "1 to K, and s = softmax(z). Five are wrong: each stands, in this form or nearly, on a "
        "slide of the lectures. Which are right?",
        "fr": "Neuf formules pour les fonctions de ce notebook ; il y a K classes, comptées de 1 à "
        "K, et s = softmax(z). Cinq sont fausses : chacune figure, sous cette forme ou presque, "
        "sur une diapositive des cours. Lesquelles sont justes ?",
    },
    claims=[
        Claim(
            "believes_in_the_minus_signs",  # ER1
            false="`softmax(z)_k = e^(-z_k) / (e^(-z_1) + ... + e^(-z_K))`",
            en="You let the softmax with minus signs pass: try it on the logits 1, 2 and 3. Which "
            "class wins?",
            fr="Vous laissez passer le softmax aux signes moins : essayez-le sur les logits 1, 2 "
            "et 3. Quelle classe l'emporte ?",
        ),
        Claim(
            "believes_in_the_lost_numerator",  # ER15
            false="`tanh(z) = 1 / (1 + e^(-2z))`",
            en="You let the formula of tanh without numerator pass: what would its value be at 0?",
            fr="Vous laissez passer la formule de tanh sans numérateur : quelle serait sa valeur "
            "en 0 ?",
        ),
        Claim(
            "believes_in_the_leak_without_alpha",  # ER16
            false="`leaky(z) = max(z, 0)`",
            en="You let the leaky ReLU without leak pass: that formula is plain ReLU.",
            fr="Vous laissez passer la leaky ReLU sans fuite : cette formule est celle de ReLU.",
        ),
        Claim(
            "believes_in_one_class_too_many",  # ER17
            false="`softmax(z)_k = e^(z_k) / (e^(z_0) + e^(z_1) + ... + e^(z_K))`",
            en="You let the softmax with K + 1 terms pass: with classes from 1 to K, what is z_0?",
            fr="Vous laissez passer le softmax à K + 1 termes : avec des classes de 1 à K, "
            "qu'est-ce que z_0 ?",
        ),
        Claim(
            "believes_in_early_saturation",  # ER20
            false="`σ(2) > 0.99`",
            en="You believe that the sigmoid is almost 1 from z = 2 on: compute it there.",
            fr="Vous croyez que la sigmoïde vaut presque 1 dès z = 2 : calculez sa valeur en ce "
            "point.",
        ),
        Claim(
            "rejects_the_slope_of_the_sigmoid",
            true="`σ'(z) = σ(z) (1 - σ(z))`",
            en="You reject the slope of the sigmoid, which is right: check it at 0 against your "
            "own function.",
            fr="Vous rejetez la pente de la sigmoïde, qui est juste : contrôlez-la en 0 avec votre "
            "propre fonction.",
        ),
        Claim(
            "rejects_the_link_of_tanh_and_sigmoid",  # M4.5
            true="`tanh(z) = 2 σ(2z) - 1`",
            en="You reject the formula that links tanh and the sigmoid, which is right: write both "
            "with e^(-2z).",
            fr="Vous rejetez la formule qui lie tanh et la sigmoïde, qui est juste : écrivez les "
            "deux avec e^(-2z).",
        ),
        Claim(
            "rejects_the_slope_of_softplus",  # M6.2
            true="`d/dz log(1 + e^z) = σ(z)`",
            en="You reject the slope of softplus, which is right: derive the logarithm, then what "
            "is in it.",
            fr="Vous rejetez la pente de softplus, qui est juste : dérivez le logarithme, puis ce "
            "qu'il contient.",
        ),
        Claim(
            "rejects_the_derivative_of_softmax",  # M9.2
            true="`∂s_i/∂z_j = -s_i s_j  (i ≠ j)`",
            en="You reject the derivative of softmax for i ≠ j, which is right: when one logit "
            "rises, the other classes lose.",
            fr="Vous rejetez la dérivée du softmax pour i ≠ j, qui est juste : quand un logit "
            "monte, les autres classes y perdent.",
        ),
    ],
)
