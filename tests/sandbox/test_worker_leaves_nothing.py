"""When a session ends, its processes and its files are gone."""

import os
import signal
import stat

import pytest

from autograder.sandbox.scratch import make_scratch, remove_scratch

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
        for task in os.listdir(f"/proc/{pid}/task"):
            with open(f"/proc/{pid}/task/{task}/children", encoding="ascii") as file:
                found += [int(child) for child in file.read().split()]
        return found + [deeper for child in found for deeper in below(child)]

    return lambda: set(below(os.getpid()))


def is_there(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_daemons_of_the_student_are_gone(session_of, call_with, descendants):
    before = descendants()
    with session_of(DAEMON, "pids = [daemon(), daemon()]", "def f(): return daemon()") as session:
        session.run_cells()
        pids = [*session.read("pids").value, call_with(session, "f").value]
        assert all(is_there(pid) for pid in pids)

    assert not any(is_there(pid) for pid in pids)
    assert descendants() == before


def test_daemons_of_a_worker_that_died_are_gone(session_of, descendants):
    before = descendants()
    with session_of(
        DAEMON, "daemon(); os._exit(0)", "daemon(); os.kill(os.getpid(), 9)"
    ) as session:
        assert [each.status for each in session.run_cells()] == ["ok", "died", "died"]

    assert descendants() == before


def test_commands_left_running_are_gone(run, descendants):
    before = descendants()
    run(
        "import subprocess\nsubprocess.Popen(['sleep', '1000'], start_new_session=True)",
        "import os\nos.system('nohup sleep 1000 >/dev/null 2>&1 &')",
        "import threading\nthreading.Thread(target=lambda: [0 for _ in iter(int, 1)]).start()",
    )

    assert descendants() == before


def test_a_handful_of_children_that_fork_on_are_gone(run, descendants):
    """Bounded: forty processes in all."""
    before = descendants()
    run(
        "import os, time\nfor _ in range(3):\n    if os.fork() == 0:\n        os.setsid()\n", cell=1
    )
    run(
        """
        import os, signal
        for depth in range(40):
            if os.fork():
                signal.pause()
        """,
        cell=0.3,
    )

    assert descendants() == before


def test_a_lane_that_closes_leaves_no_process(descendants):
    from autograder.sandbox.lane import Allowance, Lane

    before = descendants()
    with Lane() as lane:
        worker = lane.worker(Allowance(512, 10, 60))
        assert len(descendants() - before) == 2
    assert descendants() == before
    worker.end()


def test_the_scratch_folder_is_gone(run, scratch_root):
    (written,) = run("open('file', 'w').close()\nimport os\nos.makedirs('a/b/c')")

    assert written.status == "ok"
    assert list(scratch_root.iterdir()) == []


def test_the_scratch_folders_of_dead_workers_are_gone(run, scratch_root):
    run(*["open('file', 'w').close()\nimport os\nos._exit(0)"] * 3)

    assert list(scratch_root.iterdir()) == []


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


def test_a_scratch_folder_deeper_than_any_path_is_gone(run, scratch_root):
    (deep,) = run(
        "import os\nfor _ in range(2_000):\n    os.mkdir('d' * 20)\n    os.chdir('d' * 20)\n"
        "    open('file', 'w').close()"
    )

    assert deep.status == "ok"
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
        open(os.path.join(os.fsencode(folder), name), "w").close()
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
    assert signal.SIGKILL == 9
