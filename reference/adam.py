"""Adam for one array and for a whole network, and three of its variants."""

import numpy as np


def adam_step(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Return (w_t, v_t, s_t), where w_t = w_{t-1} - η v̂ / (√ŝ + ε).

    v_t = β₁ v_{t-1} + (1 - β₁) g and s_t = β₂ s_{t-1} + (1 - β₂) g² are the two averages;
    v̂ = v_t / (1 - β₁^t) and ŝ = s_t / (1 - β₂^t) correct their start at zero. All of it element
    by element.

    w: array of any shape, the parameters w_{t-1}. g: its gradient, of the same shape.
    v, s: arrays of the same shape, the averages v_{t-1} and s_{t-1}, not corrected.
    t: int, the number of this step, 1 for the first.
    lr: float, the learning rate η. beta1, beta2: floats, 0 <= β₁, β₂ < 1.
    eps: float, the small ε > 0, outside the root.
    Returns three new arrays, of which v_t and s_t are not corrected; the arrays passed in are left
    as they are.

    Source: A. Mahmoudi, Deep Learning (Adam), with ε outside the root, as D. Kingma and J. Ba.
    """
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    v_hat = v / (1 - beta1**t)
    s_hat = s / (1 - beta2**t)
    return w - lr * v_hat / (np.sqrt(s_hat) + eps), v, s


def adam_network_step(params, grads, state, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Return (params, state) after one step of Adam on every array of a network.

    params: dict of arrays, "W1", "b1", "W2", "b2", and so on for any number of layers.
    grads: dict of the gradients, "dW1" for "W1" and so on.
    state: dict with the keys "t", "v" and "s". state["t"] is an int, the number of steps that the
    network has made until now, 0 at the start. state["v"] and state["s"] are dicts of arrays with
    the keys and the shapes of params: the two averages of each, not corrected.
    lr, beta1, beta2, eps: floats, as in `adam_step`.
    Returns two new dicts, built like params and state; those passed in are left as they are.

    Source: A. Mahmoudi, Deep Learning (Adam).
    """
    t = state["t"] + 1
    new, v, s = {}, {}, {}
    for name, w in params.items():
        new[name], v[name], s[name] = adam_step(
            w, grads["d" + name], state["v"][name], state["s"][name], t, lr, beta1, beta2, eps
        )
    return new, {"t": t, "v": v, "s": s}


def adamw_step(w, g, v, s, t, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    """Return (w_t, v_t, s_t): the step of Adam, less η λ w_{t-1}.

    The decay is decoupled: λ w enters neither the gradient nor the averages.

    w: array of any shape, the parameters w_{t-1}. g: the gradient of the cost without penalty.
    v, s, t, lr, beta1, beta2, eps: as in `adam_step`.
    decay: float, the λ >= 0 of the weight decay.
    Returns three new arrays; the arrays passed in are left as they are.

    Source: I. Loshchilov and F. Hutter, Decoupled Weight Decay Regularization (2019).
    """
    new, v, s = adam_step(w, g, v, s, t, lr, beta1, beta2, eps)
    return new - lr * decay * w, v, s


def adamax_step(w, g, v, u, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Return (w_t, v_t, u_t), where w_t = w_{t-1} - η v̂ / (u_t + ε) and v̂ = v_t / (1 - β₁^t).

    v_t = β₁ v_{t-1} + (1 - β₁) g is an average, and u_t = max(β₂ u_{t-1}, |g|) a maximum that
    fades, which needs no correction. All of it element by element.

    w: array of any shape, the parameters w_{t-1}. g: its gradient, of the same shape.
    v, u: arrays of the same shape, v_{t-1} and u_{t-1}.
    t, lr, beta1, beta2, eps: as in `adam_step`.
    Returns three new arrays; the arrays passed in are left as they are.

    Source: D. Kingma and J. Ba, Adam (2015), section 7.1, with the ε of Keras.
    """
    v = beta1 * v + (1 - beta1) * g
    u = np.maximum(beta2 * u, np.abs(g))
    return w - lr / (1 - beta1**t) * v / (u + eps), v, u


def nadam_step(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Return (w_t, v_t, s_t), where w_t = w_{t-1} - η v̄ / (√ŝ + ε).

    v_t, s_t and ŝ are those of Adam, and v̄ looks one step ahead:
    v̄ = β₁ v_t / (1 - β₁^{t+1}) + (1 - β₁) g / (1 - β₁^t).

    w: array of any shape, the parameters w_{t-1}. g: its gradient, of the same shape.
    v, s, t, lr, beta1, beta2, eps: as in `adam_step`.
    Returns three new arrays; the arrays passed in are left as they are.

    Source: T. Dozat, Incorporating Nesterov Momentum into Adam (2016), with a constant β₁.
    """
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    ahead = beta1 * v / (1 - beta1 ** (t + 1)) + (1 - beta1) * g / (1 - beta1**t)
    return w - lr * ahead / (np.sqrt(s / (1 - beta2**t)) + eps), v, s
