"""Python source as highlighted HTML."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup, escape
from pygments import highlight
from pygments.formatters.html import HtmlFormatter
from pygments.lexers.python import PythonLexer

LONGEST_CODE = 20_000


def highlighted(source: str) -> Markup:
    """Return `source` escaped, its tokens in `<span class=…>`; unmarked if it is very long."""
    return _highlighted(source) if len(source) <= LONGEST_CODE else escape(source)


@lru_cache(maxsize=512)
def _highlighted(source: str) -> Markup:
    return Markup(highlight(source, *_tools()))


@lru_cache(maxsize=1)
def _tools() -> tuple[PythonLexer, HtmlFormatter[str]]:
    return PythonLexer(stripnl=False, ensurenl=False), HtmlFormatter(nowrap=True)
