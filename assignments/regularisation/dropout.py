"""Part E: dropout, judged by what it does to the activities (exercise E66)."""

import numpy as np
from reference import dropout as ref

from autograder import Part, Seed, Tolerance

from .masks import call_often, mask_bounds, mask_facts

part = Part("dropout")

TOLERANCE = Tolerance(rtol=0.0, atol=0.06)
"""For the visible checks and the known mistakes; hidden cases are judged by bounds.

Every case draws 10,000 numbers or more, so that the standard error of the difference of two shares
is below 0.007.
"""

# --- E66: forward ---

dropout_forward = part.question(ref.dropout_forward, points=10, tolerance=TOLERANCE)


dropout_forward.probe(call_often)
dropout_forward.summary(mask_facts)
dropout_forward.bounds(mask_bounds)


def activities(rng, n, m, keep_prob, train=True):
    A = rng.choice([-1.0, 1.0], size=(n, m)) * rng.uniform(0.5, 2, size=(n, m))
    return {"A": A, "keep_prob": keep_prob, "rng": Seed.draw(rng), "train": train}


GIVEN = np.array([[1.0, -2.0, 0.5], [3.0, 0.25, -1.0], [2.0, 1.5, -4.0], [0.5, 1.0, 2.0]])


@dropout_forward.case("training, 8 of 10 are kept", visible=True, fr="entraînement, 8 sur 10")
def _(rng):
    return {**activities(rng, 4, 3, 0.8), "A": GIVEN}


@dropout_forward.case("test", visible=True, fr="test")
def _(rng):
    return {**activities(rng, 4, 3, 0.8, train=False), "A": GIVEN}


@dropout_forward.case("nine of ten are kept", fr="neuf sur dix sont gardées")
def _(rng):
    return activities(rng, 3, 4, 0.9)


@dropout_forward.case("one of four is kept", fr="une sur quatre est gardée")
def _(rng):
    return activities(rng, 2, 7, 0.25)


@dropout_forward.case("at test time", fr="au moment du test")
def _(rng):
    return activities(rng, 3, 5, 0.7, train=False)


@dropout_forward.case("all are kept", fr="toutes sont gardées")
def _(rng):
    return activities(rng, 5, 3, 1.0)


@dropout_forward.case("none is kept", fr="aucune n'est gardée")
def _(rng):
    return activities(rng, 5, 2, 0.0)


def dropped(A, keep_prob, rng, train, shape=None, share=None, factor=None):
    """Inverted dropout with something of its own: mask, share of ones, or factor."""
    if not train:
        return A.copy(), np.ones(A.shape)
    M = rng.random(A.shape if shape is None else shape) < (keep_prob if share is None else share)
    M = np.broadcast_to(M.astype(float), A.shape).copy()
    usual = 1 / keep_prob if keep_prob > 0 else 0.0
    return (usual if factor is None else factor) * M * A, M


def inverse(p):
    return 1 / p if p > 0 else 0.0


@dropout_forward.convention(
    "dropout-scaling",
    "at-test",
    instead_of="in-training",
    en="That is how dropout was first published. Here the scaling is done in training, so that at "
    "test time the network is used as it is.",
    fr="C'est ainsi que le dropout a d'abord été publié. Ici, la mise à l'échelle se fait à "
    "l'entraînement, si bien qu'au test le réseau sert tel quel.",
)
def scales_at_test_time(A, keep_prob, rng, train):  # M66.1 and M66.5 together
    return dropped(A, keep_prob, rng, train, factor=1.0) if train else (keep_prob * A, 1 + 0 * A)


@dropout_forward.mistake(
    en="You do not scale: with fewer activities, the sums of the next layer are smaller in "
    "training than at test time, and it meets inputs that it was not trained for.",
    fr="Vous ne mettez pas à l'échelle : avec moins d'activités, les sommes de la couche suivante "
    "sont plus petites à l'entraînement qu'au test, et elle reçoit des entrées pour lesquelles "
    "elle n'a pas été entraînée.",
)
def does_not_scale(A, keep_prob, rng, train):  # M66.1
    return dropped(A, keep_prob, rng, train, factor=1.0)


@dropout_forward.mistake(
    en="You divide by the share that is dropped. To keep the mean, divide by the share that is "
    "left.",
    fr="Vous divisez par la part qui est supprimée. Pour conserver la moyenne, divisez par la part "
    "qui reste.",
)
def divides_by_the_dropped_share(A, keep_prob, rng, train):  # M66.2
    return dropped(A, keep_prob, rng, train, factor=inverse(1 - keep_prob))


@dropout_forward.mistake(
    en="You take keep_prob for the probability to drop an activity: it is the one to keep it.",
    fr="Vous prenez keep_prob pour la probabilité de supprimer une activité : c'est celle de la "
    "garder.",
)
def takes_keep_for_drop(A, keep_prob, rng, train):  # M66.3
    drop = 1 - keep_prob
    return dropped(A, keep_prob, rng, train, share=drop, factor=inverse(drop))


@dropout_forward.mistake(
    en="Your mask is the wrong way round: what should be kept with probability keep_prob is "
    "dropped with it. Your scaling is right, so the mean is not.",
    fr="Votre masque est à l'envers : ce qui devait être gardé avec la probabilité keep_prob est "
    "supprimé avec elle. Votre mise à l'échelle est juste, la moyenne ne l'est donc pas.",
)
def turns_the_mask_round(A, keep_prob, rng, train):  # M66.3, the mask alone
    return dropped(A, keep_prob, rng, train, share=1 - keep_prob)


@dropout_forward.mistake(
    en="You drop at test time too: two answers to one and the same question would differ by "
    "chance. Look at `train`.",
    fr="Vous supprimez aussi au moment du test : deux réponses à une même question différeraient "
    "par hasard. Regardez `train`.",
)
def drops_at_test_time(A, keep_prob, rng, train):  # M66.4
    return ref.dropout_forward(A, keep_prob, rng, True)


@dropout_forward.mistake(
    en="You scale twice: by 1 / keep_prob in training, and by keep_prob at test time. Either one "
    "is enough to keep the mean.",
    fr="Vous mettez deux fois à l'échelle : par 1 / keep_prob à l'entraînement, et par keep_prob "
    "au test. Une seule suffit à conserver la moyenne.",
)
def scales_twice(A, keep_prob, rng, train):  # M66.5
    out, M = ref.dropout_forward(A, keep_prob, rng, train)
    return (out if train else keep_prob * out), M


@dropout_forward.mistake(
    en="All the neurons of an instance share one fate: you draw one number for each column. Every "
    "activity needs its own.",
    fr="Tous les neurones d'une instance partagent le même sort : vous tirez un nombre par "
    "colonne. Chaque activité a besoin du sien.",
)
def one_fate_for_each_column(A, keep_prob, rng, train):  # M66.7
    return dropped(A, keep_prob, rng, train, shape=(1, A.shape[1]))


@dropout_forward.mistake(
    en="A neuron is dropped for all the instances at once: you draw one number for each row. Every "
    "activity needs its own.",
    fr="Un neurone est supprimé pour toutes les instances à la fois : vous tirez un nombre par "
    "ligne. Chaque activité a besoin du sien.",
)
def one_fate_for_each_row(A, keep_prob, rng, train):  # M66.7
    return dropped(A, keep_prob, rng, train, shape=(A.shape[0], 1))


@dropout_forward.mistake(
    en="Every call has the same mask: you make a generator of your own with a fixed seed, and rng "
    "is never used. The same neurons would be off in all of the training.",
    fr="Tous les appels ont le même masque : vous créez votre propre générateur avec une graine "
    "fixe, et rng ne sert jamais. Les mêmes neurones seraient éteints pendant tout l'entraînement.",
)
def same_mask_every_time(A, keep_prob, rng, train):  # M66.10
    return ref.dropout_forward(A, keep_prob, np.random.default_rng(0), train)


@dropout_forward.mistake(
    en="Your mask does not come from rng: run twice with the same seed, your training could not be "
    "repeated.",
    fr="Votre masque ne vient pas de rng : relancé avec la même graine, votre entraînement ne "
    "pourrait pas être reproduit.",
)
def masks_from_another_generator(A, keep_prob, rng, train):  # M66.10, the other way round
    return ref.dropout_forward(A, keep_prob, np.random.default_rng(), train)


@dropout_forward.mistake(
    en="Every mask keeps exactly the same number of activities: you shuffle a fixed number of "
    "ones. Here each activity is kept or dropped by itself, so that their number varies.",
    fr="Chaque masque garde exactement le même nombre d'activités : vous mélangez un nombre fixe "
    "de uns. Ici, chaque activité est gardée ou supprimée pour elle-même, et leur nombre varie.",
)
def drops_a_fixed_number(A, keep_prob, rng, train):  # M66.11
    if not train:
        return A.copy(), np.ones(A.shape)
    M = (np.arange(A.size) < round(keep_prob * A.size)).astype(float)
    M = rng.permutation(M).reshape(A.shape)
    return inverse(keep_prob) * M * A, M


@dropout_forward.mistake(
    en="With keep_prob = 0 you divide 0 by 0, and return nan. All the activities are dropped "
    "there, so that the result is 0.",
    fr="Avec keep_prob = 0, vous divisez 0 par 0 et renvoyez nan. Toutes les activités sont alors "
    "supprimées : le résultat vaut 0.",
)
def divides_by_zero(A, keep_prob, rng, train):  # M66.13
    if not train:
        return A.copy(), np.ones(A.shape)
    M = (rng.random(A.shape) < keep_prob).astype(float)
    return M * A / keep_prob, M


@dropout_forward.mistake(
    en="You write into the A that you were given: the backward pass still needs the activities as "
    "they were.",
    fr="Vous écrivez dans le A reçu : le retour a encore besoin des activités telles qu'elles "
    "étaient.",
)
def writes_into_the_activities(A, keep_prob, rng, train):  # M66.14
    out, M = ref.dropout_forward(A, keep_prob, rng, train)
    A[:] = out
    return A, M


@dropout_forward.mistake(
    en="The mask that you return is already divided by keep_prob. It is asked for as zeros and "
    "ones; the backward pass divides by itself.",
    fr="Le masque que vous renvoyez est déjà divisé par keep_prob. On le demande fait de zéros et "
    "de uns ; le retour fait sa propre division.",
)
def returns_a_scaled_mask(A, keep_prob, rng, train):  # not in the catalogue
    out, M = ref.dropout_forward(A, keep_prob, rng, train)
    return out, M * inverse(keep_prob) if train else M


@dropout_forward.mistake(
    en="You return another mask than the one that you applied: you draw twice.",
    fr="Vous renvoyez un autre masque que celui que vous avez appliqué : vous tirez deux fois.",
)
def returns_another_mask(A, keep_prob, rng, train):  # M66.6 already in the forward pass
    out, _ = ref.dropout_forward(A, keep_prob, rng, train)
    return out, ref.dropout_forward(A, keep_prob, rng, train)[1]


@dropout_forward.alternative
def with_a_binomial(A, keep_prob, rng, train):
    M = rng.binomial(1, keep_prob if train else 1.0, size=A.shape)
    return (A * M / keep_prob if train and keep_prob else A * M), M


@dropout_forward.alternative
def with_a_boolean_mask(A, keep_prob, rng, train):
    M = rng.random(A.shape) > 1 - keep_prob if train else np.full(A.shape, True)
    return np.where(M, A / keep_prob if train and keep_prob > 0 else A, 0.0), M


@dropout_forward.alternative
def drawn_neuron_by_neuron(A, keep_prob, rng, train):
    if not train:
        return A, np.ones_like(A)
    M = np.array([rng.random(A.shape[1]) < keep_prob for _ in A]).astype(int)
    return A * M / max(keep_prob, 1e-300), M


dropout_forward.equivalent("A.copy() → A", "Nothing is written into the result.")
dropout_forward.equivalent(
    "(rng.random(A.shape) < keep_prob).astype(float) → rng.random(A.shape) < keep_prob",
    "`False` and `True` are zeros and ones.",
)
dropout_forward.equivalent(
    "rng.random(A.shape) < keep_prob → rng.random(A.shape) <= keep_prob",
    "A random number of 53 bits is one given number with a probability of 2^-53.",
)
dropout_forward.equivalent(
    "1 / keep_prob if keep_prob > 0 else 0.0 → 1 / keep_prob if keep_prob > 0 else 1.0",
    "Where keep_prob is 0, the mask is.",
)
