"""Léa travaille avec un module à elle, absent du rendu, et un alias que NumPy a retiré."""

OPTIONS = {"language": "fr", "docstrings": False}

# %% trainable_layers
trainable_layers = RIGHT

# %% parameter_count
parameter_count = RIGHT

# %% indices
indices = MISTAKE("swaps_layer_and_instance")

# %% shapes
shapes = RIGHT

# %% sigmoid
def sigmoid(z):
    '''Ma sigmoïde stable.'''
    return np.exp(-np.logaddexp(0.0, -z))

# %% sigmoid_prime
def sigmoid_prime(z):
    s = sigmoid(z)
    return s * (1. - s)

# %% relu
def relu(z):
    return np.fmax(z, 0.)

# %% relu_prime
def relu_prime(z):
    return z > 0.

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    return np.where(z > 0., z, alpha * z)

# %% elu
def elu(z, alpha=1.0):
    return np.where(z > 0., z, alpha * np.expm1(np.fmin(z, 0.)))

# %% softmax
def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)

# %% one_hot
def one_hot(y, K):
    Y = np.zeros((K, y.size), dtype=np.float)
    Y[y, np.arange(y.size)] = 1.
    return Y

# %% nll_loss
def nll_loss(F, y):
    p = F[y, np.arange(y.size)].clip(1e-12, 1 - 1e-12)
    return -np.log(p).mean()

# %% cross_entropy
def cross_entropy(P, Y):
    return -(Y * np.log(P.clip(1e-12, 1 - 1e-12))).sum() / P.shape[1]

# %% bce_loss
def bce_loss(P, Y):
    P = P.clip(1e-12, 1 - 1e-12)
    return -(Y * np.log(P) + (1. - Y) * np.log(1. - P)).mean()

# %% two_layer_forward
def two_layer_forward(X, params):
    Z1 = params['W1'] @ X + params['b1']
    A1 = sigmoid(Z1)
    Z2 = params['W2'] @ Z1 + params['b2']
    A2 = sigmoid(Z2)
    return A2, {'Z1': Z1, 'A1': A1, 'Z2': Z2, 'A2': A2}

# %% onehidden_forward
def onehidden_forward(X, params, activation="tanh"):
    g = {'tanh': np.tanh, 'sigmoid': sigmoid, 'relu': relu}[activation]
    Z1 = params['W1'] @ X + params['b1']
    A1 = g(Z1)
    F = params['W2'] @ A1 + params['b2']
    return F, {'Z1': Z1, 'A1': A1, 'Z2': F, 'A2': F}

# %% dnll_df
def dnll_df(f, y):
    g = np.zeros_like(f)
    g[y] = -1. / f[y]
    return g

# %% dlogits
def dlogits(F, y):
    return F - one_hot(y, F.shape[0])

# %% dense_backward
def dense_backward(dZ, A_prev, W):
    m = dZ.shape[1]
    return W.T @ dZ, dZ @ A_prev.T / m, dZ.sum(axis=1, keepdims=True) / m

# %% activation_backward
def activation_backward(dA, Z, name):
    if name == 'tanh':
        return dA * (1. - np.tanh(Z) ** 2)
    elif name == 'relu':
        return dA * relu_prime(Z)
    else:
        return dA * sigmoid_prime(Z)

# %% two_layer_backward
def two_layer_backward(params, cache, X, Y):
    dZ2 = cache['A2'] - Y
    dA1, dW2, db2 = dense_backward(dZ2, cache['A1'], params['W2'])
    dZ1 = activation_backward(dA1, cache['Z1'], 'sigmoid')
    dW1, db1 = dense_backward(dZ1, X, params['W1'])[1:]
    return {'dW1': dW1, 'db1': db1, 'dW2': dW2, 'db2': db2}

# %% onehidden_backward
def onehidden_backward(params, cache, X, y, activation="tanh"):
    dZ2 = dlogits(cache['A2'], y)
    dA1, dW2, db2 = dense_backward(dZ2, cache['A1'], params['W2'])
    dZ1 = activation_backward(dA1, cache['Z1'], activation)
    dW1, db1 = dense_backward(dZ1, X, params['W1'])[1:]
    return {'dW1': dW1, 'db1': db1, 'dW2': dW2, 'db2': db2}

# %% numerical_gradient
from outils_de_lea import barre_de_progression

def numerical_gradient(f, x, h=1e-5):
    g = np.zeros(x.shape)
    for i in barre_de_progression(np.ndindex(x.shape)):
        e = np.zeros(x.shape)
        e[i] = h
        g[i] = (f(x + e) - f(x - e)) / (2 * h)
    return g

# %% gradient_check
def gradient_check(f, grad, x):
    a, n = grad(x), numerical_gradient(f, x)
    return (np.abs(a - n) / np.fmax(np.fmax(np.abs(a), np.abs(n)), 1e-12)).max()

# %% gd_step
def gd_step(params, grads, lr):
    return {k: params[k] - lr * grads['d' + k] for k in params}

# %% momentum_step
def momentum_step(params, grads, velocity, lr, gamma=0.9):
    m = {k: gamma * velocity[k] + lr * grads['d' + k] for k in params}
    return {k: params[k] - m[k] for k in params}, m

# %% random_mini_batches
def random_mini_batches(X, Y, size, rng):
    ordre = rng.permutation(X.shape[1])
    return [(X[:, ordre[i:i + size]], Y[:, ordre[i:i + size]]) for i in range(0, ordre.size, size)]
