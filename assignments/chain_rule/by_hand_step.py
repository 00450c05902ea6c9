"""Part D: one step of the 13-parameter network with a pencil (question Q39)."""

import numpy as np

from autograder import Part, Tolerance

part = Part("by_hand_step")


def thirteen_parameters(rng):
    # Two hidden neurons are open and one is closed; the error is not 0; no two W2 are equal.
    while True:
        x = [int(n) for n in rng.permutation([-2, -1, 1, 2, 3])[:2]]
        W1 = rng.choice([-2, -1, 1, 2], size=(3, 2))
        b1 = rng.choice([-1, 1, 2], size=3)
        W2 = rng.permutation([-3, -2, -1, 1, 2, 3])[:3]
        b2, error = int(rng.choice([-1, 1, 2])), int(rng.choice([-2, 2, 3]))
        z = W1 @ np.array(x) + b1
        if (z != 0).all() and (z > 0).sum() == 2 and len(set(z[z > 0])) == 2:
            break
    return {
        "x": x,
        "y": int(W2 @ np.maximum(z, 0)) + b2 - error,
        "W1": W1.tolist(),
        "b1": b1.tolist(),
        "W2": W2.tolist(),
        "b2": b2,
    }


@part.answer(
    "one_step",
    points=10,
    variant=thirteen_parameters,
    tolerance=Tolerance(rtol=0.0, atol=1e-6),
    texts={
        "en": "Your network (2, 3, 1) has the weights W1 = `{W1}` (a row for each hidden neuron), "
        "the biases b1 = `{b1}`, the output weights W2 = `{W2}` and the bias b2 = `{b2}`. One "
        "example comes, x = `{x}`, with the target y = `{y}`. The hidden activation is ReLU, the "
        "output is linear, the loss is ½ (ŷ - y)², and η = 0.1. With a pencil, do **one step** of "
        "gradient descent, and put the thirteen new numbers in `one_step`, a dictionary with the "
        'keys `"W1"` (three lists of two numbers), `"b1"` (a list of three), `"W2"` (a list of '
        'three) and `"b2"` (a number).',
        "fr": "Votre réseau (2, 3, 1) a pour poids W1 = `{W1}` (une ligne par neurone caché), pour "
        "biais b1 = `{b1}`, pour poids de sortie W2 = `{W2}` et pour biais b2 = `{b2}`. Arrive un "
        "exemple, x = `{x}`, dont la cible est y = `{y}`. L'activation cachée est ReLU, la sortie "
        "est linéaire, la perte est ½ (ŷ - y)², et η = 0,1. Au crayon, faites **un pas** de "
        "descente de gradient, et mettez les treize nouveaux nombres dans `one_step`, un "
        'dictionnaire de clés `"W1"` (trois listes de deux nombres), `"b1"` (une liste de trois), '
        '`"W2"` (une liste de trois) et `"b2"` (un nombre).',
    },
)
def one_step(x, y, W1, b1, W2, b2):
    x, W1, b1, W2 = (np.array(given) for given in (x, W1, b1, W2))
    z = W1 @ x + b1
    h = np.maximum(z, 0.0)
    error = W2 @ h + b2 - y
    dz = W2 * error * (z > 0)
    return {
        "W1": (W1 - 0.1 * np.outer(dz, x)).tolist(),
        "b1": (b1 - 0.1 * dz).tolist(),
        "W2": (W2 - 0.1 * error * h).tolist(),
        "b2": float(b2 - 0.1 * error),
    }


def step(x, y, W1, b1, W2, b2, eta=0.1, factor=1.0, slope=True, biases=True, climbs=(), through=0):
    """The new parameters; `through` says when W2 is read for the hidden error: 0 before its own
    step, 1 after it, 2 after it and with the network's new error."""
    x, W1, b1, W2 = np.array(x), np.array(W1), np.array(b1), np.array(W2)
    z = W1 @ x + b1
    h = np.maximum(z, 0.0)
    error = factor * (W2 @ h + b2 - y)
    sign = {layer: -1.0 if layer in climbs else 1.0 for layer in (1, 2)}
    new_W2, new_b2 = W2 - sign[2] * eta * error * h, b2 - sign[2] * eta * error
    back = W2 if through == 0 else new_W2
    if through == 2:
        error = factor * (new_W2 @ h + new_b2 - y)
    dz = back * error * ((z > 0) if slope else 1.0)
    return {
        "W1": (W1 - sign[1] * eta * np.outer(dz, x)).tolist(),
        "b1": (b1 - sign[1] * eta * dz * biases).tolist(),
        "W2": new_W2.tolist(),
        "b2": float(new_b2 if biases else b2),
    }


@one_step.mistake(
    en="Your hidden layer is corrected with the new W2. All the gradients belong to the network "
    "that made the error: compute the four of them first, then move.",
    fr="Votre couche cachée est corrigée avec le nouveau W2. Tous les gradients sont ceux du "
    "réseau qui a commis l'erreur : calculez d'abord les quatre, puis avancez.",
)
def uses_the_updated_weights(x, y, W1, b1, W2, b2):  # M22.6, M23.8
    return step(x, y, W1, b1, W2, b2, through=1)


@one_step.mistake(
    en="The output layer moves first, and you compute the error again before the hidden layer "
    "moves. A step moves all the parameters at the same time.",
    fr="La couche de sortie avance d'abord, et vous recalculez l'erreur avant que la couche cachée "
    "n'avance. Un pas déplace tous les paramètres en même temps.",
)
def computes_the_error_again(x, y, W1, b1, W2, b2):  # M40.6
    return step(x, y, W1, b1, W2, b2, through=2)


@one_step.mistake(
    en="The neuron that ReLU has closed moves too: its slope is 0, and nothing goes back through "
    "it.",
    fr="Le neurone que ReLU a fermé bouge lui aussi : sa pente est nulle, et rien ne le traverse "
    "au retour.",
)
def moves_the_closed_neuron(x, y, W1, b1, W2, b2):  # M22.2
    return step(x, y, W1, b1, W2, b2, slope=False)


@one_step.mistake(
    en="You climb: every parameter moves in the direction of its gradient, and the loss grows.",
    fr="Vous montez : chaque paramètre avance dans le sens de son gradient, et la perte augmente.",
)
def climbs(x, y, W1, b1, W2, b2):  # M22.10, M40.1
    return step(x, y, W1, b1, W2, b2, climbs=(1, 2))


@one_step.mistake(
    en="W2 and b2 are right, and the hidden layer moves the wrong way: a sign was lost between the "
    "layers.",
    fr="W2 et b2 sont justes, et la couche cachée part dans le mauvais sens : un signe s'est perdu "
    "entre les deux couches.",
)
def hidden_layer_climbs(x, y, W1, b1, W2, b2):  # M22.11
    return step(x, y, W1, b1, W2, b2, climbs=(1,))


@one_step.mistake(
    en="b1 moves with the error of the output. Each hidden bias has the error of its own neuron.",
    fr="b1 avance avec l'erreur de la sortie. Chaque biais caché a l'erreur de son propre neurone.",
)
def hidden_biases_from_the_output(x, y, W1, b1, W2, b2):  # M22.12
    right = step(x, y, W1, b1, W2, b2)
    moved = right["b2"] - b2
    return right | {"b1": [b + moved for b in b1]}


@one_step.mistake(
    en="Your step is twice too long: the ½ of the loss cancels the 2 of the square.",
    fr="Votre pas est deux fois trop long : le ½ de la perte simplifie le 2 du carré.",
)
def factor_two(x, y, W1, b1, W2, b2):  # M24.7
    return step(x, y, W1, b1, W2, b2, factor=2.0)


@one_step.mistake(
    en="Your step has no learning rate: the gradient is subtracted whole.",
    fr="Votre pas n'a pas de taux d'apprentissage : le gradient est soustrait tout entier.",
)
def forgets_the_rate(x, y, W1, b1, W2, b2):  # M40.3
    return step(x, y, W1, b1, W2, b2, eta=1.0)


@one_step.mistake(
    en="The biases have not moved. They are parameters like the others, with the factor 1 in the "
    "place of an input.",
    fr="Les biais n'ont pas bougé. Ce sont des paramètres comme les autres, avec le facteur 1 à la "
    "place d'une entrée.",
)
def biases_do_not_move(x, y, W1, b1, W2, b2):  # M40.2
    return step(x, y, W1, b1, W2, b2, biases=False)


@one_step.mistake(
    en="You give the gradients. What is asked is where the step arrives.",
    fr="Vous donnez les gradients. On demande où le pas arrive.",
)
def gives_the_gradients(x, y, W1, b1, W2, b2):  # not in the catalogue
    new = step(x, y, W1, b1, W2, b2, eta=-1.0)
    old = {"W1": W1, "b1": b1, "W2": W2, "b2": b2}
    return {name: (np.array(new[name]) - np.array(old[name])).tolist() for name in new}


@one_step.alternative
def parameter_by_parameter(x, y, W1, b1, W2, b2):
    z = [w[0] * x[0] + w[1] * x[1] + b for w, b in zip(W1, b1, strict=True)]
    h = [max(number, 0) for number in z]
    e = sum(w * a for w, a in zip(W2, h, strict=True)) + b2 - y
    dz = [w * e if number > 0 else 0 for w, number in zip(W2, z, strict=True)]
    rows = zip(W1, dz, strict=True)
    return {
        "W1": [[w[0] - d * x[0] / 10, w[1] - d * x[1] / 10] for w, d in rows],
        "b1": tuple(b - d / 10 for b, d in zip(b1, dz, strict=True)),
        "W2": tuple(w - e * a / 10 for w, a in zip(W2, h, strict=True)),
        "b2": b2 - e / 10,
    }


for product, same in (
    ("W1 @ x", "W1 @ x.T"),
    ("W2 @ h", "W2.T @ h"),
    ("W2 @ h", "W2 @ h.T"),
    ("W2 @ h", "h @ W2"),
):
    one_step.equivalent(
        f"{product} → {same}", "x, W2 and h are vectors: nothing to transpose, in any order."
    )
for mask in ("z >= 0", "z > -1"):
    one_step.equivalent(f"z > 0 → {mask}", "z is a whole number, and never 0.")
one_step.equivalent("z > 0 → h > 0", "ReLU is above 0 where z is.")
