"""Reverse mode on a tape of arrays, and a network of two layers that is derived by it."""

import numpy as np
from reference.tapes import run_tape
from reference.vjps import (
    add_vjp,
    exp_vjp,
    log_vjp,
    matmul_vjp,
    multiply_vjp,
    relu_vjp,
    sum_vjp,
)


def backward_pass(tape, values):
    """Return the gradients of the last value, a single number, with respect to every value.

    Reverse mode: dJ/dJ = 1, and each step adds its vector-Jacobian products to what it came from.

    tape: list of steps, as run_tape takes them: "input", "add", "multiply", "matmul", "exp",
    "log", "relu" and "sum". values: list of arrays, float64, from run_tape.
    Returns a list of arrays: the gradient of each step has the shape of its value.

    Source: T. Artières, Deep Learning (automatic differentiation).
    """
    of_two = {"add": add_vjp, "multiply": multiply_vjp, "matmul": matmul_vjp}
    gradients = [np.zeros(np.shape(value)) for value in values]
    gradients[-1] = np.ones(np.shape(values[-1]))
    for k in reversed(range(len(tape))):
        name, *given = tape[k]
        if name == "input":
            continue
        G, A = gradients[k], values[given[0]]
        if name in of_two:
            parts = of_two[name](G, A, values[given[1]])
        elif name == "sum":
            parts = [sum_vjp(G, A, given[1])]
        elif name == "exp":
            parts = [exp_vjp(G, values[k])]
        else:
            parts = [{"log": log_vjp, "relu": relu_vjp}[name](G, A)]
        # One part for each position: the axis of a sum has none, and is left out here.
        for i, part in zip(given, parts, strict=False):
            gradients[i] = gradients[i] + part
    return gradients


def network_gradients(X, Y, params):
    """Return the gradients of J = (1/m) (L_1 + ... + L_m), L the binary cross-entropy.

    The network is that of the backpropagation lab: Z1 = W1 X + b1, A1 = σ(Z1), Z2 = W2 A1 + b2,
    A2 = σ(Z2). As a function of Z2, the loss of an instance is the sum of log(1 + e^z) - y z.

    X: array (n0, m), float64, one instance a column. Y: array (n2, m) of zeros and ones.
    params: dict of arrays "W1" (n1, n0), "b1" (n1, 1), "W2" (n2, n1), "b2" (n2, 1).
    Returns a dict with exactly the keys "dW1", "db1", "dW2", "db2": each gradient has the shape
    of its parameter. Write the forward pass on a tape, and let backward_pass do the rest.

    Source: P. Pereira, Introduction au Deep Learning (propagation arrière).
    """
    tape = []

    def put(*step):
        # Append a step to the tape and return its position.
        tape.append(step)
        return len(tape) - 1

    one, minus = put("input", np.array(1.0)), put("input", np.array(-1.0))
    x, y, mean = put("input", X), put("input", Y), put("input", np.array(1.0 / X.shape[1]))
    at = {name: put("input", params[name]) for name in ("W1", "b1", "W2", "b2")}
    ### BEGIN SOLUTION

    def softplus(z):
        return put("log", put("add", one, put("exp", z)))

    z1 = put("add", put("matmul", at["W1"], x), at["b1"])
    a1 = put("exp", put("multiply", minus, softplus(put("multiply", minus, z1))))
    z2 = put("add", put("matmul", at["W2"], a1), at["b2"])
    losses = put("add", softplus(z2), put("multiply", minus, put("multiply", y, z2)))
    put("multiply", mean, put("sum", losses, None))
    ### END SOLUTION
    gradients = backward_pass(tape, run_tape(tape))
    return {f"d{name}": gradients[at[name]] for name in at}
