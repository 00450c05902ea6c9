"""What is collected from an exchange in which students write what they like."""

from __future__ import annotations

import getpass
import json
from pathlib import Path

import pytest

from tests.interop.courses import Nbgrader

pytestmark = [pytest.mark.interop, pytest.mark.xdist_group("nbgrader")]

THEIRS = "nbgrader.exchange.default.ExchangeCollect"
OURS = "autograder.commands.nbgrader.collecting.ExchangeCollect"
STUDENT = getpass.getuser()


@pytest.fixture
def exchange(tmp_path: Path) -> Path:
    """An exchange with the course `course`, released in it."""
    root = tmp_path / "exchange"
    (root / "course/inbound").mkdir(parents=True)
    root.chmod(0o777)
    (tmp_path / "course").mkdir()
    return root


@pytest.fixture
def collected(exchange: Path, nbgrader: Nbgrader) -> object:
    """Collect with a class, and return what is in `submitted/` afterwards, as text by path."""

    def collect(which: str) -> dict[str, str]:
        course = exchange.parent / "course"
        nbgrader(
            course,
            "collect",
            "ps1",
            "--course=course",
            f"--Exchange.root={exchange}",
            f"--ExchangeFactory.collect={which}",
        )
        there = course / "submitted"
        return {
            str(path.relative_to(there)): path.read_text("utf-8")
            for path in there.rglob("*")
            if path.is_file()
        }

    return collect


def hand_in(exchange: Path, student: str, day: int, text: str = "mine") -> Path:
    stamp = f"2030-01-{day:02} 00:00:00.000000 UTC"
    folder = exchange / "course/inbound" / f"{student}+ps1+{stamp}+r{day}"
    folder.mkdir()
    (folder / "timestamp.txt").write_text(stamp, "utf-8")
    (folder / "ps1.ipynb").write_text(json.dumps({"said": text}), "utf-8")
    return folder


def test_the_latest_hand_in_is_collected_with_all_its_folders(exchange, collected) -> None:
    hand_in(exchange, STUDENT, 1, "old")
    folder = hand_in(exchange, STUDENT, 2, "new")
    (folder / "data/more").mkdir(parents=True)
    (folder / "data/more/table.csv").write_text("1,2", "utf-8")

    assert collected(OURS) == {
        f"{STUDENT}/ps1/timestamp.txt": "2030-01-02 00:00:00.000000 UTC",
        f"{STUDENT}/ps1/ps1.ipynb": '{"said": "new"}',
        f"{STUDENT}/ps1/data/more/table.csv": "1,2",
    }


@pytest.mark.parametrize(("which", "is_taken"), [(THEIRS, True), (OURS, False)])
def test_what_a_link_leads_to_is_not_collected(which, is_taken, exchange, collected) -> None:
    secret = exchange.parent / "another's work"
    secret.write_text("secret", "utf-8")
    folder = hand_in(exchange, STUDENT, 1)
    (folder / "ps1.ipynb").unlink()
    (folder / "ps1.ipynb").symlink_to(secret)

    assert ("secret" in collected(which).values()) is is_taken


@pytest.mark.parametrize(("which", "is_taken"), [(THEIRS, True), (OURS, False)])
def test_what_a_link_to_a_folder_leads_to_is_not_collected(
    which, is_taken, exchange, collected
) -> None:
    (exchange.parent / "another").mkdir()
    (exchange.parent / "another/ps1.ipynb").write_text("secret", "utf-8")
    (hand_in(exchange, STUDENT, 1) / "data").symlink_to(exchange.parent / "another")

    assert ("secret" in collected(which).values()) is is_taken


@pytest.mark.parametrize(("which", "is_taken"), [(THEIRS, True), (OURS, False)])
def test_nobody_hands_in_for_another(which, is_taken, exchange, collected) -> None:
    hand_in(exchange, "daemon", 1)

    assert ("daemon/ps1/ps1.ipynb" in collected(which)) is is_taken


def test_what_is_too_large_is_left_out(exchange, collected) -> None:
    with (hand_in(exchange, STUDENT, 1) / "large").open("wb") as large:
        large.truncate(200_000_001)

    assert f"{STUDENT}/ps1/ps1.ipynb" in collected(OURS)
    assert f"{STUDENT}/ps1/large" not in collected(OURS)
