"""The texts of the page that shows an instructor what an assignment's tests catch."""

from __future__ import annotations

from autograder.spec import Text

MATRIX_TEXTS: dict[str, Text] = {
    "matrix": {"en": "Kill matrix", "fr": "Ce que les tests attrapent"},
    "matrix.secrets": {
        "en": "Secrets tried: {number}",
        "fr": "Secrets essayés\u00a0: {number}",
    },
    "matrix.of": {"en": "{part} of {whole}", "fr": "{part} sur {whole}"},
    "matrix.caught": {"en": "Mistakes caught", "fr": "Erreurs attrapées"},
    "matrix.named": {"en": "Mistakes named", "fr": "Erreurs nommées"},
    "matrix.accepted": {
        "en": "Other right solutions accepted",
        "fr": "Autres solutions justes acceptées",
    },
    "matrix.killed": {"en": "Mutants refused", "fr": "Mutants refusés"},
    "matrix.listed": {"en": "Listed as equivalent", "fr": "Déclarés équivalents"},
    "matrix.mend": {"en": "To be mended", "fr": "À corriger"},
    "matrix.nothing": {
        "en": "Nothing. On every secret, each mistake is caught and named, each right solution is "
        "accepted, and each mutant of the reference is refused or listed as equivalent.",
        "fr": "Rien. Avec chaque secret, chaque erreur est attrapée et nommée, chaque solution "
        "juste est acceptée, et chaque mutant de la référence est refusé ou déclaré équivalent.",
    },
    "matrix.by": {"en": "Caught by", "fr": "Attrapée par"},
    "matrix.name": {"en": "Named", "fr": "Nommée"},
    "matrix.every": {"en": "every hidden case", "fr": "tous les cas cachés"},
    "matrix.yes": {"en": "Yes", "fr": "Oui"},
    "matrix.no": {"en": "No", "fr": "Non"},
    "matrix.right": {"en": "Other right solution", "fr": "Autre solution juste"},
    "matrix.takes": {"en": "Accepted", "fr": "Acceptée"},
    "matrix.mutant": {"en": "Mutant", "fr": "Mutant"},
    "matrix.fate": {"en": "Refused by", "fr": "Refusé par"},
    "matrix.because": {"en": "Equivalent: {because}", "fr": "Équivalent\u00a0: {because}"},
    "matrix.lives": {"en": "no hidden case", "fr": "aucun cas caché"},
    "matrix.endless": {
        "en": "its limits: it does not end",
        "fr": "ses limites\u00a0: il ne finit pas",
    },
    "matrix.mutants.one": {"en": "{number} mutant", "fr": "{number} mutant"},
    "matrix.mutants.many": {"en": "{number} mutants", "fr": "{number} mutants"},
}
