"""A student's notebook, read: whatever it holds, it is read or refused, and nothing else."""

import copy
import json
import tracemalloc

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder import words
from autograder.formats.notebook import MAX_CELLS, Cell, Notebook, UnreadableError, read_notebook


def cell(kind="code", source="x = 1", **other):
    return {"cell_type": kind, "metadata": {}, "source": source, **other}


def document(*cells, **other):
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells), **other}


def read(value):
    return read_notebook(json.dumps(value).encode())


def refusal(data):
    """Return the refusal as a sentence."""
    with pytest.raises(UnreadableError) as refused:
        read_notebook(data)
    return words.say(refused.value.key, "en", **refused.value.facts)


# --- what is read ---


def test_cells_come_in_their_order_and_code_cells_are_counted():
    notebook = read(
        document(
            cell("markdown", "# Title"),
            cell("code", "a = 1"),
            cell("raw", "raw"),
            cell("code", ["b = 2\n", "c = 3"]),
        )
    )

    assert notebook == Notebook(
        (
            Cell("markdown", "# Title"),
            Cell("code", "a = 1", number=1),
            Cell("raw", "raw"),
            Cell("code", "b = 2\nc = 3", number=2),
        )
    )
    assert [one.source for one in notebook.code] == ["a = 1", "b = 2\nc = 3"]


def test_what_the_release_said_of_a_cell_is_read():
    notebook = read(
        document(
            cell(metadata={"autograder": {"role": "solution", "question": "softmax"}}),
            metadata={"autograder": {"language": "fr"}},
        )
    )

    assert notebook.language == "fr"
    assert (notebook.cells[0].role, notebook.cells[0].question) == ("solution", "softmax")


STRIPPED = [
    document({"cell_type": "code", "source": "x = 1"}),
    document(cell(metadata={"id": "ab"}), metadata={"language_info": {"name": "python"}}),
    document(cell(metadata=None), metadata=None),
    document(cell(metadata=[]), metadata="none"),
    document(cell(metadata={"autograder": "solution"}), metadata={"autograder": None}),
    document(cell(metadata={"autograder": {"role": 3, "question": ["a"]}})),
    {"nbformat": 4, "cells": [cell()]},
]


@pytest.mark.parametrize("value", STRIPPED, ids=range(len(STRIPPED)))
def test_a_tool_may_have_stripped_the_metadata(value):
    (only,) = read(value).cells

    assert (only.source, only.number) == ("x = 1", 1)
    assert only.role in ("", "a")
    assert read(value).language == ""


def test_a_byte_order_mark_is_no_obstacle():
    data = json.dumps(document(cell(source="é"))).encode("utf-8-sig")

    assert read_notebook(data).cells[0].source == "é"


def test_numbers_that_json_does_not_know_are_none_of_our_business():
    assert read_notebook(b'{"nbformat": 4, "cells": [], "a": NaN, "b": -Infinity}').cells == ()


def test_attachments_are_kept_as_texts():
    pictures = {"a.png": {"image/png": ["iVBO\n", "Rw0K"]}, "b.png": {"image/png": "AAAA"}}
    (only,) = read(document(cell("markdown", attachments=pictures))).cells

    assert only.attachments == {
        "a.png": {"image/png": "iVBO\nRw0K"},
        "b.png": {"image/png": "AAAA"},
    }


@pytest.mark.parametrize("odd", [None, 3, [], "x", {"a": 3}, {"a": [1]}, {"a": {"b": {"c": "d"}}}])
def test_attachments_that_are_none_are_left_out(odd):
    (only,) = read(document(cell("markdown", attachments=odd))).cells

    assert all(type(form) is str for forms in only.attachments.values() for form in forms.values())


# --- versions ---

V3 = {
    "nbformat": 3,
    "nbformat_minor": 0,
    "metadata": {"name": "homework"},
    "worksheets": [
        {
            "metadata": {},
            "cells": [
                {"cell_type": "heading", "level": 2, "metadata": {}, "source": "Part one"},
                {
                    "cell_type": "code",
                    "collapsed": False,
                    "input": ["x = 1\n", "y = 2"],
                    "language": "python",
                    "metadata": {},
                    "outputs": [],
                    "prompt_number": 1,
                },
                {"cell_type": "markdown", "metadata": {}, "source": "Text"},
                {"cell_type": "html", "metadata": {}, "source": "<b>bold</b>"},
                {"cell_type": "raw", "metadata": {}, "source": "raw"},
            ],
        },
        {"cells": [{"cell_type": "code", "input": "z = 3", "language": "python", "outputs": []}]},
    ],
}


@pytest.mark.parametrize("version", [2, 3])
def test_an_old_version_is_read_as_the_present_one(version):
    assert read({**V3, "nbformat": version}).cells == (
        Cell("markdown", "## Part one"),
        Cell("code", "x = 1\ny = 2", number=1),
        Cell("markdown", "Text"),
        Cell("markdown", "<b>bold</b>"),
        Cell("raw", "raw"),
        Cell("code", "z = 3", number=2),
    )


def test_an_old_version_says_what_nbformat_says_it_says():
    kept = nbformat.reads(json.dumps(V3), as_version=4)

    assert [(one.kind, one.source) for one in read(V3).cells] == [
        (one.cell_type, one.source) for one in kept.cells
    ]


ODD_SHEETS = [[3], [None], [{}], [{"cells": 3}], [{"cells": [3, None, []]}], [{"cells": [{}]}]]


@pytest.mark.parametrize("sheets", ODD_SHEETS)
def test_an_old_version_with_odd_sheets_has_no_cells(sheets):
    assert read({"nbformat": 3, "worksheets": sheets}).cells == ()


@pytest.mark.parametrize("level", [None, 0, 7, -1, "2", [], 10**12])
def test_a_heading_of_an_odd_level_is_a_heading(level):
    sheet = {"cells": [{"cell_type": "heading", "level": level, "source": "Title"}]}

    assert read({"nbformat": 3, "worksheets": [sheet]}).cells[0].source == "# Title"


def test_a_heading_of_several_lines_becomes_one_line():
    sheet = {"cells": [{"cell_type": "heading", "level": 3, "source": ["Part\n", "one"]}]}

    assert read({"nbformat": 3, "worksheets": [sheet]}).cells[0].source == "### Part one"


# --- what is refused ---

NO_NOTEBOOKS = {
    "nothing": (b"", "it is not valid JSON (line 1, column 1)"),
    "a text": (b"hello", "it is not valid JSON (line 1, column 1)"),
    "half a notebook": (
        b'{"nbformat": 4,\n "cells": [',
        "it is not valid JSON (line 2, column 12)",
    ),
    "a picture": (b"\x89PNG\r\n\x1a\n", "it is not UTF-8 text"),
    "UTF-16": ('{"nbformat": 4}'.encode("utf-16"), "it is not UTF-8 text"),
    "null bytes": (b"\x00" * 100, "it is not valid JSON (line 1, column 1)"),
    "a null byte in a text": (b'{"nbformat": 4, "cells": ["\x00"]}', "it is not valid JSON"),
    "two documents": (b"{} {}", "it is not valid JSON (line 1, column 4)"),
    "a list": (b"[]", "that can be read: the top level is not an object"),
    "null": (b"null", "the top level is not an object"),
    "a number too long to read": (b'{"a": ' + b"9" * 5000 + b"}", "a number in it is too long"),
    "no version": (b'{"cells": []}', "its nbformat version is not given"),
    "the next version": (b'{"nbformat": 5, "cells": []}', "its nbformat version is 5"),
    "the first version": (b'{"nbformat": 1, "cells": []}', "its nbformat version is 1"),
    "a text for a version": (b'{"nbformat": "4", "cells": []}', "version is not given"),
    "a list for a version": (b'{"nbformat": [[[4]]], "cells": []}', "version is not given"),
    "a long version": (b'{"nbformat": ' + b"7" * 100 + b"}", f"version is {'7' * 20}."),
    "no cells": (b'{"nbformat": 4}', "it has no list of cells"),
    "an object for cells": (b'{"nbformat": 4, "cells": {}}', "it has no list of cells"),
    "an old version without sheets": (b'{"nbformat": 3, "cells": []}', "it has no list of cells"),
}


@pytest.mark.parametrize(("data", "told"), NO_NOTEBOOKS.values(), ids=NO_NOTEBOOKS)
def test_what_is_no_notebook_is_refused_in_a_sentence(data, told):
    sentence = refusal(data)

    assert told in sentence
    assert len(sentence) < 200


@pytest.mark.parametrize("brackets", ["[]", '{"a":}'], ids=["lists", "objects"])
def test_a_document_nested_ten_thousand_deep_is_refused(brackets):
    opening, closing = brackets[:-1], brackets[-1]
    deep = opening * 10_000 + "0" + closing * 10_000

    for data in (deep, f'{{"nbformat": 4, "cells": [], "metadata": {deep}}}'):
        assert "it is nested too deeply" in refusal(data.encode())


@pytest.mark.parametrize("depth", [100, 900, 950, 980, 990])
@pytest.mark.parametrize(
    "place", ["role", "question", "language", "source", "attachments", "nbformat"]
)
def test_what_is_nested_where_a_text_belongs_does_no_harm(depth, place):
    """Deep enough to be parsed, and perhaps too deep for what is done with it afterwards."""
    deep = "[" * depth + "]" * depth
    own = {"role": '"r"', "question": '"q"', "language": '"en"', "source": '"x"', "nbformat": "4"}
    own = {"attachments": "{}", **own, place: deep}
    text = (
        '{{"nbformat": {nbformat}, "metadata": {{"autograder": {{"language": {language}}}}}, '
        '"cells": [{{"cell_type": "code", "source": {source}, "attachments": {attachments}, '
        '"metadata": {{"autograder": {{"role": {role}, "question": {question}}}}}}}]}}'
    ).format(**own)

    assert_read_or_refused(text.encode())


def test_many_cells_are_read_and_too_many_refused():
    assert len(read(document(*[cell()] * MAX_CELLS)).cells) == MAX_CELLS
    assert "6,000 cells; at most 5,000 are read" in refusal(
        json.dumps(document(*[cell()] * 6_000)).encode()
    )
    sheet = {"cells": [{"cell_type": "code", "input": "x"}] * 6_000}
    assert "6,000 cells" in refusal(json.dumps({"nbformat": 3, "worksheets": [sheet]}).encode())


# --- odd texts ---


def test_memory_is_not_taken_for_millions_of_empty_objects():
    data = b'{"nbformat": 4, "cells": [], "metadata": [' + b"{}," * 1_000_000 + b"0]}"
    tracemalloc.start()
    told = refusal(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert told.endswith("more than 1,000,000 lists and objects.")
    assert peak < 2**20


def test_half_characters_and_null_bytes_are_taken_out_of_every_text():
    """Both are valid JSON, and neither a page nor a database holds them."""
    odd = "a\ud800b\x00c"
    value = document(
        cell(
            "code",
            [odd, odd],
            metadata={"autograder": {"role": odd, "question": odd}},
            attachments={odd: {odd: odd}},
        ),
        metadata={"autograder": {"language": odd}},
    )
    notebook = read(value)
    (only,) = notebook.cells

    assert only == Cell("code", "a?bca?bc", 1, "a?bc", "a?bc", {"a?bc": {"a?bc": "a?bc"}})
    assert notebook.language == "a?bc"


def test_whole_characters_outside_the_basic_plane_are_kept():
    """In JSON they are two halves."""
    data = json.dumps(document(cell(source="𝛁 = '😀'"))).encode()

    assert b"\\ud83d" in data
    assert read_notebook(data).cells[0].source == "𝛁 = '😀'"


@pytest.mark.parametrize("source", [None, 3, True, {}, {"a": "b"}, [1, 2], [["x"]]])
def test_a_source_that_is_no_text_is_an_empty_one(source):
    assert read(document(cell(source=source))).cells[0].source == ""


def test_what_a_release_says_is_cut_where_it_is_too_long():
    own = {"role": "r" * 1000, "question": "q" * 1000}
    notebook = read(
        document(
            cell(metadata={"autograder": own}), metadata={"autograder": {"language": "e" * 1000}}
        )
    )

    assert notebook.language == "e" * 10
    assert notebook.cells[0].role == "r" * 40
    assert notebook.cells[0].question == "q" * 100


@pytest.mark.parametrize("odd", [None, 3, "code", [], {}, {"cell_type": "widget"}])
def test_what_is_no_cell_is_passed_over(odd):
    notebook = read(document(cell(source="a"), odd, cell(source="b")))

    assert [(one.source, one.number) for one in notebook.cells] == [("a", 1), ("b", 2)]


@pytest.mark.parametrize("kind", [["code"], {"a": "code"}, 3, None, "Code"])
def test_a_kind_that_is_none_is_passed_over(kind):
    assert read(document(cell(kind))).cells == ()


# --- a line of a cell ---


def test_a_line_is_found_by_the_cell_s_number():
    notebook = read(document(cell("markdown", "text"), cell(source="a = 1\n  b = 2  \nc"), cell()))

    assert notebook.line(1, 1) == "a = 1"
    assert notebook.line(1, 2) == "b = 2"
    assert notebook.line(2, 1) == "x = 1"


@pytest.mark.parametrize(("number", "line"), [(1, 0), (1, -1), (1, 4), (9, 1), (-1, 1)])
def test_a_line_that_is_not_there_is_empty(number, line):
    assert read(document(cell(source="a\nb\nc"))).line(number, line) == ""


def test_a_long_line_is_cut():
    assert len(read(document(cell(source="x" * 1000))).line(1, 1)) == 120


def test_lines_are_counted_as_python_counts_them():
    """A form feed or a line separator ends no line of Python."""
    notebook = read(document(cell(source="a = '\x0c'\r\nb = '\u2028'\nraise ValueError")))

    assert notebook.line(1, 3) == "raise ValueError"


# --- junk ---


def assert_read_or_refused(data):
    """Hold what is read to what the rest of the house relies on."""
    try:
        notebook = read_notebook(data)
    except UnreadableError as error:
        words.say(error.key, "fr", **error.facts)
        return
    for one in notebook.cells:
        for text in (one.source, one.role, one.question, notebook.language):
            assert type(text) is str
            text.encode("utf-8")
            assert "\x00" not in text
        assert one.kind in ("code", "markdown", "raw")
    assert [one.number for one in notebook.code] == sorted({one.number for one in notebook.code})
    json.dumps([one.attachments for one in notebook.cells])


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters())
    | st.sampled_from(["code", "markdown", "heading", "\ud800", "\x00", 2, 3, 4]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                ["cells", "cell_type", "source", "input", "metadata", "autograder", "role", "level"]
            )
            | st.text(max_size=3),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(st.binary(max_size=60))
@settings(deadline=None, max_examples=100)
def test_any_bytes_are_read_or_refused(data):
    assert_read_or_refused(data)


@given(
    value=JSON,
    version=st.sampled_from([2, 3, 4, 4.0, True, None, 5]),
    cells=JSON | st.lists(JSON, max_size=4),
)
@settings(deadline=None, max_examples=150)
def test_any_json_is_read_or_refused(value, version, cells):
    assert_read_or_refused(json.dumps(value).encode())
    whole = {"nbformat": version, "metadata": value, "cells": cells, "worksheets": [value, cells]}
    assert_read_or_refused(json.dumps(whole).encode())
    sheets = [{"cells": cells if isinstance(cells, list) else [cells]}]
    assert_read_or_refused(json.dumps({"nbformat": 3, "worksheets": sheets}).encode())


REAL = document(
    cell("markdown", "# Title", attachments={"a.png": {"image/png": "AAAA"}}),
    cell(
        "code",
        ["x = 1\n", "x"],
        id="a",
        execution_count=1,
        metadata={"autograder": {"role": "solution", "question": "f"}, "tags": ["a"]},
        outputs=[{"output_type": "stream", "name": "stdout", "text": ["1"]}],
    ),
    metadata={"autograder": {"language": "en"}, "kernelspec": {"name": "python3"}},
)


def places(value, above=()):
    """Yield the path to everything in a document."""
    yield above
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for key, inner in items:
            yield from places(inner, (*above, key))


def replaced(value, path, new):
    """Return a copy with something else at one place, or with nothing there."""
    if not path:
        return new
    value = copy.deepcopy(value)
    holder = value
    for key in path[:-1]:
        holder = holder[key]
    if new is ...:
        del holder[path[-1]]
    else:
        holder[path[-1]] = new
    return value


@pytest.mark.parametrize("real", [REAL, V3], ids=["now", "old"])
@given(data=st.data(), new=JSON | st.just(...))
@settings(deadline=None, max_examples=100)
def test_a_real_notebook_with_anything_in_any_place_is_read_or_refused(real, data, new):
    path = data.draw(st.sampled_from([place for place in places(real) if place or new is not ...]))

    assert_read_or_refused(json.dumps(replaced(real, path, new)).encode())


@given(data=st.data())
@settings(deadline=None, max_examples=100)
def test_a_real_notebook_with_damaged_bytes_is_read_or_refused(data):
    whole = bytearray(json.dumps(REAL).encode())
    for _ in range(data.draw(st.integers(1, 3))):
        position = data.draw(st.integers(0, len(whole) - 1))
        length = data.draw(st.integers(0, 5))
        whole[position : position + length] = data.draw(st.binary(max_size=5))

    assert_read_or_refused(bytes(whole))


@given(st.integers(0, len(json.dumps(REAL))))
@settings(deadline=None, max_examples=50)
def test_a_notebook_that_arrived_in_part_is_refused(length):
    data = json.dumps(REAL).encode()

    if length < len(data):
        assert "it is not valid JSON" in refusal(data[:length])
