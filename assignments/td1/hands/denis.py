"""Denis : une boucle qui tourne, une perte qui baisse, et les erreurs silencieuses qui vont avec."""

OPTIONS = {"language": "fr", "like": "blaise"}

# %% z_gradient
z_gradient = MISTAKE("forgets_the_runs_before")

# %% descend
def descend(perte, depart, taux, pas):
    w = depart.detach().clone().requires_grad_()
    for _ in range(pas):
        perte(w).backward()
        with torch.no_grad():
            w -= taux * w.grad
    return w.detach()

# %% class_loss
def class_loss(logits, y):
    probabilites = torch.softmax(logits, dim=1)
    return F.cross_entropy(probabilites, y)

# %% regression_loss
def regression_loss(output, y):
    return ((output - y) ** 2).mean()

# %% evaluate
def evaluate(modele, lots):
    perte, bonnes, m = 0.0, 0, 0
    with torch.no_grad():
        for X, y in lots:
            logits = modele(X)
            perte += F.cross_entropy(logits, y).item() * len(y)
            bonnes += (logits.argmax(dim=1) == y).sum().item()
            m += len(y)
    return perte / m, bonnes / m

# %% train_epoch
def train_epoch(model, batches, optimizer, device):
    model.train()
    total, m = 0.0, 0
    for X, y in batches:
        X, y = X.to(device), y.to(device)
        perte = F.cross_entropy(model(X), y)
        perte.backward()
        optimizer.step()
        total += perte.item() * len(y)
        m += len(y)
    return total / m

# %% schedule_epochs
def schedule_epochs(run_epoch, optimizer, scheduler, epochs):
    taux = []
    for _ in range(epochs):
        scheduler.step()
        taux.append(optimizer.param_groups[0]["lr"])
        run_epoch()
    return taux

# %% keep_best
def keep_best(model, run_epoch, validate, epochs):
    meilleure, poids = None, None
    for _ in range(epochs):
        run_epoch()
        perte = validate()
        if meilleure is None or perte < meilleure:
            meilleure, poids = perte, model.state_dict()
    model.load_state_dict(poids)
    return meilleure

# %% fit_digits
def fit_digits(model, X, y):
    optimiseur = torch.optim.Adam(model.parameters(), lr=0.02)
    for pas in range(40):
        perte = F.cross_entropy(model(X), y)
        perte.backward()
        optimiseur.zero_grad()
        optimiseur.step()
