"""LaTeX as MathML, which browsers draw without a script."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache
from xml.etree import ElementTree

from latex2mathml.converter import convert_to_element
from markupsafe import escape

LONGEST_FORMULA = 4_000

# What notebooks write and the converter does not read, as the nearest that it does. Formulas are
# not numbered: each would start again at (1).
_READABLE = tuple(
    (re.compile(pattern), instead)
    for pattern, instead in (
        (r"\\(begin|end)\{(?:align|aligned|alignedat|split|eqnarray)\*?\}", r"\\\1{align*}"),
        (r"\\(begin|end)\{(?:gather|gathered|multline)\*?\}", r"\\\1{matrix}"),
        (r"\\(begin|end)\{dcases\}", r"\\\1{cases}"),
        (r"\\(?:begin|end)\{equation\*?\}", ""),
        (r"\\label\{[^{}]*\}|\\(?:nonumber|notag)(?![a-zA-Z])", ""),
        (r"\\arg(?![a-zA-Z])", r"\\operatorname{arg}"),
    )
)


@lru_cache(maxsize=2048)
def mathml(latex: str, *, display: bool) -> str:
    """Return `latex` as a `<math>` element, or its source in `<code>` if it cannot be read.

    The result is well formed and still the student's: it has to pass through `clean_html`.
    """
    converted = None
    if len(latex) <= LONGEST_FORMULA:
        try:
            converted = _converted(latex, "block" if display else "inline")
        # The converter fails in many ways on what is not LaTeX: IndexError, RecursionError, …
        except Exception:
            converted = None
    return converted or f"<code>{escape(latex)}</code>"


def _converted(latex: str, display: str) -> str | None:
    for pattern, instead in _READABLE:
        latex = pattern.sub(instead, latex)
    element = convert_to_element(latex.strip(), display=display)
    for node in element.iter():
        if not node.text:
            continue
        # The converter writes references as text and escapes nothing; ElementTree escapes all.
        node.text = html.unescape(node.text)
        if node.tag == "mi" and (node.text == "&" or re.match(r"\\[a-zA-Z]", node.text)):
            return None
        node.text = _styled(node.text, node.get("mathvariant", "normal"))
    return ElementTree.tostring(element, encoding="unicode")


def _styled(letter: str, variant: str) -> str:
    """Return the letter that has the style in itself: browsers know no `mathvariant` but one."""
    if variant == "normal" or len(letter) != 1:
        return letter
    style = variant if variant == "double-struck" else variant.replace("-", " ")
    plain = re.sub(r"LATIN |GREEK |LETTER ", "", unicodedata.name(letter, ""))
    for name in (f"MATHEMATICAL {style} {plain}", f"{style} {plain}"):
        try:
            return unicodedata.lookup(name)
        except KeyError:
            continue
    return letter
