"""Week 6: what to do first when training diverges (Q27)."""

from autograder import Option, Part

part = Part("divergence")


def a_rate(rng):
    return {"rate": float(rng.choice([0.2, 0.5, 0.8, 2.0]))}


part.choice(
    "first_action",
    points=1,
    variant=a_rate,
    texts={
        "en": "With the rate {rate} your loss grows from one mini-batch to the next, and is `nan` "
        "after twenty. What do you try first?",
        "fr": "Avec le taux {rate}, votre perte croît d'un mini-lot à l'autre, et vaut `nan` après "
        "vingt. Qu'essayez-vous d'abord ?",
    },
    right={"en": "A rate ten times smaller.", "fr": "Un taux dix fois plus petit."},
    wrong=[
        Option(
            "trains_for_longer",
            en=(
                "More epochs: it has not converged yet.",
                "It moves away from the minimum: more steps take it further.",
            ),
            fr=(
                "Plus d'époques : il n'a pas encore convergé.",
                "Il s'éloigne du minimum : d'autres pas l'emmèneront plus loin.",
            ),
        ),
        Option(
            "raises_the_rate_over_the_hill",
            en=(
                "A rate ten times larger, to get over the hill.",
                "The steps are too long already: a loss that grows at once is the sign of it.",
            ),
            fr=(
                "Un taux dix fois plus grand, pour passer la bosse.",
                "Les pas sont déjà trop longs : une perte qui croît d'emblée en est le signe.",
            ),
        ),
        Option(
            "regularises_a_divergence",
            en=(
                "A stronger penalty on the weights.",
                "A penalty is against over-fitting: it adds to the gradient, and the steps stay "
                "too long.",
            ),
            fr=(
                "Une pénalité plus forte sur les poids.",
                "Une pénalité combat le surapprentissage : elle s'ajoute au gradient, et les pas "
                "restent trop longs.",
            ),
        ),
        Option(
            "waits_for_a_decay",
            en=(
                "A schedule that halves the rate every ten epochs.",
                "After twenty mini-batches there is nothing left to save: the first rate itself "
                "has to be smaller.",
            ),
            fr=(
                "Un programme qui divise le taux par deux toutes les dix époques.",
                "Après vingt mini-lots, il n'y a plus rien à sauver : c'est le premier taux qui "
                "doit être plus petit.",
            ),
        ),
    ],
)
