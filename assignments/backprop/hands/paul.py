"""Paul affiche tout, jusque dans ses fonctions, et cinq mégaoctets dans une boucle d'essai."""

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
    print("sigmoid", z.shape)
    # une formule pour chaque signe, pour éviter le débordement
    return np.where(z >= 0, 1 / (1 + np.exp(-z)), np.exp(z) / (1 + np.exp(z)))

# %% sigmoid_prime
def sigmoid_prime(z):
    s = sigmoid(z)
    print("pente maximale :", (s * (1 - s)).max())
    return s * (1 - s)

# %% relu
def relu(z):
    resultat = np.where(z > 0, z, 0.0)
    print(resultat)
    return resultat

# %% relu_prime
def relu_prime(z):
    return np.where(z > 0, 1.0, 0.0)

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    print(f"alpha = {alpha}")
    return np.where(z > 0, z, alpha * z)

# %% elu
def elu(z, alpha=1.0):
    negatif = z <= 0
    a = np.array(z)
    a[negatif] = alpha * (np.exp(z[negatif]) - 1)
    return a

# %% softmax
def softmax(Z):
    E = np.exp(Z - np.max(Z, axis=0))
    P = E / np.sum(E, axis=0)
    print("sommes des colonnes :", P.sum(axis=0))
    return P

# %% one_hot
def one_hot(y, K):
    return (y == np.arange(K).reshape(-1, 1)).astype(float)

# %% nll_loss
def nll_loss(F, y):
    p = np.clip(F[y, np.arange(y.size)], 1e-12, 1 - 1e-12)
    print("probabilités des bonnes classes :", p)
    return -np.mean(np.log(p))

# %% cross_entropy
def cross_entropy(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return -np.sum(np.log(P) * Y) / Y.shape[1]

# %% bce_loss
def bce_loss(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return np.mean(-np.log(P) * Y - np.log(1 - P) * (1 - Y))

# %% after bce_loss
# un essai de descente sur une seule probabilité, avec ma barre de progression
p = 0.05
for essai in range(25_000):
    p = p + 0.0001 * (1 - p)
    fait = 200 * essai // 25_000
    print(f"{essai:6d} [{'=' * fait}>{' ' * (200 - fait)}] p = {p:.4f}")

# %% two_layer_forward
def two_layer_forward(X, params):
    Z1 = params["W1"] @ X + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    print(activation)
    Z1 = params["W1"] @ X + params["b1"]
    if activation == "relu":
        A1 = relu(Z1)
    elif activation == "sigmoid":
        A1 = sigmoid(Z1)
    else:
        A1 = np.tanh(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    F = softmax(Z2)
    return F, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": F}

# %% dnll_df
def dnll_df(f, y):
    g = np.zeros(f.size)
    g[y] = -1.0
    return g / f

# %% dlogits
def dlogits(F, y):
    return F - one_hot(y, F.shape[0])

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = dZ.shape[1]
    print(f"{m} instances")
    return W.T @ dZ, dZ @ A_prev.T / m, dZ.sum(axis=1, keepdims=True) / m

# %% activation_backward
def activation_backward(dA, Z, name):
    # d'abord l'activation, puis sa pente
    if name == "sigmoid":
        A = sigmoid(Z)
        return dA * sigmoid_prime(A)
    if name == "relu":
        A = relu(Z)
        return dA * relu_prime(A)
    A = np.tanh(Z)
    return dA * (1 - np.tanh(A) ** 2)

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
    g = np.zeros(x.shape)
    depart = f(x)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        g[i] = (f(x + e) - depart) / h
    print(g)
    return g

# %% gd_step
def gd_step(params, grads, lr):
    nouveaux = {nom: params[nom] - lr * grads["d" + nom] for nom in params}
    for nom in nouveaux:
        print(nom, nouveaux[nom].shape)
    return nouveaux

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    # l'élan seul : je pars de la position après l'ancienne vitesse
    m = {nom: gamma * velocity[nom] + lr * grads["d" + nom] for nom in params}
    return {nom: params[nom] + m[nom] for nom in params}, m

# %% random_mini_batches
def random_mini_batches(X, Y, size, rng):
    lots = [(X[:, i:i + size], Y[:, i:i + size]) for i in range(0, X.shape[1], size)]
    print(len(lots), "lots")
    return lots
