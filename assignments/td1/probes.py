"""Probes that more than one question needs: they make tensors and modules of plain data.

Each goes to the worker as source text of its own, so each stands on its own; `torch`, `nn` and `F`
are there as in a notebook.
"""

import torch
from torch import nn


def loss_with_gradient(loss, output, y):
    """Return a loss, and its gradient with respect to what the network gives out."""
    output, y = torch.tensor(output, requires_grad=True), torch.tensor(y)
    value = loss(output, y)
    value.backward()
    return {"loss": value, "gradient": output.grad}


def module_with_weights(Module, arguments, params, X):
    """Build a module, give its parameters these values in order, and run it in both modes."""
    model = Module(*arguments).double()
    shapes = [tuple(each.shape) for each in model.parameters()]
    facts = {"shapes of the parameters": shapes}
    if shapes == [each.shape for each in params]:
        for own, given in zip(model.parameters(), params, strict=True):
            own.data.copy_(torch.tensor(given))
        facts["in evaluation"] = model.eval()(torch.tensor(X))
        facts["in training"] = model.train()(torch.tensor(X))
    return facts


def trained_weights(fit, X, y, hidden, calls, **_):
    """Train a network with one hidden layer in so many calls; return its parameters."""
    n, K = X.shape[1], int(y.max()) + 1
    model = nn.Sequential(nn.Linear(n, hidden), nn.ReLU(), nn.Linear(hidden, K))
    made = []

    def count(module, inputs):
        made.extend([1] * torch.is_grad_enabled())
        if len(made) > calls:
            raise RuntimeError(f"in training, the model may be called {calls} times")

    model.register_forward_pre_hook(count)
    before = [each.detach().clone() for each in model.parameters()]
    fit(model, torch.tensor(X, dtype=torch.float32), torch.tensor(y))
    return {"before": before, "after": [each.detach() for each in model.parameters()]}
