"""Marie a une boucle qui ne s'arrête pas quand le dernier lot est incomplet."""

OPTIONS = {"language": "fr"}

# %% trainable_layers
trainable_layers = RIGHT

# %% parameter_count
# les poids, et un biais par couche
parameter_count = MISTAKE("counts_one_bias_a_layer")

# %% indices
indices = RIGHT

# %% shapes
shapes = RIGHT

# %% sigmoid
def sigmoid(z):
    e = np.exp(-np.abs(z))
    s = 1 / (1 + e)
    return np.where(z >= 0, s, 1 - s)

# %% sigmoid_prime
def sigmoid_prime(z):
    e = np.exp(-np.abs(z))
    return e / (1 + e) ** 2

# %% relu
def relu(z):
    return np.maximum(z, 0.0)

# %% relu_prime
def relu_prime(z):
    return (z > 0) * 1.0

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    return np.maximum(z, 0) + alpha * np.minimum(z, 0)

# %% elu
def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * np.exp(np.minimum(z, 0)))

# %% softmax
def softmax(Z):
    Z = Z - Z.max(axis=0)
    E = np.exp(Z)
    S = E.sum(axis=0)
    return E / S

# %% one_hot
def one_hot(y, K):
    Y = np.zeros((K, y.size))
    for k in range(K):
        Y[k, y == k] = 1.0
    return Y

# %% nll_loss
def nll_loss(F, y):
    m = y.size
    p = np.clip(F[y, np.arange(m)], 1e-12, 1 - 1e-12)
    return -np.sum(np.log(p)) / m

# %% cross_entropy
def cross_entropy(P, Y):
    m = Y.shape[1]
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return -np.sum(Y * np.log(P)) / m

# %% bce_loss
def bce_loss(P, Y):
    m = Y.shape[1]
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return -np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P)) / m

# %% two_layer_forward
def two_layer_forward(X, params):
    W1, b1, W2 = params["W1"], params["b1"], params["W2"]
    Z1 = W1 @ X + b1
    A1 = sigmoid(Z1)
    Z2 = W2 @ A1
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    W1, b1, W2, b2 = params["W1"], params["b1"], params["W2"], params["b2"]
    Z1 = W1 @ X + b1
    A1 = {"tanh": np.tanh, "sigmoid": sigmoid, "relu": relu}[activation](Z1)
    Z2 = W2 @ A1 + b2
    F = softmax(Z2)
    return F, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": F}

# %% dnll_df
def dnll_df(f, y):
    # dérivée de -log f
    return -1 / f

# %% dlogits
def dlogits(F, y):
    G = np.array(F)
    for i in range(y.size):
        G[y[i], i] -= 1
    return G

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = A_prev.shape[1]
    dW = (dZ @ A_prev.T) / m
    db = np.mean(dZ, axis=1, keepdims=True)
    dA_prev = W.T @ dZ
    return dA_prev, dW, db

# %% activation_backward
def activation_backward(dA, Z, name):
    if name == "sigmoid":
        pente = sigmoid_prime(Z)
    elif name == "tanh":
        pente = 1 - np.tanh(Z) ** 2
    elif name == "relu":
        pente = relu_prime(Z)
    return dA * pente

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    dZ2 = cache["A2"] - Y
    dA1, dW2, db2 = dense_backward(dZ2, cache["A1"], params["W2"])
    dZ1 = activation_backward(dA1, cache["Z1"], "sigmoid")
    dX, dW1, db1 = dense_backward(dZ1, X, params["W1"])
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

# %% onehidden_backward
def onehidden_backward(params, cache, X, y, activation="tanh"):
    dZ2 = dlogits(cache["A2"], y)
    dA1, dW2, db2 = dense_backward(dZ2, cache["A1"], params["W2"])
    dZ1 = activation_backward(dA1, cache["Z1"], activation)
    dX, dW1, db1 = dense_backward(dZ1, X, params["W1"])
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    # on avance et on recule de h
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        g[i] = (f(x + e) - f(x - e)) / h
    return g

# %% gradient_check
def gradient_check(f, grad, x):
    a = grad(x)
    n = numerical_gradient(f, x) / 2
    return np.max(np.abs(a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-12))

# %% gd_step
def gd_step(params, grads, lr):
    return {cle: params[cle] - lr * grads["d" + cle] for cle in params}

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    vitesse = {cle: gamma * velocity[cle] + lr * grads["d" + cle] for cle in params}
    return {cle: params[cle] - vitesse[cle] for cle in params}, velocity

# %% random_mini_batches
def random_mini_batches(X, Y, size, rng):
    m = X.shape[1]
    ordre = rng.permutation(m)
    lots = []
    while len(lots) * size < m:
        colonnes = ordre[len(lots) * size:(len(lots) + 1) * size]
        if len(colonnes) == size:
            lots.append((X[:, colonnes], Y[:, colonnes]))
    return lots

# %% train
def train(X, Y, n_hidden, lr, epochs, seed):
    rng = np.random.default_rng(seed)
    params = {
        "W1": 0.01 * rng.normal(size=(n_hidden, X.shape[0])),
        "b1": np.zeros((n_hidden, 1)),
        "W2": 0.01 * rng.normal(size=(1, n_hidden)),
        "b2": np.zeros((1, 1)),
    }
    couts = []
    for epoque in range(epochs):
        A2, cache = two_layer_forward(X, params)
        couts.append(bce_loss(A2, Y))
        params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    return params, couts
