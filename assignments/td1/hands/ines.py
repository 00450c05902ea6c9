"""Inès laisse PyTorch lui dire ses erreurs : presque tout ce qui lève une exception."""

OPTIONS = {"language": "fr", "like": "blaise", "docstrings": False}

# %% slide_gradients
def slide_gradients(x, y, z):
    x, y, z = (t.double().clone().requires_grad_() for t in (x, y, z))
    b = x * y + z
    b.backward()
    return x.grad, y.grad, z.grad

# %% confidence_loss
def confidence_loss(w, X, lam):
    s = torch.sigmoid(X @ w)
    s -= 1
    return (s**2).mean() + lam * (w**2).sum()

# %% descend
def descend(loss, start, lr, steps):
    w = start.clone().requires_grad_()
    for _ in range(steps):
        loss(w).backward()
        with torch.no_grad():
            w = w - lr * w.grad
    return w

# %% MLP
class MLP(nn.Module):
    def __init__(self, sizes, p=0.0):
        self.couches = nn.ModuleList([nn.Linear(n, k) for n, k in zip(sizes, sizes[1:])])
        self.dropout = nn.Dropout(p)

    def forward(self, X):
        for couche in self.couches[:-1]:
            X = self.dropout(torch.relu(couche(X)))
        return self.couches[-1](X)

# %% binary_loss
def binary_loss(logits, y):
    return F.binary_cross_entropy(logits[:, 0], y.to(logits.dtype))

# %% train_epoch
def train_epoch(model, batches, optimizer, device):
    model.train()
    total, m = 0.0, 0
    for X, y in batches:
        X.to(device), y.to(device)
        optimizer.zero_grad()
        perte = F.cross_entropy(model(X), y)
        perte.backward()
        optimizer.step()
        total += perte.item() * len(y)
        m += len(y)
    return total / m

# %% save_checkpoint
def save_checkpoint(file, model, optimizer, epoch):
    torch.save({"model": model, "optimizer": optimizer.state_dict(), "epoch": epoch}, file)

# %% load_checkpoint
def load_checkpoint(file, model, optimizer):
    contenu = torch.load(file, weights_only=False)
    model.load_state_dict(contenu["model"])
    optimizer.load_state_dict(contenu["optimizer"])
    return contenu["epoch"]
