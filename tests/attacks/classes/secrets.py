"""Files, the environment, descriptors, `/proc` and the memory of others: a canary in each."""

from ..attack import Attack, attack

LOOK_INTO = """
def shown(data):
    print("LOOT", data if isinstance(data, str) else bytes(data).decode("utf-8", "replace"))
"""


def spying(name: str, source: str, **facts: object) -> Attack:
    """Return an attack that prints what it finds, beside one honest question."""
    return attack(name, "secret", LOOK_INTO, source, earns=2.0, honest=("relu",), **facts)


SEARCH = """
import ctypes, os, re
def strings(pid, wanted=b"canary[a-z0-9]{8,}"):
    "Read the writable memory of a process, and print what looks like the token."
    with open(f"/proc/{pid}/maps") as maps, open(f"/proc/{pid}/mem", "rb", 0) as memory:
        for line in maps:
            place, rights = line.split()[:2]
            low, high = (int(one, 16) for one in place.split("-"))
            if rights.startswith("rw") and high - low < 2**26:
                try:
                    memory.seek(low)
                    for found in re.findall(wanted, memory.read(high - low)):
                        shown(found)
                        return
                except (OSError, ValueError, OverflowError):
                    continue
"""

ATTACKS = [
    spying(
        "the grader's environment is read",
        "import os\nshown(str(dict(os.environ)))",
    ),
    spying(
        "the grader's environment is read from a shell",
        "!echo LOOT $GRADER_TOKEN",
    ),
    spying(
        "the secret that hidden inputs are drawn from is read",
        "shown(open('@SECRET@').read())",
    ),
    spying(
        "the secret is read by a command",
        "!echo LOOT; cat @SECRET@",
    ),
    spying(
        "the reference's source is read",
        "shown(open('@REFERENCE@').read())",
    ),
    spying(
        "the reference's source is run and inspected",
        "%run -i @REFERENCE@\nimport inspect\nshown(open(inspect.getfile(relu)).read())",
    ),
    spying(
        "another student's hand-in is read",
        "shown(open('@OTHER@').read())",
    ),
    spying(
        "the gradebook is read as a file",
        "shown(open('@GRADEBOOK@', 'rb').read())",
    ),
    spying(
        "the gradebook is read as a database",
        """
        import sqlite3
        shown(str(sqlite3.connect("@GRADEBOOK@").execute("SELECT * FROM notes").fetchall()))
        """,
    ),
    spying(
        "the grader's home is read",
        "import pathlib\nshown(pathlib.Path('@HOME@/netrc').read_text())",
    ),
    spying(
        "the folders above are searched for the course",
        """
        import os
        for folder, folders, files in os.walk("@COURSE@/.."):
            for name in files:
                shown(open(os.path.join(folder, name), "rb").read())
        """,
    ),
    spying(
        "a link to the secret is read",
        "import os\nos.symlink('@SECRET@', 'mine')\nshown(open('mine').read())",
    ),
    spying(
        "a hard link to the secret is read",
        "import os\nos.link('@SECRET@', 'mine')\nshown(open('mine').read())",
    ),
    spying(
        "a descriptor that the grader left open is read",
        "import os\nshown(os.pread(@FD@, 1000, 0))",
    ),
    spying(
        "every descriptor is read, whatever it is",
        """
        import os
        for number in range(3, 256):
            try:
                shown(os.pread(number, 100_000, 0))
            except OSError:
                continue
        """,
    ),
    spying(
        "the environment of every process is read",
        """
        import glob
        for path in glob.glob("/proc/[0-9]*/environ"):
            try:
                shown(open(path, "rb").read())
            except OSError:
                continue
        """,
    ),
    spying(
        "the command line of every process is read",
        """
        import glob
        for path in glob.glob("/proc/[0-9]*/cmdline"):
            try:
                shown(open(path, "rb").read())
            except OSError:
                continue
        """,
    ),
    spying(
        "a bystander's memory is read through /proc",
        SEARCH + "strings(@VICTIM@)",
    ),
    spying(
        "the grader's memory is read through /proc",
        SEARCH + "strings(@GRADER@)",
    ),
    spying(
        "the process above is searched for the token, and those above it",
        SEARCH
        + """
pid = os.getppid()
for _ in range(4):
    try:
        strings(pid)
        pid = int(open(f"/proc/{pid}/stat").read().rpartition(")")[2].split()[1])
    except (OSError, ValueError, IndexError):
        break
""",
    ),
    spying(
        "its own memory is searched for what was there before the fork",
        SEARCH + "strings('self')",
    ),
    spying(
        "a bystander's memory is read by a system call",
        SEARCH
        + """
class Piece(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]
libc = ctypes.CDLL(None)
for line in open("/proc/@VICTIM@/maps"):
    if "[stack]" in line:
        low, high = (int(one, 16) for one in line.split()[0].split("-"))
        buffer = ctypes.create_string_buffer(high - low)
        here = Piece(ctypes.addressof(buffer), high - low)
        there = Piece(low, high - low)
        libc.process_vm_readv(
            @VICTIM@, ctypes.byref(here), 1, ctypes.byref(there), 1, ctypes.c_ulong(0)
        )
        shown(buffer.raw)
""",
    ),
    spying(
        "a bystander is traced like a debugger's program",
        SEARCH
        + """
libc = ctypes.CDLL(None)
PTRACE_ATTACH, PTRACE_DETACH = 16, 17
if libc.ptrace(PTRACE_ATTACH, @VICTIM@, None, None) == 0:
    os.waitpid(@VICTIM@, 0x40000000)
    strings(@VICTIM@)
    libc.ptrace(PTRACE_DETACH, @VICTIM@, None, None)
""",
    ),
    spying(
        "the open files of the grader are opened again",
        """
        import glob, os
        paths = glob.glob(f"/proc/{@GRADER@}/fd/*") + glob.glob("/proc/@VICTIM@/fd/*")
        for path in filter(os.path.isfile, paths):
            try:
                shown(open(path, "rb").read(100_000))
            except OSError:
                continue
        """,
    ),
    spying(
        "the grader's folders are reached through /proc",
        """
        import os
        root = f"/proc/{@GRADER@}/root"
        shown(open(root + "@SECRET@").read())
        """,
    ),
    spying(
        "shared memory of POSIX is read",
        "shown(open('/dev/shm/@SHM@', 'rb').read())",
    ),
    spying(
        "shared memory of System V is read",
        """
        import ctypes
        libc = ctypes.CDLL(None)
        libc.shmat.restype = ctypes.c_void_p
        address = libc.shmat(@SYSV@, None, 0)
        if address not in (None, 2**64 - 1):
            shown(ctypes.string_at(address, 100))
        """,
    ),
    spying(
        "objects that are left of the grader are looked through",
        """
        import gc, sys
        for one in gc.get_objects():
            if type(one) is dict and "GRADER_TOKEN" in one:
                shown(str(one["GRADER_TOKEN"]))
        shown(str(sys.argv) + str(sys.orig_argv))
        """,
    ),
]
