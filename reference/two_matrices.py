"""Two weight matrices, no biases, one example: every partial derivative, one by one."""

import numpy as np


def s3_forward(x, y, W1, W2, phi):
    """Return (L, cache): z = W1 x, h = φ(z), ŷ = W2 h, L = ½ ‖y - ŷ‖².

    x: array (d, 1), float64: one example, as a column. y: array (q, 1): what it should give.
    W1: array (h, d). W2: array (q, h). phi: function, the activation φ of the hidden layer.
    Returns L, one number, and cache, a dict of arrays with exactly the keys "z", "h" (h, 1) and
    "y_hat" (q, 1).

    Source: M. S. Jha, Introduction to Deep Learning (forward propagation).
    """
    z = W1 @ x
    h = phi(z)
    y_hat = W2 @ h
    return 0.5 * np.sum((y - y_hat) ** 2), {"z": z, "h": h, "y_hat": y_hat}


def s3_backward(x, y, W2, cache, phi_prime):
    """Return ∂L/∂ŷ = ŷ - y, ∂L/∂W2 = ∂L/∂ŷ h^T, ∂L/∂h, ∂L/∂z and ∂L/∂W1 = ∂L/∂z x^T.

    Between them: ∂L/∂h = W2^T ∂L/∂ŷ and ∂L/∂z = ∂L/∂h ⊙ φ'(z).

    x: array (d, 1), float64. y: array (q, 1). W2: array (q, h).
    cache: dict of arrays "z", "h" (h, 1) and "y_hat" (q, 1), from the forward pass.
    phi_prime: function, the derivative φ' of the activation.
    Returns a dict of arrays with exactly the keys "dy_hat" (q, 1), "dW2" (q, h), "dh" (h, 1),
    "dz" (h, 1) and "dW1" (h, d): each has the shape of what it is the gradient of.

    Source: M. S. Jha, Introduction to Deep Learning (backpropagation).
    """
    dy_hat = cache["y_hat"] - y
    dW2 = dy_hat @ cache["h"].T
    dh = W2.T @ dy_hat
    dz = dh * phi_prime(cache["z"])
    dW1 = dz @ x.T
    return {"dy_hat": dy_hat, "dW2": dW2, "dh": dh, "dz": dz, "dW1": dW1}
