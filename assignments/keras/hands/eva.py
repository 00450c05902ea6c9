"""Eva leaves TensorFlow for NumPy wherever she knows the function there."""

OPTIONS = {"language": "en", "like": "ada"}

# %% forward
def forward(X, variables):
    Zh = X @ variables["Wh"] + variables["bh"]
    H = np.tanh(Zh)
    Zo = H @ variables["Wo"] + variables["bo"]
    return {"Zh": Zh, "H": H, "Zo": Zo, "F": tf.nn.softmax(Zo)}

# %% mean_nll
def mean_nll(Zo, y):
    Z = Zo.numpy()
    Z = Z - Z.max(axis=1, keepdims=True)
    log_F = Z - np.log(np.exp(Z).sum(axis=1, keepdims=True))
    return -log_F[np.arange(len(Z)), y.numpy()].mean()

# %% gradients_by_tape
def gradients_by_tape(loss_of, variables):
    values = {name: tf.convert_to_tensor(v.numpy()) for name, v in variables.items()}
    with tf.GradientTape() as tape:
        loss = loss_of(values)
    return loss, tape.gradient(loss, variables)

# %% tape_answers
tape_answers = MISTAKE("a_tape_follows_numpy")

# %% [markdown] after tape_answers
# The checks of the tape say None, I do not know why: the numbers are the same.
