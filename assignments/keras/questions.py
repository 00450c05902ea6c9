"""The homework: backpropagation in TensorFlow, then the same network in Keras; 100 points."""

from autograder import Assignment

from . import (
    by_hand,
    compiled,
    descent,
    forward_pass,
    gaps,
    layout,
    log_loss,
    model_losses,
    models,
    readings,
    tapes,
    traces,
    training,
    twins,
)

PARTS = (
    # A: variables, the forward pass, the loss
    layout.part,
    forward_pass.part,
    log_loss.part,
    # B: gradients, by hand and by tape
    by_hand.part,
    tapes.part,
    gaps.part,
    readings.part,
    # C: updates, and what compiling does to them
    descent.part,
    compiled.part,
    traces.part,
    # D: the same network in Keras
    models.part,
    model_losses.part,
    twins.part,
    training.part,
)

assignment = Assignment(
    "keras",
    title={
        "en": "Homework: backpropagation in TensorFlow",
        "fr": "Devoir de maison : la rétropropagation en TensorFlow",
    },
    parts=PARTS,
    frameworks=("tensorflow",),
)
