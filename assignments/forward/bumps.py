"""Part E: a network with one hidden layer, drawn by hand through any function (exercise E69)."""

import numpy as np
from reference import chosen_weights as ref
from reference.activations import sigmoid

from autograder import Part

part = Part("bumps")

# --- E69: one input, one hidden layer, one output ---

scalar_network = part.question(ref.scalar_network, points=3)


def neurons(rng, n, m):
    return {
        "x": np.linspace(-2.0, 2.0, m),
        "w": rng.uniform(0.5, 2.0, n) * rng.choice([-1.0, 1.0], n),
        "b": rng.uniform(0.3, 1.5, n) * rng.choice([-1.0, 1.0], n),
        "v": rng.uniform(1.0, 3.0, n),
    }


@scalar_network.case("two neurons, five points", visible=True, fr="deux neurones, cinq points")
def _(rng):
    return {
        "x": np.array([-2.0, -1.0, 0.0, 1.0, 2.0]),
        "w": np.array([1.0, 2.0]),
        "b": np.array([0.0, -1.0]),
        "v": np.array([1.0, -0.5]),
    }


@scalar_network.case("seven neurons, eleven points", fr="sept neurones, onze points")
def _(rng):
    return neurons(rng, 7, 11)


@scalar_network.case("as many neurons as points", fr="autant de neurones que de points")
def _(rng):
    return neurons(rng, 5, 5)


@scalar_network.case("a single neuron", fr="un seul neurone")
def _(rng):
    return neurons(rng, 1, 7)


@scalar_network.case("a single point", fr="un seul point")
def _(rng):
    return neurons(rng, 7, 1)


@scalar_network.case("edges as steep as can be", fr="des bords aussi raides que possible")
def _(rng):
    x = np.array([-1.0, 0.2, 0.5, 0.9, 2.0])
    return {"x": x, "w": np.full(3, 1e4), "b": -1e4 * np.array([0.1, 0.4, 0.8]), "v": np.ones(3)}


def hidden(x, w, b):
    return sigmoid(np.outer(w, x) + b[:, None])


@scalar_network.mistake(
    en="You add b as a row: it is lined up with the points, and each bias belongs to a neuron. "
    "With as many points as neurons, nothing warns you.",
    fr="Vous ajoutez b comme une ligne : il s'aligne sur les points, alors que chaque biais "
    "appartient à un neurone. Quand il y a autant de points que de neurones, rien ne vous avertit.",
)
def aligns_the_biases_with_the_points(x, w, b, v):  # M10.4
    return v @ sigmoid(np.outer(w, x) + b)


@scalar_network.mistake(
    en="The biases are missing: all the neurons change their minds at x = 0.",
    fr="Il manque les biais : tous les neurones changent d'avis en x = 0.",
)
def has_no_biases(x, w, b, v):  # M10.3
    return v @ sigmoid(np.outer(w, x))


@scalar_network.mistake(
    en="The hidden neurons have no activation function: your F is a straight line.",
    fr="Les neurones cachés n'ont pas de fonction d'activation : votre F est une droite.",
)
def has_no_activation(x, w, b, v):  # M14.2
    return v @ (np.outer(w, x) + b[:, None])


@scalar_network.mistake(
    en="The output goes through a sigmoid: here it is a plain sum, which may take any value.",
    fr="La sortie passe par une sigmoïde : ici, c'est une simple somme, qui peut prendre n'importe "
    "quelle valeur.",
)
def squashes_the_output(x, w, b, v):  # M10.8
    return sigmoid(v @ hidden(x, w, b))


@scalar_network.mistake(
    en="The weights v of the output are missing: every neuron counts the same.",
    fr="Il manque les poids v de la sortie : tous les neurones comptent autant.",
)
def sums_without_weights(x, w, b, v):  # not in the catalogue
    return hidden(x, w, b).sum(axis=0)


@scalar_network.mistake(
    en="You take the mean over the neurons: F is their sum.",
    fr="Vous prenez la moyenne sur les neurones : F est leur somme.",
)
def takes_the_mean(x, w, b, v):  # M12.2
    return v @ hidden(x, w, b) / len(w)


@scalar_network.mistake(
    en="The weights v are inside the sigmoid: they weigh what the neurons answer.",
    fr="Les poids v sont dans la sigmoïde : ils pèsent ce que les neurones répondent.",
)
def weighs_inside_the_sigmoid(x, w, b, v):  # M10.5
    return sigmoid(v[:, None] * (np.outer(w, x) + b[:, None])).sum(axis=0)


@scalar_network.alternative
def neuron_by_neuron(x, w, b, v):
    F = np.zeros(len(x))
    for j in range(len(w)):
        F += v[j] * sigmoid(w[j] * x + b[j])
    return F


@scalar_network.alternative
def points_in_rows(x, w, b, v):
    return (0.5 * (1 + np.tanh((x[:, None] * w + b) / 2))) @ v


scalar_network.equivalent(
    "v @ sigmoid(Z) → v.T @ sigmoid(Z)", "v is a vector: nothing to transpose."
)

# --- E69: a sum of bumps ---

bump_network = part.question(ref.bump_network, points=5)


@bump_network.summary
def _(output, edges, heights, k):
    w, b, v = (np.asarray(array, dtype=float) for array in output)
    centres = (edges[:-1] + edges[1:]) / 2
    x = np.concatenate([[edges[0] - 1], np.sort(np.append(edges, centres)), [edges[-1] + 1]])
    F = v @ (0.5 + 0.5 * np.tanh((np.outer(w, x) + b[:, np.newaxis]) / 2))
    return {"one number a neuron": w.shape == b.shape == v.shape, "x": x, "F(x)": F}


@bump_network.case("one bump", visible=True, fr="une bosse")
def _(rng):
    return {"edges": np.array([1.0, 2.0]), "heights": np.array([3.0]), "k": 20.0}


@bump_network.case("two bumps side by side", visible=True, fr="deux bosses côte à côte")
def _(rng):
    return {"edges": np.array([0.0, 1.0, 3.0]), "heights": np.array([1.0, -0.5]), "k": 20.0}


def edges_and_heights(rng, n, start):
    edges = start + np.append(0.0, np.cumsum(rng.uniform(0.5, 1.0, n)))
    heights = rng.permutation(np.linspace(0.5, 2.0, n)) * rng.choice([-1.0, 1.0], n)
    return {"edges": edges, "heights": heights}


@bump_network.case("five bumps", fr="cinq bosses")
def _(rng):
    return edges_and_heights(rng, 5, 0.7) | {"k": 30.0}


@bump_network.case("edges below 0", fr="des bords négatifs")
def _(rng):
    return edges_and_heights(rng, 3, -4.1) | {"k": 25.0}


@bump_network.case("a bump with gentle edges", fr="une bosse aux bords doux")
def _(rng):
    return edges_and_heights(rng, 1, 0.4) | {"k": 3.0}


@bump_network.case("the same height twice", fr="deux fois la même hauteur")
def _(rng):
    heights = np.array([1.0, 1.0, 2.0]) * rng.uniform(0.5, 1.5)
    return {"edges": np.array([0.2, 0.9, 1.7, 2.4]), "heights": heights, "k": 40.0}


def steps(edges, heights):
    return np.diff(heights, prepend=0.0, append=0.0)


@bump_network.mistake(
    en="The biases have the wrong sign: your edges are at -1 where they should be at 1. Where does "
    "k x + b vanish?",
    fr="Les biais ont le mauvais signe : vos bords sont en -1 quand ils devraient être en 1. Où "
    "k x + b s'annule-t-il ?",
)
def mirrors_the_edges(edges, heights, k):  # M2.3
    return np.full(len(edges), k), k * edges, steps(edges, heights)


@bump_network.mistake(
    en="Your biases are the edges without their slope: where w is k, the sum vanishes k times "
    "nearer to 0.",
    fr="Vos biais sont les bords sans leur pente : quand w vaut k, la somme s'annule k fois plus "
    "près de 0.",
)
def forgets_the_slope_in_the_biases(edges, heights, k):  # E69
    return np.full(len(edges), k), -edges, steps(edges, heights)


@bump_network.mistake(
    en="Each edge adds a whole height: your stairs only climb. A step goes from one height to the "
    "next, so it is their difference.",
    fr="Chaque bord ajoute une hauteur entière : votre escalier ne fait que monter. Une marche va "
    "d'une hauteur à la suivante, c'est leur différence.",
)
def piles_the_heights_up(edges, heights, k):  # E69
    return np.full(len(edges), k), -k * edges, np.append(heights, 0.0)


@bump_network.mistake(
    en="The last bump never comes down: right of the last edge, F must be near 0 again.",
    fr="La dernière bosse ne redescend jamais : à droite du dernier bord, F doit revenir près de "
    "0.",
)
def never_comes_down(edges, heights, k):  # E69
    w = np.full(len(heights), k)
    return w, -k * edges[:-1], np.diff(heights, prepend=0.0)


@bump_network.mistake(
    en="Both edges of a bump climb: the neuron on the right has to take away what the one on the "
    "left has given.",
    fr="Les deux bords d'une bosse montent : le neurone de droite doit retirer ce que celui de "
    "gauche a donné.",
)
def climbs_at_both_edges(edges, heights, k):  # E69
    w, b = np.full(len(edges), k), -k * edges
    return w, b, np.append(heights, 0.0) + np.append(0.0, heights)


@bump_network.mistake(
    en="Your bumps are upside down.",
    fr="Vos bosses sont à l'envers.",
)
def turns_the_bumps_over(edges, heights, k):  # E69
    return np.full(len(edges), k), -k * edges, -steps(edges, heights)


@bump_network.mistake(
    en="You leave k aside: all your edges have the slope of a plain sigmoid.",
    fr="Vous laissez k de côté : tous vos bords ont la pente d'une sigmoïde ordinaire.",
)
def leaves_the_slope_aside(edges, heights, k):  # E69
    return np.ones(len(edges)), -edges, steps(edges, heights)


@bump_network.alternative
def two_neurons_for_each_bump(edges, heights, k):
    ends = np.concatenate([edges[:-1], edges[1:]])
    return np.full(len(ends), k), -k * ends, np.concatenate([heights, -heights])


@bump_network.alternative
def with_falling_sigmoids(edges, heights, k):
    return np.full(len(edges), -k), k * edges, -steps(edges, heights)


bump_network.equivalent("-k → -w", "All the entries of w are k.")
