"""Questions to choose, match, order, judge and correct in, made of what an author lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from autograder.spec import sheets
from autograder.spec.forms import Form
from autograder.spec.options import Claim, Confusion, Line, Option
from autograder.spec.parts import Case, Draw, Mistake, SpecError, Text
from autograder.spec.question import Question
from autograder.spec.sheets import LETTERS, Sheet, released_order

MOST = 12
"""Nobody reads a longer list."""

SAID = ("ok", "a", "b", "c")
"""What may be said of a line: that it is right, or what should stand there."""

Wrong = tuple[str, Any, Text]
"""A known mistake: its name, what it takes for right, and what is said of it."""


def a_choice(name: str, right: Text, wrong: Sequence[Option], numbers: Draw | None) -> Question:
    """Return a question of which one option is right."""
    texts = [right, *(option.says for option in wrong)]
    order = _order(name, "options", texts)
    mistakes = ((each.name, order.index(n), each.why) for n, each in enumerate(wrong, start=1))
    sheet = Sheet({"options": _listed(order, texts)}, sheets.chosen, order.index(0), numbers)
    return _question(name, sheet, Form.one(LETTERS[: len(texts)]), mistakes)


def several(
    name: str, right: Sequence[Option], wrong: Sequence[Option], numbers: Draw | None
) -> Question:
    """Return a question of which several options are right."""
    options = [*right, *wrong]
    order = _order(name, "options", [option.says for option in options])
    answer = sorted(order.index(place) for place in range(len(right)))
    if len(answer) < 2:
        raise SpecError(f"question {name!r}: one right option makes a choice; give two or more")

    def mistakes() -> Iterator[Wrong]:
        for place, option in enumerate(options):
            yield option.name, sorted({*answer} ^ {order.index(place)}), option.why

    lists = {"options": _listed(order, [option.says for option in options])}
    sheet = Sheet(lists, sheets.taken, answer, numbers)
    return _question(name, sheet, Form.some(LETTERS[: len(options)]), mistakes())


def a_match(
    name: str,
    items: Mapping[str, tuple[str, Text]],
    groups: Mapping[str, Text],
    wrong: Sequence[Confusion],
) -> Question:
    """Return a question in which each item belongs to a group."""
    own = {key: group for key, (group, _) in items.items()}
    if stray := [key for key, group in own.items() if group not in groups]:
        raise SpecError(f"question {name!r}: {own[stray[0]]!r} of {stray[0]!r} is no group")
    keys, names = list(items), list(groups)
    texts = [text for _, text in items.values()]
    one = _order(name, "items", texts)
    two = _order(name, "groups", list(groups.values()))

    def placed(pairs: Mapping[str, str]) -> list[int]:
        return [two.index(names.index(pairs[keys[place]])) for place in one]

    def mistakes() -> Iterator[Wrong]:
        for each in wrong:
            instead = each.instead if isinstance(each.instead, Mapping) else {}
            known = all(key in own and group in groups for key, group in instead.items())
            if not known or {**own, **instead} == own:
                raise SpecError(
                    f"question {name!r}: {each.name!r} must say which items go to which other group"
                )
            yield each.name, placed({**own, **instead}), each.why

    lists = {"items": _listed(one, texts), "groups": _listed(two, list(groups.values()))}
    number = Form.one(range(1, len(groups) + 1))
    form = Form.fields(dict.fromkeys(LETTERS[: len(items)], number))
    return _question(name, Sheet(lists, sheets.matched, placed(own)), form, mistakes())


def an_order(name: str, steps: Mapping[str, Text], wrong: Sequence[Confusion]) -> Question:
    """Return a question of which the steps are to be put in order."""
    keys, texts = list(steps), list(steps.values())
    order = _order(name, "steps", texts)

    def placed(names: Iterable[str]) -> list[int]:
        return [order.index(keys.index(key)) for key in names]

    def mistakes() -> Iterator[Wrong]:
        for each in wrong:
            instead = list(each.instead)
            if sorted(instead) != sorted(keys) or instead == keys:
                raise SpecError(
                    f"question {name!r}: {each.name!r} must have all the steps in another order"
                )
            yield each.name, placed(instead), each.why

    sheet = Sheet({"steps": _listed(order, texts)}, sheets.arranged, placed(keys))
    return _question(name, sheet, Form.arranged(LETTERS[: len(steps)]), mistakes())


def a_hunt(name: str, lines: Sequence[Line]) -> Question:
    """Return a question of lines as on a slide, some of which are wrong."""
    places = _order(name, "lines", [line.right for line in lines])
    released_lines = [lines[place] for place in places]
    orders, listed = [], []
    for line in released_lines:
        texts = [line.right, *(option.says for option in line.wrong)]
        if len(texts) > len(SAID):
            raise SpecError(f"question {name!r}: line {line.name!r} has too many wrong ways")
        orders.append(_order(name, f"the ways to write {line.name!r}", texts))
        listed.append([texts[place] for place in orders[-1]])
    right = [order.index(0) for order in orders]

    def mistakes() -> Iterator[Wrong]:
        for n, (line, order) in enumerate(zip(released_lines, orders, strict=True)):
            for place, option in enumerate(line.wrong, start=1):
                yield option.name, [*right[:n], order.index(place), *right[n + 1 :]], option.why

    said = Form.one(SAID[: max(map(len, orders))])
    form = Form.fields(dict.fromkeys(LETTERS[: len(lines)], said))
    return _question(name, Sheet({"lines": listed}, sheets.hunted, right), form, mistakes())


def true_or_false(name: str, claims: Sequence[Claim], wrong: Sequence[Confusion]) -> Question:
    """Return a question of claims, each of which is true or false."""
    ways = []
    for claim in claims:
        texts = [text for text, _ in claim.ways]
        if not texts:
            raise SpecError(f"question {name!r}: claim {claim.name!r} says nothing")
        ways.append([claim.ways[place] for place in released_order(texts)])
    _distinct(name, "claims", [text for each in ways for text, _ in each])
    order = _order(name, "claims", [each[0][0] for each in ways])
    ways = [ways[place] for place in order]
    names = [claims[place].name for place in order]

    def misjudged(those: Sequence[str]) -> list[list[bool]]:
        pairs = zip(names, ways, strict=True)
        return [[truth != (key in those) for _, truth in each] for key, each in pairs]

    def mistakes() -> Iterator[Wrong]:
        for claim in claims:
            yield claim.name, misjudged([claim.name]), claim.why
        for each in wrong:
            those = names if each.instead == "all" else list(each.instead)
            if len(those) < 2 or not set(those) <= set(names):
                raise SpecError(
                    f"question {name!r}: {each.name!r} must name the claims that are misjudged "
                    "together"
                )
            yield each.name, misjudged(those), each.why

    lists = {"claims": [[text for text, _ in each] for each in ways]}
    form = Form.fields(dict.fromkeys(LETTERS[: len(claims)], Form.one([True, False])))
    return _question(name, Sheet(lists, sheets.judged, misjudged([])), form, mistakes())


def _order(name: str, what: str, texts: Sequence[Text]) -> list[int]:
    """Return the order in which texts are released."""
    if not 2 <= len(texts) <= MOST:
        raise SpecError(f"question {name!r}: {len(texts)} {what}; there must be 2 to {MOST}")
    _distinct(name, what, texts)
    return released_order(texts)


def _distinct(name: str, what: str, texts: Sequence[Text]) -> None:
    for text in texts:
        if texts.count(text) > 1:
            raise SpecError(f"question {name!r}: two of {what} read the same: {dict(text)}")


def _listed(order: Sequence[int], texts: Sequence[Text]) -> list[list[Text]]:
    return [[texts[place]] for place in order]


def _question(name: str, sheet: Sheet, form: Form, mistakes: Iterable[Wrong]) -> Question:
    """Return the question, without what its author says of it."""
    question = Question(name, sheet.answer(sheet.right), 0.0, "answer", drawn_per="student")
    question.solution.__name__ = name
    question.form, question.sheet = form, sheet
    question.cases.append(Case("your variant", sheet.draw, {"fr": "votre variante"}))
    for mistake, right, why in mistakes:
        if any(mistake == other.name for other in question.mistakes):
            raise SpecError(f"question {name!r}: two wrong answers are named {mistake!r}")
        question.mistakes.append(Mistake(mistake, sheet.answer(right), why))
    return question
