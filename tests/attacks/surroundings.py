"""A grader's surroundings with canaries everywhere: what no submission may read, reach or change.

The same is put around our grader and around the unprotected one, each with a token of its own.
"""

from __future__ import annotations

import base64
import contextlib
import ctypes
import os
import secrets
import selectors
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import threading
from pathlib import Path
from types import TracebackType

from .attack import HONEST, notebook

COURSE = Path(__file__).parent / "course"

SETTINGS = """\
name = "Light"
languages = ["en", "fr"]

[limits]
cell_seconds = 2
call_seconds = 1
submission_seconds = 20
memory_mb = 384
output_kb = 20
notebook_mb = 5
"""

SHARED_FOLDERS = [Path(name) for name in ("/tmp", "/var/tmp", "/dev/shm", "/dev/mqueue")]

PR_SET_PDEATHSIG = 1

IPC_PRIVATE, IPC_CREAT, IPC_RMID = 0, 0o1000, 0


class Surroundings:
    """A course, a home, a bystander, listeners and shared memory that hold one token."""

    def __init__(self, root: Path, token: str = "") -> None:
        self.token = token or f"canary{secrets.token_hex(12)}"
        self.mark = f"planted{secrets.token_hex(6)}"
        """In the name of whatever an attack leaves in a shared place."""

        self.key = secrets.randbelow(2**31)
        """The same for what has no name but a number."""

        self.hidden: list[str] = []
        """Numbers that are in hidden inputs and nowhere else, as texts."""

        self.root = root
        self.course = root / "course"
        self.home = root / "home"
        self.tmp = root / "tmp"
        self.site = str(self.home)
        """Where an interpreter looks for what it runs at its start."""

        self._stack = contextlib.ExitStack()

    def __enter__(self) -> Surroundings:
        with contextlib.ExitStack() as stack:
            self._plant_files()
            self._listeners = stack.enter_context(_Listeners())
            self._memory = stack.enter_context(_SharedMemory(self.mark, self.token))
            self._victim = stack.enter_context(_bystander(self.token))
            self.descriptor = os.open(self.secret, os.O_RDONLY)
            os.set_inheritable(self.descriptor, True)
            stack.callback(os.close, self.descriptor)
            self._stack = stack.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stack.close()
        for remains in self.remains():
            Path(remains).unlink(missing_ok=True)

    @property
    def secret(self) -> Path:
        """The file that hidden inputs are drawn from."""
        return self.course / ".autograder" / "secret"

    @property
    def environment(self) -> dict[str, str]:
        """What is added to the grader's environment."""
        tmp, home = str(self.tmp), str(self.home)
        return {"GRADER_TOKEN": self.token, "HOME": home, "TMPDIR": tmp}

    @property
    def victim_lives(self) -> bool:
        """Whether the bystander is still there."""
        return self._victim.poll() is None

    @property
    def received(self) -> str:
        """All that came in on the listeners, and a word for every connection."""
        return self._listeners.received

    def places(self, grader: str) -> dict[str, str]:
        """Return where everything is, for the attacks: we suppose that they know."""
        return {
            "COURSE": str(self.course),
            "SECRET": str(self.secret),
            "REFERENCE": str(self.course / "reference" / "light.py"),
            "OTHER": str(self.root / "submitted" / "ada" / "light.ipynb"),
            "GRADEBOOK": str(self.course / ".autograder" / "gradebook.db"),
            "HOME": str(self.home),
            "TMP": str(self.tmp),
            "MARK": self.mark,
            "TCP": str(self._listeners.tcp),
            "UDP": str(self._listeners.udp),
            "UNIX": str(self._listeners.path),
            "ABSTRACT": self._listeners.name,
            "SHM": self._memory.posix.name,
            "KEY": str(self.key),
            "SYSV": str(self._memory.sysv),
            "FD": str(self.descriptor),
            "VICTIM": str(self._victim.pid),
            "GRADER": grader,
            "SITE": self.site,
        }

    def remains(self) -> set[str]:
        """Return what bears the mark in places that all the machine shares."""
        folders = [*SHARED_FOLDERS, Path(self.site)]
        paths = [path for folder in folders for path in folder.glob(f"{self.mark}*")]
        sockets = Path("/proc/net/unix").read_text().splitlines()
        found = {str(path) for path in paths}
        found |= {line.split()[-1] for line in sockets if self.mark in line}
        for kind in ("shm", "sem", "msg"):
            rows = (Path("/proc/sysvipc") / kind).read_text().splitlines()[1:]
            found |= {f"{kind} {row}" for row in rows if int(row.split()[0]) == self.key}
        return found

    def leaked(self, text: str) -> list[str]:
        """Return which secrets a text holds, plainly or lightly disguised."""
        lower = text.lower()
        return [
            one for one in (self.token, *self.hidden) if any(form in lower for form in _forms(one))
        ]

    def _plant_files(self) -> None:
        shutil.copytree(COURSE, self.course, ignore=shutil.ignore_patterns("__pycache__"))
        (self.course / "course.toml").write_text(SETTINGS)
        for folder in (self.home, self.tmp, self.secret.parent, self.root / "submitted" / "ada"):
            folder.mkdir(parents=True)
        self.secret.write_text(self.token * 2)
        (self.home / "netrc").write_text(self.token)
        reference = self.course / "reference" / "light.py"
        reference.write_text(reference.read_text() + f"\n# {self.token}\n")
        other = [f"# {self.token}", *HONEST.values()]
        (self.root / "submitted" / "ada" / "light.ipynb").write_bytes(notebook(other))
        with contextlib.closing(sqlite3.connect(self.secret.parent / "gradebook.db")) as book:
            book.execute("CREATE TABLE notes (text)")
            book.execute("INSERT INTO notes VALUES (?)", [self.token])
            book.commit()


def _forms(secret: str) -> set[str]:
    data = secret.encode()
    # In Base64, what comes before moves the letters; the middle of each of three is the same.
    padded = [base64.b64encode(b" " * shift + data).decode()[4:-4] for shift in range(3)]
    plain = {secret, secret[::-1], data.hex(), " ".join(secret), ",".join(map(str, data))}
    return {form.lower() for form in (*plain, *padded)}


class _Listeners:
    """Whoever gets through to one of them has reached the network."""

    def __init__(self) -> None:
        # A path of a socket has at most 107 bytes.
        self._folder = Path(tempfile.mkdtemp(prefix="listen"))
        self.path = self._folder / "socket"
        self.name = f"abstract{secrets.token_hex(6)}"
        self.received = ""
        self._sockets = [
            _bound(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
            _bound(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
            _bound(socket.AF_UNIX, socket.SOCK_STREAM, str(self.path)),
            _bound(socket.AF_UNIX, socket.SOCK_STREAM, "\0" + self.name),
        ]
        self.tcp, self.udp = (one.getsockname()[1] for one in self._sockets[:2])
        self._wake, self._stop = socket.socketpair()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> _Listeners:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.close()
        self._thread.join()
        for one in (*self._sockets, self._wake):
            one.close()
        shutil.rmtree(self._folder)

    def _listen(self) -> None:
        with selectors.DefaultSelector() as selector:
            for one in (*self._sockets, self._wake):
                selector.register(one, selectors.EVENT_READ)
            while True:
                for key, _ in selector.select():
                    if key.fileobj is self._wake:
                        return
                    self._take(key.fileobj)  # type: ignore[arg-type]

    def _take(self, listener: socket.socket) -> None:
        if listener.type is socket.SOCK_DGRAM:
            self.received += listener.recv(1 << 16).decode(errors="replace")
            return
        connection, _ = listener.accept()
        with connection, contextlib.suppress(OSError):
            self.received += "connected "
            connection.settimeout(0.2)
            self.received += connection.recv(1 << 16).decode(errors="replace")


def _bound(family: int, kind: int, address: object) -> socket.socket:
    bound = socket.socket(family, kind)
    bound.bind(address)  # type: ignore[arg-type]
    if kind == socket.SOCK_STREAM:
        bound.listen()
    return bound


class _SharedMemory:
    """A segment of each kind, System V's and POSIX's, that holds the token."""

    def __init__(self, mark: str, token: str) -> None:
        self._data = token.encode()
        self.posix = Path("/dev/shm") / f"kept{mark}"
        self.posix.write_bytes(self._data)
        libc = ctypes.CDLL(None, use_errno=True)
        libc.shmat.restype = ctypes.c_void_p
        self._libc = libc
        self.sysv = libc.shmget(IPC_PRIVATE, 4096, IPC_CREAT | 0o600)
        address = libc.shmat(self.sysv, None, 0)
        ctypes.memmove(address, self._data, len(self._data))
        libc.shmdt(ctypes.c_void_p(address))

    def __enter__(self) -> _SharedMemory:
        return self

    def __exit__(self, *_: object) -> None:
        self._libc.shmctl(self.sysv, IPC_RMID, None)
        self.posix.unlink(missing_ok=True)


def _die_with_the_grader() -> None:
    """Have this process killed with its parent: a test that is interrupted leaves nobody behind."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


@contextlib.contextmanager
def _bystander(token: str):  # type: ignore[no-untyped-def]
    """A process of the same user, with the token in its arguments and its environment."""
    victim = subprocess.Popen(
        [token, "100000"],
        env={"PATH": "/usr/bin:/bin", "GRADER_TOKEN": token},
        stdin=subprocess.DEVNULL,
        executable="/bin/sleep",
        preexec_fn=_die_with_the_grader,
    )
    try:
        yield victim
    finally:
        victim.kill()
        victim.wait()
