"""Hana adds the bias too early and turns the kernel; her file is one of torch.save."""

OPTIONS = {"language": "en", "like": "chen", "docstrings": False}

# %% conv_forward
def windows_of(images, size, stride):
    views = np.lib.stride_tricks.sliding_window_view(images, size, axis=(2, 3))
    return views[:, :, ::stride[0], ::stride[1]]

def conv_forward(X, W, b, stride, padding):
    padded = pad_images(X, padding)
    h = conv_out(X.shape[2], W.shape[2], stride[0], padding[0])
    w = conv_out(X.shape[3], W.shape[3], stride[1], padding[1])
    Z = np.zeros((len(X), len(W), h, w))
    for n, f, i, j in np.ndindex(Z.shape):
        r, c = i * stride[0], j * stride[1]
        products = padded[n, :, r:r + W.shape[2], c:c + W.shape[3]] * W[f] + b[f]
        Z[n, f, i, j] = products.sum()
    return Z

# %% conv_backward
def conv_backward(dZ, X, W, stride, padding):
    padded = pad_images(X, padding)
    dW, back = np.zeros_like(W), np.zeros_like(padded)
    for i, j in np.ndindex(*dZ.shape[2:]):
        r, c = i * stride[0], j * stride[1]
        dz = dZ[:, :, i, j]
        dW += np.einsum("nf,ncuv->fcuv", dz, padded[:, :, r:r + W.shape[2], c:c + W.shape[3]])
        back[:, :, r:r + W.shape[2], c:c + W.shape[3]] += np.einsum("nf,fcuv->ncuv", dz, W[:, :, ::-1, ::-1])
    H, V = X.shape[2:]
    return back[:, :, padding[0]:padding[0] + H, padding[1]:padding[1] + V], dW, dZ.sum(axis=(0, 2, 3))

# %% flattened
flattened = MISTAKE("keeps_the_rows")

# %% DigitNet
class DigitNet(nn.Module):
    def __init__(self, c_1=8, c_2=16):
        super().__init__()
        self.conv1 = nn.Conv2d(1, c_1, 3, padding=1)
        self.conv2 = nn.Conv2d(c_1, c_2, 3, padding=1)
        self.fc = nn.Linear(c_2 * 4, 10)

    def forward(self, X):
        for conv in (self.conv1, self.conv2):
            X = F.max_pool2d(torch.relu(conv(X)), 2)
        return F.softmax(self.fc(X.flatten(1)), dim=-1)

# %% digit_weights
PICKLE
