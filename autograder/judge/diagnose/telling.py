"""An explanation told to the student, in levels: what it is, where, and which idea it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from autograder import words
from autograder.conventions import Convention
from autograder.judge.compare import Path
from autograder.judge.diagnose.comparison import Relation
from autograder.judge.diagnose.explain import MOST_TOLD, Explanation
from autograder.judge.diagnose.places import collapsed, item_names, name_path, name_paths
from autograder.judge.diagnose.relations import Found
from autograder.judge.diagnosis import DiagnosisKind
from autograder.spec import Question, Text

PLAIN = ("mutated", "one-case")
"""Relations that the difference itself already tells."""


def tell_explanation(explanation: Explanation, question: Question, lang: str) -> str:
    """Return what explains an answer, as a sentence or a few; nothing where that is plain."""
    if explanation.entries:
        return _tell_entries(explanation.entries, question, lang)
    match explanation.kind:
        case DiagnosisKind.KNOWN | DiagnosisKind.CONVENTION:
            said = [_tell_name(name, question, lang) for name in explanation.names[:MOST_TOLD]]
            message = said[0]
            for other in said[1:]:
                message = words.say("or", lang, first=message, second=other)
            if explanation.paths and explanation.kind is DiagnosisKind.KNOWN:
                paths = name_paths(explanation.paths, lang, item_names(question))
                message = words.say("in-part", lang, paths=paths, message=message)
            return message
        case DiagnosisKind.PAIR:
            first, second = (_tell_name(name, question, lang) for name in explanation.names)
            return words.say("both", lang, first=first, second=second)
        case DiagnosisKind.RELATION:
            told = (_tell_found(found, question, lang) for found in explanation.found)
            return " ".join(each for each in told if each)
        case _:
            return ""


def _tell_entries(entries: Mapping[str, str], question: Question, lang: str) -> str:
    """Return what explains each wrong entry, on a line of its own."""
    told = []
    for name in dict.fromkeys(entries.values()):
        places = words.listed([key for key, other in entries.items() if other == name])
        hint = _tell_name(name, question, lang)
        told.append(words.say("at", lang, path=places, message=hint))
    return "\n".join(told)


def _tell_name(name: str, question: Question, lang: str) -> str:
    for mistake in question.mistakes:
        if mistake.name == name:
            return in_language(mistake.hint, lang)
    convention = next(each for each in question.conventions if each.key == name)
    return tell_convention(convention, lang)


def tell_convention(convention: Convention, lang: str) -> str:
    """Return that an answer is right under another convention, and what the course's is."""
    choice = convention.choice
    counts = choice is not None and choice.others != "wrong"
    message = in_language(convention.hint, lang)
    if not message:
        forms: Mapping[str, Text] = choice.forms if choice is not None else {}
        given, course = (
            in_language(forms.get(form, {}), lang) or form
            for form in (convention.form, convention.instead_of)
        )
        message = words.say("other-convention", lang, given=given, course=course)
    return words.say("convention-counts", lang, message=message) if counts else message


def _tell_found(found: Found, question: Question, lang: str) -> str:
    items = item_names(question)
    message = _tell_relation(found.relation, lang, items)
    if not message or not found.paths:
        return message[:1].upper() + message[1:]
    path = name_paths(found.paths, lang, items)
    return words.say("at", lang, path=path, message=message)


def _tell_relation(relation: Relation, lang: str, items: Sequence[str]) -> str:
    if relation.name in PLAIN:
        return ""
    facts = dict(relation.facts)
    if "index" in facts:
        facts["part"] = name_path((facts["index"],), lang, items)
    if "reduction" in facts:
        facts["reduction"] = words.say(f"reduction-{facts['reduction']}", lang)
    for key in ("factor", "offset"):
        if lang == "fr" and key in facts and "`" not in facts[key]:
            facts[key] = facts[key].replace(".", ",")
    return words.say(f"relation-{relation.name}", lang, **facts)


def tell_where(wrong: Sequence[Path], right: Sequence[Path], question: Question, lang: str) -> str:
    """Return which parts of a result are not right; nothing where it has one part."""
    if len(wrong) + len(right) < 2 or not wrong:
        return ""
    items = item_names(question)
    wrong, right = collapsed(wrong, right), collapsed(right, wrong)
    named = {"wrong": name_paths(wrong, lang, items), "right": name_paths(right, lang, items)}
    return words.say("wrong-and-right-parts" if right else "wrong-parts", lang, **named)


def tell_concept(names: Sequence[str], question: Question, lang: str) -> str:
    """Return which ideas the known mistakes among these names are about."""
    concepts = {mistake.name: mistake.concept for mistake in question.mistakes}
    told = (in_language(concepts.get(name, {}), lang) for name in names)
    return ", ".join(dict.fromkeys(each for each in told if each))


def in_language(text: Text, lang: str) -> str:
    """Return a text in `lang`, else in English, else in the language that there is."""
    return text.get(lang) or text.get("en") or next(iter(text.values()), "")
