"""Véra vient de PyTorch : pour elle, une instance est une ligne, et la vitesse ne connaît pas lr."""

OPTIONS = {"language": "fr"}

# %% trainable_layers
trainable_layers = RIGHT

# %% parameter_count
parameter_count = RIGHT

# %% indices
indices = MISTAKE("reads_every_index_backwards")

# %% shapes
shapes = MISTAKE("takes_rows_for_instances")

# %% sigmoid
def sigmoid(z):
    return np.where(z > 0, 1, np.exp(np.minimum(z, 0))) / (1 + np.exp(-np.abs(z)))

# %% sigmoid_prime
def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))

# %% relu
def relu(z):
    # torch.clamp(z, min=0)
    return np.clip(z, 0, None)

# %% relu_prime
def relu_prime(z):
    return (z > 0).astype(float)

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, z, alpha * z)

# %% elu
def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))

# %% softmax
def softmax(Z):
    # F.softmax(Z, dim=1)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)

# %% one_hot
def one_hot(y, K):
    return np.eye(K)[y]

# %% nll_loss
def nll_loss(F, y):
    return -np.log(np.clip(F[y], 1e-12, 1 - 1e-12)).mean()

# %% cross_entropy
def cross_entropy(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return -(Y * np.log(P)).sum() / len(Y)

# %% bce_loss
def bce_loss(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return -(Y * np.log(P) + (1 - Y) * np.log(1 - P)).mean()

# %% two_layer_forward
def two_layer_forward(X, params):
    # comme nn.Linear : x W^T + b
    Z1 = X @ params["W1"].T + params["b1"].T
    A1 = sigmoid(Z1)
    Z2 = A1 @ params["W2"].T + params["b2"].T
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% dnll_df
def dnll_df(f, y):
    return np.where(np.arange(len(f)) == y, -1 / f, 0.0)

# %% dlogits
def dlogits(F, y):
    # F.T a une ligne par instance ; la perte est une moyenne, comme dans nn.CrossEntropyLoss
    return (F.T - one_hot(y, F.shape[0])).T / len(y)

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = dZ.shape[1]
    dW = (A_prev @ dZ.T) / m
    db = dZ.sum(axis=1, keepdims=True) / m
    return W.T @ dZ, dW, db

# %% activation_backward
def activation_backward(dA, Z, name):
    pentes = {
        "sigmoid": sigmoid_prime,
        "relu": relu_prime,
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    return dA * pentes[name](Z)

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    # ici je suis les colonnes de l'énoncé
    m = X.shape[1]
    dZ2 = cache["A2"] - Y
    dZ1 = activation_backward(params["W2"] @ dZ2, cache["Z1"], "sigmoid")
    return {
        "dW1": dZ1 @ X.T / m,
        "db1": dZ1.mean(axis=1, keepdims=True),
        "dW2": dZ2 @ cache["A1"].T / m,
        "db2": dZ2.mean(axis=1, keepdims=True),
    }

# %% gd_step
def gd_step(params, grads, lr):
    return {nom: p - lr * grads["d" + nom] for nom, p in params.items()}

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    # torch.optim.SGD(momentum=gamma)
    v = {nom: gamma * velocity[nom] + grads["d" + nom] for nom in params}
    return {nom: params[nom] - lr * v[nom] for nom in params}, v

# %% random_mini_batches
def random_mini_batches(X, Y, size, rng):
    # un DataLoader avec shuffle=True
    lots = [(X[:, i:i + size], Y[:, i:i + size]) for i in range(0, X.shape[1], size)]
    return [lots[i] for i in rng.permutation(len(lots))]

# %% he_normal
def he_normal(n_in, n_out, rng):
    # kaiming_normal_, à la main
    return rng.normal(0, np.sqrt(2 / n_out), size=(n_out, n_in))
