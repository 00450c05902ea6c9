"""Part A: how large, and how many parameters (exercise E83)."""

from reference import convolution as ref

from autograder import Part

part = Part("sizes")

# --- conv_out ---

conv_out = part.question(ref.conv_out, points=4)


def sides(n, k, stride, padding):
    return lambda rng: {"n": n, "k": k, "stride": stride, "padding": padding}


def add(name, fr, *numbers, visible=False):
    conv_out.case(name, visible=visible, fr=fr)(sides(*numbers))


add("MNIST, a kernel of 5", "MNIST, un noyau de 5", 28, 5, 1, 0, visible=True)
add("steps of 2 with a frame", "des pas de 2 avec un cadre", 9, 3, 2, 1, visible=True)
add("one step at a time", "un pas à la fois", 13, 4, 1, 0)
add("a rest at the end", "un reste à la fin", 12, 3, 2, 0)
add("steps that fit exactly", "des pas qui tombent juste", 17, 5, 3, 0)
add("a frame that keeps the size", "un cadre qui conserve la taille", 11, 5, 1, 2)
add("a frame, and a rest", "un cadre, et un reste", 10, 4, 3, 2)
add("a window as large as the image", "une fenêtre aussi grande que l'image", 7, 7, 2, 0)
add("a stride larger than the window", "un pas plus grand que la fenêtre", 19, 2, 4, 0)


@conv_out.mistake(
    en="You are one place short: a window as large as the image still has one place, not none.",
    fr="Il vous manque une place : une fenêtre aussi grande que l'image en a encore une, et non "
    "zéro.",
)
def forgets_the_first_place(n, k, stride, padding):  # M83.3
    return (n + 2 * padding - k) // stride


@conv_out.mistake(
    en="You round up. A window that would reach over the end of the image has no place: the rest "
    "is left out.",
    fr="Vous arrondissez vers le haut. Une fenêtre qui dépasserait le bord de l'image n'a pas de "
    "place : le reste est laissé de côté.",
)
def rounds_up(n, k, stride, padding):  # M83.4
    return -(-(n + 2 * padding - k) // stride) + 1


@conv_out.mistake(
    en="The padding counts once in your formula: there are zeros at both ends.",
    fr="Le remplissage ne compte qu'une fois dans votre formule : il y a des zéros aux deux bouts.",
)
def pads_one_end(n, k, stride, padding):
    return (n + padding - k) // stride + 1


@conv_out.mistake(
    en="The padding is missing: it makes the image longer before the window is placed.",
    fr="Il manque le remplissage : il allonge l'image avant qu'on y place la fenêtre.",
)
def forgets_the_padding(n, k, stride, padding):
    return (n - k) // stride + 1


@conv_out.mistake(
    en="The stride is missing: with steps of s, only one place in s is kept.",
    fr="Il manque le pas : avec des pas de s, on ne garde qu'une place sur s.",
)
def forgets_the_stride(n, k, stride, padding):
    return n + 2 * padding - k + 1


@conv_out.mistake(
    en="You add 1 before you divide by the stride. The first place costs no step: it is counted "
    "beside the steps.",
    fr="Vous ajoutez 1 avant de diviser par le pas. La première place ne coûte aucun pas : elle "
    "se compte à part.",
)
def counts_the_first_place_as_a_step(n, k, stride, padding):
    return (n + 2 * padding - k + 1) // stride


@conv_out.mistake(
    en="You divide the side by the stride: the window itself takes k of the pixels.",
    fr="Vous divisez le côté par le pas : la fenêtre elle-même occupe k des pixels.",
)
def forgets_the_window(n, k, stride, padding):
    return (n + 2 * padding) // stride


@conv_out.alternative
def by_counting(n, k, stride, padding):
    return len(range(0, n + 2 * padding - k + 1, stride))


@conv_out.alternative
def with_a_floor(n, k, stride, padding):
    return int((n + 2 * padding - k) / stride) + 1


# --- conv_parameters ---

conv_parameters = part.question(ref.conv_parameters, points=3)


def kernels(c_in, c_out, k_h, k_w, **bias):
    return lambda rng: {"c_in": c_in, "c_out": c_out, "k_h": k_h, "k_w": k_w, **bias}


def add_kernels(name, fr, *numbers, visible=False, **bias):
    conv_parameters.case(name, visible=visible, fr=fr)(kernels(*numbers, **bias))


add_kernels("grey images", "images grises", 1, 10, 5, 5, visible=True)
add_kernels("no bias", "sans biais", 3, 4, 3, 3, bias=False, visible=True)
add_kernels("many channels", "beaucoup de canaux", 10, 20, 5, 5, bias=True)
add_kernels("biases by default", "des biais par défaut", 6, 5, 3, 3)
add_kernels("kernels that are not square", "des noyaux non carrés", 6, 7, 3, 5, bias=True)
add_kernels("one column, no bias", "une colonne, sans biais", 5, 8, 3, 1, bias=False)
add_kernels("kernels of one pixel", "noyaux d'un seul pixel", 16, 9, 1, 1, bias=True)


@conv_parameters.mistake(
    en="The biases are missing: there is one for each kernel.",
    fr="Il manque les biais : il y en a un par noyau.",
)
def counts_no_bias(c_in, c_out, k_h, k_w, bias=True):  # M83.1
    return c_out * c_in * k_h * k_w


@conv_parameters.mistake(
    en="Your kernels look at one channel: each has a slice for every channel that enters.",
    fr="Vos noyaux ne regardent qu'un canal : chacun a une tranche par canal d'entrée.",
)
def ignores_the_channels(c_in, c_out, k_h, k_w, bias=True):  # M83.2
    return c_out * (k_h * k_w + bias)


@conv_parameters.mistake(
    en="You count a bias for each slice of a kernel. The slices are summed, and one bias is added.",
    fr="Vous comptez un biais par tranche de noyau. On additionne les tranches, puis on ajoute un "
    "seul biais.",
)
def a_bias_for_each_slice(c_in, c_out, k_h, k_w, bias=True):
    return c_out * c_in * (k_h * k_w + bias)


@conv_parameters.mistake(
    en="You count one bias for the whole layer: each kernel has its own.",
    fr="Vous comptez un seul biais pour toute la couche : chaque noyau a le sien.",
)
def one_bias_for_the_layer(c_in, c_out, k_h, k_w, bias=True):
    return c_out * c_in * k_h * k_w + bias


@conv_parameters.mistake(
    en="You take the kernels for square: their width is not their height.",
    fr="Vous prenez les noyaux pour des carrés : leur largeur n'est pas leur hauteur.",
)
def takes_the_width_from_the_height(c_in, c_out, k_h, k_w, bias=True):
    return c_out * (c_in * k_h * k_h + bias)


@conv_parameters.mistake(
    en="You add the biases without looking at the argument `bias`.",
    fr="Vous ajoutez les biais sans regarder l'argument `bias`.",
)
def always_counts_a_bias(c_in, c_out, k_h, k_w, bias=True):
    return c_out * (c_in * k_h * k_w + 1)


@conv_parameters.alternative
def in_one_line(c_in, c_out, k_h, k_w, bias=True):
    return c_out * (c_in * k_h * k_w + bool(bias))
