"""Part A: under-fitting and over-fitting, read from two curves (question Q29)."""

import numpy as np

from autograder import Part

part = Part("fits")


def five_networks(rng):
    epochs = [1, 10, 30, 100, 300]
    kinds = {
        "A": ([0.95, 0.70, 0.66, 0.64, 0.63], [0.97, 0.74, 0.69, 0.67, 0.66]),
        "B": ([0.93, 0.42, 0.20, 0.06, 0.01], [0.95, 0.50, 0.38, 0.46, 0.71]),
        "C": ([0.94, 0.41, 0.17, 0.08, 0.06], [0.96, 0.46, 0.20, 0.10, 0.08]),
        "D": ([0.96, 0.88, 0.83, 0.81, 0.81], [0.95, 0.87, 0.84, 0.81, 0.80]),
        "E": ([0.90, 0.30, 0.10, 0.02, 0.00], [0.96, 0.62, 0.55, 0.58, 0.60]),
    }
    order = [str(letter) for letter in rng.permutation(list("ABCDE"))]
    curves = []
    for letter in order:
        scale = rng.uniform(0.95, 1.03)
        curves.append([[round(float(e) * scale, 2) for e in curve] for curve in kinds[letter]])
    lines = [
        f"{number}. {train}, {validation}"
        for number, (train, validation) in enumerate(curves, start=1)
    ]
    return {"order": order, "epochs": epochs, "curves": curves, "listed": "\n".join(lines)}


@part.answer(
    "fit_reports",
    points=4,
    variant=five_networks,
    texts={
        "en": "Five networks were trained on a task on which the best programs reach an error of "
        "0.05. Here are the training errors and then the validation errors of each, after 1, 10, "
        "30, 100 and 300 epochs:\n\n{listed}\n\nPut in `fit_reports` the list of five texts, from "
        'network 1 to network 5: `"under"` for one that under-fits at the end, `"over"` for one '
        'that over-fits, `"good"` for one that does neither. The cell below draws the curves.',
        "fr": "Cinq réseaux ont été entraînés à une tâche où les meilleurs programmes atteignent "
        "une erreur de 0,05. Voici les erreurs d'entraînement, puis celles de validation de "
        "chacun, après 1, 10, 30, 100 et 300 époques :\n\n{listed}\n\nMettez dans "
        '`fit_reports` la liste de cinq textes, du réseau 1 au réseau 5 : `"under"` pour un '
        'réseau qui sous-apprend à la fin, `"over"` pour un réseau qui surapprend, `"good"` '
        "pour un réseau qui ne fait ni l'un ni l'autre. La cellule plus bas trace les courbes.",
    },
)
def fit_reports(order, epochs, curves, listed):
    reports = {"A": "under", "B": "over", "C": "good", "D": "under", "E": "over"}
    return [reports[letter] for letter in order]


def reported(order, **others):
    """The right reports, but for the networks that are given by letter."""
    right = zip(order, fit_reports.solution(order, None, None, None), strict=True)
    return [others.get(letter, report) for letter, report in right]


@fit_reports.mistake(
    en="Under-fitting and over-fitting are the wrong way round: a network that does not even "
    "follow its training data under-fits.",
    fr="Le sous-apprentissage et le surapprentissage sont intervertis : un réseau qui ne suit même "
    "pas ses données d'entraînement sous-apprend.",
)
def swaps_under_and_over(order, epochs, curves, listed):  # Q29
    return reported(order, A="over", D="over", B="under", E="under")


@fit_reports.mistake(
    en="You look at the training error alone, and call good whatever makes it small.",
    fr="Vous ne regardez que l'erreur d'entraînement, et trouvez bon tout ce qui la rend petite.",
)
def looks_at_the_training_error(order, epochs, curves, listed):  # Q29
    return reported(order, B="good", E="good")


@fit_reports.mistake(
    en="You look at the validation error alone: that it is large does not say which of the two it "
    "is. Where is the training error?",
    fr="Vous ne regardez que l'erreur de validation : qu'elle soit grande ne dit pas lequel des "
    "deux c'est. Où est l'erreur d'entraînement ?",
)
def looks_at_the_validation_error(order, epochs, curves, listed):  # Q29
    return reported(order, A="over", D="over")


@fit_reports.mistake(
    en="You look at the gap between the two curves alone: two errors that are alike may both be "
    "bad.",
    fr="Vous ne regardez que l'écart entre les deux courbes : deux erreurs proches peuvent être "
    "mauvaises toutes les deux.",
)
def looks_at_the_gap(order, epochs, curves, listed):  # Q29
    return reported(order, A="good", D="good")


@fit_reports.mistake(
    en="You call over-fitting only what makes the validation error rise again strongly. A training "
    "error of nearly 0 beside a validation error ten times as large is enough.",
    fr="Vous n'appelez surapprentissage que ce qui fait nettement remonter l'erreur de validation. "
    "Une erreur d'entraînement presque nulle à côté d'une erreur de validation dix fois plus "
    "grande suffit.",
)
def waits_for_the_rise(order, epochs, curves, listed):  # Q29
    return reported(order, E="good")


@fit_reports.mistake(
    en="A validation error a little above the training error is no over-fitting: some gap is there "
    "nearly always. What error do the best programs reach?",
    fr="Une erreur de validation un peu au-dessus de l'erreur d'entraînement n'est pas du "
    "surapprentissage : il y a presque toujours un écart. Quelle erreur atteignent les meilleurs "
    "programmes ?",
)
def suspects_any_gap(order, epochs, curves, listed):  # Q29
    return reported(order, C="over")


@fit_reports.alternative
def by_two_numbers(order, epochs, curves, listed):
    ends = np.array(curves)[:, :, -1]
    gap = ends[:, 1] - ends[:, 0] > 0.3
    return [
        "over" if g else "under" if e > 0.3 else "good" for g, (e, _) in zip(gap, ends, strict=True)
    ]
