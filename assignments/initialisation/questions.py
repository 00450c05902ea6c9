"""Where training starts, and what keeps it on one scale: 100 points."""

from autograder import Assignment

from . import (
    backward_signal,
    batch_norm_backward,
    batch_norm_forward,
    clipping,
    first_step,
    forward_signal,
    inputs,
    normal_weights,
    normalize,
    orthogonal,
    ranks,
    scale_rules,
    slide_formulas,
    symmetry,
    uniform_weights,
    whole_network,
)

PARTS = (
    # A: inputs on one scale
    inputs,
    ranks,
    # B: symmetry
    first_step,
    symmetry,
    # C: the size of the weights
    scale_rules,
    normal_weights,
    uniform_weights,
    orthogonal,
    whole_network,
    # D: through twenty layers
    forward_signal,
    backward_signal,
    # E: batch normalisation
    normalize,
    batch_norm_forward,
    batch_norm_backward,
    # F: gradients that are too large
    clipping,
    # G: the slides under the lens
    slide_formulas,
)

assignment = Assignment(
    "initialisation",
    title={"en": "Initialisation and normalisation", "fr": "Initialisation et normalisation"},
    parts=[module.part for module in PARTS],
)
