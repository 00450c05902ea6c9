"""Chen turns images into columns and windows into views, in a copy whose metadata is gone."""

OPTIONS = {"language": "en", "docstrings": False, "strip": "cells"}

# %% conv_out
conv_out = lambda n, k, stride, padding: (n + padding + padding - k) // stride + 1

# %% conv_parameters
def conv_parameters(c_in, c_out, k_h, k_w, bias=True):
    return c_out * (c_in * k_h * k_w + int(bias))

# %% feature_maps
feature_maps = RIGHT

# %% cnn_parameters
cnn_parameters = RIGHT

# %% pad_images
def pad_images(X, padding):
    return np.pad(X, ((0,) * 2, (0,) * 2, (padding[0],) * 2, (padding[1],) * 2))

# %% conv_forward
def windows_of(images, size, stride):
    views = np.lib.stride_tricks.sliding_window_view(images, size, axis=(2, 3))
    return views[:, :, ::stride[0], ::stride[1]]

def conv_forward(X, W, b, stride, padding):
    views = windows_of(pad_images(X, padding), W.shape[2:], stride)
    return np.einsum("nchwuv,fcuv->nfhw", views, W) + b.reshape(-1, 1, 1)

# %% conv_backward
def conv_backward(dZ, X, W, stride, padding):
    padded = pad_images(X, padding)
    views = windows_of(padded, W.shape[2:], stride)
    dW = np.einsum("nfhw,nchwuv->fcuv", dZ, views)
    back = np.zeros_like(padded)
    h, w = dZ.shape[2:]
    for u, v in np.ndindex(*W.shape[2:]):
        rows = slice(u, u + (h - 1) * stride[0] + 1, stride[0])
        columns = slice(v, v + (w - 1) * stride[1] + 1, stride[1])
        back[:, :, rows, columns] += np.einsum("nfhw,fc->nchw", dZ, W[:, :, u, v])
    H, V = X.shape[2:]
    return back[:, :, padding[0]:padding[0] + H, padding[1]:padding[1] + V], dW, dZ.sum(axis=(0, 2, 3))

# %% max_pool
def max_pool(X, size, stride):
    return windows_of(X, size, stride).max(axis=(-1, -2))

# %% max_pool_backward
def max_pool_backward(dA, X, size, stride):
    views = windows_of(X, size, stride)
    u, v = np.divmod(views.reshape(*views.shape[:4], -1).argmax(-1), size[1])
    n, c, i, j = np.indices(dA.shape)
    dX = np.zeros_like(X)
    np.add.at(dX, (n, c, i * stride[0] + u, j * stride[1] + v), dA)
    return dX

# %% average_pool
def average_pool(X, size, stride):
    return windows_of(X, size, stride).mean(axis=(-1, -2))

# %% average_pool_backward
def average_pool_backward(dA, X, size, stride):
    dX = np.zeros_like(X)
    views = np.lib.stride_tricks.sliding_window_view(dX, size, axis=(2, 3), writeable=True)
    for i, j in np.ndindex(*dA.shape[2:]):
        views[:, :, i * stride[0], j * stride[1]] += (dA[:, :, i, j] / np.prod(size))[..., None, None]
    return dX

# %% conv_layer
def conv_layer(W, b, stride, padding):
    layer = nn.Conv2d(W.size(1), W.size(0), tuple(W.shape[2:]), stride, padding).double()
    layer.load_state_dict({"weight": W, "bias": b})
    return layer

# %% conv_gradients
def conv_gradients(dZ, X, W, b, stride, padding):
    _, back = torch.autograd.functional.vjp(
        lambda x, w, c: F.conv2d(x, w, c, stride, padding), (X, W, b), dZ
    )
    return back

# %% flattened
flattened = RIGHT

# %% DigitNet
class DigitNet(nn.Module):
    def __init__(self, c_1=8, c_2=16):
        super().__init__()
        self.conv1 = nn.Conv2d(1, c_1, 3, padding="same")
        self.conv2 = nn.Conv2d(c_1, c_2, 3, padding="same")
        self.fc = nn.Linear(c_2 << 2, 10)

    def forward(self, X):
        for conv in (self.conv1, self.conv2):
            X = F.max_pool2d(conv(X).clamp(min=0), 2)
        return self.fc(X.reshape(len(X), -1))

# %% predict
def predict(model, pictures):
    with torch.inference_mode():
        return model.eval()(torch.as_tensor(pictures[:, np.newaxis]).float()).max(1).indices.numpy()

# %% digit_weights
RIGHT
