"""What an author writes: assignments made of questions, cases and known mistakes.

Nothing here grades, draws or reads anything: these are the declarations that every other room
takes its facts from. `Question` ties a *solution* (a function of the course's reference) to
*cases* (seeded inputs), points and known mistakes.
"""

from __future__ import annotations

from autograder.spec.assignment import Assignment, Part
from autograder.spec.forms import Form, MalformedError
from autograder.spec.options import Claim, Confusion, Line, Option
from autograder.spec.parts import (
    Case,
    Device,
    Draw,
    DrawnPer,
    Equivalent,
    Function,
    Kind,
    Language,
    Mistake,
    Scoring,
    Seed,
    SpecError,
    Text,
    Tolerance,
    WeightsFile,
)
from autograder.spec.question import Question
from autograder.spec.sheets import Sheet

__all__ = [
    "Assignment",
    "Case",
    "Claim",
    "Confusion",
    "Device",
    "Draw",
    "DrawnPer",
    "Equivalent",
    "Form",
    "Function",
    "Kind",
    "Language",
    "Line",
    "MalformedError",
    "Mistake",
    "Option",
    "Part",
    "Question",
    "Scoring",
    "Seed",
    "Sheet",
    "SpecError",
    "Text",
    "Tolerance",
    "WeightsFile",
]
