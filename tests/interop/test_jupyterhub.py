"""A term's day on a real JupyterHub, set up as docs/jupyterhub.md says, in a real browser."""

from __future__ import annotations

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from nbgrader.utils import notebook_hash
from playwright.sync_api import Browser, Page, sync_playwright

from tests.hosts.machine import Machine, NoMachineError
from tests.interop.lab import RUN, SECONDS, Lab

pytestmark = [pytest.mark.interop, pytest.mark.browser, pytest.mark.xdist_group("jupyterhub")]

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/jupyterhub.md").read_text("utf-8")
HUB = "http://127.0.0.1:8000"
COURSE = "neural-networks"
STUDENTS = ("alice", "bob")
PEOPLE = (*STUDENTS, "carol", "ines")
NO_PROXY = (
    "JupyterHub's proxy is not there: `make test` installs it, into .venv/proxy, by `npm` (Node 20 "
    "or newer)."
)
EXPOSED = "c.LabApp.expose_app_in_browser = True\n"  # for the test to ask JupyterLab things

ANSWERS = {
    "alice": "def pre_activation(w, x, b):\n    return float(np.dot(w, x) + b)  # by alice",
    "bob": "def pre_activation(w, x, b):\n    return float(np.dot(w, x) - b)  # by bob",
}


def commands(heading: str) -> str:
    """Return what the guide has its reader run below a heading, systemd's own commands apart."""
    part = GUIDE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"^```sh\n(.*?)^```$", part, re.M | re.S)
    assert blocks, heading
    return "".join(block for block in blocks if not block.startswith("systemctl"))


@pytest.fixture(scope="module")
def machine() -> Iterator[Machine]:
    """The machine of the guide, with its users and courses, before its hub is on."""
    if os.geteuid() != 0:
        pytest.skip("users of their own can be made by root alone")
    if not (Path(sys.prefix) / "proxy/node_modules/configurable-http-proxy").is_dir():
        pytest.fail(NO_PROXY, pytrace=False)
    try:
        made = Machine()
    except NoMachineError as reason:
        pytest.skip(str(reason))
    with made:
        made.run(f"ln -s {shlex.quote(sys.prefix)} /opt/jupyterhub\nmkdir -p /etc/systemd/system")
        made.run(f"cd {shlex.quote(str(ROOT))}\n{commands('Configure')}")
        made.run("".join(f"echo {name}:password-of-{name} | chpasswd\n" for name in PEOPLE))
        made.path("/etc/jupyter/jupyter_server_config.py").write_text(EXPOSED, "utf-8")
        yield made


@pytest.fixture(scope="module")
def hub(machine: Machine) -> Iterator[Machine]:
    """The machine with its hub on, started as its unit for systemd says."""
    unit = machine.path("/etc/systemd/system/jupyterhub.service").read_text("utf-8")
    settings = dict(re.findall(r"^(\w+)=(.*)$", unit, re.M))
    folder = f"/var/lib/{settings['StateDirectory']}"
    machine.run(f"install -d -m {settings['StateDirectoryMode']} {folder}")
    start = ["env", "-i", f"--chdir={folder}", settings["Environment"]]
    with machine.path("/var/log/hub").open("wb") as log:
        process = subprocess.Popen(
            machine.enter([*start, *settings["ExecStart"].split()]), stdout=log, stderr=log
        )
    try:
        end = time.monotonic() + SECONDS
        while machine.run(f"curl -sf {HUB}/hub/health >/dev/null && echo up || true") != "up\n":
            assert process.poll() is None, machine.run("tail -n 30 /var/log/hub")
            assert time.monotonic() < end, machine.run("tail -n 30 /var/log/hub")
            time.sleep(0.2)
        yield machine
    finally:
        # The hub itself, and not what has brought it there: left behind, it would be taken in by
        # whoever takes orphans in, and the machine could not end before that one has seen it end.
        for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
            os.kill(int(child), signal.SIGTERM)
        process.wait(60)


@pytest.fixture(scope="module")
def browser(
    hub: Machine, chromium: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Browser]:
    """A browser that sees the machine's loopback and no other network."""
    there = tmp_path_factory.mktemp("browser") / "chromium"
    inside = shlex.join(["nsenter", f"--target={hub.pid}", "--net", "--", chromium])
    there.write_text(f'#!/bin/sh\nexec {inside} "$@"\n', "utf-8")
    there.chmod(0o755)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(there), args=["--no-sandbox"])
        yield opened
        opened.close()


@contextmanager
def logged_in(browser: Browser, name: str) -> Iterator[Page]:
    """Somebody's browser, when they have logged in."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    page = context.new_page()
    page.set_default_timeout(SECONDS * 1000)
    page.goto(f"{HUB}/hub/login")
    page.fill("#username_input", name)
    page.fill("#password_input", f"password-of-{name}")
    page.click("#login_submit")
    page.wait_for_url(f"**/user/{name}/lab**")
    yield page
    context.close()


def open_assignments(page: Page, name: str) -> None:
    """Open nbgrader's list of assignments."""
    page.goto(f"{HUB}/user/{name}/lab?reset")
    page.wait_for_function("window.jupyterapp?.restored")
    page.evaluate(RUN, "nbgrader:open-assignment-list")


def press(page: Page, button: str) -> None:
    page.get_by_role("button", name=button, exact=True).click()


def answer(page: Page, name: str) -> None:
    """Write a solution into the notebook that was fetched, run all, and save."""
    notebook = Lab(page, f"{HUB}/user/{name}/lab/tree/{COURSE}/neuron/neuron.ipynb?reset")
    notebook.type_into(notebook.place("nbgrader", grade_id="pre_activation"), ANSWERS[name])
    notebook.run("notebook:run-all-cells")
    notebook.run("docmanager:save")


@pytest.fixture(scope="module")
def day(hub: Machine, browser: Browser) -> Machine:
    """The hub in the evening: two students have fetched, worked and handed in, in the browser.

    The course's account has released before that, and has graded and released feedback since.
    """
    hub.run(commands("An assignment, as the course's account"))
    for name in STUDENTS:
        with logged_in(browser, name) as page:
            open_assignments(page, name)
            press(page, "Fetch")
            page.get_by_role("button", name="Submit", exact=True).wait_for()
            answer(page, name)
            open_assignments(page, name)
            press(page, "Submit")
            page.locator("#submitted_assignments_list .list_item").first.wait_for()
    hub.run(commands("Grade"))
    return hub


def test_both_students_are_graded_by_what_they_wrote(day: Machine) -> None:
    said = day.run(
        f"cd /home/grader-{COURSE}/course && autograder grade --nbgrader . neuron --json "
        "2>/dev/null",
        user=f"grader-{COURSE}",
    )

    rows = json.loads(said)["submissions"]
    assert {row["student"]: row["score"] for row in rows} == {"alice": 2.0, "bob": 0.0}


@pytest.mark.parametrize("name", STUDENTS)
def test_a_student_fetches_their_own_feedback(name: str, day: Machine, browser: Browser) -> None:
    with logged_in(browser, name) as page:
        open_assignments(page, name)
        press(page, "Fetch Feedback")
        page.get_by_text("view feedback").first.wait_for()

    (feedback,) = day.path(f"/home/{name}/{COURSE}/neuron/feedback").glob("*/neuron.html")
    (other,) = set(STUDENTS) - {name}
    page_of_it = feedback.read_text("utf-8")
    assert f"by {name}" in page_of_it
    assert f"by {other}" not in page_of_it


def test_a_student_can_read_nothing_that_another_wrote_or_got(day: Machine) -> None:
    for name, other in (STUDENTS, STUDENTS[::-1]):
        places = "/home /srv /tmp /var/lib /run"
        seen = day.run(f"grep -rls -e 'by {other}' -e 'by {name}' {places} || true", user=name)

        assert f"/home/{name}/{COURSE}/neuron/neuron.ipynb\n" in seen
        assert all(path.startswith(f"/home/{name}/") for path in seen.splitlines())


def test_a_student_cannot_list_what_was_handed_in_nor_the_feedback(day: Machine) -> None:
    for folder in ("inbound", "feedback"):
        said = day.run(f"ls /srv/nbgrader/exchange/{COURSE}/{folder}", user="alice", ends=2)
        assert "Permission denied" in said


def test_who_is_in_another_course_sees_nothing_of_this_one(day: Machine) -> None:
    said = day.run(f"ls /srv/nbgrader/exchange/{COURSE}/outbound", user="carol", ends=2)

    assert "Permission denied" in said


def test_no_student_can_read_a_token_the_hubs_state_or_the_course(day: Machine) -> None:
    for path in ("/etc/jupyterhub/tokens", "/var/lib/jupyterhub", f"/home/grader-{COURSE}"):
        assert "Permission denied" in day.run(f"ls {path}", user="alice", ends=2)


def test_nothing_is_writable_by_all_but_the_exchange_and_what_is_handed_in(day: Machine) -> None:
    found = day.run(
        "find /home /srv /etc/jupyter /etc/jupyterhub /var/lib ! -type l -perm -2",
        user="alice",
        ends=1,
    )

    exchange = Path("/srv/nbgrader/exchange")
    open_to_all = {line for line in found.splitlines() if "Permission denied" not in line}
    assert open_to_all == {str(exchange), str(exchange / COURSE / "inbound")}
    assert day.path(exchange).stat().st_mode & 0o1000


def test_a_student_is_let_into_no_server_but_their_own(day: Machine, browser: Browser) -> None:
    with logged_in(browser, "alice") as page:
        for place in ("user/bob/lab", f"services/{COURSE}/lab"):
            answered = page.goto(f"{HUB}/{place}")
            assert answered is not None
            assert answered.status in {403, 404}, place


def test_a_notebooks_token_tells_of_its_user_alone(day: Machine) -> None:
    alice, bob, roster, formgrader = (
        _asked(day, "alice", path)
        for path in (
            "/hub/api/users/alice",
            "/hub/api/users/bob",
            f"/hub/api/groups/nbgrader-{COURSE}",
            f"/services/{COURSE}/formgrader/api/students",
        )
    )

    assert alice.endswith("200")
    assert f'"groups": ["nbgrader-{COURSE}"]' in alice
    assert "server" not in alice
    assert bob[-3:] in {"403", "404"}
    assert roster[-3:] in {"403", "404"}
    assert formgrader[-3:] in {"302", "403"}


def _asked(machine: Machine, name: str, path: str) -> str:
    """Return what is answered, and the status, when a student's server asks with its token."""
    return machine.run(
        f"""
        server=$(pgrep --euid {name} --full jupyterhub-singleuser | head -n 1)
        token=$(tr '\\0' '\\n' < /proc/$server/environ | sed -n s/^JUPYTERHUB_API_TOKEN=//p)
        curl -s -w '%{{http_code}}' -H "Authorization: token $token" {HUB}{path}
        """,
        user=name,
    )


def test_an_instructor_is_let_into_the_formgrader_of_their_course_alone(
    day: Machine, browser: Browser
) -> None:
    with logged_in(browser, "ines") as page:
        page.goto(f"{HUB}/services/{COURSE}/lab")
        press(page, "Authorize")  # the hub asks once whether it may tell who this is
        page.wait_for_url(f"**/services/{COURSE}/lab**")
        other = page.goto(f"{HUB}/services/deep-learning/lab")
        own = page.goto(f"{HUB}/services/{COURSE}/formgrader/api/submissions/neuron")
        assert own is not None
        scores = {row["student"]: row["score"] for row in own.json()}

    assert scores == {"alice": 2.0, "bob": 0.0}
    assert other is not None
    assert other.status == 403


def test_a_hand_in_with_a_link_to_another_brings_its_student_nothing(day: Machine) -> None:
    stamp = "2030-01-01 00:00:00.000000 UTC"
    work = f"/home/grader-{COURSE}/course/submitted/bob/neuron/neuron.ipynb"
    day.run(
        f"""
        cd /srv/nbgrader/exchange/{COURSE}/inbound
        mkdir 'alice+neuron+{stamp}+a'
        cd 'alice+neuron+{stamp}+a'
        ln -s {work} neuron.ipynb
        printf %s '{stamp}' > timestamp.txt
        printf known > submission_secret.txt
        """,
        user="alice",
    )
    assert "by bob" in day.path(work).read_text("utf-8")

    said = day.run(commands("Grade"))

    assert "neuron.ipynb is left out" in said
    feedback = day.path(f"/srv/nbgrader/exchange/{COURSE}/feedback")
    name = notebook_hash(secret="known", notebook_id="neuron")
    assert not [path for path in feedback.glob(f"{name}*") if "by bob" in path.read_text("utf-8")]
