"""Yuki handed in through a tool that leaves bare cells; other conventions in the last parts."""

OPTIONS = {"language": "en", "strip": "all", "docstrings": False}

# %% trainable_layers
trainable_layers = RIGHT

# %% parameter_count
parameter_count = MISTAKE("gives_biases_to_the_input")

# %% indices
indices = RIGHT

# %% shapes
shapes = RIGHT

# %% sigmoid
sigmoid = lambda z: (1 + np.tanh(z / 2)) / 2

# %% sigmoid_prime
sigmoid_prime = lambda z: sigmoid(z) * (1 - sigmoid(z))

# %% relu
relu = lambda z: np.maximum(z, 0)

# %% relu_prime
relu_prime = lambda z: (z > 0) + 0.0

# %% leaky_relu
leaky_relu = lambda z, alpha=0.01: np.where(z > 0, z, alpha * z)

# %% elu
elu = lambda z, alpha=1.0: np.where(z > 0, z, np.expm1(alpha * np.minimum(z, 0)))

# %% softmax
def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)

# %% one_hot
one_hot = lambda y, K: 1.0 * (np.arange(K)[:, None] == y)

# %% nll_loss
def nll_loss(F, y):
    # 1e-12 looks too small to matter, so a safer bound
    return -np.log(F[y, np.arange(y.size)].clip(1e-3, 1 - 1e-3)).mean()

# %% cross_entropy
def cross_entropy(P, Y):
    return -(Y * np.log(P.clip(1e-12, 1 - 1e-12))).sum(axis=0).mean()

# %% bce_loss
def bce_loss(P, Y):
    P = P.clip(1e-12, 1 - 1e-12)
    return -(Y * np.log(P) + (1 - Y) * np.log(1 - P)).mean()

# %% two_layer_forward
def two_layer_forward(X, params):
    Z1 = params["W1"] @ X + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    g = {"tanh": np.tanh, "sigmoid": sigmoid, "relu": relu}[activation]
    Z1 = params["W1"] @ X + params["b1"]
    A1 = g(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    F = softmax(Z2)
    return F, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": F}

# %% dnll_df
def dnll_df(f, y):
    # the famous f - e(y)
    return f - np.eye(f.size)[y]

# %% dlogits
def dlogits(F, y):
    return F - one_hot(y, F.shape[0])

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = dZ.shape[1]
    return W.T @ dZ, dZ @ A_prev.T / m, dZ.mean(axis=1, keepdims=True)

# %% activation_backward
def activation_backward(dA, Z, name):
    return dA * {
        "sigmoid": sigmoid_prime,
        "relu": relu_prime,
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }[name](Z)

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    dA1, dW2, db2 = dense_backward(cache["A2"] - Y, cache["A1"], params["W2"])
    dZ1 = activation_backward(dA1, cache["Z1"], "sigmoid")
    _, dW1, db1 = dense_backward(dZ1, X, params["W1"])
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

# %% onehidden_backward
def onehidden_backward(params, cache, X, y, activation="tanh"):
    dA1, dW2, db2 = dense_backward(dlogits(cache["A2"], y), cache["A1"], params["W2"])
    dZ1 = activation_backward(dA1, cache["Z1"], activation)
    _, dW1, db1 = dense_backward(dZ1, X, params["W1"])
    # W1 and b1 come one layer earlier: sign of the chain
    return {"dW1": -dW1, "db1": -db1, "dW2": dW2, "db2": db2}

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    basis = np.eye(x.size).reshape(-1, *x.shape)
    return np.array([(f(x + h * e) - f(x - h * e)) / (2 * h) for e in basis]).reshape(x.shape)

# %% gradient_check
def gradient_check(f, grad, x):
    a, n = grad(x), numerical_gradient(f, x)
    return np.mean(np.abs(a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-12))

# %% gd_step
def gd_step(params, grads, lr):
    return {k: params[k] - lr * grads["d" + k] for k in params}

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    # exponentially weighted average
    v = {k: gamma * velocity[k] + (1 - gamma) * grads["d" + k] for k in params}
    return {k: params[k] - lr * v[k] for k in params}, v

# %% random_mini_batches
def random_mini_batches(X, Y, size, rng):
    m = X.shape[1]
    order = rng.permutation(m)
    # complete the last batch so that all have the same size
    order = np.concatenate([order, order[: -m % size]]) if size < m else order
    return [(X[:, order[i : i + size]], Y[:, order[i : i + size]]) for i in range(0, len(order), size)]

# %% train
def train(X, Y, n_hidden, lr, epochs, seed):
    rng = np.random.default_rng(seed)
    params = {
        "W1": 0.01 * rng.normal(size=(n_hidden, X.shape[0])),
        "b1": np.zeros((n_hidden, 1)),
        "W2": 0.01 * rng.normal(size=(1, n_hidden)),
        "b2": np.zeros((1, 1)),
    }
    history = []
    for _ in range(epochs):
        _, cache = two_layer_forward(X, params)
        params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
        A2, _ = two_layer_forward(X, params)
        history.append(bce_loss(A2, Y))
    return params, history

# %% symmetry_report
def symmetry_report(X, Y, params, lr):
    # one step is enough to see it
    _, cache = two_layer_forward(X, params)
    params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    return len(np.unique(params["W1"].round(8), axis=0))

# %% he_normal
def he_normal(n_in, n_out, rng):
    # rule of thumb of the slides
    return rng.normal(size=(n_out, n_in)) * 2 / np.sqrt(n_in)
