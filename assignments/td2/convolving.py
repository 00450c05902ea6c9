"""Part B: a convolution, forward."""

import numpy as np
from reference import convolution as ref

from autograder import Part

from .by_hand import BY_HAND

part = Part("convolving")

conv_forward = part.question(
    ref.conv_forward, points=10, needs=("conv_out", "pad_images"), constraints=BY_HAND
)


def images(shape, kernels, stride, padding):
    """Return what draws images (m, c_in, h, w) and kernels (c_out, k_h, k_w)."""

    def draw(rng):
        c_out, k_h, k_w = kernels
        return {
            "X": rng.normal(size=shape).round(2),
            "W": rng.normal(size=(c_out, shape[1], k_h, k_w)).round(2),
            "b": rng.normal(size=c_out).round(2) + 1.0,
            "stride": stride,
            "padding": padding,
        }

    return draw


GEOMETRIES = [
    (
        "images, channels and kernels",
        "images, canaux et noyaux",
        (3, 2, 5, 4),
        (4, 2, 2),
        (1, 1),
        (0, 0),
    ),
    ("strides that differ", "des pas différents", (2, 2, 7, 6), (3, 3, 2), (2, 3), (0, 0)),
    ("a padding that differs", "un remplissage différent", (2, 3, 4, 5), (2, 2, 3), (1, 1), (1, 2)),
    ("a rest at the edges", "un reste aux bords", (2, 1, 6, 8), (2, 3, 3), (2, 2), (0, 0)),
    ("all sides alike", "tous les côtés égaux", (2, 3, 5, 5), (3, 3, 3), (1, 1), (0, 0)),
    (
        "a kernel as large as the image",
        "un noyau aussi grand que l'image",
        (2, 2, 3, 4),
        (2, 3, 4),
        (1, 1),
        (0, 0),
    ),
    ("kernels of one pixel", "des noyaux d'un seul pixel", (3, 2, 3, 5), (4, 1, 1), (1, 2), (0, 0)),
    (
        "a stride over a padded image",
        "un pas sur une image remplie",
        (2, 2, 5, 4),
        (3, 2, 3),
        (3, 1),
        (2, 1),
    ),
]

conv_forward.case("one channel, one kernel", visible=True, fr="un canal, un noyau")(
    images((1, 1, 3, 4), (1, 2, 2), (1, 1), (0, 0))
)
conv_forward.case(
    "two channels, a stride and a frame", visible=True, fr="deux canaux, un pas et un cadre"
)(images((1, 2, 3, 4), (2, 2, 3), (2, 1), (1, 0)))
for name, fr, *geometry in GEOMETRIES:
    conv_forward.case(name, fr=fr)(images(*geometry))


def slid(X, W, b, stride, padding, *, steps=None, places=None):
    """Convolve, with other steps between the windows, or as many places as another rule gives."""
    padded = ref.pad_images(X, padding)
    k_h, k_w = W.shape[2:]
    if places is None:
        places = tuple(
            ref.conv_out(*side, 0)
            for side in zip(padded.shape[2:], (k_h, k_w), stride, strict=True)
        )
    step_h, step_w = steps or stride
    Z = np.zeros((len(X), len(W), *places))
    for r, c in np.ndindex(*places):
        top, left = r * step_h, c * step_w
        window = padded[:, :, top : top + k_h, left : left + k_w]
        Z[:, :, r, c] = np.einsum("ichw,fchw->if", window, W) + b
    return Z


@conv_forward.mistake(
    en="The stride is ignored: your window moves by one pixel, whatever `stride` says.",
    fr="Le pas est ignoré : votre fenêtre avance d'un pixel, quoi que dise `stride`.",
)
def ignores_the_stride(X, W, b, stride, padding):
    return ref.conv_forward(X, W, b, (1, 1), padding)


@conv_forward.mistake(
    en="There are as many places as there should be, but your windows stand one pixel apart: "
    "place r begins at row r s_h, not at row r.",
    fr="Il y a bien autant de places qu'il faut, mais vos fenêtres se suivent à un pixel : la "
    "place r commence à la ligne r s_h, et non à la ligne r.",
)
def moves_by_one(X, W, b, stride, padding):
    return slid(X, W, b, stride, padding, steps=(1, 1))


@conv_forward.mistake(
    en="The two strides are exchanged: the first is for the rows, the second for the columns.",
    fr="Les deux pas sont échangés : le premier est pour les lignes, le second pour les colonnes.",
)
def swaps_the_strides(X, W, b, stride, padding):
    return ref.conv_forward(X, W, b, stride[::-1], padding)


@conv_forward.mistake(
    en="You use the stride of the rows for the columns too.",
    fr="Vous utilisez le pas des lignes pour les colonnes aussi.",
)
def one_stride_for_both(X, W, b, stride, padding):
    return ref.conv_forward(X, W, b, (stride[0], stride[0]), padding)


@conv_forward.mistake(
    en="The padding is ignored: the windows must also stand over the frame of zeros.",
    fr="Le remplissage est ignoré : les fenêtres doivent aussi passer sur le cadre de zéros.",
)
def ignores_the_padding(X, W, b, stride, padding):
    return ref.conv_forward(X, W, b, stride, (0, 0))


@conv_forward.mistake(
    en="The paddings of rows and columns are exchanged.",
    fr="Les remplissages des lignes et des colonnes sont échangés.",
)
def swaps_the_padding(X, W, b, stride, padding):
    return ref.conv_forward(X, W, b, stride, padding[::-1])


@conv_forward.mistake(
    en="The image is padded, but the places are counted on the image without its frame: the last "
    "windows are missing.",
    fr="L'image est bien remplie, mais les places sont comptées sur l'image sans son cadre : les "
    "dernières fenêtres manquent.",
)
def counts_without_the_frame(X, W, b, stride, padding):
    sides = zip(X.shape[2:], W.shape[2:], stride, strict=True)
    return slid(X, W, b, stride, padding, places=tuple(ref.conv_out(*side, 0) for side in sides))


@conv_forward.mistake(
    en="Your kernel is turned by half a turn. That is the convolution of mathematicians; in a "
    "network the kernel is laid on the image as it is.",
    fr="Votre noyau est retourné d'un demi-tour. C'est la convolution des mathématiciens ; dans un "
    "réseau, le noyau est posé sur l'image tel quel.",
)
def flips_the_kernel(X, W, b, stride, padding):
    return ref.conv_forward(X, W[:, :, ::-1, ::-1], b, stride, padding)


@conv_forward.mistake(
    en="The bias is never added.",
    fr="Le biais n'est jamais ajouté.",
)
def forgets_the_bias(X, W, b, stride, padding):
    return ref.conv_forward(X, W, np.zeros_like(b), stride, padding)


@conv_forward.mistake(
    en="The bias is added before the sum, to every product of a window: it comes in as often as "
    "the kernel has weights. It is added once, to the sum.",
    fr="Le biais est ajouté avant la somme, à chaque produit de la fenêtre : il entre autant de "
    "fois que le noyau a de poids. On l'ajoute une fois, à la somme.",
)
def adds_the_bias_before_the_sum(X, W, b, stride, padding):
    return ref.conv_forward(X, W, b * W[0].size, stride, padding)


@conv_forward.mistake(
    en="The bias is added once for each channel: the channels are summed first, then one bias is "
    "added.",
    fr="Le biais est ajouté une fois par canal : on additionne d'abord les canaux, puis on ajoute "
    "un seul biais.",
)
def a_bias_for_each_channel(X, W, b, stride, padding):
    return ref.conv_forward(X, W, b * W.shape[1], stride, padding)


@conv_forward.mistake(
    en="The biases run along the columns of the image: there is one for each kernel, the same in "
    "all of its places.",
    fr="Les biais courent le long des colonnes de l'image : il y en a un par noyau, le même à "
    "toutes ses places.",
)
def biases_along_the_columns(X, W, b, stride, padding):
    return ref.conv_forward(X, W, np.zeros_like(b), stride, padding) + b


@conv_forward.mistake(
    en="There is one place too few along each side: a window as large as the image still has one.",
    fr="Il y a une place de moins le long de chaque côté : une fenêtre aussi grande que l'image en "
    "a encore une.",
)
def one_place_short(X, W, b, stride, padding):  # M83.3
    return ref.conv_forward(X, W, b, stride, padding)[:, :, :-1, :-1]


@conv_forward.mistake(
    en="As many columns come out as rows: you took the width from the height.",
    fr="Il sort autant de colonnes que de lignes : vous avez pris la largeur sur la hauteur.",
)
def takes_the_width_from_the_height(X, W, b, stride, padding):
    h_out = ref.conv_out(X.shape[2], W.shape[2], stride[0], padding[0])
    return slid(X, W, b, stride, padding, places=(h_out, h_out))


@conv_forward.mistake(
    en="Only the last channel is left: where the channels are added up, each overwrites the one "
    "before.",
    fr="Il ne reste que le dernier canal : là où les canaux devraient s'additionner, chacun "
    "remplace le précédent.",
)
def keeps_the_last_channel(X, W, b, stride, padding):  # M83.2
    return ref.conv_forward(X[:, -1:], W[:, -1:], b, stride, padding)


@conv_forward.mistake(
    en="You take the mean over the window; a convolution sums.",
    fr="Vous prenez la moyenne sur la fenêtre ; une convolution fait la somme.",
)
def averages_the_window(X, W, b, stride, padding):
    return ref.conv_forward(X, W / W[0].size, b, stride, padding)


@conv_forward.mistake(
    en="The first two axes of W are exchanged: W[f] is one kernel, and W[f, c] its slice for "
    "channel c.",
    fr="Les deux premiers axes de W sont échangés : W[f] est un noyau, et W[f, c] sa tranche pour "
    "le canal c.",
)
def kernels_for_channels(X, W, b, stride, padding):
    return ref.conv_forward(X, W.transpose(1, 0, 2, 3), b, stride, padding)


@conv_forward.alternative
def six_loops(X, W, b, stride, padding):
    padded = ref.pad_images(X, padding)
    c_out, c_in, k_h, k_w = W.shape
    h_out = (padded.shape[2] - k_h) // stride[0] + 1
    w_out = (padded.shape[3] - k_w) // stride[1] + 1
    Z = np.zeros((X.shape[0], c_out, h_out, w_out))
    for i, f, r, c in np.ndindex(Z.shape):
        Z[i, f, r, c] = b[f]
        for channel, u, v in np.ndindex(c_in, k_h, k_w):
            pixel = padded[i, channel, r * stride[0] + u, c * stride[1] + v]
            Z[i, f, r, c] += W[f, channel, u, v] * pixel
    return Z


@conv_forward.alternative
def images_to_columns(X, W, b, stride, padding):
    padded = ref.pad_images(X, padding)
    c_out, _, k_h, k_w = W.shape
    h_out = ref.conv_out(X.shape[2], k_h, stride[0], padding[0])
    w_out = ref.conv_out(X.shape[3], k_w, stride[1], padding[1])
    columns = [
        padded[:, :, r * stride[0] : r * stride[0] + k_h, c * stride[1] : c * stride[1] + k_w]
        for r in range(h_out)
        for c in range(w_out)
    ]
    flat = np.stack([window.reshape(len(X), -1) for window in columns], axis=2)
    Z = W.reshape(c_out, -1) @ flat + b[:, None]
    return Z.reshape(len(X), c_out, h_out, w_out)


@conv_forward.alternative
def sliding_windows(X, W, b, stride, padding):
    padded = ref.pad_images(X, padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, W.shape[2:], axis=(2, 3))
    windows = windows[:, :, :: stride[0], :: stride[1]]
    return np.einsum("icrquv,fcuv->ifrq", windows, W) + b[:, None, None]


@conv_forward.alternative
def one_shift_of_the_image_for_each_weight(X, W, b, stride, padding):
    padded = ref.pad_images(X, padding)
    h_out = ref.conv_out(X.shape[2], W.shape[2], stride[0], padding[0])
    w_out = ref.conv_out(X.shape[3], W.shape[3], stride[1], padding[1])
    Z = np.zeros((len(X), len(W), h_out, w_out)) + b[:, None, None]
    for u, v in np.ndindex(*W.shape[2:]):
        bottom, right = u + stride[0] * (h_out - 1) + 1, v + stride[1] * (w_out - 1) + 1
        pixels = padded[:, :, u : bottom : stride[0], v : right : stride[1]]
        Z += np.einsum("ichw,fc->ifhw", pixels, W[:, :, u, v])
    return Z


conv_forward.equivalent(
    "np.zeros((m, c_out, h_out, w_out)) → np.ones((m, c_out, h_out, w_out))",
    "Every place is written.",
)
