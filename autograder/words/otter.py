"""What a student reads in a notebook that otter assign made, and below its tests."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "otter-client": {
        "en": "Run me too: this cell holds the tests of Otter. Nothing to write here.",
        "fr": "À exécuter aussi : les tests d'Otter. Rien à écrire ici.",
    },
    "otter-no-tools": {
        "en": "Run the notebook from its first cell on: the tools of the tests are missing.",
        "fr": "Exécutez le notebook depuis sa première cellule : les outils des tests manquent.",
    },
    "otter-hidden-fails": {
        "en": "{name} · {case}: a hidden case is not right.",
        "fr": "{name} · {case} : un cas caché n'est pas réussi.",
    },
    "otter-answer-fails": {
        "en": "{name}: this is not the answer to your variant.",
        "fr": "{name} : ce n'est pas la réponse à votre variante.",
    },
    "otter-entry-fails": {
        "en": "{name} · {case}: this entry is not right.",
        "fr": "{name} · {case} : cette entrée n'est pas juste.",
    },
    "otter-manual": {
        "en": "**`{name}`** · {points} points, given by a person",
        "fr": "**`{name}`** · {points} points, donnés par une personne",
    },
    "otter-hand-in": {
        "en": "## Hand in\n\nRun the whole notebook once more from top to bottom and save it. Then "
        "run the cell below, and hand in the zip file that it makes.",
        "fr": "## Remise\n\nExécutez une dernière fois tout le notebook de haut en bas et "
        "enregistrez-le. Exécutez ensuite la cellule ci-dessous, et remettez le fichier zip "
        "qu'elle produit.",
    },
}
