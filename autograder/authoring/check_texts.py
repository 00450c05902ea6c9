"""What the checks in a student's notebook say, by language (see `templates/toolkit.py`)."""

TEXTS = {
    "en": {
        "passes": "passes",
        "missing": "there is no function named {name} yet",
        "not_written": "not written yet",
        "not_written_inside": "it calls {name}, which is not written yet",
        "raises": "your code raised {type}: {message} (line {line} of {name})",
        "changed": "the argument {names} was changed in place: work on a copy",
        "kind": "the result is {given}; {expected} is expected",
        "keys": "the keys are {given}; {expected} are expected",
        "length": "{given} items are returned; {expected} are expected",
        "shape": "the shape is {given}; {expected} is expected",
        "dtype": "the dtype is {given}; one like {expected} is expected",
        "values": "{count} of {total} values differ, most at {index}: "
        "{given} instead of {expected}",
        "value": "{given} instead of {expected}",
        "in": "in {path}: {told}",
        "yours": "yours",
        "expected": "expected",
        "curve": "{name}: the line is yours, the dots are what is expected",
        "hint": "A mistake we know:",
        "write_first": "Write first: {names}",
        "your_id": "Write your student id at the top of the notebook, and run this cell again.",
        "unanswered": "not answered yet",
        "answered": "recorded ({answer}); it is marked after you hand in",
    },
    "fr": {
        "passes": "réussi",
        "missing": "il n'y a pas encore de fonction nommée {name}",
        "not_written": "pas encore écrite",
        "not_written_inside": "elle appelle {name}, qui n'est pas encore écrite",
        "raises": "votre code a levé {type}\u00a0: {message} (ligne {line} de {name})",
        "changed": "l'argument {names} a été modifié sur place\u00a0: travaillez sur une copie",
        "kind": "le résultat est {given}\u00a0; on attend {expected}",
        "keys": "les clés sont {given}\u00a0; on attend {expected}",
        "length": "le nombre d'éléments est {given}\u00a0; on attend {expected}",
        "shape": "la forme est {given}\u00a0; on attend {expected}",
        "dtype": "le dtype est {given}\u00a0; on en attend un comme {expected}",
        "values": "des valeurs diffèrent ({count} sur {total}), surtout en {index}\u00a0: "
        "{given} au lieu de {expected}",
        "value": "{given} au lieu de {expected}",
        "in": "dans {path}\u00a0: {told}",
        "yours": "la vôtre",
        "expected": "attendue",
        "curve": "{name}\u00a0: le trait est le vôtre, les points sont ce que l'on attend",
        "hint": "Une erreur que nous connaissons\u00a0:",
        "write_first": "À écrire d'abord\u00a0: {names}",
        "your_id": "Écrivez votre identifiant en haut du notebook, puis exécutez à nouveau cette "
        "cellule.",
        "unanswered": "pas encore de réponse",
        "answered": "noté ({answer})\u00a0; la correction vient après le rendu",
    },
}

FILE_TEXTS = {
    "en": {
        "no_file": "there is no {path} beside the notebook yet",
        "not_a_file": "{path} is no file of safetensors",
        "file_there": "{path} holds what is asked for; hand it in with the notebook",
    },
    "fr": {
        "no_file": "il n'y a pas encore de {path} à côté du notebook",
        "not_a_file": "{path} n'est pas un fichier safetensors",
        "file_there": "{path} contient ce qui est demandé\u00a0; rendez-le avec le notebook",
    },
}
"""What is said besides where a file is to be handed in."""
