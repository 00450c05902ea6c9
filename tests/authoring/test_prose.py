"""The author's Markdown notebook, split at its markers."""

import base64
import re

import pytest

from autograder.authoring.prose import Piece, check_prose, read_prose
from autograder.spec import SpecError

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def notebook(tmp_path):
    """Write the prose and return its path."""

    def write(text, pictures=None):
        for name, data in (pictures or {}).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(data)
        path = tmp_path / "notebook.en.md"
        path.write_text(text, "utf-8")
        return path

    return write


def kinds(pieces):
    return [(piece.kind, piece.text) for piece in pieces]


def refusal(path):
    with pytest.raises(SpecError) as refused:
        read_prose(path)
    line = str(refused.value)
    assert line.startswith(f"{path}")
    assert "\n" not in line
    return line.removeprefix(f"{path}").lstrip(": ")


def test_the_pieces_come_in_the_order_of_the_file(notebook):
    path = notebook(
        """
# Lines

A line.
<!-- setup -->
<!-- identity -->

## Slopes
<!-- question: slope -->
Between.

<!-- question: line -->

```python
tries = [1, 2]

print(tries)
```

The end.
"""
    )

    assert kinds(read_prose(path)) == [
        ("markdown", "# Lines\n\nA line."),
        ("setup", ""),
        ("identity", ""),
        ("markdown", "## Slopes"),
        ("question", "slope"),
        ("markdown", "Between."),
        ("question", "line"),
        ("code", "tries = [1, 2]\n\nprint(tries)"),
        ("markdown", "The end."),
    ]


def test_two_blank_lines_begin_a_new_cell(notebook):
    path = notebook("One.\n\nStill one.\n\n\nTwo.\n")

    assert kinds(read_prose(path)) == [("markdown", "One.\n\nStill one."), ("markdown", "Two.")]


def test_other_code_blocks_and_comments_stay_in_the_prose(notebook):
    text = "Before.\n\n```text\nf(x) = 2 x\n```\n\n<!-- a note of the author's -->\n\nAfter $x_1$."
    path = notebook(text)

    assert kinds(read_prose(path)) == [("markdown", text)]


def test_what_is_empty_makes_no_cell(notebook):
    path = notebook("\n\n\n```python\n\n```\n\n\n<!-- setup -->\n\n\n")

    assert kinds(read_prose(path)) == [("setup", "")]


def test_a_marker_may_hold_the_docstring_of_its_language(notebook):
    path = notebook(
        """
<!-- question: line
Retourne a x + b.

x : un tableau, avec \\nabla et "guillemets".
    a : un nombre.
-->
"""
    )

    (piece,) = read_prose(path)
    assert piece == Piece(
        "question",
        "line",
        'Retourne a x + b.\n\nx : un tableau, avec \\nabla et "guillemets".\n    a : un nombre.',
    )


@pytest.mark.parametrize(
    "marker", ["<!--question:line-->", "<!--  question:   line  -->  ", "<!-- question: line\n-->"]
)
def test_space_inside_a_marker_does_not_count(notebook, marker):
    assert kinds(read_prose(notebook(f"Before.\n{marker}\n"))) == [
        ("markdown", "Before."),
        ("question", "line"),
    ]


def test_line_ends_of_windows_do_not_count(notebook):
    path = notebook("One.\r\n<!-- setup -->\r\nTwo.\r\n")

    assert kinds(read_prose(path)) == [("markdown", "One."), ("setup", ""), ("markdown", "Two.")]


@pytest.mark.parametrize("marker", ["<!-- setup: line -->", "<!-- question -->"])
def test_a_malformed_marker_is_refused(notebook, marker):
    assert refusal(notebook(f"Text.\n\n{marker}\n")) == f"malformed marker {marker!r}"


@pytest.mark.parametrize(
    "comment", ["<!-- question: -->", "<!-- questions: line -->", "<!-- Setup -->"]
)
def test_a_comment_that_is_no_marker_is_prose(notebook, comment):
    assert kinds(read_prose(notebook(f"{comment}\n"))) == [("markdown", comment)]


def test_a_missing_notebook_is_refused(tmp_path):
    assert "cannot be read: " in refusal(tmp_path / "notebook.en.md")


def test_a_notebook_that_is_not_utf_8_is_refused(tmp_path):
    path = tmp_path / "notebook.en.md"
    path.write_bytes(b"D\xe9riv\xe9e")

    assert "cannot be read: 'utf-8' codec can't decode" in refusal(path)


def test_a_header_that_is_not_yaml_is_refused(notebook):
    path = notebook("---\njupyter: {kernelspec: [\n---\n\nText.\n")

    assert refusal(path).startswith("cannot be read: ")


def test_a_header_is_no_cell(notebook):
    path = notebook("---\njupyter:\n  jupytext:\n    formats: md\n---\n\n# Title\n")

    assert kinds(read_prose(path)) == [("markdown", "# Title")]


# --- pictures ---


def test_a_picture_travels_inside_the_cell(notebook):
    path = notebook("A graph:\n\n![two nodes](figures/graph.png)\n", {"figures/graph.png": PIXEL})

    (piece,) = read_prose(path)
    assert piece.text == "A graph:\n\n![two nodes](attachment:graph.png)"
    ((name, mime, data),) = piece.attachments
    assert (name, mime) == ("graph.png", "image/png")
    assert base64.b64decode(data) == PIXEL


def test_each_cell_has_only_its_own_pictures(notebook):
    path = notebook(
        "![](a.png)\n\n\n![](b.jpg) ![](b.jpg) ![](c.JPEG)\n",
        {"a.png": b"a", "b.jpg": b"b", "c.JPEG": b"c"},
    )

    first, second = read_prose(path)
    assert [picture[:2] for picture in first.attachments] == [("a.png", "image/png")]
    assert [picture[:2] for picture in second.attachments] == [
        ("b.jpg", "image/jpeg"),
        ("c.JPEG", "image/jpeg"),
    ]


def test_a_picture_keeps_its_title(notebook):
    path = notebook('![two nodes](graph.png "The graph")\n', {"graph.png": PIXEL})

    assert kinds(read_prose(path)) == [
        ("markdown", '![two nodes](attachment:graph.png "The graph")')
    ]


@pytest.mark.parametrize(
    "target", ["https://example.org/a.png", "data:image/png;base64,AAAA", "attachment:a.png"]
)
def test_a_picture_of_elsewhere_stays_a_link(notebook, target):
    (piece,) = read_prose(notebook(f"![a]({target})\n"))

    assert piece.text == f"![a]({target})"
    assert piece.attachments == ()


def test_a_picture_that_is_not_there_is_refused(notebook):
    assert refusal(notebook("![a](figures/a.png)\n")) == "the picture 'figures/a.png' is not there"


def test_a_picture_that_no_notebook_shows_is_refused(notebook):
    path = notebook("![a](a.svg)\n", {"a.svg": b"<svg/>"})

    assert refusal(path) == "the picture 'a.svg' is none of .png, .jpg, .jpeg; convert it"


def test_two_pictures_of_one_name_in_one_cell_are_refused(notebook):
    """An attachment is known by its name: one would show in place of the other."""
    path = notebook("![](one/a.png) ![](two/a.png)\n", {"one/a.png": b"1", "two/a.png": b"2"})

    assert refusal(path) == "two pictures of one cell are named 'a.png': rename one"


# --- markers and questions ---

BOTH = [Piece("setup"), Piece("identity")]


def checked(*names, extra=BOTH):
    pieces = [*extra, *(Piece("question", name) for name in names)]
    check_prose(pieces, ["slope", "line"], "notebook.en.md")


def test_the_markers_are_the_questions_in_their_order():
    checked("slope", "line")


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["slope"], "no marker for 'line': add the line <!-- question: line -->"),
        (["slope", "line", "circle"], "a marker for 'circle', which is no question"),
        (["line", "slope"], "the questions are in another order than questions.py has them"),
        (["slope", "line", "slope"], "two markers for 'slope': keep one"),
        (["slope", "line", "line"], "two markers for 'line': keep one"),
    ],
)
def test_other_markers_are_refused_with_the_mend(names, told):
    with pytest.raises(SpecError, match=f"^{re.escape(f'notebook.en.md: {told}')}$"):
        checked(*names)


@pytest.mark.parametrize("kind", ["setup", "identity"])
@pytest.mark.parametrize("count", [0, 2])
def test_setup_and_identity_are_there_once(kind, count):
    extra = [piece for piece in BOTH if piece.kind != kind] + [Piece(kind)] * count

    with pytest.raises(SpecError, match=rf"needs the line <!-- {kind} --> once; .* {count} times"):
        checked("slope", "line", extra=extra)
