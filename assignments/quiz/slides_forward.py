"""Week 3: errors on slides about the forward pass (ER2, ER9, ER27, ER33)."""

from autograder import Line, Option, Part

part = Part("slides_forward")

part.hunt(
    "slide_of_layers",
    points=2,
    texts={
        "en": "Lines as on a slide on layers; here a column is an instance, as in this course. "
        "Some are right, some are not.",
        "fr": "Des lignes comme sur une diapositive sur les couches ; une colonne y est une "
        "instance, comme dans ce cours. Certaines sont justes, d'autres non.",
    },
    lines=[
        Line(
            "ER2",
            {
                "en": r"$a = W h_{\text{prev}} + b$, then $h = g(a)$, and both are kept.",
                "fr": r"$a = W h_{\text{prev}} + b$, puis $h = g(a)$, et l'on garde les deux.",
            },
            [
                Option(
                    "overwrites_the_pre_activation",
                    en=(
                        r"$h = W h_{\text{prev}} + b$, then $h = g(h)$, which overwrites the "
                        r"first.",
                        "The backward pass needs g'(a), and you have written over a.",
                    ),
                    fr=(
                        r"$h = W h_{\text{prev}} + b$, puis $h = g(h)$, qui remplace le premier.",
                        "Le passage arrière a besoin de g'(a), et vous avez effacé a.",
                    ),
                ),
                Option(
                    "activates_the_weights",
                    en=(
                        r"$a = g(W)$, then $h = a\, h_{\text{prev}} + b$, and both are kept.",
                        "The activation bends the weighted sum, not the weights: a layer with "
                        "g(W) is still linear in its input.",
                    ),
                    fr=(
                        r"$a = g(W)$, puis $h = a\, h_{\text{prev}} + b$, et l'on garde les deux.",
                        "L'activation s'applique à la somme pondérée, non aux poids : une couche "
                        "avec g(W) reste linéaire en son entrée.",
                    ),
                ),
            ],
        ),
        Line(
            "ER9",
            {
                "en": r"Two linear layers are one: $W' = W_2 W_1$ and $b' = W_2 b_1 + b_2$.",
                "fr": r"Deux couches linéaires en font une : $W' = W_2 W_1$ et $b' = W_2 b_1 + "
                r"b_2$.",
            },
            [
                Option(
                    "adds_the_biases",
                    en=(
                        r"Two linear layers are one: $W' = W_2 W_1$ and $b' = b_1 + b_2$.",
                        "The first bias passes through the second layer too: what happens to it "
                        "there? Its shape alone says that something is missing.",
                    ),
                    fr=(
                        r"Deux couches linéaires en font une : $W' = W_2 W_1$ et $b' = b_1 + b_2$.",
                        "Le premier biais traverse lui aussi la deuxième couche : que lui "
                        "arrive-t-il ? Ses dimensions disent déjà qu'il manque quelque chose.",
                    ),
                ),
                Option(
                    "multiplies_in_the_other_order",
                    en=(
                        r"Two linear layers are one: $W' = W_1 W_2$ and $b' = W_2 b_1 + b_2$.",
                        "The input meets the first layer first, and so the first matrix stands "
                        "next to it, on the right.",
                    ),
                    fr=(
                        r"Deux couches linéaires en font une : $W' = W_1 W_2$ et $b' = W_2 b_1 + "
                        r"b_2$.",
                        "L'entrée rencontre d'abord la première couche : c'est donc la première "
                        "matrice qui la touche, à droite.",
                    ),
                ),
            ],
        ),
        Line(
            "ER27",
            {
                "en": "One instance at a time: `x = X[:, i:i+1]`, then `W @ x + b`.",
                "fr": "Une instance à la fois : `x = X[:, i:i+1]`, puis `W @ x + b`.",
            },
            [
                Option(
                    "loses_the_column",
                    en=(
                        "One instance at a time: `x = X[:, i]`, then `W @ x + b`.",
                        "x has one axis then, and so has W @ x; adding the column b gives a square "
                        "matrix, without any error.",
                    ),
                    fr=(
                        "Une instance à la fois : `x = X[:, i]`, puis `W @ x + b`.",
                        "x n'a alors qu'un axe, et W @ x aussi ; ajouter la colonne b donne une "
                        "matrice carrée, sans la moindre erreur.",
                    ),
                ),
                Option(
                    "takes_a_feature_for_an_instance",
                    en=(
                        "One instance at a time: `x = X[i:i+1, :]`, then `W @ x + b`.",
                        "That is a row, which is one feature of all the instances.",
                    ),
                    fr=(
                        "Une instance à la fois : `x = X[i:i+1, :]`, puis `W @ x + b`.",
                        "C'est une ligne, donc une variable de toutes les instances.",
                    ),
                ),
            ],
        ),
        Line(
            "ER33",
            {
                "en": r"$z = Wx + b$, with $W$ of shape (neurons, inputs)",
                "fr": r"$z = Wx + b$, avec $W$ de dimensions (neurones, entrées)",
            },
            [
                Option(
                    "weights_as_keras_has_them",
                    en=(
                        r"$z = Wx + b$, with $W$ of shape (inputs, neurons)",
                        "That is the shape of Keras, where an instance is a row and stands on the "
                        "left of W: it does not fit the formula.",
                    ),
                    fr=(
                        r"$z = Wx + b$, avec $W$ de dimensions (entrées, neurones)",
                        "C'est la forme de Keras, où une instance est une ligne placée à gauche "
                        "de W : elle ne va pas avec la formule.",
                    ),
                ),
                Option(
                    "weights_of_every_instance",
                    en=(
                        r"$z = Wx + b$, with $W$ of shape (neurons, instances)",
                        "Weights belong to the network: their number does not depend on how many "
                        "instances there are.",
                    ),
                    fr=(
                        r"$z = Wx + b$, avec $W$ de dimensions (neurones, instances)",
                        "Les poids appartiennent au réseau : leur nombre ne dépend pas du nombre "
                        "d'instances.",
                    ),
                ),
            ],
        ),
    ],
)
