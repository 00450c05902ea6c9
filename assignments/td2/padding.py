"""Part B: a frame of zeros around the images."""

import numpy as np
from reference import convolution as ref

from autograder import Part

from .by_hand import BY_HAND

part = Part("padding")

pad_images = part.question(ref.pad_images, points=3, constraints=BY_HAND)


def images(shape, padding):
    return lambda rng: {"X": rng.normal(size=shape).round(2), "padding": padding}


def add(name, fr, shape, padding, visible=False):
    pad_images.case(name, visible=visible, fr=fr)(images(shape, padding))


add("a frame one pixel wide", "un cadre d'un pixel", (1, 1, 2, 3), (1, 1), visible=True)
add("more rows than columns", "plus de lignes que de colonnes", (2, 1, 1, 2), (2, 1), visible=True)
add("several images and channels", "plusieurs images et canaux", (3, 2, 4, 5), (1, 1))
add("rows alone", "des lignes seulement", (2, 3, 3, 4), (2, 0))
add("columns alone", "des colonnes seulement", (2, 3, 4, 3), (0, 3))
add("rows and columns", "des lignes et des colonnes", (2, 2, 5, 3), (1, 2))
add("a wide frame", "un cadre large", (1, 3, 2, 4), (2, 2))
add("no frame at all", "aucun cadre", (2, 2, 3, 5), (0, 0))


def padded(X, frame, **how):
    return np.pad(X, frame, **how)


@pad_images.mistake(
    en="You pad below and to the right only: the image must stay in the middle of its frame.",
    fr="Vous ne remplissez qu'en bas et à droite : l'image doit rester au milieu de son cadre.",
)
def pads_the_end_alone(X, padding):
    p_h, p_w = padding
    return padded(X, ((0, 0), (0, 0), (0, p_h), (0, p_w)))


@pad_images.mistake(
    en="You pad above and to the left only: the image must stay in the middle of its frame.",
    fr="Vous ne remplissez qu'en haut et à gauche : l'image doit rester au milieu de son cadre.",
)
def pads_the_beginning_alone(X, padding):
    p_h, p_w = padding
    return padded(X, ((0, 0), (0, 0), (p_h, 0), (p_w, 0)))


@pad_images.mistake(
    en="Rows and columns are exchanged: the first number of `padding` is for the rows.",
    fr="Lignes et colonnes sont échangées : le premier nombre de `padding` est pour les lignes.",
)
def swaps_the_axes(X, padding):
    return ref.pad_images(X, padding[::-1])


@pad_images.mistake(
    en="You pad the axes of the instances and the channels: which axes of (m, c, h, w) are rows "
    "and columns?",
    fr="Vous remplissez les axes des instances et des canaux : lesquels des axes de (m, c, h, w) "
    "sont les lignes et les colonnes ?",
)
def pads_the_first_axes(X, padding):
    p_h, p_w = padding
    return padded(X, ((p_h, p_h), (p_w, p_w), (0, 0), (0, 0)))


@pad_images.mistake(
    en="The number of rows is used on both axes: the width of the frame is the second number.",
    fr="Le nombre de lignes sert pour les deux axes : la largeur du cadre est le second nombre.",
)
def takes_the_width_from_the_height(X, padding):
    return ref.pad_images(X, (padding[0], padding[0]))


@pad_images.mistake(
    en="Your frame repeats the pixels of the edge: a frame of zeros is asked for.",
    fr="Votre cadre répète les pixels du bord : on demande un cadre de zéros.",
)
def repeats_the_edge(X, padding):
    p_h, p_w = padding
    return padded(X, ((0, 0), (0, 0), (p_h, p_h), (p_w, p_w)), mode="edge")


@pad_images.mistake(
    en="Every axis is padded: there are instances and channels of zeros now that nobody took.",
    fr="Tous les axes sont remplis : il y a maintenant des instances et des canaux de zéros que "
    "personne n'a vus.",
)
def pads_every_axis(X, padding):
    p_h, p_w = padding
    return padded(X, ((p_h, p_h), (p_h, p_h), (p_h, p_h), (p_w, p_w)))


@pad_images.alternative
def into_an_array_of_zeros(X, padding):
    (m, c, h, w), (p_h, p_w) = X.shape, padding
    framed = np.zeros((m, c, h + 2 * p_h, w + 2 * p_w))
    framed[:, :, p_h : p_h + h, p_w : p_w + w] = X
    return framed


@pad_images.alternative
def by_stacking(X, padding):
    m, c, _, w = X.shape
    rows = np.zeros((m, c, padding[0], w))
    framed = np.concatenate([rows, X, rows], axis=2)
    columns = np.zeros((m, c, framed.shape[2], padding[1]))
    return np.concatenate([columns, framed, columns], axis=3)
