"""A tape: a computation written down step by step, then derived from its last step to its first."""

import numpy as np


def run_tape(tape):
    """Return the values of all the steps, a list: v_k is what step k makes of earlier values.

    tape: list of steps, in the order in which they are computed. A step is a tuple: the name of
    its operation, then what it is applied to, where i and j are positions on the tape.

    ("input", x): v_k = x, a float or an array.
    ("add", i, j): v_k = v_i + v_j. ("multiply", i, j): v_k = v_i ⊙ v_j.
    ("matmul", i, j): v_k = v_i v_j, the product of two matrices.
    ("power", i, n): v_k = v_i^n, where n is a number and not a position.
    ("exp", i), ("log", i), ("tanh", i), ("relu", i): that function of v_i, element by element.
    ("sum", i, axis): the sum of v_i along that axis, which is lost; of all entries for None.

    Source: T. Artières, Deep Learning (computation graph).
    """
    of_one = {"exp": np.exp, "log": np.log, "tanh": np.tanh, "relu": lambda v: np.maximum(v, 0.0)}
    of_two = {"add": np.add, "multiply": np.multiply, "matmul": np.matmul}
    with_a_setting = {"power": np.power, "sum": np.sum}
    values = []
    for name, *given in tape:
        if name == "input":
            value = given[0]
        elif name in of_two:
            value = of_two[name](values[given[0]], values[given[1]])
        elif name in with_a_setting:
            value = with_a_setting[name](values[given[0]], given[1])
        else:
            value = of_one[name](values[given[0]])
        values.append(value)
    return values


def local_slopes(step, values):
    """Return the derivatives of one step with respect to each v that it is computed from, a list.

    Only the step itself is derived, as if what enters it were free: ∂(v_i v_j)/∂v_i = v_j.

    step: a step of a tape of numbers: ("input", x), ("add", i, j), ("multiply", i, j),
    ("power", i, n), ("exp", i), ("log", i), ("tanh", i) or ("relu", i).
    values: list of floats, the values of the whole tape.
    Returns a list with one float for each position in the step: none for an input, one for a
    power, whose n is a number. The slope of ReLU at 0 is 0.

    Source: T. Artières, Deep Learning (computation graph: local rules).
    """
    name, *given = step
    if name == "input":
        return []
    v = values[given[0]]
    if name == "add":
        return [1.0, 1.0]
    if name == "multiply":
        return [values[given[1]], v]
    if name == "power":
        return [given[1] * v ** (given[1] - 1)]
    if name == "exp":
        return [np.exp(v)]
    if name == "log":
        return [1.0 / v]
    if name == "tanh":
        return [1.0 - np.tanh(v) ** 2]
    return [1.0 if v > 0 else 0.0]


def backward_tape(tape, values):
    """Return the derivatives of the last value with respect to every value, a list of floats.

    Reverse mode: g_last = 1, and each step k gives g_i its share, g_i ← g_i + g_k ∂v_k/∂v_i.

    tape: list of steps, each computed from earlier ones. values: list of floats, from run_tape.
    Returns one float for each step; 0 for a step on which the last one does not depend.

    Source: T. Artières, Deep Learning (automatic differentiation).
    """
    gradients = [0.0] * len(tape)
    gradients[-1] = 1.0
    for k in reversed(range(len(tape))):
        positions = tape[k][1:]
        # One slope for each position: the n of a power has none, and is left out here.
        for i, slope in zip(positions, local_slopes(tape[k], values), strict=False):
            gradients[i] += gradients[k] * slope
    return gradients
