"""LaTeX as MathML, which browsers draw without a script."""

from __future__ import annotations

import html
from functools import lru_cache
from xml.etree import ElementTree

from latex2mathml.converter import convert_to_element
from markupsafe import escape

LONGEST_FORMULA = 4_000


@lru_cache(maxsize=2048)
def mathml(latex: str, *, display: bool) -> str:
    """Return `latex` as a `<math>` element, or its source in `<code>` if it cannot be read.

    The result is well formed and still the student's: it has to pass through `clean_html`.
    """
    if len(latex) <= LONGEST_FORMULA:
        try:
            return _converted(latex, "block" if display else "inline")
        # The converter fails in many ways on what is not LaTeX: IndexError, RecursionError, …
        except Exception:
            pass
    return f"<code>{escape(latex)}</code>"


def _converted(latex: str, display: str) -> str:
    # Numbers would start again at (1) in every formula.
    for environment in ("align", "equation", "gather"):
        latex = latex.replace(f"{{{environment}}}", f"{{{environment}*}}")
    element = convert_to_element(latex, display=display)
    for node in element.iter():
        # The converter writes references as text and escapes nothing; ElementTree escapes all.
        if node.text:
            node.text = html.unescape(node.text)
    return ElementTree.tostring(element, encoding="unicode")
