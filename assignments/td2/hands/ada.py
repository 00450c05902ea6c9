"""Ada writes short array code, one window at a time, and gets everything right."""

OPTIONS = {"language": "en"}

# %% conv_out
def conv_out(n, k, stride, padding):
    return 1 + (n - k + 2 * padding) // stride

# %% conv_parameters
def conv_parameters(c_in, c_out, k_h, k_w, bias=True):
    return c_in * c_out * k_h * k_w + (c_out if bias else 0)

# %% feature_maps
feature_maps = RIGHT

# %% cnn_parameters
cnn_parameters = RIGHT

# %% pad_images
def pad_images(X, padding):
    ph, pw = padding
    return np.pad(X, [(0, 0), (0, 0), (ph, ph), (pw, pw)], mode="constant")

# %% conv_forward
def conv_forward(X, W, b, stride, padding):
    kh, kw = W.shape[2:]
    sh, sw = stride
    H = conv_out(X.shape[2], kh, sh, padding[0])
    V = conv_out(X.shape[3], kw, sw, padding[1])
    P = pad_images(X, padding)
    Z = np.empty((X.shape[0], W.shape[0], H, V))
    for i in range(H):
        for j in range(V):
            patch = P[:, :, i * sh : i * sh + kh, j * sw : j * sw + kw]
            Z[:, :, i, j] = np.tensordot(patch, W, axes=([1, 2, 3], [1, 2, 3])) + b
    return Z

# %% conv_backward
def conv_backward(dZ, X, W, stride, padding):
    kh, kw = W.shape[2:]
    (sh, sw), (ph, pw) = stride, padding
    P = pad_images(X, padding)
    dP, dW = np.zeros_like(P), np.zeros_like(W)
    for i in range(dZ.shape[2]):
        for j in range(dZ.shape[3]):
            here = np.s_[:, :, i * sh : i * sh + kh, j * sw : j * sw + kw]
            dW += np.tensordot(dZ[:, :, i, j], P[here], axes=(0, 0))
            dP[here] += np.tensordot(dZ[:, :, i, j], W, axes=(1, 0))
    h, w = X.shape[2:]
    return dP[:, :, ph : ph + h, pw : pw + w], dW, dZ.sum((0, 2, 3))

# %% max_pool
def max_pool(X, size, stride):
    H = conv_out(X.shape[2], size[0], stride[0], 0)
    V = conv_out(X.shape[3], size[1], stride[1], 0)
    A = np.empty(X.shape[:2] + (H, V))
    for i in range(H):
        for j in range(V):
            r, c = i * stride[0], j * stride[1]
            A[..., i, j] = X[..., r : r + size[0], c : c + size[1]].max((-2, -1))
    return A

# %% max_pool_backward
def max_pool_backward(dA, X, size, stride):
    dX = np.zeros_like(X)
    m, n = np.indices(X.shape[:2])
    for i in range(dA.shape[2]):
        for j in range(dA.shape[3]):
            r, c = i * stride[0], j * stride[1]
            flat = X[..., r : r + size[0], c : c + size[1]].reshape(*X.shape[:2], -1)
            u, v = np.unravel_index(flat.argmax(-1), size)
            dX[m, n, r + u, c + v] += dA[..., i, j]
    return dX

# %% average_pool
def average_pool(X, size, stride):
    H = conv_out(X.shape[2], size[0], stride[0], 0)
    V = conv_out(X.shape[3], size[1], stride[1], 0)
    A = np.empty(X.shape[:2] + (H, V))
    for i in range(H):
        for j in range(V):
            r, c = i * stride[0], j * stride[1]
            A[..., i, j] = X[..., r : r + size[0], c : c + size[1]].mean((-2, -1))
    return A

# %% average_pool_backward
def average_pool_backward(dA, X, size, stride):
    dX = np.zeros_like(X)
    for i in range(dA.shape[2]):
        for j in range(dA.shape[3]):
            r, c = i * stride[0], j * stride[1]
            dX[..., r : r + size[0], c : c + size[1]] += dA[..., i, j, None, None] / np.prod(size)
    return dX

# %% conv_layer
def conv_layer(W, b, stride, padding):
    c_out, c_in, kh, kw = W.shape
    layer = nn.Conv2d(c_in, c_out, (kh, kw), stride, padding)
    layer.weight = nn.Parameter(W)
    layer.bias = nn.Parameter(b)
    return layer

# %% conv_gradients
def conv_gradients(dZ, X, W, b, stride, padding):
    leaves = [t.clone().requires_grad_() for t in (X, W, b)]
    return torch.autograd.grad(F.conv2d(*leaves, stride, padding), leaves, dZ)

# %% flattened
flattened = RIGHT

# %% DigitNet
class DigitNet(nn.Module):
    def __init__(self, c_1=8, c_2=16):
        super().__init__()
        self.conv1 = nn.Conv2d(1, c_1, 3, padding=1)
        self.conv2 = nn.Conv2d(c_1, c_2, 3, padding=1)
        self.fc = nn.Linear(4 * c_2, 10)

    def forward(self, X):
        X = F.relu(F.max_pool2d(self.conv1(X), 2))
        X = F.relu(F.max_pool2d(self.conv2(X), 2))
        return self.fc(X.flatten(start_dim=1))

# %% predict
@torch.no_grad()
def predict(model, pictures):
    model.eval()
    return model(torch.tensor(pictures[:, None], dtype=torch.float32)).argmax(1).numpy()

# %% digit_weights
RIGHT
