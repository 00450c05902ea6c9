"""Kofi a oublié une parenthèse dans une cellule, que la suite appelle ; et des lots incomplets."""

OPTIONS = {"language": "fr"}

# %% trainable_layers
# les poids sortent de la couche
trainable_layers = MISTAKE("weights_belong_to_the_layer_they_leave")

# %% parameter_count
parameter_count = RIGHT

# %% indices
indices = RIGHT

# %% shapes
shapes = RIGHT

# %% sigmoid
def sigmoid(z):
    res = np.zeros(z.shape)
    pos = z >= 0
    res[pos] = 1 / (1 + np.exp(-z[pos]))
    res[~pos] = np.exp(z[~pos]) / (1 + np.exp(z[~pos]))
    return res

# %% sigmoid_prime
def sigmoid_prime(z):
    return sigmoid(z) * sigmoid(-z)

# %% relu
def relu(z):
    return np.maximum(np.zeros(z.shape), z)

# %% relu_prime
def relu_prime(z):
    return np.where(z > 0, 1.0, 0.0)

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    # φ = max(x, 0), diapositive du cours
    return np.maximum(z, 0)

# %% elu
def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * (np.exp(np.where(z > 0, 0, z)) - 1))

# %% softmax
def softmax(Z):
    E = np.exp(Z - Z.max(axis=0, keepdims=True)
    return E / E.sum(axis=0, keepdims=True)

# %% one_hot
def one_hot(y, K):
    classes = np.max(y) + 1
    Y = np.zeros((classes, len(y)))
    Y[y, np.arange(len(y))] = 1
    return Y

# %% nll_loss
def nll_loss(F, y):
    m = len(y)
    return -np.log(np.clip(F[y, np.arange(m)], 1e-12, 1 - 1e-12)).sum() / m

# %% cross_entropy
def cross_entropy(P, Y):
    m = P.shape[1]
    return -(Y * np.log(np.clip(P, 1e-12, 1 - 1e-12))).sum() / m

# %% bce_loss
def bce_loss(P, Y):
    m = P.shape[1]
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return -(Y * np.log(P) + (1 - Y) * np.log(1 - P)).sum() / m

# %% two_layer_forward
def two_layer_forward(X, params):
    cache = {}
    cache["Z1"] = params["W1"] @ X + params["b1"]
    cache["A1"] = sigmoid(cache["Z1"])
    cache["Z2"] = params["W2"] @ cache["A1"] + params["b2"]
    cache["A2"] = sigmoid(cache["Z2"])
    return cache["A2"], cache

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    cache = {}
    cache["Z1"] = params["W1"] @ X + params["b1"]
    if activation == "sigmoid":
        cache["A1"] = sigmoid(cache["Z1"])
    elif activation == "relu":
        cache["A1"] = relu(cache["Z1"])
    else:
        cache["A1"] = np.tanh(cache["Z1"])
    cache["Z2"] = params["W2"] @ cache["A1"] + params["b2"]
    cache["A2"] = softmax(cache["Z2"])
    return cache["A2"], cache

# %% dnll_df
def dnll_df(f, y):
    res = np.zeros(len(f))
    res[y] = -1.0 / f[y]
    return res

# %% dlogits
def dlogits(F, y):
    # avec one_hot, les dimensions ne vont pas toujours ensemble : je retire 1 à la main
    G = F.copy()
    G[y, np.arange(len(y))] -= 1
    return G

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = dZ.shape[1]
    return W.T @ dZ, (dZ @ A_prev.T) / m, dZ.sum(axis=1, keepdims=True) / m

# %% activation_backward
def activation_backward(dA, Z, name):
    if name == "sigmoid":
        return dA * sigmoid_prime(Z)
    elif name == "relu":
        return dA * relu_prime(Z)
    return dA * (1 - np.tanh(Z) ** 2)

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    # dJ/dA2 puis la sigmoïde de sortie
    dA2 = cache["A2"] - Y
    dZ2 = activation_backward(dA2, cache["Z2"], "sigmoid")
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
        pas = np.zeros(x.shape)
        pas[i] = h
        g[i] = (f(x + pas) - f(x - pas)) / (2 * h)
    return g

# %% gradient_check
def gradient_check(f, grad, x):
    a = grad(x)
    n = numerical_gradient(f, x)
    return np.max(np.abs(a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-12))

# %% gd_step
def gd_step(params, grads, lr):
    res = {}
    for cle in params:
        res[cle] = params[cle] - lr * grads["d" + cle]
    return res

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    v = {cle: gamma * velocity[cle] + lr * grads["d" + cle] for cle in params}
    return gd_step(params, {"d" + cle: v[cle] for cle in v}, 1.0), v

# %% random_mini_batches
def random_mini_batches(X, Y, size, rng):
    m = X.shape[1]
    p = rng.permutation(m)
    lots = []
    for k in range(m // size):
        colonnes = p[k * size:(k + 1) * size]
        lots.append((X[:, colonnes], Y[:, colonnes]))
    return lots

# %% train
def train(X, Y, n_hidden, lr, epochs, seed):
    rng = np.random.default_rng(seed)
    params = {
        "W1": rng.normal(size=(n_hidden, X.shape[0])) * 0.01,
        "b1": np.zeros((n_hidden, 1)),
        "W2": rng.normal(size=(1, n_hidden)) * 0.01,
        "b2": np.zeros((1, 1)),
    }
    historique = []
    for t in range(epochs):
        A2, cache = two_layer_forward(X, params)
        historique.append(bce_loss(A2, Y))
        grads = two_layer_backward(params, cache, X, Y)
        params = gd_step(params, grads, lr)
    return params, historique

# %% symmetry_report
def symmetry_report(X, Y, params, lr):
    for _ in range(3):
        A2, cache = two_layer_forward(X, params)
        grads = two_layer_backward(params, cache, X, Y)
        gd_step(params, grads, lr)
    return len(np.unique(params["W1"].round(8), axis=0))

# %% he_normal
def he_normal(n_in, n_out, rng):
    return rng.normal(size=(n_out, n_in)) * np.sqrt(2 / n_in)
