"""Fatou écrit = partout où il faut +=, et s'arrête après deux époques."""

OPTIONS = {"language": "fr", "like": "bruno"}

# %% conv_backward
def conv_backward(dZ, X, W, stride, padding):
    kh, kw = W.shape[2], W.shape[3]
    P = pad_images(X, padding)
    dP = np.zeros(P.shape)
    dW = np.zeros(W.shape)
    for r in range(dZ.shape[2]):
        for c in range(dZ.shape[3]):
            a, d = r * stride[0], c * stride[1]
            dW += np.einsum("nf,ncuv->fcuv", dZ[:, :, r, c], P[:, :, a:a + kh, d:d + kw])
            dP[:, :, a:a + kh, d:d + kw] = np.einsum("nf,fcuv->ncuv", dZ[:, :, r, c], W)
    h, w = X.shape[2], X.shape[3]
    dX = dP[:, :, padding[0]:padding[0] + h, padding[1]:padding[1] + w]
    return dX, dW, dZ.sum(axis=3).sum(axis=2).sum(axis=0)

# %% max_pool_backward
def max_pool_backward(dA, X, size, stride):
    dX = np.zeros(X.shape)
    for i, j, r, c in np.ndindex(dA.shape):
        a, d = r * stride[0], c * stride[1]
        fenetre = X[i, j, a:a + size[0], d:d + size[1]]
        u, v = np.unravel_index(fenetre.argmax(), fenetre.shape)
        dX[i, j, a + u, d + v] = dA[i, j, r, c]
    return dX

# %% average_pool_backward
def average_pool_backward(dA, X, size, stride):
    dX = np.zeros(X.shape)
    for i, j, r, c in np.ndindex(dA.shape):
        a, d = r * stride[0], c * stride[1]
        dX[i, j, a:a + size[0], d:d + size[1]] = dA[i, j, r, c] / (size[0] * size[1])
    return dX

# %% digit_weights
MISTAKE("stopped_too_soon")
