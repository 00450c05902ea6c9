"""Losses and the output layer, from the likelihood to mixtures of normal laws; 100 points."""

from autograder import Assignment

from . import (
    from_logits,
    from_one_logit,
    gaussian,
    landscape,
    likelihood,
    margins,
    mean_squares,
    mixture,
    mixture_output,
    output_counts,
    output_gradients,
    output_layers,
    slide_formulas,
    stable_sums,
    sums_of_squares,
    tasks,
)

PARTS = (
    # A: what is predicted
    tasks,
    # B: the likelihood and its price
    likelihood,
    # C: from the logits
    stable_sums,
    from_logits,
    from_one_logit,
    # D: what goes back
    output_gradients,
    # E: quantities
    sums_of_squares,
    mean_squares,
    # F: quantities, and how sure
    gaussian,
    output_counts,
    mixture_output,
    mixture,
    # G: margins
    margins,
    # H: choosing
    output_layers,
    landscape,
    slide_formulas,
)

assignment = Assignment(
    "losses",
    title={"en": "Losses and the output layer", "fr": "Les pertes et la couche de sortie"},
    parts=[module.part for module in PARTS],
)
