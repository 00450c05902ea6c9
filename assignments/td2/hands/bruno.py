"""Bruno écrit des boucles partout, sur chaque nombre, et tout est juste."""

OPTIONS = {"language": "fr", "delete": ["demo"]}

# %% conv_out
def conv_out(n, k, stride, padding):
    places = 0
    debut = -padding
    while debut + k <= n + padding:
        places += 1
        debut += stride
    return places

# %% conv_parameters
def conv_parameters(c_in, c_out, k_h, k_w, bias=True):
    total = 0
    for f in range(c_out):
        for j in range(c_in):
            total += k_h * k_w
        if bias:
            total += 1
    return total

# %% feature_maps
feature_maps = RIGHT

# %% cnn_parameters
cnn_parameters = RIGHT

# %% pad_images
def pad_images(X, padding):
    m, c, h, w = X.shape
    res = np.zeros((m, c, h + 2 * padding[0], w + 2 * padding[1]))
    res[:, :, padding[0]:padding[0] + h, padding[1]:padding[1] + w] = X
    return res

# %% conv_forward
def conv_forward(X, W, b, stride, padding):
    m, c_in, h, w = X.shape
    c_out, _, kh, kw = W.shape
    h_out = conv_out(h, kh, stride[0], padding[0])
    w_out = conv_out(w, kw, stride[1], padding[1])
    P = pad_images(X, padding)
    Z = np.zeros((m, c_out, h_out, w_out))
    for i in range(m):
        for f in range(c_out):
            for r in range(h_out):
                for c in range(w_out):
                    somme = 0.0
                    for j in range(c_in):
                        for u in range(kh):
                            for v in range(kw):
                                somme += W[f, j, u, v] * P[i, j, r*stride[0] + u, c*stride[1] + v]
                    Z[i, f, r, c] = somme + b[f]
    return Z

# %% conv_backward
def conv_backward(dZ, X, W, stride, padding):
    m, c_out, h_out, w_out = dZ.shape
    kh, kw = W.shape[2], W.shape[3]
    P = pad_images(X, padding)
    dP = np.zeros(P.shape)
    dW = np.zeros(W.shape)
    db = np.zeros(c_out)
    for i in range(m):
        for f in range(c_out):
            for r in range(h_out):
                for c in range(w_out):
                    g = dZ[i, f, r, c]
                    a, d = r * stride[0], c * stride[1]
                    db[f] += g
                    dW[f] += g * P[i, :, a:a + kh, d:d + kw]
                    dP[i, :, a:a + kh, d:d + kw] += g * W[f]
    h, w = X.shape[2], X.shape[3]
    dX = dP[:, :, padding[0]:padding[0] + h, padding[1]:padding[1] + w]
    return dX, dW, db

# %% max_pool
def max_pool(X, size, stride):
    m, n, h, w = X.shape
    A = np.zeros((m, n, conv_out(h, size[0], stride[0], 0), conv_out(w, size[1], stride[1], 0)))
    for i, j, r, c in np.ndindex(A.shape):
        plus_grand = -np.inf
        for u in range(size[0]):
            for v in range(size[1]):
                plus_grand = max(plus_grand, X[i, j, r * stride[0] + u, c * stride[1] + v])
        A[i, j, r, c] = plus_grand
    return A

# %% max_pool_backward
def max_pool_backward(dA, X, size, stride):
    dX = np.zeros(X.shape)
    for i, j, r, c in np.ndindex(dA.shape):
        meilleur, ou = -np.inf, None
        for u in range(size[0]):
            for v in range(size[1]):
                x = X[i, j, r * stride[0] + u, c * stride[1] + v]
                if x > meilleur:
                    meilleur, ou = x, (r * stride[0] + u, c * stride[1] + v)
        dX[i, j, ou[0], ou[1]] += dA[i, j, r, c]
    return dX

# %% average_pool
def average_pool(X, size, stride):
    m, n, h, w = X.shape
    A = np.zeros((m, n, conv_out(h, size[0], stride[0], 0), conv_out(w, size[1], stride[1], 0)))
    for i, j, r, c in np.ndindex(A.shape):
        for u in range(size[0]):
            for v in range(size[1]):
                A[i, j, r, c] += X[i, j, r * stride[0] + u, c * stride[1] + v]
    return A / (size[0] * size[1])

# %% average_pool_backward
def average_pool_backward(dA, X, size, stride):
    dX = np.zeros(X.shape)
    for i, j, r, c in np.ndindex(dA.shape):
        for u in range(size[0]):
            for v in range(size[1]):
                dX[i, j, r * stride[0] + u, c * stride[1] + v] += dA[i, j, r, c] / (size[0] * size[1])
    return dX

# %% conv_layer
def conv_layer(W, b, stride, padding):
    couche = nn.Conv2d(W.shape[1], W.shape[0], kernel_size=(W.shape[2], W.shape[3]),
                       stride=stride, padding=padding, dtype=torch.float64)
    with torch.no_grad():
        couche.weight[:] = W
        couche.bias[:] = b
    return couche

# %% conv_gradients
def conv_gradients(dZ, X, W, b, stride, padding):
    X = X.clone().requires_grad_(True)
    W = W.clone().requires_grad_(True)
    b = b.clone().requires_grad_(True)
    J = (F.conv2d(X, W, b, stride=stride, padding=padding) * dZ).sum()
    J.backward()
    return X.grad, W.grad, b.grad

# %% flattened
flattened = RIGHT

# %% DigitNet
class DigitNet(nn.Module):
    def __init__(self, c_1=8, c_2=16):
        super(DigitNet, self).__init__()
        self.conv1 = nn.Conv2d(1, c_1, kernel_size=3, padding=1)
        self.conv2 = nn.Conv2d(c_1, c_2, kernel_size=3, padding=1)
        self.pool = nn.MaxPool2d(2, 2)
        self.fc = nn.Linear(c_2 * 2 * 2, 10)

    def forward(self, X):
        x = self.pool(F.relu(self.conv1(X)))
        x = self.pool(F.relu(self.conv2(x)))
        x = x.view(x.size(0), -1)
        return self.fc(x)

# %% predict
def predict(model, pictures):
    model.eval()
    classes = []
    with torch.no_grad():
        for image in pictures:
            x = torch.from_numpy(image).float().reshape(1, 1, 8, 8)
            classes.append(int(model(x)[0].argmax()))
    return np.array(classes)

# %% digit_weights
RIGHT
