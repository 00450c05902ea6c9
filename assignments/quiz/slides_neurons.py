"""Week 2: errors on slides about activations (ER10, ER15, ER16, ER20, ER22)."""

from autograder import Line, Option, Part

part = Part("slides_neurons")

HUNT = {
    "en": "Lines as on a slide on activation functions. Some are right, some are not; below each, "
    "what might stand there instead.",
    "fr": "Des lignes comme sur une diapositive sur les fonctions d'activation. Certaines sont "
    "justes, d'autres non ; sous chacune, ce qui pourrait se trouver à sa place.",
}

part.hunt(
    "slide_of_activations",
    points=2,
    texts=HUNT,
    lines=[
        Line(
            "ER10",
            {
                "en": r"In this course, $\mathrm{ReLU}'(z)$ is 1 for $z > 0$, and 0 elsewhere.",
                "fr": r"Dans ce cours, $\mathrm{ReLU}'(z)$ vaut 1 pour $z > 0$, et 0 ailleurs.",
            },
            [
                Option(
                    "slope_of_one_at_zero",
                    en=(
                        r"In this course, $\mathrm{ReLU}'(z)$ is 1 for $z \geq 0$, and 0 "
                        r"elsewhere.",
                        "At 0 ReLU has no slope; some lectures choose 1, this course and PyTorch "
                        "choose 0.",
                    ),
                    fr=(
                        r"Dans ce cours, $\mathrm{ReLU}'(z)$ vaut 1 pour $z \geq 0$, et 0 "
                        r"ailleurs.",
                        "En 0, ReLU n'a pas de pente ; certains cours y choisissent 1, celui-ci et "
                        "PyTorch 0.",
                    ),
                ),
                Option(
                    "value_for_the_slope_of_relu",
                    en=(
                        r"In this course, $\mathrm{ReLU}'(z)$ is $z$ for $z > 0$, and 0 elsewhere.",
                        "That is ReLU itself: its slope is the same wherever the function rises.",
                    ),
                    fr=(
                        r"Dans ce cours, $\mathrm{ReLU}'(z)$ vaut $z$ pour $z > 0$, et 0 ailleurs.",
                        "C'est ReLU elle-même : sa pente est la même partout où elle monte.",
                    ),
                ),
            ],
        ),
        Line(
            "ER15",
            {
                "en": r"$\tanh z = (1 - e^{-2z}) \,/\, (1 + e^{-2z})$",
                "fr": r"$\tanh z = (1 - e^{-2z}) \,/\, (1 + e^{-2z})$",
            },
            [
                Option(
                    "tanh_without_numerator",
                    en=(
                        r"$\tanh z = 1 \,/\, (1 + e^{-2z})$",
                        "The numerator is lost: this is 1/2 at 0, where tanh is 0.",
                    ),
                    fr=(
                        r"$\tanh z = 1 \,/\, (1 + e^{-2z})$",
                        "Le numérateur est perdu : on trouve 1/2 en 0, où tanh vaut 0.",
                    ),
                ),
                Option(
                    "tanh_at_half_its_argument",
                    en=(
                        r"$\tanh z = (1 - e^{-z}) \,/\, (1 + e^{-z})$",
                        "The 2 is lost: this is tanh of z/2, whose slope at 0 is 1/2 and not 1.",
                    ),
                    fr=(
                        r"$\tanh z = (1 - e^{-z}) \,/\, (1 + e^{-z})$",
                        "Le 2 est perdu : c'est tanh de z/2, dont la pente en 0 vaut 1/2 et non 1.",
                    ),
                ),
            ],
        ),
        Line(
            "ER16",
            {
                "en": r"Leaky ReLU: $\max(\alpha z, z)$, with a small $\alpha$ such as 0.01",
                "fr": r"Leaky ReLU : $\max(\alpha z, z)$, avec un petit $\alpha$ comme 0,01",
            },
            [
                Option(
                    "leaky_without_leak",
                    en=(
                        r"Leaky ReLU: $\max(z, 0)$, which does not die",
                        "That is plain ReLU: nothing leaks, and it does die.",
                    ),
                    fr=(
                        r"Leaky ReLU : $\max(z, 0)$, qui ne meurt pas",
                        "C'est ReLU tout court : rien ne fuit, et elle meurt bel et bien.",
                    ),
                ),
                Option(
                    "leaky_on_the_wrong_side",
                    en=(
                        r"Leaky ReLU: $\min(\alpha z, z)$, with a small $\alpha$ such as 0.01",
                        "With the minimum it leaks on the positive side, and lets the negative "
                        "side through whole.",
                    ),
                    fr=(
                        r"Leaky ReLU : $\min(\alpha z, z)$, avec un petit $\alpha$ comme 0,01",
                        "Avec le minimum, la fuite est du côté positif, et le côté négatif passe "
                        "tout entier.",
                    ),
                ),
            ],
        ),
        Line(
            "ER20",
            {
                "en": r"The sigmoid exceeds 0.99 for every $z$ above 5.",
                "fr": r"La sigmoïde dépasse 0,99 pour tout $z$ supérieur à 5.",
            },
            [
                Option(
                    "saturated_at_two",
                    en=(
                        r"The sigmoid exceeds 0.99 for every $z$ above 2.",
                        "At 2 it is 0.88: it comes near to 1 more slowly than the slide says.",
                    ),
                    fr=(
                        r"La sigmoïde dépasse 0,99 pour tout $z$ supérieur à 2.",
                        "En 2, elle vaut 0,88 : elle s'approche de 1 plus lentement que ne le dit "
                        "la diapositive.",
                    ),
                ),
                Option(
                    "saturated_at_one",
                    en=(
                        r"The sigmoid exceeds 0.99 for every $z$ above 1.",
                        "At 1 it is 0.73: a step it is not.",
                    ),
                    fr=(
                        r"La sigmoïde dépasse 0,99 pour tout $z$ supérieur à 1.",
                        "En 1, elle vaut 0,73 : ce n'est pas un échelon.",
                    ),
                ),
            ],
        ),
        Line(
            "ER22",
            {
                "en": "The step: in no layer that is trained by backpropagation. ReLU: in the last "
                "layer too, where no target is negative.",
                "fr": "L'échelon : dans aucune couche entraînée par rétropropagation. ReLU : dans "
                "la dernière couche aussi, si aucune cible n'est négative.",
            },
            [
                Option(
                    "a_step_anywhere",
                    en=(
                        "The step: in any layer. ReLU: never in the last layer.",
                        "The slope of the step is 0 wherever it has one: no gradient passes. And "
                        "where targets cannot be negative, ReLU suits the last layer.",
                    ),
                    fr=(
                        "L'échelon : dans n'importe quelle couche. ReLU : jamais dans la dernière.",
                        "La pente de l'échelon est nulle partout où elle existe : aucun gradient "
                        "ne passe. Et quand les cibles ne peuvent être négatives, ReLU convient à "
                        "la dernière couche.",
                    ),
                ),
                Option(
                    "relu_for_every_regression",
                    en=(
                        "The step: in hidden layers only. ReLU: in the last layer of every "
                        "regression.",
                        "The step stops the gradient in hidden layers as well; and ReLU can never "
                        "reach a negative target.",
                    ),
                    fr=(
                        "L'échelon : dans les seules couches cachées. ReLU : dans la dernière "
                        "couche de toute régression.",
                        "L'échelon arrête aussi le gradient dans les couches cachées ; et ReLU "
                        "n'atteint jamais une cible négative.",
                    ),
                ),
            ],
        ),
    ],
)
