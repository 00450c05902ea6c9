"""Week 7: what zeros do, and batch norm when training is over (Q22, Q36)."""

from autograder import Option, Part

part = Part("starting")
normalising = Part("normalising")

# --- Q22: weights that are all zero ---

part.choice(
    "zero_with_tanh",
    points=1,
    texts={
        "en": "A network with one hidden layer of tanh starts with all its weights and biases at "
        "0. Does `W1` ever change in training?",
        "fr": "Un réseau à une couche cachée de tanh part de poids et de biais tous nuls. `W1` "
        "change-t-il au cours de l'entraînement ?",
    },
    right={
        "en": "No: the hidden activations are 0, so `W2` stays at 0, and no error comes back "
        "through it.",
        "fr": "Non : les activations cachées sont nulles, donc `W2` reste nul, et aucune erreur ne "
        "remonte à travers lui.",
    },
    wrong=[
        Option(
            "slopes_are_enough",
            en=(
                "Yes: the slope of tanh at 0 is 1, so the gradient passes.",
                "The slope lets it pass, but what is to pass has been multiplied by W2, which is "
                "0.",
            ),
            fr=(
                "Oui : la pente de tanh en 0 vaut 1, donc le gradient passe.",
                "La pente le laisserait passer, mais ce qui devrait passer a été multiplié par W2, "
                "qui est nul.",
            ),
        ),
        Option(
            "output_bias_wakes_the_rest",
            en=(
                "Yes: the output bias learns, and then all the others do.",
                "The output bias does learn, and changes neither the hidden activations nor W2: "
                "both stay at 0.",
            ),
            fr=(
                "Oui : le biais de sortie apprend, et ensuite tous les autres aussi.",
                "Le biais de sortie apprend bien, mais il ne change ni les activations cachées ni "
                "W2 : les deux restent nuls.",
            ),
        ),
        Option(
            "slopes_vanish_at_zero",
            en=(
                "No: the slope of tanh at 0 is 0.",
                "`W1` does not change, but for another reason: at 0 tanh is steepest.",
            ),
            fr=(
                "Non : la pente de tanh en 0 est nulle.",
                "`W1` ne change pas, mais pour une autre raison : c'est en 0 que tanh est la plus "
                "raide.",
            ),
        ),
    ],
)

part.choice(
    "zero_with_sigmoid",
    points=1,
    texts={
        "en": "The same network with sigmoids in the hidden layer, all weights and biases at 0. "
        "What happens at the first step?",
        "fr": "Le même réseau avec des sigmoïdes dans la couche cachée, poids et biais tous nuls. "
        "Que se passe-t-il au premier pas ?",
    },
    right={
        "en": "`W2` changes, all its entries by the same amount; `W1` does not.",
        "fr": "`W2` change, toutes ses composantes de la même quantité ; `W1` ne change pas.",
    },
    wrong=[
        Option(
            "sigmoids_stay_at_zero",
            en=(
                "Neither changes: from zero there is no gradient.",
                "The sigmoid of 0 is 1/2: the hidden activations are not 0, and W2 has a gradient.",
            ),
            fr=(
                "Aucun ne change : à partir de zéro, il n'y a pas de gradient.",
                "La sigmoïde de 0 vaut 1/2 : les activations cachées ne sont pas nulles, et W2 a "
                "un gradient.",
            ),
        ),
        Option(
            "both_move_at_once",
            en=(
                "Both change, all entries of each by the same amount.",
                "What comes back to W1 is multiplied by W2, which is still 0: it has to wait for "
                "the second step.",
            ),
            fr=(
                "Les deux changent, chacun de la même quantité partout.",
                "Ce qui remonte à W1 est multiplié par W2, encore nul : il devra attendre le "
                "deuxième pas.",
            ),
        ),
        Option(
            "zero_breaks_symmetry",
            en=(
                "`W2` changes, each of its entries in its own way.",
                "The hidden neurons all give 1/2: nothing tells one from another.",
            ),
            fr=(
                "`W2` change, chacune de ses composantes à sa façon.",
                "Les neurones cachés donnent tous 1/2 : rien ne les distingue.",
            ),
        ),
    ],
)

# --- Q36: batch norm when training is over ---

normalising.choice(
    "batch_norm_at_test",
    points=1,
    texts={
        "en": "A trained network with batch norm answers for a single instance. With which mean "
        "and variance is it normalised, and why?",
        "fr": "Un réseau entraîné avec une normalisation par lots répond pour une seule instance. "
        "Avec quelles moyenne et variance celle-ci est-elle normalisée, et pourquoi ?",
    },
    right={
        "en": "With averages kept during training: the answer for an instance must not depend on "
        "what is asked with it.",
        "fr": "Avec des moyennes gardées pendant l'entraînement : la réponse pour une instance ne "
        "doit pas dépendre de ce qu'on demande avec elle.",
    },
    wrong=[
        Option(
            "normalises_by_the_batch",
            en=(
                "With those of the batch, as in training.",
                "A batch of one has the variance 0, and all that the instance says is lost.",
            ),
            fr=(
                "Avec celles du lot, comme à l'entraînement.",
                "Un lot d'une seule instance a une variance nulle, et tout ce qu'elle dit est "
                "perdu.",
            ),
        ),
        Option(
            "normalises_by_gamma_and_beta",
            en=(
                "With γ and β, which training has learned for this.",
                "γ and β come after the normalisation: they scale and move what is already "
                "normalised.",
            ),
            fr=(
                "Avec γ et β, que l'entraînement a appris pour cela.",
                "γ et β viennent après la normalisation : ils changent l'échelle et la position de "
                "ce qui est déjà normalisé.",
            ),
        ),
        Option(
            "does_not_normalise",
            en=(
                "With none: batch norm is switched off, as dropout is.",
                "The layers that follow have learned on normalised values: without them they "
                "would meet what they have never seen.",
            ),
            fr=(
                "Avec aucune : on la désactive, comme le dropout.",
                "Les couches suivantes ont appris sur des valeurs normalisées : sans cela, elles "
                "rencontreraient ce qu'elles n'ont jamais vu.",
            ),
        ),
        Option(
            "normalises_by_the_last_batch",
            en=(
                "With those of the last mini-batch of training.",
                "One mini-batch is a matter of chance: an average over many is steadier.",
            ),
            fr=(
                "Avec celles du dernier mini-lot de l'entraînement.",
                "Un seul mini-lot dépend du hasard : une moyenne sur beaucoup est plus stable.",
            ),
        ),
    ],
)
