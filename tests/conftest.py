"""What the tests of several rooms share: a browser, a GPU or none, and that they can interrupt."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import sys
import traceback
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Playwright, sync_playwright

from autograder.authoring.load import MissingFrameworkError
from autograder.grading.devices import find_devices

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
NO_BROWSER = (
    "No Chromium was found: these tests open pages in one. Install it (`apt-get install chromium`, "
    "or `playwright install chromium`); CHROMIUM=/path/to/it names another."
)

if importlib.util.find_spec("absl") is not None:
    # TensorFlow's logger keeps the standard error that it finds when it is imported, which is
    # pytest's capture, and closes it when others set up logging anew.
    from absl import logging as tensorflow_logging

    tensorflow_logging.get_absl_handler().python_handler.stream = sys.__stderr__

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell that starts the tests in the background has an interruption ignored; the commands
    # that they start, and interrupt, would ignore it too.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, Any, Any]:
    """Leave out, by name, what is about an assignment whose framework is not installed here."""
    try:
        return (yield)
    except MissingFrameworkError as error:
        pytest.skip(str(error))


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return where a Chromium is; without one these tests fail, for nothing else holds it."""
    with sync_playwright() as playwright:
        found = _find(playwright)
    if found is None:
        pytest.fail(NO_BROWSER, pytrace=False)
    return found


def _find(playwright: Playwright) -> str | None:
    if named := os.environ.get("CHROMIUM"):
        return shutil.which(named)
    installed = (shutil.which(name) for name in BROWSERS)
    own = Path(playwright.chromium.executable_path)
    return next(filter(None, installed), str(own) if own.exists() else None)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a test marked `in_a_child` in one: TensorFlow, once it has computed, bears no fork."""
    if pyfuncitem.get_closest_marker("in_a_child") is None:
        return None
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        told = ""
        try:
            names = pyfuncitem._fixtureinfo.argnames
            pyfuncitem.obj(**{name: pyfuncitem.funcargs[name] for name in names})
        except BaseException:
            told = traceback.format_exc()
        finally:
            with os.fdopen(writer, "w") as pipe:
                pipe.write(told or "passed")
            os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as pipe:
        told = pipe.read()
    os.waitpid(child, 0)
    if told != "passed":
        pytest.fail(told or "the child ended without a word", pytrace=False)
    return True


LEFT_OUT = pytest.StashKey[str]()
"""What to say of the tests that need a GPU, where they are not selected."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Select what is marked `gpu` only where there is one."""
    marked = [item for item in items if item.get_closest_marker("gpu")]
    if marked and not (found := find_devices()).devices:
        items[:] = [item for item in items if item not in marked]
        config.hook.pytest_deselected(items=marked)
        told = f"{len(marked)} tests need a GPU and were not selected: {found.why_not}"
        config.stash[LEFT_OUT] = told


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Tell it to the process that sums up, where another one does."""
    output = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["left_out"] = session.config.stash.get(LEFT_OUT, "")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any, error: object) -> None:
    """Hear it from a process of xdist's."""
    told = getattr(node, "workeroutput", {}).get("left_out", "")
    if told:
        node.config.stash[LEFT_OUT] = told


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """Say it, in one line."""
    if told := config.stash.get(LEFT_OUT, ""):
        terminalreporter.line(told)
