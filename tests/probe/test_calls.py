"""How a function is called: with fresh arguments, by position where that is possible."""

import numpy as np
import pytest

from autograder import Question, Seed, SpecError, probe


def forward(A_prev, W, b):
    return W @ A_prev + b


def update(weights, gradient, *, rate=0.1):
    return weights - rate * gradient


INPUTS = {"A_prev": np.ones((2, 3)), "W": np.ones((1, 2)), "b": np.zeros((1, 1))}


def question_of(solution):
    return Question(solution.__name__, solution, points=1)


def planned(solution, **inputs):
    return probe.plan(question_of(solution), inputs)


# --- planning ---


def test_arguments_go_by_position_so_that_a_student_may_name_them_otherwise():
    def theirs(x, w, bias):
        return w @ x + bias

    value, _ = probe.make(planned(forward, **INPUTS), theirs)

    np.testing.assert_array_equal(value, forward(**INPUTS))


def test_arguments_go_in_the_order_of_the_solution_not_of_the_case():
    reordered = dict(reversed(INPUTS.items()))

    assert planned(forward, **reordered).positional == ("A_prev", "W", "b")


def test_keyword_only_arguments_go_by_name():
    call = planned(update, rate=0.5, gradient=2.0, weights=3.0)

    assert call.positional == ("weights", "gradient")
    assert probe.make(call, update)[0] == 2.0


def test_a_default_may_be_left_out():
    assert probe.make(planned(update, weights=3.0, gradient=2.0), update)[0] == 2.8


def test_what_comes_after_a_default_that_is_left_out_goes_by_name():
    def layer(x, scale=1.0, shift=0.0):
        return scale * x + shift

    call = planned(layer, x=2.0, shift=1.0)

    assert call.positional == ("x",)
    assert probe.make(call, layer)[0] == 3.0


def test_an_argument_that_the_solution_does_not_have_is_refused():
    with pytest.raises(SpecError, match="'forward': a case gives 'bias', which is no parameter"):
        planned(forward, **INPUTS, bias=1.0)


def test_an_argument_that_the_solution_needs_is_missed():
    with pytest.raises(SpecError, match="'forward': a case does not give 'b'"):
        planned(forward, A_prev=1.0, W=2.0)


def test_any_number_of_arguments_need_not_be_given():
    def total(*numbers, **named):
        return len(numbers) + len(named)

    assert probe.make(planned(total), total)[0] == 0


@pytest.mark.parametrize("value", [len, np.array([None]), np.random.default_rng(0), Seed(-1)])
def test_an_argument_that_is_not_plain_data_is_refused(value):
    with pytest.raises(SpecError, match="question 'update': a case's input: "):
        planned(update, weights=value, gradient=1.0)


# --- calling ---


def test_every_call_has_arguments_of_its_own():
    def greedy(weights, gradient):
        weights += 1
        gradient.append(0)
        return weights, gradient

    call = planned(update, weights=np.zeros(2), gradient=[1])
    (first, _), (second, _) = probe.make(call, greedy), probe.make(call, greedy)

    np.testing.assert_array_equal(first[0], second[0])
    assert first[1] == second[1] == [1, 0]


def change_values(array):
    array *= 2


def change_shape(array):
    array.shape = (-1,)


def change_type(array):
    array.dtype = np.int64


@pytest.mark.parametrize("change", [change_values, change_shape, change_type])
def test_an_array_changed_in_place_is_reported(change):
    def careless(A_prev, W, b):
        change(W)

    assert probe.make(planned(forward, **INPUTS), careless)[1] == ("W",)


@pytest.mark.parametrize(
    "change",
    [
        lambda params: params.pop("W"),
        lambda params: params.update(W=0),
        lambda params: params["W"].fill(0),
        lambda params: params["list"].append(1),
        lambda params: params.update(cache=object()),
    ],
)
def test_a_change_deep_inside_an_argument_is_reported(change):
    def solution(params):
        return None

    call = planned(solution, params={"W": np.ones(2), "list": []})

    assert probe.make(call, change)[1] == ("params",)


def test_arguments_that_are_only_read_or_copied_are_not_reported():
    def careful(A_prev, W, b):
        W = W * 2
        b = b.copy()
        b += 1
        return A_prev

    assert probe.make(planned(forward, **INPUTS), careful)[1] == ()


def test_an_argument_that_is_returned_and_not_changed_is_not_reported():
    value, changed = probe.make(planned(forward, **INPUTS), lambda _A_prev, W, _b: W)

    np.testing.assert_array_equal(value, INPUTS["W"])
    assert changed == ()


def test_not_a_number_is_not_a_change():
    call = planned(update, weights=np.array([np.nan]), gradient=float("nan"))

    assert probe.make(call, lambda _weights, _gradient: None)[1] == ()


def test_a_seed_becomes_a_generator_in_the_same_state_for_every_call():
    def dropout(x, *, rng):
        return rng.normal(size=x)

    call = planned(dropout, x=3, rng=Seed(7))
    (first, changed), (second, _) = probe.make(call, dropout), probe.make(call, dropout)

    np.testing.assert_array_equal(np.random.default_rng(7).normal(size=3), first)
    np.testing.assert_array_equal(first, second)
    assert changed == ()


def test_what_the_function_raises_comes_through():
    def broken(weights, gradient):
        raise KeyError("W3")

    with pytest.raises(KeyError, match="W3"):
        probe.make(planned(update, weights=1.0, gradient=1.0), broken)


# --- probes ---


def test_a_probe_makes_the_call_where_a_plain_one_is_not_enough():
    question = question_of(update)

    @question.probe
    def three_steps(function, *, start, rate):
        weights = start
        for _ in range(3):
            weights = function(weights, 1.0, rate=rate)
        return {"end": weights, "kind": np.ndim(weights)}

    call = probe.plan(question, {"start": 1.0, "rate": 0.25})

    assert probe.make(call, update)[0] == {"end": 0.25, "kind": 0}


def test_a_probe_travels_as_source_without_its_decorators():
    question = question_of(update)

    @question.probe
    def twice(function, x):
        # A comment stays.
        return function(x), function(x)

    source = probe.source_of(twice)

    assert source.splitlines() == [
        "def probe(function, x):",
        "    # A comment stays.",
        "    return function(x), function(x)",
    ]
    assert probe.source_of(twice, "summary").startswith("def summary(function, x):")


def test_a_probe_may_be_annotated_with_names_that_it_does_not_have():
    source = "def probe(function: Callable, x: Tensor) -> Any:\n    return function(x)\n"

    assert probe.from_source(source)(abs, -2) == 2


def test_a_probe_knows_nothing_but_numpy():
    def peeks(function, weights):
        return INPUTS

    travelled = probe.from_source(probe.source_of(peeks))

    with pytest.raises(NameError, match="INPUTS"):
        travelled(update, 1.0)


def test_the_same_source_gives_the_same_function():
    source = "def probe(function):\n    return np.pi\n"

    assert probe.from_source(source) is probe.from_source(source)
    assert probe.from_source(source)(None) == np.pi


class Exerciser:
    """A callable whose source is no `def`."""

    def __call__(self, function):
        return function()


@pytest.mark.parametrize("function", [lambda f: f(), Exerciser], ids=["lambda", "class"])
def test_only_a_plain_def_is_a_probe(function):
    with pytest.raises(SpecError, match="must be written with `def`, on its own"):
        probe.source_of(function)


def test_a_probe_whose_source_is_nowhere_is_refused():
    with pytest.raises(SpecError, match="the source of 'len' cannot be read"):
        probe.source_of(len)

    namespace = {}
    exec("def made_up(function): pass", namespace)
    with pytest.raises(SpecError, match="the source of 'made_up' cannot be read"):
        probe.source_of(namespace["made_up"])
