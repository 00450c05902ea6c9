"""Time without end: cells and calls that go on, wait, or let nothing end them."""

from .exhaustion import greedy, greedy_call

CELL = "a cell may run for 2 s"
INTERRUPTED = "interrupted after 1 s"

ATTACKS = [
    greedy(
        "a cell never ends",
        "cpu",
        "while True:\n    pass",
        costly=True,
        shown=CELL,
    ),
    greedy(
        "a cell never ends and lets nothing end it",
        "cpu",
        """
        import signal
        signal.signal(signal.SIGALRM, signal.SIG_IGN)
        while True:
            try:
                while True:
                    pass
            except BaseException:
                pass
        """,
        costly=True,
        shown=CELL,
    ),
    greedy(
        "the clock that interrupts is switched off",
        "cpu",
        """
        import signal
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals))
        while True:
            pass
        """,
        route="alarm",
        costly=True,
        shown=CELL,
    ),
    greedy(
        "time goes by in a function of C that nothing interrupts",
        "cpu",
        "7 ** 20_000_000 % 11",
        costly=True,
        shown=CELL,
    ),
    greedy(
        "a regular expression goes back and forth",
        "cpu",
        "import re\nre.match('(a*)*b', 'a' * 30)",
        costly=True,
        shown=CELL,
    ),
    greedy_call(
        "a call never ends",
        "cpu",
        "def layer(W, x, b):\n    while True:\n        pass",
        INTERRUPTED,
        costly=True,
    ),
    greedy_call(
        "a call never ends, and catches whatever would end it",
        "cpu",
        """
        def layer(W, x, b):
            while True:
                try:
                    while True:
                        pass
                except BaseException:
                    continue
        """,
        INTERRUPTED,
        costly=True,
    ),
    greedy_call(
        "a call waits for ever",
        "wall",
        "import threading\ndef layer(W, x, b):\n    threading.Event().wait(5)",
        INTERRUPTED,
        costly=True,
    ),
    greedy(
        "the process stops itself",
        "wall",
        "import os, signal\nos.kill(os.getpid(), signal.SIGSTOP)",
        costly=True,
    ),
    greedy_call(
        "a million and one items are returned",
        "cpu",
        "def layer(W, x, b):\n    if not hasattr(W, 'shape'):\n        while True:\n"
        "            list(range(1_000_001))\n    return [0] * 1_000_001",
        "too large",
    ),
    greedy(
        "an object takes for ever to be shown",
        "cpu",
        "class Endless:\n    def __repr__(self):\n        while True:\n            pass\nEndless()",
        costly=True,
        shown=CELL,
    ),
    greedy(
        "children work while the cell seems to rest",
        "cpu",
        """
        import os, time
        for _ in range(2):
            if not os.fork():
                while True:
                    pass
        time.sleep(6)
        """,
        costly=True,
    ),
]
