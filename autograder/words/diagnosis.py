"""What a wrong answer is, said of the right one."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    # How several explanations are joined.
    "both": {
        "en": "Two mistakes at once. First: {first} Second: {second}",
        "fr": "Deux erreurs à la fois. La première : {first} La seconde : {second}",
    },
    "in-part": {
        "en": "In {paths} only: {message}",
        "fr": "Dans {paths} seulement : {message}",
    },
    "wrong-parts": {"en": "Not right: {wrong}.", "fr": "À revoir : {wrong}."},
    "wrong-and-right-parts": {
        "en": "Not right: {wrong}. Right: {right}.",
        "fr": "À revoir : {wrong}. Juste : {right}.",
    },
    # Conventions.
    "other-convention": {
        "en": "Your result is right under another convention: {given}. Here, the convention is: "
        "{course}.",
        "fr": "Votre résultat est juste sous une autre convention : {given}. Ici, la convention "
        "est : {course}.",
    },
    "convention-counts": {
        "en": "{message} It counts as right.",
        "fr": "{message} Il est compté juste.",
    },
    # The result as a whole.
    "relation-outputs-swapped": {
        "en": "The results are right, but in another order: see in which one they are asked for.",
        "fr": "Les résultats sont justes, mais dans un autre ordre : voyez dans lequel on les "
        "demande.",
    },
    "relation-one-output": {
        "en": "You return {part} alone, and it is right: the other results are asked for too.",
        "fr": "Vous ne retournez que {part}, et c'est juste : les autres résultats sont aussi "
        "demandés.",
    },
    "relation-more-outputs": {
        "en": "What is asked for is among your results, as {part}: return it alone.",
        "fr": "Ce qui est demandé est parmi vos résultats ({part}) : retournez-le seul.",
    },
    "relation-constant-result": {
        "en": "The result is the same in every case: it does not depend on the arguments.",
        "fr": "Le résultat est le même dans tous les cas : il ne dépend pas des arguments.",
    },
    "relation-visible-only": {
        "en": "Every visible case is right and no hidden one is: does your code depend on a value "
        "or a size that only the visible cases have?",
        "fr": "Tous les cas visibles sont justes et aucun cas caché ne l'est : votre code "
        "dépend-il d'une valeur ou d'une taille que seuls les cas visibles ont ?",
    },
    # One part of the result.
    "relation-transposed": {
        "en": "the values are right, but transposed: rows stand where columns should.",
        "fr": "les valeurs sont justes, mais transposées : les lignes sont à la place des "
        "colonnes.",
    },
    "relation-squeezed-axis": {
        "en": "the values are right, but an axis of length 1 is lost: the result is to keep its "
        "dimensions.",
        "fr": "les valeurs sont justes, mais un axe de longueur 1 est perdu : le résultat doit "
        "garder ses dimensions.",
    },
    "relation-kept-axis": {
        "en": "the values are right, but there is an axis of length 1 too many.",
        "fr": "les valeurs sont justes, mais il y a un axe de longueur 1 de trop.",
    },
    "relation-reshaped": {
        "en": "the values are right, but under another shape.",
        "fr": "les valeurs sont justes, mais sous une autre forme.",
    },
    "relation-reversed": {
        "en": "the values are right, but in reverse order along axis {axis}.",
        "fr": "les valeurs sont justes, mais en ordre inverse le long de l'axe {axis}.",
    },
    "relation-reordered": {
        "en": "the values are right, but in another order along axis {axis}.",
        "fr": "les valeurs sont justes, mais dans un autre ordre le long de l'axe {axis}.",
    },
    "relation-sign": {
        "en": "every value has the wrong sign.",
        "fr": "toutes les valeurs ont le mauvais signe.",
    },
    "relation-factor": {
        "en": "every value is {factor} times the right one, in every case.",
        "fr": "chaque valeur vaut {factor} fois la bonne, dans tous les cas.",
    },
    "relation-quantity-factor": {
        "en": "every value is {factor} times the right one: that factor is one too many, or a "
        "division by it is missing.",
        "fr": "chaque valeur vaut {factor} fois la bonne : ce facteur est de trop, ou il manque "
        "une division.",
    },
    "relation-inverse-factor": {
        "en": "every value is {factor} times the right one: a division by {quantity} is one too "
        "many, or that factor is missing.",
        "fr": "chaque valeur vaut {factor} fois la bonne : une division par {quantity} est de "
        "trop, ou ce facteur manque.",
    },
    "relation-negative-factor": {
        "en": "every value has the wrong sign, and is {factor} times the right one in size.",
        "fr": "chaque valeur a le mauvais signe, et vaut en taille {factor} fois la bonne.",
    },
    "relation-offset": {
        "en": "every value is off by the same number, {offset}, in every case.",
        "fr": "chaque valeur est décalée du même nombre, {offset}, dans tous les cas.",
    },
    "relation-term-missing": {
        "en": "what lacks is exactly `{argument}`: it is never added, or it is subtracted once "
        "too often.",
        "fr": "ce qui manque est exactement `{argument}` : il n'est jamais ajouté, ou il est "
        "retranché une fois de trop.",
    },
    "relation-term-extra": {
        "en": "what is too much is exactly `{argument}`: it is added once too often, or it is "
        "never subtracted.",
        "fr": "ce qui est de trop est exactement `{argument}` : il est ajouté une fois de trop, "
        "ou il n'est jamais retranché.",
    },
    "relation-term-sign": {
        "en": "`{argument}` comes in with the wrong sign.",
        "fr": "`{argument}` intervient avec le mauvais signe.",
    },
    "relation-product-missing": {
        "en": "every value lacks a factor, the entry of `{argument}` at its place.",
        "fr": "à chaque valeur, il manque un facteur : le coefficient de `{argument}` à la même "
        "place.",
    },
    "relation-product-extra": {
        "en": "every value is multiplied once too often by the entry of `{argument}` at its place.",
        "fr": "chaque valeur est multipliée une fois de trop par le coefficient de `{argument}` à "
        "la même place.",
    },
    "relation-absolute": {
        "en": "the sizes are right, but the signs are lost: you give the absolute values.",
        "fr": "les tailles sont justes, mais les signes sont perdus : vous donnez les valeurs "
        "absolues.",
    },
    "relation-complement": {
        "en": "every value is 1 minus the right one.",
        "fr": "chaque valeur vaut 1 moins la bonne.",
    },
    "relation-inverse": {
        "en": "every value is 1 divided by the right one.",
        "fr": "chaque valeur vaut 1 divisé par la bonne.",
    },
    "relation-squared": {
        "en": "every value is the square of the right one: is a square root missing?",
        "fr": "chaque valeur est le carré de la bonne : une racine carrée manque-t-elle ?",
    },
    "relation-root": {
        "en": "every value is the square root of the right one: is a square missing?",
        "fr": "chaque valeur est la racine carrée de la bonne : un carré manque-t-il ?",
    },
    "relation-exponential": {
        "en": "every value is the exponential of the right one: is a logarithm missing?",
        "fr": "chaque valeur est l'exponentielle de la bonne : un logarithme manque-t-il ?",
    },
    "relation-logarithm": {
        "en": "every value is the logarithm of the right one: is an exponential missing?",
        "fr": "chaque valeur est le logarithme de la bonne : une exponentielle manque-t-elle ?",
    },
    "relation-reduced-too-far": {
        "en": "you took the {reduction} over an axis that the result is to keep.",
        "fr": "vous avez pris {reduction} le long d'un axe que le résultat doit garder.",
    },
    "relation-not-reduced": {
        "en": "the {reduction} over an axis has not been taken: the result has an entry for "
        "each of its values.",
        "fr": "{reduction} le long d'un axe n'a pas été prise : le résultat a une entrée pour "
        "chacune de ses valeurs.",
    },
    "reduction-sum": {"en": "sum", "fr": "la somme"},
    "reduction-mean": {"en": "mean", "fr": "la moyenne"},
    "reduction-max": {"en": "maximum", "fr": "la valeur maximale"},
    "relation-wrong-axis": {
        "en": "you went along another axis than the one asked for.",
        "fr": "vous avez parcouru un autre axe que celui qui est demandé.",
    },
    "relation-normalised-wrongly": {
        "en": "your result sums to 1 along axis {axis}; along axis {right} it should.",
        "fr": "votre résultat a pour somme 1 le long de l'axe {axis} ; ce devrait être le long de "
        "l'axe {right}.",
    },
    "relation-normalised-as-a-whole": {
        "en": "your whole result sums to 1; along axis {right}, each sum should be 1.",
        "fr": "votre résultat entier a pour somme 1 ; c'est le long de l'axe {right} que chaque "
        "somme devrait valoir 1.",
    },
    "relation-returns-argument": {
        "en": "you give `{argument}` back as it came.",
        "fr": "vous rendez `{argument}` tel quel.",
    },
    "relation-truncated": {
        "en": "the values are right, but cut down to whole numbers: is something computed or "
        "stored with integers?",
        "fr": "les valeurs sont justes, mais coupées à l'entier : quelque chose est-il calculé ou "
        "rangé avec des entiers ?",
    },
    "relation-rounded-to-integers": {
        "en": "the values are right, but rounded to whole numbers.",
        "fr": "les valeurs sont justes, mais arrondies à l'entier.",
    },
    "relation-rounded": {
        "en": "the values are right, but rounded to {digits} decimals.",
        "fr": "les valeurs sont justes, mais arrondies à {digits} décimales.",
    },
    "relation-float32": {
        "en": "the values are right to single precision only: something is computed or stored in "
        "float32, where float64 is expected.",
        "fr": "les valeurs ne sont justes qu'en simple précision : quelque chose est calculé ou "
        "rangé en float32, alors qu'on attend float64.",
    },
    "relation-last-missing": {
        "en": "all entries are right, but the last one is missing.",
        "fr": "toutes les entrées sont justes, mais la dernière manque.",
    },
    "relation-first-missing": {
        "en": "all entries are right, but the first one is missing.",
        "fr": "toutes les entrées sont justes, mais la première manque.",
    },
    "relation-one-too-many": {
        "en": "all that is asked for is there, with one entry too many, at an end.",
        "fr": "tout ce qui est demandé est là, avec une entrée de trop, à un bout.",
    },
    "relation-first-step-only": {
        "en": "the first entry is right, and none after it: what is carried from one step to the "
        "next?",
        "fr": "la première entrée est juste, et aucune des suivantes : que transmet une étape à "
        "la suivante ?",
    },
    # What an example gives, where that is no value.
    "raises": {"en": "{type} is raised", "fr": "{type} est levée"},
    "changes": {
        "en": "the same, but {names} is changed in place",
        "fr": "la même chose, mais {names} est modifié sur place",
    },
    # Why a call gave no value: what the exception speaks of.
    "because-matmul": {
        "en": "Two matrices are multiplied whose sizes do not fit: the columns of the first must "
        "be as many as the rows of the second.",
        "fr": "Deux matrices de tailles incompatibles sont multipliées : la première doit avoir "
        "autant de colonnes que la seconde a de lignes.",
    },
    "because-broadcast": {
        "en": "Two arrays are combined entry by entry whose shapes do not fit.",
        "fr": "Deux tableaux de formes incompatibles sont combinés terme à terme.",
    },
    "because-none": {
        "en": "Something there is None: did a function that you call forget its `return`?",
        "fr": "Quelque chose y vaut None : une fonction que vous appelez a-t-elle oublié son "
        "`return` ?",
    },
    "because-undefined": {
        "en": "A name there is not defined: a spelling, or a variable of another cell?",
        "fr": "Un nom n'y est pas défini : une faute de frappe, ou une variable d'une autre "
        "cellule ?",
    },
    "because-unbound": {
        "en": "A variable there is used before it has a value on every path through the function.",
        "fr": "Une variable y est utilisée avant d'avoir une valeur sur tous les chemins de la "
        "fonction.",
    },
    "because-index": {
        "en": "An index there goes beyond the end: Python counts from 0 to the length minus 1.",
        "fr": "Un indice y dépasse la fin : Python compte de 0 à la longueur moins 1.",
    },
    "because-truth": {
        "en": "A whole array is used as a condition: say for which of its entries it is to hold.",
        "fr": "Un tableau entier sert de condition : dites pour lesquels de ses éléments elle doit "
        "valoir.",
    },
    "because-arguments": {
        "en": "The number of arguments does not fit: compare the definition with the call.",
        "fr": "Le nombre d'arguments ne convient pas : comparez la définition et l'appel.",
    },
    "because-recursion": {
        "en": "The function calls itself without end.",
        "fr": "La fonction s'appelle elle-même sans fin.",
    },
    "because-read-only": {
        "en": "An array there is written into that must stay as it is.",
        "fr": "On y écrit dans un tableau qui doit rester tel quel.",
    },
    "forgot-return": {
        "en": "The result is None: is the `return` missing?",
        "fr": "Le résultat est None : le `return` manque-t-il ?",
    },
}
