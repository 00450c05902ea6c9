"""Week 7: errors on slides about where training starts (ER12, ER13, ER14, ER26, ER34)."""

from autograder import Line, Option, Part

part = Part("slides_starts")

part.hunt(
    "slide_of_starts",
    points=3,
    texts={
        "en": r"Lines as on a slide on initialisation. A layer has $n$ inputs, and its weights the "
        r"standard deviation $\sigma$; the cost is $J$. Some are right, some are not.",
        "fr": r"Des lignes comme sur une diapositive sur l'initialisation. Une couche a $n$ "
        r"entrées, et ses poids l'écart-type $\sigma$ ; le coût est $J$. Certaines sont justes, "
        "d'autres non.",
    },
    lines=[
        Line(
            "ER12",
            {
                "en": r"With $W_1 = 0$ and $b_1 = 0$, two rows of $\partial J / \partial W_1$ are "
                r"equal if their neurons have equal weights in $W_2$.",
                "fr": r"Avec $W_1 = 0$ et $b_1 = 0$, deux lignes de $\partial J / \partial W_1$ "
                r"sont égales si leurs neurones ont les mêmes poids dans $W_2$.",
            },
            [
                Option(
                    "rows_equal_whatever_follows",
                    en=(
                        r"With $W_1 = 0$ and $b_1 = 0$, all rows of $\partial J / \partial W_1$ "
                        r"are equal, whatever $W_2$ is.",
                        "Each row comes back through its own entry of W2: where these are random, "
                        "the rows differ at the first step.",
                    ),
                    fr=(
                        r"Avec $W_1 = 0$ et $b_1 = 0$, toutes les lignes de "
                        r"$\partial J / \partial W_1$ sont égales, quel que soit $W_2$.",
                        "Chaque ligne revient par sa propre composante de W2 : si celles-ci sont "
                        "aléatoires, les lignes diffèrent dès le premier pas.",
                    ),
                ),
                Option(
                    "rows_zero_whatever_follows",
                    en=(
                        r"With $W_1 = 0$ and $b_1 = 0$, all rows of $\partial J / \partial W_1$ "
                        r"are zero, whatever $W_2$ is.",
                        "The gradient of W1 is made of what comes back through W2 and of the "
                        "input: W1 itself is no factor of it.",
                    ),
                    fr=(
                        r"Avec $W_1 = 0$ et $b_1 = 0$, toutes les lignes de "
                        r"$\partial J / \partial W_1$ sont nulles, quel que soit $W_2$.",
                        "Le gradient de W1 est fait de ce qui revient par W2 et de l'entrée : W1 "
                        "lui-même n'y est pas un facteur.",
                    ),
                ),
            ],
        ),
        Line(
            "ER13",
            {
                "en": r"He, for ReLU: $\sigma = \sqrt{2 / n}$",
                "fr": r"He, pour ReLU : $\sigma = \sqrt{2 / n}$",
            },
            [
                Option(
                    "two_outside_of_the_root",
                    en=(
                        r"He, for ReLU: $\sigma = 2 / \sqrt{n}$",
                        "It is the variance that is doubled: with 2/√n the signal grows by √2 at "
                        "every layer.",
                    ),
                    fr=(
                        r"He, pour ReLU : $\sigma = 2 / \sqrt{n}$",
                        "C'est la variance qu'on double : avec 2/√n, le signal croît d'un facteur "
                        "√2 à chaque couche.",
                    ),
                ),
                Option(
                    "variance_for_the_deviation",
                    en=(
                        r"He, for ReLU: $\sigma = 2 / n$",
                        "That is the variance; σ is its root.",
                    ),
                    fr=(
                        r"He, pour ReLU : $\sigma = 2 / n$",
                        "C'est la variance ; σ en est la racine.",
                    ),
                ),
            ],
        ),
        Line(
            "ER13_units",
            {
                "en": r"$n$ is the number of inputs of the layer.",
                "fr": r"$n$ est le nombre d'entrées de la couche.",
            },
            [
                Option(
                    "counts_the_layers",
                    en=(
                        r"$n$ is the number of input layers.",
                        "A network has one input. What is summed in a neuron, and how often?",
                    ),
                    fr=(
                        r"$n$ est le nombre de couches d'entrée.",
                        "Un réseau n'a qu'une entrée. Qu'additionne-t-on dans un neurone, et "
                        "combien de fois ?",
                    ),
                ),
                Option(
                    "counts_the_instances",
                    en=(
                        r"$n$ is the number of instances.",
                        "The sum in a neuron is over its inputs; each instance has a sum of its "
                        "own.",
                    ),
                    fr=(
                        r"$n$ est le nombre d'instances.",
                        "La somme dans un neurone porte sur ses entrées ; chaque instance a la "
                        "sienne.",
                    ),
                ),
            ],
        ),
        Line(
            "ER14",
            {
                "en": r"A linear layer keeps the mean square of its input where $n \sigma^2 = 1$.",
                "fr": r"Une couche linéaire conserve le carré moyen de son entrée si "
                r"$n \sigma^2 = 1$.",
            },
            [
                Option(
                    "keeping_is_not_shrinking",
                    en=(
                        r"A linear layer keeps the mean square of its input where "
                        r"$n \sigma^2 \geq 1$.",
                        "Above 1 it grows, and over fifty layers it explodes.",
                    ),
                    fr=(
                        r"Une couche linéaire conserve le carré moyen de son entrée si "
                        r"$n \sigma^2 \geq 1$.",
                        "Au-dessus de 1, il croît, et en cinquante couches il explose.",
                    ),
                ),
                Option(
                    "deviation_for_the_variance",
                    en=(
                        r"A linear layer keeps the mean square of its input where $n \sigma = 1$.",
                        "A sum of n independent terms has n times the variance of one, not n times "
                        "its standard deviation.",
                    ),
                    fr=(
                        r"Une couche linéaire conserve le carré moyen de son entrée si "
                        r"$n \sigma = 1$.",
                        "Une somme de n termes indépendants a n fois la variance d'un seul, non n "
                        "fois son écart-type.",
                    ),
                ),
            ],
        ),
        Line(
            "ER26",
            {
                "en": "`W = rng.normal(size=(n_out, n_in))`, then `Z = W @ A`",
                "fr": "`W = rng.normal(size=(n_out, n_in))`, puis `Z = W @ A`",
            },
            [
                Option(
                    "draws_the_transpose",
                    en=(
                        "`W = rng.normal(size=(n_in, n_out))`, then `Z = W @ A`",
                        "The columns of W have to meet the rows of A, of which there are n_in.",
                    ),
                    fr=(
                        "`W = rng.normal(size=(n_in, n_out))`, puis `Z = W @ A`",
                        "Les colonnes de W doivent rencontrer les lignes de A, qui sont n_in.",
                    ),
                ),
                Option(
                    "draws_one_neuron",
                    en=(
                        "`W = rng.normal(size=(1, n_in))`, then `Z = W @ A`",
                        "That is the weights of one neuron, for a layer of n_out.",
                    ),
                    fr=(
                        "`W = rng.normal(size=(1, n_in))`, puis `Z = W @ A`",
                        "Ce sont les poids d'un seul neurone, pour une couche qui en a n_out.",
                    ),
                ),
            ],
        ),
        Line(
            "ER34",
            {
                "en": "All weights and biases zero: with tanh only the output bias learns, with "
                "sigmoid the output weights do too.",
                "fr": "Poids et biais tous nuls : avec tanh, seul le biais de sortie apprend ; "
                "avec la sigmoïde, les poids de sortie aussi.",
            },
            [
                Option(
                    "zero_never_learns",
                    en=(
                        "All weights and biases zero: no gradient, and so nothing ever learns.",
                        "The gradient of the output bias is the mean error, which no zero weight "
                        "can stop.",
                    ),
                    fr=(
                        "Poids et biais tous nuls : aucun gradient, donc rien n'apprend jamais.",
                        "Le gradient du biais de sortie est l'erreur moyenne, qu'aucun poids nul "
                        "ne peut arrêter.",
                    ),
                ),
                Option(
                    "zero_always_learns",
                    en=(
                        "All weights and biases zero: every weight learns, only more slowly.",
                        "What comes back to the first layer is multiplied by output weights, and "
                        "these are zero.",
                    ),
                    fr=(
                        "Poids et biais tous nuls : tous les poids apprennent, mais plus "
                        "lentement.",
                        "Ce qui remonte à la première couche est multiplié par les poids de "
                        "sortie, et ceux-ci sont nuls.",
                    ),
                ),
            ],
        ),
    ],
)
