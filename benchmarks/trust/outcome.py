"""What came of handing one attack in to one grader, and what of it counts as what."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from tests.attacks.attack import HONEST, Attack, placed
from tests.attacks.control import HIDDEN, LOOT
from tests.attacks.surroundings import Surroundings

from . import attacks
from .assignment import POINTS
from .graders import Environment, Grader
from .watch import Watched, watched

MEMORY_LIMIT = 384
"""Megabytes above an honest run; it is what the course sets for ours."""

PROCESS_LIMIT = 100
"""Processes above those of an honest run, at once."""

LARGE_FILE = 50 * 2**20


@dataclass(frozen=True)
class Control:
    """What an honest run of a grader takes."""

    peak_megabytes: float
    processes: int


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    score: float | None
    """Nothing where the grader has none."""

    due: float
    """What its honest part is worth."""

    secret: bool = False
    """Whether a canary came back with the result, or reached the listener."""

    harm: list[str] = field(default_factory=list)
    """What was done to others, or to the machine."""

    told: str = ""
    """What the grader says of the question that it is about."""

    seconds: float = 0.0

    @property
    def gained(self) -> float:
        """Points that it has not earned."""
        return max(0.0, (self.score or 0.0) - self.due)

    @property
    def lost(self) -> float:
        """Points of its honest part that it was not given."""
        return max(0.0, self.due - (self.score or 0.0))

    @property
    def explained(self) -> bool | None:
        """Whether a reason was given, where points were withheld."""
        withheld = self.due < POINTS or self.lost or self.score is None
        return bool(self.told) if withheld and not self.gained else None


@dataclass(frozen=True)
class Place:
    """Where a grader is tried."""

    folder: Path
    token: str
    environment: Environment
    limit: float
    """Seconds that a command may take."""


def handed_in(
    grader: Grader, sources: list[str], answers: dict[str, str], place: Place, manner: str
) -> tuple[Outcome, Watched]:
    """Hand in what is no attack; return what came of it, with everything due."""
    place.folder.mkdir(parents=True)
    with Surroundings(place.folder, place.token) as around:
        command = grader.hand_in(around, manner, sources, answers)
        run = _watched(command, around, place)
        result = grader.result(around, run.output, "relu")
    due = POINTS * len(answers)
    return Outcome(result.score, due, told=result.told, seconds=run.seconds), run


def attacked(grader: Grader, kind: str, one: Attack, place: Place, control: Control) -> Outcome:
    """Hand in an attack; return what came of it."""
    place.folder.mkdir(parents=True)
    with Surroundings(place.folder, place.token) as around:
        around.hidden.append(HIDDEN)
        places = around.places("os.getppid()") | grader.places(around)
        sources = placed(attacks.cells(one), places)
        answers = {name: HONEST[name] for name in one.honest}
        answers |= {name: f"# {name} is above" for name in HONEST if name not in answers}
        command = grader.hand_in(around, one.test, sources, answers)
        before = _files(around)
        run = _watched(command, around, place)
        result = grader.result(around, run.output, one.about)
        loot = result.shown.partition(LOOT)[2] + around.received
        secret = one.damage == "secret" and bool(around.leaked(loot))
        harm = _harm(around, run, control, before)
        if kind == "network" and "connected" in around.received:
            harm.append("reached the network")
        if not Path(places["GRADEBOOK"]).exists() or _planted(Path(places["GRADEBOOK"])):
            harm.append("gradebook changed")
    return Outcome(result.score, one.earns, secret, harm, result.told, run.seconds)


def _watched(command: list[str], around: Surroundings, place: Place) -> Watched:
    return watched(
        command,
        folder=around.root,
        environment={**place.environment, **around.environment},
        limit=place.limit,
        descriptors=(around.descriptor,),
    )


def _harm(around: Surroundings, run: Watched, control: Control, before: set[Path]) -> list[str]:
    harm = []
    if run.code is None:
        harm.append(f"still running after {run.seconds:.0f} s")
    if run.survivors:
        harm.append(f"{run.survivors} process{'es' * (run.survivors > 1)} left running")
    if run.processes > control.processes + PROCESS_LIMIT:
        harm.append(f"{run.processes} processes at once")
    if run.peak_megabytes > control.peak_megabytes + MEMORY_LIMIT:
        harm.append(f"{run.peak_megabytes:.0f} MB of memory")
    if not around.victim_lives:
        harm.append("another's process killed")
    if not (around.course / "course.toml").exists():
        harm.append("the course removed")
    planted = [path for path in _files(around) - before if _planted(path)]
    if planted or around.remains():
        harm.append("a file planted")
    if any(_size(path) > LARGE_FILE for path in _files(around) - before):
        harm.append("80 MB left on the disk")
    return harm


def _files(around: Surroundings) -> set[Path]:
    return {path for path in around.root.rglob("*") if path.is_file() or path.is_socket()}


def _planted(path: Path) -> bool:
    """Say whether a file ends as those do that attacks write."""
    try:
        with path.open("rb") as file:
            file.seek(max(0, path.stat().st_size - 16))
            return file.read().strip().endswith(b"planted")
    except OSError:
        return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
