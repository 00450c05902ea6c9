"""A rate for each coordinate: Adagrad, RMSprop and Adadelta."""

import numpy as np


def adagrad_step(w, g, G, lr, eps=1e-8):
    """Return (w_t, G_t): first G_t = G_{t-1} + g², then w_t = w_{t-1} - η g / (√G_t + ε).

    All operations are element by element.

    w: array of any shape, the parameters w_{t-1}. g: its gradient, of the same shape.
    G: array of the same shape, the sum of the squares of all the gradients before.
    lr: float, the learning rate η. eps: float, the small ε > 0, outside the root.
    Returns two new arrays; w, g and G are left as they are.

    Source: T. Artières, Deep Learning (Adagrad), with ε outside the root, as in PyTorch.
    """
    G = G + g**2
    return w - lr * g / (np.sqrt(G) + eps), G


def rmsprop_step(w, g, s, lr, beta=0.9, eps=1e-8):
    """Return (w_t, s_t): first s_t = β s_{t-1} + (1 - β) g², then w_t = w_{t-1} - η g / (√s_t + ε).

    All operations are element by element.

    w: array of any shape, the parameters w_{t-1}. g: its gradient, of the same shape.
    s: array of the same shape, the moving average s_{t-1} of the squares of the gradients.
    lr: float, the learning rate η. beta: float, 0 <= β < 1, the part of the average kept.
    eps: float, the small ε > 0, outside the root.
    Returns two new arrays; w, g and s are left as they are.

    Source: A. Mahmoudi, Deep Learning (RMSprop), with ε outside the root, as in PyTorch.
    """
    s = beta * s + (1 - beta) * g**2
    return w - lr * g / (np.sqrt(s) + eps), s


def adadelta_step(w, g, s, d, rho=0.9, eps=1e-6):
    """Return (w_t, s_t, d_t), the parameters and two averages of squares, in three movements:

    s_t = ρ s_{t-1} + (1 - ρ) g², then the step Δ = g √(d_{t-1} + ε) / √(s_t + ε), and at last
    w_t = w_{t-1} - Δ and d_t = ρ d_{t-1} + (1 - ρ) Δ². All element by element.

    w: array of any shape, the parameters w_{t-1}. g: its gradient, of the same shape.
    s: array of the same shape, the moving average s_{t-1} of the squares of the gradients.
    d: array of the same shape, the moving average d_{t-1} of the squares of the steps.
    rho: float, 0 <= ρ < 1, the part of both averages kept.
    eps: float, the small ε > 0, which is inside both roots.
    Returns three new arrays; the arrays passed in are left as they are.

    Source: M. D. Zeiler, ADADELTA: An Adaptive Learning Rate Method (2012).
    """
    s = rho * s + (1 - rho) * g**2
    step = g * np.sqrt(d + eps) / np.sqrt(s + eps)
    d = rho * d + (1 - rho) * step**2
    return w - step, s, d
