"""TD1: a multi-layer perceptron in PyTorch, from one gradient to a classifier; 100 points."""

from autograder import Assignment

from . import (
    agreement,
    best,
    checkpoints,
    counting,
    criteria,
    descending,
    devices,
    digits,
    disagreeing,
    dropping,
    elsewhere,
    epochs,
    evaluating,
    gradients,
    graph,
    modes,
    modules,
    schedules,
)

PARTS = (
    # A: autograd
    gradients.part,
    graph.part,
    descending.part,
    # B: the lab's gradients, twice
    agreement.part,
    disagreeing.part,
    # C: a module
    modules.part,
    counting.part,
    # D: losses
    criteria.part,
    # E: evaluation and modes
    evaluating.part,
    modes.part,
    # F: training
    epochs.part,
    schedules.part,
    # G: checkpoints
    checkpoints.part,
    best.part,
    # H: devices
    devices.part,
    dropping.part,
    elsewhere.part,
    # I: a classifier
    digits.part,
)

assignment = Assignment(
    "td1",
    title={"en": "An MLP in PyTorch", "fr": "Un perceptron multicouche en PyTorch"},
    parts=PARTS,
    frameworks=("torch",),
)
