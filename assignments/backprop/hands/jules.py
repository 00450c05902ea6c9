"""Jules typed the id of his neighbour, so that his four answers are for her network."""

OPTIONS = {"language": "en", "id": "grace", "executed": 58}

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
    return 0.5 * (np.tanh(z / 2) + 1)

# %% sigmoid_prime
def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))

# %% relu
def relu(z):
    return np.where(z < 0, 0.0, z)

# %% relu_prime
def relu_prime(z):
    d = np.zeros(z.shape)
    d[z > 0] = 1
    return d

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    # slope 0.01 on the left
    return np.where(z > 0, z, 0.01 * z)

# %% checks leaky_relu
#> ✘ leaky_relu · a slope of 0.2: 12 of 25 values differ, most at [0]: -0.03 instead of -0.6
#> leaky_relu: the line is yours, the dots are what is expected

# %% elu
def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * np.expm1(np.minimum(z, 0)))

# %% softmax
def softmax(Z):
    # subtract the max so that nothing overflows
    e = np.exp(Z - np.max(Z))
    return e / e.sum(axis=0)

# %% after softmax
plt.bar(range(3), softmax(np.array([[1.0], [2.0], [3.0]]))[:, 0])
plt.title("softmax of 1, 2, 3")
plt.show()

# %% one_hot
def one_hot(y, K):
    return np.eye(K)[y].T

# %% nll_loss
def nll_loss(F, y):
    p = F[y, np.arange(len(y))]
    return -np.log(np.clip(p, 1e-12, 1 - 1e-12)).mean()

# %% cross_entropy
def cross_entropy(P, Y):
    return -(Y * np.log(np.clip(P, 1e-12, 1 - 1e-12))).sum() / Y.shape[1]

# %% bce_loss
def bce_loss(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return (-(Y * np.log(P)) - (1 - Y) * np.log(1 - P)).mean()

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
    A1 = np.tanh(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    # my softmax underflows when one column is far below, so shift by column here
    E = np.exp(Z2 - Z2.max(axis=0))
    F = E / E.sum(axis=0)
    return F, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": F}

# %% checks onehidden_forward
#> ✔ onehidden_forward · tanh, by default: passes
#> ✘ onehidden_forward · ReLU, two instances: in [0]: 6 of 6 values differ, most at [1, 1]: 0.523026 instead of 0.733877

# %% dnll_df
def dnll_df(f, y):
    return np.where(np.arange(f.size) == y, -1 / f, 0)

# %% dlogits
def dlogits(F, y):
    return F - one_hot(y, F.shape[0])

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = dZ.shape[1]
    dA_prev = W.T @ dZ / m
    dW = dZ @ A_prev.T / m
    db = dZ.sum(axis=1, keepdims=True) / m
    return dA_prev, dW, db

# %% checks dense_backward
#> ✘ dense_backward · two neurons, four instances: in [0]: 12 of 12 values differ, most at [2, 2]: -0.5071 instead of -2.0284
#> ✔ dense_backward · a single instance: passes

# %% activation_backward
def activation_backward(dA, Z, name):
    slope = {
        "sigmoid": sigmoid_prime,
        "relu": relu_prime,
        "tanh": lambda z: 1 - np.tanh(z) ** 2,
    }
    return dA * slope[name](Z)

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    dA1, dW2, db2 = dense_backward(cache["A2"] - Y, cache["A1"], params["W2"])
    dZ1 = activation_backward(dA1, cache["Z1"], "sigmoid")
    _, dW1, db1 = dense_backward(dZ1, X, params["W1"])
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}

# %% checks two_layer_backward
#> ✘ two_layer_backward · three instances: in “dW1”: 8 of 8 values differ, most at [1, 2]: -0.0103066 instead of -0.0309199
#> ✔ two_layer_backward · a single instance: passes

# %% onehidden_backward
def onehidden_backward(params, cache, X, y, activation="tanh"):
    # done without dense_backward, whose dA_prev I do not trust
    m = X.shape[1]
    dZ2 = dlogits(cache["A2"], y)
    dZ1 = params["W2"].T @ dZ2 * (1 - np.tanh(cache["Z1"]) ** 2)
    return {
        "dW1": dZ1 @ X.T / m,
        "db1": dZ1.mean(axis=1, keepdims=True),
        "dW2": dZ2 @ cache["A1"].T / m,
        "db2": dZ2.mean(axis=1, keepdims=True),
    }

# %% checks onehidden_backward
#> ✔ onehidden_backward · tanh, by default: passes
#> ✘ onehidden_backward · ReLU, a single instance: in “dW1”: 8 of 8 values differ, most at [0, 0]: -0.0186705 instead of -0.411067

# %% numerical_gradient
def numerical_gradient(f, x, h=1e-5):
    g = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        g[i] = (f(x + e) - f(x - e)) / (2 * h)
    return g

# %% gradient_check
def gradient_check(f, grad, x):
    a = np.linalg.norm(grad(x))
    n = np.linalg.norm(numerical_gradient(f, x))
    return abs(a - n) / max(a, n, 1e-12)

# %% checks gradient_check
#> ✔ gradient_check · a right gradient: passes
#> ✘ gradient_check · one wrong component: 0.09638310168031437 instead of 0.33333333

# %% gd_step
def gd_step(params, grads, lr):
    return {k: v - lr * grads["d" + k] for k, v in params.items()}

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    m = {k: gamma * velocity[k] + lr * grads["d" + k] for k in params}
    return {k: params[k] - m[k] for k in params}, m

# %% random_mini_batches
def random_mini_batches(X, Y, size, rng):
    X = X[:, rng.permutation(X.shape[1])]
    Y = Y[:, rng.permutation(Y.shape[1])]
    return [(X[:, i : i + size], Y[:, i : i + size]) for i in range(0, X.shape[1], size)]

# %% checks random_mini_batches
#> ✘ random_mini_batches · 14 instances by 5: in “every x keeps its y”: False instead of True

# %% symmetry_report
def symmetry_report(X, Y, params, lr):
    for _ in range(3):
        A1 = sigmoid(params["W1"] @ X + params["b1"])
        A2 = sigmoid(params["W2"] @ A1 + params["b2"])
        dZ2 = (A2 - Y) / X.shape[1]
        dZ1 = params["W2"].T @ dZ2 * A1 * (1 - A1)
        params = {
            "W1": params["W1"] - lr * dZ1 @ X.T,
            "b1": params["b1"] - lr * dZ1.sum(axis=1, keepdims=True),
            "W2": params["W2"] - lr * dZ2 @ A1.T,
            "b2": params["b2"] - lr * dZ2.sum(axis=1, keepdims=True),
        }
    return int(np.linalg.matrix_rank(params["W1"]))

# %% checks symmetry_report
#> ✔ symmetry_report · everything zero: passes
#> ✘ symmetry_report · random weights: 2 instead of 3

# %% he_normal
def he_normal(n_in, n_out, rng):
    return np.sqrt(2 / (n_in + n_out)) * rng.normal(size=(n_out, n_in))

# %% checks he_normal
#> ✘ he_normal · from 150 inputs to 200 neurons: in “standard deviation times √n_in”: 0.9336173242527019 instead of 1.426124
