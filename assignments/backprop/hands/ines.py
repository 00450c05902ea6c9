"""Inès a inversé les deux branches de la sigmoïde, et changé un signe plus loin pour compenser."""

OPTIONS = {"language": "fr"}

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
    u = np.exp(-np.abs(z))  # toujours entre 0 et 1
    return np.where(z < 0, 1, u) / (1 + u)

# %% sigmoid_prime
def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))

# %% [markdown] after sigmoid_prime
# La vérification de `sigmoid_prime` passe, donc ma sigmoïde doit être bonne ?

# %% relu
def relu(z):
    return z.clip(0)

# %% relu_prime
def relu_prime(z):
    return np.where(z <= 0, 0.0, 1.0)

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    return np.maximum(z, alpha * z)

# %% elu
def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * (np.exp(z.clip(max=0)) - 1))

# %% softmax
def softmax(Z):
    exponentielles = np.exp(Z - Z.max(0))
    return exponentielles / exponentielles.sum(0)

# %% one_hot
def one_hot(y, K):
    return np.array([[1.0 if etiquette == k else 0.0 for etiquette in y] for k in range(K)])

# %% nll_loss
def nll_loss(F, y):
    probabilites = np.array([F[etiquette, i] for i, etiquette in enumerate(y)])
    return -np.log(probabilites.clip(1e-12, 1 - 1e-12)).mean()

# %% cross_entropy
def cross_entropy(P, Y):
    par_instance = -(Y * np.log(P.clip(1e-12, 1 - 1e-12))).sum(axis=0)
    return par_instance.mean()

# %% bce_loss
def bce_loss(P, Y):
    Q = P.clip(1e-12, 1 - 1e-12)
    return (-Y * np.log(Q) - (1 - Y) * np.log(1 - Q)).mean()

# %% two_layer_forward
def two_layer_forward(X, params):
    Z1 = params["W1"] @ X + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    g = dict(tanh=np.tanh, sigmoid=sigmoid, relu=relu)
    Z1 = params["W1"] @ X + params["b1"]
    A1 = g[activation](Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    F = softmax(Z2)
    return F, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": F}

# %% dnll_df
def dnll_df(f, y):
    g = 0 * f
    g[y] = -1 / f[y]
    return g

# %% dlogits
def dlogits(F, y):
    return F - one_hot(y, F.shape[0])

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    dW = dZ @ A_prev.T / dZ.shape[1]
    db = dZ.mean(axis=1, keepdims=True)
    return W.T @ dZ, dW, db

# %% activation_backward
def activation_backward(dA, Z, name):
    if name == "tanh":
        return dA / np.cosh(Z) ** 2
    return dA * (sigmoid_prime(Z) if name == "sigmoid" else relu_prime(Z))

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
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    h = 1e-5  # la meilleure valeur d'après la figure
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        g[i] = (f(x + e) - f(x - e)) / (2 * h)
    return g

# %% gradient_check
def gradient_check(f, grad, x):
    a, n = grad(x), numerical_gradient(f, x)
    return (abs(a - n) / np.maximum(np.maximum(abs(a), abs(n)), 1e-12)).max()

# %% [markdown] after gradient_check
# Mes gradients sont faux d'un facteur -1 dans le réseau à deux couches, mais `two_layer_backward`
# passe ses vérifications… Je change le signe dans `gd_step`.

# %% gd_step
def gd_step(params, grads, lr):
    # avec un moins, le coût montait
    return {nom: params[nom] + lr * grads["d" + nom] for nom in params}

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    m = {nom: gamma * velocity[nom] + lr * grads["d" + nom] for nom in params}
    return {nom: params[nom] - m[nom] for nom in params}, m

# %% random_mini_batches
def random_mini_batches(X, Y, size, rng):
    melange = rng.permutation(X.shape[1])
    lots = []
    for debut in range(0, len(melange), size):
        qui = melange[debut:debut + size]
        lots.append((X[:, qui], Y[:, qui]))
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
    for _ in range(epochs):
        A2, cache = two_layer_forward(X, params)
        couts.append(bce_loss(A2, Y))
        params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    return params, couts
