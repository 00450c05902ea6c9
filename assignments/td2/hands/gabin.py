"""Gabin prend toutes les images pour des carrés, et range les pixels dans l'autre sens."""

OPTIONS = {"language": "fr", "like": "bruno"}

# %% conv_out
def conv_out(n, k, stride, padding):
    return int(np.ceil((n + 2 * padding - k) / stride)) + 1

# %% conv_parameters
def conv_parameters(c_in, c_out, k_h, k_w, bias=True):
    return c_out * (c_in * k_h**2 + bias)

# %% cnn_parameters
cnn_parameters = MISTAKE("counts_the_poolings")

# %% pad_images
def pad_images(X, padding):
    p = padding[0]
    return np.pad(X, ((0, 0), (0, 0), (p, p), (p, p)))

# %% max_pool
def max_pool(X, size, stride):
    k = size[0]
    h_out = (X.shape[2] - k) // stride[0] + 1
    w_out = (X.shape[3] - k) // stride[1] + 1
    A = np.zeros((X.shape[0], X.shape[1], h_out, w_out))
    for r in range(h_out):
        for c in range(w_out):
            a, d = r * stride[0], c * stride[1]
            A[:, :, r, c] = X[:, :, a:a + k, d:d + k].max(axis=(2, 3))
    return A

# %% average_pool_backward
def average_pool_backward(dA, X, size, stride):
    dX = np.zeros(X.shape)
    for i, j, r, c in np.ndindex(dA.shape):
        for u in range(size[0]):
            for v in range(size[1]):
                dX[i, j, r * stride[0] + u, c * stride[1] + v] += dA[i, j, r, c] / size[0] ** 2
    return dX

# %% digit_weights
MISTAKE("learnt_transposed_pictures")
