"""What is said where scikit-learn is not installed."""

import sys

import pytest
from reference.datasets import digits, iris


@pytest.mark.parametrize(("load", "what"), [(digits, "digits"), (iris, "irises")])
def test_a_missing_library_is_named_with_the_mend(monkeypatch, load, what):
    monkeypatch.setitem(sys.modules, "sklearn.datasets", None)

    with pytest.raises(ImportError) as refused:
        load()

    assert str(refused.value) == (
        f"the {what} come with scikit-learn, which is not installed: pip install scikit-learn"
    )
