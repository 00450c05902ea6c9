"""The tables of `course.toml`: what a submission may use up, and how it is shut in."""

from __future__ import annotations

from dataclasses import dataclass, fields

HIGHEST_LIMIT = 1_000_000
"""Above any class's need, and below what an operating system's own limits can hold."""


class CourseError(ValueError):
    """A course that cannot be used, told in one line with the mend."""


@dataclass(frozen=True)
class Limits:
    """What a submission may use up; wall-clock times in seconds."""

    cell_seconds: float = 30.0
    call_seconds: float = 10.0
    submission_seconds: float = 300.0
    memory_mb: int = 2048
    """Memory of the worker, and of all that it starts."""

    disk_mb: int = 256
    """Files that the submission writes, together."""

    processes: int = 64
    """Processes and threads at once."""

    output_kb: int = 200
    """Text kept of one cell's output."""

    notebook_mb: float = 20.0
    """Largest notebook that is read."""

    file_mb: float = 20.0
    """Largest file that is read beside the notebook, where an assignment asks for one."""

    def check(self, where: str) -> None:
        """Refuse what no machine could hold to.

        Raises:
            CourseError: a limit is no number, or none that is above zero.
        """
        for item in fields(self):
            value = getattr(self, item.name)
            whole = isinstance(item.default, int)
            kinds = (int,) if whole else (int, float)
            if type(value) not in kinds or not 0 < value <= HIGHEST_LIMIT:
                what = "a whole number" if whole else "a number"
                raise CourseError(
                    f"{where}: `{item.name}` must be {what} above zero, "
                    f"and at most {HIGHEST_LIMIT:,}"
                )


@dataclass(frozen=True)
class Environment:
    """What is done about code that was written for other versions of the libraries."""

    shim: bool = False
    """Whether such code is graded again with the names that are gone brought back."""

    def check(self, where: str) -> None:
        """Refuse what is neither true nor false.

        Raises:
            CourseError: it is something else.
        """
        if not isinstance(self.shim, bool):
            raise CourseError(f"{where}: `shim` must be true or false")


@dataclass(frozen=True)
class Isolation:
    """How student code must be shut in."""

    floor: tuple[str, ...] = ("landlock", "seccomp", "limits")
    """Layers of isolation without which nothing is graded; `autograder doctor` names them all."""

    def check(self, where: str) -> None:
        """Refuse what is no list of names.

        Raises:
            CourseError: it is something else.
        """
        names = self.floor if isinstance(self.floor, list | tuple) else None
        if names is None or not all(isinstance(name, str) for name in names):
            raise CourseError(f"{where}: `floor` must be a list of names of layers")
