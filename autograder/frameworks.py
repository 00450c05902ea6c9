"""The frameworks that an assignment may ask for besides NumPy, and what holds for each of them.

They are optional. Whoever asks for none loads none: nothing here imports a framework but
`prepare`, for trusted code, and `sandbox/warming.py`, for student code.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import random
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from typing import Any


@dataclass(frozen=True)
class Framework:
    """One framework."""

    name: str
    """As `Assignment(frameworks=…)` and the extra of `pip install 'chainrule[…]'` name it."""

    title: str
    """As people name it."""

    names: Mapping[str, str]
    """What notebooks and probes have of it: from the name there to the module."""

    memory_mb: int
    """What it takes of memory by itself, at most; no student's doing."""

    environment: Mapping[str, str] = field(default_factory=dict)
    """What must be set before it is imported: one thread, and nothing that depends on the hour."""

    before: tuple[str, ...] = ()
    """What a notebook does before it imports the framework."""

    @property
    def is_installed(self) -> bool:
        """Whether it can be imported here; it is not imported to tell."""
        return self.name in sys.modules or importlib.util.find_spec(self.name) is not None

    @property
    def version(self) -> str:
        """The version that is installed, under whichever name it was built; empty for none."""
        for build in (self.name, f"{self.name}-cpu", f"{self.name}-gpu"):
            try:
                return metadata.version(build)
            except metadata.PackageNotFoundError:
                continue
        return ""

    @property
    def imports(self) -> tuple[str, ...]:
        """The lines that give a notebook its names, as everybody writes them."""
        return tuple(
            f"import {module}"
            if module == name
            else f"import {module} as {name}"
            if name in ("F", "tf")
            else f"from {module.rpartition('.')[0]} import {name}"
            for name, module in self.names.items()
        )


ONE_THREAD = dict.fromkeys(
    ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1"
)

FRAMEWORKS: Mapping[str, Framework] = {
    "torch": Framework(
        "torch",
        "PyTorch",
        {"torch": "torch", "F": "torch.nn.functional", "nn": "torch.nn"},
        memory_mb=512,
        environment={
            # A compiler that starts compilers has no place in a sandbox; compiled or not, the
            # numbers are the same.
            "TORCHDYNAMO_DISABLE": "1",
            # Whether there is a GPU is asked without touching it: it would not survive a fork.
            "PYTORCH_NVML_BASED_CUDA_CHECK": "1",
        },
    ),
    "tensorflow": Framework(
        "tensorflow",
        "TensorFlow",
        {"keras": "keras", "tf": "tensorflow"},
        memory_mb=1024,
        # Else the first cell of every notebook tells of the processor and its instructions.
        before=("import os", 'os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")'),
        environment={
            "KERAS_BACKEND": "tensorflow",
            "TF_CPP_MIN_LOG_LEVEL": "3",
            "TF_ENABLE_ONEDNN_OPTS": "0",
            "TF_NUM_INTRAOP_THREADS": "1",
            "TF_NUM_INTEROP_THREADS": "1",
        },
    ),
}

NAMES: Mapping[str, str] = {
    name: module for framework in FRAMEWORKS.values() for name, module in framework.names.items()
}
"""From a name that notebooks have of a framework to its module."""

IMPORTED = re.compile(r"^[ \t]*(?:import|from)[ \t]+(?P<module>\w+)", re.MULTILINE)


def environment_of(frameworks: Iterable[str]) -> dict[str, str]:
    """Return what a process must have in its environment before it imports these."""
    return {
        key: value for name in frameworks for key, value in FRAMEWORKS[name].environment.items()
    }


def missing(frameworks: Iterable[str]) -> list[Framework]:
    """Return those that are not installed here."""
    return [FRAMEWORKS[name] for name in frameworks if not FRAMEWORKS[name].is_installed]


def missing_line(what: str, lacking: Framework) -> str:
    """Return the sentence that says what is not installed, and the mend."""
    return (
        f"{what} needs {lacking.title}, which is not installed here: "
        f"pip install 'chainrule[{lacking.name}]'"
    )


def memory_of(frameworks: Iterable[str]) -> int:
    """Return the megabytes that these take by themselves."""
    return sum(FRAMEWORKS[name].memory_mb for name in frameworks)


def prepare(frameworks: Iterable[str]) -> None:
    """Import frameworks for trusted code: on one thread, so that the same gives the same."""
    frameworks = tuple(frameworks)
    if not frameworks:
        return
    for key, value in {**ONE_THREAD, **environment_of(frameworks)}.items():
        os.environ.setdefault(key, value)
    for name in frameworks:
        module = importlib.import_module(name)
        if name == "torch":
            module.set_num_threads(1)
        if name == "tensorflow":
            # Advice for whoever runs a program, of functions that are tried by the hundred.
            module.get_logger().setLevel("ERROR")


def seed(number: int) -> None:
    """Seed the random generators of the frameworks that are loaded."""
    torch, tensorflow = sys.modules.get("torch"), sys.modules.get("tensorflow")
    if torch is not None:
        # `torch.manual_seed` also notes where it was called from, for devices that nobody has
        # touched yet: milliseconds before every call, and for nothing where there can be no GPU.
        whole = torch.backends.cuda.is_built()
        (torch.manual_seed if whole else torch.default_generator.manual_seed)(number)
    if tensorflow is not None:
        _seed_tensorflow(tensorflow, number)
    if "keras" in sys.modules:
        # The first weights of its layers begin with a number of Python's own generator.
        random.seed(number)


def _seed_tensorflow(tensorflow: Any, number: int) -> None:
    """Seed TensorFlow, if there has been a draw since it was seeded.

    Seeding throws away every operation that is prepared, which makes the next call ten times as
    long. Whatever draws asks `get_seed` first.
    """
    module: Any = sys.modules["tensorflow.python.framework.random_seed"]
    asked = getattr(module.get_seed, "asked", None)
    if asked is None:
        asked, get_seed = {"seeded with": None, "in a graph": False}, module.get_seed

        def noticing(op_seed: Any) -> Any:
            asked["seeded with"] = None
            # What was traced draws again without asking.
            asked["in a graph"] |= not tensorflow.executing_eagerly()
            return get_seed(op_seed)

        module.get_seed = noticing
        module.get_seed.asked = asked
    if asked["seeded with"] != number or asked["in a graph"]:
        tensorflow.random.set_seed(number)
        asked["seeded with"] = number


def imported_by(sources: Iterable[str]) -> list[str]:
    """Return the frameworks that code imports, one cell or file after the other."""
    modules = {name: name for name in FRAMEWORKS} | {"keras": "tensorflow"}
    text = "\n".join(sources)
    found = (match["module"] for match in IMPORTED.finditer(text))
    return list(dict.fromkeys(modules[module] for module in found if module in modules))


def names_of(frameworks: Iterable[str]) -> set[str]:
    """Return the names that notebooks have of these frameworks."""
    return {name for each in frameworks for name in FRAMEWORKS[each].names}


def given_by(frameworks: Iterable[str]) -> dict[str, Any]:
    """Return what notebooks have of these frameworks, by name."""
    return modules(names_of(frameworks))


def modules(names: Iterable[str]) -> dict[str, Any]:
    """Return the modules behind those of the names that notebooks have of a framework.

    Raises:
        ImportError: one is not installed.
    """
    return {name: importlib.import_module(NAMES[name]) for name in names if name in NAMES}
