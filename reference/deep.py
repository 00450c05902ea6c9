"""A network of L layers, ReLU inside and a sigmoid at the end: all that trains it."""

import numpy as np
from reference.activations import sigmoid


def initialize_parameters(sizes, rng):
    """Return W_l of standard deviation √(2 / n_(l-1)) and b_l = 0, for l = 1, ..., L.

    sizes: list of int, (n_0, n_1, ..., n_L), from the features to the outputs.
    rng: numpy.random.Generator, from which all the weights are drawn, normal and independent.
    Returns a dict of float64 arrays "W1" (n_1, n_0), "b1" (n_1, 1), "W2", "b2", ..., "bL".

    Source: A. Mahmoudi, Deep Learning (gradient descent; initialisation).
    """
    params = {}
    for layer in range(1, len(sizes)):
        n_in, n_out = sizes[layer - 1], sizes[layer]
        params[f"W{layer}"] = np.sqrt(2 / n_in) * rng.normal(size=(n_out, n_in))
        params[f"b{layer}"] = np.zeros((n_out, 1))
    return params


def forward_propagation(X, params):
    """Return (A_L, caches): Z_l = W_l A_(l-1) + b_l, then A_l = ReLU(Z_l), but A_L = σ(Z_L).

    X: array (n_0, m), float64, one instance a column: it is A_0.
    params: dict of arrays "W1" (n_1, n_0), "b1" (n_1, 1), ..., "WL", "bL", for any L.
    Returns A_L (n_L, m), and caches, a list of L tuples: caches[l - 1] is (A_(l-1), Z_l), what
    entered layer l and what it made of it before its activation.

    Source: A. Mahmoudi, Deep Learning (gradient descent).
    """
    A, caches = X, []
    L = len(params) // 2
    for layer in range(1, L + 1):
        Z = params[f"W{layer}"] @ A + params[f"b{layer}"]
        caches.append((A, Z))
        A = np.maximum(Z, 0.0) if layer < L else sigmoid(Z)
    return A, caches


def compute_cost(A, Y):
    """Return -(1/m) Σ_i Σ_k (Y_ki log A_ki + (1 - Y_ki) log(1 - A_ki)), the binary cross-entropy.

    A: array (n_L, m), float64: the outputs of the network, one instance a column.
    Y: array (n_L, m) of zeros and ones; several outputs of an instance may be 1.
    A is clipped to [1e-12, 1 - 1e-12] before the natural logarithms.
    Returns a single number: summed over the outputs, averaged over the instances.

    Source: A. Mahmoudi, Deep Learning (gradient descent; loss functions).
    """
    A = np.clip(A, 1e-12, 1 - 1e-12)
    return -np.sum(Y * np.log(A) + (1 - Y) * np.log(1 - A)) / Y.shape[1]


def backward_propagation(A, Y, caches, params):
    """Return the gradients of the cost: dZ_L = A_L - Y, and for every layer, from L down to 1,

    dW_l = (1/m) dZ_l A_(l-1)^T, db_l = (1/m) Σ_i dZ_l^(i), dZ_(l-1) = W_l^T dZ_l ⊙ ReLU'(Z_(l-1)).

    A: array (n_L, m), float64, the outputs. Y: array (n_L, m) of zeros and ones.
    caches: list of the tuples (A_(l-1), Z_l), from forward_propagation.
    params: dict of arrays "W1", "b1", ..., "WL", "bL". The slope of ReLU at 0 is 0.
    Returns a dict with exactly the keys "dW1", "db1", ..., "dWL", "dbL": each gradient has the
    shape of its parameter. All are finite, even where the sigmoid has rounded to 0 or 1.

    Source: A. Mahmoudi, Deep Learning (gradient descent).
    """
    grads, m = {}, Y.shape[1]
    dZ = A - Y
    for layer in range(len(caches), 0, -1):
        A_prev, _ = caches[layer - 1]
        grads[f"dW{layer}"] = dZ @ A_prev.T / m
        grads[f"db{layer}"] = dZ.sum(axis=1, keepdims=True) / m
        if layer > 1:
            _, Z_prev = caches[layer - 2]
            dZ = params[f"W{layer}"].T @ dZ * (Z_prev > 0)
    return grads


def update_parameters(params, grads, lr):
    """Return θ - η ∂J/∂θ for every parameter θ: one step of gradient descent.

    params: dict of arrays, "W1", "b1", "W2", "b2", and so on for any number of layers.
    grads: dict of the gradients, "dW1" for "W1" and so on; its order may differ.
    lr: float, the learning rate η.
    Returns a new dict with the keys of params; params and its arrays are left as they are.

    Source: A. Mahmoudi, Deep Learning (gradient descent).
    """
    return {name: value - lr * grads["d" + name] for name, value in params.items()}
