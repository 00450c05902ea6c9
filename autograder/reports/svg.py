"""Figures as SVG that stands in the page itself, within what the page's policy allows.

matplotlib is imported when a figure is drawn, or by `warm`, and not before: it costs half a second.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from markupsafe import Markup

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_STYLE: dict[Any, Any] = {
    "svg.hashsalt": "chainrule",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#8a8f94",
    "hatch.linewidth": 0.6,
    "text.parse_math": False,
}


def warm() -> None:
    """Import all that drawing takes, for processes that are forked from this one."""
    with figure_of(1, 1, Margins(0.1, 0.1)) as (figure, axes):
        axes.plot([0, 1], label="line")
        axes.legend()
        inline(figure, "warm", "warm")


@dataclass(frozen=True)
class Margins:
    """The room around the axes, in inches: for their labels, whose sizes are known beforehand.

    To have them measured takes as long as the drawing itself.
    """

    left: float
    bottom: float
    top: float = 0.1
    right: float = 0.15


@contextmanager
def figure_of(width: float, height: float, margins: Margins) -> Iterator[tuple[Figure, Axes]]:
    """Yield an empty figure, drawn in our style whatever the user's own settings are.

    The sizes are inches of 72 points, as the text's is.
    """
    import matplotlib
    from matplotlib.figure import Figure

    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_STYLE)
        figure = Figure(figsize=(width, height))
        figure.subplots_adjust(
            left=margins.left / width,
            right=1 - margins.right / width,
            bottom=margins.bottom / height,
            top=1 - margins.top / height,
        )
        yield figure, figure.subplots()


def inline(figure: Figure, title: str, name: str) -> Markup:
    """Return the figure as an `<svg>` element with a title, its ids its own on the page."""
    drawn = io.StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    with warnings.catch_warnings():
        # The reader's browser has the letters that the font measured with here may lack.
        warnings.filterwarnings("ignore", message="Glyph ")
        figure.savefig(drawn, format="svg", metadata=nothing, transparent=True)
    svg = ElementTree.fromstring(drawn.getvalue())
    for parent in svg.iter():
        for child in list(parent):
            if child.tag.rpartition("}")[2] in ("metadata", "style"):
                parent.remove(child)
    for element in svg.iter():
        element.tag = element.tag.rpartition("}")[2]
        attributes = {key.rpartition("}")[2]: value for key, value in element.attrib.items()}
        # The page's policy allows no style attribute; SVG says the same in attributes of its own.
        attributes |= _declarations(attributes.pop("style", ""))
        element.attrib = {key: _own(key, value, name) for key, value in attributes.items()}
    svg.attrib = {"viewBox": svg.attrib["viewBox"], "role": "img", "aria-labelledby": f"{name}-alt"}
    heading = ElementTree.Element("title", {"id": f"{name}-alt"})
    heading.text = title
    svg.insert(0, heading)
    return Markup(ElementTree.tostring(svg, encoding="unicode"))


def _declarations(style: str) -> dict[str, str]:
    pairs = (declaration.partition(":") for declaration in style.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if value}


def _own(attribute: str, value: str, name: str) -> str:
    if attribute == "id":
        return f"{name}-{value}"
    if attribute == "href" and value.startswith("#"):
        return f"#{name}-{value[1:]}"
    return value.replace("url(#", f"url(#{name}-")
