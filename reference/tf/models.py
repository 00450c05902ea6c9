"""The same network as a Keras model: built, with its loss, with given weights, trained."""

import keras


def build_model(X, H, K):
    """Return a Keras model of one hidden layer: Dense(H) with tanh, then Dense(K) with softmax.

    X: array (m, N), float32, one instance a row: the model is for rows of N numbers, however many.
    H: int, the number of hidden neurons. K: int, the number of classes.
    Returns a keras.Sequential that is built: get_weights() has its four arrays at once. It is not
    compiled.

    Source: S. J. Goubalan, Initiation au Deep Learning (Keras implementation).
    """
    return keras.Sequential(
        [
            keras.Input(shape=(X.shape[1],)),
            keras.layers.Dense(H, activation="tanh"),
            keras.layers.Dense(K, activation="softmax"),
        ]
    )


def make_loss(has_softmax, one_hot):
    """Return the Keras loss -log f_y, averaged over the batch, that fits a model and its labels.

    has_softmax: bool: whether the model ends with softmax, or gives logits.
    one_hot: bool: whether a label is a row of K zeros and ones, or an integer from 0 to K - 1.
    Returns a function loss(labels, outputs): outputs is the batch as the model gives it, (m, K).

    Source: S. J. Goubalan, Initiation au Deep Learning (Keras implementation; training).
    """
    if one_hot:
        return keras.losses.CategoricalCrossentropy(from_logits=not has_softmax)
    return keras.losses.SparseCategoricalCrossentropy(from_logits=not has_softmax)


def keras_twin(params):
    """Return a Keras model that computes what the network of the lab computes: tanh, then softmax.

    params: dict of float64 arrays in the layout of the lab, columns as instances: "W1" (H, N),
    "b1" (H, 1), "W2" (K, H), "b2" (K, 1).
    Returns a built keras.Sequential of two Dense layers with these weights. It takes rows of N
    numbers and gives rows of K probabilities, in float32.

    Beside the homework of S. J. Goubalan, Initiation au Deep Learning (backpropagation).
    """
    H, N = params["W1"].shape
    K = params["W2"].shape[0]
    model = keras.Sequential(
        [
            keras.Input(shape=(N,)),
            keras.layers.Dense(H, activation="tanh"),
            keras.layers.Dense(K, activation="softmax"),
        ]
    )
    model.set_weights(
        [params["W1"].T, params["b1"][:, 0], params["W2"].T, params["b2"][:, 0]],
    )
    return model


def train(model, X, y, steps, lr):
    """Train a model: in each step, θ ← θ - lr ∂J/∂θ on the whole of the data.

    J is the mean over the instances of -log f_y.

    model: a Keras model as build_model returns it, softmax at its end; it is trained itself.
    X: array (m, N), float32, one instance a row. y: integer array (m,), classes from 0.
    steps: int, the number of updates. lr: float.
    Returns None.

    Source: S. J. Goubalan, Initiation au Deep Learning (stochastic gradient descent).
    """
    model.compile(
        optimizer=keras.optimizers.SGD(learning_rate=lr),
        loss=keras.losses.SparseCategoricalCrossentropy(),
    )
    for _ in range(steps):
        model.train_on_batch(X, y)
