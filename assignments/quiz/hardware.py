"""Week 1, end: what a network is trained on (Q42)."""

from autograder import Option, Part

part = Part("hardware")

# --- Q42: a GPU that waits ---


def share_of_time(rng):
    return {"busy": int(rng.integers(12, 29))}


part.choice(
    "first_suspect",
    points=1,
    variant=share_of_time,
    texts={
        "en": "While your network trains, the GPU is busy {busy}% of the time. What do you "
        "suspect first?",
        "fr": "Pendant l'entraînement de votre réseau, le GPU n'est occupé que {busy} % du temps. "
        "Que soupçonnez-vous d'abord ?",
    },
    right={
        "en": "The data reach it too slowly.",
        "fr": "Les données lui arrivent trop lentement.",
    },
    wrong=[
        Option(
            "suspects_the_rate",
            en=(
                "The learning rate is too low.",
                "A step takes the same time at any rate: the rate changes what is learned, not "
                "how busy the GPU is.",
            ),
            fr=(
                "Le taux d'apprentissage est trop petit.",
                "Un pas dure autant quel que soit le taux : il change ce qu'on apprend, non "
                "l'occupation du GPU.",
            ),
        ),
        Option(
            "suspects_the_memory",
            en=(
                "The network is too large for its memory.",
                "Then training would stop with an error, and not wait.",
            ),
            fr=(
                "Le réseau est trop grand pour sa mémoire.",
                "L'entraînement s'arrêterait alors sur une erreur, au lieu d'attendre.",
            ),
        ),
        Option(
            "suspects_a_plateau",
            en=(
                "The loss has reached a plateau.",
                "On a plateau the gradients are small, and they take as long to compute.",
            ),
            fr=(
                "La perte a atteint un plateau.",
                "Sur un plateau, les gradients sont petits, mais tout aussi longs à calculer.",
            ),
        ),
    ],
)

part.several(
    "remedies",
    points=1,
    texts={
        "en": "Which of these keep a GPU busy that waits for its data?",
        "fr": "Lesquels de ces remèdes occupent un GPU qui attend ses données ?",
    },
    right=[
        Option(
            "forgets_the_memory",
            en=(
                "Read all the data into RAM, if they fit.",
                "You leave out RAM: what is in it need not be read from a disk at every epoch.",
            ),
            fr=(
                "Lire toutes les données en mémoire vive, si elles y tiennent.",
                "Vous oubliez la mémoire vive : ce qui s'y trouve n'est plus à relire sur un "
                "disque à chaque époque.",
            ),
        ),
        Option(
            "forgets_the_disk",
            en=(
                "Keep the data on an SSD and not on a hard disk.",
                "You leave out the SSD: it reads many small files far faster.",
            ),
            fr=(
                "Mettre les données sur un SSD plutôt que sur un disque dur.",
                "Vous oubliez le SSD : il lit bien plus vite beaucoup de petits fichiers.",
            ),
        ),
        Option(
            "forgets_to_prefetch",
            en=(
                "Let several CPU threads prepare the next mini-batches meanwhile.",
                "You leave out prefetching: while the GPU computes, the CPU can prepare what "
                "comes next.",
            ),
            fr=(
                "Faire préparer les mini-lots suivants par plusieurs fils du CPU.",
                "Vous oubliez la préparation à l'avance : pendant que le GPU calcule, le CPU peut "
                "préparer la suite.",
            ),
        ),
    ],
    wrong=[
        Option(
            "adds_a_second_gpu",
            en=(
                "Add a second GPU.",
                "If one GPU waits for data, two will wait for them.",
            ),
            fr=(
                "Ajouter un deuxième GPU.",
                "Si un GPU attend ses données, deux les attendront.",
            ),
        ),
        Option(
            "raises_the_rate",
            en=(
                "Raise the learning rate.",
                "The rate does not bring the data any faster.",
            ),
            fr=(
                "Augmenter le taux d'apprentissage.",
                "Le taux ne fait pas venir les données plus vite.",
            ),
        ),
    ],
)
