"""`autograder serve`: a class's results, shown to one person."""

from __future__ import annotations

import http.client
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.commands.serve import ResultsServer
from autograder.reports.policy import page_policy, served_headers
from tests.cli.conftest import Run

Ask = Callable[..., http.client.HTTPResponse]


@pytest.fixture
def results(tmp_path: Path) -> Path:
    """A results folder as `grade` writes it, with things in it that it does not write."""
    folder = tmp_path / "results"
    (folder / "feedback").mkdir(parents=True)
    (folder / "class.html").write_text(f"<p>class, {page_policy()}", "utf-8")
    (folder / "class-002.html").write_text("<p>more", "utf-8")
    (folder / "feedback/ada.html").write_text("<p>ada's", "utf-8")
    (folder / "grades.csv").write_text("student\r\nada\r\n", "utf-8")
    (folder / "results.json").write_text("{}\n", "utf-8")
    (folder / "notes.txt").write_text("of the instructor", "utf-8")
    (folder / "feedback/.hidden.html").write_text("hidden", "utf-8")
    (tmp_path / "class.html").write_text("another class", "utf-8")
    return folder


@pytest.fixture
def server(results: Path) -> Iterator[ResultsServer]:
    with ResultsServer(results) as listening:
        thread = threading.Thread(target=listening.serve_forever, args=(0.01,))
        thread.start()
        yield listening
        listening.shutdown()
        thread.join()


@pytest.fixture
def ask(server: ResultsServer) -> Iterator[Ask]:
    """Ask the server for a file below its token, or for any path."""
    opened = []

    def request(
        name: str = "class.html",
        *,
        path: str | None = None,
        method: str = "GET",
        hosts: tuple[str, ...] = ("localhost",),
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=20)
        opened.append(connection)
        target = f"/{server.token}/{name}" if path is None else path
        connection.putrequest(method, target, skip_host=True)
        for host in hosts:
            connection.putheader("Host", host)
        connection.endheaders()
        return connection.getresponse()

    yield request
    for connection in opened:
        connection.close()


@pytest.mark.parametrize(
    ("name", "kind", "content"),
    [
        ("class.html", "text/html; charset=utf-8", b"<p>class"),
        ("class-002.html", "text/html; charset=utf-8", b"<p>more"),
        ("feedback/ada.html", "text/html; charset=utf-8", b"<p>ada's"),
        ("grades.csv", "text/csv; charset=utf-8", b"student\r\nada"),
        ("results.json", "application/json", b"{}"),
    ],
)
def test_each_file_that_grading_writes_is_served_as_what_it_is(ask, name, kind, content):
    answer = ask(name)

    assert (answer.status, answer.headers["Content-Type"]) == (200, kind)
    assert answer.read().startswith(content)


def test_a_table_of_grades_is_saved_and_never_shown(ask):
    assert ask("grades.csv").headers["Content-Disposition"] == "attachment"
    assert ask("class.html").headers["Content-Disposition"] is None


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"name": "feedback/ada.html"},
        {"name": "grades.csv"},
        {"name": "missing.html"},
        {"method": "POST"},
        {"hosts": ("evil.example",)},
        {"path": "/"},
    ],
    ids=str,
)
def test_every_answer_has_the_strict_headers(ask, facts):
    answer = ask(**facts)

    assert {name: answer.headers[name] for name in served_headers()} == served_headers()


def test_a_head_is_an_answer_without_its_content(ask):
    answer = ask(method="HEAD")

    assert (answer.status, answer.read()) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 0


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get"])
def test_nothing_else_can_be_asked(ask, method):
    answer = ask(method=method)

    assert answer.status == 501
    assert b"class" not in answer.read()


@pytest.mark.parametrize(
    "name",
    [
        *("", "feedback", "feedback/", ".", "..", "notes.txt", "feedback/.hidden.html"),
        *("../class.html", "../../class.html", "feedback/../class.html", "./class.html"),
        *("%2e%2e/class.html", "..%2fclass.html", "feedback/..%5cclass.html", "/class.html"),
        *("class-.html", "class-1/.html", "class-1.htm", "class-001x.html", "xclass-001.html"),
        *("class.html/", "class.html%00", "CLASS.HTML", "class.html\x0b", "feedback//ada.html"),
        *("feedback/ada.html.bak", "feedback/a/b.html", "feedback/unknown.html"),
    ],
)
def test_no_other_file_has_a_name(ask, name):
    assert ask(path=None, name=name.replace("\x0b", "%0b")).status == 404


@pytest.mark.parametrize("token", ["", "x", "é", "../", "%00"])
def test_who_does_not_hold_the_token_sees_nothing(ask, server, token):
    wrong = [f"/{token}/class.html", "/class.html", f"/{server.token[:-1]}/class.html"]
    wrong.append(f"/{server.token}x/class.html")

    for path in wrong:
        answer = ask(path=path.replace("é", "%C3%A9"))
        assert (answer.status, answer.read()) == (404, b"404 Not Found\n")


def test_each_run_has_a_token_of_its_own(results):
    with ResultsServer(results) as one, ResultsServer(results) as other:
        assert one.token != other.token
        assert len(one.token) >= 43


@pytest.mark.parametrize(
    "hosts",
    [
        *[(host,) for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example")],
        *[(host,) for host in ("", "evil@localhost", "localhost/x", "localhost#", "[", "0.0.0.0")],
        (),
        ("localhost", "evil.example"),
    ],
    ids=str,
)
def test_a_name_that_was_made_to_lead_here_is_refused(ask, hosts):
    assert ask(hosts=hosts).status == 403


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:9000", "127.0.0.1:80", "[::1]:9000"])
def test_loopback_has_several_names_and_a_forwarded_port_is_another(ask, host):
    assert ask(hosts=(host,)).status == 200


def test_only_loopback_is_listened_on(server):
    assert server.server_address[0] == "127.0.0.1"


@pytest.mark.parametrize("name", ["class.html", "feedback/ada.html"])
def test_a_link_is_not_followed(ask, results, tmp_path, name):
    (results / name).unlink()
    (results / name).symlink_to(tmp_path / "class.html")

    assert ask(name).status == 404


def test_a_linked_folder_is_not_followed(ask, results, tmp_path):
    (results / "feedback").rename(tmp_path / "elsewhere")
    (results / "feedback").symlink_to(tmp_path / "elsewhere")

    assert ask("feedback/ada.html").status == 404


def test_a_pipe_or_a_folder_of_a_pages_name_is_no_page(ask, results):
    os.mkfifo(results / "feedback/pipe.html")
    (results / "feedback/folder.html").mkdir()

    assert ask("feedback/pipe.html").status == 404
    assert ask("feedback/folder.html").status == 404


@pytest.mark.parametrize(
    "sent",
    [
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"nonsense from end to end\r\n\r\n",
        b"GET /" + b"x" * 70_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 200 + b"\r\n",
        b"\x00\xff\x1b]0;x\x07\r\n\r\n",
    ],
    ids=["empty", "short", "words", "long", "version", "headers", "bytes"],
)
def test_what_is_no_request_is_refused_quietly(ask, server, capfd, sent):
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=20) as connection:
        connection.sendall(sent)
        connection.shutdown(socket.SHUT_WR)
        try:
            answered = connection.recv(100_000)
        except ConnectionResetError:  # it left before it had read everything
            answered = b""

    assert b" 200 " not in answered
    assert ask().status == 200
    assert capfd.readouterr() == ("", "")


def test_the_command_prints_the_address_and_ends_quietly(results):
    code = "from autograder.cli import main; main()"
    command = [sys.executable, "-c", code, "serve", str(results), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout is not None
        said = running.stdout.readline()
        (port, path) = re.search(r"http://127\.0\.0\.1:(\d+)(/\S+)", said).groups()
        connection = http.client.HTTPConnection("127.0.0.1", int(port), timeout=20)
        connection.request("GET", path)
        status = connection.getresponse().status
        connection.close()
        running.send_signal(2)
        rest = running.communicate(timeout=20)

    assert (status, running.returncode, rest) == (200, 0, ("", ""))


def test_a_folder_without_results_is_said(run: Run, tmp_path: Path):
    result = run("serve", tmp_path)

    assert result.exit_code == 2
    assert f"{tmp_path} holds no results: class.html: No such file" in result.stderr


def test_a_taken_port_is_said(run: Run, results: Path, server: ResultsServer):
    result = run("serve", results, "--port", server.server_port)

    assert result.exit_code == 2
    assert f"port {server.server_port}: Address already in use" in result.stderr


def test_a_course_without_results_or_with_several_is_said(run: Run, course: Path):
    none = run("serve")
    for name in ("one", "two"):
        (course / "results" / name).mkdir(parents=True)
        (course / "results" / name / "class.html").touch()
    several = run("serve")

    assert (none.exit_code, several.exit_code) == (2, 2)
    assert "there are no results" in none.stderr
    assert "results/one, " in several.stderr
    assert "results/two" in several.stderr


def test_the_only_results_of_a_course_need_no_name(course: Path):
    from autograder.commands.serve import only_results

    (course / "results/neuron").mkdir(parents=True)
    (course / "results/neuron/class.html").touch()

    assert only_results(course) == course / "results/neuron"


def test_pages_of_another_version_are_told(results: Path):
    from autograder.commands.serve import written_by_another_version

    assert not written_by_another_version(results)
    (results / "class.html").write_text("<p>older", "utf-8")
    assert written_by_another_version(results)
