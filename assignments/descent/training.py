"""Part E: the training loop, with mini-batches, a schedule and early stopping (exercise E51)."""

import numpy as np
from reference import training_loop as ref
from reference.optimizers import gd_step

from autograder import Part

part = Part("training")

train = part.question(ref.train, points=12, needs=("gd_step",))


@train.probe
def _(function, params, cost, new_epoch, validation, rates, patience):
    def run(start):
        rng = np.random.default_rng(new_epoch["seed"])

        def epoch():
            order, size = rng.permutation(new_epoch["X"].shape[1]), new_epoch["size"]
            cuts = np.split(order, np.arange(size, len(order), size))
            return [(new_epoch["X"][:, cut], new_epoch["Y"][:, cut]) for cut in cuts]

        def watched(p, X, Y):
            # How far from the instances the point w is, each of them weighted by its y.
            away, scale = p["w"] - X, {"flat": 0.5, "steep": 2.0}[cost]
            J = np.mean(Y * np.sum(away**2, axis=0)) + np.mean((p["b"] - Y) ** 2)
            dw = np.mean(2 * Y * away, axis=1, keepdims=True)
            return scale * J, {
                "dw": scale * dw,
                "db": scale * 2 * np.mean(p["b"] - Y, keepdims=True),
            }

        best, history = function(start, watched, epoch, validation, rates, patience)
        return {"params": best, "train": list(history["train"]), "val": list(history["val"])}

    start = {name: value.copy() for name, value in params.items()}
    first = run(start)
    same = all(np.array_equal(start[name], params[name]) for name in params)
    return {**first, "a second run from the same start": run(start), "start left as it was": same}


def around(rng, centre, m):
    """Instances whose weighted mean is `centre`, exactly, and their weights, whose mean is 1."""
    X, Y = rng.normal(size=(len(centre), m)), rng.uniform(0.5, 1.5, size=(1, m))
    Y = Y / Y.mean()
    return X + centre - np.mean(Y * X, axis=1, keepdims=True), Y


def training(rng, n, m, size, turn, decimals=10):
    """A training set whose centre is a point c, and a validation set whose centre is turn c."""
    c = rng.normal(size=(n, 1))
    c *= 4.0 / np.linalg.norm(c)
    X, Y = around(rng, c, m)
    X_val, Y_val = around(rng, turn * c, m + 2)
    epochs = {"X": X.round(decimals), "Y": Y.round(decimals), "size": size}
    return {
        "params": {"w": np.zeros((n, 1)), "b": np.zeros((1, 1))},
        "cost": "flat",
        "new_epoch": epochs | {"seed": int(rng.integers(2**31))},
        "validation": (X_val.round(decimals), Y_val.round(decimals)),
    }


@train.case("three epochs of two batches", visible=True, fr="trois époques de deux lots")
def _(rng):
    case = training(rng, 1, 3, 2, 1.0, decimals=1)
    return case | {"rates": np.array([0.1, 0.05, 0.025]), "patience": 3}


@train.case("a validation loss that turns", fr="une perte de validation qui remonte")
def _(rng):
    case = training(rng, 3, 11, 11, 0.5)
    return case | {"rates": np.full(20, 0.15), "patience": 3}


@train.case("a validation loss that goes up and down", fr="une perte de validation qui oscille")
def _(rng):
    # From 0, these rates lead to these places on the way to the centre, which is at 1.
    places = np.array([0.0, 0.5, 1.3, 0.9, 1.5, 1.3, 1.2, 1.1, 1.05])
    case = training(rng, 2, 7, 7, 0.8)
    return case | {"rates": np.diff(places) / (1 - places[:-1]), "patience": 3}


@train.case("a rate that has come down to 0", fr="un taux tombé à 0")
def _(rng):
    case = training(rng, 3, 5, 5, 1.0)
    return case | {"rates": np.array([0.3, 0.2, 0.0, 0.0, 0.0, 0.0]), "patience": 3}


@train.case("a schedule, and a short last batch", fr="un taux programmé, un dernier lot court")
def _(rng):
    case = training(rng, 5, 17, 5, 1.0)
    rates = 0.015 / (1 + 0.5 * np.arange(7))
    return case | {"cost": "steep", "rates": rates, "patience": 20}


@train.case("worse from the start", fr="de pire en pire dès le départ")
def _(rng):
    case = training(rng, 3, 13, 4, -1.0)
    return case | {"rates": np.full(9, 0.04), "patience": 4}


@train.case("a single epoch", weight=0.5, fr="une seule époque")
def _(rng):
    case = training(rng, 2, 5, 2, 1.0)
    return case | {"rates": np.array([0.1]), "patience": 1}


def run(params, cost, new_epoch, validation, rates, patience, **slips):
    """The loop, with the slips that most of the mistakes are made of."""
    mean = slips.get("mean", lambda losses, sizes: np.average(losses, weights=sizes))
    better = slips.get("better", lambda history, best: history["val"][-1] < best)
    history = {"train": [], "val": []}
    best, best_params, wait = slips.get("worst", np.inf), params, 0
    for lr in rates:
        losses, sizes = [], []
        for X_b, Y_b in new_epoch():
            loss, grads = cost(params, X_b, Y_b)
            params = gd_step(params, grads, lr)
            losses.append(cost(params, X_b, Y_b)[0] if slips.get("after") else loss)
            sizes.append(X_b.shape[1])
        history["train"].append(mean(losses, sizes))
        history["val"].append(cost(params, *validation)[0])
        if better(history, best):
            best, best_params = history["val"][-1], params
            wait = wait if slips.get("never_resets") else 0
        else:
            wait += 1
        if slips.get("remembers_the_last"):
            best = history["val"][-1]
        if wait == patience:
            break
    return (params if slips.get("last") else best_params), history


@train.mistake(
    en="The parameters never change: what the step returns is not kept.",
    fr="Les paramètres ne changent jamais : ce que renvoie le pas n'est pas gardé.",
)
def never_updates(params, cost, new_epoch, validation, rates, patience):  # M51.1
    return run(params, cost, new_epoch, validation, 0.0 * rates, patience)


@train.mistake(
    en="Your training losses are taken after the step of their batch, which has just lowered them: "
    "they look better than they are.",
    fr="Vos pertes d'entraînement sont prises après le pas de leur lot, qui vient de les faire "
    "baisser : elles paraissent meilleures qu'elles ne le sont.",
)
def losses_after_the_steps(params, cost, new_epoch, validation, rates, patience):  # M51.2
    return run(params, cost, new_epoch, validation, rates, patience, after=True)


@train.mistake(
    en="Your function returns after the first epoch: look at the indentation of its last line.",
    fr="Votre fonction rend la main après la première époque : regardez l'indentation de sa "
    "dernière ligne.",
)
def returns_inside_the_loop(params, cost, new_epoch, validation, rates, patience):  # M51.3
    return run(params, cost, new_epoch, validation, rates[:1], patience)


@train.mistake(
    en="You take the mini-batches once, before the loop, and every epoch has the same: the "
    "instances have to be shuffled anew for each epoch.",
    fr="Vous prenez les mini-lots une fois, avant la boucle, et toutes les époques ont les mêmes : "
    "il faut mélanger les instances à nouveau pour chaque époque.",
)
def the_same_batches_every_epoch(params, cost, new_epoch, validation, rates, patience):  # M51.4
    batches = new_epoch()
    return run(params, cost, lambda: batches, validation, rates, patience)


@train.mistake(
    en="Your training changes the arrays that it was given to start from: a second run does not "
    "start where the first one did.",
    fr="Votre entraînement modifie les tableaux dont il part : un second entraînement ne repart "
    "pas du même point que le premier.",
)
def moves_the_start(params, cost, new_epoch, validation, rates, patience):  # M51.7
    best, history = run(params, cost, new_epoch, validation, rates, patience)
    for name in params:
        params[name][...] = best[name]
    return best, history


@train.mistake(
    en="All the losses of a list are equal to its last one: you store at every epoch the same "
    "object, which changes afterwards.",
    fr="Toutes les pertes d'une liste sont égales à la dernière : vous y rangez à chaque époque un "
    "même objet, qui change ensuite.",
)
def histories_of_one_loss(params, cost, new_epoch, validation, rates, patience):  # M51.8
    best, history = run(params, cost, new_epoch, validation, rates, patience)
    return best, {name: [losses[-1]] * len(losses) for name, losses in history.items()}


@train.mistake(
    en="Your training loss is that of the last batch of the epoch alone.",
    fr="Votre perte d'entraînement est celle du seul dernier lot de l'époque.",
)
def loss_of_the_last_batch(params, cost, new_epoch, validation, rates, patience):  # M50.6
    limits = new_epoch, validation, rates, patience
    return run(params, cost, *limits, mean=lambda losses, sizes: losses[-1])


@train.mistake(
    en="Every batch has the same weight in your training loss, and the short last one counts more "
    "than its instances should.",
    fr="Tous les lots ont le même poids dans votre perte d'entraînement, et le dernier, plus "
    "court, compte plus que ne le devraient ses instances.",
)
def every_batch_counts_the_same(params, cost, new_epoch, validation, rates, patience):
    limits = new_epoch, validation, rates, patience  # not in the catalogue
    return run(params, cost, *limits, mean=lambda losses, sizes: np.mean(losses))


@train.mistake(
    en="All epochs have the first rate: the schedule is not used.",
    fr="Toutes les époques ont le premier taux : la programmation du taux ne sert pas.",
)
def the_first_rate_for_all(params, cost, new_epoch, validation, rates, patience):  # M40.3
    return run(params, cost, new_epoch, validation, np.full_like(rates, rates[0]), patience)


@train.mistake(
    en="The gradients of the batches pile up in an epoch: each step takes those of the batches "
    "before once more.",
    fr="Les gradients des lots s'accumulent au cours d'une époque : chaque pas reprend ceux des "
    "lots précédents.",
)
def gradients_pile_up(params, cost, new_epoch, validation, rates, patience):  # M50.5
    total = {}

    def epoch():
        total.clear()
        return new_epoch()

    def piling(p, X, Y):
        loss, grads = cost(p, X, Y)
        if X is not validation[0]:
            total.update({name: total.get(name, 0.0) + grads[name] for name in grads})
        return loss, dict(total)

    return run(params, piling, epoch, validation, rates, patience)


@train.alternative
def with_early_stopping_from_outside(params, cost, new_epoch, validation, rates, patience):
    history, kept = {"val": [], "train": []}, []
    for lr in rates:
        seen = []
        for X_b, Y_b in new_epoch():
            loss, grads = cost(params, X_b, Y_b)
            seen += [loss] * X_b.shape[1]
            params = {name: params[name] - lr * grads["d" + name] for name in params}
        history["train"].append(np.mean(seen))
        history["val"].append(cost(params, validation[0], validation[1])[0])
        kept.append(params)
        if len(kept) - 1 - int(np.argmin(history["val"])) == patience:
            break
    return kept[int(np.argmin(history["val"]))], history


@train.alternative
def with_copies(params, cost, new_epoch, validation, rates, patience):
    params = {name: value.copy() for name, value in params.items()}
    train, val, best, wait = [], [], {}, 0
    for lr in rates:
        total = m = 0
        for X_b, Y_b in new_epoch():
            loss, grads = cost(params, X_b, Y_b)
            for name in params:
                params[name] -= lr * grads["d" + name]
            total, m = total + loss * Y_b.shape[1], m + Y_b.shape[1]
        train.append(total / m)
        val.append(cost(params, *validation)[0])
        if val[-1] <= min(val[:-1], default=np.inf) and val[-1] not in val[:-1]:
            best, wait = {name: value.copy() for name, value in params.items()}, 0
        else:
            wait += 1
        if wait >= patience:
            break
    return best, {"train": train, "val": val}


for mutant in ("X_b.shape[1] → Y_b.shape[1]", "X_b.shape[1] → Y_b.shape[1] #2"):
    train.equivalent(mutant, "X_b and Y_b have one column for each instance, both of them.")
for values in ("np.inf, 0, params", "np.inf, params, -1", "np.inf, params, 1"):
    train.equivalent(
        f"(np.inf, params, 0) → ({values})", "Epoch 0 is the best so far, and sets all three anew."
    )
