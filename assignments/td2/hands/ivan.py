"""Ivan pads the wrong axes, and forgets to hand in the file."""

OPTIONS = {"language": "en", "like": "ada", "delete": ["digit_weights"]}

# %% pad_images
def pad_images(X, padding):
    (a, b) = padding
    return np.pad(X, ((a, a), (b, b), (0, 0), (0, 0)))

# %% conv_backward
def conv_backward(dZ, X, W, stride, padding):
    kh, kw = W.shape[2:]
    sh, sw = stride
    P = np.pad(X, ((0, 0), (0, 0), (padding[0],) * 2, (padding[1],) * 2))
    dP, dW = np.zeros_like(P), np.zeros_like(W)
    for i in range(dZ.shape[2]):
        for j in range(dZ.shape[3]):
            here = np.s_[:, :, i * sh : i * sh + kh, j * sw : j * sw + kw]
            dW += np.tensordot(dZ[:, :, i, j], P[here], axes=(0, 0))
            dP[here] += np.tensordot(dZ[:, :, i, j], W, axes=(1, 0))
    return dP, dW, dZ.sum((0, 2, 3))

# %% max_pool_backward
def max_pool_backward(dA, X, size, stride):
    dX = np.zeros_like(X)
    for i in range(dA.shape[2]):
        for j in range(dA.shape[3]):
            here = np.s_[..., i * stride[0] : i * stride[0] + size[0], j * stride[1] : j * stride[1] + size[1]]
            largest = X[here] == X[here].max((-2, -1), keepdims=True)
            dX[here] += largest * dA[..., i, j, None, None]
    return dX

# %% predict
def predict(model, pictures):
    with torch.no_grad():
        return model(torch.tensor(pictures[:, None], dtype=torch.float32)).argmax(1).numpy()
