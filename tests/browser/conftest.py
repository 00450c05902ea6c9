"""A real browser, a server outside, and what a page that is opened does."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    ConsoleMessage,
    Dialog,
    Error,
    Page,
    sync_playwright,
)

from autograder.commands.serve import ResultsServer
from tests.browser.payloads import OUTSIDE, Effect

# What a reader might do: open, point at, and follow what is no ordinary link.
PROVOKE = """() => {
    const ordinary = /^(https?|mailto):/;
    for (const each of document.querySelectorAll("details")) each.open = true;
    for (const each of document.querySelectorAll("body, body *")) {
        for (const event of ["mouseover", "pointerenter", "focus", "error", "load"])
            each.dispatchEvent(new Event(event));
        const link = each.closest("a") || each;
        const address = link.getAttribute("href") || link.getAttribute("xlink:href") || "";
        if (!ordinary.test(address) && !address.endsWith(".html"))
            each.dispatchEvent(new MouseEvent("click", {bubbles: true, cancelable: true}));
    }
}"""


class Outside:
    """A server that no page of ours may reach; it notes whoever connects, and answers."""

    def __init__(self) -> None:
        self.connections = 0
        self.requests: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def forget(self) -> None:
        self.connections = 0
        self.requests.clear()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _listen(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        with connection:
            try:
                if request := connection.recv(4096):
                    self.requests.append(request)
                    connection.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>here")
            except OSError:
                return


class Opened:
    """What a page does from when it is opened."""

    def __init__(self, page: Page, outside: Outside, address: str) -> None:
        self.page = page
        self.address = address
        self.refused: list[str] = []
        """What the page's policy had to stop: nothing, where the page is clean."""

        self._outside = outside
        self._dialogs: list[str] = []
        outside.forget()
        page.on("dialog", self._note_dialog)
        page.on("console", self._note_refusal)
        page.goto(address, wait_until="load")

    def close(self) -> None:
        self.page.remove_listener("dialog", self._note_dialog)
        self.page.remove_listener("console", self._note_refusal)

    def looked_through(self) -> Opened:
        """Do what a reader might do, and give the page time to answer."""
        try:
            self.page.evaluate(PROVOKE)
            self.page.wait_for_timeout(30)
        except Error:  # the page has gone elsewhere: that is an effect
            self.page.wait_for_load_state()
        return self

    def effects(self) -> set[Effect]:
        """Return what has happened by now."""
        found = set()
        if self.page.url.partition("#")[0] != self.address:
            found.add(Effect.NAVIGATION)
        if self._dialogs or self._ran():
            found.add(Effect.SCRIPT)
        if self._outside.requests:
            found.add(Effect.REQUEST)
        return found

    def waited_for(self, effect: Effect) -> set[Effect]:
        """Return what has happened when `effect` has, or after long enough for it to."""
        end = time.monotonic() + 20
        while effect not in self.effects() and time.monotonic() < end:
            self.page.wait_for_timeout(20)
        return self.effects()

    def _ran(self) -> bool:
        try:
            return bool(self.page.evaluate("window.pwned === 1"))
        except Error:  # between two documents
            return False

    def _note_dialog(self, dialog: Dialog) -> None:
        self._dialogs.append(dialog.message)
        dialog.dismiss()

    def _note_refusal(self, message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "sandboxed" in message.text:
            self.refused.append(message.text)


@pytest.fixture(scope="module")
def outside() -> Iterator[Outside]:
    server = Outside()
    yield server
    server.close()


@pytest.fixture(scope="module")
def browser(chromium: str, outside: Outside) -> Iterator[Browser]:
    """A browser for which the name of the server outside leads to it, whatever the port."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=chromium,
            chromium_sandbox=False,
            args=[f"--host-resolver-rules=MAP {OUTSIDE} 127.0.0.1:{outside.port}"],
        )
        yield started
        started.close()


Open = Callable[[str], Opened]


@pytest.fixture
def open_afresh(browser: Browser, outside: Outside) -> Iterator[Open]:
    """Open an address in a profile of its own: what one page does is no other's effect."""
    contexts = []

    def opened(address: str) -> Opened:
        contexts.append(browser.new_context())
        return Opened(contexts[-1].new_page(), outside, address)

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Page:
    return browser.new_page()


@pytest.fixture
def open_page(tab: Page, outside: Outside) -> Iterator[Open]:
    """Open an address in a tab that others use too, which is quicker."""
    all_opened = []

    def opened(address: str) -> Opened:
        all_opened.append(Opened(tab, outside, address))
        return all_opened[-1]

    yield opened
    for each in all_opened:
        each.close()


@pytest.fixture
def serve() -> Iterator[Callable[[Path], ResultsServer]]:
    """Serve a results folder, as `autograder serve` does."""
    started: list[tuple[ResultsServer, threading.Thread]] = []

    def start(folder: Path) -> ResultsServer:
        server = ResultsServer(folder)
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        started.append((server, thread))
        return server

    yield start
    for server, thread in started:
        server.shutdown()
        thread.join()
        server.server_close()
