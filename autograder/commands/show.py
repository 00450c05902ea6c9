"""What a terminal shows of a grading: how far it is, and its results as tables."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn
from rich.table import Table

from autograder.commands.results import Results
from autograder.formats.files import shown
from autograder.grading.submission import Graded
from autograder.judge.verdict import SubmissionStatus
from autograder.phases import PHASES

MOST_MISTAKES = 15
MOST_ROWS = 200
"""Lines of a table."""


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

    def graded(self, _graded: Graded | None = None) -> None:
        """Count one more."""
        self._add(1)

    @property
    def kept_line(self) -> str:
        """Where a grading was left, and how it goes on."""
        return f"Graded and kept: {self._kept} of {self._total}. The same command grades the rest."

    def _add(self, count: int) -> None:
        self._kept += count
        self._bar.advance(self._task, count)


def show_results(results: Results, folder: Path | None, console: Console | None = None) -> None:
    """Print the scores, the most frequent mistakes, and where the pages are, if they are there."""
    console = console or Console(highlight=False)
    console.print(_scores(results))
    if mistakes := results.mistakes.most_common():
        console.print(_mistake_table(mistakes))
    if folder is None:
        return
    for what, name in (("Class", "class.html"), ("Grades", "grades.csv"), ("Feedback", "feedback")):
        console.print(f"{what + ':':10}{escape(str(folder / name))}", soft_wrap=True)


def show_profile(results: Results, seconds: float, jobs: int) -> None:
    """Print on stderr where the time of a grading went, by phase and for each submission."""
    console = Console(stderr=True, highlight=False)
    count, total = max(results.graded, 1), sum(results.spent.values()) or 1.0
    table = Table(title="Where the time went", title_justify="left")
    for heading in ("phase", "seconds", "share", "ms a submission"):
        table.add_column(heading, justify="left" if heading == "phase" else "right")
    for name in (*PHASES, "together"):
        spent = total if name == "together" else results.spent[name]
        cells = f"{spent:.2f}", f"{spent / total:.0%}", f"{1000 * spent / count:.1f}"
        table.add_row(name, *cells, end_section=name == PHASES[-1])
    console.print(table)
    console.print(
        f"{results.graded} submissions by {jobs} graders in {seconds:.2f} s of wall time, "
        "their start and the class page included."
    )


def _scores(results: Results) -> Table:
    rows = results.rows
    more = len(rows) - MOST_ROWS
    caption = f"and {more} more, in class.html and grades.csv" if more > 0 else None
    title = f"{results.assignment}: scores"
    table = Table(title=title, title_justify="left", caption=caption, caption_justify="left")
    table.add_column("student", overflow="fold")
    table.add_column("score", justify="right")
    table.add_column("of", justify="right")
    table.add_column("correct", justify="right")
    table.add_column("what happened", overflow="fold")
    for row in rows[:MOST_ROWS]:
        others = {status: count for status, count in row.statuses.items() if status != "correct"}
        correct, total = row.statuses.get("correct", 0), sum(row.statuses.values())
        told = row.reason or ", ".join(f"{count} {status}" for status, count in others.items())
        table.add_row(
            escape(shown(row.student)),
            f"{row.score:.4g}",
            f"{row.max_score:g}",
            f"{correct}/{total}" if row.status is SubmissionStatus.GRADED else "",
            escape(shown(told)),
        )
    return table


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
