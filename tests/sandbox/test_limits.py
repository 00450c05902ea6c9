"""What a submission uses up ends at its limit, and it is known which limit that was."""

import pytest

from autograder.judge.allowed import limit_of
from autograder.sandbox.cells import CodeCell, Times
from autograder.sandbox.isolation.limits import Allowance
from autograder.sandbox.session import Session

MEMORY = {
    "of its own": "import numpy as np\nx = np.ones(2**27)",
    "in pieces": "x = []\nwhile True: x.append(bytearray(2**24))",
}
SHARED = {
    "shared with nobody": """
        import mmap
        shared = mmap.mmap(-1, 2**29)
        for start in range(0, 2**29, 2**20): shared[start:start + 2**20] = bytes(2**20)
        import time
        time.sleep(5)
    """,
    "spread over children": """
        import os, time
        for _ in range(8):
            if os.fork() == 0:
                x = bytearray(b"x" * 2**26)
                time.sleep(10)
        time.sleep(5)
    """,
}
HIT = {
    "processes": """
        import os, time
        for _ in range(100):
            if os.fork() == 0:
                time.sleep(10)
                os._exit(0)
    """,
    "files": "x = [open('/dev/null') for _ in range(1000)]",
}
FILLING = """
    import time
    for number in range(100):
        with open(f"{number}.bin", "wb") as file: file.write(bytes(2**20))
        time.sleep(0.02)
"""


@pytest.fixture
def run_within(lane):
    """Run one cell under tight limits."""

    def run(source, **limits):
        allowance = Allowance(
            **{
                "memory_mb": 300,
                "output_kb": 1,
                "submission_seconds": 30,
                "disk_mb": 20,
                "processes": 40,
            }
            | limits
        )
        cells = [CodeCell(1, source), CodeCell(2, "print('alive')")]
        with Session(lane, cells, Times(15, 5, 30), allowance) as session:
            return session.run_cells()

    return run


@pytest.mark.parametrize("source", MEMORY.values(), ids=MEMORY)
def test_memory_that_is_not_to_be_had_is_an_exception_like_any_other(run_within, source):
    hit, after = run_within(source)

    assert (hit.status, after.status) == ("error", "ok")
    assert limit_of(hit.failure) == "memory"


@pytest.mark.parametrize("way", SHARED)
def test_memory_that_no_limit_of_the_kernel_counts_ends_the_worker(
    run_within, dedent, may_start, way
):
    hit, after = run_within(dedent(SHARED[way]))

    if may_start or "children" not in way:
        assert (hit.status, hit.cause) == ("died", "memory")
    else:
        assert (hit.status, hit.failure.type) == ("error", "PermissionError")
    assert after.status == "ok"


@pytest.mark.parametrize(("limit", "source"), HIT.items(), ids=HIT)
def test_an_exception_says_which_limit_was_hit(run_within, dedent, may_start, limit, source):
    hit, after = run_within(dedent(source))

    assert (hit.status, after.status) == ("error", "ok")
    assert limit_of(hit.failure) == (limit if may_start or limit != "processes" else None)


def test_files_beyond_the_limit_are_told_as_that(run_within, dedent, has_namespaces):
    """An error where the disk is the worker's own, the worker's end where it is watched."""
    hit, after = run_within(dedent(FILLING))

    if has_namespaces:
        assert (hit.status, limit_of(hit.failure)) == ("error", "disk")
    else:
        assert (hit.status, hit.cause) == ("died", "disk")
    assert after.status == "ok"


def test_computing_for_longer_than_the_submission_has_ends_the_worker(run_within):
    """As threads can, whose time adds up while the clock on the wall says little."""
    (hit, _) = run_within(
        "import hashlib, signal, threading\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])\n"
        "data = bytes(2**26)\n"
        "def work():\n    while True: hashlib.sha256(data)\n"
        "for _ in range(3): threading.Thread(target=work).start()\n"
        "work()",
        submission_seconds=1,
    )

    assert (hit.status, hit.cause) == ("died", "cpu")


def test_output_beyond_the_limit_is_cut_and_known_to_be(run_within):
    hit, after = run_within("print('x' * 5000)")

    assert (hit.status, hit.is_cut, after.is_cut) == ("ok", True, False)
    assert len(hit.outputs[0]["text"]) < 1100


def test_outputs_beyond_their_number_are_cut_and_known_to_be(run_within):
    hit, _ = run_within("for n in range(600): display(n)")

    assert (hit.is_cut, len(hit.outputs)) == (True, 500)
