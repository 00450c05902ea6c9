"""Kenza s'arrête après la partie B, et affiche beaucoup."""

OPTIONS = {"language": "fr", "delete": ["demo", "provided"]}

# %% to_variables
def to_variables(params):
    print("dimensions :", {nom: tableau.shape for nom, tableau in params.items()})
    return {
        "Wh": tf.Variable(np.transpose(params["W1"])),
        "bh": tf.Variable(params["b1"].reshape(-1)),
        "Wo": tf.Variable(np.transpose(params["W2"])),
        "bo": tf.Variable(params["b2"].reshape(-1)),
    }

# %% forward
def forward(X, variables):
    Zh = tf.matmul(X, variables["Wh"]) + variables["bh"]
    print("Zh", Zh)
    H = tf.nn.sigmoid(Zh)
    Zo = tf.matmul(H, variables["Wo"]) + variables["bo"]
    print("Zo", Zo)
    return {"Zh": Zh, "H": H, "Zo": Zo, "F": tf.nn.softmax(Zo)}

# %% mean_nll
def mean_nll(Zo, y):
    F = tf.nn.softmax(Zo)
    cible = tf.one_hot(y, Zo.shape[1], dtype=tf.float64)
    return -tf.reduce_mean(tf.math.log(tf.reduce_sum(cible * F, axis=1)))

# %% gradients_by_hand
def gradients_by_hand(X, y, variables, cache):
    H, F = cache["H"], cache["F"]
    dZo = (F - tf.one_hot(y, F.shape[1], dtype=tf.float64)) / len(F)
    # la formule de la diapositive : sigma'
    dZh = dZo @ tf.transpose(variables["Wo"]) * H * (1 - H)
    return {
        "Wh": tf.transpose(X) @ dZh,
        "bh": tf.reduce_sum(dZh, axis=0),
        "Wo": tf.transpose(H) @ dZo,
        "bo": tf.reduce_sum(dZo, axis=0),
    }

# %% gradients_by_tape
def gradients_by_tape(loss_of, variables):
    with tf.GradientTape() as tape:
        loss = loss_of(variables)
    return loss, tape.gradient(loss, variables)

# %% tape_answers
tape_answers = MISTAKE("a_tape_lasts")
