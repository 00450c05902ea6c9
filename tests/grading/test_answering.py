"""The helper that computes what stand-ins ask, whatever it is asked."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import Pipe
from pathlib import Path

import numpy as np
import pytest

from autograder import wire
from autograder.grading.answering import Answerer, Desk
from autograder.grading.nest import Nest, Source, result_of
from autograder.sandbox.asking import Ask
from autograder.sandbox.channel import ChannelError
from autograder.sandbox.lane import SandboxError

REFERENCE = """
import os
import numpy as np

def ones(n):
    return np.ones(n)

def spin(n):
    for _ in range(n):
        pass
    return n

def parent():
    return os.getppid()

def secrets():
    return [name for name in os.environ if name.startswith("AUTOGRADER_")]
"""

QUESTIONS = """
from reference import tools
from autograder import Assignment

assignment = Assignment("tools", title={"en": "Tools"})
for function in (tools.ones, tools.spin, tools.parent, tools.secrets):
    question = assignment.question(function, points=1)
    question.case("one")(lambda rng: {})
"""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Source:
    root = tmp_path_factory.mktemp("tools")
    files = {
        "course.toml": 'name = "Tools"\n',
        "reference/__init__.py": "",
        "reference/tools.py": REFERENCE,
        "assignments/tools/questions.py": QUESTIONS,
    }
    for name, text in files.items():
        Path(root, name).parent.mkdir(parents=True, exist_ok=True)
        Path(root, name).write_text(text, "utf-8")
    return Source(root, "tools", memory_mb=512)


@pytest.fixture(scope="module")
def helper(source: Source) -> Iterator[Answerer]:
    nest = Nest(source)
    helper = Answerer(nest)
    yield helper
    helper.close()
    nest.close()


def ask(name: str, *positional: object, **named: object) -> Ask:
    return Ask(name, wire.encode([list(positional), named]))


def answer(helper: Answerer, asked: Ask, seconds: float = 30.0) -> object:
    value = helper.answer(asked, seconds)
    return None if value is None else wire.decode(value)


def test_the_reference_answers_by_position_and_by_name(helper: Answerer) -> None:
    assert np.array_equal(answer(helper, ask("ones", 2)), [1, 1])
    assert np.array_equal(answer(helper, ask("ones", n=3)), [1, 1, 1])


NO_RESULT = {
    "a function that there is not": ask("twos", 1),
    "an argument too many": ask("ones", 1, 2),
    "an argument of another type": ask("ones", "three"),
    "a negative size": ask("ones", -1),
    "more memory than there is": ask("ones", 10**9),
    "a result too large to be sent": ask("ones", 10**7),
    "arguments too large to be sent": ask("ones", np.ones(10**7 // 4)),
    "bytes that are nothing": Ask("ones", b"\xc1"),
    "arguments in another form": Ask("ones", wire.encode({"n": 1})),
    "a keyword that is no text": Ask("ones", wire.encode([[], {1: 2}])),
}


@pytest.mark.parametrize("asked", NO_RESULT.values(), ids=NO_RESULT)
def test_there_is_no_result_for(helper: Answerer, asked: Ask) -> None:
    assert helper.answer(asked, 30.0) is None
    assert answer(helper, ask("spin", 1)) == 1


def test_what_takes_too_long_is_given_up_and_the_next_is_answered(helper: Answerer) -> None:
    with pytest.raises(ChannelError):
        helper.answer(ask("spin", 10**12), 0.2)

    assert answer(helper, ask("spin", 2)) == 2


def test_the_helper_is_told_nothing_of_the_course_but_its_reference(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AUTOGRADER_SECRET_FILE", "/somewhere/secret")
    nest = Nest(source)
    helper = Answerer(nest)

    assert answer(helper, ask("secrets")) == []

    nest.close()


def test_helpers_are_forked_from_one_nest_and_end_with_it(source: Source) -> None:
    nest = Nest(source)
    one, other = Answerer(nest), Answerer(nest)

    parents = {answer(helper, ask("parent")) for helper in (one, other)}
    nest.close()

    assert len(parents) == 1
    for helper in (one, other):
        with pytest.raises(ChannelError):
            helper.answer(ask("ones", 1), 30.0)


def test_a_nest_that_is_gone_is_replaced(source: Source) -> None:
    nest = Nest(source)
    one, other = Answerer(nest), Answerer(nest)
    parent = answer(one, ask("parent"))
    assert isinstance(parent, int)

    os.kill(parent, signal.SIGKILL)

    # Until the kernel has ended it, it may take what nobody will answer.
    with suppress(SandboxError):
        other.start()
    assert answer(other, ask("parent")) != parent
    nest.close()


def test_a_process_forked_from_here_has_helpers_of_the_same_nest_and_leaves_it(
    source: Source,
) -> None:
    nest = Nest(source)
    parent = answer(Answerer(nest), ask("parent"))
    ours, theirs = Pipe()
    child = os.fork()
    if child == 0:
        try:
            theirs.send(answer(Answerer(nest), ask("parent")))
            nest.close()
        finally:
            os._exit(0)

    os.waitpid(child, 0)

    assert ours.recv() == parent
    assert answer(Answerer(nest), ask("parent")) == parent
    nest.close()


def test_a_course_that_cannot_be_loaded_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(SandboxError, match="helper with the reference did not start"):
        Answerer(Nest(Source(tmp_path, "tools", memory_mb=512))).start()


def test_a_desk_lends_the_same_helper_again_and_another_to_a_second_borrower(
    source: Source,
) -> None:
    desk = Desk()
    with desk.lend(source) as one, desk.lend(source) as other:
        assert one is not other
    with desk.lend(source) as again:
        assert again in (one, other)
    desk.close()


def test_the_reference_raising_is_no_result() -> None:
    def fails(_x: int) -> int:
        raise MemoryError

    assert result_of(fails, wire.encode([[1], {}])) is None
