"""Part B: how far two gradients are from each other (exercise E81)."""

import numpy as np
import tensorflow as tf
from reference.tf import tapes

from autograder import Part

part = Part("gaps")

gradient_gaps = part.question(tapes.gradient_gaps, points=5)


@gradient_gaps.probe
def _(gradient_gaps, by_hand, by_tape):
    one = {name: tf.constant(array) for name, array in by_hand.items()}
    other = {name: tf.constant(array) for name, array in by_tape.items()}
    gaps = gradient_gaps(one, other)
    return {name: np.array(gap) for name, gap in gaps.items()} if type(gaps) is dict else gaps


@gradient_gaps.case(
    "right, of the other sign, not of the same shape",
    visible=True,
    fr="juste, de signe opposé, pas de mêmes dimensions",
)
def _(rng):
    a, b = rng.normal(size=(2, 3)).round(2), rng.normal(size=3).round(2)
    return {"by_hand": {"W": a, "b": b, "c": b}, "by_tape": {"W": a, "b": -b, "c": b[:, None]}}


@gradient_gaps.case(
    "gradients of very different sizes", fr="des gradients d'échelles très diverses"
)
def _(rng):
    def pair(scale, size):
        a = -scale * rng.uniform(0.5, 1, size)
        b = a * rng.uniform(0.3, 0.6, size)
        # The largest entries nearly agree: the gap is that of another.
        largest = np.unravel_index(np.argmax(np.abs(a)), a.shape)
        b[largest] = 0.95 * a[largest]
        return a, b

    pairs = {"large": pair(1e6, (3, 2)), "small": pair(1e-6, 5), "usual": pair(1.0, (2, 2))}
    return {
        "by_hand": {n: p[0] for n, p in pairs.items()},
        "by_tape": {n: p[1] for n, p in pairs.items()},
    }


@gradient_gaps.case("only zeros on one side, or on both", fr="que des zéros d'un côté, ou des deux")
def _(rng):
    a, zeros = rng.normal(size=4), np.zeros(4)
    return {
        "by_hand": {"both": zeros, "hand": zeros, "tape": a},
        "by_tape": {"both": zeros, "hand": a, "tape": zeros},
    }


@gradient_gaps.case(
    "a row and a column of the same numbers", fr="une ligne et une colonne des mêmes nombres"
)
def _(rng):
    b = rng.normal(size=3)
    return {
        "by_hand": {"b": b, "W": rng.normal(size=(2, 2))},
        "by_tape": {"b": b[:, np.newaxis], "W": rng.normal(size=(1, 2))},
    }


@gradient_gaps.case("the largest entry is negative", fr="le plus grand coefficient est négatif")
def _(rng):
    a, b = rng.uniform(1, 2, size=5), rng.uniform(1, 2, size=5)
    a[1], b[1] = -9.0, -7.0
    b[3] = a[3] + 4.0
    return {"by_hand": {"W": a, "V": b}, "by_tape": {"W": b, "V": a}}


def gaps_with(by_hand, by_tape, gap, checks_shapes=True):
    """The gaps, with the slips that the mistakes below are made of."""
    gaps = {}
    for name, a in by_hand.items():
        b = by_tape[name]
        unlike = checks_shapes and a.shape != b.shape
        gaps[name] = np.inf if unlike else float(gap(a.numpy(), b.numpy()))
    return gaps


def largest(*arrays):
    return max(np.abs(array).max() for array in arrays)


def relative(a, b):
    scale = largest(a, b)
    return largest(a - b) / scale if scale else 0.0


@gradient_gaps.mistake(
    en="Your gap is not relative: a difference of 0.1 is much for a gradient of size 1, and "
    "nothing for one of a million.",
    fr="Votre écart n'est pas relatif : une différence de 0,1 est beaucoup pour un gradient de "
    "taille 1, et rien pour un gradient d'un million.",
)
def absolute_gap(by_hand, by_tape):
    return gaps_with(by_hand, by_tape, lambda a, b: largest(a - b))


@gradient_gaps.mistake(
    en="You compare the largest entry of one with the largest entry of the other: gradients that "
    "point elsewhere can have these in common. Compare entry by entry.",
    fr="Vous comparez le plus grand coefficient de l'un au plus grand de l'autre : des gradients "
    "qui pointent ailleurs peuvent l'avoir en commun. Comparez coefficient par coefficient.",
)
def compares_sizes_alone(by_hand, by_tape):
    def gap(a, b):
        scale = largest(a, b)
        return abs(largest(a) - largest(b)) / scale if scale else 0.0

    return gaps_with(by_hand, by_tape, gap)


@gradient_gaps.mistake(
    en="The absolute value of the difference is missing: where b is larger than a, the gap goes "
    "unseen.",
    fr="Il manque la valeur absolue de la différence : là où b dépasse a, l'écart passe inaperçu.",
)
def without_the_absolute_value(by_hand, by_tape):
    def gap(a, b):
        scale = largest(a, b)
        return (a - b).max() / scale if scale else 0.0

    return gaps_with(by_hand, by_tape, gap)


@gradient_gaps.mistake(
    en="You average the differences: one wrong entry among thousands of right ones disappears. "
    "The largest one shows it.",
    fr="Vous faites la moyenne des différences : un coefficient faux parmi des milliers de justes "
    "y disparaît. La plus grande le montre.",
)
def averages_the_differences(by_hand, by_tape):
    def gap(a, b):
        scale = largest(a, b)
        return np.abs(a - b).mean() / scale if scale else 0.0

    return gaps_with(by_hand, by_tape, gap)


@gradient_gaps.mistake(
    en="Each difference is divided by its own entry: the tiniest entries decide, which are all "
    "rounding. Here the largest entry of the gradient is the measure.",
    fr="Chaque différence est divisée par son propre coefficient : ce sont alors les plus petits "
    "qui décident, ceux qui ne sont qu'arrondi. Ici, l'étalon est le plus grand coefficient du "
    "gradient.",
)
def each_entry_by_itself(by_hand, by_tape):
    def gap(a, b):
        scale = np.maximum(np.maximum(np.abs(a), np.abs(b)), 1e-300)
        return np.max(np.abs(a - b) / scale)

    return gaps_with(by_hand, by_tape, gap)


@gradient_gaps.mistake(
    en="You divide by the size of b alone: where the tape gives zeros, the gap is infinite or nan, "
    "and it is another one with a and b exchanged.",
    fr="Vous divisez par la taille de b seul : là où le tape donne des zéros, l'écart est infini "
    "ou nan, et il change quand on échange a et b.",
)
def divides_by_one_of_them(by_hand, by_tape):
    with np.errstate(all="ignore"):
        return gaps_with(by_hand, by_tape, lambda a, b: np.float64(largest(a - b)) / largest(b))


@gradient_gaps.mistake(
    en="Where both gradients hold only zeros you divide 0 by 0 and return nan: two gradients that "
    "are equal have no gap.",
    fr="Quand les deux gradients ne contiennent que des zéros, vous divisez 0 par 0 et renvoyez "
    "nan : deux gradients égaux n'ont aucun écart.",
)
def zero_by_zero(by_hand, by_tape):
    with np.errstate(all="ignore"):
        return gaps_with(by_hand, by_tape, lambda a, b: np.float64(largest(a - b)) / largest(a, b))


@gradient_gaps.mistake(
    en="Shapes are never compared: a row minus a column is a whole matrix, without any error, and "
    "a bias handed in as a column goes unnoticed or looks wrong in every entry.",
    fr="Les dimensions ne sont jamais comparées : une ligne moins une colonne fait toute une "
    "matrice, sans la moindre erreur, et un biais rendu en colonne passe inaperçu ou paraît faux "
    "partout.",
)
def broadcasts_without_a_word(by_hand, by_tape):  # M81.6
    return gaps_with(by_hand, by_tape, relative, checks_shapes=False)


@gradient_gaps.mistake(
    en="You return the largest gap alone: which of the gradients is wrong is what one wants to "
    "know.",
    fr="Vous ne renvoyez que le plus grand écart : or ce qu'on veut savoir, c'est lequel des "
    "gradients est faux.",
)
def one_gap_for_all(by_hand, by_tape):
    return max(gaps_with(by_hand, by_tape, relative).values())


@gradient_gaps.alternative
def with_numpy(by_hand, by_tape):
    return gaps_with(by_hand, by_tape, relative)


@gradient_gaps.alternative
def as_tensors(by_hand, by_tape):
    gaps = {}
    for name in by_hand:
        a, b = by_hand[name], by_tape[name]
        if tuple(a.shape) == tuple(b.shape):
            both = tf.stack([a, b])
            scale = tf.reduce_max(tf.abs(both))
            gaps[name] = tf.norm(tf.reshape(a - b, [-1]), np.inf) / tf.maximum(scale, 1e-300)
        else:
            gaps[name] = tf.constant(np.inf, dtype=tf.float64)
    return gaps


gradient_gaps.equivalent("a - b → b - a", "Its absolute value is taken.")
