"""From the chain rule to L layers, beside the backpropagation lab: 100 points."""

from autograder import Assignment

from . import (
    activities,
    blanks,
    by_hand_step,
    deep_backward,
    deep_cost,
    deep_forward,
    partial_derivatives,
    paths,
    slide_function,
    slides,
    squared_errors,
    starting,
    two_matrices,
)

PARTS = (
    # A: the chain rule
    paths,
    blanks,
    slide_function,
    # B: any number of layers, one example
    activities,
    squared_errors,
    # C: every partial derivative
    two_matrices,
    partial_derivatives,
    # D: with a pencil
    by_hand_step,
    # E: L layers, m instances
    starting,
    deep_forward,
    deep_cost,
    deep_backward,
    # F: the slides
    slides,
)

assignment = Assignment(
    "chain_rule",
    title={"en": "From the chain rule to L layers", "fr": "De la dérivation en chaîne à L couches"},
    parts=[module.part for module in PARTS],
)
