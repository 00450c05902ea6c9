"""How a result differs from what is expected."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
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
}
