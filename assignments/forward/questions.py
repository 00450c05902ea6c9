"""The second notebook: a forward pass, what it costs, and what layers can say; 100 points."""

from autograder import Assignment

from . import (
    accuracy,
    augmented,
    augmented_network,
    bumps,
    by_hand,
    collapse,
    convolution,
    counting,
    decisions,
    deep,
    dense,
    errors,
    loops,
    penalties,
    shapes,
    slides,
    two_layers,
    universal,
    xor,
)

PARTS = (
    # A: a network on paper
    by_hand.names,
    shapes.part,
    by_hand.part,
    counting.part,
    # B: one layer
    dense.part,
    loops.part,
    # C: weights and biases in one matrix
    augmented.part,
    augmented_network.part,
    penalties.part,
    # D: networks, and what they decide
    two_layers.part,
    deep.part,
    decisions.part,
    accuracy.part,
    # E: what layers can say
    collapse.part,
    by_hand.linear,
    xor.part,
    bumps.part,
    errors.part,
    universal.part,
    # F: images
    convolution.part,
    # G: the slides under the lens
    slides.part,
)

assignment = Assignment(
    "forward", title={"en": "The forward pass", "fr": "La propagation avant"}, parts=PARTS
)
