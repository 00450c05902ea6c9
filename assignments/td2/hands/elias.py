"""Elias lets every window move by one pixel, and never moves a picture."""

OPTIONS = {"language": "en", "like": "ada"}

# %% conv_out
def conv_out(n, k, stride, padding):
    return n + 2 * padding - k + 1

# %% conv_forward
def conv_forward(X, W, b, stride, padding):
    kh, kw = W.shape[2:]
    P = pad_images(X, padding)
    H, V = P.shape[2] - kh + 1, P.shape[3] - kw + 1
    Z = np.empty((X.shape[0], W.shape[0], H, V))
    for i in range(H):
        for j in range(V):
            Z[:, :, i, j] = np.einsum("ncuv,fcuv->nf", P[:, :, i:i + kh, j:j + kw], W) + b
    return Z

# %% conv_backward
def conv_backward(dZ, X, W, stride, padding):
    kh, kw = W.shape[2:]
    ph, pw = padding
    P = pad_images(X, padding)
    dP, dW = np.zeros_like(P), np.zeros_like(W)
    for i in range(dZ.shape[2]):
        for j in range(dZ.shape[3]):
            here = np.s_[:, :, i:i + kh, j:j + kw]
            dW += np.tensordot(dZ[:, :, i, j], P[here], axes=(0, 0))
            dP[here] += np.tensordot(dZ[:, :, i, j], W, axes=(1, 0))
    return dP[:, :, ph:ph + X.shape[2], pw:pw + X.shape[3]], dW, dZ.sum((0, 2, 3))

# %% conv_layer
def conv_layer(W, b, stride, padding):
    layer = nn.Conv2d(W.shape[1], W.shape[0], tuple(W.shape[2:]), padding=padding)
    layer.weight = nn.Parameter(W)
    layer.bias = nn.Parameter(b)
    return layer

# %% digit_weights
MISTAKE("never_saw_moved_pictures")
