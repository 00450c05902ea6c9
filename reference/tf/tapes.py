"""The gradients that a tape finds, and how far they are from those found by hand."""

import tensorflow as tf


def gradients_by_tape(loss_of, variables):
    """Return (loss, gradients): loss = loss_of(variables), and its slope along each variable.

    loss_of: function of the dict of variables, which computes a tensor of no axis with TensorFlow.
    variables: dict of tf.Variables, of any names and shapes; loss_of depends on all of them.
    Returns the loss, a tensor, and a dict of tensors with the keys of variables: each gradient has
    the shape of its variable. loss_of may be slow: call it once.

    Source: S. J. Goubalan, Initiation au Deep Learning (homework: backpropagation).
    """
    with tf.GradientTape() as tape:
        loss = loss_of(variables)
    return loss, tape.gradient(loss, variables)


def gradient_gaps(by_hand, by_tape):
    """Return max|a - b| / max(max|a|, max|b|) for each gradient: the relative gap between two.

    by_hand, by_tape: dicts of float64 tensors with the same keys: a and b are those of one key.
    Returns a dict of floats with these keys: 0 where a and b hold only zeros, and infinity where
    they have not the same shape, even if broadcasting would make them fit.

    Beside the homework of S. J. Goubalan, Initiation au Deep Learning (backpropagation).
    """
    gaps = {}
    for name, a in by_hand.items():
        b = by_tape[name]
        if a.shape != b.shape:
            gaps[name] = float("inf")
            continue
        largest = tf.maximum(tf.reduce_max(tf.abs(a)), tf.reduce_max(tf.abs(b)))
        gaps[name] = float(tf.math.divide_no_nan(tf.reduce_max(tf.abs(a - b)), largest))
    return gaps
