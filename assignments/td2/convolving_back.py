"""Part B: a convolution, backward."""

import numpy as np
from reference import convolution as ref

from autograder import Part

from .by_hand import BY_HAND
from .convolving import GEOMETRIES, images

part = Part("convolving_back")

conv_backward = part.question(
    ref.conv_backward, points=14, needs=("pad_images",), constraints=BY_HAND
)


def gradients(*geometry):
    """Return what draws images, kernels, and the gradient of what the convolution gives."""

    def draw(rng):
        case = images(*geometry)(rng)
        Z = ref.conv_forward(**case)
        del case["b"]
        return {"dZ": rng.normal(size=Z.shape).round(2), **case}

    return draw


conv_backward.case("one channel, one kernel", visible=True, fr="un canal, un noyau")(
    gradients((1, 1, 3, 3), (1, 2, 2), (1, 1), (0, 0))
)
conv_backward.case(
    "two images, a stride and a frame", visible=True, fr="deux images, un pas et un cadre"
)(gradients((2, 1, 3, 3), (2, 2, 3), (2, 1), (1, 0)))
for name, fr, *geometry in GEOMETRIES:
    conv_backward.case(name, fr=fr)(gradients(*geometry))


def unframed(d_padded, X, padding):
    p_h, p_w = padding
    return d_padded[:, :, p_h : p_h + X.shape[2], p_w : p_w + X.shape[3]]


def framed_gradient(dZ, X, W, stride, padding, *, overwrites=False):
    """Return the gradient of the padded images."""
    d_padded = np.zeros(ref.pad_images(X, padding).shape)
    for r, c in np.ndindex(*dZ.shape[2:]):
        top, left = r * stride[0], c * stride[1]
        part_of_it = np.einsum("if,fchw->ichw", dZ[:, :, r, c], W)
        place = np.s_[:, :, top : top + W.shape[2], left : left + W.shape[3]]
        d_padded[place] = part_of_it if overwrites else d_padded[place] + part_of_it
    return d_padded


@conv_backward.mistake(
    en="In dX, a window overwrites what the one before has left there. A pixel under several "
    "windows influences the cost through each of them: their parts add up.",
    fr="Dans dX, une fenêtre écrase ce que la précédente y a laissé. Un pixel vu par plusieurs "
    "fenêtres agit sur le coût à travers chacune : leurs parts s'additionnent.",
)
def overwrites_where_windows_overlap(dZ, X, W, stride, padding):
    _, dW, db = ref.conv_backward(dZ, X, W, stride, padding)
    d_padded = framed_gradient(dZ, X, W, stride, padding, overwrites=True)
    return unframed(d_padded, X, padding), dW, db


@conv_backward.mistake(
    en="dW is that of the last place only: the same weights serve at every place, and the parts "
    "add up.",
    fr="dW est celui de la dernière place seulement : les mêmes poids servent à toutes les places, "
    "et les parts s'additionnent.",
)
def keeps_the_last_place_of_the_weights(dZ, X, W, stride, padding):
    dX, _, db = ref.conv_backward(dZ, X, W, stride, padding)
    last = np.zeros_like(dZ)
    last[:, :, -1, -1] = dZ[:, :, -1, -1]
    return dX, ref.conv_backward(last, X, W, stride, padding)[1], db


@conv_backward.mistake(
    en="db still has one row for each image: the same biases serve them all, so it is summed over "
    "the batch as well.",
    fr="db a encore une ligne par image : les mêmes biais servent à toutes, il faut donc aussi "
    "sommer sur le lot.",
)
def bias_gradient_for_each_image(dZ, X, W, stride, padding):
    dX, dW, _ = ref.conv_backward(dZ, X, W, stride, padding)
    return dX, dW, dZ.sum(axis=(2, 3))


@conv_backward.mistake(
    en="db still has one entry for each place: a kernel has the same bias at all of them.",
    fr="db a encore une composante par place : un noyau a le même biais à toutes les places.",
)
def bias_gradient_for_each_place(dZ, X, W, stride, padding):
    dX, dW, _ = ref.conv_backward(dZ, X, W, stride, padding)
    return dX, dW, dZ.sum(axis=0)


@conv_backward.mistake(
    en="db is a mean over the places of the kernel: each place sends its own gradient to the bias, "
    "and they are summed.",
    fr="db est une moyenne sur les places du noyau : chaque place envoie au biais son propre "
    "gradient, et on les additionne.",
)
def averages_the_bias_gradient(dZ, X, W, stride, padding):
    dX, dW, _ = ref.conv_backward(dZ, X, W, stride, padding)
    return dX, dW, dZ.mean(axis=(2, 3)).sum(axis=0)


@conv_backward.mistake(
    en="db is a column: b has shape (c_out,), and a gradient has the shape of its parameter.",
    fr="db est une colonne : b est de forme (c_out,), et un gradient a la forme de son paramètre.",
)
def bias_gradient_is_a_column(dZ, X, W, stride, padding):
    dX, dW, db = ref.conv_backward(dZ, X, W, stride, padding)
    return dX, dW, db[:, None]


@conv_backward.mistake(
    en="You divide dW and db by the number of images: the 1/m of the mean is already in dZ.",
    fr="Vous divisez dW et db par le nombre d'images : le 1/m de la moyenne est déjà dans dZ.",
)
def averages_over_the_batch(dZ, X, W, stride, padding):
    dX, dW, db = ref.conv_backward(dZ, X, W, stride, padding)
    return dX, dW / len(X), db / len(X)


@conv_backward.mistake(
    en="dW is that of the first image alone: the batch is summed.",
    fr="dW est celui de la première image seulement : on somme sur le lot.",
)
def weights_of_the_first_image(dZ, X, W, stride, padding):
    dX, _, db = ref.conv_backward(dZ, X, W, stride, padding)
    return dX, ref.conv_backward(dZ[:1], X[:1], W, stride, padding)[1], db


@conv_backward.mistake(
    en="For dW you take the windows of the image without its frame: the forward pass saw the "
    "padded image, and each window stands p pixels further down and to the right.",
    fr="Pour dW, vous prenez les fenêtres dans l'image sans son cadre : à l'aller, c'est l'image "
    "remplie qui a été vue, et chaque fenêtre y est p pixels plus bas et plus à droite.",
)
def weights_without_the_padded_image(dZ, X, W, stride, padding):
    dX, _, db = ref.conv_backward(dZ, X, W, stride, padding)
    dW = np.zeros(W.shape)
    for r, c in np.ndindex(*dZ.shape[2:]):
        top, left = r * stride[0], c * stride[1]
        window = X[:, :, top : top + W.shape[2], left : left + W.shape[3]]
        dW += np.einsum("if,ichw->fchw", dZ[:, :, r, c], window)
    return dX, dW, db


@conv_backward.mistake(
    en="dX still has its frame: the zeros of the frame are no inputs, and dX has the shape of X.",
    fr="dX a encore son cadre : les zéros du cadre ne sont pas des entrées, et dX a la forme de X.",
)
def keeps_the_frame(dZ, X, W, stride, padding):
    _, dW, db = ref.conv_backward(dZ, X, W, stride, padding)
    return framed_gradient(dZ, X, W, stride, padding), dW, db


@conv_backward.mistake(
    en="You cut the frame off below and to the right only: the image begins p rows down and p "
    "columns in.",
    fr="Vous n'enlevez le cadre qu'en bas et à droite : l'image commence p lignes plus bas et p "
    "colonnes plus loin.",
)
def cuts_the_end_alone(dZ, X, W, stride, padding):
    _, dW, db = ref.conv_backward(dZ, X, W, stride, padding)
    return framed_gradient(dZ, X, W, stride, padding)[:, :, : X.shape[2], : X.shape[3]], dW, db


@conv_backward.mistake(
    en="Where there is no padding, dX is empty: a slice `p:-p` with p = 0 takes nothing.",
    fr="Là où il n'y a pas de remplissage, dX est vide : une tranche `p:-p` avec p = 0 ne prend "
    "rien.",
)
def slices_to_minus_zero(dZ, X, W, stride, padding):
    _, dW, db = ref.conv_backward(dZ, X, W, stride, padding)
    p_h, p_w = padding
    return framed_gradient(dZ, X, W, stride, padding)[:, :, p_h:-p_h, p_w:-p_w], dW, db


@conv_backward.mistake(
    en="In dX the kernel is turned by half a turn. A weight sends its gradient back to the pixel "
    "that it was multiplied with; the half turn belongs to another way of writing it, where dZ is "
    "padded and convolved.",
    fr="Dans dX, le noyau est retourné d'un demi-tour. Un poids renvoie son gradient au pixel "
    "qu'il multipliait ; le demi-tour appartient à une autre écriture, où l'on remplit et convole "
    "dZ.",
)
def flips_the_kernel(dZ, X, W, stride, padding):
    _, dW, db = ref.conv_backward(dZ, X, W, stride, padding)
    return ref.conv_backward(dZ, X, W[:, :, ::-1, ::-1], stride, padding)[0], dW, db


@conv_backward.mistake(
    en="On the way back your windows stand one pixel apart: they must stand where they stood on "
    "the way forward, `stride` apart.",
    fr="Au retour, vos fenêtres se suivent à un pixel : elles doivent être là où elles étaient à "
    "l'aller, à `stride` l'une de l'autre.",
)
def moves_by_one(dZ, X, W, stride, padding):
    return ref.conv_backward(dZ, X, W, (1, 1), padding)


@conv_backward.mistake(
    en="The two strides are exchanged: the first is for the rows, the second for the columns.",
    fr="Les deux pas sont échangés : le premier est pour les lignes, le second pour les colonnes.",
)
def swaps_the_strides(dZ, X, W, stride, padding):
    return ref.conv_backward(dZ, X, W, stride[::-1], padding)


@conv_backward.mistake(
    en="dX does not pass through the kernels: it spreads dZ over the window without the weights.",
    fr="dX ne passe pas par les noyaux : vous répartissez dZ sur la fenêtre sans les poids.",
)
def forgets_the_weights(dZ, X, W, stride, padding):
    _, dW, db = ref.conv_backward(dZ, X, W, stride, padding)
    return ref.conv_backward(dZ, X, np.ones_like(W), stride, padding)[0], dW, db


@conv_backward.alternative
def loops(dZ, X, W, stride, padding):
    padded = ref.pad_images(X, padding)
    d_padded, dW, db = np.zeros(padded.shape), np.zeros(W.shape), np.zeros(len(W))
    for i, f, r, c in np.ndindex(dZ.shape):
        dz = dZ[i, f, r, c]
        place = np.s_[
            i,
            :,
            r * stride[0] : r * stride[0] + W.shape[2],
            c * stride[1] : c * stride[1] + W.shape[3],
        ]
        db[f] += dz
        dW[f] += dz * padded[place]
        d_padded[place] += dz * W[f]
    return unframed(d_padded, X, padding), dW, db


@conv_backward.alternative
def images_to_columns(dZ, X, W, stride, padding):
    padded = ref.pad_images(X, padding)
    c_out, c_in, k_h, k_w = W.shape
    m, _, h_out, w_out = dZ.shape
    windows = np.lib.stride_tricks.sliding_window_view(padded, (k_h, k_w), axis=(2, 3))
    windows = windows[:, :, :: stride[0], :: stride[1]][:, :, :h_out, :w_out]
    columns = windows.transpose(1, 4, 5, 0, 2, 3).reshape(c_in * k_h * k_w, -1)
    flat = dZ.transpose(1, 0, 2, 3).reshape(c_out, -1)
    d_columns = (W.reshape(c_out, -1).T @ flat).reshape(c_in, k_h, k_w, m, h_out, w_out)
    d_padded = np.zeros(padded.shape)
    for r, c in np.ndindex(h_out, w_out):
        top, left = r * stride[0], c * stride[1]
        pixels = d_columns[..., r, c].transpose(3, 0, 1, 2)
        d_padded[:, :, top : top + k_h, left : left + k_w] += pixels
    dW = (flat @ columns.T).reshape(W.shape)
    return unframed(d_padded, X, padding), dW, flat.sum(axis=1)


@conv_backward.alternative
def a_convolution_of_the_spread_gradient(dZ, X, W, stride, padding):
    """Pad dZ, with zeros between its entries, and convolve it with the turned kernels."""
    m, c_out, h_out, w_out = dZ.shape
    c_in, k_h, k_w = W.shape[1:]
    padded = ref.pad_images(X, padding)
    spread = np.zeros((m, c_out, padded.shape[2] - k_h + 1, padded.shape[3] - k_w + 1))
    spread[:, :, : h_out * stride[0] : stride[0], : w_out * stride[1] : stride[1]] = dZ
    turned = W.transpose(1, 0, 2, 3)[:, :, ::-1, ::-1]
    d_padded = ref.conv_forward(spread, turned, np.zeros(c_in), (1, 1), (k_h - 1, k_w - 1))
    seen, kernels = padded.transpose(1, 0, 2, 3), spread.transpose(1, 0, 2, 3)
    dW = ref.conv_forward(seen, kernels, np.zeros(c_out), (1, 1), (0, 0)).transpose(1, 0, 2, 3)
    return unframed(d_padded, X, padding), dW, np.einsum("ifhw->f", dZ)
