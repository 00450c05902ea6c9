"""What a terminal shows of a class that was graded for nbgrader."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.commands.nbgrader.whole_class import Row
from autograder.formats.files import shown


def show_rows(assignment: str, rows: Sequence[Row], console: Console | None = None) -> None:
    """Print the scores, and what was mended or could not be graded."""
    console = console or Console(highlight=False)
    table = Table(title=f"{assignment}: scores in nbgrader's gradebook", title_justify="left")
    table.add_column("student", overflow="fold")
    table.add_column("score", justify="right")
    table.add_column("of", justify="right")
    table.add_column("what happened", overflow="fold")
    for row in rows:
        told = [*row.told, *(["a person has to grade the rest"] if row.needs_review else [])]
        table.add_row(
            escape(shown(row.student)),
            f"{row.score:.4g}",
            f"{row.max_score:g}",
            escape("; ".join(map(shown, told))),
        )
    console.print(table)
