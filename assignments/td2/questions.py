"""TD2: a convolutional network, first by hand in NumPy, then in PyTorch; 100 points."""

from autograder import Assignment

from . import (
    average_pooling,
    convolving,
    convolving_back,
    layers,
    max_pooling,
    network,
    padding,
    sizes,
    weights,
)
from .forward import convolution

PARTS = (
    # A: how large, and how many parameters
    sizes.part,
    convolution.part,
    # B: convolution
    padding.part,
    convolving.part,
    convolving_back.part,
    # C: pooling
    max_pooling.part,
    average_pooling.part,
    # D: in PyTorch
    layers.part,
    network.part,
    weights.part,
)

assignment = Assignment(
    "td2",
    title={"en": "A convolutional network", "fr": "Un réseau convolutif"},
    parts=PARTS,
    frameworks=("torch",),
)
