"""Automatic differentiation: a tape, a class of numbers, then arrays and a network; 100 points."""

from autograder import Assignment

from . import (
    broadcasting,
    forward_tape,
    functions,
    local_slopes,
    memory,
    networks,
    order,
    products,
    reverse_pass,
    reverse_tape,
    slides,
    sums,
    value_mistakes,
)

PARTS = (
    # A: a tape of numbers
    forward_tape.part,
    local_slopes.part,
    reverse_tape.part,
    # B: numbers that remember
    order.part,
    value_mistakes.part,
    slides.runs,
    # C: arrays
    broadcasting.part,
    sums.part,
    products.part,
    functions.part,
    reverse_pass.part,
    networks.part,
    # D: memory, and the errors of the slides
    memory.part,
    slides.part,
)

assignment = Assignment(
    "autodiff",
    title={"en": "Automatic differentiation", "fr": "La différentiation automatique"},
    parts=PARTS,
)
