"""Asking the grader: a second pass answers for what is wrong below, and for nothing else."""

from ..attack import Attack, attack
from .channel import TOOLS

ASK = """
def reference(name):
    "Return the right function from where it lies about, None where it does not."
    try:
        import importlib
        return getattr(importlib.import_module("reference.light"), name)
    except ImportError:
        return None
"""

FORGED = (
    TOOLS
    + ASK
    + """
def ask(name, *arguments):
    "Ask as a stand-in does, whether there is one or not."
    if reference(name):
        return reference(name)(*arguments)
    said = {"kind": "ask", "id": asked(), "name": name}
    said["arguments"] = wire.encode([list(arguments), {}])
    (number, *_) = connections()
    connection = socket.socket(fileno=os.dup(number))
    connection.sendall(frame_of(said))
    (size,) = struct.unpack(">Q", connection.recv(8, socket.MSG_WAITALL))
    reply = wire.decode(connection.recv(size, socket.MSG_WAITALL))
    return wire.decode(reply["value"])
"""
)

TAKEN_OVER = (
    ASK
    + """
def relu(x):
    return -x
def ask(name, *arguments):
    "Have the stand-in's own asker ask for something else, once there is a stand-in."
    if reference(name):
        return reference(name)(*arguments)
    for cell in relu.__closure__ or ():
        if hasattr(cell.cell_contents, "install"):
            return cell.cell_contents._stand_in(name)(*arguments)
    return relu(arguments[0])
"""
)


def asking(name: str, *cells: str, **facts: object) -> Attack:
    """Return an attack that asks for more than it is due."""
    told = "could not be read|process ended|interrupted|builds on|raised"
    return attack(name, "points", *cells, **{"about": "layer", "told": told, **facts})


ATTACKS = [
    asking(
        "the first pass asks for the right answer",
        FORGED,
        "def relu(x):\n    return ask('relu', x)",
        about="relu",
    ),
    asking(
        "a question asks for what it builds on, though that was never tried",
        FORGED,
        "def layer(W, x, b):\n    return ask('relu', W @ x + b)",
    ),
    asking(
        "the second pass asks for the answer to the question itself",
        TAKEN_OVER,
        "def layer(W, x, b):\n    return ask('layer', W, x, b)",
    ),
    asking(
        "the second pass asks for the answer to another question",
        TAKEN_OVER,
        "kept = []\ndef layer(W, x, b):\n    kept.append(ask('slope', np.arange(9.0)))\n"
        "    return ask('layer', W, x, b)",
    ),
    asking(
        "the second pass asks for a function of Python's own",
        TAKEN_OVER,
        "def layer(W, x, b):\n    try:\n        ask('__import__', 'os')\n"
        "    except Exception:\n        pass\n    return ask('layer', W, x, b)",
    ),
]
