"""What keeps a network from learning its examples by heart: 100 points."""

from autograder import Assignment

from . import (
    claims,
    decaying,
    divisions,
    dropout,
    dropout_back,
    fits,
    folds,
    labels,
    leaking,
    noise,
    penalised_gradient,
    pictures,
    scales,
    search,
    slides,
    sparsity,
    stopping,
    validation,
    weight_decay,
)

PARTS = (
    # A: too little, too much
    fits,
    # B: what a model is judged by
    divisions,
    folds,
    validation,
    leaking,
    # C: small weights
    weight_decay,
    penalised_gradient,
    decaying,
    # D: few weights
    sparsity,
    claims,
    # E: dropout
    dropout,
    dropout_back,
    # F: noise and more data
    noise,
    pictures,
    labels,
    # G: stopping in time
    stopping,
    # H: random search
    search,
    scales,
    # I: the slides under the lens
    slides,
)

assignment = Assignment(
    "regularisation",
    title={"en": "Regularisation and generalisation", "fr": "Régularisation et généralisation"},
    parts=[module.part for module in PARTS],
)
