"""Part B, continued: the squared loss goes back through any number of layers (exercise E23)."""

import numpy as np
from reference import squared_mlp as ref

from autograder import Part

from .activities import example
from .backprop.by_hand import BY_HAND

part = Part("squared_errors")

mlp_squared_backward = part.question(
    ref.mlp_squared_backward,
    points=13,
    needs=("mlp_activities",),
    constraints=BY_HAND,
)


@mlp_squared_backward.probe
def _(function, x, y, weights, g):
    pairs = {
        "tanh": (np.tanh, lambda a: 1 - np.tanh(a) ** 2),
        "cubic": (lambda a: a + a**3 / 3, lambda a: 1 + a**2),
    }
    return function(x, y, weights, *pairs[g])


def with_target(rng, *sizes, g="tanh", decimals=10):
    return example(rng, *sizes, g=g, decimals=decimals) | {
        "y": rng.normal(size=(sizes[-1], 1)).round(decimals)
    }


@mlp_squared_backward.case("two layers", visible=True, fr="deux couches")
def _(rng):
    return with_target(rng, 2, 3, 1, decimals=2)


@mlp_squared_backward.case("one layer", visible=True, fr="une seule couche")
def _(rng):
    return with_target(rng, 2, 3, decimals=2)


@mlp_squared_backward.case("three layers", fr="trois couches")
def _(rng):
    return with_target(rng, 3, 5, 2, 7)


@mlp_squared_backward.case("another activation", fr="une autre activation")
def _(rng):
    return with_target(rng, 3, 5, 2, g="cubic")


@mlp_squared_backward.case("three layers of equal size", fr="trois couches de même taille")
def _(rng):
    return with_target(rng, 3, 3, 3, 3)


@mlp_squared_backward.case("five layers of equal size", fr="cinq couches de même taille")
def _(rng):
    return with_target(rng, 2, 2, 2, 2, 2, 2, g="cubic")


def backward(x, y, weights, g, gp, *, factor=2, last=None, step=None, outer=None):
    """The gradients, with a slip of a mistake in one of its places."""
    activities, outputs = ref.mlp_activities(x, weights, g)
    delta = factor * (outputs[-1] - y) * (gp(activities[-1]) if last is None else last(activities))
    gradients = []
    for layer in range(len(weights), 0, -1):  # delta is the error of this layer
        before = outputs[layer - 1] if outer is None else outer(outputs, layer)
        gradients.insert(0, delta @ before.T)
        if layer > 1 and step is None:
            delta = weights[layer - 1].T @ delta * gp(activities[layer - 2])
        elif layer > 1:
            delta = step(delta, layer, activities)
    return gradients


@mlp_squared_backward.mistake(
    en="All your gradients are half of the right ones: the derivative of a square is twice what "
    "is squared, and this loss has no ½ in front.",
    fr="Tous vos gradients valent la moitié des bons : la dérivée d'un carré est le double de ce "
    "qui est élevé au carré, et cette perte n'a pas de ½ devant.",
)
def factor_two_missing(x, y, weights, g, gp):  # M23.1
    return backward(x, y, weights, g, gp, factor=1)


@mlp_squared_backward.mistake(
    en="The error of the last layer misses g'(a^L): δ is taken with respect to the activity, and g "
    "lies between it and the output.",
    fr="Il manque g'(a^L) dans l'erreur de la dernière couche : δ se prend par rapport à "
    "l'activité, et g la sépare de la sortie.",
)
def last_slope_missing(x, y, weights, g, gp):  # M23.2
    return backward(x, y, weights, g, gp, last=lambda activities: 1.0)


@mlp_squared_backward.mistake(
    en="The errors go back through W as it is. Neuron j gathers the errors of all the neurons i "
    "that it speaks to: the sum is over the first index of w_ij.",
    fr="Les erreurs reviennent à travers W tel quel. Le neurone j rassemble les erreurs de tous "
    "les neurones i auxquels il parle : la somme porte sur le premier indice de w_ij.",
)
def weights_not_transposed(x, y, weights, g, gp):  # M23.3
    def step(delta, layer, activities):
        return weights[layer - 1] @ delta * gp(activities[layer - 2])

    return backward(x, y, weights, g, gp, step=step)


@mlp_squared_backward.mistake(
    en="g' is taken at the activity of the layer that the error comes from. δ^(l-1) crosses the "
    "activation of layer l - 1.",
    fr="g' est prise à l'activité de la couche d'où vient l'erreur. δ^(l-1) traverse l'activation "
    "de la couche l - 1.",
)
def slope_of_the_layer_above(x, y, weights, g, gp):  # M23.4
    def step(delta, layer, activities):
        return weights[layer - 1].T @ delta * gp(activities[layer - 1])

    return backward(x, y, weights, g, gp, step=step)


@mlp_squared_backward.mistake(
    en="Your gradients are made with h^l, what the layer gave. A weight multiplies what the layer "
    "received, h^(l-1).",
    fr="Vos gradients sont faits avec h^l, ce que la couche a donné. Un poids multiplie ce que la "
    "couche a reçu, h^(l-1).",
)
def outputs_of_the_layer_itself(x, y, weights, g, gp):  # M23.5
    return backward(x, y, weights, g, gp, outer=lambda outputs, layer: outputs[layer])


@mlp_squared_backward.mistake(
    en="You start from the error at the first layer and go up, as a slide says (“δ^L from "
    "δ^(L-1)”). The error is known at the output only: δ^(l-1) comes of δ^l.",
    fr="Vous partez de l'erreur à la première couche et vous montez, comme le dit une diapositive "
    "(« δ^L à partir de δ^(L-1) »). L'erreur n'est connue qu'à la sortie : c'est δ^(l-1) qui vient "
    "de δ^l.",
)
def from_the_first_layer_up(x, y, weights, g, gp):  # M23.6, ER3
    activities, outputs = ref.mlp_activities(x, weights, g)
    delta = 2 * (outputs[-1] - y) * gp(activities[0])
    gradients = [delta @ x.T]
    for layer in range(2, len(weights) + 1):
        delta = weights[layer - 1] @ delta * gp(activities[layer - 1])
        gradients.append(delta @ outputs[layer - 1].T)
    return gradients


@mlp_squared_backward.mistake(
    en="The weights are one layer off: between δ^l and δ^(l-1) stand the weights of layer l.",
    fr="Les poids sont décalés d'une couche : entre δ^l et δ^(l-1) se trouvent les poids de la "
    "couche l.",
)
def weights_one_layer_off(x, y, weights, g, gp):  # M23.7
    def step(delta, layer, activities):
        return weights[layer - 2].T @ delta * gp(activities[layer - 2])

    return backward(x, y, weights, g, gp, step=step)


@mlp_squared_backward.mistake(
    en="Every layer computes its error from that of the output. The errors go back one layer at a "
    "time: δ^(l-1) comes of δ^l.",
    fr="Chaque couche calcule son erreur à partir de celle de la sortie. Les erreurs reviennent "
    "une couche à la fois : δ^(l-1) vient de δ^l.",
)
def always_from_the_output_error(x, y, weights, g, gp):  # M23.9
    activities, outputs = ref.mlp_activities(x, weights, g)
    output_error = 2 * (outputs[-1] - y) * gp(activities[-1])

    def step(delta, layer, activities):
        return weights[layer - 1].T @ output_error * gp(activities[layer - 2])

    return backward(x, y, weights, g, gp, step=step)


@mlp_squared_backward.mistake(
    en="The hidden errors miss their g': you cross the weights on the way back, but not the "
    "activation of the layer below.",
    fr="Il manque g' dans les erreurs cachées : au retour, vous traversez les poids, mais pas "
    "l'activation de la couche d'avant.",
)
def hidden_slopes_missing(x, y, weights, g, gp):  # M22.2
    return backward(x, y, weights, g, gp, step=lambda d, layer, _: weights[layer - 1].T @ d)


@mlp_squared_backward.mistake(
    en="g' is taken at the outputs h: what you hand to it has been through g already. The "
    "activities were kept for that.",
    fr="g' est prise aux sorties h : ce que vous lui donnez est déjà passé par g. C'est pour cela "
    "que les activités ont été gardées.",
)
def slopes_at_the_outputs(x, y, weights, g, gp):  # M22.4, ER2
    return backward(x, y, weights, g, lambda a: gp(g(a)))


@mlp_squared_backward.mistake(
    en="All the signs are inverted: the error is what the network gave minus what it should give.",
    fr="Tous les signes sont inversés : l'erreur est ce que le réseau a donné, moins ce qu'il "
    "devrait donner.",
)
def climbs(x, y, weights, g, gp):  # M22.10
    return backward(x, y, weights, g, gp, factor=-2)


@mlp_squared_backward.mistake(
    en="Your list is the wrong way round: you computed the last gradient first, and W^1 comes "
    "first in the result.",
    fr="Votre liste est à l'envers : vous avez calculé d'abord le dernier gradient, et W^1 vient "
    "en premier dans le résultat.",
)
def last_layer_first(x, y, weights, g, gp):  # not in the catalogue
    return backward(x, y, weights, g, gp)[::-1]


@mlp_squared_backward.alternative
def by_outer_products_and_recursion(x, y, weights, g, gp):
    def back(h, rest):
        """The gradients from here on, and what they send back to h."""
        if not rest:
            return [], 2 * (h - y)
        a = rest[0] @ h
        later, error = back(g(a), rest[1:])
        delta = error * gp(a)
        return [np.outer(delta, h), *later], rest[0].T @ delta

    return back(x, weights)[0]


@mlp_squared_backward.alternative
def all_the_errors_first(x, y, weights, g, gp):
    activities, outputs = ref.mlp_activities(x, weights, g)
    errors = [2 * (outputs[-1] - y) * gp(activities[-1])]
    for W, a in zip(weights[:0:-1], activities[-2::-1], strict=True):
        errors.append((errors[-1].T @ W).T * gp(a))
    return [d * h.T for d, h in zip(reversed(errors), outputs, strict=False)]


for row in ("outputs[-2].T", "outputs[layer - 1].T"):
    mlp_squared_backward.equivalent(
        f"delta @ {row} → delta * {row}", "A column times a row: NumPy broadcasts to the same."
    )
