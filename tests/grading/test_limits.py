"""A student whose limit was hit reads which, and what it is."""

import pytest

from autograder.authoring.course import Limits
from autograder.grading.limits import figures_of, notes_on
from autograder.outcome import Failure
from autograder.sandbox.cells import CellRun

FIGURES = figures_of(Limits(memory_mb=1500, disk_mb=64, processes=32, cell_seconds=2.5))


@pytest.mark.parametrize(
    ("run", "told"),
    [
        (CellRun("died", cause="memory"), "1500 MB of memory"),
        (CellRun("died", cause="disk"), "64 MB of files"),
        (CellRun("died", cause="cpu"), "300 s"),
        (CellRun("died", cause="exit"), "ended the Python process"),
        (CellRun("timed-out"), "a cell may run for 2.5 s"),
        (CellRun("not-run"), "was not run"),
        (CellRun("ok", is_cut=True), "200 kB of text"),
        (CellRun("error", failure=Failure("MemoryError")), "1500 MB"),
        (CellRun("error", failure=Failure("RuntimeError", "can't start new thread")), "32 proc"),
        (CellRun("error", failure=Failure("BlockingIOError", "[Errno 11] Resource")), "32 proc"),
        (CellRun("error", failure=Failure("OSError", "[Errno 24] Too many")), "256 files"),
        (CellRun("error", failure=Failure("OSError", "[Errno 28] No space")), "64 MB of files"),
        (CellRun("error", failure=Failure("gaierror", "[Errno -3] Temporary")), "without network"),
    ],
)
def test_a_cell_that_hit_a_limit_says_which(run, told):
    assert told in notes_on({3: run}, "en", FIGURES)[3]
    assert notes_on({3: run}, "fr", FIGURES)[3] != notes_on({3: run}, "en", FIGURES)[3]


def test_a_cell_that_hit_none_says_nothing():
    runs = {1: CellRun("ok"), 2: CellRun("error", failure=Failure("ValueError", "[Errno x]"))}

    assert notes_on(runs, "en", FIGURES) == {}
