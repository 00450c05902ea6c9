"""Hugo additionne là où il faut une moyenne."""

OPTIONS = {"language": "fr", "like": "bilal"}

# %% mean_nll
def mean_nll(Zo, y):
    un = tf.one_hot(y, Zo.shape[1], dtype=tf.float64)
    return -tf.reduce_sum(un * tf.nn.log_softmax(Zo))

# %% gradients_by_hand
def gradients_by_hand(X, y, variables, cache):
    dZo = cache["F"] - tf.one_hot(y, cache["F"].shape[1], dtype=tf.float64)
    dZh = tf.matmul(dZo, variables["Wo"], transpose_b=True) * (1 - tf.square(cache["H"]))
    return {
        "Wh": tf.matmul(X, dZh, transpose_a=True),
        "bh": tf.reduce_sum(dZh, 0),
        "Wo": tf.matmul(cache["H"], dZo, transpose_a=True),
        "bo": tf.reduce_sum(dZo, 0),
    }

# %% gradient_gaps
def gradient_gaps(by_hand, by_tape):
    ecarts = {}
    for nom in by_hand:
        if by_hand[nom].shape != by_tape[nom].shape:
            ecarts[nom] = float("inf")
        else:
            ecarts[nom] = float(tf.reduce_max(tf.abs(by_hand[nom] - by_tape[nom])))
    return ecarts

# %% make_loss
def make_loss(has_softmax, one_hot):
    classe = keras.losses.SparseCategoricalCrossentropy
    if one_hot:
        classe = keras.losses.CategoricalCrossentropy
    return classe(from_logits=not has_softmax, reduction="sum")
