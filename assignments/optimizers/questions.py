"""Optimizers: 100 points, from a moving average to Adam, and the paths that they take."""

from autograder import Assignment

from . import (
    adadelta,
    adam,
    adam_network,
    adam_slips,
    adaptive,
    averages,
    choosing,
    curvature,
    looking_ahead,
    momentum,
    nadam,
    paths,
    rates,
    rmsprop,
    variants,
)

PARTS = (
    # A: averages
    averages,
    # B: momentum
    momentum,
    rates,
    # C: Nesterov
    looking_ahead,
    # D: a rate for each coordinate
    adaptive,
    rmsprop,
    adadelta,
    # E: Adam
    adam,
    adam_slips,
    adam_network,
    # F: Adam's family
    variants,
    nadam,
    # G: curvature
    curvature,
    # H: paths
    paths,
    # I: which one?
    choosing,
)

assignment = Assignment(
    "optimizers",
    title={"en": "Optimizers", "fr": "Les optimiseurs"},
    parts=[module.part for module in PARTS],
)
