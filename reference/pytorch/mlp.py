"""A multi-layer perceptron as a module, and how many numbers it learns."""

import torch
from torch import nn


class MLP(nn.Module):
    """h ← dropout(max(0, h Wᵀ + b)) for each hidden layer, then logits = h Wᵀ + b.

    sizes: tuple of int, the widths of all the layers, from the inputs to the K logits.
    p: float, the rate at which the activations of the hidden layers are dropped in training.

    Source: T. Artières, Introduction au Deep Learning (multi-layer perceptron; PyTorch).
    """

    def __init__(self, sizes, p=0.0):
        ### BEGIN SOLUTION
        super().__init__()
        self.layers = nn.ModuleList(
            [nn.Linear(sizes[i - 1], sizes[i]) for i in range(1, len(sizes))]
        )
        self.dropout = nn.Dropout(p)
        ### END SOLUTION

    def forward(self, X):
        """Return the logits, a tensor (m, K); X: tensor (m, sizes[0]), one instance a row."""
        ### BEGIN SOLUTION
        for layer in self.layers[:-1]:
            X = self.dropout(torch.relu(layer(X)))
        return self.layers[-1](X)
        ### END SOLUTION


def count_parameters(model):
    """Return how many numbers training changes: the sizes of all parameters that are not frozen.

    model: nn.Module. A parameter is frozen where it asks for no gradient.
    Returns an int.

    Source: T. Artières, Introduction au Deep Learning (the CNN for MNIST and its parameters).
    """
    return sum(each.numel() for each in model.parameters() if each.requires_grad)
