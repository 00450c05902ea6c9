"""The comparison of `python -m benchmarks.trust`: what was kept of it, and what it tries."""

import json
import re
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / "benchmarks" / "results"
GRADERS = ["nbgrader", "otter", "chainrule"]


@pytest.fixture(scope="module")
def kept():
    """Return the comparison that is committed."""
    return json.loads((RESULTS / "trust.json").read_text())


@pytest.fixture
def trust(monkeypatch):
    """Import a module of the comparison."""
    monkeypatch.syspath_prepend(ROOT)
    return lambda name: import_module(f"benchmarks.trust.{name}")


def test_the_table_says_what_the_data_say(kept, trust):
    assert (RESULTS / "trust.md").read_text() == trust("table").markdown(kept)


def test_the_sums_are_those_of_the_rows(kept):
    table = (RESULTS / "trust.md").read_text()
    (row,) = re.findall(r"^\| any of these \| (\d+) \| (\d+) \| (\d+) \|$", table, re.MULTILINE)

    rows = table.partition("## Each attack")[2].partition("\n## ")[0].splitlines()
    cells = [line.split(" | ")[1:] for line in rows if line.startswith("| ")]
    assert [int(number) for number in row] == [
        sum("**" in line[column] for line in cells) for column in range(3)
    ]


def test_every_portable_attack_was_tried_on_every_grader(kept, trust):
    wanted = [(kind, one.name) for kind, one in trust("attacks").portable()]

    assert len(set(wanted)) == len(wanted) >= 25
    assert [(one["class"], one["attack"]) for one in kept["attacks"]] == wanted
    assert all(list(one["outcomes"]) == GRADERS for one in kept["attacks"])


def test_honest_work_had_full_marks_and_no_work_had_none(kept):
    for control in kept["controls"].values():
        assert control == {"honest": kept["full_marks"], "blank": 0}


def test_no_attack_got_anything_from_us(kept, trust):
    succeeded = trust("table").succeeded

    assert [one for one in kept["attacks"] if succeeded(one["outcomes"]["chainrule"])] == []
    assert [one for one in kept["attacks"] if one["outcomes"]["chainrule"]["lost"]] == []


def test_the_versions_are_those_that_are_installed_for_it(kept):
    pinned = (ROOT / "benchmarks" / "trust" / "requirements.txt").read_text().split()

    assert dict(line.split("==") for line in pinned).items() <= kept["versions"].items()


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ({"score": 8.0, "due": 6.0}, "**+2 points**"),
        ({"score": 0.0, "due": 2.0}, "2 of its own points lost"),
        ({"score": None, "due": 2.0}, "no score"),
        ({"score": 2.0, "due": 2.0}, "nothing"),
        (
            {"score": 2.0, "due": 2.0, "secret": True, "harm": ["a file planted"]},
            "**secret out**, **a file planted**",
        ),
    ],
)
def test_a_cell_says_what_an_attack_got(trust, outcome, words):
    table = trust("table")

    assert table.cell(table.row(trust("outcome").Outcome(**outcome))) == words


def test_what_a_command_leaves_running_is_counted_and_ended(trust, tmp_path):
    watch = trust("watch")
    run = watch.watched(
        ["/bin/sh", "-c", "sleep 1000 & echo said"],
        folder=tmp_path,
        environment={"PATH": "/usr/bin:/bin"},
        limit=20,
    )

    assert (run.code, run.output, run.survivors) == (0, "said\n", 1)


def test_a_command_that_takes_too_long_is_stopped(trust, tmp_path):
    watch = trust("watch")
    run = watch.watched(["/bin/sleep", "1000"], folder=tmp_path, environment={}, limit=0.2)

    assert run.code is None
