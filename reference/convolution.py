"""Convolution of images, forward and backward, and the sizes that go with it.

Images are held as PyTorch holds them, (m, c, h, w): instance, channel, row, column.
"""

import numpy as np


def conv_out(n, k, stride, padding):
    """Return ⌊(n + 2p - k) / s⌋ + 1: how many places a window has along one side of an image.

    n: int, the side of the image. k: int, the side of the window, at most n + 2p.
    stride: int s, how far the window moves from one place to the next.
    padding: int p, how many zeros are added at each of the two ends.
    Returns an int. A window that would reach over the end has no place.

    Source: T. Artières, Deep Learning (convolutional network for MNIST).
    """
    return (n + 2 * padding - k) // stride + 1


def conv_parameters(c_in, c_out, k_h, k_w, bias=True):
    """Return c_out (c_in k_h k_w + 1): how many numbers a convolution learns.

    c_in: int, the channels of the images that enter. c_out: int, the kernels, each of which gives
    one channel of the output. k_h, k_w: int, the rows and columns of a kernel.
    bias: bool, False for a convolution without biases.
    Returns an int.

    Source: T. Artières, Deep Learning (convolutional network for MNIST).
    """
    per_kernel = c_in * k_h * k_w
    if bias:
        per_kernel += 1
    return c_out * per_kernel


def pad_images(X, padding):
    """Return the images X in a frame of zeros: p_h rows above and below, p_w columns on each side.

    X: array (m, c, h, w), float64. padding: tuple (p_h, p_w) of int, 0 or more.
    Returns a new array (m, c, h + 2 p_h, w + 2 p_w).

    Source: T. Artières, Deep Learning (convolutional network for MNIST).
    """
    p_h, p_w = padding
    return np.pad(X, ((0, 0), (0, 0), (p_h, p_h), (p_w, p_w)))


def conv_forward(X, W, b, stride, padding):
    """Return Z, where z[i, f, r, c] = b[f] + Σ W[f] ⊙ (the window of image i at the place (r, c)).

    The window at (r, c) has its upper left corner at row r s_h and column c s_w of the padded
    image, and goes through all the channels. The kernel is not flipped.

    X: array (m, c_in, h, w), float64. W: array (c_out, c_in, k_h, k_w), the kernels.
    b: array (c_out,), the biases. stride: tuple (s_h, s_w). padding: tuple (p_h, p_w).
    Returns an array (m, c_out, h_out, w_out), as many places as conv_out says.

    Source: T. Artières, Deep Learning (convolutional network for MNIST).
    """
    m, _, h, w = X.shape
    c_out, _, k_h, k_w = W.shape
    h_out = conv_out(h, k_h, stride[0], padding[0])
    w_out = conv_out(w, k_w, stride[1], padding[1])
    padded = pad_images(X, padding)
    Z = np.zeros((m, c_out, h_out, w_out))
    for r in range(h_out):
        for c in range(w_out):
            top, left = r * stride[0], c * stride[1]
            window = padded[:, :, top : top + k_h, left : left + k_w]
            Z[:, :, r, c] = np.einsum("ichw,fchw->if", window, W) + b
    return Z


def conv_backward(dZ, X, W, stride, padding):
    """Return (dX, dW, db), the gradients that dZ sends back through Z = conv_forward(X, W, b, ...).

    Each place (r, c) gives its part: dz ⊗ window to dW, and dz W to the window's own pixels of dX,
    where windows that overlap add up. db sums dZ over the instances and the places.

    dZ: array (m, c_out, h_out, w_out), float64: the gradient of the cost J with respect to Z, the
    1/m of the mean included. X: array (m, c_in, h, w). W: array (c_out, c_in, k_h, k_w).
    stride: tuple (s_h, s_w). padding: tuple (p_h, p_w).
    Returns dX (m, c_in, h, w), dW (c_out, c_in, k_h, k_w) and db (c_out,), the gradients of J.

    Source: T. Artières, Deep Learning (convolutional network for MNIST; backpropagation).
    """
    _, _, h, w = X.shape
    _, _, k_h, k_w = W.shape
    padded = pad_images(X, padding)
    d_padded = np.zeros(padded.shape)
    dW = np.zeros(W.shape)
    for r in range(dZ.shape[2]):
        for c in range(dZ.shape[3]):
            top, left = r * stride[0], c * stride[1]
            dz = dZ[:, :, r, c]
            window = padded[:, :, top : top + k_h, left : left + k_w]
            dW += np.einsum("if,ichw->fchw", dz, window)
            d_padded[:, :, top : top + k_h, left : left + k_w] += np.einsum("if,fchw->ichw", dz, W)
    db = dZ.sum(axis=(0, 2, 3))
    p_h, p_w = padding
    return d_padded[:, :, p_h : p_h + h, p_w : p_w + w], dW, db
