"""Markdown as HTML: the course's prose and whatever a student wrote between it."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import OptionsDict
from markupsafe import Markup
from mdit_py_plugins.amsmath import amsmath_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin

from autograder.reports.clean import clean_html
from autograder.reports.formulas import mathml
from autograder.reports.images import data_uri
from autograder.reports.listing import highlighted

LONGEST_PROSE = 20_000
"""Of one cell, its pictures not counted."""

_EMBEDDED = re.compile(r"data:(image/(?:png|jpeg|gif));base64,([A-Za-z0-9+/=]+)")


def prose(source: str, pictures: Mapping[str, str] | None = None) -> Markup | None:
    """Return the Markdown `source` as clean HTML, None if it is too large to be laid out.

    `pictures` are the cell's attachments, from their names to `data:` addresses.
    """
    pictures = dict(pictures or {})

    def set_apart(match: re.Match[str]) -> str:
        name = f"embedded-{len(pictures)}"
        pictures[name] = data_uri(match[1], match[2]) or ""
        return f"attachment:{name}"

    source = _EMBEDDED.sub(set_apart, source)
    if len(source) > LONGEST_PROSE:
        return None
    # Pictures are large, and seldom the same: only prose without any is worth remembering.
    return _rendered(source, pictures) if pictures else _remembered(source)


@lru_cache(maxsize=512)
def _remembered(source: str) -> Markup | None:
    return _rendered(source, {})


def _rendered(source: str, pictures: Mapping[str, str]) -> Markup | None:
    return clean_html(_markdown().render(source, {"pictures": pictures}))


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": True, "highlight": _fence})
    markdown.enable(["table", "strikethrough"])
    # Labels and blank lines inside a formula cost time by the square of the cell's length.
    dollarmath_plugin(
        markdown,
        allow_labels=False,
        allow_blank_lines=False,
        double_inline=True,
        renderer=lambda latex, options: mathml(latex, display=bool(options["display_mode"])),
    )
    amsmath_plugin(markdown, renderer=lambda latex: mathml(latex, display=True))
    markdown.add_render_rule("image", _image)
    for cell in ("th_open", "td_open"):
        markdown.add_render_rule(cell, _aligned)
    return markdown


def _fence(source: str, language: str, _attributes: str) -> str:
    # A plain string: joined to `Markup`, what stands around it would be escaped.
    return str(highlighted(source)) if language in ("python", "py", "python3", "ipython3") else ""


def _aligned(
    self: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: MutableMapping[str, Any],
) -> str:
    """Say how a table's cell is aligned without a style attribute, which no page allows."""
    side = str(tokens[index].attrs.pop("style", "")).removeprefix("text-align:")
    if side:
        tokens[index].attrs["align"] = side
    return self.renderToken(tokens, index, options, env)


def _image(
    self: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: OptionsDict,
    env: MutableMapping[str, Any],
) -> str:
    address = str(tokens[index].attrs.get("src", ""))
    if address.startswith("attachment:"):
        name = unquote(address.removeprefix("attachment:"))
        tokens[index].attrs["src"] = env["pictures"].get(name, "")
    return self.image(tokens, index, options, env)
