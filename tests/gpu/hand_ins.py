"""Hand-ins of the course on devices: right ones, mistakes of place, and those that do harm."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

POINTS = {
    "affine": 2.0,
    "convolved": 1.0,
    "first_rows": 1.0,
    "layered": 1.0,
    "classes": 1.0,
    "train": 2.0,
    "total": 2.0,
}


@dataclass(frozen=True)
class HandIn:
    """One student's notebook, and what is due for it."""

    answers: Mapping[str, str] = field(default_factory=dict)
    """By question, what stands in the place of the right answer."""

    before: str = ""
    """A cell that runs before the answers."""

    mistakes: Mapping[str, str | None] = field(default_factory=dict)
    """By question that is not right: the name of the mistake, None for one without a name."""


def _source(text: str) -> str:
    return textwrap.dedent(text).strip()


RIGHT = HandIn()

MISTAKES = {
    "the-result-is-on-the-cpu": HandIn(
        {
            "affine": _source("""
                def affine(x, W, b):
                    return x.cpu() @ W.cpu().T + b.cpu()
            """)
        },
        mistakes={"affine": "left_on_the_cpu"},
    ),
    "the-model-is-on-the-cpu": HandIn(
        {
            "layered": _source("""
                def layered(x):
                    return nn.Linear(x.shape[1], 3).to(x.dtype)(x).detach()
            """)
        },
        mistakes={"layered": "mixes_devices"},
    ),
    "the-mask-is-on-the-cpu": HandIn(
        {
            "first_rows": _source("""
                def first_rows(x, count):
                    return x * (torch.arange(x.shape[0]) < count)[:, None]
            """)
        },
        mistakes={"first_rows": "mixes_devices"},
    ),
    "numpy-of-a-gpu-tensor": HandIn(
        {
            "classes": _source("""
                def classes(scores):
                    return scores.argmax(dim=1).numpy()
            """)
        },
        mistakes={"classes": "hands_numpy_a_gpu_tensor"},
    ),
    "trains-for-too-long": HandIn(
        {
            "train": _source("""
                def train(X, y, steps):
                    model = nn.Linear(X.shape[1], 2).to(X.device, X.dtype)
                    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
                    for _ in range(1000):
                        optimizer.zero_grad()
                        F.cross_entropy(model(X), y).backward()
                        optimizer.step()
                    return model
            """)
        },
        mistakes={"train": None},
    ),
}

HARM = {
    "out-of-memory": HandIn(
        {
            "affine": _source("""
                def affine(x, W, b):
                    blocks = [torch.empty(2**32, device=x.device) for _ in range(1000)]
                    return x @ W.T + b
            """)
        },
        mistakes={"affine": None},
    ),
    "takes-the-whole-device": HandIn(
        before=_source("""
            import torch
            torch.cuda.set_per_process_memory_fraction(1.0)
            blocks = []
            try:
                while True:
                    blocks.append(torch.empty(2**28, device="cuda"))
            except RuntimeError:
                del blocks[-1:]
        """),
    ),
    "forks-after-cuda": HandIn(
        before=_source("""
            import os, time, torch
            ones = torch.ones(8, device="cuda")
            for _ in range(3):
                if os.fork() == 0:
                    try:
                        (ones + 1).sum().item()
                    finally:
                        time.sleep(1000)
        """),
    ),
    "leaves-threads": HandIn(
        before=_source("""
            import threading, torch

            def go_on():
                ones = torch.ones(512, 512, device="cuda")
                while True:
                    ones = ones @ ones * 1e-3

            for _ in range(2):
                threading.Thread(target=go_on, daemon=True).start()
        """),
    ),
    "an-error-on-the-device": HandIn(
        {
            "affine": _source("""
                def affine(x, W, b):
                    return x[torch.tensor([10**9], device=x.device)] @ W.T + b
            """)
        },
        mistakes={"affine": None},
    ),
    "asks-for-tf32": HandIn(
        before=_source("""
            import torch
            torch.backends.cuda.matmul.allow_tf32 = True
            torch.backends.cudnn.allow_tf32 = True
            torch.set_float32_matmul_precision("medium")
        """),
    ),
}

EVERY = {"right-1": RIGHT, "right-2": RIGHT, **MISTAKES, **HARM, "right-3": RIGHT}


def write(folder: Path, solved: bytes, hand_ins: Mapping[str, HandIn]) -> Path:
    """Write each hand-in as `<student>/device.ipynb`, made of the instructor's notebook."""
    for student, hand_in in hand_ins.items():
        path = folder / student / "device.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(_notebook(json.loads(solved), hand_in)), "utf-8")
    return folder


def _notebook(document: dict[str, Any], hand_in: HandIn) -> dict[str, Any]:
    for cell in document["cells"]:
        own = cell["metadata"].get("autograder", {})
        if own.get("role") == "solution" and own["question"] in hand_in.answers:
            cell["source"] = hand_in.answers[own["question"]]
    if hand_in.before:
        own_cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}
        places = [n for n, cell in enumerate(document["cells"]) if _role(cell) == "identity"]
        document["cells"].insert(places[0], {**own_cell, "id": "own", "source": hand_in.before})
    return document


def _role(cell: Mapping[str, Any]) -> str:
    role: str = cell["metadata"].get("autograder", {}).get("role", "")
    return role
