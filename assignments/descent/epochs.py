"""Part B: an epoch of one update, and one of as many as there are instances (exercise E50)."""

import numpy as np
from reference import epochs as ref
from reference.descent import linear_cost
from reference.optimizers import gd_step

from autograder import Part

from .draws import regression

batch = Part("batch")
part = Part("epochs")

# --- E50: one step for the whole batch ---

epoch_batch = batch.question(ref.epoch_batch, points=4, needs=("linear_cost", "gd_step"))


@epoch_batch.case("three instances", visible=True, fr="trois instances")
def _(rng):
    return regression(rng, 2, 1, 3, decimals=1) | {"lr": 0.1}


@epoch_batch.case("two outputs, seven instances", fr="deux sorties, sept instances")
def _(rng):
    return regression(rng, 3, 2, 7) | {"lr": 0.3}


@epoch_batch.case("five features", fr="cinq variables")
def _(rng):
    return regression(rng, 5, 3, 11) | {"lr": 0.05}


@epoch_batch.case("a single feature", fr="une seule variable")
def _(rng):
    return regression(rng, 1, 1, 5) | {"lr": 0.2}


@epoch_batch.mistake(
    en="You divide the gradients by m again. They are means already.",
    fr="Vous divisez encore les gradients par m. Ce sont déjà des moyennes.",
)
def divides_by_m_again(X, Y, params, lr):  # M40.5
    params, updates, loss = ref.epoch_batch(X, Y, params, lr / X.shape[1])
    return params, updates, loss


@epoch_batch.mistake(
    en="Your loss is that after the step. The one before comes with the gradients, for nothing.",
    fr="Votre perte est celle d'après le pas. Celle d'avant arrive avec les gradients, sans aucun "
    "calcul de plus.",
)
def loss_after_the_step(X, Y, params, lr):  # M51.2
    params, updates, _ = ref.epoch_batch(X, Y, params, lr)
    return params, updates, linear_cost(params, X, Y)[0]


@epoch_batch.mistake(
    en="You count the instances. The parameters have moved only once.",
    fr="Vous comptez les instances. Les paramètres n'ont bougé qu'une fois.",
)
def counts_the_instances(X, Y, params, lr):  # Q25
    params, _, loss = ref.epoch_batch(X, Y, params, lr)
    return params, X.shape[1], loss


@epoch_batch.mistake(
    en="You take a step after each instance: that is stochastic gradient descent.",
    fr="Vous faites un pas après chaque instance : c'est la descente de gradient stochastique.",
)
def steps_after_each_instance(X, Y, params, lr):  # CR22
    return ref.epoch_sgd(X, Y, params, lr, range(X.shape[1]))


@epoch_batch.mistake(
    en="The parameters that you return are those that you were given: what the step returns is "
    "not kept.",
    fr="Vous renvoyez les paramètres que vous avez reçus : ce que renvoie le pas n'est pas gardé.",
)
def does_not_move(X, Y, params, lr):  # M51.1
    return params, 1, linear_cost(params, X, Y)[0]


@epoch_batch.alternative
def with_a_mean_of_gradients(X, Y, params, lr):
    m, loss, total = X.shape[1], 0.0, {"dW": 0.0, "db": 0.0}
    for i in range(m):
        J, grads = linear_cost(params, X[:, [i]], Y[:, [i]])
        loss, total = loss + J / m, {name: total[name] + grads[name] / m for name in total}
    return {name: params[name] - lr * total["d" + name] for name in params}, 1, loss


# --- E50: one step for each instance ---

epoch_sgd = part.question(ref.epoch_sgd, points=6, needs=("linear_cost", "gd_step"))


def in_order(rng, n0, n1, m, decimals=10):
    """Instances, and an order of them that is neither the given one nor its reverse."""
    order = np.concatenate([[1], rng.permutation(np.arange(2, m)), [0]])
    return regression(rng, n0, n1, m, decimals) | {"order": order}


@epoch_sgd.case("three instances", visible=True, fr="trois instances")
def _(rng):
    return in_order(rng, 2, 1, 3, decimals=1) | {"lr": 0.1}


@epoch_sgd.case("two outputs, seven instances", fr="deux sorties, sept instances")
def _(rng):
    return in_order(rng, 3, 2, 7) | {"lr": 0.05}


@epoch_sgd.case("as many outputs as features", fr="autant de sorties que de variables")
def _(rng):
    return in_order(rng, 3, 3, 5) | {"lr": 0.07}


@epoch_sgd.case("more features than instances", fr="plus de variables que d'instances")
def _(rng):
    return in_order(rng, 7, 1, 4) | {"lr": 0.02}


@epoch_sgd.case("two instances", fr="deux instances")
def _(rng):
    return in_order(rng, 1, 1, 2) | {"lr": 0.2}


def instance_by_instance(X, Y, params, lr, order, one=linear_cost, rate=1.0, after=False):
    """The reference, with another gradient of one instance, rate, or moment of its loss."""
    losses = []
    for i in order:
        loss, grads = one(params, X[:, [i]], Y[:, [i]])
        params = gd_step(params, grads, rate * lr)
        losses.append(one(params, X[:, [i]], Y[:, [i]])[0] if after else loss)
    return params, len(losses), np.mean(losses)


@epoch_sgd.mistake(
    en="You take one step, with the mean of all the gradients, at the end of the epoch: that is "
    "batch gradient descent. Here the parameters move after every instance.",
    fr="Vous faites un seul pas, avec la moyenne de tous les gradients, à la fin de l'époque : "
    "c'est la descente par lot complet. Ici, les paramètres bougent après chaque instance.",
)
def one_update_an_epoch(X, Y, params, lr, order):  # M50.1
    return ref.epoch_batch(X, Y, params, lr)


@epoch_sgd.mistake(
    en="You divide each gradient by m. It is the gradient of one instance, whose mean is itself.",
    fr="Vous divisez chaque gradient par m. C'est le gradient d'une seule instance, et sa moyenne "
    "est lui-même.",
)
def divides_by_m(X, Y, params, lr, order):  # M50.2
    return instance_by_instance(X, Y, params, lr, order, rate=1 / X.shape[1])


@epoch_sgd.mistake(
    en="Your instance X[:, i] has lost its second axis. Then W @ x + b is a square matrix, or an "
    "error comes later: an instance has to stay a column.",
    fr="Votre instance X[:, i] a perdu son second axe. W @ x + b devient alors une matrice carrée, "
    "ou bien une erreur survient plus loin : une instance doit rester une colonne.",
)
def flat_instances(X, Y, params, lr, order):  # M50.4, ER27
    total = 0.0
    for i in order:
        x, y = X[:, i], Y[:, i]
        e = params["W"] @ x + params["b"] - y
        params = gd_step(params, {"dW": e @ x.T, "db": e}, lr)
        total += np.sum(e**2) / 2
    return params, len(order), total / len(order)


@epoch_sgd.mistake(
    en="The gradients pile up: each step also takes those of the instances before. They have had "
    "their step already.",
    fr="Les gradients s'accumulent : chaque pas reprend aussi ceux des instances précédentes. "
    "Elles ont déjà eu leur pas.",
)
def gradients_pile_up(X, Y, params, lr, order):  # M50.5
    total, losses = {"dW": 0.0, "db": 0.0}, []
    for i in order:
        loss, grads = linear_cost(params, X[:, [i]], Y[:, [i]])
        total = {name: total[name] + grads[name] for name in total}
        params = gd_step(params, total, lr)
        losses.append(loss)
    return params, len(losses), np.mean(losses)


@epoch_sgd.mistake(
    en="Your loss is that of the last instance alone: the mean of all of them is asked.",
    fr="Votre perte est celle de la seule dernière instance : on demande la moyenne de toutes.",
)
def loss_of_the_last_instance(X, Y, params, lr, order):  # M50.6
    before, _, _ = ref.epoch_sgd(X, Y, params, lr, order[:-1])
    params, _, loss = ref.epoch_sgd(X, Y, before, lr, order[-1:])
    return params, len(order), loss


@epoch_sgd.mistake(
    en="Your loss is a sum: it grows with the number of instances.",
    fr="Votre perte est une somme : elle grandit avec le nombre d'instances.",
)
def sum_of_the_losses(X, Y, params, lr, order):  # CR7
    params, updates, loss = ref.epoch_sgd(X, Y, params, lr, order)
    return params, updates, updates * loss


@epoch_sgd.mistake(
    en="Each loss is taken after the step of its instance, which has just been made to lower it: "
    "it looks better than it is.",
    fr="Chaque perte est prise après le pas de son instance, qui vient justement de la faire "
    "baisser : elle paraît meilleure qu'elle ne l'est.",
)
def losses_after_the_steps(X, Y, params, lr, order):  # M51.2
    return instance_by_instance(X, Y, params, lr, order, after=True)


@epoch_sgd.mistake(
    en="You take the columns from the first to the last, and never use `order`. With instances "
    "sorted by class, the network would see one class after the other.",
    fr="Vous prenez les colonnes de la première à la dernière, sans utiliser `order`. Avec des "
    "instances triées par classe, le réseau verrait une classe après l'autre.",
)
def in_the_given_order(X, Y, params, lr, order):  # M49.5
    return ref.epoch_sgd(X, Y, params, lr, range(X.shape[1]))


@epoch_sgd.mistake(
    en="You make as many steps as there are features: the instances are the columns.",
    fr="Vous faites autant de pas qu'il y a de variables : les instances sont les colonnes.",
)
def as_many_steps_as_features(X, Y, params, lr, order):  # M50.9
    return ref.epoch_sgd(X, Y, params, lr, order[: X.shape[0]])


@epoch_sgd.mistake(
    en="Every step starts from the parameters of the beginning of the epoch, so that only the last "
    "instance leaves a trace.",
    fr="Chaque pas repart des paramètres du début de l'époque : seule la dernière instance laisse "
    "une trace.",
)
def every_step_from_the_start(X, Y, params, lr, order):  # M50.7, within the epoch
    steps = [ref.epoch_sgd(X, Y, params, lr, [i]) for i in order]
    return steps[-1][0], len(steps), np.mean([loss for _, _, loss in steps])


@epoch_sgd.alternative
def shuffled_beforehand(X, Y, params, lr, order):
    X, Y = X[:, order], Y[:, order]
    return ref.epoch_sgd(X, Y, params, lr, range(X.shape[1]))


@epoch_sgd.alternative
def with_a_list_of_losses(X, Y, params, lr, order):
    return instance_by_instance(X, Y, params, lr, order)
