"""Part H: convex costs, and the places where a gradient vanishes (question Q26)."""

from autograder import Claim, Confusion, Part

part = Part("landscape")

# --- Q26: convex or not ---


part.true_or_false(
    "convex_costs",
    points=2,
    texts={
        "en": "Five costs, each a mean over the same instances and a function of the weights. "
        "Which are convex whatever the data are (`True`), and which need not be (`False`)?",
        "fr": "Cinq coûts, chacun étant une moyenne sur les mêmes instances et une fonction des "
        "poids. Lesquels sont convexes quelles que soient les données (`True`), lesquels peuvent "
        "ne pas l'être (`False`) ?",
    },
    claims=[
        Claim(
            "no_square_is_convex",  # Q26
            true={
                "en": "the squared error of a neuron without activation",
                "fr": "l'erreur quadratique d'un neurone sans activation",
            },
            en="The squared error of a neuron without activation is a parabola along every line of "
            "weights, and it never opens downwards.",
            fr="L'erreur quadratique d'un neurone sans activation est une parabole le long de "
            "toute droite de poids, et elle ne s'ouvre jamais vers le bas.",
        ),
        Claim(
            "no_sigmoid_is_convex",  # Q26
            true={
                "en": "the binary cross-entropy of a neuron with a sigmoid",
                "fr": "l'entropie croisée binaire d'un neurone à sigmoïde",
            },
            en="The cross-entropy of a single sigmoid is convex in its weights: its second "
            "derivative is p (1 - p) x², never negative.",
            fr="L'entropie croisée d'une seule sigmoïde est convexe en ses poids : sa dérivée "
            "seconde est p (1 - p) x², jamais négative.",
        ),
        Claim(
            "every_square_is_convex",  # Q26
            false={
                "en": "the squared error of a neuron with a sigmoid",
                "fr": "l'erreur quadratique d'un neurone à sigmoïde",
            },
            en="A square is convex in the output, but the sigmoid bends on the way from the "
            "weights to it.",
            fr="Un carré est convexe en la sortie, mais la sigmoïde se courbe entre les poids et "
            "elle.",
        ),
        Claim(
            "cross_entropy_is_always_convex",  # Q26
            false={
                "en": "the binary cross-entropy of a network with a hidden layer of tanh",
                "fr": "l'entropie croisée binaire d'un réseau à une couche cachée de tanh",
            },
            en="A hidden layer ends convexity: exchange two hidden neurons, and another minimum is "
            "there, as good as the first, with a hill in between.",
            fr="Une couche cachée met fin à la convexité : échangez deux neurones cachés, et voici "
            "un autre minimum, aussi bon que le premier, avec une colline entre les deux.",
        ),
        Claim(
            "no_corner_is_convex",  # Q26
            true={
                "en": "the hinge loss of a neuron without activation",
                "fr": "la perte charnière d'un neurone sans activation",
            },
            en="A corner does not end convexity: every chord of the hinge lies on it or above.",
            fr="Un point anguleux ne met pas fin à la convexité : toute corde de la charnière est "
            "sur elle ou au-dessus.",
        ),
    ],
    wrong=[
        Confusion(
            "swaps_the_losses_of_the_sigmoid",  # Q26
            ["every_square_is_convex", "no_sigmoid_is_convex"],
            en="You have swapped the two losses of the sigmoid: one is made for it, and stays "
            "convex.",
            fr="Vous avez échangé les deux pertes de la sigmoïde : l'une est faite pour elle, et "
            "reste convexe.",
        ),
        Confusion(
            "all_reversed",  # Q26
            "all",
            en="All is reversed: `True` stands for convex.",
            fr="Tout est inversé : `True` veut dire convexe.",
        ),
    ],
)


# --- Q26: where a gradient vanishes ---


landscape = part.match(
    "landscape",
    points=2,
    scoring="cases",
    texts={
        "en": "At five points of a cost with two weights, the gradient and the two eigenvalues of "
        "the Hessian are given. What is each point? Each answer is right once.",
        "fr": "En cinq points d'un coût à deux poids, on donne le gradient et les deux valeurs "
        "propres de la hessienne. Qu'est-ce que chaque point ? Chaque réponse est juste une fois.",
    },
    items={
        "valley": (
            "minimum",
            {
                "en": "gradient (0, 0), eigenvalues 0.4 and 2.1",
                "fr": "gradient (0 ; 0), valeurs propres 0,4 et 2,1",
            },
        ),
        "pass": (
            "saddle",
            {
                "en": "gradient (0, 0), eigenvalues -0.7 and 1.9",
                "fr": "gradient (0 ; 0), valeurs propres -0,7 et 1,9",
            },
        ),
        "top": (
            "maximum",
            {
                "en": "gradient (0, 0), eigenvalues -1.2 and -0.3",
                "fr": "gradient (0 ; 0), valeurs propres -1,2 et -0,3",
            },
        ),
        "flat": (
            "plateau",
            {
                "en": "gradient (1e-7, -3e-7), eigenvalues 2e-8 and 5e-8",
                "fr": "gradient (1e-7 ; -3e-7), valeurs propres 2e-8 et 5e-8",
            },
        ),
        "hillside": (
            "slope",
            {
                "en": "gradient (1.3, -0.4), eigenvalues 0.6 and 1.5",
                "fr": "gradient (1,3 ; -0,4), valeurs propres 0,6 et 1,5",
            },
        ),
    },
    groups={
        "minimum": {"en": "a minimum", "fr": "un minimum"},
        "maximum": {"en": "a maximum", "fr": "un maximum"},
        "saddle": {"en": "a saddle", "fr": "un col"},
        "plateau": {
            "en": "a plateau, nearly flat all around",
            "fr": "un plateau, presque plat tout autour",
        },
        "slope": {"en": "a slope", "fr": "une pente"},
    },
    wrong=[
        Confusion(
            "swaps_minimum_and_saddle",  # Q26
            {"valley": "saddle", "pass": "minimum"},
            en="You have swapped the minimum and the saddle: one direction in which the cost falls "
            "is enough for a saddle.",
            fr="Vous avez échangé le minimum et le col : une seule direction où le coût descend "
            "suffit à faire un col.",
        ),
        Confusion(
            "swaps_minimum_and_maximum",  # Q26
            {"valley": "maximum", "top": "minimum"},
            en="You have swapped the minimum and the maximum: with positive eigenvalues the cost "
            "rises in every direction.",
            fr="Vous avez échangé le minimum et le maximum : avec des valeurs propres positives, "
            "le coût monte dans toutes les directions.",
        ),
        Confusion(
            "swaps_minimum_and_plateau",  # Q26
            {"valley": "plateau", "flat": "minimum"},
            en="You have swapped the minimum and the plateau: a gradient of 1e-7 with no curvature "
            "is no arrival, only a slow place.",
            fr="Vous avez échangé le minimum et le plateau : un gradient de 1e-7 sans courbure "
            "n'est pas une arrivée, seulement un lieu où l'on va lentement.",
        ),
        Confusion(
            "swaps_maximum_and_saddle",  # Q26
            {"top": "saddle", "pass": "maximum"},
            en="You have swapped the maximum and the saddle: a saddle has eigenvalues of both "
            "signs.",
            fr="Vous avez échangé le maximum et le col : un col a des valeurs propres des deux "
            "signes.",
        ),
        Confusion(
            "swaps_minimum_and_slope",  # Q26
            {"valley": "slope", "hillside": "minimum"},
            en="You call a minimum what has positive eigenvalues but a gradient of 1.3: without a "
            "vanishing gradient it is a slope.",
            fr="Vous appelez minimum un point aux valeurs propres positives, mais de gradient "
            "1,3 : tant que le gradient ne s'annule pas, c'est une pente.",
        ),
    ],
)
