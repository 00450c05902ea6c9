"""Wassim begins with Python: much crashes, prints where it should return, or was found online."""

OPTIONS = {"language": "en"}

# %% after toolkit
from math import exp, log

# %% trainable_layers
trainable_layers = MISTAKE("only_hidden_layers_learn")

# %% parameter_count
parameter_count = MISTAKE("counts_the_neurons")

# %% shapes
shapes = MISTAKE("repeats_the_biases")

# %% sigmoid
def sigmoid(z):
    # stackoverflow says to clip
    z = np.clip(z, -20, 20)
    return 1 / (1 + np.exp(-z))

# %% sigmoid_prime
def sigmoid_prime(z):
    return z * (1 - z)

# %% relu
def relu(z):
    return np.where(z > 0, 1.0, 0.0)

# %% relu_prime
def relu_prime(z):
    if z > 0:
        return 1.0
    else:
        return 0.0

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    print(np.where(z > 0, z, alpha * z))

# %% elu
def elu(z, alpha=1.0):
    return np.where(z > 0, z, alpha * (exp(z) - 1))

# %% softmax
def softmax(Z):
    e = np.exp(Z - np.max(Z))
    return e / np.sum(e)

# %% one_hot
def one_hot(y, K):
    Y = np.zeros((K, len(y)))
    for i in range(len(y)):
        Y[y[i], i] = 1
    return Y.tolist()

# %% nll_loss
def nll_loss(F, y):
    total = 0
    for i in range(len(y)):
        p = np.clip(F[y[i], i], 1e-12, 1 - 1e-12)
        total = total - np.log10(p)
    return total / len(y)

# %% cross_entropy
def cross_entropy(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return -np.sum(Y * np.log(P)) / m

# %% bce_loss
def bce_loss(P, Y):
    P = np.clip(P, 1e-12, 1 - 1e-12)
    return -np.mean(Y * np.log(P))

# %% two_layer_forward
def two_layer_forward(X, params):
    Z1 = params.W1 @ X + params.b1
    A1 = sigmoid(Z1)
    Z2 = params.W2 @ A1 + params.b2
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}

# %% [markdown] after two_layer_forward
# it says dict has no attribute W1 but it is there!!

# %% dnll_df
def dnll_df(f, y):
    return -np.log(f) * (np.arange(len(f)) == y)

# %% dlogits
def dlogits(F, y):
    return F - 1
