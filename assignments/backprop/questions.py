"""The NumPy backpropagation lab: 100 points, from one activation to a trained network."""

from autograder import Assignment

from . import (
    activation_backprop,
    activations,
    dense_backprop,
    entropies,
    experiments,
    forward,
    gradient_check,
    labels,
    leaky,
    losses,
    mini_batches,
    notation,
    one_hidden_backprop,
    output_layer,
    rectifiers,
    softmax,
    steps,
    training,
    two_layer_backprop,
    warm_up,
)

PARTS = (
    # A: warm-up
    warm_up,
    notation,
    # B: activations
    activations,
    rectifiers,
    leaky,
    softmax,
    labels,
    # C: losses
    losses,
    entropies,
    # D: the forward pass
    forward,
    # E: the error at the output
    output_layer,
    # F: backpropagation
    dense_backprop,
    activation_backprop,
    two_layer_backprop,
    one_hidden_backprop,
    # G: gradient check
    gradient_check,
    # H: training
    steps,
    mini_batches,
    training,
    # I: experiments
    experiments,
)

assignment = Assignment(
    "backprop",
    title={"en": "Backpropagation by hand", "fr": "La rétropropagation à la main"},
    parts=[module.part for module in PARTS],
)
