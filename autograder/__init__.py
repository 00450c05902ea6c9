"""Chainrule: trusted grading of deep-learning exercises.

What an author writes with is exported here; everything else is reached through the
`autograder` command.
"""

from autograder.constraints import forbids, no_loops, vectorised
from autograder.spec import (
    Assignment,
    Case,
    Claim,
    Confusion,
    Form,
    Line,
    Mistake,
    Option,
    Part,
    Question,
    Seed,
    SpecError,
    Tolerance,
)

__version__ = "0.1.0"

__all__ = [
    "Assignment",
    "Case",
    "Claim",
    "Confusion",
    "Form",
    "Line",
    "Mistake",
    "Option",
    "Part",
    "Question",
    "Seed",
    "SpecError",
    "Tolerance",
    "forbids",
    "no_loops",
    "vectorised",
]
