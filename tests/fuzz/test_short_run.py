"""A short run of `python -m benchmarks.fuzz`, the same every time; the long ones have their results
in `benchmarks/results/`.
"""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest

from autograder import wire
from autograder.formats import archives, notebook
from autograder.judge import compare
from autograder.judge.compare import Difference
from autograder.outcome import Failure
from autograder.wire import packing, unpacking

ROOT = Path(__file__).parents[2]

pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture
def fuzz(monkeypatch):
    """Give a target so many inputs; return what came of them."""
    monkeypatch.syspath_prepend(ROOT)
    seeded, main = (
        import_module("benchmarks.fuzz.seeded"),
        import_module("benchmarks.fuzz.__main__"),
    )
    return lambda target, inputs: seeded.try_inputs(main.target(target), inputs, 0, None)


@pytest.mark.parametrize(
    ("target", "inputs"),
    [
        ("wire", 5_000),
        ("round-trip", 2_000),
        ("reply", 500),
        ("notebook", 1_000),
        ("archive", 300),
        ("compare", 2_000),
        ("telling", 2_000),
    ],
)
def test_no_hostile_input_breaks_a_promise(fuzz, target, inputs, capfd):
    report = fuzz(target, inputs)

    assert (report["inputs"], report["findings"]) == (inputs, 0), capfd.readouterr().err


# --- a reader that is spoiled is found out: this run can fail ---


def test_a_decoder_that_trusts_its_shapes_is_found_out(fuzz, monkeypatch):
    monkeypatch.setattr(unpacking, "shape_of", lambda node, _left: tuple(node))

    assert fuzz("wire", 5_000)["findings"]


def test_a_decoder_that_takes_any_byte_for_a_boolean_is_found_out(fuzz, monkeypatch):
    unpack = unpacking.array_of

    def unpack_any(name, shape, data):
        array = unpack("uint8" if name == "bool" else name, shape, data)
        return array.view(bool) if name == "bool" else array

    monkeypatch.setattr(unpacking, "array_of", unpack_any)

    assert fuzz("wire", 5_000)["findings"]


def test_an_encoder_that_forgets_a_sign_is_found_out(fuzz, monkeypatch):
    monkeypatch.setattr(packing, "AS_THEY_ARE", packing.AS_THEY_ARE - {float})
    monkeypatch.setitem(packing.PACKERS, float, lambda value, *_rest: value or 0.0)

    assert fuzz("round-trip", 1_000)["findings"]


def test_a_reading_of_replies_that_believes_them_is_found_out(fuzz, monkeypatch):
    messages = import_module("benchmarks.fuzz.messages")
    monkeypatch.setattr(messages, "read_failure", lambda told: Failure(told["type"]))

    assert fuzz("reply", 200)["findings"]


def test_a_notebook_reader_that_keeps_half_characters_is_found_out(fuzz, monkeypatch):
    monkeypatch.setattr(notebook, "_text", lambda told: told if isinstance(told, str) else "")

    assert fuzz("notebook", 500)["findings"]


def test_an_archive_reader_without_a_limit_is_found_out(fuzz, monkeypatch):
    monkeypatch.setattr(archives, "check_size", lambda *_sizes: None)
    read = archives.read_up_to
    monkeypatch.setattr(
        archives, "read_up_to", lambda file, most: read(file, most + 2**20 if most > 4096 else most)
    )

    assert fuzz("archive", 1_000)["findings"]


def test_a_judge_that_says_what_was_expected_is_found_out(fuzz, monkeypatch):
    def tell_all(expected, actual, path):
        return Difference("length", path, {"expected": expected, "actual": 0})

    monkeypatch.setattr(compare, "_type_difference", tell_all)

    assert fuzz("compare", 500)["findings"]


def test_a_reader_that_takes_memory_for_nothing_is_found_out(fuzz, monkeypatch):
    decode = wire.decode
    monkeypatch.setattr(wire, "decode", lambda data: (np.zeros(2**22), decode(data))[1])

    assert fuzz("wire", 60)["findings"]


# --- the command ---


def test_the_command_prints_what_came_of_its_inputs():
    command = [sys.executable, "-m", "benchmarks.fuzz", "--target", "wire", "--inputs", "50"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)

    report = json.loads(run.stdout)["targets"]["wire"]
    assert (report["inputs"], sum(report["outcomes"].values())) == (50, 50)
