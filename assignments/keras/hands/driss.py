"""Driss recopie le TP : les neurones en lignes, les instances en colonnes."""

OPTIONS = {"language": "fr", "like": "ada"}

# %% to_variables
def to_variables(params):
    # les mêmes matrices qu'au TP
    return {
        "Wh": tf.Variable(params["W1"]),
        "bh": tf.Variable(params["b1"][:, 0]),
        "Wo": tf.Variable(params["W2"]),
        "bo": tf.Variable(params["b2"][:, 0]),
    }

# %% forward
def forward(X, variables):
    Wh, bh = tf.transpose(variables["Wh"]), variables["bh"][:, None]
    Wo, bo = tf.transpose(variables["Wo"]), variables["bo"][:, None]
    Zh = Wh @ tf.transpose(X) + bh
    H = tf.tanh(Zh)
    Zo = Wo @ H + bo
    return {"Zh": Zh, "H": H, "Zo": Zo, "F": tf.nn.softmax(Zo, axis=0)}

# %% gradients_by_hand
def gradients_by_hand(X, y, variables, cache):
    m, K = cache["F"].shape
    dZo = (cache["F"] - tf.one_hot(y, K, dtype=tf.float64)) / m
    dZh = dZo @ tf.transpose(variables["Wo"]) * (1 - cache["H"] ** 2)
    return {
        "Wh": tf.transpose(dZh) @ X,
        "bh": tf.reduce_sum(dZh, axis=0),
        "Wo": tf.transpose(dZo) @ cache["H"],
        "bo": tf.reduce_sum(dZo, axis=0),
    }

# %% model_shapes
model_shapes = MISTAKE("kernel_as_in_the_formula")

# %% keras_twin
def keras_twin(params):
    H, N = params["W1"].shape
    model = build_model(np.zeros((1, N)), H, len(params["b2"]))
    # les dimensions n'allaient pas, avec reshape ça passe
    model.set_weights(
        [
            params["W1"].reshape(N, H),
            params["b1"].ravel(),
            params["W2"].reshape(H, -1),
            params["b2"].ravel(),
        ]
    )
    return model
