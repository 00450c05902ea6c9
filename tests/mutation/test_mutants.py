"""Which slips are made, and how they are named."""

import numpy as np
import pytest

from autograder.mutation.mutants import mutants_of, mutated
from autograder.probe import source_of


def normalise(Z, scale=1.0):
    """Return 2 * Z, or so it says: a docstring is no code."""
    if scale < 0:
        raise ValueError("a scale of 0 or more, not " + str(scale))
    return scale * Z / Z.sum(axis=0, keepdims=True)


def dense(W, X, b):
    return W.T @ X + b


def total(values, params):
    result = 0.0
    for value in values:
        result += value * params["w"] - params["b"]
    return result


def twice(value):
    return value + value + value


def helped(Z):
    return _doubled(Z) - normalise(Z)


def _doubled(Z):
    return 2 * Z


class Account:
    """Holds an amount, two of which it owes."""

    debt = 2

    def __init__(self, amount):
        self.amount = amount

    def after(self, years):
        return _doubled(self.amount) * years - self.debt


def names(function, others=()):
    return [mutant.name for mutant in mutants_of(function, others)]


def mutant(function, name):
    return next(mutant for mutant in mutants_of(function) if mutant.name == name)


@pytest.mark.parametrize(
    "name",
    [
        "Z.sum(axis=0, keepdims=True) → Z.sum(axis=1, keepdims=True)",
        "Z.sum(axis=0, keepdims=True) → Z.sum(keepdims=True)",
        "Z.sum(axis=0, keepdims=True) → Z.sum(axis=0)",
        "Z.sum(axis=0, keepdims=True) → Z.mean(axis=0, keepdims=True)",
        "scale * Z → scale / Z",
        "scale * Z → Z",
        "scale < 0 → scale <= 0",
        "Z, scale=1.0 → Z, scale=2.0",
    ],
)
def test_reductions_factors_bounds_and_defaults_are_mutated(name):
    assert name in names(normalise)


@pytest.mark.parametrize(
    "name",
    ["W.T @ X → W @ X", "W.T @ X → W.T * X", "W.T @ X → W.T @ X.T", "W.T @ X + b → W.T @ X"],
)
def test_transposes_and_products_are_mutated(name):
    assert name in names(dense)


@pytest.mark.parametrize(
    "name",
    [
        "result += value * params['w'] - params['b'] → pass",
        "result += value * params['w'] - params['b'] → result = value * params['w'] - params['b']",
        "params['w'] → params['b']",
        "value * params['w'] - params['b'] → params['b'] - value * params['w']",
        "result = 0.0 → result = 1.0",
    ],
)
def test_statements_keys_and_constants_are_mutated(name):
    assert name in names(total)


def test_no_two_mutants_have_one_name_or_one_source():
    for function in (normalise, dense, total, twice):
        mutants = mutants_of(function)

        assert len({mutant.name for mutant in mutants}) == len(mutants)
        assert len({mutant.source for mutant in mutants}) == len(mutants)


def test_slips_that_read_the_same_are_counted():
    assert {"np.abs(z) → z", "np.abs(z) → z #2"} <= set(names(two_of_a_kind))


def two_of_a_kind(z):
    return np.abs(z) / (1 + np.abs(z))


def test_neither_the_docstring_nor_an_error_message_is_mutated():
    for one in mutants_of(normalise):
        assert "or so it says: a docstring is no code" in one.source
        assert "a scale of 0 or more, not " in one.source


def test_a_mutant_differs_from_the_solution_by_its_slip_alone():
    wrong = mutated(
        normalise, mutant(normalise, "scale * Z / Z.sum(axis=0, keepdims=True) → scale * Z")
    )
    Z = np.array([[1.0, 2.0], [3.0, 2.0]])

    assert np.array_equal(wrong(Z), Z)
    with pytest.raises(ValueError, match="a scale of 0"):
        wrong(Z, -1.0)


def test_the_names_stay_when_another_line_changes():
    def before(z):
        s = 1.0 / (1.0 + np.exp(-z))
        return s * (1.0 - s)

    def after(z):
        shifted = z - z.max()
        s = 1.0 / (1.0 + np.exp(-shifted))
        return s * (1.0 - s)

    kept = {name for name in names(before) if name.startswith("s * (1.0 - s) →")}

    assert kept
    assert kept <= set(names(after))


def test_a_helper_of_the_solutions_module_is_mutated_within_it():
    slip = mutant(helped, "_doubled: 2 * Z → Z")
    Z = np.ones((2, 1))

    assert np.array_equal(mutated(helped, slip)(Z), Z - normalise(Z))
    assert np.array_equal(_doubled(Z), 2 * Z)


def test_the_solution_of_another_question_is_left_to_that_question():
    prefixes = {name.split(":")[0] for name in names(helped, [normalise]) if ": " in name}

    assert prefixes == {"_doubled"}


def test_mutating_leaves_the_solution_as_it_was():
    before = source_of(normalise)
    mutants_of(normalise)

    assert source_of(normalise) == before


def test_every_method_of_a_class_is_mutated_under_its_own_name():
    name = "after: _doubled(self.amount) * years - self.debt → _doubled(self.amount) * years"
    wrong = mutated(Account, mutant(Account, name))

    assert wrong(5).after(3) == 30
    assert Account(5).after(3) == 28


def test_a_helper_that_a_class_calls_is_mutated_within_it():
    wrong = mutated(Account, mutant(Account, "_doubled: 2 * Z → Z"))

    assert wrong(5).after(3) == 13
