"""Grace has everything right, and a program that complains on stderr at every turn."""

OPTIONS = {"language": "en"}

# %% after toolkit
import logging
import sys
import warnings

logging.basicConfig(level=logging.INFO, stream=sys.stderr)
warnings.warn("float128 is not available here, falling back to float64")

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
    if np.abs(z).max() > 100:
        warnings.warn("sigmoid: saturated")
    # log sigma(z) = -log(1 + e^-z)
    return np.exp(-np.logaddexp(0, -z))

# %% sigmoid_prime
def sigmoid_prime(z):
    s = sigmoid(z)
    return s * (1 - s)

# %% relu
def relu(z):
    sys.stderr.write("relu called\n")
    return np.where(z > 0, z, 0.0)

# %% relu_prime
def relu_prime(z):
    return np.where(z > 0, 1.0, 0.0)

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, z, z * alpha)

# %% elu
def elu(z, alpha=1.0):
    # np.where evaluates both sides: expm1 warns for large z, and the result is not used
    return np.where(z > 0, z, alpha * np.expm1(z))

# %% softmax
def softmax(Z):
    shifted = Z - Z.max(axis=0)
    if shifted.min() < -700:
        print("softmax: some probabilities will be 0", file=sys.stderr)
    e = np.exp(shifted)
    return e / e.sum(axis=0)

# %% one_hot
def one_hot(y, K):
    Y = np.zeros((K, y.shape[0]))
    for column, label in enumerate(y):
        Y[label, column] = 1.0
    return Y

# %% nll_loss
def nll_loss(F, y):
    picked = F[y, np.arange(y.shape[0])]
    if picked.min() == 0:
        warnings.warn("nll_loss: log of zero avoided")
    return float(-np.log(np.clip(picked, 1e-12, 1 - 1e-12)).mean())

# %% cross_entropy
def cross_entropy(P, Y):
    return float(-(Y * np.log(np.clip(P, 1e-12, 1 - 1e-12))).sum(axis=0).mean())

# %% bce_loss
def bce_loss(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return float(np.where(Y == 1, -np.log(P), -np.log(1 - P)).mean())

# %% two_layer_forward
def two_layer_forward(X, params):
    logging.info("forward pass on %d instances", X.shape[1])
    Z1 = np.matmul(params["W1"], X) + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = np.matmul(params["W2"], A1) + params["b2"]
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "Z2": Z2, "A1": A1, "A2": A2}

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    functions = {"tanh": np.tanh, "sigmoid": sigmoid, "relu": relu}
    Z1 = np.matmul(params["W1"], X) + params["b1"]
    A1 = functions[activation](Z1)
    Z2 = np.matmul(params["W2"], A1) + params["b2"]
    A2 = softmax(Z2)
    return A2, {"Z1": Z1, "Z2": Z2, "A1": A1, "A2": A2}

# %% dnll_df
def dnll_df(f, y):
    e = np.zeros(f.shape)
    e[y] = 1.0
    return -e / f[y]

# %% dlogits
def dlogits(F, y):
    return F - one_hot(y, F.shape[0])

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = A_prev.shape[1]
    dA_prev = np.matmul(W.T, dZ)
    dW = np.matmul(dZ, A_prev.T) / m
    db = np.sum(dZ, axis=1).reshape(-1, 1) / m
    return dA_prev, dW, db

# %% activation_backward
def activation_backward(dA, Z, name):
    sys.stderr.write(f"going back through {name}\n")
    if name == "sigmoid":
        slope = sigmoid_prime(Z)
    elif name == "relu":
        slope = relu_prime(Z)
    else:
        slope = 1 - np.tanh(Z) ** 2
    return np.multiply(dA, slope)

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    dA1, dW2, db2 = dense_backward(cache["A2"] - Y, cache["A1"], params["W2"])
    _, dW1, db1 = dense_backward(activation_backward(dA1, cache["Z1"], "sigmoid"), X, params["W1"])
    return {"dW1": dW1, "dW2": dW2, "db1": db1, "db2": db2}

# %% onehidden_backward
def onehidden_backward(params, cache, X, y, activation="tanh"):
    dA1, dW2, db2 = dense_backward(dlogits(cache["A2"], y), cache["A1"], params["W2"])
    _, dW1, db1 = dense_backward(activation_backward(dA1, cache["Z1"], activation), X, params["W1"])
    return {"dW1": dW1, "dW2": dW2, "db1": db1, "db2": db2}

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    x = np.array(x, dtype=float)
    gradient = np.zeros_like(x)
    walk = np.nditer(x, flags=["multi_index"])
    for value in walk:
        where = walk.multi_index
        old = float(value)
        x[where] = old + h
        above = f(x)
        x[where] = old - h
        below = f(x)
        x[where] = old
        gradient[where] = (above - below) / (2 * h)
    return gradient

# %% gradient_check
def gradient_check(f, grad, x):
    a = grad(x)
    n = numerical_gradient(f, x)
    worst = float((np.abs(a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-12)).max())
    if worst > 1e-4:
        warnings.warn("gradient_check: the gradient looks wrong")
    return worst

# %% gd_step
def gd_step(params, grads, lr):
    new = {}
    for key, value in params.items():
        new[key] = value - lr * grads["d" + key]
    return new

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    new_params, new_velocity = {}, {}
    for key in params:
        new_velocity[key] = gamma * velocity[key] + lr * grads["d" + key]
        new_params[key] = params[key] - new_velocity[key]
    return new_params, new_velocity

# %% random_mini_batches
def random_mini_batches(X, Y, size, rng):
    m = X.shape[1]
    if m % size:
        warnings.warn("the last batch is short")
    order = np.arange(m)
    rng.shuffle(order)
    return [(X[:, order[i:i + size]], Y[:, order[i:i + size]]) for i in range(0, m, size)]

# %% train
def train(X, Y, n_hidden, lr, epochs, seed):
    logging.getLogger().setLevel(logging.WARNING)  # one line per forward pass is too much here
    rng = np.random.default_rng(seed)
    params = {
        "W1": 0.01 * rng.normal(size=(n_hidden, X.shape[0])),
        "b1": np.zeros((n_hidden, 1)),
        "W2": 0.01 * rng.normal(size=(1, n_hidden)),
        "b2": np.zeros((1, 1)),
    }
    history = []
    for epoch in range(epochs):
        A2, cache = two_layer_forward(X, params)
        history.append(bce_loss(A2, Y))
        if epoch % 100 == 0:
            print(f"epoch {epoch}: {history[-1]:.4f}", file=sys.stderr)
        A1 = cache["A1"]
        dZ2 = (A2 - Y) / X.shape[1]
        dZ1 = np.matmul(params["W2"].T, dZ2) * A1 * (1 - A1)
        grads = {
            "dW1": np.matmul(dZ1, X.T),
            "db1": dZ1.sum(axis=1, keepdims=True),
            "dW2": np.matmul(dZ2, A1.T),
            "db2": dZ2.sum(axis=1, keepdims=True),
        }
        params = gd_step(params, grads, lr)
    return params, history

# %% symmetry_report
def symmetry_report(X, Y, params, lr):
    for step in range(3):
        A2, cache = two_layer_forward(X, params)
        params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    kinds = []
    for row in params["W1"]:
        if not any(np.allclose(row, other, rtol=0, atol=1e-9) for other in kinds):
            kinds.append(row)
    return len(kinds)

# %% he_normal
def he_normal(n_in, n_out, rng):
    return rng.normal(loc=0.0, scale=(2.0 / n_in) ** 0.5, size=(n_out, n_in))
