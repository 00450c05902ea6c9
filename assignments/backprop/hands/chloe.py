"""Chloé écrit tout avec einsum, sans garder les descriptions, et tout est juste."""

OPTIONS = {"language": "fr", "docstrings": False}

# %% trainable_layers
trainable_layers = [couche > 0 for couche in range(len(trainable_layers_variant["sizes"]))]

# %% parameter_count
_tailles = parameter_count_variant["sizes"]
parameter_count = sum(s * (e + 1) for e, s in zip(_tailles, _tailles[1:]))

# %% indices
indices = RIGHT

# %% shapes
n0, n1, n2 = shapes_variant["sizes"]
_m = shapes_variant["m"]
shapes = {"X": (n0, _m), "W1": (n1, n0), "W2": (n2, n1), "b1": (n1, 1), "b2": (n2, 1)}
shapes |= {nom: (n1, _m) for nom in ("Z1", "A1")} | {nom: (n2, _m) for nom in ("Z2", "A2")}

# %% sigmoid
def sigmoid(z: np.ndarray) -> np.ndarray:
    resultat = np.empty_like(z)
    positif = z >= 0
    resultat[positif] = 1 / (1 + np.exp(-z[positif]))
    e = np.exp(z[~positif])
    resultat[~positif] = e / (1 + e)
    return resultat

# %% sigmoid_prime
def sigmoid_prime(z: np.ndarray) -> np.ndarray:
    return np.einsum("...,...->...", sigmoid(z), sigmoid(-z))

# %% relu
def relu(z: np.ndarray) -> np.ndarray:
    return np.einsum("...,...->...", z, z > 0)

# %% relu_prime
def relu_prime(z: np.ndarray) -> np.ndarray:
    return np.where(z > 0, 1.0, 0.0)

# %% leaky_relu
def leaky_relu(z: np.ndarray, alpha: float = 0.01) -> np.ndarray:
    return np.where(z > 0, 1.0, alpha) * z

# %% elu
def elu(z: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    return np.maximum(z, 0) + alpha * np.expm1(np.minimum(z, 0))

# %% softmax
def softmax(Z: np.ndarray) -> np.ndarray:
    E = np.exp(Z - Z.max(axis=0))
    return np.einsum("ki,i->ki", E, 1 / np.einsum("ki->i", E))

# %% one_hot
def one_hot(y: np.ndarray, K: int) -> np.ndarray:
    return (np.arange(K)[:, None] == y[None, :]).astype(np.float64)

# %% nll_loss
def nll_loss(F: np.ndarray, y: np.ndarray) -> float:
    logs = np.log(F.clip(1e-12, 1 - 1e-12))
    return -float(np.einsum("ki,ki->", one_hot(y, len(F)), logs)) / y.size

# %% cross_entropy
def cross_entropy(P: np.ndarray, Y: np.ndarray) -> float:
    return -float(np.einsum("ki,ki->", Y, np.log(P.clip(1e-12, 1 - 1e-12)))) / P.shape[1]

# %% bce_loss
def bce_loss(P: np.ndarray, Y: np.ndarray) -> float:
    P = P.clip(1e-12, 1 - 1e-12)
    justes = np.einsum("ki,ki->", Y, np.log(P)) + np.einsum("ki,ki->", 1 - Y, np.log(1 - P))
    return -float(justes) / P.shape[1]

# %% after toolkit
def couche(W, A, b):
    """W A + b, en notation d'Einstein."""
    return np.einsum("oj,ji->oi", W, A) + b

# %% two_layer_forward
def two_layer_forward(X, params):
    cache = {"Z1": couche(params["W1"], X, params["b1"])}
    cache["A1"] = sigmoid(cache["Z1"])
    cache["Z2"] = couche(params["W2"], cache["A1"], params["b2"])
    cache["A2"] = sigmoid(cache["Z2"])
    return cache["A2"], cache

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    cache = {"Z1": couche(params["W1"], X, params["b1"])}
    match activation:
        case "tanh":
            cache["A1"] = np.tanh(cache["Z1"])
        case "sigmoid":
            cache["A1"] = sigmoid(cache["Z1"])
        case "relu":
            cache["A1"] = relu(cache["Z1"])
    cache["Z2"] = couche(params["W2"], cache["A1"], params["b2"])
    cache["A2"] = softmax(cache["Z2"])
    return cache["A2"], cache

# %% dnll_df
def dnll_df(f, y):
    return np.einsum("k,k->k", -1 / f, np.eye(f.size)[y])

# %% dlogits
def dlogits(F, y):
    # le jacobien du softmax contre le gradient donne F - Y : rien à recalculer
    return F - one_hot(y, F.shape[0])

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = dZ.shape[1]
    dW = np.einsum("oi,ji->oj", dZ, A_prev) / m
    db = np.einsum("oi->o", dZ)[:, None] / m
    return np.einsum("oj,oi->ji", W, dZ), dW, db

# %% activation_backward
def activation_backward(dA, Z, name):
    pente = {
        "sigmoid": sigmoid_prime,
        "relu": relu_prime,
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }[name](Z)
    return np.einsum("...,...->...", dA, pente)

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dZ1 = np.einsum("oj,oi,ji->ji", params["W2"], dZ2, sigmoid_prime(cache["Z1"]))
    return {
        "dW1": np.einsum("ji,ki->jk", dZ1, X) / m,
        "db1": np.einsum("ji->j", dZ1)[:, None] / m,
        "dW2": np.einsum("oi,ji->oj", dZ2, cache["A1"]) / m,
        "db2": np.einsum("oi->o", dZ2)[:, None] / m,
    }

# %% onehidden_backward
def onehidden_backward(params, cache, X, y, activation="tanh"):
    m = X.shape[1]
    dZ2 = dlogits(cache["A2"], y)
    dA1 = np.einsum("oj,oi->ji", params["W2"], dZ2)
    dZ1 = activation_backward(dA1, cache["Z1"], activation)
    return {
        "dW1": np.einsum("ji,ki->jk", dZ1, X) / m,
        "db1": np.einsum("ji->j", dZ1)[:, None] / m,
        "dW2": np.einsum("oi,ji->oj", dZ2, cache["A1"]) / m,
        "db2": np.einsum("oi->o", dZ2)[:, None] / m,
    }

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    pas = h * np.eye(x.size).reshape(x.size, *x.shape)
    return np.array([(f(x + p) - f(x - p)) / (2 * h) for p in pas]).reshape(x.shape)

# %% gradient_check
def gradient_check(f, grad, x):
    a, n = grad(x), numerical_gradient(f, x)
    echelle = np.maximum.reduce([np.abs(a), np.abs(n), np.full(x.shape, 1e-12)])
    return float((np.abs(a - n) / echelle).max())

# %% gd_step
def gd_step(params, grads, lr):
    return {nom: theta - lr * grads[f"d{nom}"] for nom, theta in params.items()}

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    elan = {nom: gamma * v + lr * grads[f"d{nom}"] for nom, v in velocity.items()}
    return {nom: params[nom] - elan[nom] for nom in params}, elan

# %% random_mini_batches
def random_mini_batches(X, Y, size, rng):
    ordre = rng.permutation(X.shape[1])
    coupures = np.arange(size, X.shape[1], size)
    return [(X[:, lot], Y[:, lot]) for lot in np.split(ordre, coupures)]

# %% train
def train(X, Y, n_hidden, lr, epochs, seed):
    rng = np.random.default_rng(seed)
    params = {
        "W1": rng.normal(0, 0.01, (n_hidden, len(X))),
        "b1": np.zeros((n_hidden, 1)),
        "W2": rng.normal(0, 0.01, (1, n_hidden)),
        "b2": np.zeros((1, 1)),
    }
    histoire = np.empty(epochs)
    for epoque in range(epochs):
        A2, cache = two_layer_forward(X, params)
        histoire[epoque] = bce_loss(A2, Y)
        params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    return params, histoire

# %% symmetry_report
def symmetry_report(X, Y, params, lr):
    for _ in range(3):
        _, cache = two_layer_forward(X, params)
        params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    # dans la classe, un écart est nul ou bien supérieur à 1e-8
    return len(np.unique(params["W1"].round(8), axis=0))

# %% he_normal
def he_normal(n_in, n_out, rng):
    return rng.standard_normal((n_out, n_in)) * np.sqrt(2 / n_in)
