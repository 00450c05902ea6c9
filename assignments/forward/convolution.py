"""Part F: a convolutional network, counted on paper (questions Q15, Q16)."""

from autograder import Part

part = Part("convolution")

# --- Q15: from the image to the flat vector ---


def an_image_and_two_kernels(rng):
    choices = [(28, 3, 7), (26, 3, 5), (30, 3, 5), (24, 5, 3), (32, 5, 7), (30, 7, 5), (34, 7, 3)]
    side, first, second = choices[rng.integers(7)]
    channels = int(rng.choice([12, 16, 24]))
    return {"side": side, "first": first, "second": second, "channels": channels}


@part.answer(
    "feature_maps",
    points=2,
    variant=an_image_and_two_kernels,
    texts={
        "en": "An image of {side} × {side} goes through a convolution with kernels of {first} × "
        "{first}, a pooling 2 × 2, a convolution with kernels of {second} × {second} and "
        "{channels} channels, and another pooling 2 × 2. Put in `feature_maps` a dictionary "
        "with the keys `sides`, a list of four `int`, the side of the image after each of the "
        "four, and `flat`, how many numbers there are in the end.",
        "fr": "Une image de {side} × {side} traverse une convolution à noyaux {first} × {first}, "
        "un pooling 2 × 2, une convolution à noyaux {second} × {second} et {channels} canaux, puis "
        "un second pooling 2 × 2. Mettez dans `feature_maps` un dictionnaire dont les clés sont "
        "`sides`, une liste de quatre `int`, le côté de l'image après chacune des quatre étapes, "
        "et `flat`, combien de nombres il y a à la fin.",
    },
)
def feature_maps(side, first, second, channels):
    a = side - first + 1
    b = a // 2
    c = b - second + 1
    d = c // 2
    return {"sides": [a, b, c, d], "flat": channels * d * d}


def maps(side, first, second, channels, convolved, pooled=lambda n: n // 2):
    a = convolved(side, first)
    b = pooled(a)
    c = convolved(b, second)
    d = pooled(c)
    return {"sides": [a, b, c, d], "flat": channels * d * d}


def valid(n, k):
    return n - k + 1


@feature_maps.mistake(
    en="Your convolutions keep the size of the image: they would need padding, and there is none.",
    fr="Vos convolutions conservent la taille de l'image : il faudrait du remplissage (padding), "
    "et il n'y en a pas.",
)
def pads_the_image(side, first, second, channels):  # Q15
    return maps(side, first, second, channels, lambda n, k: n)


@feature_maps.mistake(
    en="You are one short at each convolution: a kernel as large as the image still has one place.",
    fr="Il vous manque 1 à chaque convolution : un noyau aussi grand que l'image a encore une "
    "place.",
)
def forgets_the_last_place(side, first, second, channels):  # M83.3
    return maps(side, first, second, channels, lambda n, k: n - k)


@feature_maps.mistake(
    en="Your poolings take one off the side: their windows do not overlap, so they halve it.",
    fr="Vos poolings enlèvent 1 au côté : leurs fenêtres ne se recouvrent pas, ils le divisent "
    "donc par deux.",
)
def pools_at_every_place(side, first, second, channels):  # Q15
    return maps(side, first, second, channels, valid, lambda n: n - 1)


@feature_maps.mistake(
    en="The channels are missing in the flat vector: there is one image for each.",
    fr="Il manque les canaux dans le vecteur aplati : il y a une image pour chacun.",
)
def forgets_the_channels(side, first, second, channels):  # M83.2
    answer = feature_maps.solution(side, first, second, channels)
    return {**answer, "flat": answer["sides"][-1] ** 2}


@feature_maps.mistake(
    en="You multiply by the kernel's entries as well: they are weights, and not among the numbers "
    "that come out.",
    fr="Vous multipliez aussi par les coefficients du noyau : ce sont des poids, ils ne font pas "
    "partie des nombres qui sortent.",
)
def counts_the_kernel_too(side, first, second, channels):  # Q15
    answer = feature_maps.solution(side, first, second, channels)
    return {**answer, "flat": answer["flat"] * second**2}


@feature_maps.mistake(
    en="Your flat vector has one side of the image instead of both.",
    fr="Votre vecteur aplati ne compte qu'un côté de l'image, au lieu des deux.",
)
def forgets_to_square(side, first, second, channels):  # not in the catalogue
    answer = feature_maps.solution(side, first, second, channels)
    return {**answer, "flat": channels * answer["sides"][-1]}


@feature_maps.alternative
def as_a_tuple(side, first, second, channels):
    answer = feature_maps.solution(side, first, second, channels)
    return {"flat": float(answer["flat"]), "sides": tuple(answer["sides"])}


feature_maps.equivalent("a // 2 → a / 2", "The side is even, and a whole float will do.")

# --- Q16: its parameters ---


def a_small_network(rng):
    first, second = (int(n) for n in rng.permutation([8, 10, 12, 16, 20])[:2])
    flat = 16 * second
    return {
        "first": first,
        "second": second,
        "k": int(rng.choice([3, 5, 7])),
        "flat": flat,
        "hidden": int(rng.choice([30, 40, 50, 60])),
    }


@part.answer(
    "cnn_parameters",
    points=2,
    variant=a_small_network,
    texts={
        "en": "A network for grey images (1 channel): `conv1`, {first} kernels of {k} × {k}; a "
        "pooling; `conv2`, {second} kernels of {k} × {k}; a pooling; the {flat} numbers that are "
        "left feed a dense layer `fc1` of {hidden} neurons, and this one a dense layer `fc2` of "
        "10. All have biases. Put in `cnn_parameters` a dictionary with the keys `conv1`, `conv2`, "
        "`pools` (the two poolings together), `fc1` and `fc2`, and the number of parameters of "
        "each.",
        "fr": "Un réseau pour images grises (1 canal) : `conv1`, {first} noyaux {k} × {k} ; un "
        "pooling ; `conv2`, {second} noyaux {k} × {k} ; un pooling ; les {flat} nombres qui "
        "restent alimentent une couche dense `fc1` de {hidden} neurones, et celle-ci une couche "
        "dense `fc2` de 10. Toutes ont des biais. Mettez dans `cnn_parameters` un dictionnaire "
        "dont les clés sont `conv1`, `conv2`, `pools` (les deux poolings ensemble), `fc1` et "
        "`fc2`, avec le nombre de paramètres de chacune.",
    },
)
def cnn_parameters(first, second, k, flat, hidden):
    return {
        "conv1": first * (k * k + 1),
        "conv2": second * (first * k * k + 1),
        "pools": 0,
        "fc1": hidden * (flat + 1),
        "fc2": 10 * (hidden + 1),
    }


@cnn_parameters.mistake(
    en="The biases are missing: one for each kernel, and one for each neuron.",
    fr="Il manque les biais : un par noyau, et un par neurone.",
)
def counts_no_bias(first, second, k, flat, hidden):  # Q16, M83.1
    return {
        "conv1": first * k * k,
        "conv2": second * first * k * k,
        "pools": 0,
        "fc1": hidden * flat,
        "fc2": 10 * hidden,
    }


@cnn_parameters.mistake(
    en="The kernels of `conv2` look at one channel only: each has a slice for every channel that "
    "`conv1` gives.",
    fr="Les noyaux de `conv2` ne regardent qu'un canal : chacun a une tranche pour chaque canal "
    "que donne `conv1`.",
)
def ignores_the_channels(first, second, k, flat, hidden):  # M83.2
    answer = cnn_parameters.solution(first, second, k, flat, hidden)
    return {**answer, "conv2": second * (k * k + 1)}


@cnn_parameters.mistake(
    en="You give parameters to the poolings: taking the largest of four numbers has nothing to "
    "learn.",
    fr="Vous donnez des paramètres aux poolings : prendre le plus grand de quatre nombres ne "
    "s'apprend pas.",
)
def counts_the_poolings(first, second, k, flat, hidden):  # Q16, M83.5
    return {**cnn_parameters.solution(first, second, k, flat, hidden), "pools": 8}


@cnn_parameters.mistake(
    en="You give `conv2` a bias for each slice of a kernel: the slices are summed, and one bias is "
    "added.",
    fr="Vous donnez à `conv2` un biais par tranche de noyau : on additionne les tranches, puis on "
    "ajoute un seul biais.",
)
def a_bias_for_each_slice(first, second, k, flat, hidden):  # not in the catalogue
    answer = cnn_parameters.solution(first, second, k, flat, hidden)
    return {**answer, "conv2": second * first * (k * k + 1)}


@cnn_parameters.mistake(
    en="Your dense layers have one bias each: every neuron has its own.",
    fr="Vos couches denses ont chacune un seul biais : chaque neurone a le sien.",
)
def one_bias_for_each_dense_layer(first, second, k, flat, hidden):  # M27.6
    answer = cnn_parameters.solution(first, second, k, flat, hidden)
    return {**answer, "fc1": hidden * flat + 1, "fc2": 10 * hidden + 1}


@cnn_parameters.mistake(
    en="Your kernels have k numbers where they have k × k.",
    fr="Vos noyaux ont k nombres, alors qu'ils en ont k × k.",
)
def forgets_to_square_the_kernel(first, second, k, flat, hidden):  # not in the catalogue
    answer = cnn_parameters.solution(first, second, k, flat, hidden)
    return {**answer, "conv1": first * (k + 1), "conv2": second * (first * k + 1)}


@cnn_parameters.alternative
def in_another_order(first, second, k, flat, hidden):
    return dict(reversed(cnn_parameters.solution(first, second, k, flat, hidden).items()))
