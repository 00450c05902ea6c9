"""The templates, and the few things they need beside the facts."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from autograder.judge.verdict import QuestionStatus
from autograder.reports.policy import page_policy, style
from autograder.reports.texts import Voice

_TEMPLATES = Path(__file__).parent / "templates"
_LONGEST_MESSAGE = 6_000

# Each tone has its own icon and word beside its colour.
_TONES = {
    QuestionStatus.CORRECT: "good",
    QuestionStatus.PARTIAL: "part",
    QuestionStatus.CONVENTION: "part",
    QuestionStatus.WRONG: "bad",
    QuestionStatus.CRASHED: "crash",
    QuestionStatus.TIMED_OUT: "late",
    QuestionStatus.ENVIRONMENT: "setup",
    QuestionStatus.NOT_ATTEMPTED: "none",
    QuestionStatus.MISSING: "none",
    QuestionStatus.NOT_RUN: "waits",
}


def render(template: str, say: Voice, **facts: object) -> str:
    """Return the page; it can be encoded whatever a student wrote."""
    page = _environment().get_template(template).render(say=say, **facts)
    return page.encode("utf-8", "replace").decode("utf-8")


def with_code(message: str) -> Markup:
    """Return the message escaped, with what stands between backticks as code."""
    pieces = message.split("`")
    if len(pieces) % 2 == 0:
        return escape(message)
    return Markup("").join(
        Markup("<code>{}</code>").format(piece) if index % 2 else escape(piece)
        for index, piece in enumerate(pieces)
    )


def tone(status: QuestionStatus) -> str:
    """Return the class of the status's icon and colour."""
    return _TONES.get(status, "none")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {"tone": tone, "message": _message, "path": quote}
    environment.globals |= {"policy": Markup(page_policy()), "style": Markup(style())}
    return environment


def _message(message: str) -> Markup:
    cut = f"{message[:_LONGEST_MESSAGE]} …" if len(message) > _LONGEST_MESSAGE else message
    return with_code(cut)
