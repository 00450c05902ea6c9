"""Part E: two linear layers are one (exercise E26)."""

import numpy as np
from reference import mlp as ref

from autograder import Part

part = Part("collapse")

collapse_linear = part.question(ref.collapse_linear, points=4)


def two_layers(rng, n0, n1, n2):
    return {
        "W1": rng.normal(size=(n1, n0)),
        "b1": rng.uniform(0.5, 1.5, size=(n1, 1)),
        "W2": rng.normal(size=(n2, n1)),
        "b2": rng.uniform(-1.5, -0.5, size=(n2, 1)),
    }


@collapse_linear.case("the network of the lecture", visible=True, fr="le réseau du cours")
def _(rng):
    return {
        "W1": np.array([[1.0, 0.0], [2.0, -1.0], [0.0, 3.0]]),
        "b1": np.array([[1.0], [2.0], [3.0]]),
        "W2": np.array([[1.0, -1.0, 2.0]]),
        "b2": np.array([[10.0]]),
    }


@collapse_linear.case("five, three and seven neurons", fr="cinq, trois et sept neurones")
def _(rng):
    return two_layers(rng, 5, 3, 7)


@collapse_linear.case("one size for all", fr="une même taille partout")
def _(rng):
    return two_layers(rng, 3, 3, 3)


@collapse_linear.case("as many outputs as inputs", fr="autant de sorties que d'entrées")
def _(rng):
    return two_layers(rng, 2, 5, 2)


@collapse_linear.case("a single hidden neuron", fr="un seul neurone caché")
def _(rng):
    return two_layers(rng, 3, 1, 5)


@collapse_linear.mistake(
    en="You add the two biases, as a slide does: but b1 goes through the second layer like "
    "everything else that the first one gives. NumPy may stretch the sum into a shape that fits.",
    fr="Vous additionnez les deux biais, comme une diapositive : mais b1 traverse la deuxième "
    "couche comme tout ce que donne la première. NumPy étire parfois la somme sans rien dire.",
)
def adds_the_biases(W1, b1, W2, b2):  # M26.1, ER9
    return W2 @ W1, b1 + b2


@collapse_linear.mistake(
    en="Your product is in the order of reading: X meets W1 first, so W1 stands next to it.",
    fr="Votre produit est dans l'ordre de lecture : X rencontre d'abord W1, qui se tient donc à "
    "côté de lui.",
)
def multiplies_in_reading_order(W1, b1, W2, b2):  # M26.2
    return W1 @ W2, W2 @ b1 + b2


@collapse_linear.mistake(
    en="b2 is lost: the second layer has its own biases.",
    fr="b2 est perdu : la deuxième couche a ses propres biais.",
)
def loses_the_second_bias(W1, b1, W2, b2):  # M26.3
    return W2 @ W1, W2 @ b1


@collapse_linear.mistake(
    en="b1 goes through the wrong layer: it is added after W1 and before W2.",
    fr="b1 traverse la mauvaise couche : il s'ajoute après W1 et avant W2.",
)
def sends_the_bias_through_the_first_layer(W1, b1, W2, b2):  # M26.4
    return W2 @ W1, W1 @ b1 + b2


@collapse_linear.mistake(
    en="You multiply the weights element by element: one layer after the other is a product of "
    "matrices.",
    fr="Vous multipliez les poids élément par élément : une couche après l'autre, c'est un produit "
    "de matrices.",
)
def multiplies_element_by_element(W1, b1, W2, b2):  # M26.5
    return W2 * W1, W2 @ b1 + b2


@collapse_linear.mistake(
    en="b1 is lost: it goes through the second layer, and does not vanish there.",
    fr="b1 est perdu : il traverse la deuxième couche, et n'y disparaît pas.",
)
def loses_the_first_bias(W1, b1, W2, b2):  # not in the catalogue
    return W2 @ W1, b2


@collapse_linear.mistake(
    en="Both biases go through W2, as if b2 were added before it.",
    fr="Les deux biais traversent W2, comme si b2 s'ajoutait avant elle.",
)
def sends_both_biases_through(W1, b1, W2, b2):  # not in the catalogue
    return W2 @ W1, W2 @ (b1 + b2)


@collapse_linear.alternative
def from_the_answers_for_the_unit_vectors(W1, b1, W2, b2):
    def network(X):
        return W2 @ (W1 @ X + b1) + b2

    n0 = W1.shape[1]
    b = network(np.zeros((n0, 1)))
    return [network(np.eye(n0)) - b, b]


@collapse_linear.alternative
def with_biases_in_the_matrices(W1, b1, W2, b2):
    last = np.eye(1, W1.shape[1] + 1, W1.shape[1])
    theta = np.hstack([W2, b2]) @ np.vstack([np.hstack([W1, b1]), last])
    return theta[:, :-1], theta[:, -1:]
