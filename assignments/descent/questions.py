"""Gradient descent: 100 points, from one step downhill to a training loop that stops in time."""

from autograder import Assignment

from . import (
    batches,
    counting,
    decays,
    epochs,
    fits,
    landscapes,
    linear,
    mini_batches,
    plateau,
    rates,
    schedules,
    slides,
    steps,
    stop_rules,
    stopping,
    training_stops,
)

PARTS = (
    # A: downhill
    steps.part,
    landscapes.part,
    # B: three ways through the data
    linear.part,
    epochs.batch,
    counting.part,
    linear.column,
    epochs.part,
    batches.part,
    mini_batches.part,
    # C: the rate
    rates.part,
    decays.part,
    schedules.part,
    plateau.part,
    # D: when to stop
    fits.part,
    stopping.part,
    fits.by_eye,
    stop_rules.part,
    # E: the training loop
    training_stops.part,
    slides.part,
)

assignment = Assignment(
    "descent",
    title={"en": "Gradient descent", "fr": "La descente de gradient"},
    parts=PARTS,
)
