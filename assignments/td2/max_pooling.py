"""Part C: the largest number of each window, forward and backward."""

import numpy as np
from reference import pooling as ref

from autograder import Part

from .by_hand import BY_HAND
from .windows import add_backward_mistakes, add_cases, add_forward_mistakes, images, pooled

part = Part("max_pooling")

# --- Forward ---

max_pool = part.question(ref.max_pool, points=5, needs=("conv_out",), constraints=BY_HAND)

add_cases(max_pool)
add_forward_mistakes(max_pool, lambda window: window.max(axis=(2, 3)))


@max_pool.mistake(
    en="You take the mean of each window; the largest number is asked for.",
    fr="Vous prenez la moyenne de chaque fenêtre ; on demande le plus grand nombre.",
)
def averages(X, size, stride):
    return ref.average_pool(X, size, stride)


@max_pool.mistake(
    en="Your largest number starts from 0: a window of negative numbers has a negative maximum.",
    fr="Votre plus grand nombre part de 0 : une fenêtre de nombres négatifs a un maximum négatif.",
)
def starts_from_zero(X, size, stride):
    return np.maximum(ref.max_pool(X, size, stride), 0.0)


@max_pool.mistake(
    en="You take the largest absolute value: the sign counts.",
    fr="Vous prenez la plus grande valeur absolue : le signe compte.",
)
def takes_absolute_values(X, size, stride):
    return ref.max_pool(np.abs(X), size, stride)


@max_pool.mistake(
    en="You give where the largest number is, in place of the number.",
    fr="Vous donnez la place du plus grand nombre, au lieu du nombre.",
)
def gives_the_place(X, size, stride):
    return pooled(
        X, size, stride, lambda window: window.reshape(*window.shape[:2], -1).argmax(axis=2)
    )


@max_pool.alternative
def four_loops(X, size, stride):
    h_out = (X.shape[2] - size[0]) // stride[0] + 1
    w_out = (X.shape[3] - size[1]) // stride[1] + 1
    A = np.full((*X.shape[:2], h_out, w_out), -np.inf)
    for i, j, r, c in np.ndindex(A.shape):
        for u, v in np.ndindex(*size):
            A[i, j, r, c] = max(A[i, j, r, c], X[i, j, r * stride[0] + u, c * stride[1] + v])
    return A


@max_pool.alternative
def sliding_windows(X, size, stride):
    windows = np.lib.stride_tricks.sliding_window_view(X, size, axis=(2, 3))
    return windows[:, :, :: stride[0], :: stride[1]].max(axis=(4, 5))


@max_pool.alternative
def strided(X, size, stride):
    m, ch, h, w = X.shape
    h_out, w_out = (h - size[0]) // stride[0] + 1, (w - size[1]) // stride[1] + 1
    a, b, c, d = X.strides
    windows = np.lib.stride_tricks.as_strided(
        X, (m, ch, h_out, w_out, *size), (a, b, c * stride[0], d * stride[1], c, d), writeable=False
    )
    return windows.max(axis=(-2, -1))


max_pool.equivalent(
    "np.zeros((m, ch, h_out, w_out)) → np.ones((m, ch, h_out, w_out))",
    "Every place is written.",
)


# --- Backward ---

max_pool_backward = part.question(ref.max_pool_backward, points=9, constraints=BY_HAND)


def gradients(shape, size, stride, lower=False):
    def draw(rng):
        case = images(shape, size, stride, lower)(rng)
        A = ref.max_pool(**case)
        return {"dA": rng.normal(size=A.shape).round(2), **case}

    return draw


def equal_numbers(shape, size, stride):
    def draw(rng):
        case = gradients(shape, size, stride)(rng)
        # Every pattern of ties comes up, whatever is drawn: only the order of the tiles moves.
        tiles = np.array([[2.0, 0.0, 2.0, 2.0], [0.0, 2.0, 2.0, 0.0], [1.0, 1.0, 1.0, 1.0]])
        rows = tiles[rng.permutation(np.arange(np.prod(shape[:3])) % 3)]
        return {**case, "X": rows.reshape(shape)}

    return draw


add_cases(max_pool_backward, gradients)
max_pool_backward.case("equal numbers", visible=True, fr="des nombres égaux")(
    equal_numbers((1, 1, 2, 4), (2, 2), (2, 2))
)
max_pool_backward.case("many equal numbers", fr="beaucoup de nombres égaux")(
    equal_numbers((3, 2, 6, 4), (2, 2), (2, 2))
)
add_backward_mistakes(max_pool_backward)


def sent_back(dA, X, size, stride, spread, overwrites=False):
    """Send back dA, where `spread(window)` says which share each pixel of a window gets."""
    dX = np.zeros(X.shape)
    for i, j, r, c in np.ndindex(dA.shape):
        place = np.s_[
            i, j, r * stride[0] : r * stride[0] + size[0], c * stride[1] : c * stride[1] + size[1]
        ]
        shares = spread(X[place])
        got = dA[i, j, r, c] * shares
        dX[place] = np.where(shares > 0, got, dX[place]) if overwrites else dX[place] + got
    return dX


def first_largest(window):
    share = np.zeros(window.size)
    share[window.argmax()] = 1.0
    return share.reshape(window.shape)


@max_pool_backward.mistake(
    en="A window overwrites what another has left. A pixel that is the largest of several windows "
    "gets the gradient of each of them: they add up.",
    fr="Une fenêtre écrase ce qu'une autre a laissé. Un pixel qui est le plus grand de plusieurs "
    "fenêtres reçoit le gradient de chacune : ils s'additionnent.",
)
def overwrites_where_windows_overlap(dA, X, size, stride):
    return sent_back(dA, X, size, stride, first_largest, overwrites=True)


@max_pool_backward.mistake(
    en="Of several largest numbers that are equal, all get the whole gradient: it is sent back "
    "several times. Here the first one gets it.",
    fr="De plusieurs plus grands nombres égaux, chacun reçoit tout le gradient : il est renvoyé "
    "plusieurs fois. Ici, c'est le premier qui le reçoit.",
)
def all_of_equal_numbers(dA, X, size, stride):
    return sent_back(dA, X, size, stride, lambda window: (window == window.max()) * 1.0)


@max_pool_backward.mistake(
    en="Equal largest numbers share the gradient in your function. Here the first one gets it all, "
    "as in PyTorch.",
    fr="Dans votre fonction, des plus grands nombres égaux se partagent le gradient. Ici, le "
    "premier le reçoit en entier, comme dans PyTorch.",
)
def shares_among_equal_numbers(dA, X, size, stride):
    def spread(window):
        largest = window == window.max()
        return largest / largest.sum()

    return sent_back(dA, X, size, stride, spread)


@max_pool_backward.mistake(
    en="Of several largest numbers that are equal, your function takes the last: the first one, "
    "row by row, gets the gradient.",
    fr="De plusieurs plus grands nombres égaux, votre fonction prend le dernier : c'est le "
    "premier, ligne par ligne, qui reçoit le gradient.",
)
def last_of_equal_numbers(dA, X, size, stride):
    return sent_back(
        dA, X, size, stride, lambda window: first_largest(window[::-1, ::-1])[::-1, ::-1]
    )


@max_pool_backward.mistake(
    en="The gradient goes to the first pixel of each window: it belongs to the one that was the "
    "largest.",
    fr="Le gradient va au premier pixel de chaque fenêtre : il revient à celui qui était le plus "
    "grand.",
)
def corner_of_the_window(dA, X, size, stride):
    return sent_back(dA, X, size, stride, lambda window: first_largest(np.zeros(window.shape)))


@max_pool_backward.mistake(
    en="You share the gradient among all the pixels of a window, as the mean would. The smaller "
    "ones did not count: a small change of them changes nothing.",
    fr="Vous partagez le gradient entre tous les pixels d'une fenêtre, comme pour la moyenne. Les "
    "plus petits n'ont pas compté : les changer un peu ne change rien.",
)
def shares_among_all(dA, X, size, stride):
    return ref.average_pool_backward(dA, X, size, stride)


@max_pool_backward.mistake(
    en="You mark the largest pixels with 1, and dA does not come in.",
    fr="Vous marquez d'un 1 les plus grands pixels, et dA n'intervient pas.",
)
def forgets_the_gradient(dA, X, size, stride):
    return ref.max_pool_backward(np.ones_like(dA), X, size, stride)


@max_pool_backward.mistake(
    en="You multiply by the largest number: the slope of the maximum is 1 there, whatever its "
    "value.",
    fr="Vous multipliez par le plus grand nombre : la pente du maximum y vaut 1, quelle que soit "
    "sa valeur.",
)
def multiplies_by_the_largest(dA, X, size, stride):
    return ref.max_pool_backward(dA * ref.max_pool(X, size, stride), X, size, stride)


@max_pool_backward.alternative
def comparing_with_the_largest(dA, X, size, stride):
    dX = np.zeros_like(X)
    for r, c in np.ndindex(*dA.shape[2:]):
        place = np.s_[
            :, :, r * stride[0] : r * stride[0] + size[0], c * stride[1] : c * stride[1] + size[1]
        ]
        window = X[place].reshape(*X.shape[:2], -1)
        first = np.arange(window.shape[2]) == window.argmax(axis=2)[:, :, None]
        dX[place] += (dA[:, :, r, c, None] * first).reshape(*X.shape[:2], *size)
    return dX


@max_pool_backward.alternative
def gathering(dA, X, size, stride):
    m, ch, h_out, w_out = dA.shape
    windows = np.lib.stride_tricks.sliding_window_view(X, size, axis=(2, 3))
    windows = windows[:, :, :: stride[0], :: stride[1]].reshape(m, ch, h_out, w_out, -1)
    u, v = np.divmod(windows.argmax(axis=-1), size[1])
    i, j, r, c = np.indices(dA.shape)
    dX = np.zeros(X.shape)
    np.add.at(dX, (i, j, r * stride[0] + u, c * stride[1] + v), dA)
    return dX
