"""Liam lets the tape do what was to be done by hand, and is careless about axes."""

OPTIONS = {"language": "en", "like": "ada", "strip": "cells"}

# %% to_variables
def to_variables(params):
    return {
        "Wh": tf.Variable(params["W1"].T),
        "bh": tf.Variable(params["b1"]),
        "Wo": tf.Variable(params["W2"].T),
        "bo": tf.Variable(params["b2"]),
    }

# %% forward
def forward(X, variables):
    Zh = X @ variables["Wh"] + variables["bh"]
    H = tf.tanh(Zh)
    Zo = H @ variables["Wo"] + variables["bo"]
    return {"Zh": Zh, "H": H, "Zo": Zo, "F": tf.nn.softmax(Zo, axis=0)}

# %% gradients_by_hand
def gradients_by_hand(X, y, variables, cache):
    with tf.GradientTape() as tape:
        Zo = tf.tanh(X @ variables["Wh"] + variables["bh"]) @ variables["Wo"] + variables["bo"]
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(y, Zo))
    return tape.gradient(loss, variables)

# %% traces
traces = MISTAKE("traced_once_and_for_all")

# %% make_step
def make_step(loss_of, variables, lr, decay):
    count = tf.Variable(0.0, dtype=tf.float64)

    def step(X, y):
        with tf.GradientTape() as tape:
            loss = loss_of(variables, X, y)
        gradients = tape.gradient(loss, variables)
        for name in variables:
            variables[name].assign_sub(lr * decay**count * gradients[name])
        count.assign_add(1.0)
        return loss

    return step
