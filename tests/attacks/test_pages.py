"""What people open: no script of a student is alive on a page of ours, and nothing calls home.

The same notebooks on a page that is put together from what the cells gave, as it comes, are the
positive control. Whether a browser runs anything is tried elsewhere; here it is what the page says.
"""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from .grader import Back, OurGrader

ALIVE = ("script", "iframe", "object", "embed", "base", "form", "link", "meta", "svg", "frame")
"""Elements that run, load or lead away."""


class Living(HTMLParser):
    """Gathers what of a page is alive and bears the attacks' mark."""

    def __init__(self, mark: str) -> None:
        super().__init__()
        self.mark = mark
        self.found: list[str] = []
        self._inside = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = tag
        for name, value in attrs:
            said = f"{tag} {name}={value}"
            acts = name.startswith("on") or name in ("style", "srcdoc", "action", "background")
            leads = name in ("href", "src", "xlink:href", "data", "content")
            if self.mark in said and (acts or (leads and not str(value).startswith("#"))):
                self.found.append(said)
            if self.mark in said and tag in ALIVE:
                self.found.append(said)

    def handle_data(self, data: str) -> None:
        if self.mark in data and self._inside in ("script", "style"):
            self.found.append(f"{self._inside}: {data}")

    def handle_endtag(self, _tag: str) -> None:
        self._inside = ""


def living(page: str, mark: str) -> list[str]:
    parser = Living(mark)
    parser.feed(page)
    return parser.found


def naive_page(back: Back) -> str:
    """Put a page together as it comes."""
    assert back.graded.executed is not None
    page = "<html><body>"
    for cell in back.graded.executed["cells"]:
        page += cell["source"] if cell["cell_type"] == "markdown" else ""
        for output in cell.get("outputs", []):
            page += str(output.get("text", "")) + str(output.get("evalue", ""))
            page += "".join(output.get("data", {}).values())
    return page


SCRIPTS = {
    "a script": "<script>MARK</script>",
    "an image that fails": "<img src=x onerror='MARK'>",
    "a drawing with a script": "<svg onload='MARK'><script>MARK</script></svg>",
    "a drawing's moving part": "<svg><animate onbegin='MARK' attributeName=x dur=1s></svg>",
    "a link that runs": "<a href='javascript:MARK'>here</a>",
    "a frame with a page of its own": "<iframe srcdoc='<script>MARK</script>'></iframe>",
    "a page that calls home": "<meta http-equiv=refresh content='0;url=http://x/MARK'>",
    "a style that calls home": "<style>body{background:url(http://x/MARK)}</style>",
    "a style of one element": "<p style='background:url(http://x/MARK)'>here</p>",
    "an image that calls home": "<img src='http://x/MARK.png'>",
    "a form": "<form action='http://x/MARK'><input name=q><button>Save</button></form>",
    "another base": "<base href='http://x/MARK/'>",
    "an object": "<object data='http://x/MARK'></object>",
    "formulas' annotation": "<math><annotation-xml encoding='text/html'>"
    "<img src=x onerror='MARK'></annotation-xml></math>",
    "a comment that ends early": "<!--><img src=x onerror='MARK'>-->",
    "half a tag": "<img src=x onerror='MARK' ",
    "a template in a table": "<table><td><template><script>MARK</script></template></table>"
    "<script>MARK</script>",
    "raw text that is none": "<noscript><p title='</noscript><img src=x onerror=MARK>'>",
}

FOR_BROWSERS = {
    SCRIPTS[name] for name in ("a comment that ends early", "half a tag", "raw text that is none")
}
"""What only a browser's own rules bring to life."""

WAYS = {
    "shown as HTML": "from IPython.display import HTML, display\ndisplay(HTML({0!r}))",
    "given as the result of a cell": "from IPython.display import HTML\nHTML({0!r})",
    "shown as a drawing": "from IPython.display import display\n"
    "display({{'image/svg+xml': {0!r}, 'text/plain': 'x'}}, raw=True)",
    "shown as Markdown": "from IPython.display import Markdown, display\ndisplay(Markdown({0!r}))",
    "printed": "print({0!r})",
    "raised": "raise ValueError({0!r})",
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_nothing_of_it_is_alive(ours: OurGrader, script: str) -> None:
    mark = f"alert{ours.surroundings.mark}"
    cells = [way.format(script.replace("MARK", mark)) for way in WAYS.values()]

    back = ours.grade(cells)

    assert living(back.page, mark) == []
    assert script.replace("MARK", mark) not in back.page
    assert script.replace("MARK", mark) in naive_page(back)


@pytest.mark.parametrize("script", sorted(set(SCRIPTS.values()) - FOR_BROWSERS))
def test_our_eyes_see_what_is_alive(script: str) -> None:
    assert living(f"<html><body><p>{script}</p>", "MARK")


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS)
def test_nor_where_it_is_told_of_the_code(ours: OurGrader, script: str) -> None:
    """A line of the student's, an exception's name, the answer: what a reason may repeat."""
    mark = f"alert{ours.surroundings.mark}"
    text = script.replace("MARK", mark)
    cells = [
        f"def relu(x):\n    raise ValueError({text!r})  # {text}",
        f"def layer(W, x, b):\n    return type({text!r}, (), {{}})()",
        f"parameters = {text!r}\nstudent_id = {text!r}",
    ]

    back = ours.grade(cells)

    assert living(back.page, mark) == []


def test_a_student_whose_id_is_a_script_is_shown_by_it(ours: OurGrader) -> None:
    mark = f"alert{ours.surroundings.mark}"

    back = ours.grade(["1"], student=f"<script>{mark}</script>")

    assert living(back.page, mark) == []
    assert mark in back.page
    assert living(f"<h1>{back.verdict.student}</h1>", mark)
