"""Week 1, end: how deep learning came about, and why it is used (Q5, Q33)."""

from autograder import Confusion, Option, Part

part = Part("history")

# --- Q5: what came when ---

MILESTONES = {
    "neuron": {
        "en": "A neuron is described as a sum and a threshold; nothing learns yet.",
        "fr": "On décrit un neurone comme une somme et un seuil ; rien n'apprend encore.",
    },
    "perceptron": {
        "en": "A single neuron learns its weights from its errors.",
        "fr": "Un neurone seul apprend ses poids de ses erreurs.",
    },
    "limits": {
        "en": "A book proves what a single layer cannot do, such as XOR.",
        "fr": "Un livre prouve ce qu'une seule couche ne peut pas faire, comme le XOR.",
    },
    "backprop": {
        "en": "Backpropagation trains hidden layers.",
        "fr": "La rétropropagation entraîne des couches cachées.",
    },
    "convolution": {
        "en": "Convolutional networks read the amounts on bank cheques.",
        "fr": "Des réseaux convolutifs lisent les montants des chèques.",
    },
    "imagenet": {
        "en": "A deep network trained on GPUs wins ImageNet by far.",
        "fr": "Un réseau profond entraîné sur GPU remporte ImageNet avec une large avance.",
    },
    "residual": {
        "en": "Residual networks of more than a hundred layers are trained.",
        "fr": "On entraîne des réseaux résiduels de plus de cent couches.",
    },
}


def swapped(first, second):
    """Return the milestones in order, but for two that have taken each other's place."""
    places = {first: second, second: first}
    return [places.get(name, name) for name in MILESTONES]


part.order(
    "milestones",
    points=2,
    texts={
        "en": "Put these milestones in the order of their years.",
        "fr": "Rangez ces étapes dans l'ordre de leurs dates.",
    },
    steps=MILESTONES,
    wrong=[
        Confusion(
            "learning_before_the_neuron",
            swapped("neuron", "perceptron"),
            en="A neuron that learns needs a neuron first: the formal one of 1943 had fixed "
            "weights.",
            fr="Pour qu'un neurone apprenne, il faut d'abord un neurone : celui de 1943 avait des "
            "poids fixes.",
        ),
        Confusion(
            "backprop_before_its_reason",
            swapped("limits", "backprop"),
            en="The book of 1969 stopped the field because nobody could train hidden layers yet: "
            "that came in the 1980s.",
            fr="Le livre de 1969 a arrêté le domaine parce que personne ne savait encore entraîner "
            "des couches cachées : cela est venu dans les années 1980.",
        ),
        Confusion(
            "convolution_is_recent",
            swapped("convolution", "imagenet"),
            en="Convolutional networks did not begin with ImageNet: they read cheques in the "
            "1990s already.",
            fr="Les réseaux convolutifs n'ont pas commencé avec ImageNet : ils lisaient déjà des "
            "chèques dans les années 1990.",
        ),
        Confusion(
            "depth_before_the_gpu",
            swapped("imagenet", "residual"),
            en="The winner of 2012 had eight layers; a hundred came three years later, with "
            "residual connections.",
            fr="Le vainqueur de 2012 avait huit couches ; la centaine est venue trois ans plus "
            "tard, avec les connexions résiduelles.",
        ),
        Confusion(
            "limits_before_the_perceptron",
            swapped("perceptron", "limits"),
            en="The book of 1969 answers the perceptron, and so it came after it.",
            fr="Le livre de 1969 répond au perceptron : il est donc venu après lui.",
        ),
    ],
)

# --- Q33: why deep learning ---

part.several(
    "reasons",
    points=1,
    texts={
        "en": "Which of these are reasons to use deep learning?",
        "fr": "Lesquelles sont des raisons d'utiliser l'apprentissage profond ?",
    },
    right=[
        Option(
            "denies_the_many_kinds_of_data",
            en=(
                "It takes images, sound and text alike, each with a fitting architecture.",
                "You leave out that it takes all kinds of data: convolutions for images, "
                "recurrences and attention for sequences.",
            ),
            fr=(
                "Il traite aussi bien des images que du son ou du texte, avec une architecture "
                "adaptée à chacun.",
                "Vous oubliez qu'il traite toutes sortes de données : des convolutions pour les "
                "images, des récurrences et de l'attention pour les suites.",
            ),
        ),
        Option(
            "denies_the_scaling",
            en=(
                "It goes on getting better where there are more data.",
                "You leave out that it scales: other methods level off where it still gains from "
                "more data.",
            ),
            fr=(
                "Il continue de s'améliorer quand on a davantage de données.",
                "Vous oubliez qu'il passe à l'échelle : là où d'autres méthodes plafonnent, il "
                "gagne encore à recevoir plus de données.",
            ),
        ),
        Option(
            "denies_the_transfer",
            en=(
                "What a network has learned for one task can be used for another.",
                "You leave out transfer: the first layers of a trained network serve other tasks "
                "too, and the tools make it easy.",
            ),
            fr=(
                "Ce qu'un réseau a appris pour une tâche peut servir à une autre.",
                "Vous oubliez le transfert : les premières couches d'un réseau entraîné servent à "
                "d'autres tâches, et les outils rendent cela facile.",
            ),
        ),
    ],
    wrong=[
        Option(
            "believes_in_few_data",
            en=(
                "It needs fewer data than other methods.",
                "Having many parameters, it needs more data; with few, simpler models do better.",
            ),
            fr=(
                "Il lui faut moins de données qu'à d'autres méthodes.",
                "Avec tant de paramètres, il lui en faut davantage ; avec peu de données, des "
                "modèles plus simples font mieux.",
            ),
        ),
        Option(
            "believes_in_the_best_weights",
            en=(
                "Training is sure to find the best weights.",
                "The cost of a network is not convex: training finds good weights, and nothing "
                "guarantees the best.",
            ),
            fr=(
                "L'entraînement trouve à coup sûr les meilleurs poids.",
                "Le coût d'un réseau n'est pas convexe : l'entraînement trouve de bons poids, et "
                "rien ne garantit les meilleurs.",
            ),
        ),
        Option(
            "believes_in_explanations",
            en=(
                "Its decisions are easy to explain.",
                "A decision that passes through millions of weights is hard to explain: that is a "
                "price, not a reason.",
            ),
            fr=(
                "Ses décisions sont faciles à expliquer.",
                "Une décision qui passe par des millions de poids s'explique mal : c'est un prix "
                "à payer, non une raison.",
            ),
        ),
    ],
)
