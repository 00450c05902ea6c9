"""Convolutions in PyTorch: a layer with given kernels, its gradients, and a network for digits."""

import torch
from torch import nn
from torch.nn import functional as F


def conv_layer(W, b, stride, padding):
    """Return a convolution layer that starts with the kernels W and the biases b, and learns them.

    W: tensor (c_out, c_in, k_h, k_w), float64. b: tensor (c_out,), float64.
    stride: tuple (s_h, s_w). padding: tuple (p_h, p_w).
    Returns an nn.Conv2d whose parameters are float64 too.

    Source: T. Artières, Deep Learning (PyTorch; convolutional network for MNIST).
    """
    c_out, c_in, k_h, k_w = W.shape
    layer = nn.Conv2d(c_in, c_out, (k_h, k_w), stride=stride, padding=padding).double()
    with torch.no_grad():
        layer.weight.copy_(W)
        layer.bias.copy_(b)
    return layer


def conv_gradients(dZ, X, W, b, stride, padding):
    """Return (dX, dW, db) as autograd finds them for Z = F.conv2d(X, W, b, ...), J = Σ dZ ⊙ Z.

    dZ: tensor (m, c_out, h_out, w_out), float64: the gradient of the cost J with respect to Z.
    X: tensor (m, c_in, h, w). W: tensor (c_out, c_in, k_h, k_w). b: tensor (c_out,).
    stride: tuple (s_h, s_w). padding: tuple (p_h, p_w).
    Returns three tensors, of the shapes of X, W and b. A second call gives the same again.

    Source: T. Artières, Deep Learning (PyTorch; automatic differentiation).
    """
    X, W, b = (each.detach().clone().requires_grad_() for each in (X, W, b))
    Z = F.conv2d(X, W, b, stride=stride, padding=padding)
    Z.backward(dZ)
    return X.grad, W.grad, b.grad


class DigitNet(nn.Module):
    """logits = fc(flatten(pool(relu(conv2(pool(relu(conv1(X)))))))), for pictures of 8 by 8 pixels.

    conv1 makes c_1 channels out of one, and conv2 c_2 out of these: kernels of 3 by 3, steps of 1,
    a frame of one zero, so that the size stays. pool keeps the largest of each window of 2 by 2, at
    steps of 2. fc is a dense layer with ten outputs. All three have biases.

    c_1, c_2: int, the channels.

    Source: T. Artières, Deep Learning (convolutional network for MNIST).
    """

    def __init__(self, c_1=8, c_2=16):
        ### BEGIN SOLUTION
        super().__init__()
        self.conv1 = nn.Conv2d(1, c_1, 3, padding=1)
        self.conv2 = nn.Conv2d(c_1, c_2, 3, padding=1)
        self.fc = nn.Linear(c_2 * 2 * 2, 10)
        ### END SOLUTION

    def forward(self, X):
        """Return the logits, a tensor (m, 10); X: tensor (m, 1, 8, 8)."""
        ### BEGIN SOLUTION
        X = F.max_pool2d(torch.relu(self.conv1(X)), 2)
        X = F.max_pool2d(torch.relu(self.conv2(X)), 2)
        return self.fc(X.flatten(1))
        ### END SOLUTION


def predict(model, pictures):
    """Return the class that a network gives to each picture: argmax_k of its logits.

    model: nn.Module, from float32 images (m, 1, 8, 8) to logits (m, K), in whatever mode.
    pictures: NumPy array (m, 8, 8), float64.
    Returns a NumPy array (m,) of int. The model computes without a graph, in evaluation mode, and
    is left in it.

    Source: T. Artières, Deep Learning (PyTorch; evaluation).
    """
    model.eval()
    images = torch.tensor(pictures, dtype=torch.float32).unsqueeze(1)
    with torch.no_grad():
        logits = model(images)
    return logits.argmax(dim=1).numpy()
