"""The first notebook: one neuron and what it can do, activations, softmax; 100 points."""

from autograder import Assignment, Part

from . import (
    curves,
    gates,
    gaussian,
    half_planes,
    hinge,
    hyperbolic,
    leaky_slope,
    logistic,
    neurons,
    slides,
    softmax_slopes,
    softplus,
    threshold,
)
from .backprop import activations, leaky, rectifiers, softmax

leaking = Part("leaking", [leaky.leaky_relu, *leaky_slope.part.questions, leaky.elu])

PARTS = (
    # A: a weighted sum
    neurons.part,
    # B: half-planes
    threshold.part,
    half_planes.part,
    gates.part,
    # C: activations and their slopes
    activations.part,
    hyperbolic.part,
    rectifiers.part,
    leaking,
    softplus.part,
    gaussian.part,
    curves.part,
    # D: softmax
    softmax.part,
    slides.by_hand,
    softmax_slopes.part,
    # E: a neuron that learns, and the errors of the slides
    logistic.part,
    hinge.part,
    slides.part,
)

assignment = Assignment("neuron", title={"en": "The neuron", "fr": "Le neurone"}, parts=PARTS)
