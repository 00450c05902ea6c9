"""Rosa prints inside her functions; her slope of the sigmoid is one function too deep."""

OPTIONS = {"language": "en", "executed": 58}

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
    return np.where(z >= 0, 1.0, np.exp(-np.abs(z))) / (1.0 + np.exp(-np.abs(z)))

# %% sigmoid_prime
def sigmoid_prime(z):
    # a (1 - a), with a = sigmoid(z)
    a = sigmoid(z)
    return sigmoid(a) * (1 - sigmoid(a))

# %% checks sigmoid_prime
#> ✘ sigmoid_prime · from -4 to 4: 33 of 33 values differ, most at [0]: 0.24998 instead of 0.0176627
#> sigmoid_prime: the line is yours, the dots are what is expected

# %% [markdown] after sigmoid_prime
# ??? the formula is right. Ask on Thursday.

# %% relu
def relu(z):
    return np.maximum(z, 0)

# %% relu_prime
def relu_prime(z):
    return np.where(z > 0, 1., 0.)

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, z, alpha * z)

# %% elu
def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * (np.exp(np.minimum(z, 0)) - 1))

# %% softmax
def softmax(Z):
    e = np.exp(Z - Z.max(axis=0))
    print("softmax:", e.shape)
    return e / e.sum(axis=0)

# %% checks softmax
#> softmax: (3, 2)
#> ✔ softmax · three classes, two instances: passes
#> softmax: (3, 3)
#> ✔ softmax · as many instances as classes: passes

# %% one_hot
def one_hot(y, K):
    Y = np.zeros((K, y.size))
    Y[y, np.arange(y.size)] = 1
    return Y

# %% nll_loss
def nll_loss(F, y):
    probs = F[y, np.arange(y.size)]
    return -np.log(np.clip(probs, 1e-12, 1 - 1e-12)).mean()

# %% cross_entropy
def cross_entropy(P, Y):
    # the right class of each instance, then the loss above
    y = Y.argmax(axis=0)
    return nll_loss(P, y)

# %% bce_loss
def bce_loss(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return -(Y * np.log(P) + (1 - Y) * np.log(1 - P)).mean()

# %% two_layer_forward
def two_layer_forward(X, params):
    Z = params["W1"] @ X + params["b1"]
    Z1 = A1 = sigmoid(Z)
    Z = params["W2"] @ A1 + params["b2"]
    Z2 = A2 = sigmoid(Z)
    print("forward done, A2 is", A2.shape)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% checks two_layer_forward
#> forward done, A2 is (1, 4)
#> ✘ two_layer_forward · two inputs, three neurons: in [1]: in “Z1”: 12 of 12 values differ, most at [0, 0]: 0.0531637 instead of -2.8798
#> forward done, A2 is (1, 1)
#> ✘ two_layer_forward · a single instance: in [1]: in “Z1”: 2 of 2 values differ, most at [0, 0]: 0.935227 instead of 2.6698

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    if activation == "tanh":
        g = np.tanh
    elif activation == "sigmoid":
        g = sigmoid
    else:
        g = relu
    Z1 = params["W1"] @ X + params["b1"]
    A1 = g(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    F = softmax(Z2)
    return F, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": F}

# %% checks onehidden_forward
#> softmax: (3, 1)
#> ✔ onehidden_forward · tanh, by default: passes
#> softmax: (3, 2)
#> ✔ onehidden_forward · ReLU, two instances: passes

# %% dnll_df
def dnll_df(f, y):
    g = np.zeros_like(f)
    g[y] = -1 / f[y]
    return g

# %% dlogits
def dlogits(F, y):
    G = F.copy()
    G[y] = G[y] - 1
    return G

# %% checks dlogits
#> ✘ dlogits · three classes, four instances: 8 of 12 values differ, most at [0, 0]: -0.67 instead of 0.33
#> ✔ dlogits · a single instance: passes

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = dZ.shape[1]
    dA_prev = W.T @ dZ
    dW = dZ @ A_prev.T / m
    db = dZ.mean(axis=1, keepdims=True)
    return dA_prev, dW, db

# %% activation_backward
def activation_backward(dA, Z, name):
    if name == "sigmoid":
        return dA * sigmoid_prime(Z)
    elif name == "relu":
        return dA * relu_prime(Z)
    else:
        return dA * (1 - np.tanh(Z) ** 2)

# %% checks activation_backward
#> ✘ activation_backward · sigmoid: 6 of 6 values differ, most at [1, 1]: -0.318452 instead of -0.227915
#> ✔ activation_backward · ReLU: passes

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    dZ2 = cache["A2"] - Y
    dA1, dW2, db2 = dense_backward(dZ2, cache["A1"], params["W2"])
    dZ1 = activation_backward(dA1, cache["Z1"], "sigmoid")
    _, dW1, db1 = dense_backward(dZ1, X, params["W1"])
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

# %% checks two_layer_backward
#> ✘ two_layer_backward · three instances: in “dW1”: 8 of 8 values differ, most at [0, 3]: 0.1 instead of 0.05
#> ✘ two_layer_backward · a single instance: in “dW1”: 6 of 6 values differ, most at [2, 0]: 0.1 instead of 0.05

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        plus = x.copy()
        plus[i] += h
        minus = x.copy()
        minus[i] -= h
        g[i] = (f(plus) - f(minus)) / (2 * h)
    return g

# %% gradient_check
def gradient_check(f, grad, x):
    a, n = grad(x), numerical_gradient(f, x)
    error = np.max(np.abs(a - n) / np.maximum(np.maximum(np.abs(a), np.abs(n)), 1e-12))
    print("largest error:", f"{error:.0e}")
    return error < 1e-7

# %% checks gradient_check
#> largest error: False
#> ✔ gradient_check · a right gradient: passes
#> largest error: True
#> ✘ gradient_check · one wrong component: 0.420735 instead of 0.333333

# %% gd_step
def gd_step(params, grads, lr):
    return {k: params[k] - lr * grads["d" + k] for k in params}

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    gamma = 0.9
    m = {k: gamma * velocity[k] + lr * grads["d" + k] for k in params}
    return {k: params[k] - m[k] for k in params}, m
