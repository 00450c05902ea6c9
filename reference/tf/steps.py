"""Gradient descent on variables that stay the same objects: a step, and a compiled one."""

import tensorflow as tf


def sgd_step(variables, gradients, lr):
    """Take one step of gradient descent in place: θ ← θ - lr ∂J/∂θ for every variable θ.

    variables: dict of tf.Variables. gradients: dict of tensors with the same keys and shapes.
    lr: float. Returns None: the variables themselves have the new values afterwards, and the dict
    holds the same variables as before.

    Source: S. J. Goubalan, Initiation au Deep Learning (stochastic gradient descent).
    """
    for name, variable in variables.items():
        variable.assign_sub(lr * gradients[name])


def make_step(loss_of, variables, lr, decay):
    """Return a compiled function step(X, y): one update of all variables, with a falling rate.

    The call number k of step, counted from 0, computes J = loss_of(variables, X, y), takes
    θ ← θ - lr decay^k ∂J/∂θ for every variable θ in place, and returns J, as it was before the
    update. It is a tf.function: it may be called many times, with batches of different sizes.

    loss_of: function of the dict of variables, of X, a float64 tensor (m, N), and of y, an integer
    tensor (m,), which computes a tensor of no axis. variables: dict of float64 tf.Variables.
    lr, decay: floats. Returns step.

    Source: S. J. Goubalan, Initiation au Deep Learning (stochastic gradient descent; decay).
    """
    count = tf.Variable(0.0, dtype=tf.float64, trainable=False)

    @tf.function
    def step(X, y):
        with tf.GradientTape() as tape:
            loss = loss_of(variables, X, y)
        rate = lr * decay**count
        for name, gradient in tape.gradient(loss, variables).items():
            variables[name].assign_sub(rate * gradient)
        count.assign_add(1.0)
        return loss

    return step
