"""What a student reads whose memory, time, output, disk or process limit was hit."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "died-memory": {
        "en": "The Python process was ended: it took more than the {memory} MB of memory that a "
        "submission may use.",
        "fr": "Le processus Python a été arrêté : il a pris plus que les {memory} Mo de mémoire "
        "auxquels une copie a droit.",
    },
    "died-disk": {
        "en": "The Python process was ended: it wrote more than the {disk} MB of files that a "
        "submission may write.",
        "fr": "Le processus Python a été arrêté : il a écrit plus que les {disk} Mo de fichiers "
        "auxquels une copie a droit.",
    },
    "died-cpu": {
        "en": "The Python process was ended: it computed for longer than the {submission} s that "
        "a submission has.",
        "fr": "Le processus Python a été arrêté : il a calculé plus longtemps que les "
        "{submission} s dont une copie dispose.",
    },
    "because-died-memory": {
        "en": ": its cell took more than {memory} MB of memory, and was ended",
        "fr": " : sa cellule a pris plus de {memory} Mo de mémoire, et a été arrêtée",
    },
    "because-died-disk": {
        "en": ": its cell wrote more than {disk} MB of files, and was ended",
        "fr": " : sa cellule a écrit plus de {disk} Mo de fichiers, et a été arrêtée",
    },
    "because-died-cpu": {
        "en": ": its cell computed for longer than {submission} s, and was ended",
        "fr": " : sa cellule a calculé plus de {submission} s, et a été arrêtée",
    },
    "limit-memory": {
        "en": "A submission may use {memory} MB of memory.",
        "fr": "Une copie a droit à {memory} Mo de mémoire.",
    },
    "limit-disk": {
        "en": "A submission may write {disk} MB of files.",
        "fr": "Une copie a le droit d'écrire {disk} Mo de fichiers.",
    },
    "limit-files": {
        "en": "A submission may have {files} files open at once.",
        "fr": "Une copie peut avoir {files} fichiers ouverts à la fois.",
    },
    "limit-processes": {
        "en": "A submission may have {processes} processes and threads at once.",
        "fr": "Une copie peut avoir {processes} processus et fils d'exécution à la fois.",
    },
    "limit-steps": {
        "en": "One training run of this question may take {steps} steps of the optimizer.",
        "fr": "Un entraînement de cette question a droit à {steps} pas de l'optimiseur.",
    },
    "limit-network": {
        "en": "A submission is graded without network.",
        "fr": "Une copie est notée sans réseau.",
    },
    "cell-died": {
        "en": "This cell ended the Python process: it is left out, and the others were run again.",
        "fr": "Cette cellule a mis fin au processus Python : elle est laissée de côté, et les "
        "autres ont été exécutées à nouveau.",
    },
    "cell-died-memory": {
        "en": "This cell took more than the {memory} MB of memory that a submission may use: it is "
        "left out, and the others were run again.",
        "fr": "Cette cellule a pris plus que les {memory} Mo de mémoire auxquels une copie a "
        "droit : elle est laissée de côté, et les autres ont été exécutées à nouveau.",
    },
    "cell-died-disk": {
        "en": "This cell wrote more than the {disk} MB of files that a submission may write: it is "
        "left out, and the others were run again.",
        "fr": "Cette cellule a écrit plus que les {disk} Mo de fichiers auxquels une copie a "
        "droit : elle est laissée de côté, et les autres ont été exécutées à nouveau.",
    },
    "cell-died-cpu": {
        "en": "This cell computed for longer than the {submission} s that a submission has: it is "
        "left out, and the others were run again.",
        "fr": "Cette cellule a calculé plus longtemps que les {submission} s dont une copie "
        "dispose : elle est laissée de côté, et les autres ont été exécutées à nouveau.",
    },
    "cell-timed-out": {
        "en": "This cell was interrupted: a cell may run for {cell} s.",
        "fr": "Cette cellule a été interrompue : une cellule dispose de {cell} s.",
    },
    "cell-not-run": {
        "en": "This cell was not run: the {submission} s that a submission has were over, or too "
        "many cells before it had ended the Python process.",
        "fr": "Cette cellule n'a pas été exécutée : les {submission} s dont une copie dispose "
        "étaient écoulées, ou trop de cellules avant elle avaient mis fin au processus Python.",
    },
    "cell-cut": {
        "en": "The output is cut: {output} kB of text and {rich} MB of pictures are kept of a "
        "cell, in {outputs} pieces at most.",
        "fr": "La sortie est coupée : d'une cellule, on garde {output} ko de texte et {rich} Mo "
        "d'images, en {outputs} morceaux au plus.",
    },
}
