"""Week 8: how to search for hyper-parameters (Q35)."""

from autograder import Option, Part

part = Part("searching")


def a_budget(rng):
    side = int(rng.integers(3, 7))
    return {"side": side, "runs": side**2}


part.choice(
    "grid_or_random",
    points=1,
    variant=a_budget,
    texts={
        "en": "You can afford {runs} trainings to choose a rate and the strength of a penalty, and "
        "do not know which of the two matters. Why draw {runs} points at random, and not take a "
        "grid of {side} by {side}?",
        "fr": "Vous avez de quoi faire {runs} entraînements pour choisir un taux et la force d'une "
        "pénalité, sans savoir lequel des deux importe. Pourquoi tirer {runs} points au hasard, "
        "plutôt que de prendre une grille de {side} sur {side} ?",
    },
    right={
        "en": "Of the one that matters, {runs} values are tried, and not {side}.",
        "fr": "De celui qui importe, on essaie {runs} valeurs au lieu de {side}.",
    },
    wrong=[
        Option(
            "random_is_cheaper",
            en=(
                "It takes fewer trainings.",
                "It takes as many: the number of points is the same.",
            ),
            fr=(
                "Cela demande moins d'entraînements.",
                "Cela en demande autant : le nombre de points est le même.",
            ),
        ),
        Option(
            "random_finds_the_best",
            en=(
                "Chance is sure to come near the best point.",
                "Nothing is sure: points drawn at random leave gaps too. They waste fewer "
                "trainings on what does not matter.",
            ),
            fr=(
                "Le hasard passe à coup sûr près du meilleur point.",
                "Rien n'est sûr : des points tirés au hasard laissent aussi des vides. Ils "
                "gaspillent moins d'entraînements sur ce qui n'importe pas.",
            ),
        ),
        Option(
            "random_follows_the_slope",
            en=(
                "Each point is drawn near the best one so far.",
                "That would be another method: here all the points are drawn independently.",
            ),
            fr=(
                "Chaque point est tiré près du meilleur jusque-là.",
                "Ce serait une autre méthode : ici, tous les points sont tirés indépendamment.",
            ),
        ),
        Option(
            "random_needs_no_scale",
            en=(
                "A random search needs no interval and no scale.",
                "It needs both: one has to say from where to draw, and whether the number or its "
                "logarithm.",
            ),
            fr=(
                "Une recherche au hasard n'a besoin ni d'intervalle ni d'échelle.",
                "Elle a besoin des deux : il faut dire où l'on tire, et si c'est le nombre ou son "
                "logarithme.",
            ),
        ),
    ],
)
