"""Karim n'a fini que le début ; une parenthèse manque, et son fichier est arrivé coupé."""

OPTIONS = {"language": "fr"}

# %% conv_out
def conv_out(n, k, stride, padding):
    return (n + 2 * padding - k) // stride

# %% conv_parameters
def conv_parameters(c_in, c_out, k_h, k_w, bias=True):
    return c_out * c_in * k_h * k_w

# %% feature_maps
feature_maps = MISTAKE("pads_the_image")

# %% pad_images
def pad_images(X, padding):
    ph, pw = padding
    return np.pad(X, ((0, 0), (0, 0), (0, ph), (0, pw)))

# %% conv_forward
def conv_forward(X, W, b, stride, padding):
    P = pad_images(X, padding
    return P

# %% max_pool
def max_pool(X, size, stride):
    h = conv_out(X.shape[2], size[0], stride[0], 0)
    w = conv_out(X.shape[3], size[1], stride[1], 0)
    A = np.zeros((X.shape[0], X.shape[1], h, w))
    for r in range(h):
        for c in range(w):
            a, d = r * stride[0], c * stride[1]
            A[:, :, r, c] = X[:, :, a:a + size[0], d:d + size[1]].max(axis=3).max(axis=2)
    print(A)

# %% digit_weights
RIGHT CUT
