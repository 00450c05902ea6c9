"""The texts of the drawing of a failing example, in each language."""

from __future__ import annotations

from autograder.spec import Text

SKETCH_TEXTS: dict[str, Text] = {
    "sketch.part": {"en": "Part {part} of the result:", "fr": "Partie {part} du résultat\u00a0:"},
    "sketch.start": {"en": "start", "fr": "départ"},
    "sketch.matrix": {
        "en": "Yours minus the expected, entry by entry (“=”: right)",
        "fr": "Le vôtre moins l'attendu, coefficient par coefficient "
        "(«\u00a0=\u00a0»\u00a0: juste)",
    },
    "sketch.curve.alt": {
        "en": "Your curve against the expected one: {wrong} of {number} values differ",
        "fr": "Votre courbe et celle attendue\u00a0: {wrong} valeurs sur {number} diffèrent",
    },
    "sketch.path.alt": {
        "en": "Your path against the expected one of {number} points",
        "fr": "Votre trajectoire et celle attendue, de {number} points",
    },
}
