"""Kofi confond les moyennes, les sommes et les conventions, et se trompe aux questions à réponse."""

OPTIONS = {"language": "fr", "like": "blaise", "strip": "cells"}

# %% z_gradient
z_gradient = MISTAKE("adds_all_entries")

# %% network_gradients
def network_gradients(X, y, params):
    p = {n: torch.tensor(a, dtype=torch.float64, requires_grad=True) for n, a in params.items()}
    A1 = torch.tanh(p["W1"] @ torch.tensor(X) + p["b1"])
    perte = F.cross_entropy((p["W2"] @ A1 + p["b2"]).T, torch.tensor(y), reduction="sum")
    perte.backward()
    return {"d" + n: t.grad.numpy() for n, t in p.items()}

# %% class_loss
def class_loss(logits, y):
    return F.nll_loss(torch.log_softmax(logits, dim=0), y)

# %% binary_loss
def binary_loss(logits, y):
    return F.binary_cross_entropy_with_logits(logits.squeeze(), y.double())

# %% regression_loss
def regression_loss(output, y):
    return 0.5 * F.mse_loss(output[:, 0], y)

# %% evaluate
def evaluate(modele, lots):
    mode = modele.training
    modele.eval()
    pertes, parts = [], []
    with torch.no_grad():
        for X, y in lots:
            logits = modele(X)
            pertes.append(F.cross_entropy(logits, y).item())
            parts.append((logits.argmax(1) == y).double().mean().item())
    modele.train(mode)
    return sum(pertes) / len(pertes), sum(parts) / len(parts)

# %% running_variance
running_variance = MISTAKE("weighs_the_old_one")

# %% train_epoch
def train_epoch(model, batches, optimizer, device):
    total, m = 0.0, 0
    for X, y in batches:
        X, y = X.to(device), y.to(device)
        optimizer.zero_grad()
        perte = F.cross_entropy(model(X), y)
        perte.backward()
        optimizer.step()
        total += perte.item() * len(y)
        m += len(y)
    return total / m

# %% warmup_cosine
def warmup_cosine(optimizer, warmup, total):
    taux = optimizer.param_groups[0]["lr"]

    def programme(t):
        if t < warmup:
            return taux * (t + 1) / warmup
        return taux * 0.5 * (1 + float(np.cos(np.pi * (t - warmup) / (total - warmup))))

    return torch.optim.lr_scheduler.LambdaLR(optimizer, programme)

# %% save_checkpoint
def save_checkpoint(file, model, optimizer, epoch):
    torch.save({"model": model.state_dict(), "epoch": epoch}, file)

# %% load_checkpoint
def load_checkpoint(file, model, optimizer):
    contenu = torch.load(file, weights_only=True)
    model.load_state_dict(contenu["model"])
    return contenu["epoch"]

# %% dropout
def dropout(x, p, training):
    if not training:
        return x
    return x * (torch.rand_like(x) >= p)

# %% same_seed
same_seed = MISTAKE("none_of_them")
