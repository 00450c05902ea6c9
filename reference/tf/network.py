"""One hidden layer in TensorFlow, rows as instances: variables, forward pass, loss, gradients."""

import tensorflow as tf


def to_variables(params):
    """Return the lab's parameters as variables: Wh = W1ᵀ, Wo = W2ᵀ, and biases of one axis.

    params: dict of float64 arrays in the layout of the lab, "W1" (H, N), "b1" (H, 1), "W2" (K, H),
    "b2" (K, 1).
    Returns a dict of float64 tf.Variables in the layout of Keras, with exactly the keys "Wh"
    (N, H), "bh" (H,), "Wo" (H, K), "bo" (K,).

    Source: S. J. Goubalan, Initiation au Deep Learning (homework: backpropagation).
    """
    return {
        "Wh": tf.Variable(params["W1"].T),
        "bh": tf.Variable(params["b1"][:, 0]),
        "Wo": tf.Variable(params["W2"].T),
        "bo": tf.Variable(params["b2"][:, 0]),
    }


def forward(X, variables):
    """Return Zh = X Wh + bh, H = tanh(Zh), Zo = H Wo + bo and F = softmax(Zo), row by row.

    X: tensor (m, N), float64, one instance a row.
    variables: dict of tf.Variables "Wh" (N, H), "bh" (H,), "Wo" (H, K), "bo" (K,).
    Returns a dict of tensors with exactly the keys "Zh", "H" (m, H) and "Zo", "F" (m, K). A tape
    that is open meanwhile can follow each of them back to the variables.

    Source: S. J. Goubalan, Initiation au Deep Learning (one hidden layer network).
    """
    Zh = tf.matmul(X, variables["Wh"]) + variables["bh"]
    H = tf.tanh(Zh)
    Zo = tf.matmul(H, variables["Wo"]) + variables["bo"]
    return {"Zh": Zh, "H": H, "Zo": Zo, "F": tf.nn.softmax(Zo)}


def mean_nll(Zo, y):
    """Return J, the mean over the instances of -log f_y, where f = softmax(z), z a row of Zo.

    Zo: tensor (m, K), float64: the logits. y: integer tensor (m,): the right class of each
    instance, counted from 0 to K - 1.
    Returns a tensor of no axis, float64, finite even where a logit is 1000. A tape can follow it
    back to Zo.

    Source: S. J. Goubalan, Initiation au Deep Learning (training: negative log-likelihood).
    """
    targets = tf.one_hot(y, Zo.shape[1], dtype=Zo.dtype)
    return -tf.reduce_mean(tf.reduce_sum(targets * tf.nn.log_softmax(Zo), axis=1))


def gradients_by_hand(X, y, variables, cache):
    """Return the gradients of J by the chain rule: dZo = (F - e(y)) / m, and so on backwards.

    X: tensor (m, N), float64, one instance a row. y: integer tensor (m,), classes from 0.
    variables: dict of tf.Variables "Wh" (N, H), "bh" (H,), "Wo" (H, K), "bo" (K,).
    cache: what forward returns for them: a dict of tensors "Zh", "H" (m, H), "Zo", "F" (m, K).
    Returns a dict of tensors with the keys of variables: each gradient has the shape of its
    variable.

    Source: S. J. Goubalan, Initiation au Deep Learning (backpropagation, gradients).
    """
    H, F = cache["H"], cache["F"]
    dZo = (F - tf.one_hot(y, F.shape[1], dtype=F.dtype)) / X.shape[0]
    dH = tf.matmul(dZo, variables["Wo"], transpose_b=True)
    dZh = dH * (1 - H**2)
    return {
        "Wh": tf.matmul(X, dZh, transpose_a=True),
        "bh": tf.reduce_sum(dZh, axis=0),
        "Wo": tf.matmul(H, dZo, transpose_a=True),
        "bo": tf.reduce_sum(dZo, axis=0),
    }
