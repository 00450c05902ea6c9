"""Quentin a juste, mais son fichier a été coupé pendant le dépôt."""

OPTIONS = {"language": "fr", "truncate": 0.4}

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
    return (1 + np.tanh(z / 2)) / 2

# %% sigmoid_prime
def sigmoid_prime(z):
    return sigmoid(z) * (1 - sigmoid(z))

# %% relu
def relu(z):
    return np.maximum(z, 0.0)

# %% relu_prime
def relu_prime(z):
    return (z > 0).astype(float)

# %% leaky_relu
def leaky_relu(z, alpha=0.01):
    return np.where(z > 0, z, alpha * z)

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
