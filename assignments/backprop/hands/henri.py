"""Henri est passé par un outil qui ôte les métadonnées ; quelques erreurs de conventions."""

OPTIONS = {"language": "fr", "strip": "cells"}

# %% trainable_layers
trainable_layers = RIGHT

# %% parameter_count
# j'ai fait le produit des tailles voisines, et la somme
parameter_count = MISTAKE("counts_the_weights_only")

# %% indices
indices = RIGHT

# %% shapes
shapes = RIGHT

# %% sigmoid
def sigmoid(z):
    ez = np.exp(-abs(z))
    return np.where(z < 0, ez, 1) / (1 + ez)

# %% sigmoid_prime
def sigmoid_prime(z):
    sz = sigmoid(z)
    return sz * (1 - sz)

# %% relu
def relu(z):
    return np.maximum(z, 0)

# %% relu_prime
def relu_prime(z):
    # échelon : 1 à partir de 0, comme dans le cours de P. Pereira
    return (z >= 0).astype(float)

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    return np.where(z >= 0, z, alpha * z)

# %% elu
def elu(z, alpha=1.0):
    return np.where(z >= 0, z, alpha * (np.exp(np.minimum(z, 0)) - 1))

# %% softmax
def softmax(Z):
    ez = np.exp(Z - np.max(Z, axis=0, keepdims=True))
    return ez / np.sum(ez, axis=0, keepdims=True)

# %% one_hot
def one_hot(y, K):
    return np.identity(K)[y].T

# %% nll_loss
def nll_loss(F, y):
    F = np.clip(F, 1e-12, 1 - 1e-12)
    return -np.sum(np.log(F) * one_hot(y, F.shape[0])) / len(y)

# %% cross_entropy
def cross_entropy(P, Y):
    # une moyenne est une moyenne
    return -np.mean(Y * np.log(np.clip(P, 1e-12, 1 - 1e-12))) 

# %% bce_loss
def bce_loss(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))

# %% two_layer_forward
def two_layer_forward(X, params):
    Z1 = np.dot(params["W1"], X) + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = np.dot(params["W2"], A1) + params["b2"]
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    Z1 = np.dot(params["W1"], X) + params["b1"]
    if activation == "tanh":
        A1 = np.tanh(Z1)
    if activation == "sigmoid":
        A1 = sigmoid(Z1)
    if activation == "relu":
        A1 = relu(Z1)
    Z2 = np.dot(params["W2"], A1) + params["b2"]
    A2 = softmax(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% dnll_df
def dnll_df(f, y):
    # la perte est -log f_y, je dérive : 1 / f_y
    g = np.zeros(f.shape)
    g[y] = 1 / f[y]
    return g

# %% dlogits
def dlogits(F, y):
    return one_hot(y, F.shape[0]) - F

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = A_prev.shape[1]
    dW = np.dot(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = np.dot(W.T, dZ)
    return dA_prev, dW, db

# %% activation_backward
def activation_backward(dA, Z, name):
    if name == "sigmoid":
        return dA * sigmoid_prime(Z)
    elif name == "tanh":
        return dA * (1 - np.tanh(Z) ** 2)
    else:
        return dA * relu_prime(Z)

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    grads = {}
    dZ2 = cache["A2"] - Y
    dA1, grads["dW2"], grads["db2"] = dense_backward(dZ2, cache["A1"], params["W2"])
    dZ1 = activation_backward(dA1, cache["Z1"], "sigmoid")
    dA0, grads["dW1"], grads["db1"] = dense_backward(dZ1, X, params["W1"])
    return grads

# %% onehidden_backward
def onehidden_backward(params, cache, X, y, activation="tanh"):
    grads = {}
    dZ2 = dlogits(cache["A2"], y)
    dA1, grads["dW2"], grads["db2"] = dense_backward(dZ2, cache["A1"], params["W2"])
    dZ1 = activation_backward(dA1, cache["Z1"], activation)
    dA0, grads["dW1"], grads["db1"] = dense_backward(dZ1, X, params["W1"])
    return grads

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        g[i] = (f(x + e) - f(x - e)) / (2 * h)
    return g

# %% gradient_check
def gradient_check(f, grad, x):
    a = grad(x)
    n = numerical_gradient(f, x)
    # ‖a - n‖ / (‖a‖ + ‖n‖), vu sur Internet
    return np.linalg.norm(a - n) / max(np.linalg.norm(a) + np.linalg.norm(n), 1e-12)

# %% gd_step
def gd_step(params, grads, lr):
    return {cle: params[cle] - lr * grads["d" + cle] for cle in params}

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    v = {cle: gamma * velocity[cle] + lr * grads["d" + cle] for cle in params}
    return {cle: params[cle] - v[cle] for cle in params}, v

# %% random_mini_batches
def random_mini_batches(X, Y, size, rng):
    m = X.shape[1]
    p = rng.permutation(m)
    X, Y = X[:, p], Y[:, p]
    return [(X[:, i:i + size], Y[:, i:i + size]) for i in range(0, m, size)]

# %% train
def train(X, Y, n_hidden, lr, epochs, seed):
    rng = np.random.default_rng(seed)
    params = {}
    params["W1"] = rng.normal(size=(n_hidden, X.shape[0])) * 0.01
    params["b1"] = np.zeros((n_hidden, 1))
    params["W2"] = rng.normal(size=(1, n_hidden)) * 0.01
    params["b2"] = np.zeros((1, 1))
    history = []
    for i in range(epochs):
        A2, cache = two_layer_forward(X, params)
        history.append(bce_loss(A2, Y))
        grads = two_layer_backward(params, cache, X, Y)
        params = gd_step(params, grads, lr)
    # le coût final
    A2, cache = two_layer_forward(X, params)
    history.append(bce_loss(A2, Y))
    return params, history

# %% symmetry_report
def symmetry_report(X, Y, params, lr):
    for i in range(3):
        A2, cache = two_layer_forward(X, params)
        grads = two_layer_backward(params, cache, X, Y)
        params = gd_step(params, grads, lr)
    return len(np.unique(np.round(params["W1"], 8), axis=0))

# %% he_normal
def he_normal(n_in, n_out, rng):
    return rng.normal(size=(n_out, n_in)) * np.sqrt(1 / n_in)
