"""Week 8: errors on slides about generalisation (ER5, ER18, ER19, ER25, ER29)."""

from autograder import Line, Option, Part

part = Part("slides_generalising")

part.hunt(
    "slide_of_generalisation",
    points=2,
    texts={
        "en": r"Lines as on a slide on generalisation and normalisation; $w$ is a column of "
        "weights. Some are right, some are not.",
        "fr": r"Des lignes comme sur une diapositive sur la généralisation et la normalisation ; "
        "$w$ est une colonne de poids. Certaines sont justes, d'autres non.",
    },
    lines=[
        Line(
            "ER5",
            {
                "en": r"Regularised cost: $C(w) = \sum L + \lambda \lVert w \rVert^2$",
                "fr": r"Coût régularisé : $C(w) = \sum L + \lambda \lVert w \rVert^2$",
            },
            [
                Option(
                    "penalty_without_weight",
                    en=(
                        r"Regularised cost: $C(w) = \sum L + \lVert w \rVert^2$",
                        "Nothing says how much the penalty counts against the loss: there must be "
                        "a factor to choose.",
                    ),
                    fr=(
                        r"Coût régularisé : $C(w) = \sum L + \lVert w \rVert^2$",
                        "Rien ne dit combien la pénalité compte face à la perte : il faut un "
                        "facteur à choisir.",
                    ),
                ),
                Option(
                    "weight_on_everything",
                    en=(
                        r"Regularised cost: $C(w) = \lambda \left( \sum L + \lVert w \rVert^2 "
                        r"\right)$",
                        "A factor of the whole cost does not move its minimum.",
                    ),
                    fr=(
                        r"Coût régularisé : $C(w) = \lambda \left( \sum L + \lVert w \rVert^2 "
                        r"\right)$",
                        "Un facteur commun à tout le coût ne déplace pas son minimum.",
                    ),
                ),
            ],
        ),
        Line(
            "ER18",
            {
                "en": "Early stopping watches the error on the validation set.",
                "fr": "L'arrêt précoce surveille l'erreur sur l'ensemble de validation.",
            },
            [
                Option(
                    "stops_on_the_test_set",
                    en=(
                        "Early stopping watches the error on the test set.",
                        "What decides when to stop has been used in training: the test set would "
                        "no longer say how the network does on new data.",
                    ),
                    fr=(
                        "L'arrêt précoce surveille l'erreur sur l'ensemble de test.",
                        "Ce qui décide de l'arrêt a servi à l'entraînement : le test ne dirait "
                        "plus ce que vaut le réseau sur des données nouvelles.",
                    ),
                ),
                Option(
                    "stops_on_the_training_set",
                    en=(
                        "Early stopping watches the error on the training set.",
                        "That error goes on falling while the network overfits: it gives no sign "
                        "to stop.",
                    ),
                    fr=(
                        "L'arrêt précoce surveille l'erreur sur l'ensemble d'entraînement.",
                        "Cette erreur continue de baisser pendant le surapprentissage : elle ne "
                        "dit jamais de s'arrêter.",
                    ),
                ),
            ],
        ),
        Line(
            "ER19",
            {
                "en": "The complexity of a model grows with the number of its parameters, which "
                "training sets.",
                "fr": "La complexité d'un modèle croît avec le nombre de ses paramètres, que "
                "l'entraînement règle.",
            },
            [
                Option(
                    "hyper_parameters_are_parameters",
                    en=(
                        "The complexity of a model grows with the number of its "
                        "hyper-parameters, which training sets.",
                        "Hyper-parameters are what you choose before training, such as the rate: "
                        "training sets the parameters.",
                    ),
                    fr=(
                        "La complexité d'un modèle croît avec le nombre de ses hyperparamètres, "
                        "que l'entraînement règle.",
                        "Les hyperparamètres se choisissent avant l'entraînement, comme le taux : "
                        "ce que l'entraînement règle, ce sont les paramètres.",
                    ),
                ),
                Option(
                    "complexity_of_the_data",
                    en=(
                        "The complexity of a model grows with the number of its instances.",
                        "Instances belong to the data, and more of them hold a complex model "
                        "back from overfitting.",
                    ),
                    fr=(
                        "La complexité d'un modèle croît avec le nombre de ses instances.",
                        "Les instances appartiennent aux données, et en avoir plus retient un "
                        "modèle complexe de surapprendre.",
                    ),
                ),
            ],
        ),
        Line(
            "ER25",
            {
                "en": r"Batch norm with $\gamma = \sqrt{\sigma^2 + \varepsilon}$ and $\beta = \mu$ "
                "gives back $z$.",
                "fr": r"La normalisation par lots avec $\gamma = \sqrt{\sigma^2 + \varepsilon}$ et "
                r"$\beta = \mu$ redonne $z$.",
            },
            [
                Option(
                    "gives_back_the_normalised",
                    en=(
                        r"Batch norm with $\gamma = \sqrt{\sigma^2 + \varepsilon}$ and $\beta = "
                        r"\mu$ gives the normalised $z_N$.",
                        "What was divided is multiplied again, and what was subtracted is added "
                        "again: what is left?",
                    ),
                    fr=(
                        r"La normalisation par lots avec $\gamma = \sqrt{\sigma^2 + \varepsilon}$ "
                        r"et $\beta = \mu$ donne le $z_N$ normalisé.",
                        "On multiplie par ce par quoi on a divisé, on ajoute ce qu'on a "
                        "retranché : "
                        "que reste-t-il ?",
                    ),
                ),
                Option(
                    "ones_and_zeros_give_back",
                    en=(
                        r"Batch norm with $\gamma = 1$ and $\beta = 0$ gives back $z$.",
                        "With γ = 1 and β = 0 what comes out is what was normalised.",
                    ),
                    fr=(
                        r"La normalisation par lots avec $\gamma = 1$ et $\beta = 0$ redonne $z$.",
                        "Avec γ = 1 et β = 0, il sort ce qui a été normalisé.",
                    ),
                ),
            ],
        ),
        Line(
            "ER29",
            {
                "en": r"The penalty of the weights is $\lambda w^\top w$.",
                "fr": r"La pénalité des poids est $\lambda w^\top w$.",
            },
            [
                Option(
                    "penalty_is_a_matrix",
                    en=(
                        r"The penalty of the weights is $\lambda w w^\top$.",
                        "For a column w that is a square matrix, and a cost is a number.",
                    ),
                    fr=(
                        r"La pénalité des poids est $\lambda w w^\top$.",
                        "Pour une colonne w, c'est une matrice carrée, et un coût est un nombre.",
                    ),
                ),
                Option(
                    "penalty_is_a_vector",
                    en=(
                        r"The penalty of the weights is $\lambda w \odot w$.",
                        "The squares are there, one for each weight: their sum is missing.",
                    ),
                    fr=(
                        r"La pénalité des poids est $\lambda w \odot w$.",
                        "Les carrés y sont, un par poids : il manque leur somme.",
                    ),
                ),
            ],
        ),
    ],
)
