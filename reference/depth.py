"""What depth does to a signal on its way forward, and to a gradient on its way back."""

import numpy as np


def propagate_variance(n_in, sigma2, gamma2):
    """Return E[z^2] = n_in σ² γ² for z = w_1 x_1 + ... + w_n x_n, with n = n_in terms.

    The weights have mean 0 and variance σ², and are independent of each other and of the inputs.

    n_in: int, the number of inputs. sigma2: float, the variance σ² of a weight.
    gamma2: float, the mean square γ² = E[x^2] of an input.
    Returns a float.

    Source: M. S. Jha, Introduction to Deep Learning (weight initialisation).
    """
    return n_in * sigma2 * gamma2


def signal_scales(X, weights, activation):
    """Return [√mean(A_0²), √mean(A_1²), ..., √mean(A_L²)], where A_0 = X and A_l = g(W_l A_{l-1}).

    Each mean is over all the entries of its array. There are no biases.

    X: array (n0, m), float64. weights: list of the L arrays W_l (n_l, n_{l-1}).
    activation: "tanh", "relu" or "linear" (g(z) = z), the same in all the layers.
    Returns an array (L + 1,).

    Source: M. S. Jha, Introduction to Deep Learning (exploding and vanishing gradients).
    """
    A, scales = X, [np.sqrt(np.mean(X**2))]
    for W in weights:
        Z = W @ A
        A = {"tanh": np.tanh(Z), "relu": np.maximum(Z, 0.0), "linear": Z}[activation]
        scales.append(np.sqrt(np.mean(A**2)))
    return np.array(scales)


def gradient_norms(X, weights, dA, activation):
    """Return [‖∂J/∂W_1‖, ..., ‖∂J/∂W_L‖], with ‖M‖ the root of the sum of the squared entries.

    The network is that of signal_scales, and J the mean over the m instances: with
    dZ_l = dA_l ⊙ g'(Z_l), the gradients are dW_l = dZ_l A_{l-1}^T / m and dA_{l-1} = W_l^T dZ_l.

    X: array (n0, m), float64. weights: list of the L arrays W_l (n_l, n_{l-1}).
    dA: array (n_L, m): column i is the gradient of the loss of instance i at the last activations.
    activation: "tanh", "relu" (slope 0 at 0) or "linear", the same in all the layers.
    Returns an array (L,), that of the first layer first.

    Source: A. Mahmoudi, Deep Learning (vanishing and exploding gradients).
    """
    m = X.shape[1]
    activations = [X]
    for W in weights:
        Z = W @ activations[-1]
        A = {"tanh": np.tanh(Z), "relu": np.maximum(Z, 0.0), "linear": Z}[activation]
        activations.append(A)
    norms = np.zeros(len(weights))
    for layer in reversed(range(len(weights))):
        A = activations[layer + 1]
        slope = {"tanh": 1.0 - A**2, "relu": A > 0, "linear": 1.0}[activation]
        dZ = dA * slope
        dW = dZ @ activations[layer].T / m
        norms[layer] = np.sqrt(np.sum(dW**2))
        dA = weights[layer].T @ dZ
    return norms
