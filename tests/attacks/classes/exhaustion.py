"""Exhaustion: every attack is bounded by its own code, so that a hole cannot take the machine."""

from ..attack import Attack, attack


def greedy(name: str, over: str, *cells: str, **facts: object) -> Attack:
    """Return an attack that goes over a limit in a cell, beside one honest question."""
    facts = {"earns": 2.0, "honest": ("relu",), "over": over, **facts}
    return attack(name, "excess", *cells, **facts)


def greedy_call(name: str, over: str, source: str, told: str, **facts: object) -> Attack:
    """Return an attack that goes over a limit when `layer` is called."""
    call = "if get_ipython().__class__.__name__ != 'Shell':\n    layer(0, np.ones(2), 0)"
    return greedy(name, over, source, call, about="layer", told=told, **facts)


MEMORY = "384 MB of memory"
CUT = "output is cut: 20 kB of text"
PROCESSES = "64 processes and threads"

ATTACKS = [
    greedy(
        "seventy children are kept waiting",
        "processes",
        """
        import os, time
        for _ in range(70):
            if not os.fork():
                time.sleep(20)
                os._exit(0)
        time.sleep(0.1)
        """,
        shown=PROCESSES,
    ),
    greedy(
        "children have children, six generations of them",
        "processes",
        """
        import os, time
        for _ in range(6):
            os.fork()
        time.sleep(1)
        """,
        costly=True,
    ),
    greedy(
        "seventy threads are kept waiting",
        "threads",
        """
        import threading, time
        for _ in range(70):
            threading.Thread(target=time.sleep, args=[0.3], daemon=True).start()
        time.sleep(0.1)
        """,
        shown=PROCESSES,
    ),
    greedy(
        "memory is taken in one piece",
        "megabytes",
        "import time\nkept = np.ones(60_000_000)\ntime.sleep(0.4)",
        costly=True,
        shown=MEMORY,
    ),
    greedy(
        "memory is taken in many pieces",
        "megabytes",
        "import time\nkept = [bytes([1]) * 2**20 for _ in range(480)]\ntime.sleep(0.4)",
        costly=True,
        shown=MEMORY,
    ),
    greedy(
        "memory is shared with nobody, so that it counts as nobody's",
        "megabytes",
        """
        import mmap, time
        kept = mmap.mmap(-1, 480 * 2**20)
        for place in range(0, len(kept), 4096):
            kept[place] = 1
        time.sleep(0.4)
        """,
        costly=True,
        shown=MEMORY,
    ),
    greedy(
        "memory is taken by ten children, a little each",
        "megabytes",
        """
        import os, time
        for _ in range(10):
            if not os.fork():
                kept = np.ones(6_500_000)
                time.sleep(6)
                os._exit(0)
        time.sleep(4)
        """,
        costly=True,
        shown=MEMORY + "|a cell may run for 2 s",
    ),
    greedy_call(
        "memory is taken in a call",
        "megabytes",
        """
        import time
        def layer(W, x, b):
            kept = np.ones(60_000_000)
            time.sleep(0.4)
            return kept[:2]
        """,
        "MemoryError",
        costly=True,
    ),
    greedy(
        "a file of eighty megabytes is written",
        "disk",
        """
        with open("large", "wb") as file:
            for _ in range(80):
                file.write(bytes(2**20))
        import time
        time.sleep(0.4)
        """,
    ),
    greedy(
        "files of three hundred megabytes are written",
        "disk",
        """
        import time
        for number in range(30):
            with open(f"large{number}", "wb") as file:
                file.write(bytes(10 * 2**20))
        time.sleep(0.4)
        """,
        shown="256 MB|disk",
        costly=True,
    ),
    greedy(
        "three thousand files are made",
        "files",
        "for number in range(3000):\n    open(f'file{number}', 'w').close()\n"
        "import time\ntime.sleep(0.4)",
    ),
    greedy(
        "four hundred files are held open",
        "descriptors",
        "import time\nkept = []\nfor _ in range(400):\n    kept.append(open('/dev/null'))\n"
        "time.sleep(0.4)",
        "kept.clear()",
        shown="256 files open",
    ),
    greedy(
        "five megabytes are printed",
        "output",
        "for _ in range(500):\n    print('x' * 10_000)",
        shown=CUT,
    ),
    greedy(
        "five megabytes are written past Python, to the terminal itself",
        "output",
        "import os\nfor _ in range(500):\n    os.write(1, b'x' * 10_000)",
    ),
    greedy(
        "five megabytes are printed by a command",
        "output",
        "!head -c 5000000 /dev/zero | tr '\\0' x",
        shown=CUT,
    ),
    greedy_call(
        "an array larger than any message is returned",
        "megabytes",
        "import time\ndef layer(W, x, b):\n    big = np.ones((9_000, 1_000)) * 2\n"
        "    if not hasattr(W, 'shape'):\n        kept = np.ones(60_000_000)\n"
        "        time.sleep(0.4)\n    return big",
        "too large",
        costly=True,
    ),
    greedy(
        "an error has a message of a hundred megabytes",
        "output",
        "raise ValueError('x' * 20_000_000)",
    ),
    greedy(
        "a thousand pictures are shown",
        "output",
        "from IPython.display import HTML, display\nfor _ in range(1000):\n"
        "    display(HTML('x' * 3000))\n    print('y' * 3000)",
        shown=CUT,
    ),
    greedy(
        "limits are raised before memory is taken",
        "megabytes",
        """
        import resource, time
        for name in ("RLIMIT_DATA", "RLIMIT_AS", "RLIMIT_CPU"):
            limit = getattr(resource, name)
            try:
                resource.setrlimit(limit, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            except (OSError, ValueError):
                continue
        kept = np.ones(60_000_000)
        time.sleep(0.4)
        """,
        costly=True,
        shown=MEMORY,
    ),
    greedy(
        "memory is hidden in files that have no name",
        "megabytes",
        """
        import os, time
        number = os.memfd_create("hidden")
        os.ftruncate(number, 480 * 2**20)
        import mmap
        kept = mmap.mmap(number, 480 * 2**20)
        for place in range(0, len(kept), 4096):
            kept[place] = 1
        time.sleep(0.4)
        """,
        costly=True,
    ),
]
