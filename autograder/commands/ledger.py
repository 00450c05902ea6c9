"""Gradings as they come, kept in the gradebook several at a time."""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Callable

from autograder.commands.pages import Done
from autograder.gradebook import Gradebook, GradebookError, Provenance, Recorded, Recording
from autograder.phases import STORE, phase

SECONDS = 0.25
"""How long after some were kept the next ones wait for others: a disk takes about as long to keep
many as to keep one. What is lost while it waits is graded again."""


class Ledger:
    """Keeps gradings. Where they may wait, somebody must `tend` to them, and `close` it."""

    def __init__(
        self,
        gradebook: Gradebook,
        assignment: str,
        provenance: Provenance,
        on_kept: Callable[[Done, Recorded], None],
        *,
        seconds: float,
    ) -> None:
        """`on_kept` is told of every grading, once the gradebook has it.

        `seconds` is how long after some were kept the next ones wait for others.
        """
        self._gradebook = gradebook
        self._assignment = assignment
        self._provenance = provenance
        self._on_kept = on_kept
        self._seconds = seconds
        self._waiting: list[Done] = []
        self._kept_at = -math.inf

    def add(self, done: Done) -> None:
        """Take a grading, to be kept soon.

        Raises:
            GradebookError: it, or one before it, cannot be kept.
        """
        self._waiting.append(done)
        self.tend()

    def tend(self, all_of_it: bool = False) -> float | None:
        """Keep what has waited for long enough; return in how many seconds to come again.

        Raises:
            GradebookError: one of them cannot be kept; those before it are.
        """
        if not self._waiting:
            return None
        left = self._kept_at + self._seconds - time.monotonic()
        if left > 0 and not all_of_it:
            return left
        with phase(STORE):
            self._flush()
        return None

    def close(self) -> None:
        """Keep what waits.

        Raises:
            GradebookError: one of them cannot be kept; those before it are.
        """
        self.tend(all_of_it=True)

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        try:
            self._keep(waiting)
        except GradebookError:
            if len(waiting) == 1:
                raise
            for done in waiting:
                self._keep([done])
        finally:
            self._kept_at = time.monotonic()

    def _keep(self, gradings: list[Done]) -> None:
        with self._gradebook.recording() as recording:
            kept = [self._record(recording, done) for done in gradings]
        for done, recorded in zip(gradings, kept, strict=True):
            self._on_kept(done, recorded)

    def _record(self, recording: Recording, done: Done) -> Recorded:
        graded = done.graded
        basis = self._provenance.basis if graded.is_settled else ""
        return recording.record(
            self._assignment,
            graded.verdict,
            sha256=graded.sha256,
            file_name=graded.file_name,
            provenance=dataclasses.replace(self._provenance, basis=basis),
            language=graded.language,
            executed=done.executed,
            # A failure of the grader's own must not take the place of a grade.
            replace=not graded.failed,
        )
