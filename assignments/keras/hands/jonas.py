"""Jonas connaît TensorFlow, mais pas encore Keras."""

OPTIONS = {"language": "fr", "like": "bilal"}

# %% build_model
def build_model(X, H, K):
    return keras.Sequential(
        [
            keras.Input(shape=(X.shape[0],)),
            keras.layers.Dense(H, activation="tanh"),
            keras.layers.Dense(K, activation="softmax"),
        ]
    )

# %% make_loss
def make_loss(has_softmax, one_hot):
    return keras.losses.SparseCategoricalCrossentropy(from_logits=not has_softmax)

# %% model_shapes
model_shapes = MISTAKE("counts_the_instances")

# %% keras_twin
def keras_twin(params):
    (H, N), K = params["W1"].shape, params["W2"].shape[0]
    modele = keras.Sequential(
        [
            keras.Input(shape=(N,)),
            keras.layers.Dense(H, activation="tanh"),
            keras.layers.Dense(K, activation="softmax"),
        ]
    )
    poids = [params["W1"].T, params["b1"][:, 0], params["W2"].T, params["b2"][:, 0]]
    for ancien, nouveau in zip(modele.get_weights(), poids):
        ancien = nouveau
    return modele

# %% train
def train(model, X, y, steps, lr):
    for _ in range(steps):
        for layer in model.layers:
            with tf.GradientTape() as tape:
                F = model(X)
                loss = -tf.reduce_mean(tf.math.log(tf.gather(F, y, axis=1, batch_dims=1)))
            layer.kernel.assign_sub(lr * tape.gradient(loss, layer.kernel))
