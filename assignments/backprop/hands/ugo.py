"""Ugo écrit les formules telles qu'elles sont imprimées, sans penser aux débordements."""

OPTIONS = {"language": "fr"}

# %% trainable_layers
trainable_layers = RIGHT

# %% parameter_count
parameter_count = MISTAKE("forgets_the_last_biases")

# %% indices
indices = MISTAKE("counts_from_zero")

# %% shapes
shapes = RIGHT

# %% sigmoid
def sigmoid(z):
    return 1 / (1 + np.exp(-z))

# %% sigmoid_prime
def sigmoid_prime(z):
    return np.exp(-z) / (1 + np.exp(-z)) ** 2

# %% relu
def relu(z):
    return np.maximum(z, 0)

# %% relu_prime
def relu_prime(z):
    return np.where(z > 0, 1.0, 0.0)

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, z, alpha * z)

# %% elu
def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * (np.exp(z) - 1))

# %% softmax
def softmax(Z):
    return np.exp(Z) / np.sum(np.exp(Z), axis=0)

# %% one_hot
def one_hot(y, K):
    Y = np.zeros((K, len(y)))
    for i in range(len(y)):
        Y[y[i]][i] = 1
    return Y

# %% nll_loss
def nll_loss(F, y):
    return -np.mean(np.log(F[y, np.arange(len(y))]))

# %% cross_entropy
def cross_entropy(P, Y):
    return -np.sum(Y * np.log(P)) / P.shape[1]

# %% bce_loss
def bce_loss(P, Y):
    return -np.mean(Y * np.log(P) + (1 - Y) * np.log(1 - P))

# %% two_layer_forward
def two_layer_forward(X, params):
    Z1 = params["W1"] @ X + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    Z1 = params["W1"] @ X + params["b1"]
    if activation == "tanh":
        A1 = np.tanh(Z1)
    elif activation == "sigmoid":
        A1 = sigmoid(Z1)
    else:
        A1 = relu(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    F = softmax(Z2)
    return F, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": F}

# %% dnll_df
def dnll_df(f, y):
    g = np.zeros(len(f))
    g[y] = -1 / f[y]
    return g

# %% dlogits
def dlogits(F, y):
    # règle de la chaîne : dnll_df, puis le jacobien du softmax
    G = np.zeros(F.shape)
    for i in range(F.shape[1]):
        f = F[:, i]
        J = np.diag(f) - np.outer(f, f)
        G[:, i] = J @ dnll_df(f, y[i])
    return G

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = dZ.shape[1]
    return W.T @ dZ, dZ @ A_prev.T / m, np.sum(dZ, axis=1, keepdims=True) / m

# %% activation_backward
def activation_backward(dA, Z, name):
    if name == "sigmoid":
        s = sigmoid(Z)
        return dA * s * (1 - s)
    elif name == "tanh":
        # dérivée de tanh : 1 - z²
        return dA * (1 - Z ** 2)
    else:
        return dA * relu_prime(Z)

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    A1, A2 = cache["A1"], cache["A2"]
    dA2 = -Y / A2 + (1 - Y) / (1 - A2)
    dZ2 = dA2 * A2 * (1 - A2)
    dA1, dW2, db2 = dense_backward(dZ2, A1, params["W2"])
    dZ1 = dA1 * A1 * (1 - A1)
    dA0, dW1, db1 = dense_backward(dZ1, X, params["W1"])
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    # toutes les coordonnées d'un coup, plus rapide
    pente = (f(x + h) - f(x - h)) / (2 * h)
    return pente * np.ones(x.shape)

# %% gradient_check
def gradient_check(f, grad, x):
    a = grad(x)
    n = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = 1e-5
        n[i] = (f(x + e) - f(x - e)) / 2e-5
    return np.max(np.abs(a - n) / np.maximum(np.abs(a), np.abs(n)))

# %% gd_step
def gd_step(params, grads, lr):
    return {k: params[k] - lr * grads["d" + k] for k in params}

# %% train
def train(X, Y, n_hidden, lr, epochs, seed):
    rng = np.random.default_rng(seed)
    W1 = 0.01 * rng.normal(size=(n_hidden, X.shape[0]))
    W2 = 0.01 * rng.normal(size=(1, n_hidden))
    params = {"W1": W1, "b1": np.zeros((n_hidden, 1)), "W2": W2, "b2": np.zeros((1, 1))}
    history = []
    for epoque in range(epochs):
        A2, cache = two_layer_forward(X, params)
        history.append(bce_loss(A2, Y))
        grads = two_layer_backward(params, cache, X, Y)
        params = gd_step(params, grads, lr)
    return params, history

# %% symmetry_report
def symmetry_report(X, Y, params, lr):
    for pas in range(3):
        A2, cache = two_layer_forward(X, params)
        params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    return len(np.unique(params["W1"], axis=0))

# %% he_normal
def he_normal(n_in, n_out, rng):
    return rng.normal(0, 2 / n_in, size=(n_out, n_in))
