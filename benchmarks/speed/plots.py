"""The results as pictures: SVG, with text as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("svg")

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.ticker import FuncFormatter, NullFormatter

Result = Mapping[str, Any]

OURS, OTHERS, BARE = "#1f5f99", "#c7702e", "#8a8a8a"
SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "speed",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
}

NAMES = {"nbgrader": "nbgrader", "otter": "otter", "chainrule": "Chainrule"}


def drawn(path: Path, panels: int, draw: Callable[[Sequence[Axes]], None]) -> None:
    """Draw panels side by side into a file, the same bytes for the same data."""
    with plt.rc_context(SETTINGS):
        figure, axes = plt.subplots(1, panels, figsize=(3.8 * panels, 2.8), squeeze=False)
        draw(list(axes[0]))
        figure.tight_layout()
        path.parent.mkdir(parents=True, exist_ok=True)
        figure.savefig(path, format="svg", metadata={"Date": None}, facecolor="white")
        plt.close(figure)
    lines = path.read_text("utf-8").splitlines()
    path.write_text("\n".join(line.rstrip() for line in lines) + "\n", "utf-8")


def side_by_side(results: Sequence[Result], path: Path) -> None:
    """Draw the seconds of a submission by each grader, one panel an assignment."""

    def draw(axes: Sequence[Axes]) -> None:
        for ax, result in zip(axes, results, strict=True):
            each = {name: one["wall_seconds_each"] for name, one in result["graders"].items()}
            colours = [OURS if name == "chainrule" else OTHERS for name in each]
            bars = ax.barh([NAMES[name] for name in each], list(each.values()), color=colours)
            # No logarithm: a bar begins at 0.
            ax.bar_label(bars, [f"{seconds:.2g} s" for seconds in each.values()], padding=4)
            ax.margins(x=0.2)
            ax.set_title(f"{result['assignment']}: seconds a submission", loc="left")
            ax.grid(axis="x", alpha=0.3)

    drawn(path, len(results), draw)


def limit(results: Sequence[Result], path: Path) -> None:
    """Draw where the bare run's time goes, and ours above it."""

    def draw(axes: Sequence[Axes]) -> None:
        for ax, result in zip(axes, results, strict=True):
            bare, left = result["bare"], 0.0
            for part, shade in (("cells", 1.0), ("visible_calls", 0.7), ("hidden_calls", 0.4)):
                seconds = bare[f"{part}_seconds"]
                label = part.replace("_", " ")
                ax.barh(["bare"], [seconds], left=left, color=BARE, alpha=shade, label=label)
                left += seconds
            ours = result["ours"]["wall_seconds"]
            bars = ax.barh(["Chainrule"], [ours], color=OURS)
            ax.bar_label(bars, [f"{ours / bare['wall_seconds']:.3g} ×"], padding=4)
            ax.set_xlim(0, 1.25 * max(ours, left))
            title = f"{result['assignment']}: seconds for {result['submissions']:,} submissions"
            ax.set_title(title, loc="left")
            ax.legend(frameon=False, fontsize=8)
            ax.grid(axis="x", alpha=0.3)

    drawn(path, len(results), draw)


def growth(result: Result, path: Path) -> None:
    """Draw time, memory and the database's size over the size of the class."""
    classes = result["classes"]
    sizes = [one["submissions"] for one in classes]

    def draw(axes: Sequence[Axes]) -> None:
        time, memory, size = axes
        time.plot(sizes, [one["wall_seconds"] for one in classes], "o-", color=OURS)
        time.set_yscale("log")
        time.set_title("seconds", loc="left")
        memory.plot(sizes, [one["peak_megabytes"] for one in classes], "o-", color=OURS)
        memory.set_ylim(0, 1.2 * max(one["peak_megabytes"] for one in classes))
        memory.set_title("peak memory, MB", loc="left")
        size.plot(sizes, [one["database_bytes"] / 1e6 for one in classes], "o-", color=OURS)
        size.set_yscale("log")
        size.set_title("gradebook, MB", loc="left")
        for ax in axes:
            ax.set_xscale("log")
            _plain(ax.xaxis)
            _plain(ax.yaxis)
            ax.set_xticks(sizes, [f"{count:,}" for count in sizes])
            ax.set_xlabel("submissions")
            ax.grid(alpha=0.3)

    drawn(path, 3, draw)


def _plain(axis: Axis) -> None:
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    axis.set_minor_formatter(NullFormatter())


def latency(result: Result, path: Path) -> None:
    """Draw how long one hand-in takes, alone and while a class is graded."""

    def draw(axes: Sequence[Axes]) -> None:
        [ax] = axes
        heights = [result[when][which] for when in ("alone", "busy") for which in ("p50", "p95")]
        places, colours = [0, 1, 2.5, 3.5], [BARE, BARE, OURS, OURS]
        bars = ax.bar(places, heights, color=colours)
        ax.bar_label(bars, [f"{height:.2g} s" for height in heights], padding=2)
        ax.margins(y=0.15)
        ax.set_xticks(places, ["alone\np50", "alone\np95", "busy\np50", "busy\np95"])
        ax.set_title("seconds until one hand-in is graded", loc="left")

    drawn(path, 1, draw)
