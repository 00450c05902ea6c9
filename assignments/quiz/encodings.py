"""Week 4: why a label becomes a column (Q24)."""

from autograder import Option, Part

part = Part("encodings")

part.choice(
    "why_one_hot",
    points=1,
    texts={
        "en": "Apple, chicken and broccoli are the three classes of a network that recognises "
        "food. Why is the target a one-hot column, and not one of the numbers 0, 1 and 2?",
        "fr": "Pomme, poulet et brocoli sont les trois classes d'un réseau qui reconnaît les "
        "aliments. Pourquoi la cible est-elle une colonne one-hot, et non l'un des nombres 0, 1 "
        "et 2 ?",
    },
    right={
        "en": "The numbers would have an order and distances that the classes do not have.",
        "fr": "Les nombres auraient un ordre et des distances que les classes n'ont pas.",
    },
    wrong=[
        Option(
            "one_hot_saves_memory",
            en=(
                "A column takes less memory than a number.",
                "It takes more: K numbers in the place of one.",
            ),
            fr=(
                "Une colonne prend moins de mémoire qu'un nombre.",
                "Elle en prend davantage : K nombres au lieu d'un.",
            ),
        ),
        Option(
            "networks_know_no_integers",
            en=(
                "A network cannot give whole numbers.",
                "It could come as near to 0, 1 or 2 as you like. But what would 1.5 mean, half "
                "way from chicken to broccoli?",
            ),
            fr=(
                "Un réseau ne peut pas donner de nombres entiers.",
                "Il pourrait s'approcher de 0, 1 ou 2 autant qu'on veut. Mais que voudrait dire "
                "1,5, à mi-chemin du poulet au brocoli ?",
            ),
        ),
        Option(
            "one_hot_for_several_at_once",
            en=(
                "A picture may show several of the classes at once.",
                "In a one-hot column exactly one entry is 1: it stands for exactly one class.",
            ),
            fr=(
                "Une image peut montrer plusieurs classes à la fois.",
                "Dans une colonne one-hot, une seule composante vaut 1 : elle désigne exactement "
                "une classe.",
            ),
        ),
        Option(
            "one_hot_balances_classes",
            en=(
                "It gives rare classes the same weight as frequent ones.",
                "The encoding says which class an instance has, and nothing of how many there are.",
            ),
            fr=(
                "Elle donne aux classes rares le même poids qu'aux fréquentes.",
                "Le codage dit de quelle classe est une instance, et rien de leur nombre.",
            ),
        ),
    ],
)
