"""Part D, end: what the two penalties do to a weight (question Q31)."""

from autograder import Part

part = Part("claims")


def six_claims(rng):
    pairs = [
        ("λ ↗ ⟹ C ↘", "λ ↗ ⟹ C ↗"),
        (
            "L2, w ← (1 - 0.03) w, × 1000 ⟹ w ≠ 0",
            "L2, w ← (1 - 0.03) w, × 1000 ⟹ w = 0",
        ),
        (
            "L1, w ← w - 0.03 sign(w), × 1000 ⟹ w ≠ 0",
            "L1, w ← w - 0.03 sign(w), × 1000 ⟹ w = 0",
        ),
        (
            "soft_threshold, ηλ = 0.03, × 1000 ⟹ w = 0",
            "soft_threshold, ηλ = 0.03, × 1000 ⟹ w ≠ 0",
        ),
        ("L2: w → 2 w ⟹ Δw → 2 Δw", "L1: w → 2 w ⟹ Δw → 2 Δw"),
        ("Ω = ‖W1‖² + ‖W2‖²", "Ω = ‖W1‖² + ‖b1‖² + ‖W2‖² + ‖b2‖²"),
    ]
    shown = [pair[int(rng.integers(2))] for pair in pairs]
    letters = "ABCDEF"
    return {letters[i]: shown[int(k)] for i, k in enumerate(rng.permutation(6))}


LIST = "".join(f"- **{letter}** `{{{letter}}}`\n" for letter in "ABCDEF")


@part.answer(
    "penalty_claims",
    points=4,
    variant=six_claims,
    texts={
        "en": "Six claims. A weight starts at w = 1 and has no gradient but that of the penalty; "
        "Δw is what the penalty takes from it in a step, and `× 1000` a thousand such steps; Ω is "
        "what λ multiplies in the L2 penalty; and C is the size of the ball ‖w‖² ≤ C in which a "
        "penalty of strength λ keeps the weights.\n\n" + LIST + "\nWhich are true? Put in "
        "`penalty_claims` a dictionary from each letter to `True` or `False`.",
        "fr": "Six affirmations. Un poids part de w = 1 et n'a d'autre gradient que celui de la "
        "pénalité ; Δw est ce que la pénalité lui prend en un pas et `× 1000` veut dire "
        "mille pas ; Ω est ce que λ multiplie dans la pénalité L2 ; et C est la "
        "taille de la boule ‖w‖² ≤ C où une pénalité de force λ retient les poids.\n\n" + LIST + ""
        "\nLesquelles sont vraies ? Mettez dans `penalty_claims` un dictionnaire qui associe à "
        "chaque lettre `True` ou `False`.",
    },
)
def penalty_claims(A, B, C, D, E, F):
    true = {
        "λ ↗ ⟹ C ↘",
        "L2, w ← (1 - 0.03) w, × 1000 ⟹ w ≠ 0",
        "L1, w ← w - 0.03 sign(w), × 1000 ⟹ w ≠ 0",
        "soft_threshold, ηλ = 0.03, × 1000 ⟹ w = 0",
        "L2: w → 2 w ⟹ Δw → 2 Δw",
        "Ω = ‖W1‖² + ‖W2‖²",
    }
    claims = {"A": A, "B": B, "C": C, "D": D, "E": E, "F": F}
    return {letter: claim in true for letter, claim in claims.items()}


def misjudged(claims, *starts):
    """The right answer but for the claims that begin so."""
    right = penalty_claims.solution(*claims)
    return {
        letter: right[letter] != claim.startswith(starts)
        for letter, claim in zip("ABCDEF", claims, strict=True)
    }


@penalty_claims.mistake(
    en="Look again at λ and the ball: the stronger the penalty, the less room it leaves. A slide "
    "of the lectures has it right.",
    fr="Revoyez λ et la boule : plus la pénalité est forte, moins elle laisse de place. Une "
    "diapositive des cours le dit bien.",
)
def about_the_ball(*claims):  # Q31
    return misjudged(claims, "λ")


@penalty_claims.mistake(
    en="Look again at the decay of L2: what is multiplied by 0.97 a thousand times is small. Is it "
    "0?",
    fr="Revoyez la décroissance de L2 : ce qui est multiplié mille fois par 0,97 est petit. Est-ce "
    "que cela vaut 0 ?",
)
def about_the_decay(*claims):  # Q31
    return misjudged(claims, "L2, w")


@penalty_claims.mistake(
    en="Look again at the step with sign(w): after 33 steps the weight is 0.01. Where does the "
    "next one lead, and the one after it?",
    fr="Revoyez le pas avec sign(w) : après 33 pas, le poids vaut 0,01. Où mène le suivant, puis "
    "celui d'après ?",
)
def about_the_subgradient(*claims):  # M53.3
    return misjudged(claims, "L1, w")


@penalty_claims.mistake(
    en="Look again at the soft threshold: what becomes of a weight that is smaller than ηλ?",
    fr="Revoyez le seuillage doux : que devient un poids plus petit que ηλ ?",
)
def about_the_threshold(*claims):  # Q31
    return misjudged(claims, "soft")


@penalty_claims.mistake(
    en="Look again at what a penalty takes from a large weight and from a small one: of L1 and L2, "
    "one has a slope that grows with the weight.",
    fr="Revoyez ce qu'une pénalité prend à un grand poids et à un petit : de L1 et L2, une seule a "
    "une pente qui croît avec le poids.",
)
def about_the_share(*claims):  # Q31
    return misjudged(claims, "L2:", "L1:")


@penalty_claims.mistake(
    en="Look again at the biases: does the penalty of the lectures contain them?",
    fr="Revoyez les biais : la pénalité des cours les contient-elle ?",
)
def about_the_biases(*claims):  # M52.2
    return misjudged(claims, "Ω")


@penalty_claims.mistake(
    en="You have L1 and L2 the wrong way round: one of them sets weights to 0, and the other takes "
    "from each in proportion.",
    fr="Vous avez interverti L1 et L2 : l'une met des poids à 0, l'autre prend à chacun en "
    "proportion.",
)
def swaps_the_two_penalties(*claims):  # Q31
    return misjudged(claims, "L2, w", "soft", "L2:", "L1:")


@penalty_claims.mistake(
    en="All your answers are reversed: `True` stands for a claim that is true.",
    fr="Toutes vos réponses sont inversées : `True` désigne une affirmation vraie.",
)
def all_reversed(*claims):  # not in the catalogue
    return misjudged(claims, "")


@penalty_claims.alternative
def by_what_is_wrong(*claims):
    wrong = ("C ↗", "(1 - 0.03) w, × 1000 ⟹ w = 0", "sign(w), × 1000 ⟹ w = 0")
    wrong += ("0.03, × 1000 ⟹ w ≠ 0", "L1: ", "‖b1‖²")
    return {
        letter: not any(part in claim for part in wrong)
        for letter, claim in zip("ABCDEF", claims, strict=True)
    }
