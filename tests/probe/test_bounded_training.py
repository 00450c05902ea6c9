"""A training run is bounded in steps, and a call in seconds, as its question says."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder import frameworks
from autograder.probe import make, plan
from autograder.spec import Assignment, SpecError
from autograder.training import TooManyStepsError, steps_bounded

HOOKS: list[Any] = []


class Optimizer:
    """As PyTorch's: every step calls the hooks first."""

    def step(self) -> None:
        for hook in HOOKS:
            hook(self, (), {})


def register(hook: Any) -> SimpleNamespace:
    HOOKS.append(hook)
    return SimpleNamespace(remove=lambda: HOOKS.remove(hook))


@pytest.fixture(autouse=True)
def torch(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The hooks of PyTorch's optimizers, and nothing else of it."""
    own = SimpleNamespace(Tensor=None, Size=None, dtype=None, device=None)
    own.nn = SimpleNamespace(Parameter=None, Buffer=None)
    hooks = SimpleNamespace(register_optimizer_step_pre_hook=register)
    monkeypatch.setattr(frameworks, "seed", lambda _: None)
    monkeypatch.setitem(sys.modules, "torch", own)
    monkeypatch.setitem(sys.modules, "torch.optim.optimizer", hooks)
    yield
    assert HOOKS == []


def train(steps: int) -> int:
    optimizer = Optimizer()
    for _ in range(steps):
        optimizer.step()
    return steps


def question(**bounds: Any) -> Any:
    assignment = Assignment("a", title={"en": "A"}, frameworks=("torch",))
    made = assignment.question(train, points=1, **bounds)
    made.case("one")(lambda _: {"steps": 3})
    assignment.check(["en"])
    return made


def test_as_many_steps_as_allowed_may_be_taken() -> None:
    call = plan(question(steps=3), {"steps": 3})

    assert make(call, train)[0] == 3
    assert make(call, train)[0] == 3  # counted anew in every call


def test_one_more_is_refused_from_within() -> None:
    with pytest.raises(TooManyStepsError):
        make(plan(question(steps=3), {"steps": 4}), train)


def test_all_optimizers_of_a_call_are_counted_together() -> None:
    with steps_bounded(3):
        train(2)
        with pytest.raises(TooManyStepsError):
            train(2)


def test_without_a_bound_nothing_is_counted() -> None:
    assert make(plan(question(), {"steps": 1000}), train)[0] == 1000


def test_a_call_carries_its_seconds() -> None:
    assert plan(question(seconds=60), {"steps": 1}).seconds == 60
    assert plan(question(), {"steps": 1}).seconds is None


@pytest.mark.parametrize("bounds", [{"steps": 0}, {"seconds": -1.0}])
def test_bounds_that_make_no_sense_are_refused(bounds: dict[str, Any]) -> None:
    with pytest.raises(SpecError, match="above zero"):
        question(**bounds)


def test_steps_are_counted_in_pytorch_alone() -> None:
    assignment = Assignment("a", title={"en": "A"})
    assignment.question(train, points=1, steps=3).case("one")(lambda _: {"steps": 3})

    with pytest.raises(SpecError, match="PyTorch"):
        assignment.check(["en"])


def test_an_argument_that_is_no_tensor_is_what_it_was() -> None:
    value, changed = make(plan(question(), {"steps": 2}), train, "cuda")

    assert (value, changed) == (2, ())
    assert np.isscalar(value)
