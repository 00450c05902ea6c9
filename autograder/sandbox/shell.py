"""A bare IPython shell that keeps a cell's outputs as nbformat outputs. Untrusted side.

Magics, plots, rich display and tracebacks work as in a notebook; there is no kernel, no history,
no terminal.
"""

from __future__ import annotations
import __future__

import importlib
import io
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterable
from types import CodeType
from typing import Any

import matplotlib
import matplotlib.font_manager  # reads its cache from a home that is out of sight later
from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.history import HistoryManager
from IPython.core.interactiveshell import InteractiveShell
from traitlets import Type

from autograder.sandbox.known import code_of
from autograder.sandbox.outputs import Output, Recorder
from autograder.sandbox.plain_cells import (
    calls_nothing,
    is_plain,
    may_await,
    only_functions,
    with_newline,
)

FUTURES = sum(getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
"""What `from __future__ import` sets, of a compiler's flags."""

COMMAND_SECONDS = 20.0
"""How long a `!command` may run."""


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


class _Publisher(DisplayPublisher):
    recorder: Recorder

    def publish(self, data: Any, metadata: Any = None, **_: Any) -> None:  # noqa: ARG002
        self.recorder.rich("display_data", data)

    def clear_output(self, wait: bool = False) -> None:  # noqa: ARG002
        self.recorder.clear()


class _Hook(DisplayHook):
    recorder: Recorder

    @property
    def prompt_count(self) -> int:
        """The cell's number, by which its result is found in `Out`."""
        return int(self.shell.execution_count)

    def quiet(self) -> bool:
        return bool(self.semicolon_at_end_of_expression(self.shell.compile.transformed))

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:  # noqa: ARG002
        self.recorder.rich("execute_result", format_dict)

    def finish_displayhook(self) -> None:
        pass


class _Compiler(CachingCompiler):
    """Names a cell's code after its number, so that a traceback can be led back to it.

    Where lines of the cell come before the code (empty ones, a magic), their count is in the
    name too: `<cell 3+1>`.
    """

    cell: int | None = None
    source = ""
    transformed = ""

    def get_code_name(self, raw_code: str, transformed_code: str, number: int) -> str:
        self.transformed = transformed_code
        own = raw_code.strip()
        place = self.source.rfind(own) if own else -1
        if self.cell is None or place < 0:
            return str(super().get_code_name(raw_code, transformed_code, number))
        before = self.source.count("\n", 0, place)
        return f"<cell {self.cell}+{before}>" if before else f"<cell {self.cell}>"


class Shell(InteractiveShell):
    """The shell that a notebook's cells run in."""

    display_pub_class = Type(_Publisher)
    displayhook_class = Type(_Hook)
    compiler_class = Type(_Compiler)

    def __init__(self, **arguments: Any) -> None:
        self.recorder = Recorder()
        self.known: dict[str, CodeType] = {}
        super().__init__(**arguments)
        # What IPython would keep on disk for every session to come, it keeps here in memory.
        self.db: dict[str, Any] = {}
        self.display_pub.recorder = self.recorder
        self.displayhook.recorder = self.recorder
        for formatter in self.display_formatter.formatters.values():
            formatter.enabled = True
        self.settle()

    def settle(self) -> None:
        """Take what hooks into the cells now for the shell's own; a notebook may add others."""
        self._hooks = self._count_hooks()

    def learn(self, sources: Iterable[str]) -> None:
        """Know released cells, which need not be compiled again."""
        codes = {source.strip(): code_of(source) for source in sources}
        self.known = {source: code for source, code in codes.items() if code is not None}

    def run(self, source: str, cell: int) -> tuple[list[Output], BaseException | None]:
        """Run a cell; return its outputs and what it raised."""
        if self._define(source):
            return [], None
        self.compile.cell = self.execution_count = cell
        self.compile.source = source
        if self._define_functions(source):
            return [], None
        if "import" in source or not is_plain(source):
            # A module that an earlier cell wrote may be younger than the folder's time can tell.
            importlib.invalidate_caches()
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

    def _define(self, source: str) -> bool:
        """Run a released cell whose code is known; False where it must run as any other."""
        code = self.known.get(source.strip())
        # A future that an earlier cell has imported is of all later cells too.
        if code is None or self.compile.flags & FUTURES:
            return False
        try:
            exec(code, self.user_ns)
        except Exception:
            return False  # run as any other, it raises the same, and is told
        return True

    def _define_functions(self, source: str) -> bool:
        """Run a cell that only defines functions; False where it must run as any other."""
        if not (only_functions(source) and is_plain(source)) or self._is_hooked():
            return False
        try:
            name = self.compile.cache(with_newline(source), self.execution_count, raw_code=source)
            code = self.compile(source, name, "exec")
            # Defaults and annotations are evaluated here.
            if not calls_nothing(code):
                return False
            exec(code, self.user_ns)
        except Exception:
            return False  # run as any other, it raises the same, and is told
        return True

    def transform_cell(self, raw_cell: str) -> str:
        """Return the Python that a cell stands for."""
        if not is_plain(raw_cell) or self._is_hooked():
            return str(super().transform_cell(raw_cell))
        return with_newline(raw_cell)

    def _is_hooked(self) -> bool:
        """Whether the notebook has something of its own done to its cells, or after them."""
        return self._hooks != self._count_hooks()

    def _count_hooks(self) -> int:
        manager = self.input_transformer_manager
        hooks = [
            manager.cleanup_transforms,
            manager.line_transforms,
            manager.token_transformers,
            self.input_transformers_post,
            self.ast_transformers,
            *self.events.callbacks.values(),
        ]
        return sum(map(len, hooks))

    def should_run_async(self, raw_cell: str, **found: Any) -> bool:
        """Say whether a cell waits for something; to find out, IPython compiles it."""
        return may_await(raw_cell) and bool(super().should_run_async(raw_cell, **found))

    def ask_exit(self) -> None:
        """Go on: `exit` in a cell ends nothing here."""

    def enable_gui(self, gui: Any = None) -> None:
        pass

    def init_history(self) -> None:
        HistoryManager.enabled = False
        super().init_history()

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        self.recorder.error(getattr(etype, "__name__", "Error"), evalue, stb)

    def showtraceback(self, *arguments: Any, **named: Any) -> None:
        try:
            super().showtraceback(*arguments, **named)
        except Exception:
            # A traceback that cannot be drawn is still an error that must be shown.
            kind, value, _ = sys.exc_info()
            lines = traceback.format_exc().splitlines()
            self.recorder.error(getattr(kind, "__name__", "Error"), value, lines)

    def system(self, command: str) -> None:
        code, text = _run_command(self.var_expand(command, depth=1))
        self.recorder.stream("stdout", text)
        self.user_ns["_exit_code"] = code

    def getoutput(self, command: str, split: bool = True, depth: int = 0) -> Any:
        _, text = _run_command(self.var_expand(command, depth=depth + 1))
        return text.splitlines() if split else text


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


PICTURES: dict[Any, Any] = {
    "figure.dpi": 72,
    "text.hinting": "none",
    "figure.subplot.bottom": 0.2,
    "figure.subplot.left": 0.15,
}
"""How figures are drawn where a notebook does not say otherwise."""

WARM_UP = """
import matplotlib.pyplot as plt
import numpy as np
figure, (left, right) = plt.subplots(1, 2, figsize=(6, 3))
left.loglog([1, 10, 100], [1e-5, 0.1, 10], ".-", label="$10^{-5}$")
left.axhline(1, color="0.5", ls="--")
left.set_xlabel("x")
left.set_ylabel("y")
left.legend()
right.contourf(np.arange(4.0).reshape(2, 2), cmap="RdBu_r", alpha=0.6)
right.contour(np.arange(4.0).reshape(2, 2), [1.5], colors="k")
right.scatter([0, 1], [0, 1], c=[0, 1], edgecolor="k", linewidth=0.5)
right.imshow(np.zeros((2, 2)))
right.set_title("title")
right.grid(alpha=0.3)
plt.show()
"""
"""What draws with Matplotlib for the first time loads fonts, parsers and colour maps: once is
enough for a class.
"""


def warm_shell() -> Shell:
    """Return a shell that has run, plotted and failed once: a student's cells start warm."""
    with tempfile.TemporaryDirectory() as nowhere:
        shell: Shell = Shell.instance(ipython_dir=nowhere)
    shell.run("%matplotlib inline", 0)
    # Pages want small pictures, and a class wants them soon: cropping to what is drawn would draw
    # every figure twice, so a label gets its room by the margin.
    shell.run('%config InlineBackend.print_figure_kwargs = {"bbox_inches": None}', 0)
    matplotlib.rcParams.update(PICTURES)
    shell.run(WARM_UP, 0)
    shell.run("1 / 0", 0)
    shell.run("import numpy as np\nnp.zeros((2, 2))", 0)
    shell.reset(new_session=False)
    shell.settle()
    return shell
