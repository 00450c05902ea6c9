"""Part C: the mean of each window, forward and backward."""

import numpy as np
from reference import pooling as ref

from autograder import Part

from .by_hand import BY_HAND
from .max_pooling import gradients
from .windows import add_backward_mistakes, add_cases, add_forward_mistakes

part = Part("average_pooling")

# --- Forward ---

average_pool = part.question(ref.average_pool, points=3, needs=("conv_out",), constraints=BY_HAND)

add_cases(average_pool)
add_forward_mistakes(average_pool, lambda window: window.mean(axis=(2, 3)))


@average_pool.mistake(
    en="You sum each window: the mean is asked for.",
    fr="Vous faites la somme de chaque fenêtre : on demande la moyenne.",
)
def sums(X, size, stride):
    return ref.average_pool(X, size, stride) * size[0] * size[1]


@average_pool.mistake(
    en="You divide by the square of one side: a window of k_h rows and k_w columns has k_h k_w "
    "pixels.",
    fr="Vous divisez par le carré d'un côté : une fenêtre de k_h lignes et k_w colonnes a k_h k_w "
    "pixels.",
)
def divides_by_the_square(X, size, stride):
    return ref.average_pool(X, size, stride) * size[1] / size[0]


@average_pool.mistake(
    en="You take the largest number of each window; the mean is asked for.",
    fr="Vous prenez le plus grand nombre de chaque fenêtre ; on demande la moyenne.",
)
def takes_the_largest(X, size, stride):
    return ref.max_pool(X, size, stride)


@average_pool.alternative
def sliding_windows(X, size, stride):
    windows = np.lib.stride_tricks.sliding_window_view(X, size, axis=(2, 3))
    return windows[:, :, :: stride[0], :: stride[1]].mean(axis=(4, 5))


@average_pool.alternative
def adding_shifted_images(X, size, stride):
    h_out = (X.shape[2] - size[0]) // stride[0] + 1
    w_out = (X.shape[3] - size[1]) // stride[1] + 1
    total = np.zeros((*X.shape[:2], h_out, w_out))
    for u, v in np.ndindex(*size):
        rows = u + stride[0] * np.arange(h_out)
        columns = v + stride[1] * np.arange(w_out)
        total += X[:, :, rows[:, None], columns]
    return total / np.prod(size)


average_pool.equivalent(
    "np.zeros((m, ch, h_out, w_out)) → np.ones((m, ch, h_out, w_out))",
    "Every place is written.",
)


# --- Backward ---

average_pool_backward = part.question(ref.average_pool_backward, points=5, constraints=BY_HAND)

add_cases(average_pool_backward, gradients)
add_backward_mistakes(average_pool_backward)


@average_pool_backward.mistake(
    en="Every pixel gets the whole gradient of its window: the mean divides by the number of "
    "pixels, and so does its slope.",
    fr="Chaque pixel reçoit tout le gradient de sa fenêtre : la moyenne divise par le nombre de "
    "pixels, et sa pente aussi.",
)
def forgets_the_share(dA, X, size, stride):
    return ref.average_pool_backward(dA, X, size, stride) * size[0] * size[1]


@average_pool_backward.mistake(
    en="You share by the square of one side: a window of k_h rows and k_w columns has k_h k_w "
    "pixels.",
    fr="Vous partagez selon le carré d'un côté : une fenêtre de k_h lignes et k_w colonnes a "
    "k_h k_w pixels.",
)
def shares_by_the_square(dA, X, size, stride):
    return ref.average_pool_backward(dA, X, size, stride) * size[1] / size[0]


@average_pool_backward.mistake(
    en="You share by the strides: it is the size of the window that counts its pixels.",
    fr="Vous partagez selon les pas : c'est la taille de la fenêtre qui compte ses pixels.",
)
def shares_by_the_stride(dA, X, size, stride):
    factor = size[0] * size[1] / (stride[0] * stride[1])
    return ref.average_pool_backward(dA, X, size, stride) * factor


@average_pool_backward.mistake(
    en="A window overwrites what another has left: the shares of a pixel that is in several "
    "windows add up.",
    fr="Une fenêtre écrase ce qu'une autre a laissé : les parts d'un pixel vu par plusieurs "
    "fenêtres s'additionnent.",
)
def overwrites_where_windows_overlap(dA, X, size, stride):
    dX = np.zeros(X.shape)
    for r, c in np.ndindex(*dA.shape[2:]):
        top, left = r * stride[0], c * stride[1]
        share = dA[:, :, r : r + 1, c : c + 1] / (size[0] * size[1])
        dX[:, :, top : top + size[0], left : left + size[1]] = share
    return dX


@average_pool_backward.mistake(
    en="You send the gradient to the largest pixel alone, as max pooling does: all the pixels of "
    "the window are in its mean.",
    fr="Vous n'envoyez le gradient qu'au plus grand pixel, comme le max pooling : tous les pixels "
    "de la fenêtre sont dans sa moyenne.",
)
def sends_to_the_largest(dA, X, size, stride):
    return ref.max_pool_backward(dA, X, size, stride)


@average_pool_backward.mistake(
    en="Your windows are on their side: the first number of `size` counts their rows.",
    fr="Vos fenêtres sont couchées : le premier nombre de `size` compte leurs lignes.",
)
def swaps_the_sizes(dA, X, size, stride):
    dX = np.zeros(X.shape)
    for r, c in np.ndindex(*dA.shape[2:]):
        top, left = r * stride[0], c * stride[1]
        share = dA[:, :, r : r + 1, c : c + 1] / (size[0] * size[1])
        dX[:, :, top : top + size[1], left : left + size[0]] += share
    return dX


@average_pool_backward.alternative
def one_number_at_a_time(dA, X, size, stride):
    dX = np.zeros_like(X)
    for i, j, r, c in np.ndindex(dA.shape):
        for u, v in np.ndindex(*size):
            dX[i, j, r * stride[0] + u, c * stride[1] + v] += dA[i, j, r, c] / np.prod(size)
    return dX


@average_pool_backward.alternative
def one_shift_for_each_pixel_of_the_window(dA, X, size, stride):
    dX = np.zeros(X.shape)
    for u, v in np.ndindex(*size):
        rows = u + stride[0] * np.arange(dA.shape[2])
        columns = v + stride[1] * np.arange(dA.shape[3])
        dX[:, :, rows[:, None], columns] += dA / (size[0] * size[1])
    return dX
