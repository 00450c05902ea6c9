"""The result channel: whoever can write a result can write a better one."""

from ..attack import Attack, attack

TOOLS = """
import os, socket, stat, struct, sys
import numpy as np
from autograder import wire

def connections():
    "Return the numbers of the sockets that are open here, whoever opened them."
    found = []
    for number in range(3, 256):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                found.append(number)
        except OSError:
            continue
    return found

def asked():
    "Return the number of the request that is being answered, where there is one."
    frame = sys._getframe()
    while frame is not None:
        request = frame.f_locals.get("request")
        if isinstance(request, dict) and "id" in request:
            return request["id"]
        frame = frame.f_back
    return 1

def frame_of(message):
    data = wire.encode(message)
    return struct.pack(">Q", len(data)) + data

def forged(**more):
    "Return a reply that says full marks, in every way that a grader may ask."
    value = wire.encode(np.full((3, 2), 7.0))
    full = {"kind": "value", "id": asked(), "value": value, "mutated": [], "outputs": []}
    return frame_of({**full, "score": 100.0, "status": "correct", "passed": True, **more})

def put(data):
    for number in connections():
        try:
            os.write(number, data)
        except OSError:
            continue
"""

HONEST_LAYER = "def layer(W, x, b):\n    return np.maximum(W @ x + b, 0)"


def forging(name: str, *cells: str, **facts: object) -> Attack:
    """Return an attack that would have full marks by what it says of itself."""
    facts = {"route": "channel", **facts}
    return attack(name, "points", TOOLS, *cells, **facts)


ATTACKS = [
    forging(
        "a reply is written to the socket that is found open, in a call",
        "def relu(x):\n    put(forged())\n    return -x",
        told="could not be read|process ended|values? differs?|shape is|not the right one",
    ),
    forging(
        "a reply is written before anything is asked, and the process ends",
        "put(forged())\nos._exit(0)",
        "def relu(x):\n    return -x",
        told="process ended|values? differs?",
    ),
    forging(
        "twenty replies wait for the questions to come",
        "for number in range(20):\n    put(forged(id=number))\nos._exit(0)",
        "def relu(x):\n    return -x",
        told="process ended|values? differs?",
    ),
    forging(
        "a reply to the next question rides behind that to this one",
        "def relu(x):\n    put(forged(id=asked()) + forged(id=asked() + 1))\n    os._exit(0)",
        told="could not be read|process ended|values? differs?|shape is",
    ),
    forging(
        "the encoder writes full marks whatever it is given",
        """
        encode = wire.encode
        def content(value):
            if isinstance(value, dict) and "score" in value:
                value = {**value, "score": 100.0}
            if isinstance(value, dict) and "kind" in value:
                value = {**value, "kind": "value", "passed": True}
            return encode(value)
        wire.encode = content
        def relu(x):
            return -x
        """,
        told="values? differs?",
    ),
    forging(
        "the socket's own methods send something else",
        """
        send = socket.socket.sendall
        socket.socket.sendall = lambda self, data, *rest: send(self, forged())
        def relu(x):
            return -x
        """,
        told="values? differs?|could not be read|process ended|no function named|shape is",
    ),
    forging(
        "the channel is found among the objects and told what to say",
        """
        import gc
        def relu(x):
            for one in gc.get_objects():
                if isinstance(one, socket.socket) and one.fileno() > 2:
                    one.sendall(forged())
                    os._exit(0)
            return -x
        """,
        told="could not be read|process ended|values? differs?|shape is",
    ),
    forging(
        "what calls the function is replaced by what knows better",
        """
        import sys
        for name, module in list(sys.modules.items()):
            if name.startswith("autograder") and hasattr(module, "make"):
                module.make = lambda call, function, *device: (np.zeros((2, 2)), ())
        wire.encode = (lambda real: lambda value: real(
            {**value, "score": 100.0} if isinstance(value, dict) and "score" in value else value
        ))(wire.encode)
        def relu(x):
            return -x
        """,
        told="values? differs?|shape is",
    ),
    attack(
        "full marks are written where results are expected, and the process ends",
        "points",
        """
        import json, os
        for name in ("results.json", "../results.json", "output/results.json"):
            try:
                with open(name, "w") as file:
                    json.dump({"score": 100.0, "tests": [{"score": 100, "max_score": 100}]}, file)
            except OSError:
                continue
        os._exit(0)
        """,
        "def relu(x):\n    return -x",
        told="values? differs?",
    ),
    attack(
        "full marks are printed as a grader prints them, and the process ends",
        "points",
        "import os, sys\nprint('SCORE 100.0')\nsys.stdout.flush()\nos._exit(0)",
        "def relu(x):\n    return -x",
        route="printed",
        told="values? differs?",
    ),
    attack(
        "the process ends early and says that all is well",
        "points",
        "import os\nos._exit(0)",
        "def relu(x):\n    return -x",
        route="exit",
        told="values? differs?",
    ),
    attack(
        "a number beyond all numbers is the score",
        "points",
        """
        import os
        with open("results.json", "w") as file:
            file.write('{"score": Infinity}')
        os._exit(0)
        """,
        "def relu(x):\n    return -x",
        told="values? differs?",
    ),
    attack(
        "every socket is closed",
        "crash",
        TOOLS + "\nfor number in connections():\n    os.close(number)",
        earns=2.0,
        honest=("relu",),
        route="channel",
    ),
    attack(
        "every socket is shut down in a call",
        "crash",
        TOOLS
        + """
def layer(W, x, b):
    for number in connections():
        socket.socket(fileno=number).shutdown(socket.SHUT_RDWR)
""",
        earns=2.0,
        honest=("relu",),
        route="channel",
        about="layer",
        told="process ended|not tried|could not be read",
    ),
    attack(
        "noise is written to every socket",
        "crash",
        TOOLS + "\nput(os.urandom(4096))",
        earns=2.0,
        honest=("relu",),
        route="channel",
    ),
    attack(
        "a reply of exabytes is announced",
        "crash",
        TOOLS + "\nput(struct.pack('>Q', 2**62) + b'abc')",
        earns=2.0,
        honest=("relu",),
        route="channel",
    ),
    attack(
        "a reply is begun and never ended",
        "crash",
        TOOLS + "\nput(struct.pack('>Q', 100) + b'abc')\nimport signal, time\n"
        "signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})\n"
        "time.sleep(3) if asked() != 1 else None\n",
        earns=2.0,
        honest=("relu",),
        route="channel",
        costly=True,
    ),
    attack(
        "a reply nested a hundred thousand deep",
        "crash",
        TOOLS + "\nput(struct.pack('>Q', 100_000) + b'\\x91' * 100_000)",
        earns=2.0,
        honest=("relu",),
        route="channel",
    ),
    attack(
        "a reply that is an array of the size of the memory",
        "crash",
        TOOLS
        + """
import msgpack
huge = msgpack.packb(["a", "float64", [2**40], b""])
put(struct.pack(">Q", len(huge)) + huge)
""",
        earns=2.0,
        honest=("relu",),
        route="channel",
    ),
    attack(
        "another file is put in the place of every socket",
        "crash",
        TOOLS + "\nfor number in connections():\n    os.dup2(os.open('/dev/zero', 2), number)",
        earns=2.0,
        honest=("relu",),
        route="channel",
    ),
]
