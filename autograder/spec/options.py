"""What a student chooses from, each wrong choice beside what is said of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from autograder.spec.parts import Language, SpecError, Text


class Option:
    """Something that can be chosen, with what to tell those who are wrong about it.

    `Option("many_parameters", en=("it has many parameters", "A wide layer has them too: …"),
    fr=(…))`: in each language the option, then the hint. Of a wrong option, the hint is for those
    who choose it; of a right one among several, for those who leave it out.
    """

    def __init__(self, name: str, **told: tuple[str, str]) -> None:
        self.name = name
        for lang, pair in told.items():
            if not isinstance(pair, tuple) or len(pair) != 2:
                raise SpecError(f"option {name!r}: {lang} must be (what it says, what to tell)")
        self.says: Mapping[Language, str] = {lang: says for lang, (says, _) in told.items()}
        self.why: Mapping[Language, str] = {lang: why for lang, (_, why) in told.items()}


class Confusion:
    """A wrong way to match, to order or to judge, with what to tell those who take it.

    `Confusion("k_means_is_supervised", {"k_means": "supervised"}, en="…", fr="…")` says what
    becomes of some items of a match; of an order, all items stand in the wrong one, as a list. Of
    claims it names those that are misjudged together; `"all"` is all of them.
    """

    def __init__(self, name: str, instead: Mapping[str, str] | Sequence[str], **why: str) -> None:
        self.name = name
        self.instead = instead
        self.why: Text = why


@dataclass(frozen=True)
class Line:
    """A line of a slide, right and as a slide may have it by mistake."""

    name: str
    right: Text
    wrong: Sequence[Option]


class Claim:
    """Something to be called true or false, with what to tell those who misjudge it.

    `Claim("about_he", true="`σ² = 2 / n`", false="`σ = 2 / √n`", en="Look again at …", fr="…")`:
    each student is shown one of the two ways to put it. A claim may have one way alone, and a
    formula that reads the same in every language needs to be written once.
    """

    def __init__(
        self, name: str, *, true: Text | str = "", false: Text | str = "", **why: str
    ) -> None:
        self.name = name
        self.why: Text = why
        ways = [(true, True), (false, False)]
        self.ways: list[tuple[Text, bool]] = [
            (dict.fromkeys(why, text) if isinstance(text, str) else text, truth)
            for text, truth in ways
            if text
        ]
