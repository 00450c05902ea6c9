"""What is planted for the next student, or for the grader's next start."""

from ..attack import HONEST, Attack, attack

SPOILED = "def spoiled(*values, **options):\n    raise RuntimeError('spoiled')\n"


def spoiling(name: str, source: str, **facts: object) -> Attack:
    """Return an attack on whoever is graded next in the same process."""
    return attack(name, "next", SPOILED + source, **{"earns": 2.0, "honest": ("relu",), **facts})


def left(name: str, path: str, text: str = "# planted") -> Attack:
    """Return an attack that writes a file for others to find."""
    source = f"""
import pathlib
path = pathlib.Path({path!r}).expanduser()
path.parent.mkdir(parents=True, exist_ok=True)
path.write_text({text!r})
"""
    return attack(name, "leftover", source, earns=2.0, honest=("relu",))


ATTACKS = [
    spoiling(
        "a builtin function is replaced for all who come",
        "import builtins\nbuiltins.print = builtins.len = builtins.sum = spoiled\n"
        "np.zeros = np.testing.assert_allclose = spoiled",
    ),
    spoiling(
        "NumPy's functions are replaced for all who come",
        "np.maximum = np.random.default_rng = spoiled",
        earns=0.0,
        honest=(),
        told="no function named",
    ),
    spoiling(
        "a module is replaced for all who come",
        "import sys, types\nsys.modules['numpy'] = types.ModuleType('numpy')",
    ),
    spoiling(
        "an event of the shell spoils the names of all who come",
        "def spoil(_, spoiled=spoiled):\n    get_ipython().user_ns['relu'] = spoiled\n"
        "get_ipython().events.register('post_run_cell', spoil)",
        earns=0.0,
        told="RuntimeError",
    ),
    spoiling(
        "a module named numpy lies where the next interpreter looks first",
        "open('numpy.py', 'w').write('raise RuntimeError')",
        fresh=True,
    ),
    spoiling(
        "the random generator of all who come is a constant",
        "class Constant:\n    def random(self, n):\n        return np.zeros(n)\n"
        "np.random.default_rng = lambda *values: Constant()",
    ),
    left(
        "a start-up file for every interpreter of this user",
        "~/.local/lib/python3.11/site-packages/usercustomize.py",
    ),
    left("a start-up file of IPython", "~/.ipython/profile_default/startup/00-planted.py"),
    left("settings of Matplotlib", "~/.config/matplotlib/matplotlibrc", "figure.dpi: 1"),
    left("a start-up file of the shell", "~/.bashrc", "exit"),
    left("a line in the paths of the environment", "@SITE@/@MARK@.pth"),
    left("a file in the folder of temporary files", "@TMP@/@MARK@"),
    left("a file in shared memory", "/dev/shm/@MARK@"),
    left("a hidden test beside the course's own", "@COURSE@/assignments/light/planted.py"),
    left("a compiled module of the reference", "@COURSE@/reference/__pycache__/light.pyc"),
    left("a notebook in another student's folder", "@COURSE@/../submitted/ada/other.ipynb"),
    attack(
        "the gradebook is written to",
        "leftover",
        "open('@GRADEBOOK@-journal', 'w').write('nonsense')",
        earns=2.0,
        honest=("relu",),
    ),
    attack(
        "the folder of the course is removed",
        "crash",
        "import shutil\nshutil.rmtree('@COURSE@')\nimport os\n"
        "if not os.path.exists('@COURSE@'):\n    os._exit(0)",
        HONEST["relu"],
        earns=2.0,
    ),
    attack(
        "a segment of System V's shared memory stays",
        "leftover",
        "import ctypes\nctypes.CDLL(None).shmget(@KEY@, 4096, 0o1000 | 0o600)",
        earns=2.0,
        honest=("relu",),
    ),
    attack(
        "a file is made in everybody's temporary folder, and a socket beside it",
        "leftover",
        """
        import socket
        open("@TMP@/@MARK@.txt", "w").close()
        open("/tmp/@MARK@.txt", "w").close()
        socket.socket(socket.AF_UNIX).bind("/tmp/@MARK@.socket")
        """,
        earns=2.0,
        honest=("relu",),
    ),
    attack(
        "a tree of folders that nobody may enter",
        "leftover",
        """
        import os
        for root in ("@TMP@", "."):
            try:
                os.makedirs(root + "/@MARK@" + "/deep" * 200)
                os.chmod(root + "/@MARK@", 0)
            except OSError:
                continue
        """,
        earns=2.0,
        honest=("relu",),
    ),
]
