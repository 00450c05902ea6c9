"""Part D, end: what the two penalties do to a weight (question Q31)."""

from autograder import Claim, Confusion, Part

part = Part("claims")

penalty_claims = part.true_or_false(
    "penalty_claims",
    points=4,
    texts={
        "en": "Six claims. A weight starts at w = 1 and has no gradient but that of the penalty; "
        "Δw is what the penalty takes from it in a step, and `× 1000` a thousand such steps; Ω is "
        "what λ multiplies in the L2 penalty; and C is the size of the ball ‖w‖² ≤ C in which a "
        "penalty of strength λ keeps the weights. Which are true?",
        "fr": "Six affirmations. Un poids part de w = 1 et n'a d'autre gradient que celui de la "
        "pénalité ; Δw est ce que la pénalité lui prend en un pas et `× 1000` veut dire mille "
        "pas ; Ω est ce que λ multiplie dans la pénalité L2 ; et C est la taille de la boule ‖w‖² "
        "≤ C où une pénalité de force λ retient les poids. Lesquelles sont vraies ?",
    },
    claims=[
        Claim(
            "about_the_ball",  # Q31
            true="`λ ↗ ⟹ C ↘`",
            false="`λ ↗ ⟹ C ↗`",
            en="Look again at λ and the ball: the stronger the penalty, the less room it leaves. A "
            "slide of the lectures has it right.",
            fr="Revoyez λ et la boule : plus la pénalité est forte, moins elle laisse de place. "
            "Une diapositive des cours le dit bien.",
        ),
        Claim(
            "about_the_decay",  # Q31
            true="`L2, w ← (1 - 0.03) w, × 1000 ⟹ w ≠ 0`",
            false="`L2, w ← (1 - 0.03) w, × 1000 ⟹ w = 0`",
            en="Look again at the decay of L2: what is multiplied by 0.97 a thousand times is "
            "small. Is it 0?",
            fr="Revoyez la décroissance de L2 : ce qui est multiplié mille fois par 0,97 est "
            "petit. Est-ce que cela vaut 0 ?",
        ),
        Claim(
            "about_the_subgradient",  # M53.3
            true="`L1, w ← w - 0.03 sign(w), × 1000 ⟹ w ≠ 0`",
            false="`L1, w ← w - 0.03 sign(w), × 1000 ⟹ w = 0`",
            en="Look again at the step with sign(w): after 33 steps the weight is 0.01. Where does "
            "the next one lead, and the one after it?",
            fr="Revoyez le pas avec sign(w) : après 33 pas, le poids vaut 0,01. Où mène le "
            "suivant, puis celui d'après ?",
        ),
        Claim(
            "about_the_threshold",  # Q31
            true="`soft_threshold, ηλ = 0.03, × 1000 ⟹ w = 0`",
            false="`soft_threshold, ηλ = 0.03, × 1000 ⟹ w ≠ 0`",
            en="Look again at the soft threshold: what becomes of a weight that is smaller than "
            "ηλ?",
            fr="Revoyez le seuillage doux : que devient un poids plus petit que ηλ ?",
        ),
        Claim(
            "about_the_share",  # Q31
            true="`L2: w → 2 w ⟹ Δw → 2 Δw`",
            false="`L1: w → 2 w ⟹ Δw → 2 Δw`",
            en="Look again at what a penalty takes from a large weight and from a small one: of L1 "
            "and L2, one has a slope that grows with the weight.",
            fr="Revoyez ce qu'une pénalité prend à un grand poids et à un petit : de L1 et L2, une "
            "seule a une pente qui croît avec le poids.",
        ),
        Claim(
            "about_the_biases",  # M52.2
            true="`Ω = ‖W1‖² + ‖W2‖²`",
            false="`Ω = ‖W1‖² + ‖b1‖² + ‖W2‖² + ‖b2‖²`",
            en="Look again at the biases: does the penalty of the lectures contain them?",
            fr="Revoyez les biais : la pénalité des cours les contient-elle ?",
        ),
    ],
    wrong=[
        Confusion(
            "swaps_the_two_penalties",  # Q31
            ["about_the_decay", "about_the_threshold", "about_the_share"],
            en="You have L1 and L2 the wrong way round: one of them sets weights to 0, and the "
            "other takes from each in proportion.",
            fr="Vous avez interverti L1 et L2 : l'une met des poids à 0, l'autre prend à chacun en "
            "proportion.",
        ),
        Confusion(
            "all_reversed",  # not in the catalogue
            "all",
            en="All your answers are reversed: `True` stands for a claim that is true.",
            fr="Toutes vos réponses sont inversées : `True` désigne une affirmation vraie.",
        ),
    ],
)
