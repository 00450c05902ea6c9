"""What is done with the gradients: one step of plain descent, and one step with momentum."""


def gd_step(params, grads, lr):
    """Return θ - η ∇J(θ): every parameter after one step of gradient descent.

    params: dict of arrays, "W1", "b1", "W2", "b2", and so on for any number of layers.
    grads: dict of the gradients, "dW1" for "W1" and so on; its order may differ.
    lr: float, the learning rate η.
    Returns a new dict with the keys of params; params and its arrays are left as they are.

    Source: P. Pereira, Introduction au Deep Learning (algorithme).
    """
    return {name: value - lr * grads["d" + name] for name, value in params.items()}


def momentum_step(params, grads, velocity, lr, gamma=0.9):
    """Return (θ_t, m_t): first m_t = γ m_{t-1} + η ∇J(θ_{t-1}), then θ_t = θ_{t-1} - m_t.

    params: dict of arrays, "W1", "b1", "W2", "b2", and so on for any number of layers.
    grads: dict of the gradients, "dW1" for "W1" and so on.
    velocity: dict of the arrays m_{t-1}, with the keys and the shapes of params.
    lr: float, the learning rate η. gamma: float, 0 <= γ < 1, the part of the velocity kept.
    Returns two new dicts with the keys of params: the parameters, then the velocity. The dicts
    that are passed in, and their arrays, are left as they are.

    Source: S. J. Goubalan, Initiation au Deep Learning (momentum).
    """
    velocity = {name: gamma * velocity[name] + lr * grads["d" + name] for name in params}
    return {name: params[name] - velocity[name] for name in params}, velocity
