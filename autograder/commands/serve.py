"""`autograder serve`: a results folder shown on this machine, to whoever holds the address.

Every user of a machine reaches its loopback interface, and a web page can make a browser send
requests there. So the address holds a token of this run, other hosts than loopback's names are
refused, and nothing but the files that `autograder grade` writes can be named. What is served was
written by us and still counts as hostile: the headers leave it nothing to do.
"""

from __future__ import annotations

import hmac
import os
import re
import secrets
import stat
import sys
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from autograder.reports.policy import page_policy, served_headers

CLASS_PAGE = "class.html"
LOOPBACK = "127.0.0.1"

_PLAIN = "text/plain; charset=utf-8"
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
}
# As `grade` names its files: plain letters, so that nothing in an address has to be decoded.
_FILE = re.compile(
    r"class(-\d{1,6})?\.html|grades\.csv|results\.json|feedback/[a-z0-9][a-z0-9._-]*\.html"
)
_HOSTS = {LOOPBACK, "localhost", "::1"}
_PATIENCE = 10
"""Seconds that a connection may say nothing."""


class ResultsServer(ThreadingHTTPServer):
    """Serves one results folder on loopback, below an address that cannot be guessed."""

    daemon_threads = True

    def __init__(self, folder: Path, port: int = 0) -> None:
        """Listen on `port`, or on any free one for 0.

        Raises:
            OSError: the folder cannot be opened, or the port is taken.
        """
        self.token = secrets.token_urlsafe(32)
        self.folder = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        super().__init__((LOOPBACK, port), _Handler)

    @property
    def address(self) -> str:
        """The class page's address, for the instructor alone."""
        return f"http://{LOOPBACK}:{self.server_port}/{self.token}/{CLASS_PAGE}"

    def server_close(self) -> None:
        super().server_close()
        os.close(self.folder)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Let a browser that goes away be: it is no error."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def only_results(course: Path) -> Path:
    """Return the one results folder of the course.

    Raises:
        ValueError: it has none, or several.
    """
    found = sorted(page.parent for page in (course / "results").glob(f"*/{CLASS_PAGE}"))
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValueError(f"there are no results in {course / 'results'}: grade first, or name them")
    raise ValueError(f"name the results to serve (there: {', '.join(map(str, found))})")


def written_by_another_version(folder: Path) -> bool:
    """Return whether the class page asks for another style than the one that is allowed here.

    Raises:
        ValueError: the folder has no class page.
    """
    try:
        with (folder / CLASS_PAGE).open("rb") as page:
            return page_policy().encode() not in page.read(4096)
    except OSError as error:
        told = f"{folder} holds no results: {CLASS_PAGE}: {error.strerror}"
        raise ValueError(told) from None


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; its own errors are plain text with the same headers."""

    server: ResultsServer
    server_version = "autograder"
    sys_version = ""
    timeout = _PATIENCE

    def do_GET(self) -> None:
        name = self._asked_for()
        if name is None:
            return
        content = _read(self.server.folder, name)
        if content is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self._send(HTTPStatus.OK, _TYPES[Path(name).suffix], content)

    def do_HEAD(self) -> None:
        self.do_GET()

    def send_error(self, code: int, *_said: object, **_explained: object) -> None:
        """Answer with the status alone: what was asked for is not repeated."""
        self.close_connection = True
        self._send(code, _PLAIN, f"{code} {HTTPStatus(code).phrase}\n".encode())

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: a line of the log would hold the token."""

    def _asked_for(self) -> str | None:
        """Return the name of the file that is asked for, None if the answer was a refusal."""
        if not _is_loopback(self.headers.get_all("Host", [])):
            self.send_error(HTTPStatus.FORBIDDEN)
            return None
        _, token, name = (*self.path.partition("?")[0].split("/", 2), "", "")[:3]
        theirs, ours = token.encode("utf-8", "replace"), self.server.token.encode()
        if not hmac.compare_digest(theirs, ours) or not _FILE.fullmatch(name):
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        return name

    def _send(self, code: int, kind: str, content: bytes) -> None:
        self.send_response(code)
        for header, value in served_headers().items():
            self.send_header(header, value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        if kind not in (_PLAIN, _TYPES[".html"]):
            self.send_header("Content-Disposition", "attachment")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)


def _is_loopback(hosts: list[str]) -> bool:
    """Return whether the one Host names this machine, on whichever port it is forwarded to."""
    if len(hosts) != 1:
        return False
    try:
        parts = urlsplit(f"//{hosts[0]}")
        return parts.hostname in _HOSTS and parts.netloc == hosts[0] and "@" not in hosts[0]
    except ValueError:
        return False


def _read(folder: int, name: str) -> bytes | None:
    """Return the content of the file below the open `folder`, None if it is a link or no file."""
    *above, last = name.split("/")
    opened: list[int] = []
    try:
        for part in above:
            folder = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=folder)
            opened.append(folder)
        # Not blocking: a pipe of that name would wait for its writer.
        file = os.open(last, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
        opened.append(file)
        if not stat.S_ISREG(os.fstat(file).st_mode):
            return None
        with os.fdopen(os.dup(file), "rb") as content:
            return content.read()
    except OSError:
        return None
    finally:
        for descriptor in opened:
            os.close(descriptor)
