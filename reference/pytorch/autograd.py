"""Gradients that PyTorch finds by itself, and how not to lose them."""

import torch


def slide_gradients(x, y, z):
    """Return the gradients of c = sum(x * y + z) with respect to x, y and z.

    x, y, z: tensors of one shape, of any dtype, which ask for no gradient and are left so.
    Returns a tuple of three float64 tensors of that shape.

    Source: T. Artières, Introduction au Deep Learning (automatic differentiation in PyTorch).
    """
    x, y, z = (each.double().clone().requires_grad_() for each in (x, y, z))
    c = torch.sum(x * y + z)
    c.backward()
    return x.grad, y.grad, z.grad


def confidence_loss(w, X, lam):
    """Return L = mean((1 - s)²) + lam sum(w²), with s = σ(X w), as a tensor to be derived.

    w: tensor (n,), float64, a leaf that asks for its gradient. X: tensor (m, n), one instance a
    row. lam: float. All are the same after the call.
    Returns a tensor of shape (), of which `backward()` gives `w.grad` whole.

    Source: T. Artières, Introduction au Deep Learning (automatic differentiation; weight decay).
    """
    s = torch.sigmoid(X @ w)
    return torch.mean((1 - s) ** 2) + lam * torch.sum(w**2)


def descend(loss, start, lr, steps):
    """Return w after w ← w - lr ∂loss/∂w, steps times: gradient descent without an optimizer.

    loss: function of a tensor shaped like start, which returns a tensor of shape (). start: tensor
    of any shape, float64, the same after the call. lr: float. steps: int, at least 1.
    Returns a tensor shaped like start, which asks for no gradient and remembers no step.

    Source: T. Artières, Introduction au Deep Learning (gradient descent; PyTorch).
    """
    w = start.detach().clone().requires_grad_()
    for _ in range(steps):
        w.grad = None
        loss(w).backward()
        with torch.no_grad():
            w -= lr * w.grad
    return w.detach()
