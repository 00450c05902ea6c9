"""Part E: where a network of L layers starts (exercise E25)."""

import numpy as np
from reference import deep as ref

from autograder import Part

from .initialisation import whole_network
from .initialisation.draws import TOLERANCE

part = Part("starting")

# What is drawn, how it is judged and most of what goes wrong are those of the notebook on
# initialisation, where the rule itself is the subject.
initialize_parameters = part.question(ref.initialize_parameters, points=5, tolerance=TOLERANCE)
initialize_parameters.probe(whole_network.init_network.probe_function)
initialize_parameters.summary(whole_network.init_network.summary_function)
initialize_parameters.bounds(whole_network.init_network.bounds_function)
initialize_parameters.cases += whole_network.init_network.cases
initialize_parameters.mistakes += whole_network.init_network.mistakes  # M25.9 is M57.10
initialize_parameters.alternatives += whole_network.init_network.alternatives
initialize_parameters.equivalents += whole_network.init_network.equivalents


@initialize_parameters.mistake(
    en="The last layer has no parameters: `sizes` counts the input too, so a list of L + 1 sizes "
    "makes L layers.",
    fr="La dernière couche n'a pas de paramètres : `sizes` compte aussi l'entrée, et une liste de "
    "L + 1 tailles fait L couches.",
)
def one_layer_too_few(sizes, rng):  # M25.4
    return ref.initialize_parameters(sizes[:-1], rng)


@initialize_parameters.mistake(
    en="Your weights have the shape (n_in, n_out), as on a slide. In W A, a row of W is a neuron: "
    "(n_out, n_in).",
    fr="Vos poids sont de forme (n_in, n_out), comme sur une diapositive. Dans W A, une ligne de W "
    "est un neurone : (n_out, n_in).",
)
def weights_transposed(sizes, rng):  # ER26
    params = ref.initialize_parameters(sizes, rng)
    return {name: a.T if name[0] == "W" else a for name, a in params.items()}


@initialize_parameters.mistake(
    en="Your weights start at zero: no hidden neuron ever gets a gradient, and nothing is learnt.",
    fr="Vos poids partent de zéro : aucun neurone caché ne reçoit jamais de gradient, et rien ne "
    "s'apprend.",
)
def all_zeros(sizes, rng):  # M56.2, ER34
    params = ref.initialize_parameters(sizes, rng)
    return {name: np.zeros(a.shape) for name, a in params.items()}
