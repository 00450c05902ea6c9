"""Every place of a page that a student can write in, or that others write of a student."""

from __future__ import annotations

import base64
from typing import Any

from autograder.judge.verdict import (
    CaseVerdict,
    QuestionStatus,
    QuestionVerdict,
    SubmissionStatus,
    SubmissionVerdict,
)
from autograder.reports import ClassReport, Feedback

_MIMES = [
    *("text/html", "text/markdown", "text/latex", "text/plain", "application/javascript"),
    *("image/svg+xml", "image/png", "image/jpeg", "application/json", "application/pdf"),
    "application/vnd.jupyter.widget-view+json",
]
_PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 20).decode()


def notebook(text: str) -> dict[str, Any]:
    """Return an executed notebook with `text` wherever a notebook holds text."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{text}</svg>'
    disguised = base64.b64encode(text.encode("utf-8", "replace")).decode()
    pictures = {"image/svg+xml": svg, "image/png": disguised}
    error = {"output_type": "error", "ename": text, "evalue": text, "traceback": [text, text]}
    outputs = [
        *(_display({mime: text}) for mime in (*_MIMES, text)),
        _display({"image/svg+xml": svg}, {"image/svg+xml": {"alt": text, "width": text}}),
        _display({"image/png": _PNG}, {"image/png": {"alt": text}, "alt": text}),
        _display({"image/png": disguised}),
        _display({"text/html": f"<table><tr><td title='{text}'>{text}</td></tr></table>"}),
        {"output_type": "stream", "name": text, "text": text},
        {"output_type": "stream", "name": "stderr", "text": text},
        error,
    ]
    cells = [
        _cell("markdown", text),
        _cell("markdown", f"before {text} after", attachments={text: pictures, "a.svg": pictures}),
        _cell("markdown", f"![{text}](attachment:a.svg)", attachments={"a.svg": pictures}),
        _cell("markdown", f"| a |\n|--:|\n| {text} |\n\n> {text}\n\n```python\n{text}\n```"),
        _cell("markdown", f"[{text}](https://example.org '{text}') ${text}$ $${text}$$"),
        _cell("code", text, outputs=outputs, execution_count=text, id=text),
        _cell("code", f"# {text}\nname = '''{text}'''\ndef f(): '''{text}'''", outputs=[]),
        _cell("raw", text, metadata={"format": text}),
        _cell(text, text),
        _cell("code", "x", metadata={"autograder": {"question": text, "role": text}, text: text}),
    ]
    return {"cells": cells, "metadata": {"title": text, "kernelspec": {"name": text}}}


def feedback(text: str) -> Feedback:
    """Return the facts of a feedback page, `text` wherever a fact is text."""
    return Feedback(
        course="Deep Learning",
        assignment="neuron",
        assignment_title="A neuron",
        language="en",
        verdict=verdict(text),
        executed=notebook(text),
        question_titles={text: text},
        case_titles={(text, text): text},
        files=(text, f"{text}.ipynb"),
    )


def class_report(texts: list[str]) -> ClassReport:
    """Return the facts of a class page, one student for each text, and one who is missing."""
    return ClassReport(
        course="Deep Learning",
        assignment_title="A neuron",
        language="en",
        verdicts=[verdict(text) for text in texts] + [unreadable(f"no {text}") for text in texts],
        hints={(text, text): text for text in texts},
        feedback_files={text: f"feedback/{number}.html" for number, text in enumerate(texts)},
        question_titles={text: text for text in texts},
        students=[f"missing {text}" for text in texts],
    )


def verdict(text: str) -> SubmissionVerdict:
    case = CaseVerdict(text, visible=True, passed=False, message=f"{text} `{text}`")
    question = QuestionVerdict(
        text, 2.0, 0.0, QuestionStatus.WRONG, mistake=text, message=f"`{text}`", cases=(case,)
    )
    return SubmissionVerdict(text, SubmissionStatus.GRADED, 0.0, 2.0, 0.1, text, (question,))


def unreadable(text: str) -> SubmissionVerdict:
    return SubmissionVerdict(text, SubmissionStatus.UNREADABLE, 0.0, 2.0, 0.0, text)


def _display(data: dict[str, str], metadata: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": metadata or {}}


def _cell(kind: str, source: str, **fields: Any) -> dict[str, Any]:
    return {"cell_type": kind, "source": source, "metadata": {}, **fields}
