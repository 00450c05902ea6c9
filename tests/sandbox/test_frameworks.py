"""PyTorch and TensorFlow in the sandbox: imported before the fork, whole after it, contained."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from autograder import wire
from autograder.frameworks import FRAMEWORKS
from autograder.probe import Call
from autograder.sandbox.cells import CellRun, CodeCell, Times
from autograder.sandbox.isolation.limits import Allowance
from autograder.sandbox.lane import Lane
from autograder.sandbox.session import Session
from autograder.sandbox.usage import descendants
from autograder.tensors import Note

LIMITS = Allowance(memory_mb=1536, output_kb=20, submission_seconds=120)


def lane_of(name: str) -> Iterator[Lane]:
    framework = FRAMEWORKS[name]
    if not framework.is_installed:
        pytest.skip(f"{framework.title} is optional: pip install 'chainrule[{name}]'")
    with Lane(frameworks=[name]) as lane:
        yield lane


@pytest.fixture(scope="module")
def torch_lane() -> Iterator[Lane]:
    yield from lane_of("torch")


@pytest.fixture(scope="module")
def tensorflow_lane() -> Iterator[Lane]:
    yield from lane_of("tensorflow")


def session(lane: Lane, *sources: str) -> Session:
    cells = [CodeCell(number, textwrap.dedent(text)) for number, text in enumerate(sources, 1)]
    return Session(lane, cells, Times(30, 30, 120), LIMITS)


def last(lane: Lane, *sources: str) -> CellRun:
    with session(lane, *sources) as running:
        return running.run_cells()[-1]


def shown(run: CellRun) -> str:
    assert run.status == "ok", run.outputs
    return "".join(output.get("data", {}).get("text/plain", "") for output in run.outputs)


def called(lane: Lane, name: str, *sources: str, **arguments: Any) -> Any:
    encoded = {key: wire.encode(value) for key, value in arguments.items()}
    with session(lane, *sources) as running:
        running.run_cells()
        return running.call(name, Call(encoded, tuple(encoded)))


# A worker that has a framework.


def test_torch_is_there_before_a_cell_imports_it(torch_lane):
    text = shown(
        last(torch_lane, "import sys\n'torch' in sys.modules, 'torch._dynamo' in sys.modules")
    )

    assert text == "(True, True)"


def test_a_worker_without_frameworks_has_none(lane: Lane):
    text = shown(last(lane, "import sys\n'torch' in sys.modules, 'tensorflow' in sys.modules"))

    assert text == "(False, False)"


def test_torch_works_on_one_thread_from_a_known_seed(torch_lane):
    draw = "import torch\ntorch.get_num_threads(), torch.rand(1).item()"

    first, second = shown(last(torch_lane, draw)), shown(last(torch_lane, draw))

    assert first == second
    assert first.startswith("(1, ")


def test_a_network_is_trained_after_the_fork(torch_lane):
    run = last(
        torch_lane,
        """
        import torch
        from torch import nn
        net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.Flatten(), nn.Linear(36, 1))
        optimizer = torch.optim.Adam(net.parameters(), lr=0.05)
        x = torch.randn(16, 1, 5, 5)
        for _ in range(20):
            loss = net(x).square().mean()
            optimizer.zero_grad(); loss.backward(); optimizer.step()
        loss.item() < 0.1
        """,
    )

    assert shown(run) == "True"


def test_a_student_may_use_two_threads(torch_lane):
    run = last(
        torch_lane,
        "import torch\ntorch.set_num_threads(2)\nA = torch.ones(600, 600)\n(A @ A)[0, 0].item()",
    )

    assert shown(run) == "600.0"


def test_workers_of_a_data_loader_read_in_its_own_process(torch_lane):
    run = last(
        torch_lane,
        """
        from torch.utils.data import DataLoader, TensorDataset
        import torch
        data = TensorDataset(torch.arange(5.0))
        loader = DataLoader(data, 2, num_workers=4, persistent_workers=True, prefetch_factor=2)
        [batch.tolist() for [batch] in loader]
        """,
    )

    assert shown(run) == "[[0.0, 1.0], [2.0, 3.0], [4.0]]"


def test_what_is_to_be_compiled_runs_as_it_is(torch_lane):
    assert (
        shown(
            last(torch_lane, "import torch\ntorch.compile(lambda x: 2 * x)(torch.ones(1)).item()")
        )
        == "2.0"
    )


def test_tensorflow_computes_and_keras_trains_after_the_fork(tensorflow_lane):
    run = last(
        tensorflow_lane,
        """
        import keras, tensorflow as tf
        model = keras.Sequential([keras.layers.Input((3,)), keras.layers.Dense(1)])
        model.compile("sgd", "mse")
        losses = model.fit(tf.ones((8, 3)), tf.zeros((8, 1)), epochs=2, verbose=0).history["loss"]
        losses[1] < losses[0], tf.function(lambda x: 2 * x)(tf.ones(1)).numpy().tolist()
        """,
    )

    assert shown(run) == "(True, [2.0])"


# What a call gives back.


def test_a_tensor_comes_back_as_an_array_and_what_it_was_is_noted(torch_lane):
    source = """
        import torch
        def f(x):
            w = torch.nn.Parameter(torch.tensor(x))
            (w ** 2).sum().backward()
            half = w.bfloat16()
            return {"w": w, "grad": w.grad, "half": half, "shape": w.shape, "dtype": w.dtype}
        """
    outcome = called(torch_lane, "f", source, x=np.array([1.0, 2.0]))

    assert outcome.value["grad"].tolist() == [2.0, 4.0]
    assert outcome.value["half"].dtype == np.float32
    assert (outcome.value["shape"], outcome.value["dtype"]) == ((2,), "float64")
    assert outcome.notes == {
        ("w",): Note("torch", "float64", "cpu"),
        ("grad",): Note("torch", "float64", "cpu"),
        ("half",): Note("torch", "bfloat16", "cpu"),
    }


def test_a_state_dict_comes_back_as_a_dict_of_arrays(torch_lane):
    source = "import torch\ndef f():\n    return torch.nn.Linear(2, 1).state_dict()"

    outcome = called(torch_lane, "f", source)

    assert {name: array.shape for name, array in outcome.value.items()} == {
        "weight": (1, 2),
        "bias": (1,),
    }


@pytest.mark.parametrize(
    ("expression", "kind"),
    [
        ("torch.nn.Linear(2, 1)", "Linear"),
        ("torch.eye(2).to_sparse()", "Tensor"),
        ("torch.empty(2, device='meta')", "Tensor"),
    ],
)
def test_what_has_no_plain_array_is_told_by_its_type(torch_lane, expression, kind):
    outcome = called(torch_lane, "f", f"import torch\ndef f():\n    return {expression}")

    assert outcome.kind == "unplain"
    assert outcome.detail.startswith(kind)


def test_variables_and_gradients_of_tensorflow_come_back_as_arrays(tensorflow_lane):
    source = """
        import keras, tensorflow as tf
        def f(x):
            v = tf.Variable(x)
            with tf.GradientTape() as tape:
                y = tf.reduce_sum(v * v)
            return [v, tape.gradient(y, v), keras.Variable(x), v.shape, v.dtype]
        """
    outcome = called(tensorflow_lane, "f", source, x=np.array([1.0, 3.0]))

    assert [one.tolist() for one in outcome.value[:3]] == [[1.0, 3.0], [2.0, 6.0], [1.0, 3.0]]
    assert outcome.value[3:] == [(2,), "float64"]
    assert outcome.notes[(1,)] == Note("tensorflow", "float64", "cpu")


# What a hostile or a careless cell does.


def test_a_tensor_larger_than_the_memory_is_refused_and_the_next_cell_runs(torch_lane):
    with session(torch_lane, "import torch\ntorch.ones(2**31)", "1 + 1") as running:
        first, second = running.run_cells()

    assert first.failure is not None
    assert first.failure.type == "RuntimeError"
    assert "can't allocate memory" in first.failure.message
    assert shown(second) == "2"


def test_memory_that_tensors_share_counts_too(torch_lane):
    run = last(
        torch_lane,
        """
        import time, torch
        kept = []
        for _ in range(40):
            kept.append(torch.ones(2**24).share_memory_())
            time.sleep(0.02)
        """,
    )

    assert run.status in ("died", "error")


def test_threads_and_forks_left_behind_end_with_the_worker(torch_lane):
    source = """
        import os, threading, time, torch
        threads = [threading.Thread(target=time.sleep, args=(600,)) for _ in range(4)]
        for thread in threads:
            thread.start()
        torch.set_num_threads(2)
        torch.ones(500, 500) @ torch.ones(500, 500)
        for _ in range(3):
            if os.fork() == 0:
                torch.ones(3).sum()
                time.sleep(600)
        "left"
        """
    torch_lane.start()
    before = descendants(torch_lane.pid or 0)

    assert shown(last(torch_lane, source)) == "'left'"

    assert descendants(torch_lane.pid or 0) == before
    assert shown(last(torch_lane, "1 + 1")) == "2"


def test_a_pickle_that_a_cell_loads_runs_in_the_sandbox_alone(torch_lane, tmp_path):
    class Bomb:
        def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
            return os.system, (f"touch {tmp_path / 'harm'}",)

    source = f"""
        import io, torch
        torch.load(io.BytesIO({pickle.dumps(Bomb())!r}), weights_only=False)
        """
    last(torch_lane, source)

    assert not (tmp_path / "harm").exists()


# Nobody else pays for them.


@pytest.mark.parametrize("program", ["import autograder.cli", "import autograder"])
def test_the_program_loads_no_framework(program):
    told = (
        f"{program}, sys; print([m for m in ('torch', 'tensorflow', 'keras') if m in sys.modules])"
    )

    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
