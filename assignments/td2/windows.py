"""Part C: what the poolings have in common, their cases and what goes wrong with windows."""

import numpy as np
from reference.convolution import conv_out

GEOMETRIES = [
    ("several images and channels", "plusieurs images et canaux", (3, 2, 4, 6), (2, 2), (2, 2)),
    ("windows that overlap", "des fenêtres qui se recouvrent", (2, 2, 5, 4), (3, 2), (1, 1)),
    ("windows that are not square", "des fenêtres non carrées", (2, 3, 6, 8), (3, 2), (3, 2)),
    ("a stride that differs", "un pas différent", (2, 2, 5, 7), (2, 3), (1, 2)),
    ("a rest at the edges", "un reste aux bords", (2, 2, 5, 7), (2, 2), (2, 2)),
    ("gaps between the windows", "des trous entre les fenêtres", (2, 2, 7, 6), (2, 1), (3, 2)),
    (
        "a window as large as the image",
        "une fenêtre aussi grande que l'image",
        (2, 3, 3, 4),
        (3, 4),
        (1, 1),
    ),
    ("negative numbers", "des nombres négatifs", (2, 2, 4, 5), (2, 2), (1, 2)),
]


def images(shape, size, stride, lower=False):
    """Return what draws images (m, c, h, w) of different numbers, for windows of that size."""

    def draw(rng):
        # Whether a pixel is negative, or equal to another, is never left to chance.
        X = (rng.permutation(np.prod(shape)) + 1).reshape(shape) / 100
        return {"X": -X if lower else X, "size": size, "stride": stride}

    return draw


def add_cases(question, drawn=images):
    """Add the cases of a pooling; `drawn` makes what draws them."""
    question.case("windows side by side", visible=True, fr="des fenêtres côte à côte")(
        drawn((1, 1, 4, 4), (2, 2), (2, 2))
    )
    question.case("a window that is not square", visible=True, fr="une fenêtre non carrée")(
        drawn((1, 2, 3, 4), (2, 3), (1, 1))
    )
    for name, fr, *geometry in GEOMETRIES:
        question.case(name, fr=fr)(drawn(*geometry, lower=name == "negative numbers"))


def pooled(X, size, stride, reduced, places=None):
    """Reduce every window of the images; those at the edges may be cut off."""
    if places is None:
        places = tuple(conv_out(*side, 0) for side in zip(X.shape[2:], size, stride, strict=True))
    A = np.zeros((*X.shape[:2], *places))
    for r, c in np.ndindex(*places):
        top, left = r * stride[0], c * stride[1]
        A[:, :, r, c] = reduced(X[:, :, top : top + size[0], left : left + size[1]])
    return A


def add_forward_mistakes(question, reduced):
    """Add what goes wrong with the windows of a pooling, whose windows `reduced` reduces."""
    right = question.solution

    @question.mistake(
        en="The stride is ignored: your windows stand side by side, at steps of their own size.",
        fr="Le pas est ignoré : vos fenêtres sont côte à côte, à des pas de leur propre taille.",
    )
    def moves_by_the_size(X, size, stride):
        return right(X, size, size)

    @question.mistake(
        en="The stride is ignored: your window moves by one pixel, whatever `stride` says.",
        fr="Le pas est ignoré : votre fenêtre avance d'un pixel, quoi que dise `stride`.",
    )
    def moves_by_one(X, size, stride):
        return right(X, size, (1, 1))

    @question.mistake(
        en="The two strides are exchanged: the first is for the rows, the second for the columns.",
        fr="Les deux pas sont échangés : le premier est pour les lignes, le second pour les "
        "colonnes.",
    )
    def swaps_the_strides(X, size, stride):
        return right(X, size, stride[::-1])

    @question.mistake(
        en="Your windows are on their side: the first number of `size` counts their rows.",
        fr="Vos fenêtres sont couchées : le premier nombre de `size` compte leurs lignes.",
    )
    def swaps_the_sizes(X, size, stride):
        return right(X, size[::-1], stride)

    @question.mistake(
        en="Your windows are as wide as they are high: you took the width from the height.",
        fr="Vos fenêtres sont aussi larges que hautes : vous avez pris la largeur sur la hauteur.",
    )
    def takes_the_width_from_the_height(X, size, stride):
        return right(X, (size[0], size[0]), stride)

    @question.mistake(
        en="There is one place too few along each side: a window as large as the image still has "
        "one.",
        fr="Il y a une place de moins le long de chaque côté : une fenêtre aussi grande que "
        "l'image en a encore une.",
    )
    def one_place_short(X, size, stride):  # M83.3
        return right(X, size, stride)[:, :, :-1, :-1]

    @question.mistake(
        en="You keep windows that reach over the edge of the image. They have no place: the rest "
        "is left out.",
        fr="Vous gardez des fenêtres qui dépassent le bord de l'image. Elles n'ont pas de place : "
        "le reste est laissé de côté.",
    )
    def keeps_the_rest(X, size, stride):  # M83.4
        sides = zip(X.shape[2:], size, stride, strict=True)
        places = tuple(-(-(n - k) // s) + 1 for n, k, s in sides)
        return pooled(X, size, stride, reduced, places)

    @question.mistake(
        en="The channels are pooled together: each is reduced on its own, and all of them come "
        "out.",
        fr="Les canaux sont réduits ensemble : chacun l'est pour lui-même, et tous ressortent.",
    )
    def pools_the_channels(X, size, stride):
        every = pooled(X, size, stride, lambda window: reduced(window.reshape(len(X), 1, 1, -1)))
        return every[:, :1]


def add_backward_mistakes(question):
    """Add what goes wrong with the windows of a pooling on the way back."""
    right = question.solution

    @question.mistake(
        en="On the way back your windows stand one pixel apart: they must stand where they stood "
        "on the way forward.",
        fr="Au retour, vos fenêtres se suivent à un pixel : elles doivent être là où elles étaient "
        "à l'aller.",
    )
    def moves_by_one(dA, X, size, stride):
        return right(dA, X, size, (1, 1))

    @question.mistake(
        en="On the way back your windows stand side by side, at steps of their own size: with "
        "another stride they stood elsewhere on the way forward.",
        fr="Au retour, vos fenêtres sont côte à côte, à des pas de leur propre taille : avec un "
        "autre pas, elles étaient ailleurs à l'aller.",
    )
    def moves_by_the_size(dA, X, size, stride):
        return right(dA, X, size, size)
