"""Lucia is at home in NumPy, and learns on the way what autograd and modules want."""

OPTIONS = {"language": "en", "like": "chen", "docstrings": False}

# %% cnn_parameters
cnn_parameters = MISTAKE("ignores_the_channels")

# %% conv_layer
def conv_layer(W, b, stride, padding):
    layer = nn.Conv2d(W.size(1), W.size(0), tuple(W.shape[2:]), stride, padding)
    layer.weight = nn.Parameter(W, requires_grad=False)
    layer.bias = nn.Parameter(b, requires_grad=False)
    return layer

# %% conv_gradients
def conv_gradients(dZ, X, W, b, stride, padding):
    for tensor in (X, W, b):
        tensor.requires_grad_(True)
    F.conv2d(X, W, b, stride, padding).backward(dZ)
    return X.grad.clone(), W.grad.clone(), b.grad.clone()

# %% flattened
flattened = MISTAKE("forgets_the_channels")

# %% DigitNet
class DigitNet(nn.Module):
    def __init__(self, c_1=8, c_2=16):
        super().__init__()
        self.conv1 = nn.Conv2d(1, c_1, 3, padding=1)
        self.conv2 = nn.Conv2d(c_1, c_2, 3, padding=1)
        self.fc = nn.Linear(c_2 * 2, 10)

    def forward(self, X):
        X = F.max_pool2d(torch.relu(self.conv1(X)), 2)
        X = F.max_pool2d(torch.relu(self.conv2(X)), 2)
        return self.fc(X.reshape(-1, self.fc.in_features))

# %% predict
def predict(model, pictures):
    model.eval()
    logits = model(torch.tensor(pictures).float().unsqueeze(1))
    return logits.argmax(dim=1).detach().numpy()

# %% digit_weights
MISTAKE("learnt_other_pixels")
