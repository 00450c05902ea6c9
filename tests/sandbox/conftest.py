"""What the tests of the sandbox share: a warm lane, sessions on it, and a liar's tools."""

import os
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat import v4

from autograder import wire
from autograder.outcome import Outcome
from autograder.probe import Call
from autograder.sandbox import talk as talk_module
from autograder.sandbox.cells import CellRun, CodeCell, Times
from autograder.sandbox.isolation.limits import Allowance
from autograder.sandbox.lane import Lane
from autograder.sandbox.session import Session

SessionOf = Callable[..., Session]
Run = Callable[..., list[CellRun]]
CallWith = Callable[..., Outcome]


@pytest.fixture(scope="session")
def shared_lane() -> Iterator[Lane]:
    with Lane() as lane:
        yield lane


@pytest.fixture(scope="session")
def other_lane() -> Iterator[Lane]:
    """A second lane, for what two of them have in common."""
    with Lane() as lane:
        yield lane


@pytest.fixture
def lane(shared_lane: Lane) -> Lane:
    """A lane that is up, whatever an earlier test did to it."""
    shared_lane.start()
    return shared_lane


@pytest.fixture
def session_of(lane: Lane) -> SessionOf:
    """Make a session of these cells, to be used in a `with`; the limits are generous."""

    def make(
        *sources: str,
        on: Lane = lane,
        cell: float = 30,
        call: float = 30,
        submission: float = 120,
        memory_mb: int = 1024,
        output_kb: int = 20,
    ) -> Session:
        cells = [
            CodeCell(number, textwrap.dedent(source)) for number, source in enumerate(sources, 1)
        ]
        times = Times(cell, call, submission)
        return Session(on, cells, times, Allowance(memory_mb, output_kb, submission))

    return make


@pytest.fixture
def run(session_of: SessionOf) -> Run:
    """Run cells in a session of their own; return what came of each."""

    def run_cells(*sources: str, **limits: Any) -> list[CellRun]:
        with session_of(*sources, **limits) as session:
            return session.run_cells()

    return run_cells


@pytest.fixture
def call_with() -> CallWith:
    """Call a function by name, its arguments by position unless `by_name`."""

    def call(session: Session, name: str, *, by_name: bool = False, **arguments: Any) -> Outcome:
        encoded = {key: wire.encode(value) for key, value in arguments.items()}
        return session.call(name, Call(encoded, () if by_name else tuple(encoded)))

    return call


@pytest.fixture
def hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the grader's own clock strike soon after the worker's."""
    monkeypatch.setattr(talk_module, "GRACE_SECONDS", 0.3)


@pytest.fixture
def text_of() -> Callable[[CellRun], str]:
    """Return all that a cell printed and showed, as one text."""

    def gather(run: CellRun) -> str:
        printed = [output.get("text", "") for output in run.outputs]
        shown = [output.get("data", {}).get("text/plain", "") for output in run.outputs]
        return "".join(printed + shown)

    return gather


@pytest.fixture(scope="session")
def assert_valid() -> Callable[[list[dict[str, Any]]], None]:
    """Hold a cell's outputs to the notebook format's own schema."""

    def check(outputs: list[dict[str, Any]]) -> None:
        cell = v4.new_code_cell("", outputs=[nbformat.from_dict(output) for output in outputs])
        nbformat.validate(v4.new_notebook(cells=[cell]))

    return check


@pytest.fixture
def liar() -> str:
    """A cell that finds the worker's connection: `put` sends a message, `CONNECTION` is it."""
    return textwrap.dedent("""
        import gc, os, socket
        from autograder import wire
        from autograder.sandbox.channel import HEADER

        CONNECTION = next(o for o in gc.get_objects() if isinstance(o, socket.socket))

        def put(message):
            data = wire.encode(message)
            CONNECTION.sendall(HEADER.pack(len(data)) + data)
    """)


@pytest.fixture
def scratch_root(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """The folder in which the grader makes scratch folders during this test.

    Others can pass through it, as through the machine's own: a worker may be another user.
    """
    tmp_path_factory.getbasetemp()  # pytest's own folder is not to be made in here
    with tempfile.TemporaryDirectory() as root:
        Path(root).chmod(0o711)
        monkeypatch.setattr("tempfile.tempdir", root)
        yield Path(root)


@pytest.fixture
def has_namespaces(lane: Lane) -> bool:
    """Whether this host lets the sandbox make namespaces, as containers may not."""
    return any(layer.name == "mount" and layer.on for layer in lane.layers)


@pytest.fixture
def may_start(lane: Lane, has_namespaces: bool) -> bool:
    """Whether student code may start processes here: where all of them can be ended."""
    return has_namespaces or os.geteuid() == 0


@pytest.fixture(autouse=True)
def _only_where_it_can_be(request: pytest.FixtureRequest) -> None:
    """Leave out what student code is not allowed on this kind of host."""
    if request.node.get_closest_marker("needs_own_user"):
        if not request.getfixturevalue("may_start"):
            pytest.skip("as the grader's own user, student code starts nothing and changes no mode")
        return
    marker = request.node.get_closest_marker("needs_namespaces")
    if marker and not request.getfixturevalue("has_namespaces"):
        pytest.skip("without namespaces, student code has no shared memory")


@pytest.fixture(scope="session")
def dedent() -> Callable[[str], str]:
    """Take the common indentation off a cell's source."""
    return textwrap.dedent
