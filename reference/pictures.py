"""More pictures than there are: the same ones, moved by a pixel."""

import numpy as np


def moved(pictures, rng):
    """Return pictures, each moved by -1, 0 or 1 pixel along its rows and its columns.

    What leaves the frame is lost; what comes in is white. Each of the nine moves is as likely.

    pictures: array (m, h, w), of which 0.0 is white. rng: numpy.random.Generator.
    Returns a new array (m, h, w).

    Source: T. Artières, Deep Learning (regularisation: more data).
    """
    framed = np.pad(pictures, ((0, 0), (1, 1), (1, 1)))
    h, w = pictures.shape[1:]
    corners = rng.integers(0, 3, size=(len(pictures), 2))
    rows = corners[:, 0, None, None] + np.arange(h)[:, None]
    columns = corners[:, 1, None, None] + np.arange(w)
    return framed[np.arange(len(pictures))[:, None, None], rows, columns]
