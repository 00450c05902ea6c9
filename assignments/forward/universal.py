"""Part E: what the theorem says, and what it does not (question Q12)."""

from autograder import Part

part = Part("universal")

_EN = (
    "Six statements on networks F with one hidden layer of sigmoids. (1) For every continuous "
    "function f on [0, 1] and every ε > 0 there is such an F that is nowhere on [0, 1] further "
    "than ε from f. (2) Gradient descent, run for long enough, finds that F, since it exists. "
    "(3) How many hidden neurons are needed depends on f and on ε. (4) One number of hidden "
    "neurons is enough for all continuous f and all ε > 0. (5) With the identity in the place of "
    "the sigmoid, the theorem holds too, if only there are enough neurons. (6) An F that is near f "
    "at all of the training points may be far from it between them. Your order is {order}: put in "
    "`universality` the list of six `True` or `False`, for the statements in this order."
)
_FR = (
    "Six affirmations sur les réseaux F à une couche cachée de sigmoïdes. (1) Pour toute fonction "
    "f continue sur [0, 1] et tout ε > 0, il existe un tel F qui n'est nulle part sur [0, 1] à "
    "plus de ε de f. (2) La descente de gradient, menée assez longtemps, trouve ce F, puisqu'il "
    "existe. (3) Le nombre de neurones cachés nécessaires dépend de f et de ε. (4) Un même nombre "
    "de neurones cachés suffit pour toute f continue et tout ε > 0. (5) Avec l'identité à la place "
    "de la sigmoïde, le théorème reste vrai, pourvu qu'il y ait assez de neurones. (6) Un F proche "
    "de f en tous les points d'entraînement peut en être loin entre ces points. Votre ordre est "
    "{order} : mettez dans `universality` la liste de six `True` ou `False`, pour les affirmations "
    "dans cet ordre."
)


def an_order(rng):
    return {"order": [int(n) for n in 1 + rng.permutation(6)]}


@part.answer("universality", points=2, variant=an_order, texts={"en": _EN, "fr": _FR})
def universality(order):
    return [number in {1, 3, 6} for number in order]


def misjudging(order, *numbers):
    right = zip(order, universality.solution(order), strict=True)
    return [truth != (number in numbers) for number, truth in right]


@universality.mistake(
    en="You expect training to find what exists: the theorem speaks of existence only. Descent may "
    "stop in a local minimum or on a plateau.",
    fr="Vous attendez de l'entraînement qu'il trouve ce qui existe : le théorème ne parle que "
    "d'existence. La descente peut s'arrêter dans un minimum local ou sur un plateau.",
)
def expects_training_to_find_it(order):  # Q12
    return misjudging(order, 2)


@universality.mistake(
    en="You believe that one width is enough for everything: half the ε, and your staircase needs "
    "twice the steps.",
    fr="Vous croyez qu'une seule largeur suffit à tout : divisez ε par deux, et votre escalier a "
    "besoin de deux fois plus de marches.",
)
def believes_in_one_width(order):  # Q12
    return misjudging(order, 3, 4)


@universality.mistake(
    en="One number of neurons for every f and every ε: look again at how your worst error falls "
    "with n.",
    fr="Un même nombre de neurones pour toute f et tout ε : revoyez comment votre pire erreur "
    "diminue avec n.",
)
def swaps_the_quantifiers(order):  # Q12
    return misjudging(order, 4)


@universality.mistake(
    en="You let the identity pass: a sum of straight lines is a straight line, however many there "
    "are.",
    fr="Vous laissez passer l'identité : une somme de droites est une droite, si nombreuses "
    "soient-elles.",
)
def forgets_the_collapse(order):  # Q8
    return misjudging(order, 5)


@universality.mistake(
    en="You reject the theorem itself: with the bumps of this notebook you could prove it.",
    fr="Vous rejetez le théorème lui-même : avec les bosses de ce notebook, vous pourriez le "
    "démontrer.",
)
def rejects_the_theorem(order):  # Q12
    return misjudging(order, 1)


@universality.mistake(
    en="You trust the training points: the theorem says nothing of a network that was fitted to a "
    "few points, and between them it is free.",
    fr="Vous vous fiez aux points d'entraînement : le théorème ne dit rien d'un réseau ajusté sur "
    "quelques points, et entre eux il est libre.",
)
def trusts_the_training_points(order):  # Q12
    return misjudging(order, 6)


@universality.mistake(
    en="All your answers are reversed.",
    fr="Toutes vos réponses sont inversées.",
)
def reverses_all(order):
    return misjudging(order, 1, 2, 3, 4, 5, 6)


@universality.alternative
def as_a_tuple(order):
    return tuple(universality.solution(order))
