"""The drawings of the class page."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from markupsafe import Markup

from autograder.reports.hostile import text
from autograder.reports.summary import QuestionSummary, Spread, share
from autograder.reports.svg import Margins, figure_of, inline
from autograder.reports.texts import Voice

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH = 8.6
_MOST_BINS = 12
_ROOM = 0.2
_INK = "#1d1f21"
_BAR = "#3b6f94"
_LONGEST_LABEL = 34
_LETTER = 0.083
"""Inches that a letter takes, on average."""

_SHARES = (
    ("correct", "#2f7d5d", "", "white"),
    ("partial", "#f0c04c", "////", _INK),
    ("other", "#d9d5cf", "..", _INK),
)


def histogram(scores: Sequence[float], points: float, lie: Spread, say: Voice) -> Markup:
    """Return the distribution of the scores, with the mean and the median marked."""
    top = points if points > 0 else 1.0
    step = _step(top)
    counts = [0] * math.ceil(round(top / step, 9))
    for score in scores:
        # Rounded first: a score on an edge may lie a little below it.
        counts[min(int(round(share(score, top) * top / step, 9)), len(counts) - 1)] += 1
    edges = [step * edge for edge in range(len(counts) + 1)]
    with figure_of(_WIDTH, 2.9, Margins(left=0.35, bottom=0.5, right=0.25)) as (figure, axes):
        bars = axes.bar(edges[:-1], counts, width=step, align="edge", color=_BAR, edgecolor="white")
        axes.bar_label(bars, [str(count) if count else "" for count in counts])
        axes.set_ylim(0, max(counts) * 1.35)
        axes.set_xlim(0, edges[-1])
        # Each label on the outer side of its line, so that neither crosses the other's.
        apart = -1 if lie.mean <= lie.median else 1
        _mark(axes, lie.mean, f"{say('mean')} {say.figure(lie.mean)}", "-", apart)
        _mark(axes, lie.median, f"{say('median')} {say.figure(lie.median)}", "--", -apart)
        axes.set_xticks(edges, [say.figure(edge) for edge in edges])
        axes.set_yticks([])
        axes.set_ylabel(say("distribution.y"))
        axes.spines["left"].set_visible(False)
        axes.set_xlabel(say("distribution.x", points=say.figure(points)))
        title = say(
            "distribution.alt",
            number=len(scores),
            mean=say.figure(lie.mean),
            median=say.figure(lie.median),
            points=say.figure(points),
        )
        return inline(figure, title, "scores")


def question_bars(questions: Sequence[QuestionSummary], say: Voice) -> Markup:
    """Return one bar per question: correct, partly correct, neither."""
    names = [_label(number, question) for number, question in enumerate(questions, start=1)]
    widest = max(map(len, names))
    margins = Margins(left=0.15 + widest * _LETTER, bottom=0.5, top=0.4, right=0.25)
    with figure_of(_WIDTH, 0.95 + 0.34 * len(questions), margins) as (figure, axes):
        rows = range(len(questions))
        starts = [0.0] * len(questions)
        for name, colour, hatch, ink in _SHARES:
            counts = [getattr(question, name) for question in questions]
            shares = [share(n, q.students) for n, q in zip(counts, questions, strict=True)]
            bars = axes.barh(
                rows,
                shares,
                left=starts,
                height=0.72,
                color=colour,
                hatch=hatch,
                edgecolor="white" if not hatch else "#7d7a75",
                linewidth=0.5,
                label=say(f"share.{name}"),
            )
            labels = [str(n) if part > 0.03 else "" for n, part in zip(counts, shares, strict=True)]
            boxes = {"facecolor": colour, "edgecolor": "none", "boxstyle": "round,pad=0.12"}
            axes.bar_label(bars, labels, label_type="center", color=ink, bbox=boxes)
            starts = [start + part for start, part in zip(starts, shares, strict=True)]
        _frame(axes, names, say)
        return inline(figure, say("per.question.alt"), "questions")


def _label(number: int, question: QuestionSummary) -> str:
    name = text(question.name)
    cut = f"{name[: _LONGEST_LABEL - 1]}…" if len(name) > _LONGEST_LABEL else name
    return f"{cut}  Q{number}"


def _frame(axes: Axes, names: Sequence[str], say: Voice) -> None:
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0)
    axes.invert_yaxis()
    axes.set_xlim(0, 1)
    quarters = (0, 0.25, 0.5, 0.75, 1)
    axes.set_xticks(quarters, [say.percent(quarter) for quarter in quarters])
    axes.set_xlabel(say("per.question.x"))
    axes.figure.legend(loc="upper right", ncols=len(_SHARES), frameon=False)


def _step(top: float) -> float:
    """Return a round width that cuts the scores into twelve bins at most."""
    unit = 10.0 ** math.floor(math.log10(top / _MOST_BINS))
    return next(unit * width for width in (1, 2, 2.5, 5, 10) if unit * width * _MOST_BINS >= top)


def _mark(axes: Axes, value: float, label: str, line: str, side: int) -> None:
    """Draw an upright line with its label on its left (-1) or on its right (1)."""
    _, right = axes.get_xlim()
    # No room for a label beyond the edge: it goes to the other side, under the other's.
    outside = value < right * _ROOM if side < 0 else value > right * (1 - _ROOM)
    side = -side if outside else side
    height = 0.9 if outside else 1.0
    axes.axvline(value, ymax=height, color=_INK, linestyle=line, linewidth=1.3)
    axes.annotate(
        label,
        (value, height),
        xycoords=("data", "axes fraction"),
        xytext=(5 * side, 0),
        textcoords="offset points",
        ha="left" if side > 0 else "right",
        va="top",
        bbox={"facecolor": "white", "edgecolor": "none", "pad": 0.8},
    )
