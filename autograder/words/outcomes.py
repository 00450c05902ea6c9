"""What came of a call, of an answer and of a question."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
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
}
