"""What came of a submission, and of the files in it."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "unreadable-missing": {"en": "No notebook was found.", "fr": "Aucun notebook n'a été trouvé."},
    "unreadable-several": {
        "en": "Several notebooks were found ({names}) and none is named `{wanted}`: keep one.",
        "fr": "Plusieurs notebooks ont été trouvés ({names}) et aucun ne s'appelle `{wanted}` : "
        "n'en gardez qu'un.",
    },
    "unreadable-json": {
        "en": "The file is not a notebook: it is not valid JSON ({detail}).",
        "fr": "Le fichier n'est pas un notebook : ce n'est pas du JSON valide ({detail}).",
    },
    "unreadable-format": {
        "en": "The file is not a notebook that can be read: {detail}.",
        "fr": "Le fichier n'est pas un notebook lisible : {detail}.",
    },
    "unreadable-size": {
        "en": "The file is too large ({size} MB); at most {limit} MB are read.",
        "fr": "Le fichier est trop gros ({size} Mo) ; on en lit au plus {limit} Mo.",
    },
    "unreadable-link": {
        "en": "The file is a link, and links are not followed.",
        "fr": "Le fichier est un lien, et les liens ne sont pas suivis.",
    },
    "unreadable-folder": {
        "en": "The folder cannot be read: {detail}.",
        "fr": "Le dossier n'est pas lisible : {detail}.",
    },
    "unreadable-crowded": {
        "en": "The folder holds more than {most} files: hand in the notebook and little else.",
        "fr": "Le dossier contient plus de {most} fichiers : ne rendez guère que le notebook.",
    },
    "unreadable-archive": {
        "en": "The archive cannot be read: {detail}.",
        "fr": "L'archive n'est pas lisible : {detail}.",
    },
    "grader-failed": {
        "en": "The grader itself failed on this submission ({detail}). It is not your fault; "
        "your instructor sees this message.",
        "fr": "Le correcteur lui-même a échoué sur ce rendu ({detail}). Ce n'est pas votre faute ; "
        "votre enseignant voit ce message.",
    },
    "time-spent": {
        "en": "The submission used up its {seconds} s in all; what comes after was not tried.",
        "fr": "Le rendu a épuisé ses {seconds} s en tout ; la suite n'a pas été essayée.",
    },
    # A file that is handed in beside the notebook.
    "file-missing": {
        "en": "`{file}` was not handed in: put it beside the notebook.",
        "fr": "`{file}` n'a pas été rendu : placez-le à côté du notebook.",
    },
    "file-pickle": {
        "en": "`{file}` is not in the format of safetensors but a pickle, as `torch.save` writes "
        "it: it could run a program, so it is not opened. Save the weights with "
        "`safetensors.torch.save_file`.",
        "fr": "`{file}` n'est pas au format safetensors mais un pickle, comme `torch.save` en "
        "écrit : il pourrait exécuter un programme, on ne l'ouvre donc pas. Enregistrez les poids "
        "avec `safetensors.torch.save_file`.",
    },
    "file-format": {
        "en": "`{file}` is not in the format of safetensors, or damaged: {detail}.",
        "fr": "`{file}` n'est pas au format safetensors, ou abîmé ({detail}).",
    },
    "file-unreadable": {"en": "`{file}`: {message}", "fr": "`{file}` : {message}"},
    "file-lacks": {
        "en": "`{file}` has no array `{name}`: save the whole `state_dict()` of the network "
        "that is asked for.",
        "fr": "`{file}` n'a pas de tableau `{name}` : enregistrez tout le `state_dict()` du réseau "
        "demandé.",
    },
    "file-unknown": {
        "en": "`{file}` has an array `{name}`, which the network that is asked for has not.",
        "fr": "`{file}` a un tableau `{name}`, que le réseau demandé n'a pas.",
    },
    "file-shape": {
        "en": "In `{file}`, the shape of `{name}` is {actual}; {expected} is expected.",
        "fr": "Dans `{file}`, la forme de `{name}` est {actual} ; on attend {expected}.",
    },
}
