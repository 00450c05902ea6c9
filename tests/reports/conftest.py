"""What the tests of the pages share: small verdicts, and a page taken apart."""

import base64
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest

from autograder.judge.verdict import (
    CaseVerdict,
    QuestionStatus,
    QuestionVerdict,
    SubmissionStatus,
    SubmissionVerdict,
)
from autograder.reports import Feedback, feedback_html

OURS = {"html", "head", "meta", "title", "style", "body", "main", "header", "section", "article"}
DRAWN = {"svg", "symbol", "use", "path", "circle", "rect", "g", "defs", "text", "pattern"}
DRAWN |= {"clippath", "bdi"}
NEVER = ("srcdoc", "formaction", "ping", "background", "style")
TEXT = "p br hr div span blockquote pre code kbd samp var b strong i em u s del ins mark small sub"
MORE = "sup q cite abbr dfn ul ol li dl dt dd h1 h2 h3 h4 h5 h6 details summary a img"
TABLE = "table caption colgroup col thead tbody tfoot tr th td"
MATH = (
    "math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom msub msup "
    "msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd menclose"
)
KNOWN = OURS | DRAWN | set(f"{TEXT} {MORE} {TABLE} {MATH}".split())


@dataclass
class Page(HTMLParser):
    """A page, its elements in order and its text."""

    html: str
    elements: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    styling: bool = False

    def __post_init__(self):
        super().__init__()
        self.feed(self.html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.styling = tag == "style"
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag):
        self.styling = self.styling and tag != "style"

    def handle_data(self, data):
        if not self.styling:
            self.pieces.append(data)

    @property
    def text(self):
        """The words of the page, its style left out."""
        return "".join(self.pieces)

    def all(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    def values(self, attribute):
        return [found[attribute] for _, found in self.elements if attribute in found]

    def faults(self):
        """Return what a page of ours must never hold, in words."""
        found = [f"<{tag}>" for tag, _ in self.elements if tag not in KNOWN]
        found += [
            f"{tag} {name}"
            for tag, attributes in self.elements
            for name in attributes
            if name.startswith("on") or name in NEVER
        ]
        found += [f"href {value}" for value in self.values("href") if not _allowed(value)]
        found += [
            f"src {value[:40]}"
            for value in self.values("src")
            if not value.startswith("data:image/")
        ]
        found += [f"id {name}" for name, n in Counter(self.values("id")).items() if n > 1]
        if len(self.all("style")) != 1:
            found.append("more than one <style>")
        return found


def _allowed(address):
    parts = urlsplit(address)
    return (
        address.startswith("#") or parts.scheme in ("http", "https", "mailto") or not parts.scheme
    )


@pytest.fixture
def take_apart():
    """Return the function that takes a page apart."""
    return Page


@pytest.fixture
def png():
    """Return the smallest PNG, in base64."""
    header = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06"
    return base64.b64encode(header).decode()


@pytest.fixture
def question():
    """Return the function that makes a question's verdict."""

    def make(name="softmax", status="correct", *, points=2.0, score=None, **facts):
        earned = {"correct": points, "partial": points / 2}.get(status, 0.0)
        return QuestionVerdict(
            name, points, earned if score is None else score, QuestionStatus(status), **facts
        )

    return make


@pytest.fixture
def verdict(question):
    """Return the function that makes a submission's verdict."""

    def make(student="ada", questions=None, **facts):
        case = CaseVerdict("one instance", visible=True, passed=True)
        judged = (question(cases=(case,)),) if questions is None else tuple(questions)
        facts = {
            "status": SubmissionStatus.GRADED,
            "score": sum(q.score for q in judged),
            "max_score": sum(q.points for q in judged),
            "seconds": 1.0,
        } | facts
        return SubmissionVerdict(student=student, questions=judged, **facts)

    return make


@pytest.fixture
def feedback(verdict):
    """Return the function that makes the facts of a student's page."""

    def make(**facts):
        usual = {
            "course": "Deep Learning",
            "assignment": "backprop",
            "assignment_title": "Backpropagation",
            "language": "en",
            "verdict": verdict(),
        }
        return Feedback(**(usual | facts))

    return make


@pytest.fixture
def page(feedback):
    """Return the function that makes a student's page of some cells, and takes it apart."""

    def make(*cells, **facts):
        return Page(feedback_html(feedback(executed={"cells": list(cells)}, **facts)))

    return make


@pytest.fixture
def code():
    """Return the function that makes a code cell."""

    def make(source="", *outputs, **fields):
        return {"cell_type": "code", "source": source, "outputs": list(outputs), **fields}

    return make


@pytest.fixture
def markdown():
    """Return the function that makes a Markdown cell."""

    def make(source, **fields):
        return {"cell_type": "markdown", "source": source, **fields}

    return make


@pytest.fixture
def display():
    """Return the function that makes a displayed output."""

    def make(data, metadata=None):
        return {"output_type": "display_data", "data": data, "metadata": metadata or {}}

    return make
