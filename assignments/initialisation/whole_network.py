"""Part C: the parameters of a whole network (exercise E57)."""

import math
from itertools import pairwise

import numpy as np
from reference import initialisation as ref

from autograder import Part, Seed, chance

from .draws import TOLERANCE

part = Part("whole_network")

init_network = part.question(ref.init_network, points=4, tolerance=TOLERANCE)


@init_network.probe
def _(function, sizes, rng):
    seed = int(rng.integers(2**32))
    one, other = np.random.default_rng(seed), np.random.default_rng(seed)
    return {
        "first": function(sizes, one),
        "second": function(sizes, one),
        "again": function(sizes, other),
    }


@init_network.summary
def _(output, sizes, rng):
    params, second, again = output["first"], output["second"], output["again"]
    facts = {"shapes": {name: list(params[name].shape) for name in sorted(params)}}
    for name in sorted(params):
        array, std = params[name], params[name].std() or 1.0
        if name.startswith("b"):
            facts[f"{name}, largest absolute value"] = float(np.abs(array).max())
            continue
        facts[f"{name}, mean in standard deviations"] = float(array.mean() / std)
        facts[f"{name}, logarithm of the standard deviation"] = float(np.log(std))
        both = array - array.mean(), second[name] - second[name].mean()
        facts[f"{name}, correlation with a second draw"] = float(
            np.mean(both[0] * both[1]) / std / (second[name].std() or 1.0)
        )
        facts[f"{name}, share within one standard deviation"] = float(
            np.mean(np.abs(both[0]) < std)
        )
        for other in sorted(params):
            if name < other and params[other].shape == array.shape:
                facts[f"{name} and {other} are the same"] = bool((array == params[other]).all())
    same = [np.array_equal(params[name], again[name]) for name in params]
    facts["the same seed gives the same network"] = all(same)
    return facts


@init_network.bounds
def _(sizes, rng):
    limits = {}
    for layer in range(1, len(sizes)):
        n_in, n = sizes[layer - 1], sizes[layer - 1] * sizes[layer]
        std = chance.normal_std(n, std=math.sqrt(2 / n_in))
        logarithms = chance.Interval(math.log(std.lower), math.log(std.upper))
        limits |= {
            f"W{layer}, mean in standard deviations": chance.standardised_mean(n),
            f"W{layer}, logarithm of the standard deviation": logarithms,
            f"W{layer}, correlation with a second draw": chance.correlation(n),
            f"W{layer}, share within one standard deviation": chance.share_within(n),
        }
    return limits


@init_network.case("three layers", visible=True, fr="trois couches")
def _(rng):
    return {"sizes": [150, 200, 200, 170], "rng": Seed.draw(rng)}


@init_network.case("two layers, few features", fr="deux couches, peu de variables")
def _(rng):
    return {"sizes": [7, 1009, 37], "rng": Seed.draw(rng)}


@init_network.case("layers of equal shape", fr="des couches de même forme")
def _(rng):
    return {"sizes": [113, 113, 113, 197], "rng": Seed.draw(rng)}


@init_network.case("one layer", fr="une seule couche")
def _(rng):
    return {"sizes": [307, 151], "rng": Seed.draw(rng)}


def parameters(sizes, rng, sigma=lambda n_in, n_out: np.sqrt(2 / n_in)):
    params = {}
    for layer, (n_in, n_out) in enumerate(pairwise(sizes), start=1):
        params[f"W{layer}"] = sigma(n_in, n_out) * rng.normal(size=(n_out, n_in))
        params[f"b{layer}"] = np.zeros((n_out, 1))
    return params


@init_network.mistake(
    en="Your scale counts the layers: “n” in the rule is the number of inputs of a layer, not the "
    "number of layers. A slide of the lectures has it wrong.",
    fr="Votre échelle compte les couches : le « n » de la règle est le nombre d'entrées d'une "
    "couche, pas le nombre de couches. Une diapositive des cours s'y trompe.",
)
def counts_the_layers(sizes, rng):  # M57.9
    return parameters(sizes, rng, lambda n_in, n_out: np.sqrt(2 / (len(sizes) - 1)))


@init_network.mistake(
    en="Your biases are random. The weights break the symmetry already; a bias only shifts the "
    "pre-activations away from 0 before anything has been learnt.",
    fr="Vos biais sont aléatoires. Les poids brisent déjà la symétrie ; un biais ne fait "
    "qu'éloigner de 0 les pré-activations avant que rien ne soit appris.",
)
def random_biases(sizes, rng):  # M57.11
    params = parameters(sizes, rng)
    return {n: rng.normal(size=a.shape) if n[0] == "b" else a for n, a in params.items()}


@init_network.mistake(
    en="Each matrix is drawn from a generator that you make anew with the same seed: layers of one "
    "shape are copies of each other, and every network starts the same.",
    fr="Chaque matrice est tirée d'un générateur que vous recréez avec la même graine : les "
    "couches de même forme sont des copies, et tous les réseaux partent du même point.",
)
def same_draw_in_each_layer(sizes, rng):  # M57.10
    params = {}
    for layer in range(1, len(sizes)):
        n_in, n_out = sizes[layer - 1], sizes[layer]
        params[f"W{layer}"] = ref.he_normal(n_in, n_out, np.random.default_rng(0))
        params[f"b{layer}"] = np.zeros((n_out, 1))
    return params


@init_network.mistake(
    en="The scale of the first layer serves for all of them. Each layer has its own number of "
    "inputs.",
    fr="L'échelle de la première couche sert pour toutes. Chaque couche a son propre nombre "
    "d'entrées.",
)
def one_scale_for_all_layers(sizes, rng):  # not in the catalogue
    return parameters(sizes, rng, lambda n_in, n_out: np.sqrt(2 / sizes[0]))


@init_network.mistake(
    en="Your scale counts the neurons of the layer itself in the place of those of the layer "
    "before.",
    fr="Votre échelle compte les neurones de la couche elle-même, à la place de ceux de la couche "
    "précédente.",
)
def counts_the_neurons_of_the_layer(sizes, rng):  # M57.2
    return parameters(sizes, rng, lambda n_in, n_out: np.sqrt(2 / n_out))


@init_network.mistake(
    en="You use the variance, 2 / n_in, as the standard deviation.",
    fr="Vous utilisez la variance, 2 / n_in, comme écart-type.",
)
def variance_as_standard_deviation(sizes, rng):  # M57.4
    return parameters(sizes, rng, lambda n_in, n_out: 2 / n_in)


@init_network.mistake(
    en="Your root leaves out the 2: the variance is 2 / n_in, and a slide has σ = 2 / √n_in.",
    fr="Votre racine laisse le 2 dehors : la variance est 2 / n_in, et une diapositive écrit "
    "σ = 2 / √n_in.",
)
def root_of_the_inputs_only(sizes, rng):  # ER13
    return parameters(sizes, rng, lambda n_in, n_out: 2 / np.sqrt(n_in))


@init_network.mistake(
    en="Your variance is 1 / n_in: LeCun's rule, right for a linear layer. ReLU cuts half of the "
    "signal away, and this half has to be made up for.",
    fr="Votre variance est 1 / n_in : la règle de LeCun, juste pour une couche linéaire. ReLU "
    "coupe la moitié du signal, et cette moitié est à compenser.",
)
def rule_of_lecun(sizes, rng):  # M57.3
    return parameters(sizes, rng, lambda n_in, n_out: np.sqrt(1 / n_in))


@init_network.mistake(
    en="Your biases have the shape (n,). One column is needed, (n, 1): with (n,), NumPy makes a "
    "square matrix of the sum of a bias and one instance, and says nothing.",
    fr="Vos biais sont de forme (n,). Il faut une colonne, (n, 1) : avec (n,), NumPy fait de la "
    "somme d'un biais et d'une instance une matrice carrée, sans rien dire.",
)
def flat_biases(sizes, rng):  # ER27
    return {n: a[:, 0] if n[0] == "b" else a for n, a in parameters(sizes, rng).items()}


@init_network.alternative
def all_the_weights_first(sizes, rng):
    weights = [
        rng.normal(0.0, (n_in / 2) ** -0.5, (n_out, n_in)) for n_in, n_out in pairwise(sizes)
    ]
    params = {f"b{layer}": np.zeros((len(W), 1)) for layer, W in enumerate(weights, start=1)}
    return params | {f"W{layer}": W for layer, W in enumerate(weights, start=1)}


init_network.equivalent(
    "params[f'W{layer}'] = np.sqrt(2 / n_in) * rng.normal(size=(n_out, n_in)) "
    "→ params[f'W{layer}'] = -(np.sqrt(2 / n_in) * rng.normal(size=(n_out, n_in)))",
    "The normal distribution is symmetric about 0.",
)
