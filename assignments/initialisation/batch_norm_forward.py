"""Part E: batch normalisation, in training and at test time (exercise E67)."""

import numpy as np
from reference import batch_norm as ref

from autograder import Part

from .normalize import batch

part = Part("batch_norm_forward")

batchnorm_forward = part.question(ref.batchnorm_forward, points=8, needs=("normalize_batch",))


def layer(rng, n, m, train, momentum=0.1, eps=1e-3, first=False, decimals=16):
    """A call in the middle of training: γ is not 1, β is not 0, and something is remembered."""
    running = {
        "mean": rng.normal(size=(n, 1)).round(decimals),
        "var": rng.uniform(0.5, 4.0, size=(n, 1)).round(decimals),
    }
    return {
        "Z": batch(rng, n, m, decimals),
        "gamma": rng.uniform(0.3, 2.0, size=(n, 1)).round(decimals),
        "beta": rng.uniform(0.5, 2.0, size=(n, 1)).round(decimals),
        "running": None if first else running,
        "eps": eps,
        "momentum": momentum,
        "train": train,
    }


@batchnorm_forward.case("training", visible=True, fr="à l'entraînement")
def _(rng):
    return layer(rng, 2, 3, train=True, decimals=1)


@batchnorm_forward.case("the first mini-batch", visible=True, fr="le premier mini-lot")
def _(rng):
    return layer(rng, 2, 3, train=True, first=True, decimals=1)


@batchnorm_forward.case("test time", visible=True, fr="au moment du test")
def _(rng):
    return layer(rng, 2, 3, train=False, decimals=1)


@batchnorm_forward.case(
    "training, a mini-batch of three", fr="à l'entraînement, un mini-lot de trois"
)
def _(rng):
    return layer(rng, 5, 3, train=True, momentum=0.3)


@batchnorm_forward.case(
    "training, the first mini-batch", fr="à l'entraînement, le premier mini-lot"
)
def _(rng):
    return layer(rng, 3, 5, train=True, first=True)


@batchnorm_forward.case("test time, one instance", fr="au moment du test, une seule instance")
def _(rng):
    return layer(rng, 5, 1, train=False)


@batchnorm_forward.case("test time, seven instances", fr="au moment du test, sept instances")
def _(rng):
    case = layer(rng, 3, 7, train=False, eps=0.1)
    case["running"]["var"][1] = 0.0
    return case


@batchnorm_forward.case(
    "test time, nothing learnt yet", fr="au moment du test, rien d'appris encore"
)
def _(rng):
    return layer(rng, 3, 5, train=False, first=True)


@batchnorm_forward.case("momentum 1", fr="momentum 1")
def _(rng):
    return layer(rng, 3, 5, train=True, momentum=1.0)


def remembered(running, gamma, var=1.0):
    if running is None:
        return {"mean": np.zeros(gamma.shape), "var": np.full(gamma.shape, var)}
    return running


def mixed(running, mu, var, momentum):
    new = {"mean": mu, "var": var}
    return {name: (1 - momentum) * running[name] + momentum * new[name] for name in new}


@batchnorm_forward.mistake(
    en="γ and β have changed places: γ is the scale and multiplies, β is the shift.",
    fr="γ et β ont échangé leurs places : γ est l'échelle et multiplie, β est le décalage.",
)
def swaps_gamma_and_beta(Z, gamma, beta, running, eps, momentum, train):  # M67.6
    return ref.batchnorm_forward(Z, beta, gamma, running, eps, momentum, train)


@batchnorm_forward.mistake(
    en="γ and β are not used: the layer could not learn its own scale and place.",
    fr="γ et β ne servent pas : la couche ne pourrait pas apprendre son échelle et sa place.",
)
def ignores_gamma_and_beta(Z, gamma, beta, running, eps, momentum, train):  # M67.7
    one, zero = np.ones(gamma.shape), np.zeros(beta.shape)
    return ref.batchnorm_forward(Z, one, zero, running, eps, momentum, train)


@batchnorm_forward.mistake(
    en="You add β before you multiply by γ: the shift is scaled with the rest.",
    fr="Vous ajoutez β avant de multiplier par γ : le décalage subit l'échelle avec le reste.",
)
def adds_beta_first(Z, gamma, beta, running, eps, momentum, train):  # M67.8
    return ref.batchnorm_forward(Z, gamma, gamma * beta, running, eps, momentum, train)


@batchnorm_forward.mistake(
    en="The running statistics never move: at test time they would still be what they were before "
    "the first mini-batch.",
    fr="Les statistiques courantes ne bougent jamais : au moment du test, elles seraient encore "
    "celles d'avant le premier mini-lot.",
)
def never_updates(Z, gamma, beta, running, eps, momentum, train):  # M67.9
    out, _ = ref.batchnorm_forward(Z, gamma, beta, running, eps, momentum, train)
    return out, remembered(running, gamma)


@batchnorm_forward.convention("batch-norm-momentum", "of-the-old", instead_of="of-the-new")
def weight_of_the_old(Z, gamma, beta, running, eps, momentum, train):  # M67.10 [CONV KS]
    return ref.batchnorm_forward(Z, gamma, beta, running, eps, 1 - momentum, train)


@batchnorm_forward.mistake(
    en="At test time, you normalise by the statistics of what you are given. An instance would get "
    "another answer in other company, and alone it would always become 0.",
    fr="Au moment du test, vous normalisez par les statistiques de ce que vous recevez. Une "
    "instance aurait une autre réponse en une autre compagnie, et seule, elle deviendrait toujours "
    "0.",
    concept={
        "en": "At test time an instance is answered for itself.",
        "fr": "Au moment du test, la réponse à une instance ne dépend que d'elle.",
    },
)
def batch_statistics_at_test_time(Z, gamma, beta, running, eps, momentum, train):  # M67.11, Q36
    out, after = ref.batchnorm_forward(Z, gamma, beta, running, eps, momentum, True)
    return out, after if train else remembered(running, gamma)


@batchnorm_forward.mistake(
    en="In training, you normalise by the running statistics. They lag behind: in training it is "
    "the mini-batch at hand that counts.",
    fr="À l'entraînement, vous normalisez par les statistiques courantes. Elles sont en retard : à "
    "l'entraînement, c'est le mini-lot présent qui compte.",
)
def running_statistics_in_training(Z, gamma, beta, running, eps, momentum, train):  # M67.12
    _, after = ref.batchnorm_forward(Z, gamma, beta, running, eps, momentum, train)
    out, _ = ref.batchnorm_forward(Z, gamma, beta, running, eps, momentum, False)
    return out, after


@batchnorm_forward.convention("batch-norm-running-variance", "deviation", instead_of="biased")
def mean_of_the_deviations(Z, gamma, beta, running, eps, momentum, train):  # M67.13 [CONV S4]
    out, after = ref.batchnorm_forward(Z, gamma, beta, running, eps, momentum, train)
    if not train:
        return out, after
    before = np.sqrt(remembered(running, gamma)["var"])
    deviation = (1 - momentum) * before + momentum * Z.std(axis=1, keepdims=True)
    return out, after | {"var": deviation**2}


@batchnorm_forward.convention("batch-norm-running-variance", "unbiased", instead_of="biased")
def unbiased_running_variance(Z, gamma, beta, running, eps, momentum, train):  # M67.15 [CONV]
    out, after = ref.batchnorm_forward(Z, gamma, beta, running, eps, momentum, train)
    if not train:
        return out, after
    var = Z.var(axis=1, keepdims=True, ddof=1)
    before = remembered(running, gamma)
    return out, mixed(before, Z.mean(axis=1, keepdims=True), var, momentum)


@batchnorm_forward.mistake(
    en="The running statistics move at test time too: the test set teaches the network, and two "
    "calls give two answers.",
    fr="Les statistiques courantes bougent aussi au moment du test : le jeu de test instruit le "
    "réseau, et deux appels donnent deux réponses.",
)
def updates_at_test_time(Z, gamma, beta, running, eps, momentum, train):  # M67.14
    out, _ = ref.batchnorm_forward(Z, gamma, beta, running, eps, momentum, train)
    _, after = ref.batchnorm_forward(Z, gamma, beta, running, eps, momentum, True)
    return out, after


@batchnorm_forward.mistake(
    en="You start from variances of 0. Nothing is known before the first mini-batch: a variance of "
    "1 leaves the values as they are, one of 0 makes them explode.",
    fr="Vous partez de variances nulles. On ne sait rien avant le premier mini-lot : une variance "
    "de 1 laisse les valeurs comme elles sont, une variance nulle les fait exploser.",
)
def starts_from_variances_of_zero(Z, gamma, beta, running, eps, momentum, train):  # M67.22
    before = remembered(running, gamma, var=0.0)
    return ref.batchnorm_forward(Z, gamma, beta, before, eps, momentum, train)


@batchnorm_forward.mistake(
    en="The first mini-batch becomes the running statistics as it is. It counts for as much as any "
    "other: it is mixed with the means of 0 and the variances of 1.",
    fr="Le premier mini-lot devient tel quel les statistiques courantes. Il compte comme les "
    "autres : il se mélange aux moyennes nulles et aux variances de 1.",
)
def first_batch_counts_fully(Z, gamma, beta, running, eps, momentum, train):  # not in the catalogue
    momentum = 1.0 if running is None else momentum
    return ref.batchnorm_forward(Z, gamma, beta, running, eps, momentum, train)


@batchnorm_forward.mistake(
    en="The result is right, but you wrote the new statistics into the dict that you were given. "
    "It belongs to the caller: return a new one.",
    fr="Le résultat est juste, mais vous avez écrit les nouvelles statistiques dans le "
    "dictionnaire reçu. Il appartient à l'appelant : renvoyez-en un nouveau.",
)
def changes_the_dict(Z, gamma, beta, running, eps, momentum, train):  # not in the catalogue
    out, after = ref.batchnorm_forward(Z, gamma, beta, running, eps, momentum, train)
    if running is not None:
        running.update(after)
    return out, after


@batchnorm_forward.alternative
def written_out(Z, gamma, beta, running, eps, momentum, train):
    before = remembered(running, gamma)
    mu, var = np.mean(Z, axis=1, keepdims=True), np.var(Z, axis=1, keepdims=True)
    after = mixed(before, mu, var, momentum) if train else before
    by = {"mean": mu, "var": var} if train else before
    return (Z - by["mean"]) * gamma / (by["var"] + eps) ** 0.5 + beta, after
