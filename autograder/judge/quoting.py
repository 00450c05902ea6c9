"""Which words of the student's code a message may repeat: none that could carry an input out.

The name of an exception or of a type is the student's to choose, and may be made of a hidden
input. So a message repeats what was there before a hidden case was tried, and nothing else.
"""

from __future__ import annotations

import builtins
from collections.abc import Sequence

from autograder.judge.compare import Difference
from autograder.outcome import Outcome
from autograder.spec import Question
from autograder.trial import DrawnCase

TYPES = ("generator", "function", "method", "module", "builtin_function_or_method", "type")
NUMPY = ("LinAlgError", "AxisError", "UFuncTypeError", "_UFuncNoLoopError", "_ArrayMemoryError")
NUMPY_CASTING = ("_UFuncInputCastingError", "_UFuncOutputCastingError", "DTypePromotionError")
LIBRARIES = ("matrix", "MaskedArray", "array of dtype object", "Tensor", "EagerTensor", "Variable")

KNOWN = frozenset((*dir(builtins), *TYPES, *NUMPY, *NUMPY_CASTING, *LIBRARIES))
"""Names of Python and of the libraries."""


def quotable(
    question: Question,
    cases: Sequence[DrawnCase],
    outcomes: Sequence[Outcome],
    differences: Sequence[Difference | None],
) -> frozenset[str]:
    """Return the words that may be shown of any case.

    They are those of the libraries, those of the question, and those that a visible case brought
    up, whose inputs are printed in the release.
    """
    words = {*KNOWN, question.name, *question.needs, *question.parameters}
    for case, outcome, difference in zip(cases, outcomes, differences, strict=True):
        if not case.case.visible:
            continue
        words.add(outcome.detail)
        if (failure := outcome.failure) is not None:
            words |= {failure.type, failure.message, failure.function or ""}
        if difference is not None and difference.key == "key-unknown":
            words.add(difference.facts["key"])
    return frozenset(words)
