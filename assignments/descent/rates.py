"""Part C, the end: reading what the rate does from four loss curves (question Q27)."""

import numpy as np

from autograder import Part

part = Part("rates")


def four_curves(rng):
    t = np.arange(31)
    noise = 0.01 * rng.normal(size=(4, 31))
    start = round(float(rng.uniform(2.0, 2.6)), 2)
    curves = {
        "low": start * np.exp(-0.012 * t),
        "good": 0.1 + (start - 0.1) * np.exp(-0.25 * t),
        "high": 0.95 + (start - 0.95) * np.exp(-0.9 * t) + 8 * noise[0] * (t > 4),
        "divergent": start * 1.045**t,
    }
    order = [str(name) for name in rng.permutation(list(curves))]
    lines = [(curves[name] + row).round(3) for name, row in zip(order, noise, strict=True)]
    lines = [[start, *line[1:].tolist()] for line in lines]
    return {"order": order, "curves": dict(zip("ABCD", lines, strict=True))}


_EN = """One network was trained four times from the same start, with four learning rates. The \
cell below the answer draws your four loss curves, A to D: run it, then come back.

Put in `loss_curves` a dictionary with five keys: `"low"`, `"good"`, `"high"` and `"divergent"`, \
each with the letter of its curve (`"high"`: too high, and training is stuck on an early \
plateau), and `"divide_by"`, the number by which the lectures divide the rate first when \
training diverges."""

_FR = """Un même réseau a été entraîné quatre fois à partir du même départ, avec quatre taux \
d'apprentissage. La cellule placée sous la réponse trace vos quatre courbes de perte, de A à D : \
exécutez-la, puis revenez ici.

Mettez dans `loss_curves` un dictionnaire à cinq clés : `"low"` (trop bas), `"good"` (bien \
choisi), `"high"` (trop haut : l'entraînement reste bloqué très tôt sur un plateau) et \
`"divergent"`, chacune avec la lettre de sa courbe, puis `"divide_by"`, le nombre par lequel les \
cours divisent d'abord le taux quand l'entraînement diverge."""


@part.answer("loss_curves", points=4, variant=four_curves, texts={"en": _EN, "fr": _FR})
def loss_curves(order, curves):
    return {"divide_by": 10, **dict(zip(order, curves, strict=True))}


def swapping(order, curves, one, other):
    right = loss_curves.solution(order, curves)
    return right | {one: right[other], other: right[one]}


@loss_curves.mistake(
    en="You have the rate that is too low and the one that is too high the wrong way round. A low "
    "rate falls slowly and keeps falling; a high one falls at once, and then no further.",
    fr="Vous avez interverti le taux trop bas et le taux trop haut. Avec un taux bas, la perte "
    "baisse lentement et continue de baisser ; avec un taux haut, elle chute aussitôt, puis plus "
    "du tout.",
)
def low_and_high_swapped(order, curves):  # Q27
    return swapping(order, curves, "low", "high")


@loss_curves.mistake(
    en="You take the early plateau for the good curve: it falls fastest in the first epochs, and "
    "then stays far above what another rate reaches.",
    fr="Vous prenez le plateau précoce pour la bonne courbe : elle baisse le plus vite aux "
    "premières époques, puis reste bien au-dessus de ce qu'atteint un autre taux.",
)
def the_fastest_is_good(order, curves):  # Q27
    return swapping(order, curves, "good", "high")


@loss_curves.mistake(
    en="You take the slowest curve for the good one. It falls steadily, but where is it after 30 "
    "epochs?",
    fr="Vous prenez la courbe la plus lente pour la bonne. Elle baisse régulièrement, mais où en "
    "est-elle après 30 époques ?",
)
def the_steadiest_is_good(order, curves):  # Q27
    return swapping(order, curves, "good", "low")


@loss_curves.mistake(
    en="A plateau is no divergence: when training diverges, the loss climbs above its start.",
    fr="Un plateau n'est pas une divergence : quand l'entraînement diverge, la perte monte "
    "au-dessus de son départ.",
)
def plateau_for_divergence(order, curves):  # Q27
    return swapping(order, curves, "high", "divergent")


@loss_curves.mistake(
    en="You divide by 2, which is for a plateau. When training diverges, nothing tells how far off "
    "the rate is: the lectures take a large step down.",
    fr="Vous divisez par 2, ce qui convient à un plateau. Quand l'entraînement diverge, rien ne "
    "dit à quel point le taux est mauvais : les cours font un grand pas vers le bas.",
)
def halves_on_divergence(order, curves):  # Q27
    return loss_curves.solution(order, curves) | {"divide_by": 2}


@loss_curves.alternative
def letter_by_letter(order, curves):
    return {"divide_by": 10.0} | {name: "ABCD"[i] for i, name in enumerate(order)}


loss_curves.equivalent(
    "zip(order, curves, strict=True) → zip(order, curves, strict=False)",
    "There are four names and four curves.",
)
