"""What the engine says to students, in every language it speaks.

One key, one sentence, with the facts in braces. French uses a non-breaking space before high
punctuation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from autograder.words import code, devices, diagnosis, forms, limits, nbgrader, otter

LANGUAGES = ("en", "fr")

WORDS: dict[str, dict[str, str]] = {
    # How a result differs.
    "at": {"en": "In {path}: {message}", "fr": "Dans {path} : {message}"},
    "item": {"en": "item {index}", "fr": "l'élément {index}"},
    "type": {
        "en": "the result is {actual}; {expected} is expected.",
        "fr": "le résultat est {actual} ; on attend {expected}.",
    },
    "key-missing": {
        "en": "the key “{key}” is missing.",
        "fr": "la clé « {key} » manque.",
    },
    "key-unknown": {
        "en": "the key “{key}” is not asked for.",
        "fr": "la clé « {key} » n'est pas demandée.",
    },
    "key-unknown-unnamed": {
        "en": "there is a key that is not asked for.",
        "fr": "il y a une clé qui n'est pas demandée.",
    },
    "length": {
        "en": "the number of items is {actual}; {expected} is expected.",
        "fr": "le nombre d'éléments est {actual} ; on attend {expected}.",
    },
    "shape": {
        "en": "the shape is {actual}; {expected} is expected.",
        "fr": "la forme est {actual} ; on attend {expected}.",
    },
    "dtype": {
        "en": "the dtype is {actual}; {expected} is expected.",
        "fr": "le dtype est {actual} ; on attend {expected}.",
    },
    "no-tensor": {
        "en": "the values are right, but this is no tensor of {framework}, through which gradients "
        "could flow.",
        "fr": "les valeurs sont justes, mais ce n'est pas un tenseur de {framework}, par lequel "
        "passeraient les gradients.",
    },
    "value-differs": {
        "en": "the value is not the right one.",
        "fr": "la valeur n'est pas la bonne.",
    },
    "values": {
        "en": "{count} of {total} values differ{where}.",
        "fr": "{count} valeurs sur {total} diffèrent{where}.",
    },
    "one-of-values": {
        "en": "1 of {total} values differs{where}.",
        "fr": "1 valeur sur {total} diffère{where}.",
    },
    "one-value": {
        "en": "the value is not the right one{where}.",
        "fr": "la valeur n'est pas la bonne{where}.",
    },
    "at-index": {"en": " at index {index}", "fr": " à l'indice {index}"},
    "worst-at": {"en": ", most at index {index}", "fr": ", surtout à l'indice {index}"},
    "how-far": {"en": ": {text}", "fr": " : {text}"},
    "too-large": {
        "en": "about {factor} times too large",
        "fr": "environ {factor} fois trop grande",
    },
    "too-small": {
        "en": "about {factor} times too small",
        "fr": "environ {factor} fois trop petite",
    },
    "far-too-large": {
        "en": "more than {factor} times too large",
        "fr": "plus de {factor} fois trop grande",
    },
    "far-too-small": {
        "en": "more than {factor} times too small",
        "fr": "plus de {factor} fois trop petite",
    },
    "off-by-percent": {"en": "off by about {percent}%", "fr": "écart d'environ {percent} %"},
    "wrong-sign": {"en": "the sign is wrong", "fr": "le signe est faux"},
    "should-be-zero": {"en": "it should be 0", "fr": "elle devrait être 0"},
    "should-be-positive": {"en": "it should be positive", "fr": "elle devrait être positive"},
    "should-be-negative": {"en": "it should be negative", "fr": "elle devrait être négative"},
    "not-finite": {
        "en": "NaN or infinity is returned{where}; a finite number is expected.",
        "fr": "NaN ou l'infini est retourné{where} ; on attend un nombre fini.",
    },
    "should-not-be-finite": {
        "en": "a finite number is returned{where}; NaN or infinity is expected.",
        "fr": "un nombre fini est retourné{where} ; on attend NaN ou l'infini.",
    },
    "other-infinity": {
        "en": "the value{where} is rightly not finite, but it is the wrong one of NaN, infinity "
        "and minus infinity.",
        "fr": "la valeur{where} a raison de ne pas être finie, mais ce n'est pas la bonne "
        "parmi NaN, l'infini et moins l'infini.",
    },
    "mutated": {
        "en": "The result is right, but the call changed its argument {names} in place: "
        "work on a copy, the caller still needs the original.",
        "fr": "Le résultat est juste, mais l'appel a modifié son argument {names} sur place : "
        "travaillez sur une copie, l'appelant a encore besoin de l'original.",
    },
    # What came of a call.
    "error": {
        "en": "Your code raised {type}{where}.",
        "fr": "Votre code a levé {type}{where}.",
    },
    "error-message": {
        "en": "Your code raised {type}{where}: {message}",
        "fr": "Votre code a levé {type}{where} : {message}",
    },
    "at-line": {
        "en": " at line {line} of cell {cell} (`{source}`)",
        "fr": " à la ligne {line} de la cellule {cell} (`{source}`)",
    },
    "environment": {
        "en": "{told} This speaks of the machine's libraries, not of the exercise: check the name, "
        "and tell your instructor if it works on your side.",
        "fr": "{told} Cela tient aux bibliothèques de la machine et non à l'exercice : vérifiez "
        "le nom, et prévenez votre enseignant si cela marche chez vous.",
    },
    "not-attempted": {
        "en": "Not attempted: the stub is still there.",
        "fr": "Non traité : le squelette est encore en place.",
    },
    "not-answered": {"en": "No answer was given.", "fr": "Aucune réponse n'a été donnée."},
    "needs-unwritten": {
        "en": "Your code calls `{function}`, which is not written yet.",
        "fr": "Votre code appelle `{function}`, qui n'est pas encore écrite.",
    },
    "missing": {
        "en": "There is no function named `{name}` in the notebook{because}.",
        "fr": "Le notebook ne contient pas de fonction nommée `{name}`{because}.",
    },
    "missing-variable": {
        "en": "There is no variable named `{name}` in the notebook{because}.",
        "fr": "Le notebook ne contient pas de variable nommée `{name}`{because}.",
    },
    "not-a-function": {
        "en": "`{name}` is {kind}, not a function.",
        "fr": "`{name}` est {kind}, pas une fonction.",
    },
    "because-deleted": {
        "en": ": its cell was deleted",
        "fr": " : sa cellule a été supprimée",
    },
    "because-renamed": {
        "en": ": its cell defines `{other}`; give it its name back",
        "fr": " : sa cellule définit `{other}` ; rendez-lui son nom",
    },
    "because-error": {
        "en": ": its cell stopped with {type}{where}",
        "fr": " : sa cellule s'est arrêtée sur {type}{where}",
    },
    "because-timed-out": {
        "en": ": its cell was interrupted after {seconds} s",
        "fr": " : sa cellule a été interrompue après {seconds} s",
    },
    "because-died": {
        "en": ": its cell ended the Python process",
        "fr": " : sa cellule a mis fin au processus Python",
    },
    "unplain": {
        "en": "`{name}` returned an object of type {kind}; numbers, arrays, tuples and dicts of "
        "them are expected.",
        "fr": "`{name}` a retourné un objet de type {kind} ; on attend des nombres, des tableaux, "
        "des tuples ou des dictionnaires de ceux-ci.",
    },
    "unplain-unnamed": {
        "en": "`{name}` returned an object of another type; numbers, arrays, tuples and dicts of "
        "them are expected.",
        "fr": "`{name}` a retourné un objet d'un autre type ; on attend des nombres, des tableaux, "
        "des tuples ou des dictionnaires de ceux-ci.",
    },
    "over-limits": {
        "en": "`{name}` returned a value that is too large, or nested too deeply.",
        "fr": "`{name}` a retourné une valeur trop grosse, ou trop profondément imbriquée.",
    },
    "timed-out": {
        "en": "The call was interrupted after {seconds} s: is there a loop that does not end?",
        "fr": "L'appel a été interrompu après {seconds} s : une boucle qui ne finit pas ?",
    },
    "skipped": {
        "en": "Not tried: an earlier case of this question did not end.",
        "fr": "Non essayé : un cas précédent de cette question ne s'est pas terminé.",
    },
    "out-of-time": {
        "en": "Not tried: the submission had used up its time.",
        "fr": "Non essayé : le rendu avait épuisé son temps.",
    },
    "died": {
        "en": "The Python process ended during the call.",
        "fr": "Le processus Python s'est terminé pendant l'appel.",
    },
    "protocol": {
        "en": "The answer could not be read: it is malformed or too large.",
        "fr": "La réponse n'a pas pu être lue : elle est mal formée ou trop grosse.",
    },
    "unexpected-form": {
        "en": "The result does not have the form that is asked for.",
        "fr": "Le résultat n'a pas la forme demandée.",
    },
    "property": {
        "en": "“{property}” does not hold as expected.",
        "fr": "« {property} » n'est pas ce que l'on attend.",
    },
    # What came of an answer.
    "other-variant": {
        "en": "This would be right for the variant of “{other}”, but this submission is that of "
        "“{student}”: check the student id at the top of your notebook.",
        "fr": "Ce serait juste pour la variante de « {other} », mais ce rendu est celui de "
        "« {student} » : vérifiez l'identifiant en haut de votre notebook.",
    },
    # What came of a question.
    "or": {"en": "{first} Or: {second}", "fr": "{first} Ou bien : {second}"},
    "several-cases": {
        "en": "{failed} of {total} cases fail. First, “{case}”: {message}",
        "fr": "{failed} cas sur {total} échouent. D'abord « {case} » : {message}",
    },
    "one-of-cases": {
        "en": "1 of {total} cases fails, “{case}”: {message}",
        "fr": "1 cas sur {total} échoue, « {case} » : {message}",
    },
    "builds-on": {
        "en": "{message} If yours builds on {names}, mend that first.",
        "fr": "{message} Si la vôtre s'appuie sur {names}, corrigez cela d'abord.",
    },
    "followed": {
        "en": "{message} With {names} mended, your code here gets {then} of {points} instead of "
        "{own}: you are given {score}.",
        "fr": "{message} Après correction de {names}, votre code obtient ici {then} sur {points} "
        "au lieu de {own} : on vous donne {score}.",
    },
    "followed-right": {
        "en": "Your code here is consistent with your own {names}: mend that, and this is right. "
        "{own} of {points} as it stands, {then} of {points} with {names} mended: you are given "
        "{score}.",
        "fr": "Votre code est ici cohérent avec {names} tel que vous l'avez écrit : corrigez cela, "
        "et ce sera juste. {own} sur {points} en l'état, {then} sur {points} après correction de "
        "{names} : on vous donne {score}.",
    },
    # What came of a submission.
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
    # Kinds of results, as they are named to a student.
    "kind-none": {"en": "None", "fr": "None"},
    "kind-array": {"en": "an array of shape {shape}", "fr": "un tableau de forme {shape}"},
    "kind-number": {"en": "a number", "fr": "un nombre"},
    "kind-bool": {"en": "True or False", "fr": "True ou False"},
    "kind-list": {"en": "a list", "fr": "une liste"},
    "kind-tuple": {"en": "a tuple", "fr": "un tuple"},
    "kind-dict": {"en": "a dict", "fr": "un dictionnaire"},
    "kind-str": {"en": "a string", "fr": "une chaîne de caractères"},
    "kind-bytes": {"en": "bytes", "fr": "des octets"},
    "family-bool": {"en": "a boolean dtype", "fr": "un dtype booléen"},
    "family-integer": {"en": "an integer dtype", "fr": "un dtype entier"},
    "family-floating": {"en": "a floating-point dtype", "fr": "un dtype à virgule flottante"},
    "family-complex": {"en": "a complex dtype", "fr": "un dtype complexe"},
    **code.WORDS,
    **diagnosis.WORDS,
    **forms.WORDS,
    **limits.WORDS,
    **nbgrader.WORDS,
    **otter.WORDS,
    **devices.WORDS,
}


def say(key: str, lang: str, /, **facts: Any) -> str:
    """Return the sentence `key` in `lang` (English where the language is unknown)."""
    texts = WORDS[key]
    return texts.get(lang, texts["en"]).format(**facts)


def listed(names: Sequence[str]) -> str:
    """Return names as code, separated by commas."""
    return ", ".join(f"`{name}`" for name in names)


def figure(value: float, lang: str, digits: int = 2) -> str:
    """Return a number of at most `digits` significant digits, as the language writes it.

    A number that has more of them before the decimal mark is rounded to a whole one.
    """
    text = f"{value:.{digits}g}" if value < 10**digits - 0.5 else f"{value:.0f}"
    return text.replace(".", ",") if lang == "fr" else text
