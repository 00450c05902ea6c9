"""`pytest assignments/` in a course of one's own."""

import subprocess
import sys

import pytest

NAME = "assignments/neuron/questions.py"


@pytest.fixture
def held(course):
    """Hold the course's assignments to account; return pytest's exit code and what it printed."""

    def run(*words):
        command = [sys.executable, "-m", "pytest", "assignments", "--secrets", "1", "-q"]
        finished = subprocess.run(
            [*command, "-p", "no:cacheprovider", *words],
            cwd=course,
            capture_output=True,
            text=True,
            check=False,
        )
        return finished.returncode, finished.stdout

    return run


@pytest.fixture
def change(course):
    """Replace a piece of the questions."""

    def run(before, after):
        path = course / NAME
        text = path.read_text("utf-8")
        assert before in text
        path.write_text(text.replace(before, after), "utf-8")

    return run


def test_a_sound_course_passes_and_the_matrix_is_printed(held):
    code, printed = held()

    assert code == 0, printed
    assert "kill matrix" in printed
    line = next(line for line in printed.splitlines() if line.startswith("neuron"))
    assert line.split()[1:6] == ["5", "5", "5", "1", "1"]


def test_a_mistake_that_nothing_catches_fails_and_is_counted(held, change):
    change('"b": rng.normal()}', '"b": 0.0}')
    code, printed = held("-k", "pre_activation")

    assert code == 1
    assert "pre_activation: never_adds_the_bias: passes every hidden case" in printed
    assert "no hidden case refuses this mutant: add one, or list it as equivalent" in printed
    line = next(line for line in printed.splitlines() if line.startswith("neuron"))
    assert line.split()[1:4] == ["2", "0", "0"]


def test_the_matrix_counts_what_other_processes_assessed(held):
    alone, apart = held("-k", "mutants"), held("-k", "mutants", "-n", "2")

    assert apart[0] == 0, apart[1]
    assert alone[1].splitlines()[-2] == apart[1].splitlines()[-2]


def test_verdicts_are_kept_when_accepted_and_what_moves_is_shown(held, course, change):
    code, printed = held("-k", "verdicts")
    assert code == 5, printed  # nothing is kept yet, so there is nothing to compare with

    assert held("-k", "verdicts", "--accept-verdicts")[0] == 0
    assert (course / "assignments/neuron/verdicts.json").is_file()
    assert held("-k", "verdicts")[0] == 0

    change('@pre_activation.case("a single input", fr', '@pre_activation.case("one", weight=3, fr')
    code, printed = held("-k", "verdicts")
    assert code == 1
    assert "--accept-verdicts" in printed
    assert "sample: blaise: pre_activation: 1 of 2, partial" in printed
    assert held("-k", "verdicts", "--accept-verdicts")[0] == 0
    assert held("-k", "verdicts")[0] == 0
