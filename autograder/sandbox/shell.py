"""A bare IPython shell that keeps a cell's outputs as nbformat outputs. Untrusted side.

Magics, plots, rich display and tracebacks work as in a notebook; there is no kernel, no history,
no terminal.
"""

from __future__ import annotations

import base64
import io
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type

Output = dict[str, Any]

MAX_RICH_BYTES = 4 * 2**20
"""What the pictures and rich outputs of one cell may hold together."""

COMMAND_SECONDS = 20.0
"""How long a `!command` may run."""


class Recorder:
    """The outputs of the cell that is running."""

    def __init__(self) -> None:
        self.outputs: list[Output] = []
        self.muted = True
        self.text_limit = 200_000
        self._text_left = 0
        self._rich_left = 0

    @contextmanager
    def recording(self) -> Iterator[list[Output]]:
        """Keep what is put out inside the block."""
        self.outputs, self.muted = [], False
        self._text_left, self._rich_left = self.text_limit, MAX_RICH_BYTES
        try:
            yield self.outputs
        finally:
            self.muted = True

    def stream(self, name: str, text: str) -> None:
        """Keep printed text, up to the limit."""
        if self.muted or not text or self._text_left <= 0:
            return
        kept = text[: self._text_left]
        self._text_left -= len(kept)
        if self._text_left <= 0:
            kept += "\n[…]\n"
        last = self.outputs[-1] if self.outputs else None
        if last and last["output_type"] == "stream" and last["name"] == name:
            last["text"] += kept
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": kept})

    def rich(self, output: Output) -> None:
        """Keep a displayed object, up to the limit."""
        size = sum(len(str(part)) for part in output.get("data", {}).values())
        if self.muted or size > self._rich_left:
            return
        self._rich_left -= size
        self.outputs.append(output)

    def error(self, name: str, value: str, lines: list[str]) -> None:
        """Keep a traceback."""
        if not self.muted:
            cut = [line[:10_000] for line in lines[-40:]]
            output = {"output_type": "error", "ename": name, "evalue": value[:10_000]}
            self.outputs.append({**output, "traceback": cut})


class _Stream(io.TextIOBase):
    def __init__(self, recorder: Recorder, name: str) -> None:
        self._recorder, self._name = recorder, name

    def write(self, text: str) -> int:
        self._recorder.stream(self._name, str(text))
        return len(text)

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"


def _plain_bundle(data: dict[str, Any]) -> dict[str, str]:
    bundle = {}
    for mime, value in data.items():
        if isinstance(value, bytes):
            bundle[str(mime)] = base64.b64encode(value).decode("ascii")
        elif isinstance(value, str):
            bundle[str(mime)] = value
    return bundle


class _Publisher(DisplayPublisher):
    recorder: Recorder

    def publish(self, data: Any, metadata: Any = None, **_: Any) -> None:  # noqa: ARG002
        output = {"output_type": "display_data", "data": _plain_bundle(data), "metadata": {}}
        self.recorder.rich(output)

    def clear_output(self, wait: bool = False) -> None:  # noqa: ARG002
        self.recorder.outputs.clear()


class _Hook(DisplayHook):
    recorder: Recorder

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:  # noqa: ARG002
        data = _plain_bundle(format_dict)
        output = {"output_type": "execute_result", "data": data, "metadata": {}}
        self.recorder.rich({**output, "execution_count": None})

    def finish_displayhook(self) -> None:
        pass


class _Compiler(CachingCompiler):
    """Names a cell's code after its number, so that a traceback can be led back to it."""

    cell: int | None = None

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        if self.cell is not None:
            return f"<cell {self.cell}>"
        return str(super().get_code_name(raw_code, transformed_code, number))


class Shell(InteractiveShell):
    """The shell that a notebook's cells run in."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)
    compiler_class = Type(_Compiler)

    def __init__(self, **arguments: Any) -> None:
        self.recorder = Recorder()
        super().__init__(**arguments)
        self.display_pub.recorder = self.recorder
        self.displayhook.recorder = self.recorder
        for formatter in self.display_formatter.formatters.values():
            formatter.enabled = True

    def run(self, source: str, cell: int) -> tuple[list[Output], BaseException | None]:
        """Run a cell; return its outputs and what it raised."""
        self.compile.cell = cell
        out, err = sys.stdout, sys.stderr
        with self.recorder.recording() as outputs:
            sys.stdout = _Stream(self.recorder, "stdout")
            sys.stderr = _Stream(self.recorder, "stderr")
            try:
                result = self.run_cell(source, store_history=False)
            finally:
                sys.stdout, sys.stderr = out, err
                self.compile.cell = None
        return outputs, result.error_before_exec or result.error_in_exec

    def enable_gui(self, gui: Any = None) -> None:
        pass

    def init_history(self) -> None:
        HistoryManager.enabled = False
        super().init_history()

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        self.recorder.error(getattr(etype, "__name__", "Error"), _text(evalue), list(stb))

    def showtraceback(self, *arguments: Any, **named: Any) -> None:
        try:
            super().showtraceback(*arguments, **named)
        except Exception:
            # A traceback that cannot be drawn is still an error that must be shown.
            kind, value, _ = sys.exc_info()
            self.recorder.error(str(kind), _text(value), traceback.format_exc().splitlines())

    def system(self, command: str) -> None:
        code, text = _run_command(self.var_expand(command, depth=1))
        self.recorder.stream("stdout", text)
        self.user_ns["_exit_code"] = code

    def getoutput(self, command: str, split: bool = True, depth: int = 0) -> Any:
        _, text = _run_command(self.var_expand(command, depth=depth + 1))
        return text.splitlines() if split else text


def _text(value: Any) -> str:
    try:
        return str(value)
    except Exception:
        return type(value).__name__


def _run_command(command: str) -> tuple[int, str]:
    try:
        done = subprocess.run(
            command,
            shell=True,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=COMMAND_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return 1, f"{error}\n"
    return done.returncode, done.stdout.decode("utf-8", "replace")


def warm_shell() -> Shell:
    """Return a shell that has run, plotted and failed once: a student's cells start warm."""
    shell: Shell = Shell.instance()
    shell.run("%matplotlib inline", 0)
    shell.run("import matplotlib.pyplot as plt\nplt.plot([0, 1]); plt.show(); 1 / 0", 0)
    shell.run("import numpy as np\nnp.zeros((2, 2))", 0)
    shell.reset(new_session=False)
    return shell
