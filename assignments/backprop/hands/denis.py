"""Denis prend partout une autre formule (tanh, log-sum-exp, cosh), ses propres noms, et a juste."""

OPTIONS = {"language": "fr"}

# %% [markdown] after identity
# Remarque : j'ai renommé les paramètres de presque toutes les fonctions, mais leur ordre est celui
# de l'énoncé.

# %% trainable_layers
trainable_layers = RIGHT

# %% parameter_count
parameter_count = RIGHT

# %% indices
indices = RIGHT

# %% shapes
shapes = RIGHT

# %% sigmoid
def sigmoid(t):
    # σ(t) = (1 + tanh(t / 2)) / 2, et tanh ne déborde jamais
    return 0.5 + 0.5 * np.tanh(0.5 * t)

# %% sigmoid_prime
def sigmoid_prime(t):
    return 0.25 * (1 - np.tanh(0.5 * t) ** 2)

# %% relu
def relu(t):
    return 0.5 * (t + abs(t))

# %% relu_prime
def relu_prime(t):
    return np.heaviside(t, 0.0)

# %% leaky_relu
def leaky_relu(t, pente=0.01):
    return np.maximum(t, pente * t)

# %% elu
def elu(t, amplitude=1.0):
    return np.where(t > 0, t, 2 * amplitude * np.sinh(np.minimum(t, 0) / 2) * np.exp(np.minimum(t, 0) / 2))

# %% [markdown] after elu
# $e^t - 1 = 2\, e^{t/2} \sinh(t/2)$, mais $\sinh$ déborde pour $t$ très négatif : la seconde
# cellule remplace la première.

# %% elu
def elu(t, amplitude=1.0):
    return np.where(t > 0, t, amplitude * np.tanh(np.minimum(t, 0) / 2) * (1 + np.exp(np.minimum(t, 0))))

# %% softmax
def softmax(logits):
    # log-sum-exp : logaddexp.reduce ne déborde pas
    return np.exp(logits - np.logaddexp.reduce(logits, axis=0))

# %% one_hot
def one_hot(etiquettes, K):
    Y = np.zeros(K * etiquettes.size)
    Y[etiquettes * etiquettes.size + np.arange(etiquettes.size)] = 1
    return Y.reshape(K, -1)

# %% nll_loss
def nll_loss(probas, etiquettes):
    choisies = np.take_along_axis(probas, etiquettes[np.newaxis], axis=0)
    return np.log(1 / np.clip(choisies, 1e-12, 1 - 1e-12)).mean()

# %% cross_entropy
def cross_entropy(P, Y):
    # produit de Frobenius
    return -np.trace(Y.T @ np.log(np.clip(P, 1e-12, 1 - 1e-12))) / P.shape[1]

# %% bce_loss
def bce_loss(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    logit = np.log(P) - np.log1p(-P)
    # log(1 + e^x) - y x
    return (np.logaddexp(0, logit) - Y * logit).mean()

# %% two_layer_forward
def two_layer_forward(X, theta):
    # le biais comme un poids de plus
    un = np.ones((1, X.shape[1]))
    Z1 = np.hstack([theta["W1"], theta["b1"]]) @ np.vstack([X, un])
    A1 = sigmoid(Z1)
    Z2 = np.hstack([theta["W2"], theta["b2"]]) @ np.vstack([A1, un])
    A2 = sigmoid(Z2)
    return A2, dict(Z1=Z1, A1=A1, Z2=Z2, A2=A2)

# %% onehidden_forward
def onehidden_forward(X, theta, activation="tanh"):
    un = np.ones((1, X.shape[1]))
    Z1 = np.hstack([theta["W1"], theta["b1"]]) @ np.vstack([X, un])
    A1 = {"tanh": lambda t: 2 * sigmoid(2 * t) - 1, "sigmoid": sigmoid, "relu": relu}[activation](Z1)
    Z2 = np.hstack([theta["W2"], theta["b2"]]) @ np.vstack([A1, un])
    F = softmax(Z2)
    return F, dict(Z1=Z1, A1=A1, Z2=Z2, A2=F)

# %% dnll_df
def dnll_df(f, y):
    return np.where(np.arange(len(f)) == y, -1 / f[y], 0.0)

# %% dlogits
def dlogits(F, y):
    G = F.copy()
    G[y, range(len(y))] -= 1
    return G

# %% dense_backward
def dense_backward(dZ, A, W):
    # le gradient du biais est celui du poids d'une entrée qui vaut toujours 1
    etendu = dZ @ np.vstack([A, np.ones((1, A.shape[1]))]).T / A.shape[1]
    return (dZ.T @ W).T, etendu[:, :-1], etendu[:, -1:]

# %% activation_backward
def activation_backward(dA, Z, nom):
    if nom == "tanh":
        return dA * 4 * sigmoid_prime(2 * Z)  # tanh(t) = 2 σ(2t) - 1
    if nom == "sigmoid":
        return dA * sigmoid_prime(Z)
    return np.where(Z > 0, dA, 0.0)

# %% two_layer_backward
def two_layer_backward(theta, cache, X, Y):
    dZ2 = (cache["A2"] - Y) / X.shape[1]
    dZ1 = (theta["W2"].T @ dZ2) * cache["A1"] * (1 - cache["A1"])
    un = np.ones((X.shape[1], 1))
    return dict(dW1=dZ1 @ X.T, db1=dZ1 @ un, dW2=dZ2 @ cache["A1"].T, db2=dZ2 @ un)

# %% onehidden_backward
def onehidden_backward(theta, cache, X, y, activation="tanh"):
    A1 = cache["A1"]
    pente = {"tanh": 1 - A1**2, "sigmoid": A1 * (1 - A1), "relu": 1.0 * (A1 > 0)}[activation]
    dZ2 = dlogits(cache["A2"], y) / X.shape[1]
    dZ1 = (theta["W2"].T @ dZ2) * pente
    un = np.ones((X.shape[1], 1))
    return dict(dW1=dZ1 @ X.T, db1=dZ1 @ un, dW2=dZ2 @ A1.T, db2=dZ2 @ un)

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    g = np.empty(x.size)
    for i in range(x.size):
        d = np.zeros(x.size)
        d[i] = h
        d = d.reshape(x.shape)
        g[i] = f(x + d) / (2 * h) - f(x - d) / (2 * h)
    return g.reshape(x.shape)

# %% gradient_check
def gradient_check(f, gradient, x):
    couples = zip(gradient(x).ravel(), numerical_gradient(f, x).ravel())
    return max(abs(a - n) / max(abs(a), abs(n), 1e-12) for a, n in couples)

# %% gd_step
def gd_step(theta, grads, eta):
    return {nom[1:]: theta[nom[1:]] - eta * grads[nom] for nom in grads}

# %% momentum_step
def momentum_step(theta, grads, elan, eta, gamma=0.9):
    # v = -m : la vitesse pointe vers le bas
    v = {k: -gamma * elan[k] - eta * grads["d" + k] for k in theta}
    return {k: theta[k] + v[k] for k in theta}, {k: -v[k] for k in theta}

# %% random_mini_batches
def random_mini_batches(X, Y, taille, rng):
    # trier des clés tirées au hasard, c'est mélanger
    ordre = rng.random(X.shape[1]).argsort()
    return [(X[:, c], Y[:, c]) for c in (ordre[i:i + taille] for i in range(0, len(ordre), taille))]

# %% train
def train(X, Y, n_caches, eta, epoques, graine):
    rng = np.random.default_rng(graine)
    theta = dict(
        W1=rng.normal(scale=0.01, size=(n_caches, X.shape[0])),
        W2=rng.normal(scale=0.01, size=(1, n_caches)),
        b1=np.zeros((n_caches, 1)),
        b2=np.zeros((1, 1)),
    )
    couts = []
    while len(couts) < epoques:
        A2, cache = two_layer_forward(X, theta)
        couts += [bce_loss(A2, Y)]
        theta = gd_step(theta, two_layer_backward(theta, cache, X, Y), eta)
    return theta, couts

# %% symmetry_report
def symmetry_report(X, Y, theta, eta):
    for _ in "123":
        theta = gd_step(theta, two_layer_backward(theta, two_layer_forward(X, theta)[1], X, Y), eta)
    # + 0.0 : pour que -0.0 et 0.0 soient le même texte
    return len({str((ligne.round(8) + 0.0).tolist()) for ligne in theta["W1"]})

# %% he_normal
def he_normal(n_in, n_out, rng):
    return rng.standard_normal((n_in, n_out)).T / (n_in / 2) ** 0.5
