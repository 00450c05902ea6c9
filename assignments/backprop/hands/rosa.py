"""Rosa prints inside her functions; her slope of the sigmoid is one function too deep."""

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
    return np.where(z >= 0, 1.0, np.exp(-np.abs(z))) / (1.0 + np.exp(-np.abs(z)))

# %% sigmoid_prime
def sigmoid_prime(z):
    # a (1 - a), with a = sigmoid(z)
    a = sigmoid(z)
    return sigmoid(a) * (1 - sigmoid(a))

# %% [markdown] after sigmoid_prime
# ??? the formula is right. Ask on Thursday.

# %% relu
def relu(z):
    return np.maximum(z, 0)

# %% relu_prime
def relu_prime(z):
    return np.where(z > 0, 1., 0.)

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, z, alpha * z)

# %% elu
def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * (np.exp(np.minimum(z, 0)) - 1))

# %% softmax
def softmax(Z):
    e = np.exp(Z - Z.max(axis=0))
    print("softmax:", e.shape)
    return e / e.sum(axis=0)

# %% one_hot
def one_hot(y, K):
    Y = np.zeros((K, y.size))
    Y[y, np.arange(y.size)] = 1
    return Y

# %% nll_loss
def nll_loss(F, y):
    probs = F[y, np.arange(y.size)]
    return -np.log(np.clip(probs, 1e-12, 1 - 1e-12)).mean()

# %% cross_entropy
def cross_entropy(P, Y):
    # the right class of each instance, then the loss above
    y = Y.argmax(axis=0)
    return nll_loss(P, y)

# %% bce_loss
def bce_loss(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return -(Y * np.log(P) + (1 - Y) * np.log(1 - P)).mean()

# %% two_layer_forward
def two_layer_forward(X, params):
    Z = params["W1"] @ X + params["b1"]
    Z1 = A1 = sigmoid(Z)
    Z = params["W2"] @ A1 + params["b2"]
    Z2 = A2 = sigmoid(Z)
    print("forward done, A2 is", A2.shape)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    if activation == "tanh":
        g = np.tanh
    elif activation == "sigmoid":
        g = sigmoid
    else:
        g = relu
    Z1 = params["W1"] @ X + params["b1"]
    A1 = g(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    F = softmax(Z2)
    return F, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": F}

# %% dnll_df
def dnll_df(f, y):
    g = np.zeros_like(f)
    g[y] = -1 / f[y]
    return g

# %% dlogits
def dlogits(F, y):
    G = F.copy()
    G[y] = G[y] - 1
    return G

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = dZ.shape[1]
    dA_prev = W.T @ dZ
    dW = dZ @ A_prev.T / m
    db = dZ.mean(axis=1, keepdims=True)
    return dA_prev, dW, db

# %% activation_backward
def activation_backward(dA, Z, name):
    if name == "sigmoid":
        return dA * sigmoid_prime(Z)
    elif name == "relu":
        return dA * relu_prime(Z)
    else:
        return dA * (1 - np.tanh(Z) ** 2)

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    dZ2 = cache["A2"] - Y
    dA1, dW2, db2 = dense_backward(dZ2, cache["A1"], params["W2"])
    dZ1 = activation_backward(dA1, cache["Z1"], "sigmoid")
    _, dW1, db1 = dense_backward(dZ1, X, params["W1"])
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        plus = x.copy()
        plus[i] += h
        minus = x.copy()
        minus[i] -= h
        g[i] = (f(plus) - f(minus)) / (2 * h)
    return g

# %% gradient_check
def gradient_check(f, grad, x):
    a, n = grad(x), numerical_gradient(f, x)
    error = np.max(np.abs(a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-12))
    print("largest error:", f"{error:.0e}")
    return error < 1e-7

# %% gd_step
def gd_step(params, grads, lr):
    return {k: params[k] - lr * grads["d" + k] for k in params}

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    gamma = 0.9
    m = {k: gamma * velocity[k] + lr * grads["d" + k] for k in params}
    return {k: params[k] - m[k] for k in params}, m
