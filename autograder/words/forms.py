"""What an answer must look like, told to a student: in the notebook, and of one that does not."""

from __future__ import annotations

from autograder.spec import Form

WORDS: dict[str, dict[str, str]] = {
    "form": {"en": "The answer must be {form}.", "fr": "La réponse doit être {form}."},
    "form-one": {"en": "one of {values}", "fr": "une valeur parmi {values}"},
    "form-truth": {"en": "True or False", "fr": "True ou False"},
    "form-some": {
        "en": "some of {values}, such as {example}",
        "fr": "plusieurs valeurs parmi {values}, comme {example}",
    },
    "form-arranged": {
        "en": "{values} in order, each once, such as {example}",
        "fr": "{values} dans l'ordre, une fois chacun, comme {example}",
    },
    "form-number": {"en": "a number", "fr": "un nombre"},
    "form-whole": {"en": "a whole number", "fr": "un nombre entier"},
    "form-numbers": {"en": "a row of {count} numbers", "fr": "une suite de {count} nombres"},
    "form-wholes": {
        "en": "a row of {count} whole numbers",
        "fr": "une suite de {count} nombres entiers",
    },
    "form-fields": {
        "en": "a dictionary with the keys {keys}, and for each {form}",
        "fr": "un dictionnaire dont les clés sont {keys}, avec pour chacune {form}",
    },
    "form-each": {"en": "for each, {form}", "fr": "pour chacune, {form}"},
    "form-field": {"en": "{key} ({form})", "fr": "{key} ({form})"},
    "form-mixed": {
        "en": "a dictionary with the keys {keys}",
        "fr": "un dictionnaire dont les clés sont {keys}",
    },
    "form-last": {"en": "{first} and {last}", "fr": "{first} et {last}"},
    # Below what is listed, and beside the variable that is to be set.
    "sheet-one": {
        "en": "Put its letter in `{name}`.",
        "fr": "Mettez sa lettre dans `{name}`.",
    },
    "sheet-some": {
        "en": "Put the letters in `{name}`, written together.",
        "fr": "Mettez les lettres dans `{name}`, à la suite.",
    },
    "sheet-arranged": {
        "en": "Put the letters in `{name}`, written together, in the right order.",
        "fr": "Mettez les lettres dans `{name}`, à la suite, dans le bon ordre.",
    },
    "sheet-matched": {
        "en": "In `{name}`, give each letter its number.",
        "fr": "Dans `{name}`, donnez à chaque lettre son numéro.",
    },
    "sheet-judged": {
        "en": "In `{name}`, give each letter `True` or `False`.",
        "fr": "Dans `{name}`, donnez à chaque lettre `True` ou `False`.",
    },
    "sheet-hunted": {
        "en": "In `{name}`, give each letter `ok` where the line is right as it stands, and where "
        "it is wrong the small letter of what should stand there.",
        "fr": "Dans `{name}`, donnez à chaque lettre `ok` si la ligne est juste telle quelle, et "
        "sinon la petite lettre de ce qu'il faudrait y lire.",
    },
}


def tell_form(form: Form, lang: str) -> str:
    """Return what an answer of this form looks like, as a sentence."""
    return _say("form", lang, form=name_form(form, lang))


def name_form(form: Form, lang: str) -> str:
    """Return what an answer of this form is, without a verb."""
    match form.kind:
        case "fields":
            return _name_fields(form.facts[0], lang)
        case "one" if form.facts[0] in ([True, False], [False, True]):
            return _say("form-truth", lang)
        case "number":
            return _say("form-whole" if form.facts[0] else "form-number", lang)
        case "numbers":
            count, whole = form.facts
            return _say("form-wholes" if whole else "form-numbers", lang, count=count)
    values = [_code(value) for value in form.facts[0]]
    if form.kind == "one":
        return _say("form-one", lang, values=", ".join(values))
    few = form.facts[0][:2] if form.kind == "some" else form.facts[0][::-1]
    example = "".join(few) if all(len(value) == 1 for value in few) else list(few)
    return _say(f"form-{form.kind}", lang, values=", ".join(values), example=_code(example))


def name_blank(form: Form, lang: str) -> str:
    """Return what is to be filled in, where the keys of a dictionary are there already."""
    fields = list(form.facts[0].values()) if form.kind == "fields" else []
    if fields and all(field == fields[0] for field in fields):
        return _say("form-each", lang, form=name_form(fields[0], lang))
    return name_form(form, lang)


def _name_fields(fields: dict[str, Form], lang: str) -> str:
    first, *others = fields.values()
    if all(other == first for other in others):
        keys = ", ".join(_code(key) for key in fields)
        return _say("form-fields", lang, keys=keys, form=name_form(first, lang))
    named = [
        _say("form-field", lang, key=_code(key), form=name_form(form, lang))
        for key, form in fields.items()
    ]
    keys = _say("form-last", lang, first=", ".join(named[:-1]), last=named[-1])
    return _say("form-mixed", lang, keys=keys)


def _code(value: object) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


def _say(key: str, lang: str, /, **facts: object) -> str:
    texts = WORDS[key]
    return texts.get(lang, texts["en"]).format(**facts)
