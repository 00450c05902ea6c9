"""Calling what is to be written: `np.gradient`, by whatever road leads to it."""

from ..attack import Attack, attack


def calling(name: str, *cells: str, **facts: object) -> Attack:
    """Return an attack that has `slope` computed by what the question forbids."""
    facts = {"about": "slope", "told": "is not allowed|hides what is run", **facts}
    return attack(name, "points", *cells, **facts)


ATTACKS = [
    calling("what is forbidden is called", "def slope(y):\n    return np.gradient(y)"),
    calling(
        "it is imported under another name",
        "from numpy import gradient as mine",
        "def slope(y):\n    return mine(y)",
    ),
    calling("it is had by its name", "def slope(y):\n    return getattr(np, 'gradient')(y)"),
    calling(
        "it is had by a name that is put together",
        "def slope(y):\n    return getattr(np, 'grad' + 'ient')(y)",
    ),
    calling(
        "its module is imported by a function",
        "import importlib\ndef slope(y):\n    return importlib.import_module('numpy').gradient(y)",
    ),
    calling(
        "its module is imported by the interpreter's own function",
        "def slope(y):\n    return __import__('numpy').gradient(y)",
    ),
    calling(
        "the call is a text that is run",
        "def slope(y):\n    exec('result = np.gradient(y)', globals(), found := {'y': y})\n"
        "    return found['result']",
    ),
    calling(
        "the call is a text that is evaluated in a function of its own",
        "def helper(text, y):\n    return eval(text)(y)",
        "def slope(y):\n    return helper('np.grad' + 'ient', y)",
    ),
    calling(
        "a function of another cell calls it",
        "def honest_looking(values):\n    return np.gradient(values)",
        "def slope(y):\n    return honest_looking(y)",
    ),
    calling(
        "a default argument holds it",
        "def slope(y, differences=np.gradient):\n    return differences(y)",
    ),
    calling("a name of the notebook is it", "slope = np.gradient"),
    calling(
        "it is looked up in its module's dictionary",
        "def slope(y):\n    return vars(np)['gradient'](y)",
    ),
    calling(
        "its module is found among those that are loaded",
        "import sys\ndef slope(y):\n    return sys.modules['numpy'].gradient(y)",
    ),
    calling(
        "an operator gets it",
        "import operator\ndef slope(y):\n    return operator.attrgetter('gradient')(np)(y)",
    ),
    calling(
        "a part of a function is it",
        "import functools\nslope = functools.partial(np.gradient, axis=0)",
    ),
    calling(
        "a decorator puts it in the place of the function",
        "def improved(function):\n    return np.gradient",
        "@improved\ndef slope(y):\n    return y",
    ),
    calling(
        "the function's name is given to it afterwards",
        "def slope(y):\n    return y",
        "globals()['slope'] = np.gradient",
    ),
    calling(
        "it is unpickled",
        "import pickle\ndef slope(y):\n    return pickle.loads(b'cnumpy\\ngradient\\n.')(y)",
    ),
    calling(
        "its implementation is called past its name",
        "from numpy.lib import _function_base_impl as inside\n"
        "def slope(y):\n    return inside.gradient.__wrapped__(y)",
    ),
    calling(
        "it is imported from where it is kept",
        "from numpy.lib import _function_base_impl as inside\n"
        "def slope(y):\n    return inside.gradient(y)",
    ),
    calling(
        "another interpreter calls it",
        "import json, subprocess, sys\n"
        "def slope(y):\n"
        "    program = f'import numpy; print(numpy.gradient({y.tolist()}).tolist())'\n"
        "    done = subprocess.run([sys.executable, '-c', program], capture_output=True)\n"
        "    return np.array(json.loads(done.stdout))",
        told="hides what is run|interrupted|Operation not permitted",
        costly=True,
    ),
]
