"""Part H, the end: the whole training loop, judged by its properties (exercise E51)."""

import numpy as np
from reference import training as ref
from reference.losses import bce_loss
from reference.optimizers import gd_step
from reference.two_layer import two_layer_backward, two_layer_forward

from autograder import Part

part = Part("training")

train = part.question(
    ref.train,
    points=5,
    needs=("two_layer_forward", "bce_loss", "two_layer_backward", "gd_step"),
)


@train.probe
def _(function, X, Y, n_hidden, lr, epochs, seed):
    def run(neurons=n_hidden, rate=0.01, steps=1, seed=seed):
        return function(X.copy(), Y.copy(), neurons, rate, steps, seed)

    given_X, given_Y = X.copy(), Y.copy()
    return {
        "whole run": function(given_X, given_Y, n_hidden, lr, epochs, seed),
        "X and Y after": (given_X, given_Y),
        "start": run(rate=0.0),
        "start of 1000 neurons": run(neurons=1000, rate=0.0),
        "start with another seed": run(rate=0.0, seed=seed + 1),
        "one small step": run(),
        "one large step": run(rate=20.0),
        "6 small steps": run(steps=6),
        "7 small steps": run(steps=7),
        "7 small steps again": run(steps=7),
        "8 small steps": run(steps=8),
    }


@train.summary
def _(output, X, Y, n_hidden, lr, epochs, seed):
    # Chance has no say here but in the starting weights: the standard deviation of 1000 of them
    # is within 20 % of the true one to 8 standard errors, and their effect on the first cost
    # (0.05 away from log 2 would take more than 8 standard deviations) is as small. After the
    # whole run, the highest cost in 1,000 draws of every case was 0.034, far below 0.1.
    def params(name):
        return output[name][0]

    def costs(name):
        return np.array(output[name][1], dtype=float)

    def same(one, other):
        return [bool(np.array_equal(params(one)[k], params(other)[k])) for k in params(one)]

    history, eight = costs("whole run"), costs("8 small steps")
    lengths = [
        np.sum((params("7 small steps")[k] - params("6 small steps")[k]) ** 2)
        for k in params("6 small steps")
    ]
    expected_drop = sum(lengths) / 0.01
    drop = eight[6] - eight[7] if eight.size == 8 else 0.0
    weights = params("start of 1000 neurons")
    after_X, after_Y = output["X and Y after"]
    return {
        "shapes": {k: list(v.shape) for k, v in params("whole run").items()},
        "costs in the history": int(history.size),
        "the first cost is log 2, to 0.05": bool(
            abs(costs("one large step")[0] - np.log(2)) < 0.05
        ),
        "the cost falls at every step": bool(history.size > 1 and np.all(np.diff(history) < 0)),
        "the last cost is below 0.1": bool(history[-1] < 0.1),
        "weights start with a standard deviation of 0.01": bool(
            all(0.008 < weights[k].std() < 0.012 for k in ("W1", "W2"))
        ),
        "biases start at zero": not (weights["b1"].any() or weights["b2"].any()),
        "the first step moves every parameter": not any(same("start", "one small step")),
        "the seventh step moves every parameter": not any(same("6 small steps", "7 small steps")),
        # To first order a step of gradient descent lowers the cost by lr times the squared length
        # of the gradient, that is by the squared length of the step divided by lr.
        "a small step lowers the cost by lr |∇J|², to 5 %": bool(
            abs(drop - expected_drop) < 0.05 * expected_drop
        ),
        "the same seed gives the same result": all(same("7 small steps", "7 small steps again")),
        "another seed gives other weights": not any(
            np.array_equal(params("start")[k], params("start with another seed")[k])
            for k in ("W1", "W2")
        ),
        "X and Y are left as they were": bool(
            np.array_equal(after_X, X) and np.array_equal(after_Y, Y)
        ),
    }


def two_clouds(rng, n0, m, ones):
    """Instances of two classes on the two sides of a band of width 3, `ones` of them in class 1."""
    Y = np.zeros((1, m))
    Y[0, rng.permutation(m)[:ones]] = 1.0
    X = rng.normal(size=(n0, m))
    across = rng.normal(size=(n0, 1))
    across /= np.linalg.norm(across)
    distance = 1.5 + rng.uniform(0, 1, size=(1, m))
    return {"X": X + across * ((2 * Y - 1) * distance - across.T @ X), "Y": Y}


@train.case("eleven points in the plane", visible=True, fr="onze points du plan")
def _(rng):
    case = two_clouds(rng, 2, 11, 4)
    return case | {"X": case["X"].round(2), "n_hidden": 3, "lr": 2.0, "epochs": 50, "seed": 1}


@train.case("twenty points, three features", fr="vingt points, trois variables")
def _(rng):
    return two_clouds(rng, 3, 20, 7) | {"n_hidden": 5, "lr": 2.0, "epochs": 50, "seed": 2}


@train.case("far more ones than zeros", fr="bien plus de uns que de zéros")
def _(rng):
    return two_clouds(rng, 5, 23, 19) | {"n_hidden": 7, "lr": 2.0, "epochs": 50, "seed": 3}


@train.case("a single instance", fr="une seule instance")
def _(rng):
    return two_clouds(rng, 5, 1, 1) | {"n_hidden": 3, "lr": 2.0, "epochs": 30, "seed": 5}


@train.case("a single hidden neuron", fr="un seul neurone caché")
def _(rng):
    return two_clouds(rng, 7, 13, 4) | {"n_hidden": 1, "lr": 3.0, "epochs": 60, "seed": 7}


def start(X, n_hidden, rng, scale=0.01):
    W1 = scale * rng.normal(size=(n_hidden, X.shape[0]))
    W2 = scale * rng.normal(size=(1, n_hidden))
    return {"W1": W1, "b1": np.zeros((n_hidden, 1)), "W2": W2, "b2": np.zeros((1, 1))}


def cost_and_gradients(X, Y, params):
    A2, cache = two_layer_forward(X, params)
    return bce_loss(A2, Y), two_layer_backward(params, cache, X, Y)


def descend(X, Y, params, lr, epochs):
    history = []
    for _ in range(epochs):
        cost, grads = cost_and_gradients(X, Y, params)
        history.append(cost)
        params = gd_step(params, grads, lr)
    return params, history


@train.mistake(
    en="Your parameters never change, and the cost is the same at every epoch: what the step of "
    "gradient descent returns is not kept.",
    fr="Vos paramètres ne changent jamais, et le coût reste le même à chaque époque : le résultat "
    "du pas de descente de gradient n'est pas conservé.",
)
def never_updates(X, Y, n_hidden, lr, epochs, seed):  # M51.1
    return descend(X, Y, start(X, n_hidden, np.random.default_rng(seed)), 0.0, epochs)


@train.mistake(
    en="Your history starts with the cost after the first step. The cost before it, about log 2, "
    "is missing: the curve is shifted by one epoch.",
    fr="Votre historique commence par le coût après le premier pas. Il manque le coût de départ, "
    "voisin de log 2 : la courbe est décalée d'une époque.",
)
def records_the_cost_after_the_step(X, Y, n_hidden, lr, epochs, seed):  # M51.2 [CONV]
    params, _ = ref.train(X, Y, n_hidden, lr, epochs, seed)
    return params, ref.train(X, Y, n_hidden, lr, epochs + 1, seed)[1][1:]


@train.mistake(
    en="Your function returns after the first epoch: look at the indentation of the return.",
    fr="Votre fonction rend la main après la première époque : regardez l'indentation du return.",
)
def returns_inside_the_loop(X, Y, n_hidden, lr, epochs, seed):  # M51.3
    return ref.train(X, Y, n_hidden, lr, 1, seed)


@train.mistake(
    en="Every epoch starts again from the initial weights, so you take the same first step again "
    "and again: what belongs before the loop?",
    fr="Chaque époque repart des poids initiaux : vous refaites sans fin le même premier pas. "
    "Qu'est-ce qui doit se trouver avant la boucle ?",
)
def starts_again_at_every_epoch(X, Y, n_hidden, lr, epochs, seed):  # M51.4
    params, history = ref.train(X, Y, n_hidden, lr, 1, seed)
    return params, history * epochs


@train.mistake(
    en="All the steps use the gradients of the starting point: forward and backward pass have to "
    "be done anew each time the parameters have moved.",
    fr="Tous les pas utilisent les gradients du point de départ : la propagation avant et la "
    "rétropropagation sont à refaire chaque fois que les paramètres ont bougé.",
)
def computes_the_gradients_once(X, Y, n_hidden, lr, epochs, seed):  # not in the catalogue
    params = start(X, n_hidden, np.random.default_rng(seed))
    cost, grads = cost_and_gradients(X, Y, params)
    return gd_step(params, grads, lr * epochs), [cost] * epochs


@train.mistake(
    en="All the costs of your history are equal to the last one: you store the same object at "
    "every epoch, and it changes afterwards.",
    fr="Tous les coûts de votre historique sont égaux au dernier : vous y rangez à chaque époque "
    "le même objet, qui change ensuite.",
)
def history_of_one_cost(X, Y, n_hidden, lr, epochs, seed):  # M51.8
    params, history = ref.train(X, Y, n_hidden, lr, epochs, seed)
    return params, [history[-1]] * epochs


@train.mistake(
    en="Your first weights do not depend on the argument seed: two different seeds give the same "
    "network.",
    fr="Vos premiers poids ne dépendent pas de l'argument seed : deux graines différentes donnent "
    "le même réseau.",
)
def always_the_same_seed(X, Y, n_hidden, lr, epochs, seed):  # M51.4, before the loop
    return ref.train(X, Y, n_hidden, lr, epochs, 0)


@train.mistake(
    en="Two runs with the same seed differ: your weights are not drawn from a generator made "
    "with this seed.",
    fr="Deux entraînements de même graine diffèrent : vos poids ne sont pas tirés d'un générateur "
    "créé avec cette graine.",
)
def draws_without_the_seed(X, Y, n_hidden, lr, epochs, seed):  # M51.7, seen from outside
    return descend(X, Y, start(X, n_hidden, np.random.default_rng()), lr, epochs)


@train.mistake(
    en="Your weights start at zero: all hidden neurons compute the same thing and receive the same "
    "gradient, so that they stay equal for ever.",
    fr="Vos poids partent de zéro : tous les neurones cachés calculent la même chose et reçoivent "
    "le même gradient, si bien qu'ils restent égaux à jamais.",
)
def starts_from_zeros(X, Y, n_hidden, lr, epochs, seed):  # M56.2
    return descend(X, Y, start(X, n_hidden, np.random.default_rng(seed), 0.0), lr, epochs)


@train.mistake(
    en="Your weights start a hundred times too large: the factor 0.01 is missing, and the sigmoids "
    "may begin saturated.",
    fr="Vos poids de départ sont cent fois trop grands : il manque le facteur 0,01, et les "
    "sigmoïdes risquent de commencer saturées.",
)
def starts_from_large_weights(X, Y, n_hidden, lr, epochs, seed):  # M56.1
    return descend(X, Y, start(X, n_hidden, np.random.default_rng(seed), 1.0), lr, epochs)


@train.mistake(
    en="The history shows that your network learns, but the parameters you return are those of "
    "the start.",
    fr="L'historique montre que votre réseau apprend, mais les paramètres que vous renvoyez sont "
    "ceux du départ.",
)
def returns_the_first_parameters(X, Y, n_hidden, lr, epochs, seed):  # M25.6
    _, history = ref.train(X, Y, n_hidden, lr, epochs, seed)
    return start(X, n_hidden, np.random.default_rng(seed)), history


@train.mistake(
    en="The cost of the final parameters is in your history too: it has one number more than there "
    "are epochs.",
    fr="Votre historique contient aussi le coût des paramètres finaux : il a un nombre de plus "
    "qu'il n'y a d'époques.",
)
def adds_the_final_cost(X, Y, n_hidden, lr, epochs, seed):  # M51.2 [CONV]
    params, _ = ref.train(X, Y, n_hidden, lr, epochs, seed)
    return params, ref.train(X, Y, n_hidden, lr, epochs + 1, seed)[1]


@train.mistake(
    en="The biases stay at zero during the whole training: only the weights are updated.",
    fr="Les biais restent à zéro pendant tout l'entraînement : seuls les poids sont mis à jour.",
)
def biases_never_learn(X, Y, n_hidden, lr, epochs, seed):  # M25.8
    params, history = start(X, n_hidden, np.random.default_rng(seed)), []
    for _ in range(epochs):
        cost, grads = cost_and_gradients(X, Y, params)
        history.append(cost)
        params |= gd_step({"W1": params["W1"], "W2": params["W2"]}, grads, lr)
    return params, history


@train.mistake(
    en="Your steps are m times too short: you divide by m once more, and the gradients are means "
    "already.",
    fr="Vos pas sont m fois trop courts : vous divisez encore par m, alors que les gradients sont "
    "déjà des moyennes.",
)
def divides_by_m_again(X, Y, n_hidden, lr, epochs, seed):  # M40.5
    params = start(X, n_hidden, np.random.default_rng(seed))
    return descend(X, Y, params, lr / X.shape[1], epochs)


@train.alternative
def output_weights_drawn_first(X, Y, n_hidden, lr, epochs, seed):
    rng = np.random.default_rng(seed)
    W2, W1 = rng.normal(0, 0.01, (1, n_hidden)), rng.normal(0, 0.01, (n_hidden, X.shape[0]))
    params = start(X, n_hidden, rng) | {"W1": W1, "W2": W2}
    return descend(X, Y, params, lr, epochs)


@train.alternative
def with_an_array_for_the_history(X, Y, n_hidden, lr, epochs, seed):
    params = start(X, n_hidden, np.random.default_rng(seed))
    history = np.zeros(epochs)
    for epoch in range(epochs):
        history[epoch], grads = cost_and_gradients(X, Y, params)
        params = {name: params[name] - lr * grads["d" + name] for name in params}
    return params, history
