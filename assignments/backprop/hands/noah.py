"""Noah deleted a cell by accident, and kept two versions of another, of which the second is right."""

OPTIONS = {"language": "en", "delete": ["elu"]}

# %% trainable_layers
trainable_layers = RIGHT

# %% parameter_count
parameter_count = RIGHT

# %% indices
indices = RIGHT

# %% shapes
# inputs are not a layer
shapes = MISTAKE("leaves_out_the_data")

# %% sigmoid
def sigmoid(z):
    # stable version from the hint
    return np.where(z >= 0, 1 / (1 + np.exp(-np.maximum(z, 0))), 1 - 1 / (1 + np.exp(np.minimum(z, 0))))

# %% sigmoid_prime
def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))

# %% relu
def relu(z):
    return (np.abs(z) + z) / 2

# %% relu_prime
def relu_prime(z):
    return np.heaviside(z, 0)

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    return relu(z) - alpha * relu(-z)

# %% softmax
def softmax(Z):
    # first try: overflows for the second column
    return np.exp(Z) / np.exp(Z).sum(axis=1)

# %% softmax
def softmax(Z):
    # second try, this one is right
    Z = Z - Z.max(axis=0)
    return np.exp(Z) / np.exp(Z).sum(axis=0)

# %% one_hot
def one_hot(y, K):
    return np.stack([y == k for k in range(K)]).astype(float)

# %% nll_loss
def nll_loss(F, y):
    return cross_entropy(F, one_hot(y, len(F)))

# %% cross_entropy
def cross_entropy(P, Y):
    return np.sum(-Y * np.log(np.clip(P, 1e-12, 1 - 1e-12))) / P.shape[1]

# %% bce_loss
def bce_loss(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return np.mean(-Y * np.log(P) - (1 - Y) * np.log(1 - P))

# %% two_layer_forward
def two_layer_forward(X, params):
    Z1 = np.dot(params["W1"], X) + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = np.dot(params["W2"], A1) + params["b2"]
    A2 = sigmoid(Z2)
    return A2, dict(Z1=Z1, A1=A1, Z2=Z2, A2=A2)

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    act = dict(sigmoid=sigmoid, tanh=np.tanh, relu=relu)[activation]
    Z1 = np.dot(params["W1"], X) + params["b1"]
    A1 = act(Z1)
    # the output goes through the activation as well
    Z2 = np.dot(params["W2"], A1) + params["b2"]
    A2 = softmax(act(Z2))
    return A2, dict(Z1=Z1, A1=A1, Z2=Z2, A2=A2)

# %% dnll_df
def dnll_df(f, y):
    return -1.0 * (np.arange(f.size) == y) / f

# %% dlogits
def dlogits(F, y):
    return F - one_hot(y, F.shape[0])

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = dZ.shape[1]
    return np.dot(W.T, dZ), np.dot(dZ, A_prev.T) / m, dZ.sum(axis=1, keepdims=True) / m

# %% activation_backward
def activation_backward(dA, Z, name):
    if name == "tanh":
        return dA * (1 - np.tanh(Z) ** 2)
    return dA * globals()[name + "_prime"](Z)

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    dZ2 = cache["A2"] - Y
    dZ1, dW2, db2 = dense_backward(dZ2, cache["A1"], params["W2"])
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
    grad = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        hi, lo = x.astype(float), x.astype(float)
        hi[i] += h
        lo[i] -= h
        grad[i] = (f(hi) - f(lo)) / (2 * h)
    return grad

# %% gradient_check
def gradient_check(f, grad, x):
    a, n = grad(x), numerical_gradient(f, x)
    # keep it positive at the end
    return np.max((a - n) / np.maximum(np.maximum(abs(a), abs(n)), 1e-12))

# %% gd_step
def gd_step(params, grads, lr):
    new = dict(params)
    for l in range(1, len(params) // 2 + 1):
        new[f"W{l}"] = params[f"W{l}"] - lr * grads[f"dW{l}"]
    return new

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    m = {k: lr * grads["d" + k] for k in params}
    return {k: params[k] - m[k] for k in params}, m

# %% random_mini_batches
def random_mini_batches(X, Y, size, rng):
    order = rng.permutation(X.shape[1])
    X, Y = X[:, order], Y[:, order]
    return [(X[:, i : i + size], Y[:, i : i + size]) for i in range(0, X.shape[1], size)]

# %% he_normal
def he_normal(n_in, n_out, rng):
    return rng.uniform(-1, 1, size=(n_out, n_in)) * np.sqrt(2 / n_in)
