"""Momentum in the three forms that bear its name, and Nesterov's look ahead."""


def momentum_velocity(w, g, m, lr, gamma=0.9):
    """Return (w_t, m_t): first m_t = γ m_{t-1} + η g, then w_t = w_{t-1} - m_t.

    w: array of any shape, the parameters w_{t-1}. g: its gradient, of the same shape.
    m: array of the same shape, the velocity m_{t-1}.
    lr: float, the learning rate η. gamma: float, 0 <= γ < 1, the part of the velocity kept.
    Returns two new arrays; w, g and m are left as they are.

    Source: S. J. Goubalan, Initiation au Deep Learning (momentum).
    """
    m = gamma * m + lr * g
    return w - m, m


def momentum_pytorch(w, g, v, lr, mu=0.9):
    """Return (w_t, v_t): first v_t = μ v_{t-1} + g, then w_t = w_{t-1} - η v_t.

    w: array of any shape, the parameters w_{t-1}. g: its gradient, of the same shape.
    v: array of the same shape, the velocity v_{t-1}.
    lr: float, the learning rate η. mu: float, 0 <= μ < 1, the part of the velocity kept.
    Returns two new arrays; w, g and v are left as they are.

    Source: PyTorch, torch.optim.SGD with momentum.
    """
    v = mu * v + g
    return w - lr * v, v


def momentum_average(w, g, v, lr, beta=0.9):
    """Return (w_t, v_t): first v_t = β v_{t-1} + (1 - β) g, then w_t = w_{t-1} - η v_t.

    w: array of any shape, the parameters w_{t-1}. g: its gradient, of the same shape.
    v: array of the same shape, the moving average v_{t-1} of the gradients.
    lr: float, the learning rate η. beta: float, 0 <= β < 1, the part of the average kept.
    Returns two new arrays; w, g and v are left as they are.

    Source: A. Mahmoudi, Deep Learning (gradient descent with momentum).
    """
    v = beta * v + (1 - beta) * g
    return w - lr * v, v


def nesterov_step(w, grad_fn, m, lr, gamma=0.9):
    """Return (w_t, m_t): m_t = γ m_{t-1} + η ∇J(w_{t-1} - γ m_{t-1}), then w_t = w_{t-1} - m_t.

    w: array of any shape, the parameters w_{t-1}.
    grad_fn: function of an array shaped like w, which returns the gradient ∇J at that point, of
    the same shape. It is expensive: it is called once.
    m: array of the same shape, the velocity m_{t-1}.
    lr: float, the learning rate η. gamma: float, 0 <= γ < 1, the part of the velocity kept.
    Returns two new arrays; w and m are left as they are.

    Source: T. Artières, Deep Learning (Nesterov accelerated gradient).
    """
    m = gamma * m + lr * grad_fn(w - gamma * m)
    return w - m, m
