"""A grading that is told to stop: by Ctrl-C, by `kill`, or by the end of its terminal."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """The program was told to stop; no error, so that nothing on the way takes it for one."""

    def __init__(self, number: int) -> None:
        super().__init__(signal.Signals(number).name)
        self.exit_code = 128 + number
        """What a shell expects of a program that a signal ended."""


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `Stopped` in here at the first signal to stop; the next one ends the program."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    # Whoever started us may have had a signal ignored, as `nohup` does.
    before = {number: signal.getsignal(number) for number in SIGNALS}
    heeded = [number for number, handler in before.items() if handler is not signal.SIG_IGN]

    def stop(number: int, _frame: FrameType | None) -> NoReturn:
        for each in heeded:
            signal.signal(each, signal.SIG_DFL)
        raise Stopped(number)

    for number in heeded:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in heeded:
            signal.signal(number, before[number])
