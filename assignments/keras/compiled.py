"""Part C: a compiled step, in which Python runs once and TensorFlow every time (exercise E81)."""

import numpy as np
import tensorflow as tf
from reference.tf import steps

from autograder import Part

part = Part("compiled")

make_step = part.question(steps.make_step, points=9)


@make_step.probe
def _(make_step, values, batches, lr, decay):
    variables = {name: tf.Variable(array) for name, array in values.items()}
    before = dict(variables)

    @tf.autograph.experimental.do_not_convert
    def loss_of(theta, X, y):
        outputs = tf.linalg.matvec(X, theta["w"]) + theta["b"]
        return tf.reduce_mean((outputs - tf.cast(y, tf.float64)) ** 2)

    step = make_step(loss_of, variables, lr, decay)
    losses, weights = [], []
    for X, y in batches:
        losses.append(step(tf.constant(X), tf.constant(y)))
        weights.append({name: variable.numpy() for name, variable in before.items()})
    return {
        "losses": losses,
        "variables after each call": weights,
        "compiled": hasattr(step, "get_concrete_function"),
    }


def inputs(rng, n, sizes, lr, decay):
    batches = [(rng.normal(size=(m, n)).round(2), rng.integers(0, 3, size=m)) for m in sizes]
    values = {"w": rng.normal(size=n).round(2), "b": rng.normal(size=()).round(2)}
    values["b"] = np.array(values["b"])
    return {"values": values, "batches": batches, "lr": lr, "decay": decay}


@make_step.case(
    "three batches of two, the rate halves",
    visible=True,
    fr="trois lots de deux, le taux est divisé par deux",
)
def _(rng):
    return inputs(rng, 2, [2, 2, 2], 0.2, 0.5)


@make_step.case("the last batch is short", fr="le dernier lot est plus court")
def _(rng):
    return inputs(rng, 3, [5, 5, 2, 5], 0.1, 0.7)


def compiled(loss_of, variables, rate_of, counted=True, update=None):
    """A compiled step, with the slips that the mistakes below are made of."""
    count = tf.Variable(0.0, dtype=tf.float64, trainable=False)

    def default(variable, change):
        variable.assign_sub(change)

    @tf.function(autograph=False)
    def step(X, y):
        with tf.GradientTape() as tape:
            loss = loss_of(variables, X, y)
        rate = rate_of(count)
        for name, gradient in tape.gradient(loss, variables).items():
            (update or default)(variables[name], rate * gradient)
        if counted:
            count.assign_add(1.0)
        return loss

    return step


@make_step.mistake(
    en="You count the updates in a number of Python's. A tf.function runs its Python once, while "
    "it is traced: the count stands still, and the rate with it, until a batch of another size "
    "makes it trace again.",
    fr="Vous comptez les mises à jour dans un nombre Python. Une tf.function n'exécute son Python "
    "qu'une fois, pendant le traçage : le compteur ne bouge plus, et le taux non plus, jusqu'à ce "
    "qu'un lot d'une autre taille la fasse tracer à nouveau.",
)
def counts_in_python(loss_of, variables, lr, decay):  # M81.8
    calls = []

    def rate(_count):
        calls.append(None)
        return lr * decay ** (len(calls) - 1)

    return compiled(loss_of, variables, rate)


@make_step.mistake(
    en="You make the counter inside of the step. What is made there would be made anew for every "
    "trace, which TensorFlow refuses: a variable that is to outlive the call exists before it.",
    fr="Vous créez le compteur à l'intérieur du pas. Ce qui s'y crée serait recréé à chaque tracé, "
    "et TensorFlow le refuse : une variable qui doit survivre à l'appel existe avant lui.",
)
def makes_the_counter_inside(loss_of, variables, lr, decay):  # M81.8
    @tf.function(autograph=False)
    def step(X, y):
        count = tf.Variable(0.0, dtype=tf.float64)
        with tf.GradientTape() as tape:
            loss = loss_of(variables, X, y)
        for name, gradient in tape.gradient(loss, variables).items():
            variables[name].assign_sub(lr * decay**count * gradient)
        count.assign_add(1.0)
        return loss

    return step


@make_step.mistake(
    en="The rate never falls: nothing in your step depends on how many there have been.",
    fr="Le taux ne baisse jamais : rien dans votre pas ne dépend du nombre de ceux qui l'ont "
    "précédé.",
)
def forgets_the_decay(loss_of, variables, lr, decay):
    return compiled(loss_of, variables, lambda count: tf.constant(lr, dtype=tf.float64))


@make_step.mistake(
    en="You count from 1: the first step must be taken with the rate lr itself.",
    fr="Vous comptez à partir de 1 : le premier pas doit se faire avec le taux lr lui-même.",
)
def decays_before_the_first_step(loss_of, variables, lr, decay):
    return compiled(loss_of, variables, lambda count: lr * decay ** (count + 1))


@make_step.mistake(
    en="Your step divides by 1 + decay·k, another schedule: here the rate is multiplied by decay "
    "after every update.",
    fr="Votre pas divise par 1 + decay·k : c'est une autre décroissance. Ici, le taux est "
    "multiplié par decay après chaque mise à jour.",
)
def another_schedule(loss_of, variables, lr, decay):
    return compiled(loss_of, variables, lambda count: lr / (1 + decay * count))


@make_step.mistake(
    en="The step is right, but it is not compiled: every call runs all of the Python again.",
    fr="Le pas est juste, mais il n'est pas compilé : chaque appel exécute à nouveau tout le "
    "Python.",
)
def is_not_compiled(loss_of, variables, lr, decay):
    return compiled(loss_of, variables, lambda count: lr * decay**count).python_function


@make_step.mistake(
    en="You rebind names to new tensors: in a compiled function these live as long as the call, "
    "and the variables keep their values.",
    fr="Vous attachez les noms à de nouveaux tenseurs : dans une fonction compilée, ceux-ci vivent "
    "le temps de l'appel, et les variables gardent leurs valeurs.",
)
def changes_no_variable(loss_of, variables, lr, decay):  # M81.4
    def update(variable, change):
        variable = variable - change

    return compiled(loss_of, variables, lambda count: lr * decay**count, update=update)


@make_step.mistake(
    en="Your steps go up: you add the rate times the gradient.",
    fr="Vos pas montent : vous ajoutez le taux fois le gradient.",
)
def climbs(loss_of, variables, lr, decay):
    return compiled(loss_of, variables, lambda count: -lr * decay**count)


@make_step.mistake(
    en="The loss that you return is computed after the update; J as it was before has been "
    "computed already, and costs nothing.",
    fr="La perte que vous renvoyez est calculée après la mise à jour ; celle d'avant est déjà "
    "calculée, et ne coûte rien.",
)
def returns_the_loss_after(loss_of, variables, lr, decay):
    inner = compiled(loss_of, variables, lambda count: lr * decay**count)

    @tf.function(autograph=False)
    def step(X, y):
        inner(X, y)
        return loss_of(variables, X, y)

    return step


@make_step.alternative
def keeps_the_rate_in_a_variable(loss_of, variables, lr, decay):
    rate = tf.Variable(lr, dtype=tf.float64)

    def step(X, y):
        with tf.GradientTape() as tape:
            loss = loss_of(variables, X, y)
        gradients = tape.gradient(loss, variables)
        for name, variable in variables.items():
            variable.assign(variable - rate * gradients[name])
        rate.assign(rate * decay)
        return loss

    return tf.function(step)


make_step.equivalent(
    "tf.Variable(0.0, dtype=tf.float64, trainable=False) → "
    "tf.Variable(0.0, dtype=tf.float64, trainable=True)",
    "Gradients are asked of the given variables only, and the count is none of them.",
)
