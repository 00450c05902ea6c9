"""A class of hostile and honest submissions, one after the other, graded side by side."""

from __future__ import annotations

import dataclasses
import itertools
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.authoring.course import load_course, load_secret
from autograder.authoring.load import load_assignment
from autograder.commands.grade import grade
from autograder.formats.submissions import Submission
from autograder.judge.verdict import SubmissionVerdict

from .attack import Attack, notebook, placed
from .grader import HONEST_SOURCES
from .surroundings import Surroundings


@dataclass(frozen=True)
class Mixed:
    """What became of a class that half of it attacked."""

    graded: int
    gained: tuple[str, ...]
    """Attacks that earned more than their honest part."""

    changed: tuple[str, ...]
    """Honest students whose verdict is not what it is alone."""

    leaking: tuple[str, ...]
    """Files of the results that hold a canary."""

    received: str
    """What the listeners heard."""


def mix(
    surroundings: Surroundings,
    attacks: Iterable[Attack],
    alone: dict[str, Any],
    *,
    out: Path,
    jobs: int = 2,
) -> Mixed:
    """Grade every attack with an honest submission after it, as one class.

    `alone` is the honest verdict, as `comparable` gives it. The gradebook is that of the
    environment.
    """
    hostile = {f"eve{number:03}": one for number, one in enumerate(attacks)}
    course = load_course(surroundings.course)
    verdicts: list[SubmissionVerdict] = []
    grade(
        course,
        load_assignment(course, "light"),
        load_secret(course),
        _class(surroundings, hostile),
        out=out,
        jobs=jobs,
        on_graded=lambda graded: verdicts.append(graded.verdict),
    )
    honest = [one for one in verdicts if one.student not in hostile]
    return Mixed(
        graded=len(verdicts),
        gained=tuple(
            hostile[one.student].name
            for one in verdicts
            if one.student in hostile and one.score > hostile[one.student].earns
        ),
        changed=tuple(one.student for one in honest if comparable(one) != alone),
        leaking=tuple(
            str(path.relative_to(out))
            for path in sorted(out.rglob("*"))
            if path.is_file() and surroundings.leaked(path.read_text("utf-8"))
        ),
        received=surroundings.received,
    )


def comparable(verdict: SubmissionVerdict) -> dict[str, Any]:
    """Return a verdict without whose it is and how long it took."""
    return dataclasses.asdict(dataclasses.replace(verdict, student="", seconds=0.0))


def taken(attacks: Sequence[Attack], count: int) -> list[Attack]:
    """Return as many attacks as asked for, spread over all, each again where that is not enough."""
    step = max(1, len(attacks) // count)
    return list(itertools.islice(itertools.cycle(attacks[::step]), count))


def _class(surroundings: Surroundings, hostile: dict[str, Attack]) -> list[Submission]:
    places = surroundings.places(str(os.getpid()))
    found = []
    for student, attack in hostile.items():
        found.append(_submission(student, notebook(placed(attack.sources, places))))
        found.append(_submission(student.replace("eve", "ada"), notebook(HONEST_SOURCES)))
    return found


def _submission(student: str, data: bytes) -> Submission:
    return Submission(student, "light.ipynb", lambda _limit: data)
