"""Felix got half way, right so far; he began the backward pass with a function not written yet."""

OPTIONS = {"language": "en", "executed": 12}

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
    z = np.clip(z, -500, 500)  # e^500 still fits
    return 1 / (1 + np.exp(-z))

# %% sigmoid_prime
def sigmoid_prime(z):
    s = sigmoid(z)
    return s - s**2

# %% relu
def relu(z):
    return z * (z > 0)

# %% relu_prime
def relu_prime(z):
    return 1.0 * (z > 0)

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    out = z.copy()
    out[z < 0] *= alpha
    return out

# %% elu
def elu(z, alpha=1.0):
    out = z.copy()
    neg = z < 0
    out[neg] = alpha * (np.exp(z[neg]) - 1)
    return out

# %% softmax
def softmax(Z):
    Z = Z - np.max(Z, axis=0)
    return np.exp(Z) / np.sum(np.exp(Z), axis=0)

# %% one_hot
def one_hot(y, K):
    m = len(y)
    Y = np.zeros((K, m))
    Y[y, range(m)] = 1
    return Y

# %% nll_loss
def nll_loss(F, y):
    p = F[y, range(len(y))]
    p = np.clip(p, 1e-12, 1 - 1e-12)
    return np.mean(-np.log(p))

# %% cross_entropy
def cross_entropy(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    losses = -(Y * np.log(P)).sum(axis=0)
    return losses.mean()

# %% bce_loss
def bce_loss(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    losses = -(Y * np.log(P) + (1 - Y) * np.log(1 - P))
    return losses.mean()

# %% two_layer_forward
def two_layer_forward(X, params):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    Z1 = W1.dot(X) + b1
    A1 = sigmoid(Z1)
    Z2 = W2.dot(A1) + b2
    A2 = sigmoid(Z2)
    cache = {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}
    return A2, cache

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    Z1 = W1.dot(X) + b1
    if activation == "tanh":
        A1 = np.tanh(Z1)
    elif activation == "sigmoid":
        A1 = sigmoid(Z1)
    elif activation == "relu":
        A1 = relu(Z1)
    Z2 = W2.dot(A1) + b2
    A2 = softmax(Z2)
    cache = {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}
    return A2, cache

# %% dnll_df
def dnll_df(f, y):
    g = np.zeros(len(f))
    g[y] = -1 / f[y]
    return g

# %% dlogits
def dlogits(F, y):
    return F - one_hot(y, len(F))

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = A_prev.shape[1]
    dW = dZ.dot(A_prev.T) / m
    db = np.sum(dZ, axis=1, keepdims=True) / m
    dA_prev = W.T.dot(dZ)
    return dA_prev, dW, db

# %% [markdown] after dense_backward
# TODO tonight: the activations, then come back to the two networks.

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    dZ2 = cache["A2"] - Y
    dA1, dW2, db2 = dense_backward(dZ2, cache["A1"], params["W2"])
    dZ1 = activation_backward(dA1, cache["Z1"], "sigmoid")
    dA0, dW1, db1 = dense_backward(dZ1, X, params["W1"])
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

# %% checks two_layer_backward
#> ✘ two_layer_backward: it calls activation_backward, which is not written yet
