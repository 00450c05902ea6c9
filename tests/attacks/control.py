"""The positive control: the same attack on the unprotected grader, in surroundings of its own."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from .attack import HONEST, Attack, placed
from .surroundings import Surroundings

LOOT = "LOOT"
"""What an attack prints before a canary: the unprotected grader's own pages hold hidden inputs."""

HIDDEN = "86753094.25"
"""The number that only the unprotected grader's hidden tests hold."""

HEARING_SECONDS = 3.0

NEXT = ["import numpy as np", *HONEST.values()]
NEXT_SCORE = 8.0


class Unprotected:
    """The unprotected grader, started once and warm."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._numbers = itertools.count()
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start its server."""
        token = "canaryincommandline"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.attacks.unprotected", token],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
            env={**os.environ, "GRADER_START": token, "PYTHONDONTWRITEBYTECODE": "1"},
            text=True,
        )
        assert self._reply() == {"ready": True}

    def close(self) -> None:
        """End its server."""
        if self._process is not None:
            self._process.communicate()

    def succeeds(self, attack: Attack) -> bool:
        """Try an attack; say whether it does its damage."""
        root = self._root / f"control{next(self._numbers)}"
        root.mkdir()
        with Surroundings(root, "canaryincommandline") as surroundings:
            surroundings.hidden.append(HIDDEN)
            report = self._try(attack, surroundings)
            return _damaged(attack, report, surroundings)

    def _try(self, attack: Attack, surroundings: Surroundings) -> dict[str, Any]:
        if self._process is None or self._process.poll() is not None:
            self.start()
        assert self._process is not None
        assert self._process.stdin is not None
        folder = surroundings.root / "submitted" / "eve"
        folder.mkdir()
        places = surroundings.places("os.getppid()")
        request = {
            "sources": placed(attack.sources, places),
            "test": attack.test,
            "route": attack.route,
            "attempts": attack.attempts,
            "over": attack.over,
            "next": NEXT if attack.damage == "next" else [],
            "fresh": attack.fresh,
            "environment": surroundings.environment,
            "course": str(surroundings.course),
            "folder": str(folder),
            "secret": str(surroundings.secret),
            "descriptor": surroundings.descriptor,
            "watched": [str(surroundings.home), str(surroundings.tmp)],
        }
        before = _files(surroundings)
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        report = self._reply()
        report["left"] = sorted(_files(surroundings) - before)
        return report

    def _reply(self) -> dict[str, Any]:
        assert self._process is not None
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        return dict(json.loads(line)) if line else {"crashed": "the server"}


def _files(surroundings: Surroundings) -> set[str]:
    other = surroundings.root / "submitted" / "ada"
    own = [surroundings.home, surroundings.tmp, surroundings.course, other]
    found = {str(path) for root in own for path in root.rglob("*")}
    return found | surroundings.remains()


def _damaged(attack: Attack, report: dict[str, Any], surroundings: Surroundings) -> bool:
    score = report.get("score")
    match attack.damage:
        case "points":
            return score is not None and score > attack.earns
        case "secret":
            loot = report.get("output", "").partition(LOOT)[2]
            return bool(surroundings.leaked(loot)) or _was_heard(surroundings)
        case "leftover":
            return bool(report.get("left") or report.get("processes"))
        case "excess":
            return attack.over in report.get("over", {})
        case "crash":
            return score is None or score < attack.earns or not surroundings.victim_lives
        case "next":
            return report.get("next") != NEXT_SCORE


def _was_heard(surroundings: Surroundings) -> bool:
    """Whether something came in on the listeners, which may take a moment to say so."""
    deadline = time.monotonic() + HEARING_SECONDS
    while time.monotonic() < deadline:
        if "connected" in surroundings.received or surroundings.leaked(surroundings.received):
            return True
        time.sleep(0.02)
    return False
