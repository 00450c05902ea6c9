"""Henri's notebook came through a tool that strips it; his graph is cut, and his layers are lost."""

OPTIONS = {"language": "en", "like": "ada", "strip": "all"}

# %% slide_gradients
def slide_gradients(x, y, z):
    x, y, z = (t.double().requires_grad_() for t in (x, y, z))
    (x * y + z).sum().backward()
    return x.grad, y.grad, z.grad

# %% confidence_loss
def confidence_loss(w, X, lam):
    s = torch.sigmoid(X @ w).data
    return ((1 - s) ** 2).mean() + lam * (w**2).sum()

# %% network_gradients
def network_gradients(X, y, params):
    leaves = {name: torch.tensor(array).float().requires_grad_() for name, array in params.items()}
    A1 = torch.tanh(leaves["W1"] @ torch.tensor(X).float() + leaves["b1"])
    F.cross_entropy((leaves["W2"] @ A1 + leaves["b2"]).T, torch.tensor(y)).backward()
    return {f"d{name}": leaf.grad.numpy() for name, leaf in leaves.items()}

# %% disagreements
def disagreements(own, theirs, tolerance=1e-6):
    return [name for name in theirs if name not in own or own[name].shape != theirs[name].shape
            or np.abs(own[name] - theirs[name]).max() > tolerance]

# %% MLP
class MLP(nn.Module):
    def __init__(self, sizes, p=0.0):
        super().__init__()
        self.layers = [nn.Linear(n, k) for n, k in zip(sizes, sizes[1:])]
        self.p = p

    def forward(self, X):
        for layer in self.layers[:-1]:
            X = F.dropout(torch.relu(layer(X)), self.p, self.training)
        return self.layers[-1](X)

# %% count_parameters
def count_parameters(model):
    return sum(tensor.numel() for tensor in model.state_dict().values())

# %% fine_tune_mode
def fine_tune_mode(model):
    model.train()
    for child in model.children():
        if isinstance(child, (nn.BatchNorm1d, nn.BatchNorm2d)):
            child.eval()

# %% running_variance
running_variance = MISTAKE("keeps_the_biased_one")

# %% fit_digits
def fit_digits(model, X, y):
    optimizer = torch.optim.SGD(list(model.parameters())[-2:], lr=0.1)
    for _ in range(40):
        optimizer.zero_grad()
        F.cross_entropy(model(X), y).backward()
        optimizer.step()
