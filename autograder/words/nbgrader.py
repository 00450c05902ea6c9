"""What a student reads below the tests of a notebook that nbgrader handed out."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "nbgrader-points": {
        "en": "{mark} {name} · {score} of {points} points",
        "fr": "{mark} {name} · {score} points sur {points}",
    },
    "nbgrader-all-pass": {
        "en": "All cases pass.",
        "fr": "Tous les cas réussissent.",
    },
    "nbgrader-case": {"en": "{mark} {case}", "fr": "{mark} {case}"},
    "nbgrader-tests-pass": {
        "en": "The tests of this cell pass.",
        "fr": "Les tests de cette cellule réussissent.",
    },
    "nbgrader-tests-part": {
        "en": "The tests of this cell pass in part.",
        "fr": "Les tests de cette cellule réussissent en partie.",
    },
    "nbgrader-hidden-fails": {
        "en": "A hidden test of this cell fails{with_type}.",
        "fr": "Un test caché de cette cellule échoue{with_type}.",
    },
    "nbgrader-visible-fails": {
        "en": "A test of this cell fails{with_type}, in line {line}:\n{source}",
        "fr": "Un test de cette cellule échoue{with_type}, à la ligne {line}\N{NO-BREAK SPACE}:\n"
        "{source}",
    },
    "nbgrader-with-type": {"en": " with {type}", "fr": " avec {type}"},
    "nbgrader-by-hand": {
        "en": "This cell is graded by a person.",
        "fr": "Cette cellule est notée par une personne.",
    },
}
