"""What the curvature of the cost says of the step: Newton's method, and the best rate."""

import numpy as np


def newton_step(w, grad, hess):
    """Return w - H⁻¹ ∇J: the step that leads to the bottom of a quadratic cost at once.

    w: array (n, 1), the parameters. grad: array (n, 1), the gradient ∇J at w.
    hess: array (n, n), symmetric, the Hessian H at w. Where it is singular, the step p is the
    shortest of those for which H p is as near to ∇J as can be (least squares).
    Returns a new array (n, 1).

    Source: T. Artières, Deep Learning (second order methods).
    """
    return w - np.linalg.lstsq(hess, grad, rcond=None)[0]


def optimal_lr(hess):
    """Return 1 / λ_max, with λ_max the largest eigenvalue of the Hessian.

    hess: array (n, n), symmetric, with positive eigenvalues only.
    Returns a float.

    Source: T. Artières, Deep Learning (choice of the learning rate).
    """
    return float(1 / np.max(np.linalg.eigvalsh(hess)))
