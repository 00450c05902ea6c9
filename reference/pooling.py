"""Pooling: each window of an image reduced to its largest number or to its mean, and back.

Images are held as PyTorch holds them, (m, c, h, w): instance, channel, row, column.
"""

import numpy as np
from reference.convolution import conv_out


def max_pool(X, size, stride):
    """Return A, where a[i, j, r, c] is the largest number of its window, channel by channel.

    The window at (r, c) has its upper left corner at row r s_h and column c s_w of the image.

    X: array (m, ch, h, w), float64. size: tuple (k_h, k_w), the rows and columns of a window.
    stride: tuple (s_h, s_w). Windows overlap where the stride is smaller than the size.
    Returns an array (m, ch, h_out, w_out), as many places as conv_out says without padding.

    Source: T. Artières, Deep Learning (convolutional network for MNIST).
    """
    m, ch, h, w = X.shape
    h_out = conv_out(h, size[0], stride[0], 0)
    w_out = conv_out(w, size[1], stride[1], 0)
    A = np.zeros((m, ch, h_out, w_out))
    for r in range(h_out):
        for c in range(w_out):
            top, left = r * stride[0], c * stride[1]
            window = X[:, :, top : top + size[0], left : left + size[1]]
            A[:, :, r, c] = window.max(axis=(2, 3))
    return A


def max_pool_backward(dA, X, size, stride):
    """Return dX, the gradient that dA sends back through A = max_pool(X, size, stride).

    Of each window, the largest number alone gets the gradient; of several that are equal, the
    first one, row by row. Windows that overlap add up.

    dA: array (m, ch, h_out, w_out), float64. X: array (m, ch, h, w), what entered the pooling.
    size: tuple (k_h, k_w). stride: tuple (s_h, s_w).
    Returns an array (m, ch, h, w).

    Source: T. Artières, Deep Learning (convolutional network for MNIST; backpropagation).
    """
    dX = np.zeros(X.shape)
    for i, j, r, c in np.ndindex(dA.shape):
        top, left = r * stride[0], c * stride[1]
        window = X[i, j, top : top + size[0], left : left + size[1]]
        row, column = np.unravel_index(window.argmax(), window.shape)
        dX[i, j, top + row, left + column] += dA[i, j, r, c]
    return dX


def average_pool(X, size, stride):
    """Return A, where a[i, j, r, c] is the mean of its window, channel by channel.

    X: array (m, ch, h, w), float64. size: tuple (k_h, k_w). stride: tuple (s_h, s_w).
    Returns an array (m, ch, h_out, w_out): the places are those of max_pool.

    Source: T. Artières, Deep Learning (convolutional network for MNIST).
    """
    m, ch, h, w = X.shape
    h_out = conv_out(h, size[0], stride[0], 0)
    w_out = conv_out(w, size[1], stride[1], 0)
    A = np.zeros((m, ch, h_out, w_out))
    for r in range(h_out):
        for c in range(w_out):
            top, left = r * stride[0], c * stride[1]
            window = X[:, :, top : top + size[0], left : left + size[1]]
            A[:, :, r, c] = window.mean(axis=(2, 3))
    return A


def average_pool_backward(dA, X, size, stride):
    """Return dX, the gradient that dA sends back through A = average_pool(X, size, stride).

    Each of the k_h k_w pixels of a window gets the share 1 / (k_h k_w); overlapping windows add up.

    dA: array (m, ch, h_out, w_out), float64. X: array (m, ch, h, w), what entered the pooling.
    size: tuple (k_h, k_w). stride: tuple (s_h, s_w).
    Returns an array (m, ch, h, w).

    Source: T. Artières, Deep Learning (convolutional network for MNIST; backpropagation).
    """
    dX = np.zeros(X.shape)
    for r in range(dA.shape[2]):
        for c in range(dA.shape[3]):
            top, left = r * stride[0], c * stride[1]
            share = dA[:, :, r : r + 1, c : c + 1] / (size[0] * size[1])
            dX[:, :, top : top + size[0], left : left + size[1]] += share
    return dX
