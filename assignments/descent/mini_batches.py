"""Part B, the end: an epoch in mini-batches (exercise E50)."""

import numpy as np
from reference import epochs as ref
from reference.descent import linear_cost
from reference.optimizers import gd_step

from autograder import Part

from .draws import batches_of, regression

part = Part("mini_batches")

epoch_minibatch = part.question(ref.epoch_minibatch, points=6, needs=("linear_cost", "gd_step"))


def epoch(rng, n0, n1, *sizes, lr, decimals=10):
    case = regression(rng, n0, n1, sum(sizes), decimals)
    return {"batches": batches_of(case, *sizes), "params": case["params"], "lr": lr}


@epoch_minibatch.case("two instances, then one", visible=True, fr="deux instances, puis une")
def _(rng):
    return epoch(rng, 2, 1, 2, 1, lr=0.1, decimals=1)


@epoch_minibatch.case("a short last batch", fr="un dernier lot plus court")
def _(rng):
    return epoch(rng, 3, 2, 5, 5, 5, 2, lr=0.1)


@epoch_minibatch.case("batches of equal size", fr="des lots de même taille")
def _(rng):
    return epoch(rng, 5, 3, 7, 7, 7, lr=0.2)


@epoch_minibatch.case("a single batch", fr="un seul lot")
def _(rng):
    return epoch(rng, 2, 5, 11, lr=0.3)


@epoch_minibatch.case("a last batch of one instance", fr="un dernier lot d'une seule instance")
def _(rng):
    return epoch(rng, 3, 1, 4, 4, 1, lr=0.15)


def batch_by_batch(batches, params, lr, rate=lambda X_b: 1.0, weight=lambda X_b: X_b.shape[1]):
    """The reference, with another rate for a batch, or another weight of its loss."""
    losses, weights = [], []
    for X_b, Y_b in batches:
        loss, grads = linear_cost(params, X_b, Y_b)
        params = gd_step(params, grads, rate(X_b) * lr)
        losses.append(loss)
        weights.append(weight(X_b))
    return params, len(batches), float(np.average(losses, weights=weights))


@epoch_minibatch.mistake(
    en="The short last batch is divided by the size of the others. Its gradient is the mean over "
    "its own instances.",
    fr="Le dernier lot, plus court, est divisé par la taille des autres. Son gradient est la "
    "moyenne sur ses propres instances.",
)
def full_size_for_the_short_batch(batches, params, lr):  # M50.3
    B = batches[0][0].shape[1]
    return batch_by_batch(batches, params, lr, rate=lambda X_b: X_b.shape[1] / B)


@epoch_minibatch.mistake(
    en="The gradients are divided by the number of instances of the whole epoch: each is the mean "
    "over its own batch.",
    fr="Les gradients sont divisés par le nombre d'instances de toute l'époque : chacun est la "
    "moyenne sur son propre lot.",
)
def divides_by_the_epoch(batches, params, lr):  # M50.2
    m = sum(X_b.shape[1] for X_b, _ in batches)
    return batch_by_batch(batches, params, lr, rate=lambda X_b: X_b.shape[1] / m)


@epoch_minibatch.mistake(
    en="You divide the gradients by the size of the batch again. They are means already.",
    fr="Vous divisez encore les gradients par la taille du lot. Ce sont déjà des moyennes.",
)
def divides_again(batches, params, lr):  # M40.5
    return batch_by_batch(batches, params, lr, rate=lambda X_b: 1 / X_b.shape[1])


@epoch_minibatch.mistake(
    en="The gradients pile up from batch to batch: those of the batches before have had their "
    "step already. In a library, this is the call that sets them to zero.",
    fr="Les gradients s'accumulent de lot en lot : ceux des lots précédents ont déjà eu leur pas. "
    "Dans une bibliothèque, c'est l'appel qui les remet à zéro.",
)
def gradients_pile_up(batches, params, lr):  # M50.5
    total, losses = {"dW": 0.0, "db": 0.0}, []
    for X_b, Y_b in batches:
        loss, grads = linear_cost(params, X_b, Y_b)
        total = {name: total[name] + grads[name] for name in total}
        params = gd_step(params, total, lr)
        losses.append(loss)
    sizes = [X_b.shape[1] for X_b, _ in batches]
    return params, len(losses), np.average(losses, weights=sizes)


@epoch_minibatch.mistake(
    en="Your loss is that of the last batch alone. It jitters from one epoch to the next as its "
    "instances do.",
    fr="Votre perte est celle du seul dernier lot. D'une époque à l'autre, elle varie au gré des "
    "instances qui s'y trouvent.",
)
def loss_of_the_last_batch(batches, params, lr):  # M50.6
    last = batches[-1][0]
    return batch_by_batch(batches, params, lr, weight=lambda X_b: float(X_b is last))


@epoch_minibatch.mistake(
    en="Every batch has the same weight in your loss. The instances of the short batch then count "
    "more than the others: the mean over all instances is asked.",
    fr="Tous les lots ont le même poids dans votre perte. Les instances du lot court comptent "
    "alors plus que les autres : on demande la moyenne sur toutes les instances.",
)
def every_batch_counts_the_same(batches, params, lr):  # not in the catalogue
    return batch_by_batch(batches, params, lr, weight=lambda X_b: 1.0)


@epoch_minibatch.mistake(
    en="Your loss is the sum of those of the batches: it grows with their number.",
    fr="Votre perte est la somme de celles des lots : elle grandit avec leur nombre.",
)
def sum_over_the_batches(batches, params, lr):  # CR7
    params, updates, mean = every_batch_counts_the_same(batches, params, lr)
    return params, updates, mean * updates


@epoch_minibatch.mistake(
    en="The short last batch is left out: its instances are not learnt from.",
    fr="Le dernier lot, plus court, est laissé de côté : on n'apprend rien de ses instances.",
)
def leaves_out_the_short_batch(batches, params, lr):  # M49.3
    full = [batch for batch in batches if batch[0].shape[1] == batches[0][0].shape[1]]
    return ref.epoch_minibatch(full, params, lr)


@epoch_minibatch.mistake(
    en="You take one step an epoch, with the gradients of all batches. The parameters have to move "
    "after every batch.",
    fr="Vous faites un seul pas par époque, avec les gradients de tous les lots. Les paramètres "
    "doivent bouger après chaque lot.",
)
def one_step_an_epoch(batches, params, lr):  # M50.1
    X, Y = (np.hstack(arrays) for arrays in zip(*batches, strict=True))
    return ref.epoch_batch(X, Y, params, lr)


@epoch_minibatch.mistake(
    en="You count the instances. The parameters move once for each batch.",
    fr="Vous comptez les instances. Les paramètres bougent une fois par lot.",
)
def counts_the_instances(batches, params, lr):  # Q25
    params, _, loss = ref.epoch_minibatch(batches, params, lr)
    return params, sum(X_b.shape[1] for X_b, _ in batches), loss


@epoch_minibatch.mistake(
    en="Every batch starts from the parameters of the beginning of the epoch, so that only the "
    "last one leaves a trace.",
    fr="Chaque lot repart des paramètres du début de l'époque : seul le dernier laisse une trace.",
)
def every_batch_from_the_start(batches, params, lr):  # M50.7, within the epoch
    steps = [ref.epoch_minibatch([batch], params, lr) for batch in batches]
    sizes = [X_b.shape[1] for X_b, _ in batches]
    losses = [loss for _, _, loss in steps]
    return steps[-1][0], len(steps), np.average(losses, weights=sizes)


@epoch_minibatch.alternative
def with_weights(batches, params, lr):
    return batch_by_batch(batches, params, lr)


@epoch_minibatch.alternative
def with_a_running_mean(batches, params, lr):
    mean, seen = 0.0, 0
    for X_b, Y_b in batches:
        loss, grads = linear_cost(params, X_b, Y_b)
        seen += Y_b.shape[1]
        mean += (loss - mean) * Y_b.shape[1] / seen
        params = {name: params[name] - lr * grads["d" + name] for name in params}
    return params, len(batches), mean


for mutant in ("X_b.shape[1] → Y_b.shape[1]", "X_b.shape[1] → Y_b.shape[1] #2"):
    epoch_minibatch.equivalent(
        mutant, "X_b and Y_b have one column for each instance, both of them."
    )
