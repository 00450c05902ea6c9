"""Sami writes into the arrays that he is given, nearly everywhere."""

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
    return 0.5 + 0.5 * np.tanh(z / 2)

# %% sigmoid_prime
def sigmoid_prime(z):
    s = sigmoid(z)
    s *= 1 - s
    return s

# %% relu
def relu(z):
    z[z < 0] = 0.0
    return z

# %% relu_prime
def relu_prime(z):
    out = np.zeros_like(z)
    out[z > 0] = 1.0
    return out

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    out = np.array(z)
    out[out < 0] *= alpha
    return out

# %% elu
def elu(z, alpha=1.0):
    out = np.array(z)
    below = out < 0
    out[below] = np.exp(out[below]) - 1
    out[below] *= alpha
    return out

# %% softmax
def softmax(Z):
    Z -= Z.max(axis=0)
    return np.exp(Z) / np.exp(Z).sum(axis=0)

# %% one_hot
def one_hot(y, K):
    Y = np.zeros((K, y.size))
    Y[y, np.arange(y.size)] += 1
    return Y

# %% nll_loss
def nll_loss(F, y):
    p = F[y, np.arange(y.size)]  # a copy: fancy indexing
    np.clip(p, 1e-12, 1 - 1e-12, out=p)
    return -np.log(p).mean()

# %% cross_entropy
def cross_entropy(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    np.log(P, out=P)
    P *= Y
    return -P.sum() / P.shape[1]

# %% bce_loss
def bce_loss(P, Y):
    np.clip(P, 1e-12, 1 - 1e-12, out=P)
    return -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))

# %% two_layer_forward
def two_layer_forward(X, params):
    Z1 = params["W1"] @ X
    Z1 += params["b1"]
    A1 = sigmoid(Z1)
    Z2 = params["W2"] @ A1
    Z2 += params["b2"]
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    Z1 = params["W1"] @ X
    Z1 += params["b1"]
    A1 = {"tanh": np.tanh, "sigmoid": sigmoid, "relu": relu}[activation](Z1)
    Z2 = params["W2"] @ A1
    Z2 += params["b2"]
    F = softmax(Z2)
    return F, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": F}

# %% dnll_df
def dnll_df(f, y):
    g = np.zeros(f.size)
    g[y] -= 1 / f[y]
    return g

# %% dlogits
def dlogits(F, y):
    F[y, np.arange(y.size)] -= 1
    return F

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = dZ.shape[1]
    dW = dZ @ A_prev.T
    dW /= m
    db = dZ.sum(axis=1, keepdims=True)
    db /= m
    return W.T @ dZ, dW, db

# %% activation_backward
def activation_backward(dA, Z, name):
    if name == "relu":
        dA[Z <= 0] = 0
        return dA
    if name == "sigmoid":
        return dA * sigmoid_prime(Z)
    return dA * (1 - np.tanh(Z) ** 2)

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    dZ2 = cache["A2"] - Y
    dA1, dW2, db2 = dense_backward(dZ2, cache["A1"], params["W2"])
    dZ1 = activation_backward(dA1, cache["Z1"], "sigmoid")
    _, dW1, db1 = dense_backward(dZ1, X, params["W1"])
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

# %% onehidden_backward
def onehidden_backward(params, cache, X, y, activation="tanh"):
    dZ2 = dlogits(cache["A2"], y)
    dA1, dW2, db2 = dense_backward(dZ2, cache["A1"], params["W2"])
    dZ1 = activation_backward(dA1, cache["Z1"], activation)
    _, dW1, db1 = dense_backward(dZ1, X, params["W1"])
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        above = f(x)
        x[i] -= 2 * h
        g[i] = (above - f(x)) / (2 * h)
    return g

# %% gradient_check
def gradient_check(f, grad, x):
    a = grad(x)
    n = numerical_gradient(f, x.copy())
    return np.max(np.abs(a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-12))

# %% gd_step
def gd_step(params, grads, lr):
    for name in params:
        params[name] -= lr * grads["d" + name]
    return params

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    for name in params:
        velocity[name] = gamma * velocity[name] + lr * grads["d" + name]
    return {name: params[name] - velocity[name] for name in params}, velocity

# %% random_mini_batches
def random_mini_batches(X, Y, size, rng):
    order = rng.permutation(X.shape[1])
    X[:] = X[:, order]
    Y[:] = Y[:, order]
    return [(X[:, i : i + size], Y[:, i : i + size]) for i in range(0, X.shape[1], size)]

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
        history.append(bce_loss(A2, Y))
        gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    return params, history

# %% symmetry_report
def symmetry_report(X, Y, params, lr):
    for _ in range(3):
        _, cache = two_layer_forward(X, params)
        gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    return len(np.unique(params["W1"].round(8), axis=0))

# %% he_normal
def he_normal(n_in, n_out, rng):
    W = rng.normal(size=(n_out, n_in))
    W *= np.sqrt(2 / n_in)
    return W
