"""What a student's HTML may keep: an explicit list, enforced by ammonia (`nh3`).

The list holds no element whose content is raw text (style, script, title, noscript, …), no
attribute that runs, loads, positions or names anything, and no address but a link's or an
embedded picture's. Nothing that passes can therefore become something else when it is read again.
"""

from __future__ import annotations

import nh3
from markupsafe import Markup
from pygments.token import STANDARD_TYPES

from autograder.reports.images import LONGEST_IMAGE, checked_uri

MOST_TAGS = 5_000
"""Of one fragment: reading deeply nested ones takes time by the square of their depth."""

_TEXT = "p br hr div span blockquote pre code kbd samp var b strong i em u s del ins mark small"
_MORE_TEXT = "sub sup q cite abbr dfn ul ol li dl dt dd h1 h2 h3 h4 h5 h6 details summary a img"
_TABLE = "table caption colgroup col thead tbody tfoot tr th td"
_MATHML = (
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msub "
    "msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd menclose"
)
_CELL = {"colspan", "rowspan", "align"}
_VARIANT = {"mathvariant"}
_ATTRIBUTES: dict[str, set[str]] = {
    "a": {"href", "title"},
    "img": {"src", "alt", "title", "width", "height"},
    "abbr": {"title"},
    "ol": {"start"},
    "details": {"open"},
    "td": _CELL,
    "th": _CELL | {"scope"},
    "math": {"display"},
    "mi": _VARIANT,
    "mn": _VARIANT,
    "mtext": _VARIANT,
    "mo": {"stretchy", "fence", "form", "separator", "largeop", "movablelimits"} | _VARIANT,
    "mstyle": {"displaystyle", "scriptlevel", "mathcolor"},
    "mfrac": {"linethickness"},
    "mspace": {"width"},
    "mover": {"accent"},
    "munder": {"accentunder"},
    "munderover": {"accent", "accentunder"},
    "mtable": {"displaystyle"},
    "mtd": {"columnalign"},
    "menclose": {"notation"},
}
_REMOVED_WITH_CONTENT = {
    *("script", "style", "title", "noscript", "iframe", "object", "template", "textarea"),
    *("select", "svg", "head"),
}
_LINKS = ("http://", "https://", "mailto:")
# The page has its own first and second headings: a student's begin at the third level.
_HEADING_LEVELS = {f"h{n}": {"aria-level": str(min(n + 2, 6))} for n in range(1, 7)}


def clean_html(html: str) -> Markup | None:
    """Return what is allowed of `html`, None if it is too large to be looked through."""
    if html.count("<") > MOST_TAGS or len(html) > LONGEST_IMAGE:
        return None
    return Markup(_CLEANER.clean(html))


def _kept(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if value.lower().startswith(_LINKS) else None
    if attribute == "src":
        return checked_uri(value)
    return value


_CLEANER = nh3.Cleaner(
    tags=set(f"{_TEXT} {_MORE_TEXT} {_TABLE} {_MATHML}".split()),
    clean_content_tags=_REMOVED_WITH_CONTENT,
    attributes=_ATTRIBUTES,
    attribute_filter=_kept,
    link_rel="noopener noreferrer",
    url_schemes={"http", "https", "mailto", "data"},
    url_relative="deny",
    allowed_classes={"span": {name for name in STANDARD_TYPES.values() if name}},
    set_tag_attribute_values=_HEADING_LEVELS,
)
