"""Networks whose weights are chosen and not learnt: XOR, and a staircase for any function."""

import numpy as np
from reference.activations import sigmoid


def xor_network(off, on):
    """Return (W1, b1, W2, b2) of a network of threshold neurons that answers XOR.

    Its answers are y = H(W2 H(W1 X + b1) + b2), where H(z) is 1 if z >= 0 and 0 otherwise.

    off, on: floats, not equal: the two values that each of the two inputs may take. The answer must
    be 1 if exactly one of the inputs is `on`, and 0 otherwise.
    Returns float arrays W1 (n1, 2), b1 (n1, 1), W2 (1, n1), b2 (1, 1), with as many hidden neurons
    n1 as you like. Any weights that answer right will do.

    Source: T. Artières, Deep Learning (what hidden neurons do together).
    """
    scale = 1.0 / (on - off)
    W1 = np.array([[scale, scale], [scale, scale]])
    b1 = np.array([[-0.5], [-1.5]]) - 2.0 * scale * off
    W2 = np.array([[1.0, -1.0]])
    b2 = np.array([[-0.5]])
    return W1, b1, W2, b2


def scalar_network(x, w, b, v):
    """Return F(x_i) = Σ_j v_j σ(w_j x_i + b_j) for every i, with n hidden neurons.

    The output neuron has neither a bias nor an activation function.

    x: array (m,), float64: the inputs, one number an instance.
    w, b, v: arrays (n,): the weights and the biases of the hidden layer, and those of the output.
    Returns an array (m,).

    Source: T. Artières, Deep Learning (universal approximation).
    """
    Z = w[:, np.newaxis] * x + b[:, np.newaxis]
    return v @ sigmoid(Z)


def bump_network(edges, heights, k):
    """Return (w, b, v) of F(x) = Σ_i heights_i (σ(k (x - edges_i)) - σ(k (x - edges_{i+1}))).

    A sum of bumps: near heights[i] between edges[i] and edges[i + 1], near 0 outside of all edges.

    edges: array (n + 1,), float64, rising. heights: array (n,). k: float > 0: how steep the edges.
    Returns three float arrays of one length: the weights and the biases of the hidden neurons, and
    the weights of the output, as scalar_network takes them. Any that give this F will do.

    Source: T. Artières, Deep Learning (universal approximation).
    """
    w = np.full(len(edges), k)
    v = np.diff(heights, prepend=0.0, append=0.0)
    return w, -k * edges, v


def worst_error(f, n, k):
    """Return max |F(x) - f(x)| over the 1001 points x = 0, 0.001, ..., 1, F a sum of n bumps.

    The bumps are those of bump_network. Their edges are 0, 1/n, 2/n, ..., 1, but for the first and
    the last, which are moved out to -1 and 2. The height of a bump is the value of f in the middle
    of its interval: at 1/(2n), 3/(2n), ..., 1 - 1/(2n).

    f: function from an array to an array of the same shape. n: int, the number of bumps.
    k: float > 0: how steep the edges are. Returns a number.

    Source: T. Artières, Deep Learning (universal approximation).
    """
    edges = np.linspace(0.0, 1.0, n + 1)
    edges[0], edges[-1] = -1.0, 2.0
    heights = f((np.arange(n) + 0.5) / n)
    w, b, v = bump_network(edges, heights, k)
    x = np.linspace(0.0, 1.0, 1001)
    return np.max(np.abs(scalar_network(x, w, b, v) - f(x)))
