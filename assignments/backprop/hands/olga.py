"""Olga renames two functions, and loses or gains an axis here and there."""

OPTIONS = {"language": "en"}

# %% trainable_layers
trainable_layers = RIGHT

# %% parameter_count
parameter_count = RIGHT

# %% indices
indices = RIGHT

# %% shapes
shapes = RIGHT

# %% sigmoid
def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z < 0, e / (1 + e), 1 / (1 + e))

# %% sigmoid_prime
def sigmoid_derivative(z):
    s = sigmoid(z)
    return s * (1 - s)

# %% relu
def relu(z):
    return np.maximum(0.0, z)

# %% relu_prime
def relu_prime(z):
    return (z > 0).astype(np.float64)

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, z, alpha * z)

# %% elu
def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * (np.exp(np.minimum(z, 0.0)) - 1))

# %% softmax
def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)

# %% one_hot
def one_hot(y, K):
    Y = np.zeros((K, len(y)), dtype=int)
    Y[y, np.arange(len(y))] = 1
    return Y

# %% nll_loss
def negative_log_likelihood(F, y):
    p = F[y, np.arange(len(y))]
    return -np.mean(np.log(np.clip(p, 1e-12, 1 - 1e-12)))

# %% after nll_loss
F_try = np.array([[0.7, 0.2], [0.3, 0.8]])
print(negative_log_likelihood(F_try, np.array([0, 1])))

# %% cross_entropy
def cross_entropy(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return -np.sum(Y * np.log(P), axis=0).mean()

# %% bce_loss
def bce_loss(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    # matrix products: no loop and no sum
    return -(Y @ np.log(P).T + (1 - Y) @ np.log(1 - P).T) / P.shape[1]

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
    # only the right class counts
    return -1 / f[y]

# %% dlogits
def dlogits(F, y):
    return F - one_hot(y, F.shape[0])

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = A_prev.shape[1]
    dW = dZ @ A_prev.T / m
    db = dZ.sum(axis=1) / m
    return W.T @ dZ, dW, db

# %% activation_backward
def activation_backward(dA, Z, name):
    if name == "sigmoid":
        return dA * sigmoid_derivative(Z)
    if name == "relu":
        return dA * relu_prime(Z)
    return dA * (1 - np.tanh(Z) ** 2)

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
    # the checks want columns
    db1, db2 = db1[:, None], db2[:, None]
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    # one value for each coordinate
    flat = []
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        flat.append((f(x + step) - f(x - step)) / (2 * h))
    return np.array(flat)

# %% gradient_check
def gradient_check(f, grad, x):
    a = grad(x).ravel()
    n = numerical_gradient(f, x)
    return np.max(np.abs(a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-12))

# %% gd_step
def gd_step(params, grads, lr):
    return {name: params[name] - lr * grads["d" + name] for name in params}

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    m = {name: gamma * velocity[name] + lr * grads["d" + name] for name in params}
    return {name: params[name] - m[name] for name in params}, m

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
        A2, cache = two_layer_forward(X, params)
        history.append(bce_loss(A2, Y).item())
        params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    return params, history

# %% symmetry_report
def symmetry_report(X, Y, params, lr):
    for _ in range(3):
        _, cache = two_layer_forward(X, params)
        params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    return len(np.unique(params["W1"].round(8), axis=0))

# %% he_normal
def he_normal(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(2 / n_in), (n_in, n_out))
