"""Blaise écrit des boucles partout, et tout est juste. Il a retiré les figures, trop lentes."""

OPTIONS = {"language": "fr", "executed": 1, "delete": ["provided", "demo"]}

# %% [markdown] after identity
# J'ai supprimé les cellules des figures : avec mes boucles, l'entraînement sur les deux lunes
# prend plus d'une minute sur mon ordinateur.

# %% after toolkit
import math

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
    a = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        # deux formules : l'exposant n'est jamais positif
        if z[i] >= 0:
            a[i] = 1 / (1 + math.exp(-z[i]))
        else:
            a[i] = math.exp(z[i]) / (1 + math.exp(z[i]))
    return a

# %% after sigmoid
for valeur in [-800, -1, 0, 1, 800]:
    print(valeur, sigmoid(np.array([float(valeur)]))[0].round(4))
#> -800 0.0
#> -1 0.2689
#> 0 0.5
#> 1 0.7311
#> 800 1.0

# %% sigmoid_prime
def sigmoid_prime(z):
    pente = sigmoid(z)
    for i in np.ndindex(z.shape):
        pente[i] = pente[i] * (1 - pente[i])
    return pente

# %% relu
def relu(z):
    a = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        if z[i] > 0:
            a[i] = z[i]
    return a

# %% relu_prime
def relu_prime(z):
    pente = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        if z[i] > 0:
            pente[i] = 1
    return pente

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    a = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        a[i] = z[i] if z[i] > 0 else alpha * z[i]
    return a

# %% elu
def elu(z, alpha=1.0):
    a = np.zeros(z.shape)
    for i in np.ndindex(z.shape):
        a[i] = z[i] if z[i] > 0 else alpha * (math.exp(z[i]) - 1)
    return a

# %% softmax
def softmax(Z):
    K, m = Z.shape
    P = np.zeros((K, m))
    for i in range(m):
        plus_grand = max(Z[:, i])
        total = 0
        for k in range(K):
            P[k, i] = math.exp(Z[k, i] - plus_grand)
            total += P[k, i]
        for k in range(K):
            P[k, i] /= total
    return P

# %% one_hot
def one_hot(y, K):
    Y = np.zeros((K, len(y)))
    for i in range(len(y)):
        Y[y[i], i] = 1
    return Y

# %% nll_loss
def nll_loss(F, y):
    total = 0
    for i in range(len(y)):
        p = min(max(F[y[i], i], 1e-12), 1 - 1e-12)
        total = total - math.log(p)
    return total / len(y)

# %% cross_entropy
def cross_entropy(P, Y):
    K, m = P.shape
    total = 0
    for i in range(m):
        for k in range(K):
            p = min(max(P[k, i], 1e-12), 1 - 1e-12)
            total = total - Y[k, i] * math.log(p)
    return total / m

# %% bce_loss
def bce_loss(P, Y):
    m = P.shape[1]
    total = 0
    for i in range(m):
        p = min(max(P[0, i], 1e-12), 1 - 1e-12)
        if Y[0, i] == 1:
            total -= math.log(p)
        else:
            total -= math.log(1 - p)
    return total / m

# %% after dlogits
def produit(A, B):
    """Le produit matriciel, ligne par colonne."""
    C = np.zeros((A.shape[0], B.shape[1]))
    for i in range(A.shape[0]):
        for j in range(B.shape[1]):
            somme = 0.0
            for k in range(A.shape[1]):
                somme += A[i, k] * B[k, j]
            C[i, j] = somme
    return C

# %% two_layer_forward
def two_layer_forward(X, params):
    m = X.shape[1]
    n1, n2 = len(params["b1"]), len(params["b2"])
    Z1, Z2 = np.zeros((n1, m)), np.zeros((n2, m))
    # une instance après l'autre, un neurone après l'autre
    for i in range(m):
        for k in range(n1):
            Z1[k, i] = params["b1"][k, 0]
            for j in range(X.shape[0]):
                Z1[k, i] += params["W1"][k, j] * X[j, i]
    A1 = sigmoid(Z1)
    for i in range(m):
        for k in range(n2):
            Z2[k, i] = params["b2"][k, 0]
            for j in range(n1):
                Z2[k, i] += params["W2"][k, j] * A1[j, i]
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    K, m = len(params["b2"]), X.shape[1]
    n1 = len(params["b1"])
    Z1, Z2 = np.zeros((n1, m)), np.zeros((K, m))
    for i in range(m):
        for k in range(n1):
            Z1[k, i] = sum(params["W1"][k, j] * X[j, i] for j in range(len(X))) + params["b1"][k, 0]
    if activation == "relu":
        A1 = relu(Z1)
    elif activation == "sigmoid":
        A1 = sigmoid(Z1)
    else:
        A1 = np.zeros((n1, m))
        for k, i in np.ndindex(n1, m):
            A1[k, i] = math.tanh(Z1[k, i])
    for i in range(m):
        for k in range(K):
            Z2[k, i] = sum(params["W2"][k, j] * A1[j, i] for j in range(n1)) + params["b2"][k, 0]
    F = softmax(Z2)
    return F, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": F}

# %% dnll_df
def dnll_df(f, y):
    g = np.zeros(len(f))
    for k in range(len(f)):
        if k == y:
            g[k] = -1 / f[k]
    return g

# %% dlogits
def dlogits(F, y):
    G = np.zeros(F.shape)
    for i in range(F.shape[1]):
        for k in range(F.shape[0]):
            G[k, i] = F[k, i] - (1 if k == y[i] else 0)
    return G

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = dZ.shape[1]
    n_out, n_in = W.shape
    db = np.zeros((n_out, 1))
    for k in range(n_out):
        for i in range(m):
            db[k, 0] += dZ[k, i]
        db[k, 0] /= m
    return produit(W.T, dZ), produit(dZ, A_prev.T) / m, db

# %% activation_backward
def activation_backward(dA, Z, name):
    dZ = np.zeros(Z.shape)
    pente = {"sigmoid": sigmoid_prime, "relu": relu_prime}.get(name)
    if pente is not None:
        pentes = pente(Z)
    else:
        pentes = np.zeros(Z.shape)
        for i in np.ndindex(Z.shape):
            pentes[i] = 1 - math.tanh(Z[i]) ** 2
    for i in np.ndindex(Z.shape):
        dZ[i] = dA[i] * pentes[i]
    return dZ

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    dZ2 = np.zeros(Y.shape)
    for i in np.ndindex(Y.shape):
        dZ2[i] = cache["A2"][i] - Y[i]
    dA1, dW2, db2 = dense_backward(dZ2, cache["A1"], params["W2"])
    dZ1 = activation_backward(dA1, cache["Z1"], "sigmoid")
    _, dW1, db1 = dense_backward(dZ1, X, params["W1"])
    return dict(dW1=dW1, db1=db1, dW2=dW2, db2=db2)

# %% onehidden_backward
def onehidden_backward(params, cache, X, y, activation="tanh"):
    dZ2 = dlogits(cache["A2"], y)
    dA1, dW2, db2 = dense_backward(dZ2, cache["A1"], params["W2"])
    dZ1 = activation_backward(dA1, cache["Z1"], activation)
    _, dW1, db1 = dense_backward(dZ1, X, params["W1"])
    return dict(dW1=dW1, db1=db1, dW2=dW2, db2=db2)

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        avant = x.astype(float)
        apres = x.astype(float)
        avant[i] = avant[i] - h
        apres[i] = apres[i] + h
        g[i] = (f(apres) - f(avant)) / (2 * h)
    return g

# %% gradient_check
def gradient_check(f, grad, x):
    a, n = grad(x), numerical_gradient(f, x)
    pire = 0.0
    for i in np.ndindex(x.shape):
        erreur = abs(a[i] - n[i]) / max(abs(a[i]), abs(n[i]), 1e-12)
        if erreur > pire:
            pire = erreur
    return pire

# %% gd_step
def gd_step(params, grads, lr):
    nouveaux = {}
    for nom in params:
        nouveaux[nom] = np.zeros(params[nom].shape)
        for i in np.ndindex(params[nom].shape):
            nouveaux[nom][i] = params[nom][i] - lr * grads["d" + nom][i]
    return nouveaux

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    nouveaux, vitesse = {}, {}
    for nom in params:
        vitesse[nom] = np.zeros(params[nom].shape)
        nouveaux[nom] = np.zeros(params[nom].shape)
        for i in np.ndindex(params[nom].shape):
            vitesse[nom][i] = gamma * velocity[nom][i] + lr * grads["d" + nom][i]
            nouveaux[nom][i] = params[nom][i] - vitesse[nom][i]
    return nouveaux, vitesse

# %% random_mini_batches
def random_mini_batches(X, Y, size, rng):
    m = X.shape[1]
    restants = list(rng.permutation(m))
    lots = []
    while restants:
        colonnes = []
        while restants and len(colonnes) < size:
            colonnes.append(restants.pop())
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
    couts = []
    for epoque in range(epochs):
        A2, cache = two_layer_forward(X, params)
        couts.append(bce_loss(A2, Y))
        params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    return params, couts

# %% symmetry_report
def symmetry_report(X, Y, params, lr):
    for pas in range(3):
        _, cache = two_layer_forward(X, params)
        params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    differentes = []
    for ligne in params["W1"]:
        nouvelle = True
        for autre in differentes:
            if max(abs(ligne[j] - autre[j]) for j in range(len(ligne))) <= 1e-9:
                nouvelle = False
        if nouvelle:
            differentes.append(ligne)
    return len(differentes)

# %% he_normal
def he_normal(n_in, n_out, rng):
    W = np.zeros((n_out, n_in))
    for k in range(n_out):
        for j in range(n_in):
            W[k, j] = math.sqrt(2 / n_in) * rng.normal()
    return W
