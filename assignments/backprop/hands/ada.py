"""Ada writes short, vectorised NumPy, and everything is right. She ran it all before handing in."""

OPTIONS = {"language": "en", "executed": 1}

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
    # e is never larger than 1, whatever the sign of z
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))

# %% after sigmoid
print(sigmoid(np.array([-1000.0, 0.0, 1000.0])))
#> [0.  0.5 1. ]

# %% sigmoid_prime
def sigmoid_prime(z):
    a = sigmoid(z)
    return a * (1 - a)

# %% relu
def relu(z):
    return np.maximum(0, z)

# %% relu_prime
def relu_prime(z):
    return (z > 0).astype(float)

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, z, alpha * z)

# %% elu
def elu(z, alpha=1.0):
    # minimum() keeps exp from overflowing where it is not used
    return np.where(z > 0, z, alpha * (np.exp(np.minimum(z, 0)) - 1))

# %% softmax
def softmax(Z):
    E = np.exp(Z - Z.max(axis=0, keepdims=True))
    return E / E.sum(axis=0, keepdims=True)

# %% after softmax
P = softmax(np.array([[1.0, 1000.0], [2.0, 1000.0], [3.0, 0.0]]))
print(P.round(3))
print(P.sum(axis=0))
#> [[0.09  0.5  ]
#>  [0.245 0.5  ]
#>  [0.665 0.   ]]
#> [1. 1.]

# %% one_hot
def one_hot(y, K):
    return np.eye(K)[:, y]

# %% nll_loss
def nll_loss(F, y):
    right = F[y, np.arange(y.size)]
    return -np.log(np.clip(right, 1e-12, 1 - 1e-12)).mean()

# %% cross_entropy
def cross_entropy(P, Y):
    return -np.sum(Y * np.log(np.clip(P, 1e-12, 1 - 1e-12))) / P.shape[1]

# %% bce_loss
def bce_loss(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
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
    g = {"tanh": np.tanh, "sigmoid": sigmoid, "relu": relu}[activation]
    Z1 = params["W1"] @ X + params["b1"]
    A1 = g(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    F = softmax(Z2)
    return F, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": F}

# %% dnll_df
def dnll_df(f, y):
    grad = np.zeros_like(f)
    grad[y] = -1 / f[y]
    return grad

# %% dlogits
def dlogits(F, y):
    return F - one_hot(y, F.shape[0])

# %% [markdown] after dlogits
# Each column sums to 0: what the right class gains, the others lose.

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = dZ.shape[1]
    dW = dZ @ A_prev.T / m
    db = dZ.mean(axis=1, keepdims=True)
    return W.T @ dZ, dW, db

# %% activation_backward
def activation_backward(dA, Z, name):
    if name == "sigmoid":
        return dA * sigmoid_prime(Z)
    if name == "relu":
        return dA * relu_prime(Z)
    return dA * (1 - np.tanh(Z) ** 2)

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    dZ2 = cache["A2"] - Y
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
    x = x.astype(float)
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        plus, minus = x.copy(), x.copy()
        plus[i] += h
        minus[i] -= h
        grad[i] = (f(plus) - f(minus)) / (2 * h)
    return grad

# %% gradient_check
def gradient_check(f, grad, x):
    a, n = grad(x), numerical_gradient(f, x)
    return np.max(np.abs(a - n) / np.maximum(1e-12, np.maximum(np.abs(a), np.abs(n))))

# %% gd_step
def gd_step(params, grads, lr):
    return {name: params[name] - lr * grads["d" + name] for name in params}

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    m = {name: gamma * velocity[name] + lr * grads["d" + name] for name in params}
    return {name: params[name] - m[name] for name in params}, m

# %% random_mini_batches
def random_mini_batches(X, Y, size, rng):
    m = X.shape[1]
    order = rng.permutation(m)
    pieces = [order[i : i + size] for i in range(0, m, size)]
    return [(X[:, piece], Y[:, piece]) for piece in pieces]

# %% train
def train(X, Y, n_hidden, lr, epochs, seed):
    rng = np.random.default_rng(seed)
    params = {
        "W1": 0.01 * rng.standard_normal((n_hidden, X.shape[0])),
        "b1": np.zeros((n_hidden, 1)),
        "W2": 0.01 * rng.standard_normal((1, n_hidden)),
        "b2": np.zeros((1, 1)),
    }
    history = []
    for _ in range(epochs):
        A2, cache = two_layer_forward(X, params)
        history.append(bce_loss(A2, Y))
        params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    return params, history

# %% symmetry_report
def symmetry_report(X, Y, params, lr):
    for _ in range(3):
        _, cache = two_layer_forward(X, params)
        params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    W1 = params["W1"]
    apart = np.abs(W1[:, None] - W1[None]).max(axis=2) > 1e-9
    # a row counts if it is apart from all those above it
    return int(sum(apart[i, :i].all() for i in range(len(W1))))

# %% he_normal
def he_normal(n_in, n_out, rng):
    return rng.normal(0, np.sqrt(2 / n_in), size=(n_out, n_in))

# %% after he_normal
W = he_normal(256, 64, np.random.default_rng(0))
print(W.shape, abs(W.std() - np.sqrt(2 / 256)) < 0.002)
#> (64, 256) True
