"""What the cells printed, drew and raised."""

from autograder.reports.outputs import LONGEST_TEXT, MOST_OUTPUTS, blocks
from autograder.reports.texts import voice

EN = voice("en")


def shown(*outputs, say=EN):
    return blocks(list(outputs), 3, say)


def stream(text, name="stdout"):
    return {"output_type": "stream", "name": name, "text": text}


def test_pieces_of_one_stream_are_joined():
    made = shown(stream("a"), stream(["b\n", "c"]), stream("w", "stderr"), stream("d"))

    assert [(block.kind, block.content) for block in made] == [
        ("text", "ab\nc"),
        ("stderr", "w"),
        ("text", "d"),
    ]


def test_colours_are_taken_off_and_progress_bars_show_their_end():
    (block,) = shown(
        stream("\x1b[31mred\x1b[0m\n10%\r55%\r100%\ndone\r\n\x1b]8;;http://x\x1b\\link")
    )

    assert block.content == "red\n100%\ndone\nlink"


def test_a_long_stream_is_cut_in_the_middle_with_a_note():
    (block,) = shown(stream("a" * LONGEST_TEXT + "b" * 5000))

    assert len(block.content) < LONGEST_TEXT + 100
    assert block.content.startswith("aaa")
    assert block.content.endswith("bbb")
    assert "[… 5,000 characters left out …]" in block.content


def test_very_many_outputs_are_cut_with_a_note(display):
    made = blocks([display({"text/plain": "x"})] * (MOST_OUTPUTS + 7), 1, EN)

    assert len(made) == MOST_OUTPUTS + 1
    assert made[-1].content == "7 more outputs are not shown."


def test_an_error_shows_its_name_its_message_and_the_traceback():
    (block,) = shown(
        {
            "output_type": "error",
            "ename": "NameError",
            "evalue": "name 'm' is not defined",
            "traceback": ["\x1b[31mNameError\x1b[0m", "----> 1 m"],
        }
    )

    assert block.title == "NameError: name 'm' is not defined"
    assert block.content == "NameError\n----> 1 m"


def test_the_richest_form_that_can_be_shown_is_shown(display, png):
    table = "<table><tr><td>1</td></tr></table>"
    (html,) = shown(display({"text/html": table, "text/plain": "1"}))
    (image,) = shown(display({"image/png": png, "text/plain": "<Figure>"}))
    (latex,) = shown(display({"text/latex": "$\\frac{x}{2}$", "text/plain": "x/2"}))
    (text,) = shown(display({"text/markdown": "*a*", "text/plain": "a"}))

    assert "<td>1</td>" in html.content
    assert image.kind == "image"
    assert "<mfrac>" in latex.content
    assert "<em>a</em>" in text.content


def test_html_that_is_empty_once_cleaned_gives_way_to_the_text(display):
    (block,) = shown(display({"text/html": "<script>draw()</script>", "text/plain": "a chart"}))

    assert (block.kind, block.content) == ("text", "a chart")


def test_a_picture_that_is_none_gives_way_to_the_text(display):
    (block,) = shown(display({"image/png": "nonsense", "text/plain": "<Figure>"}))

    assert (block.kind, block.content) == ("text", "<Figure>")


def test_what_cannot_be_shown_is_said(display):
    (block,) = shown(display({"application/vnd.jupyter.widget-view+json": {"model_id": "1"}}))

    assert block.kind == "note"
    assert "application/vnd.jupyter.widget-view+json" in block.content


def test_pictures_are_described_in_the_pages_language(display, png):
    (english,) = shown(display({"image/png": png}))
    (french,) = shown(display({"image/png": png}), say=voice("fr"))
    (own,) = shown(display({"image/png": png}, {"image/png": {"alt": "a curve", "width": 320}}))

    assert english.title == "Image made by cell 3"
    assert french.title == "Image produite par la cellule 3"
    assert (own.title, own.width) == ("a curve", 320)


def test_svg_is_never_put_into_the_page_itself(display):
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"></svg>'
    (block,) = shown(display({"image/svg+xml": drawing}))

    assert block.kind == "image"
    assert block.content.startswith("data:image/svg+xml;base64,")
