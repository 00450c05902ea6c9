"""Week 4: errors on slides about outputs and losses (ER1, ER11, ER17, ER31, ER32)."""

from autograder import Line, Option, Part

part = Part("slides_outputs")

part.hunt(
    "slide_of_losses",
    points=2,
    texts={
        "en": "Lines as on a slide on classification: $K$ classes, counted from 1 to $K$, with the "
        "logits $z$; $m$ instances. Some are right, some are not.",
        "fr": "Des lignes comme sur une diapositive sur la classification : $K$ classes, comptées "
        "de 1 à $K$, de logits $z$ ; $m$ instances. Certaines sont justes, d'autres non.",
    },
    lines=[
        Line(
            "ER1",
            {
                "en": r"The probability of class $k$ is proportional to $e^{z_k}$.",
                "fr": r"La probabilité de la classe $k$ est proportionnelle à $e^{z_k}$.",
            },
            [
                Option(
                    "minus_signs_in_softmax",
                    en=(
                        r"The probability of class $k$ is proportional to $e^{-z_k}$.",
                        "With the minus sign, the smallest logit wins.",
                    ),
                    fr=(
                        r"La probabilité de la classe $k$ est proportionnelle à $e^{-z_k}$.",
                        "Avec ce signe moins, c'est le plus petit logit qui l'emporte.",
                    ),
                ),
                Option(
                    "softmax_without_exponential",
                    en=(
                        r"The probability of class $k$ is proportional to $z_k$.",
                        "A logit may be negative, and a probability may not: what makes it "
                        "positive?",
                    ),
                    fr=(
                        r"La probabilité de la classe $k$ est proportionnelle à $z_k$.",
                        "Un logit peut être négatif, une probabilité non : qu'est-ce qui le rend "
                        "positif ?",
                    ),
                ),
            ],
        ),
        Line(
            "ER17",
            {
                "en": r"softmax$(z)_k = e^{z_k} \,/\, \sum_{j=1}^{K} e^{z_j}$",
                "fr": r"softmax$(z)_k = e^{z_k} \,/\, \sum_{j=1}^{K} e^{z_j}$",
            },
            [
                Option(
                    "one_term_too_many",
                    en=(
                        r"softmax$(z)_k = e^{z_k} \,/\, \sum_{j=0}^{K} e^{z_j}$",
                        "The sum has K + 1 terms for K classes: the probabilities do not sum to 1.",
                    ),
                    fr=(
                        r"softmax$(z)_k = e^{z_k} \,/\, \sum_{j=0}^{K} e^{z_j}$",
                        "La somme a K + 1 termes pour K classes : les probabilités ne font pas 1.",
                    ),
                ),
                Option(
                    "sums_over_the_instances",
                    en=(
                        r"softmax$(z)_k = e^{z_k} \,/\, \sum_{j=1}^{m} e^{z_j}$",
                        "The sum is over the classes of one instance, not over the instances.",
                    ),
                    fr=(
                        r"softmax$(z)_k = e^{z_k} \,/\, \sum_{j=1}^{m} e^{z_j}$",
                        "La somme porte sur les classes d'une instance, non sur les instances.",
                    ),
                ),
            ],
        ),
        Line(
            "ER11",
            {
                "en": r"Mean cost: $J = \frac{1}{m} \sum_{i=1}^{m} L(\hat{y}^{(i)}, y^{(i)})$",
                "fr": r"Coût moyen : $J = \frac{1}{m} \sum_{i=1}^{m} L(\hat{y}^{(i)}, y^{(i)})$",
            },
            [
                Option(
                    "sums_one_loss_m_times",
                    en=(
                        r"Mean cost: $J = \frac{1}{m} \sum_{i=1}^{m} L(\hat{y}, y)$",
                        "Nothing in the sum depends on i: it is the loss of one instance, added m "
                        "times.",
                    ),
                    fr=(
                        r"Coût moyen : $J = \frac{1}{m} \sum_{i=1}^{m} L(\hat{y}, y)$",
                        "Rien dans la somme ne dépend de i : c'est la perte d'une seule instance, "
                        "ajoutée m fois.",
                    ),
                ),
                Option(
                    "forgets_to_divide_the_cost",
                    en=(
                        r"Mean cost: $J = \sum_{i=1}^{m} L(\hat{y}^{(i)}, y^{(i)})$",
                        "That is the sum of the losses: it grows with the number of instances.",
                    ),
                    fr=(
                        r"Coût moyen : $J = \sum_{i=1}^{m} L(\hat{y}^{(i)}, y^{(i)})$",
                        "C'est la somme des pertes : elle croît avec le nombre d'instances.",
                    ),
                ),
            ],
        ),
        Line(
            "ER31",
            {
                "en": r"$-\frac{1}{m} \sum_i \log \hat{y}^{(i)}_{c_i}$, where $c_i$ is the class "
                r"of "
                "instance $i$: the mean negative log-likelihood",
                "fr": r"$-\frac{1}{m} \sum_i \log \hat{y}^{(i)}_{c_i}$, où $c_i$ est la classe de "
                "l'instance $i$ : l'opposé de la log-vraisemblance moyenne",
            },
            [
                Option(
                    "likelihood_without_logarithm",
                    en=(
                        r"$-\frac{1}{m} \sum_i \log \hat{y}^{(i)}_{c_i}$, where $c_i$ is the class "
                        "of instance $i$: the negative likelihood",
                        "There is a logarithm in the formula and none in the name: the likelihood "
                        "is a product of probabilities.",
                    ),
                    fr=(
                        r"$-\frac{1}{m} \sum_i \log \hat{y}^{(i)}_{c_i}$, où $c_i$ est la classe "
                        r"de "
                        "l'instance $i$ : l'opposé de la vraisemblance",
                        "Il y a un logarithme dans la formule et aucun dans le nom : la "
                        "vraisemblance est un produit de probabilités.",
                    ),
                ),
                Option(
                    "likelihood_without_minus",
                    en=(
                        r"$-\frac{1}{m} \sum_i \log \hat{y}^{(i)}_{c_i}$, where $c_i$ is the class "
                        "of instance $i$: the mean log-likelihood",
                        "The minus sign is missing in the name: a log-likelihood is maximised, a "
                        "loss is minimised.",
                    ),
                    fr=(
                        r"$-\frac{1}{m} \sum_i \log \hat{y}^{(i)}_{c_i}$, où $c_i$ est la classe "
                        r"de "
                        "l'instance $i$ : la log-vraisemblance moyenne",
                        "Le signe moins manque dans le nom : on maximise une log-vraisemblance, on "
                        "minimise une perte.",
                    ),
                ),
            ],
        ),
        Line(
            "ER32",
            {
                "en": r"The label of two classes: $y \in \{0, 1\}$",
                "fr": r"L'étiquette de deux classes : $y \in \{0\,;1\}$",
            },
            [
                Option(
                    "labels_in_an_interval",
                    en=(
                        r"The label of two classes: $y \in [0, 1]$",
                        "An interval holds 0.3 as well: a label is one of two values.",
                    ),
                    fr=(
                        r"L'étiquette de deux classes : $y \in [0\,;1]$",
                        "Un intervalle contient aussi 0,3 : une étiquette prend deux valeurs.",
                    ),
                ),
                Option(
                    "labels_are_probabilities",
                    en=(
                        r"The label of two classes: $y \in (0, 1)$",
                        "That is where the network's answer lies, a probability; the label is what "
                        "came true.",
                    ),
                    fr=(
                        r"L'étiquette de deux classes : $y \in \,]0\,;1[$",
                        "C'est là que se trouve la réponse du réseau, une probabilité ; "
                        "l'étiquette est ce qui est arrivé.",
                    ),
                ),
            ],
        ),
    ],
)
