"""When a session ends, its processes and its files are gone."""

import inspect
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.sandbox.isolation.limits import Allowance
from autograder.sandbox.scratch import make_scratch, remove_scratch, sweep_scratch

DAEMON = """
import os, sys

def daemon():
    read, write = os.pipe()
    if os.fork():
        pid = os.read(read, 100).decode()
        os.close(read); os.close(write)
        os.wait()
        return int(pid)
    os.setsid()
    if os.fork():
        os._exit(0)
    os.write(write, str(os.getpid()).encode())
    while True:
        pass
"""


@pytest.fixture
def descendants():
    """Return the processes below this one, the dead that nobody waited for included."""

    def below(pid):
        found = []
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            found += [int(child) for child in children.read_text("ascii").split()]
        return found + [deeper for child in found for deeper in below(child)]

    return lambda: set(below(os.getpid()))


@pytest.mark.needs_own_user
def test_daemons_of_the_student_are_gone(session_of, call_with, descendants):
    before = descendants()
    with session_of(DAEMON, "pids = [daemon(), daemon()]", "def f(): return daemon()") as session:
        session.run_cells()
        call_with(session, "f")
        assert len(descendants() - before) == 4

    assert descendants() == before


@pytest.mark.needs_own_user
@pytest.mark.usefixtures("hasty")
def test_daemons_of_a_worker_that_died_are_gone(run, descendants):
    before = descendants()
    runs = run(DAEMON, "daemon(); os._exit(0)", "daemon(); os.abort()", cell=0.3)

    assert {each.status for each in runs[1:]} <= {"died", "timed-out"}
    assert descendants() == before


def test_commands_left_running_are_gone(run, descendants):
    before = descendants()
    run(
        "import subprocess\nsubprocess.Popen(['sleep', '1000'], start_new_session=True)",
        "import os\nos.system('nohup sleep 1000 >/dev/null 2>&1 &')",
        "import threading\nthreading.Thread(target=lambda: [0 for _ in iter(int, 1)]).start()",
    )

    assert descendants() == before


@pytest.mark.usefixtures("hasty")
def test_a_chain_of_children_that_fork_on_is_gone(run, descendants):
    """Bounded: forty processes, each the child of the one before."""
    before = descendants()
    run(
        "import os, signal\nfor _ in range(40):\n    if os.fork():\n        signal.pause()",
        cell=0.3,
    )

    assert descendants() == before


def test_a_lane_that_closes_leaves_no_process_and_may_be_used_again(run, lane, descendants):
    before = descendants()
    worker = lane.worker(Allowance(512, 10, 60))
    assert len(descendants() - before) == 1
    lane.close()
    lane.close()
    worker.end()

    assert descendants() < before
    assert run("1")[0].status == "ok"


def test_the_scratch_folder_is_gone(run, scratch_root):
    (written,) = run("open('file', 'w').close()\nimport os\nos.makedirs('a/b/c')")

    assert written.status == "ok"
    assert list(scratch_root.iterdir()) == []


def test_files_beside_the_scratch_folder_are_gone(run, scratch_root):
    """`../data` is where many a notebook writes."""
    (written,) = run("import os\nos.makedirs('../data/0')\nopen('../data/0/a.csv', 'w').close()")

    assert written.status == "ok"
    assert list(scratch_root.iterdir()) == []


def test_the_scratch_folders_of_dead_workers_are_gone(run, scratch_root):
    run(*["open('file', 'w').close()\nimport os\nos._exit(0)"] * 3)

    assert list(scratch_root.iterdir()) == []


@pytest.mark.needs_own_user
def test_a_read_only_scratch_folder_is_gone(run, scratch_root):
    (hidden,) = run(
        """
        import os
        os.makedirs("a/b/c")
        open("a/b/file", "w").close()
        for folder, mode in [("a/b/c", 0), ("a/b", 0o500), ("a", 0), (".", 0o500)]:
            os.chmod(folder, mode)
        """
    )

    assert hidden.status == "ok"
    assert list(scratch_root.iterdir()) == []


def test_a_scratch_folder_deeper_than_any_path_is_gone(scratch_root, monkeypatch):
    """Nor is there a call for each level: Python allows a thousand, a student makes more."""
    folder = make_scratch()
    monkeypatch.chdir(folder)
    for _ in range(150):
        Path("d" * 40).mkdir()
        os.chdir("d" * 40)
        Path("file").touch()
    os.chdir(scratch_root)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack(0)) + 60)
    try:
        remove_scratch(folder)
    finally:
        sys.setrecursionlimit(limit)

    assert list(scratch_root.iterdir()) == []


def test_links_out_of_the_scratch_folder_are_not_followed(scratch_root, tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir(mode=0o500)
    inside = tmp_path / "inside.txt"
    inside.write_text("kept")
    inside.chmod(0o400)
    folder = make_scratch()
    (folder / "link").symlink_to(kept)
    (folder / "file").symlink_to(inside)
    (folder / "loop").symlink_to(folder)
    (folder / "broken").symlink_to("nowhere")
    remove_scratch(folder)

    assert list(scratch_root.iterdir()) == []
    assert inside.read_text() == "kept"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o500
    assert stat.S_IMODE(inside.stat().st_mode) == 0o400


def test_odd_files_are_gone(scratch_root):
    folder = make_scratch()
    os.mkfifo(folder / "pipe")
    for name in (b"\xff\xfe", b"line\nbreak", b"-rf", b" ", "é".encode()):
        (folder / os.fsdecode(name)).touch()
    (folder / "0").mkdir()
    (folder / "0" / "0").mkdir()
    (folder / "1").write_text("")
    remove_scratch(folder)

    assert list(scratch_root.iterdir()) == []


def test_a_folder_that_is_gone_already_is_no_trouble(scratch_root):
    folder = make_scratch()
    folder.rmdir()
    remove_scratch(folder)
    remove_scratch(folder)

    assert list(scratch_root.iterdir()) == []


def test_scratch_folders_are_private(scratch_root):
    folder = make_scratch()

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(folder.parent.stat().st_mode) == 0o700


GRADER = """
import sys, tempfile
tempfile.tempdir = sys.argv[1]
from autograder.sandbox.scratch import make_scratch
(make_scratch() / "data").mkdir(mode=0o500)
print("made", flush=True)
sys.stdin.read()
"""


def test_what_a_killed_grader_left_is_swept_and_what_a_living_one_has_is_not(scratch_root):
    other = subprocess.Popen(
        [sys.executable, "-c", GRADER, scratch_root],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with other:
        other.stdout.readline()
        own = make_scratch()
        sweep_scratch()
        living = set(scratch_root.iterdir())
        other.kill()
    sweep_scratch()

    assert len(living) == 2
    assert list(scratch_root.iterdir()) == [own.parent]
    remove_scratch(own)


def test_sweeping_leaves_what_is_not_ours(scratch_root, tmp_path):
    (scratch_root / "autograder-of-a-person").mkdir()
    (scratch_root / "autograder-scratch-file").touch()
    (tmp_path / "kept").mkdir()
    (scratch_root / "autograder-scratch-link").symlink_to(tmp_path / "kept")
    before = set(scratch_root.iterdir())
    sweep_scratch()

    assert set(scratch_root.iterdir()) == before
    assert (tmp_path / "kept").exists()
