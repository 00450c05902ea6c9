"""The drawing of a failing example: what is expected against what the student's function gives."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from markupsafe import Markup

from autograder.judge.diagnosis import Sketch, SketchKind
from autograder.reports.svg import Margins, figure_of, inline
from autograder.reports.texts import Voice

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from numpy.typing import NDArray

_WIDTH = 5.2
_MARGINS = Margins(left=0.6, bottom=0.35, top=0.2)
_EXPECTED = "#1d1f21"
_ACTUAL = "#b4472f"


def differences(sketch: Sketch) -> list[list[str]]:
    """Return what each entry of a matrix is too large by, `=` where it is right."""
    columns = int(sketch.across[1])
    expected, actual = np.array(sketch.expected), np.array(sketch.actual)
    right = np.isclose(actual, expected, rtol=1e-6, atol=1e-8)
    told = [
        "=" if same else f"{difference:+.2g}".replace("-", "\N{MINUS SIGN}")
        for same, difference in zip(right, actual - expected, strict=True)
    ]
    return [told[start : start + columns] for start in range(0, len(told), columns)]


@lru_cache(maxsize=512)
def drawing(sketch: Sketch, say: Voice, name: str) -> Markup:
    """Return a curve or a path as SVG with a text that says it; `name` is its own on the page.

    Those who make the same mistake get the same drawing, which is made once.
    """
    expected, actual = np.array(sketch.expected), np.array(sketch.actual)
    with figure_of(_WIDTH, 2.6, _MARGINS) as (figure, axes):
        if sketch.kind is SketchKind.PATH:
            points = (expected.reshape(-1, 2), actual.reshape(-1, 2))
            _path(axes, *points, say)
            alt = say("sketch.path.alt", number=len(points[0]))
        else:
            _curve(axes, np.array(sketch.across), expected, actual, say)
            differ = int((~np.isclose(actual, expected, rtol=1e-6, atol=1e-8)).sum())
            alt = say("sketch.curve.alt", wrong=differ, number=expected.size)
        axes.legend(loc="best", frameon=False)
        return inline(figure, alt, name)


def _curve(
    axes: Axes,
    across: NDArray[np.float64],
    expected: NDArray[np.float64],
    actual: NDArray[np.float64],
    say: Voice,
) -> None:
    order = np.argsort(across, kind="stable")
    axes.axhline(0, color="#d0d3d6", linewidth=0.8, zorder=0)
    axes.plot(
        across[order], actual[order], "-o", color=_ACTUAL, markersize=3, label=say("example.actual")
    )
    axes.plot(across[order], expected[order], "--", color=_EXPECTED, label=say("example.expected"))


def _path(
    axes: Axes, expected: NDArray[np.float64], actual: NDArray[np.float64], say: Voice
) -> None:
    axes.plot(*actual.T, "-o", color=_ACTUAL, markersize=3, label=say("example.actual"))
    axes.plot(*expected.T, "--s", color=_EXPECTED, markersize=3, label=say("example.expected"))
    axes.plot(*expected[0], "*", color=_EXPECTED, markersize=12)
    axes.annotate(say("sketch.start"), expected[0], xytext=(6, 6), textcoords="offset points")
