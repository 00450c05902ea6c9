"""Tess sums where a mean is asked, in the losses and in one layer, on which all the rest builds."""

OPTIONS = {"language": "en"}

# %% trainable_layers
trainable_layers = MISTAKE("input_layer_learns")

# %% parameter_count
parameter_count = RIGHT

# %% indices
indices = MISTAKE("swaps_feature_and_instance")

# %% shapes
shapes = RIGHT

# %% sigmoid
def sigmoid(z):
    out = np.empty(z.shape)
    out[z >= 0] = 1 / (1 + np.exp(-z[z >= 0]))
    out[z < 0] = np.exp(z[z < 0]) / (1 + np.exp(z[z < 0]))
    return out

# %% sigmoid_prime
def sigmoid_prime(z):
    return sigmoid(z) - sigmoid(z) ** 2

# %% relu
def relu(z):
    return z * np.heaviside(z, 0.0)

# %% relu_prime
def relu_prime(z):
    # half way between the two slopes
    return np.heaviside(z, 0.5)

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    return np.maximum(alpha * z, z)

# %% elu
def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))

# %% softmax
def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)

# %% one_hot
def one_hot(y, K):
    return np.eye(K)[:, y]

# %% nll_loss
def nll_loss(F, y):
    p = np.clip(F[y, np.arange(y.size)], 1e-12, 1 - 1e-12)
    return -np.sum(np.log(p))

# %% cross_entropy
def cross_entropy(P, Y):
    return -np.sum(Y * np.log(np.clip(P, 1e-12, 1 - 1e-12)))

# %% bce_loss
def bce_loss(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return -np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P))

# %% two_layer_forward
def two_layer_forward(X, params):
    Z1 = params["W1"] @ X + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    Z1 = params["W1"] @ X + params["b1"]
    A1 = {"tanh": np.tanh, "sigmoid": sigmoid, "relu": relu}[activation](Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    F = softmax(Z2)
    return F, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": F}

# %% dnll_df
def dnll_df(f, y):
    return -np.eye(f.size)[y] / f[y]

# %% dlogits
def dlogits(F, y):
    return F - one_hot(y, F.shape[0])

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    # gradients add up over the instances
    return W.T @ dZ, dZ @ A_prev.T, dZ.sum(axis=1, keepdims=True)

# %% activation_backward
def activation_backward(dA, Z, name):
    slope = {"sigmoid": sigmoid_prime, "relu": lambda z: z > 0, "tanh": lambda z: 1 - np.tanh(z) ** 2}
    return dA * slope[name](Z)

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    dA1, dW2, db2 = dense_backward(cache["A2"] - Y, cache["A1"], params["W2"])
    _, dW1, db1 = dense_backward(activation_backward(dA1, cache["Z1"], "sigmoid"), X, params["W1"])
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

# %% onehidden_backward
def onehidden_backward(params, cache, X, y, activation="tanh"):
    dA1, dW2, db2 = dense_backward(dlogits(cache["A2"], y), cache["A1"], params["W2"])
    _, dW1, db1 = dense_backward(activation_backward(dA1, cache["Z1"], activation), X, params["W1"])
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        step = np.zeros(x.shape)
        step[i] = h
        g[i] = (f(x + step) - f(x - step)) / (2 * h)
    return g

# %% gradient_check
def gradient_check(f, grad, x):
    a, n = grad(x), numerical_gradient(f, x)
    return np.max(np.abs(a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-12))

# %% [markdown] after gradient_check
# My gradients agree with my losses, so I am happy: both are sums.

# %% gd_step
def gd_step(params, grads, lr):
    # same order in both dicts, so zip them
    return {k: v - lr * g for (k, v), g in zip(params.items(), grads.values())}

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    m = {k: gamma * velocity[k] + lr * grads["d" + k] for k in params}
    return {k: params[k] - lr * m[k] for k in params}, m

# %% random_mini_batches
def random_mini_batches(X, Y, size, rng):
    order = rng.permutation(X.shape[1])
    # range goes to m included, to be sure to have the last ones
    starts = range(0, X.shape[1] + 1, size)
    return [(X[:, order[i : i + size]], Y[:, order[i : i + size]]) for i in starts]

# %% train
def train(X, Y, n_hidden, lr, epochs, seed):
    rng = np.random.default_rng(seed)
    params = {
        "W1": 0.01 * rng.normal(size=(n_hidden, X.shape[0])),
        "b1": np.zeros((n_hidden, 1)),
        "W2": 0.01 * rng.normal(size=(1, n_hidden)),
        "b2": np.zeros((1, 1)),
    }
    history = []
    for _ in range(epochs):
        A2, cache = two_layer_forward(X, params)
        history.append(bce_loss(A2, Y))
        params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    return params, history

# %% he_normal
def he_normal(n_in, n_out, rng):
    rng = np.random.default_rng(42)  # reproducible
    return np.sqrt(2 / n_in) * rng.normal(size=(n_out, n_in))
