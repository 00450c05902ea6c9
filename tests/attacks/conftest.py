"""Two graders side by side: ours, with canaries all around it, and one without protection."""

from __future__ import annotations

import ctypes
import site
from collections.abc import Iterator
from pathlib import Path

import pytest

from autograder.sandbox import talk
from autograder.sandbox.lane import Lane

from .control import Unprotected
from .grader import OurGrader
from .surroundings import Surroundings

PR_SET_CHILD_SUBREAPER = 36


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep what shares a grader, and its surroundings, in one of xdist's processes."""
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            fixtures = getattr(item, "fixturenames", ())
            group = "controls" if "unprotected" in fixtures else "attacks"
            item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="package")
def surroundings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Surroundings]:
    """Canaries around our grader, which is this process."""
    with (
        pytest.MonkeyPatch.context() as patch,
        Surroundings(tmp_path_factory.mktemp("ours")) as surroundings,
    ):
        for name, value in surroundings.environment.items():
            patch.setenv(name, value)
        patch.delenv("AUTOGRADER_GRADEBOOK", raising=False)
        patch.delenv("AUTOGRADER_SECRET_FILE", raising=False)
        patch.setattr("tempfile.tempdir", None)
        patch.setattr(talk, "GRACE_SECONDS", 0.5)
        surroundings.site = site.getsitepackages()[0]
        # Whoever outlives a lane comes to us, and is counted.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        yield surroundings
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


@pytest.fixture(scope="package")
def ours(surroundings: Surroundings) -> Iterator[OurGrader]:
    """Our grader."""
    with Lane() as lane:
        yield OurGrader(surroundings, lane)


@pytest.fixture(scope="package")
def unprotected(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Unprotected]:
    """The grader that protects itself against nothing."""
    grader = Unprotected(Path(tmp_path_factory.mktemp("control")))
    yield grader
    grader.close()
