"""Part F, continued: mirror images (exercise E68)."""

import numpy as np
from reference import augmentation as ref

from autograder import Part, Seed, Tolerance, chance

part = Part("pictures")

# --- E68: mirror images ---

# The standard error of the difference of two shares of 2,000 is below 0.016, 6 times less.
augment_flip = part.question(ref.augment_flip, points=4, tolerance=Tolerance(rtol=0.0, atol=0.1))


@augment_flip.probe
def _(function, images, rng):
    # The same images twenty times over, so that the shares can be measured.
    seed = int(rng.integers(2**32))
    images = np.tile(images, 20)
    given = images.copy()
    one, other = np.random.default_rng(seed), np.random.default_rng(seed)
    return {
        "forty calls": [function(given.copy(), one) for _ in range(40)],
        "same seed": function(given, other),
        "images after": given,
    }


@augment_flip.summary
def _(output, images, rng):
    # Every case has 100 images or more: two calls of a right answer mirror the same ones with a
    # probability of 2^-100.
    images = np.tile(images, 20)
    calls = np.array(output["forty calls"])
    shape = list(calls.shape[1:])
    if calls.shape[1:] != images.shape:
        calls = np.zeros((40, *images.shape))
    plain = np.all(calls == images, axis=(1, 2))
    mirrored = np.all(calls == images[:, ::-1], axis=(1, 2))
    upside_down = np.all(calls == images[::-1], axis=(1, 2))
    frozen = bool(np.all(mirrored == mirrored[0]))
    pairs = images.shape[2] // 2 * 2
    alike = np.mean(mirrored[:, :pairs:2] == mirrored[:, 1:pairs:2])
    return {
        "shape": shape,
        "every image is itself or its mirror image": bool(np.all(plain | mirrored)),
        "some images are upside down": bool(np.any(upside_down)),
        "all images are mirrored": bool(np.all(mirrored)),
        "some images are mirrored": bool(np.any(mirrored)),
        "all calls mirror the same images": frozen,
        # Where one draw serves for forty calls, its shares say nothing.
        "share of mirror images": 0.0 if frozen else float(np.mean(mirrored)),
        "share of neighbours with one fate": 0.0 if frozen else float(alike),
        "the same seed gives the same images": bool(np.array_equal(calls[0], output["same seed"])),
        "images are left as they were": bool(np.array_equal(output["images after"], images)),
    }


@augment_flip.bounds
def _(images, rng):
    m = 20 * images.shape[2]
    return {
        "share of mirror images": chance.rate(40 * m, 0.5),
        "share of neighbours with one fate": chance.rate(40 * (m // 2), 0.5),
    }


def images(rng, h, w, m):
    return {"images": rng.uniform(size=(h, w, m)).round(4), "rng": Seed.draw(rng)}


@augment_flip.case("five images of 2 by 3", visible=True, fr="cinq images de 2 sur 3")
def _(rng):
    return {"images": np.arange(30.0).reshape(2, 3, 5), "rng": Seed.draw(rng)}


@augment_flip.case("images wider than tall", fr="des images plus larges que hautes")
def _(rng):
    return images(rng, 3, 4, 5)


@augment_flip.case("images taller than wide", fr="des images plus hautes que larges")
def _(rng):
    return images(rng, 5, 2, 7)


@augment_flip.case("square images", fr="des images carrées")
def _(rng):
    return images(rng, 3, 3, 8)


def flipped(images, rng, axis=1, size=None):
    coins = rng.random(images.shape[2] if size is None else size) < 0.5
    return np.where(coins, np.flip(images, axis), images)


@augment_flip.mistake(
    en="Your images are turned upside down: the rows are the first axis, and it is the columns "
    "whose order is reversed in a mirror.",
    fr="Vos images ont la tête en bas : les lignes sont le premier axe, et dans un miroir c'est "
    "l'ordre des colonnes qui s'inverse.",
)
def turns_upside_down(images, rng):  # not in the catalogue
    return flipped(images, rng, axis=0)


@augment_flip.mistake(
    en="You reverse the order of the images, which no longer fit to their labels: the last axis "
    "counts the instances.",
    fr="Vous inversez l'ordre des images, qui ne correspondent plus à leurs étiquettes : le "
    "dernier axe compte les instances.",
)
def reverses_the_instances(images, rng):  # not in the catalogue
    return images[:, :, ::-1].copy()


@augment_flip.mistake(
    en="You draw once for all the images: either all are mirrored or none is. Draw for each.",
    fr="Vous tirez une fois pour toutes les images : ou bien toutes sont retournées, ou bien "
    "aucune. Tirez pour chacune.",
)
def one_coin_for_all(images, rng):  # not in the catalogue
    return flipped(images, rng, size=1)


@augment_flip.mistake(
    en="You mirror every image, always: the network sees as few different pictures as before.",
    fr="Vous retournez toutes les images, toujours : le réseau ne voit pas plus d'images "
    "différentes qu'avant.",
)
def mirrors_every_image(images, rng):  # not in the catalogue
    return images[:, ::-1].copy()


@augment_flip.mistake(
    en="No image is mirrored: you return them as they are.",
    fr="Aucune image n'est retournée : vous les renvoyez telles quelles.",
)
def mirrors_none(images, rng):  # not in the catalogue
    return images.copy()


@augment_flip.mistake(
    en="The same images are mirrored at every call: you make a generator of your own with a fixed "
    "seed. At each epoch it should be others.",
    fr="À chaque appel, ce sont les mêmes images qui sont retournées : vous créez votre propre "
    "générateur avec une graine fixe. À chaque époque, il en faudrait d'autres.",
)
def same_coins_every_epoch(images, rng):  # M68.2
    return ref.augment_flip(images, np.random.default_rng(0))


@augment_flip.mistake(
    en="You return twice as many images, the mirror images beside the others. Here each image is "
    "replaced, or stays, so that their number and order remain.",
    fr="Vous renvoyez deux fois plus d'images, les images miroir à côté des autres. Ici, chaque "
    "image est remplacée ou reste : leur nombre et leur ordre ne changent pas.",
)
def adds_the_mirror_images(images, rng):  # not in the catalogue
    return np.concatenate([images, images[:, ::-1]], axis=2)


@augment_flip.mistake(
    en="You write into the images that you were given: at the next epoch a mirror image is "
    "mirrored again.",
    fr="Vous écrivez dans les images reçues : à l'époque suivante, une image miroir est retournée "
    "de nouveau.",
)
def writes_into_the_images(images, rng):  # not in the catalogue
    images[:] = ref.augment_flip(images, rng)
    return images


@augment_flip.alternative
def image_by_image(images, rng):
    flips = [np.fliplr(image) if rng.random() < 0.5 else image for image in images.T.swapaxes(1, 2)]
    return np.stack(flips, axis=2)


@augment_flip.alternative
def by_chosen_indices(images, rng):
    chosen = np.flatnonzero(rng.integers(2, size=images.shape[2]))
    new = images.copy()
    new[:, :, chosen] = images[:, ::-1, chosen]
    return new


augment_flip.equivalent(
    "rng.random(images.shape[2]) < 0.5 → rng.random(images.shape[2]) <= 0.5",
    "A random number of 53 bits is one half with a probability of 2^-53.",
)
augment_flip.equivalent(
    "rng.random(images.shape[2]) < 0.5 → rng.random(images.shape[2]) >= 0.5",
    "Both sides of the coin are as likely.",
)
augment_flip.equivalent(
    "np.where(mirrored, images[:, ::-1], images) → np.where(mirrored, images, images[:, ::-1])",
    "Both sides of the coin are as likely.",
)
