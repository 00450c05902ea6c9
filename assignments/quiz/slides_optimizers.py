"""Week 6: errors on slides about optimizers (ER23, ER24, ER30)."""

from autograder import Line, Option, Part

part = Part("slides_optimizers")

part.hunt(
    "slide_of_optimizers",
    points=2,
    texts={
        "en": r"Lines as on a slide on optimizers; $v$ is a moving average of gradients with the "
        r"weight $\beta$, and $\alpha$ the rate. Some are right, some are not.",
        "fr": r"Des lignes comme sur une diapositive sur les optimiseurs ; $v$ est une moyenne "
        r"mobile de gradients de poids $\beta$, et $\alpha$ le taux. Certaines sont justes, "
        "d'autres non.",
    },
    lines=[
        Line(
            "ER23_place",
            {
                "en": r"Nesterov takes the gradient at $W - \alpha \beta v$.",
                "fr": r"Nesterov prend le gradient en $W - \alpha \beta v$.",
            },
            [
                Option(
                    "looks_behind",
                    en=(
                        r"Nesterov takes the gradient at $W + \alpha \beta v$.",
                        "The step goes along -v: with a plus you look at where you came from, not "
                        "at where you are going.",
                    ),
                    fr=(
                        r"Nesterov prend le gradient en $W + \alpha \beta v$.",
                        "Le pas suit -v : avec un plus, vous regardez d'où vous venez, non où vous "
                        "allez.",
                    ),
                ),
                Option(
                    "does_not_look_ahead",
                    en=(
                        r"Nesterov takes the gradient at $W$.",
                        "That is plain momentum: what is new in Nesterov is the place of the "
                        "gradient.",
                    ),
                    fr=(
                        r"Nesterov prend le gradient en $W$.",
                        "C'est le momentum ordinaire : ce que Nesterov apporte, c'est l'endroit où "
                        "l'on prend le gradient.",
                    ),
                ),
            ],
        ),
        Line(
            "ER23_name",
            {
                "en": "NAG: Nesterov accelerated gradient",
                "fr": "NAG : gradient accéléré de Nesterov (Nesterov accelerated gradient)",
            },
            [
                Option(
                    "nesterov_adapts",
                    en=(
                        "NAG: Nesterov adaptive gradient",
                        "Nothing is adapted: all parameters have the same rate, as with momentum.",
                    ),
                    fr=(
                        "NAG : gradient adaptatif de Nesterov (Nesterov adaptive gradient)",
                        "Rien ne s'adapte : tous les paramètres ont le même taux, comme avec le "
                        "momentum.",
                    ),
                ),
                Option(
                    "nesterov_averages",
                    en=(
                        "NAG: Nesterov average gradient",
                        "Averaging the gradients is what momentum does already; the A stands for "
                        "what looking ahead gains.",
                    ),
                    fr=(
                        "NAG : gradient moyen de Nesterov (Nesterov average gradient)",
                        "Moyenner les gradients, le momentum le fait déjà ; le A dit ce que l'on "
                        "gagne à regarder en avant.",
                    ),
                ),
            ],
        ),
        Line(
            "ER24",
            {
                "en": "RMSprop averages the squares of the gradient's entries.",
                "fr": "RMSprop moyenne les carrés des composantes du gradient.",
            },
            [
                Option(
                    "averages_second_derivatives",
                    en=(
                        "RMSprop averages the second derivatives of the cost.",
                        "The square of a first derivative is no second derivative: RMSprop never "
                        "computes a Hessian.",
                    ),
                    fr=(
                        "RMSprop moyenne les dérivées secondes du coût.",
                        "Le carré d'une dérivée première n'est pas une dérivée seconde : RMSprop "
                        "ne calcule aucune hessienne.",
                    ),
                ),
                Option(
                    "averages_the_squared_norm",
                    en=(
                        "RMSprop averages the square of the gradient's norm.",
                        "Then all parameters would share one number; each has its own, by its own "
                        "entry.",
                    ),
                    fr=(
                        "RMSprop moyenne le carré de la norme du gradient.",
                        "Tous les paramètres partageraient alors un seul nombre ; chacun a le "
                        "sien, "
                        "par sa propre composante.",
                    ),
                ),
            ],
        ),
        Line(
            "ER30_nadam",
            {
                "en": "Nadam is Adam with Nesterov's momentum.",
                "fr": "Nadam est Adam avec le momentum de Nesterov.",
            },
            [
                Option(
                    "nadam_without_first_moment",
                    en=(
                        "Nadam is RMSprop with Nesterov's momentum, without bias correction.",
                        "Then it would be named otherwise: Adam's correction of both averages is "
                        "kept.",
                    ),
                    fr=(
                        "Nadam est RMSprop avec le momentum de Nesterov, sans correction de biais.",
                        "Il aurait alors un autre nom : la correction des deux moyennes d'Adam est "
                        "conservée.",
                    ),
                ),
                Option(
                    "nesterov_is_an_adam",
                    en=(
                        "Nadam and NAG are variants of Adam.",
                        "NAG is thirty years older than Adam, and has no second average.",
                    ),
                    fr=(
                        "Nadam et NAG sont des variantes d'Adam.",
                        "NAG a trente ans de plus qu'Adam, et n'a pas de deuxième moyenne.",
                    ),
                ),
            ],
        ),
        Line(
            "ER30_memory",
            {
                "en": "Adam keeps two more numbers for each parameter than SGD.",
                "fr": "Adam garde deux nombres de plus que SGD pour chaque paramètre.",
            },
            [
                Option(
                    "adam_needs_no_memory",
                    en=(
                        "Adam needs no more memory than SGD.",
                        "Both averages are as large as the network: beside the parameters, that "
                        "is twice their memory.",
                    ),
                    fr=(
                        "Adam ne demande pas plus de mémoire que SGD.",
                        "Les deux moyennes sont aussi grandes que le réseau : à côté des "
                        "paramètres, c'est deux fois leur mémoire.",
                    ),
                ),
                Option(
                    "adam_keeps_every_gradient",
                    en=(
                        "Adam keeps all the gradients so far.",
                        "An average that moves needs only its last value and the new gradient.",
                    ),
                    fr=(
                        "Adam garde tous les gradients depuis le début.",
                        "Une moyenne mobile n'a besoin que de sa dernière valeur et du nouveau "
                        "gradient.",
                    ),
                ),
            ],
        ),
    ],
)
