"""What a terminal shows of a grading: how far it is, and its results as tables."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from rich.table import Table

from autograder.formats.files import shown

MOST_MISTAKES = 15


class Tally:
    """Counts the submissions that are graded and kept; while it is open, it shows them.

    A progress bar appears on stderr, where stderr is a terminal.
    """

    def __init__(self, total: int) -> None:
        self._total = total
        self._kept = 0
        console = Console(stderr=True, highlight=False, soft_wrap=True)
        columns = ("{task.description}", BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._bar = Progress(*columns, console=console, disable=not console.is_terminal)
        self._task = self._bar.add_task("Grading", total=total)

    def __enter__(self) -> Tally:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def note(self, told: str) -> None:
        """Say something of the whole grading, if there is anything to say."""
        if told:
            self._bar.console.print(escape(told))

    def found(self, count: int) -> None:
        """Say that so many were graded already."""
        self._add(count)
        if count:
            self._bar.console.print(
                f"Graded already: {count} of {self._total}, and nothing has changed since "
                "(--regrade grades them again)."
            )

    def graded(self) -> None:
        """Count one more."""
        self._add(1)

    @property
    def kept_line(self) -> str:
        """Where a grading was left, and how it goes on."""
        return f"Graded and kept: {self._kept} of {self._total}. The same command grades the rest."

    def _add(self, count: int) -> None:
        self._kept += count
        self._bar.advance(self._task, count)


def show_results(
    result: dict[str, Any], folder: Path | None, console: Console | None = None
) -> None:
    """Print the scores, the most frequent mistakes, and where the pages are, if they are there."""
    console = console or Console(highlight=False)
    console.print(_scores(result))
    mistakes = _mistakes(result)
    if mistakes:
        console.print(_mistake_table(mistakes))
    if folder is None:
        return
    for what, name in (("Class", "class.html"), ("Grades", "grades.csv"), ("Feedback", "feedback")):
        console.print(f"{what + ':':10}{escape(str(folder / name))}", soft_wrap=True)


def _scores(result: dict[str, Any]) -> Table:
    table = Table(title=f"{result['assignment']}: scores", title_justify="left")
    table.add_column("student", overflow="fold")
    table.add_column("score", justify="right")
    table.add_column("of", justify="right")
    table.add_column("correct", justify="right")
    table.add_column("what happened", overflow="fold")
    for submission in result["submissions"]:
        questions = submission["questions"]
        statuses = Counter(question["status"] for question in questions)
        correct = statuses.pop("correct", 0)
        told = submission["reason"] or ", ".join(f"{n} {status}" for status, n in statuses.items())
        table.add_row(
            escape(shown(submission["student"])),
            f"{submission['score']:.4g}",
            f"{submission['max_score']:g}",
            f"{correct}/{len(questions)}" if submission["status"] == "graded" else "",
            escape(shown(told)),
        )
    return table


def _mistakes(result: dict[str, Any]) -> list[tuple[tuple[str, str], int]]:
    found = Counter(
        (question["name"], question["mistake"])
        for submission in result["submissions"]
        for question in submission["questions"]
        if question["mistake"]
    )
    return found.most_common()


def _mistake_table(mistakes: list[tuple[tuple[str, str], int]]) -> Table:
    more = len(mistakes) - MOST_MISTAKES
    caption = f"and {more} more, in class.html" if more > 0 else None
    table = Table(title="Known mistakes", title_justify="left", caption=caption)
    table.caption_justify = "left"
    table.add_column("question")
    table.add_column("mistake")
    table.add_column("students", justify="right")
    for (question, mistake), count in mistakes[:MOST_MISTAKES]:
        table.add_row(escape(question), escape(mistake.replace("_", " ")), str(count))
    return table
