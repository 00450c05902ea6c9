"""Jeanne laisse PyTorch convoluer dans la partie B, et range ses couches dans une liste."""

OPTIONS = {"language": "fr", "like": "bruno"}

# %% conv_forward
def conv_forward(X, W, b, stride, padding):
    Z = F.conv2d(torch.tensor(X), torch.tensor(W), torch.tensor(b), stride=stride, padding=padding)
    return Z.numpy()

# %% average_pool
def average_pool(X, size, stride):
    m, n, h, w = X.shape
    A = np.zeros((m, n, conv_out(h, size[0], stride[0], 0), conv_out(w, size[1], stride[1], 0)))
    for i, j, r, c in np.ndindex(A.shape):
        a, d = r * stride[0], c * stride[1]
        A[i, j, r, c] = X[i, j, a:a + size[0], d:d + size[1]].sum()
    return A

# %% conv_layer
def conv_layer(W, b, stride, padding):
    couche = nn.Conv2d(W.shape[1], W.shape[0], (W.shape[2], W.shape[3]), stride, padding)
    couche.weight = W
    couche.bias = b
    return couche

# %% DigitNet
class DigitNet(nn.Module):
    def __init__(self, c_1=8, c_2=16):
        super().__init__()
        self.couches = [
            nn.Conv2d(1, c_1, 3, padding=1, dtype=torch.float64),
            nn.Conv2d(c_1, c_2, 3, padding=1, dtype=torch.float64),
            nn.Linear(c_2 * 4, 10, dtype=torch.float64),
        ]

    def forward(self, X):
        c1, c2, fc = self.couches
        X = F.max_pool2d(F.relu(c1(X)), 2)
        X = F.max_pool2d(F.relu(c2(X)), 2)
        return fc(X.flatten(1))

# %% digit_weights
MISTAKE("never_trained")
