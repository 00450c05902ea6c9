"""Ada writes everything as the description has it, and runs the notebook before handing in."""

OPTIONS = {"language": "en", "executed": 1}

# %% to_variables
def to_variables(params):
    return {
        "Wh": tf.Variable(params["W1"].T),
        "bh": tf.Variable(params["b1"].ravel()),
        "Wo": tf.Variable(params["W2"].T),
        "bo": tf.Variable(params["b2"].ravel()),
    }

# %% forward
def forward(X, variables):
    Zh = X @ variables["Wh"] + variables["bh"]
    H = tf.tanh(Zh)
    Zo = H @ variables["Wo"] + variables["bo"]
    return {"Zh": Zh, "H": H, "Zo": Zo, "F": tf.nn.softmax(Zo)}

# %% mean_nll
def mean_nll(Zo, y):
    return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels=y, logits=Zo))

# %% gradients_by_hand
def gradients_by_hand(X, y, variables, cache):
    m, K = cache["F"].shape
    dZo = (cache["F"] - tf.one_hot(y, K, dtype=tf.float64)) / m
    dH = dZo @ tf.transpose(variables["Wo"])
    dZh = dH * (1 - cache["H"] ** 2)
    return {
        "Wh": tf.transpose(X) @ dZh,
        "bh": tf.reduce_sum(dZh, axis=0),
        "Wo": tf.transpose(cache["H"]) @ dZo,
        "bo": tf.reduce_sum(dZo, axis=0),
    }

# %% gradients_by_tape
def gradients_by_tape(loss_of, variables):
    with tf.GradientTape() as tape:
        loss = loss_of(variables)
    return loss, tape.gradient(loss, variables)

# %% gradient_gaps
def gradient_gaps(by_hand, by_tape):
    gaps = {}
    for name in by_hand:
        a, b = by_hand[name].numpy(), by_tape[name].numpy()
        if a.shape != b.shape:
            gaps[name] = np.inf
        elif not a.any() and not b.any():
            gaps[name] = 0.0
        else:
            gaps[name] = np.abs(a - b).max() / max(np.abs(a).max(), np.abs(b).max())
    return gaps

# %% tape_answers
tape_answers = RIGHT

# %% sgd_step
def sgd_step(variables, gradients, lr):
    for name in variables:
        variables[name].assign_sub(lr * gradients[name])

# %% make_step
def make_step(loss_of, variables, lr, decay):
    rate = tf.Variable(lr, dtype=tf.float64)

    @tf.function
    def step(X, y):
        with tf.GradientTape() as tape:
            loss = loss_of(variables, X, y)
        gradients = tape.gradient(loss, variables)
        for name in variables:
            variables[name].assign_sub(rate * gradients[name])
        rate.assign(rate * decay)
        return loss

    return step

# %% traces
traces = {"python": len(set(traces_variant["rows"])), "variable": len(traces_variant["rows"])}

# %% build_model
def build_model(X, H, K):
    return keras.Sequential(
        [
            keras.Input((X.shape[1],)),
            keras.layers.Dense(H, activation="tanh"),
            keras.layers.Dense(K, activation="softmax"),
        ]
    )

# %% make_loss
def make_loss(has_softmax, one_hot):
    if one_hot:
        return keras.losses.CategoricalCrossentropy(from_logits=not has_softmax)
    return keras.losses.SparseCategoricalCrossentropy(from_logits=not has_softmax)

# %% model_shapes
N, H, K, m = (model_shapes_variant[name] for name in ("N", "H", "K", "m"))
model_shapes = {"kernel": (N, H), "W1": (H, N), "logits": (m, K), "parameters": N * H + H + H * K + K}

# %% keras_twin
def keras_twin(params):
    H, N = params["W1"].shape
    model = build_model(np.zeros((1, N)), H, len(params["b2"]))
    weights = [params["W1"].T, params["b1"].ravel(), params["W2"].T, params["b2"].ravel()]
    model.set_weights(weights)
    return model

# %% train
def train(model, X, y, steps, lr):
    model.compile(optimizer=keras.optimizers.SGD(lr), loss="sparse_categorical_crossentropy")
    for _ in range(steps):
        model.train_on_batch(X, y)
