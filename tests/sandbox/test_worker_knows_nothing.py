"""Nothing of the grader's reaches a worker but what it is asked."""

import json
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from autograder import Assignment, wire
from autograder.probe import Call, plan
from autograder.sandbox.channel import Channel
from autograder.sandbox.lane import Lane

LOOK = """
import json, os, random, sys
import numpy as np

def files():
    found = {}
    for number in os.listdir("/proc/self/fd"):
        try:
            found[int(number)] = os.readlink(f"/proc/self/fd/{number}")
        except FileNotFoundError:
            pass  # that of the listing itself
    return found

def raw(name):
    with open(f"/proc/self/{name}", encoding="utf-8", errors="replace") as file:
        return file.read()
"""


@pytest.fixture
def look(run, text_of):
    """Evaluate an expression in a worker and return its value."""

    def evaluate(expression, **limits):
        (shown,) = run(LOOK + f"print(json.dumps({expression}))", output_kb=200, **limits)
        return json.loads(text_of(shown))

    return evaluate


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course whose root the grader works in and imports from, with secrets all around."""
    (tmp_path / "reference").mkdir()
    (tmp_path / "reference" / "__init__.py").write_text("def solution(): return 42\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setenv("COURSE_SECRET", "hunter2")
    monkeypatch.setattr(sys, "argv", ["autograder", "grade", "--secret", "hunter2"])
    monkeypatch.delitem(sys.modules, "reference", raising=False)
    __import__("reference")
    yield tmp_path
    sys.modules.pop("reference", None)


def test_nothing_of_the_graders_surroundings_is_there(course, look, run):
    secret = os.open(course / "reference" / "__init__.py", os.O_RDONLY)
    os.set_inheritable(secret, True)
    expression = """{
        "environment": dict(os.environ), "first": raw("environ"), "command": raw("cmdline"),
        "argv": sys.argv, "path": sys.path, "files": files(), "modules": list(sys.modules),
        "home": os.path.expanduser("~"), "here": os.getcwd(),
    }"""
    try:
        with Lane() as lane:
            seen = look(expression, on=lane)
            (imported,) = run("import reference", on=lane)
    finally:
        os.close(secret)

    assert "hunter2" not in str(seen)
    assert "COURSE_SECRET" not in str(seen)
    assert str(course) not in str(seen)
    assert "reference" not in seen["modules"]
    assert imported.failure.type == "ModuleNotFoundError"
    assert not [name for name in seen["modules"] if name.startswith("pytest")]
    assert seen["here"].startswith(seen["home"])
    assert seen["here"] == seen["path"][0]


def test_it_holds_no_file_but_its_own_connection_and_the_libraries_fonts(look):
    files = look("files()")
    flags = look("{n: raw(f'fdinfo/{n}').split()[3] for n in files()}")
    standard = [files.pop(number) for number in ("0", "1", "2")]
    (connection,) = [number for number, file in files.items() if file.startswith("socket:")]
    del files[connection]

    assert standard == ["/dev/null"] * 3
    assert all(Path(file).is_relative_to(Path(sys.prefix).resolve()) for file in files.values())
    assert all(int(flags[number], 8) & os.O_ACCMODE == os.O_RDONLY for number in files)


@pytest.mark.parametrize("module", ["reference", "assignments", "tests", "conftest"])
def test_the_course_cannot_be_imported(run, module):
    (imported,) = run(f"import {module}")

    assert imported.failure.type == "ModuleNotFoundError"


def test_only_the_interpreter_and_its_libraries_are_on_the_path(look):
    _, *others = look("sys.path")
    prefixes = (os.path.realpath(sys.prefix), os.path.realpath(sys.base_prefix))

    assert others
    assert all(os.path.realpath(entry).startswith(prefixes) for entry in others)


def test_no_judge_no_gradebook_no_question_is_loaded(look):
    loaded = set(look("[name for name in sys.modules if name.startswith('autograder')]"))
    trusted = {"judge", "authoring", "gradebook", "formats", "grading", "reports", "cli", "trial"}

    assert not {name.split(".")[1] for name in loaded if "." in name} & trusted


@pytest.mark.needs_namespaces
def test_a_program_that_it_starts_does_not_hold_the_connection(look):
    listing = look("__import__('subprocess').getoutput('ls -l /proc/self/fd')")
    os_listing = look("os.system('ls -l /proc/self/fd > seen') or open('seen').read()")

    assert "socket:" not in listing
    assert "socket:" not in os_listing


def test_what_is_asked_holds_inputs_and_no_answer(session_of, monkeypatch):
    """The messages of a whole session, one by one, as they are sent."""
    sent = []
    send = Channel.send

    def recording(self, message, *, seconds=None):
        sent.append(message)
        send(self, message, seconds=seconds)

    monkeypatch.setattr(Channel, "send", recording)
    assignment = Assignment("secret", title={"en": "Secret"})

    def double(x):
        return x * 2

    question = assignment.question(double, points=1)
    inputs = {"x": np.array([12345.678, 8765.4321])}
    with session_of("def double(x): return x + x", "y = 1") as session:
        session.run_cells()
        outcome = session.call("double", plan(question, inputs))
        session.read("y")

    expected = double(**inputs)
    np.testing.assert_array_equal(outcome.value, expected)
    assert [
        [(request["op"], request["id"]) for request in message["requests"]] for message in sent
    ] == [[("run", 1), ("run", 2)], [("call", 3)], [("read", 4)]]
    assert sent[1]["requests"][0] == {
        "op": "call",
        "id": 3,
        "name": "double",
        "arguments": {"x": wire.encode(inputs["x"])},
        "positional": ["x"],
        "probe": None,
        "seconds": 30,
    }
    assert all(expected.tobytes() not in wire.encode(message) for message in sent)


def test_chance_is_the_same_in_every_worker(look, other_lane):
    drawn = """[
        random.random(), np.random.rand(), np.random.default_rng(3).normal(),
        hash("a"), str(set("abcdefghij")),
    ]"""
    first = look(drawn)
    look("[np.random.seed(5), random.seed(5), 0][2]")

    assert look(drawn) == first
    assert look(drawn, on=other_lane) == first


def test_a_session_sees_nothing_of_an_earlier_one(run):
    planting = """
        import builtins, json, sys
        builtins.planted = sys.planted = planted = 1
        json.loads = None
        open("planted", "w").close()
    """
    looking = """
        import builtins, json, os, sys
        assert "planted" not in dir(builtins) + dir(sys) + list(globals()) + os.listdir()
        assert json.loads("1") == 1
    """
    assert run(planting)[0].status == "ok"
    assert run(looking)[0].status == "ok"


def test_a_call_holds_what_its_arguments_are_and_no_more():
    """So that nothing rides along: a call is its encoded arguments, their order and a probe, the
    names of what the release forbids, and the device and the bounds that it states."""
    fields = {"arguments", "positional", "probe", "watched", "exempt", "device", "steps", "seconds"}

    assert set(Call.__dataclass_fields__) == fields
