"""A notebook that is open in JupyterLab, as a student uses it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Page

SECONDS = 90

# What the open notebook holds, by the model that JupyterLab shows: a long one is drawn in parts.
CELLS = """() => {
    const panel = window.jupyterapp.shell.currentWidget;
    return panel.content.model.sharedModel.cells.map(cell => cell.toJSON());
}"""
IS_IDLE = """() => {
    const panel = window.jupyterapp.shell.currentWidget;
    const kernel = panel?.sessionContext?.session?.kernel;
    return kernel?.status === "idle" && kernel.connectionStatus === "connected";
}"""
SCROLL = """async index => {
    const {content} = window.jupyterapp.shell.currentWidget;
    content.activeCellIndex = index;
    await content.scrollToItem(index, "start");
}"""
RUN = "command => window.jupyterapp.commands.execute(command)"


class Lab:
    """JupyterLab with one notebook open; it is to expose its app (`expose_app_in_browser`)."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        page.goto(address)
        page.wait_for_function("window.jupyterapp?.shell.currentWidget?.content?.model")
        page.wait_for_function(IS_IDLE, timeout=SECONDS * 1000)

    def cells(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.page.evaluate(CELLS)
        return found

    def place(self, tool: str, **wanted: str) -> int:
        """Return the place of the first cell in whose metadata a tool has written this."""
        return next(
            index
            for index, cell in enumerate(self.cells())
            if _holds(cell["metadata"].get(tool, {}), wanted)
        )

    def run(self, command: str) -> None:
        """Run a command of JupyterLab, and wait until all cells have run."""
        self.page.evaluate(RUN, command)
        self.settle()

    def settle(self) -> None:
        """Wait until no cell runs or waits to run."""
        end = time.monotonic() + SECONDS
        quiet = 0
        while quiet < 3 and time.monotonic() < end:
            waiting = self.page.evaluate("() => document.body.innerText.includes('[*]')")
            quiet = 0 if waiting or not self.page.evaluate(IS_IDLE) else quiet + 1
            self.page.wait_for_timeout(300)
        assert quiet == 3, "the notebook was still running"

    def show(self, index: int) -> None:
        """Go to a cell."""
        self.page.evaluate(SCROLL, index)

    def type_into(self, index: int, source: str) -> None:
        """Replace what is in a cell, as a student does: select all, and type."""
        self.show(index)
        editor = self.page.locator(f'.jp-Cell[data-windowed-list-index="{index}"] .cm-content')
        editor.click()
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(source)


def _holds(metadata: Mapping[str, Any], wanted: Mapping[str, str]) -> bool:
    return metadata.items() >= wanted.items()
