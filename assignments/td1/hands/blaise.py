"""Blaise a tout juste, pas à pas, avec ses propres noms et sans les facilités de PyTorch."""

OPTIONS = {"language": "fr", "delete": ["demo"]}

# %% slide_gradients
def slide_gradients(x, y, z):
    feuilles = []
    for t in (x, y, z):
        feuilles.append(torch.tensor(t.numpy(), dtype=torch.float64, requires_grad=True))
    x, y, z = feuilles
    a = x * y
    b = a + z
    c = torch.sum(b)
    c.backward()
    return x.grad, y.grad, z.grad

# %% z_gradient
z_gradient = RIGHT

# %% confidence_loss
def confidence_loss(w, X, lam):
    probabilites = 1 / (1 + torch.exp(-torch.matmul(X, w)))
    ecarts = 1 - probabilites
    donnees = torch.sum(ecarts * ecarts) / len(X)
    return donnees + lam * torch.sum(w * w)

# %% descend
def descend(perte, depart, taux, pas):
    w = torch.empty_like(depart).copy_(depart)
    for _ in range(pas):
        feuille = w.detach().requires_grad_(True)
        perte(feuille).backward()
        w = feuille.data - taux * feuille.grad
    return w

# %% network_gradients
def network_gradients(X, y, params):
    noms = ["W1", "b1", "W2", "b2"]
    feuilles = [torch.from_numpy(np.array(params[n], dtype=float)) for n in noms]
    for f in feuilles:
        f.requires_grad = True
    W1, b1, W2, b2 = feuilles
    A1 = torch.tanh(W1 @ torch.from_numpy(np.array(X, dtype=float)) + b1)
    log_p = torch.log_softmax(W2 @ A1 + b2, dim=0)
    m = X.shape[1]
    J = -sum(log_p[int(y[i]), i] for i in range(m)) / m
    J.backward()
    return {"d" + n: f.grad.numpy() for n, f in zip(noms, feuilles)}

# %% disagreements
def disagreements(own, theirs, tolerance=1e-6):
    noms = []
    for nom in theirs:
        if nom not in own or own[nom].shape != theirs[nom].shape:
            noms.append(nom)
            continue
        for a, b in zip(own[nom].ravel(), theirs[nom].ravel()):
            if abs(a - b) / max(abs(a), abs(b), 1e-12) > tolerance:
                noms.append(nom)
                break
    return noms

# %% MLP
class MLP(nn.Module):
    """Un perceptron multicouche."""

    def __init__(self, sizes, p=0.0):
        super(MLP, self).__init__()
        self.couches = nn.ModuleList()
        for i in range(len(sizes) - 1):
            self.couches.append(nn.Linear(sizes[i], sizes[i + 1]))
        self.p = p

    def forward(self, X):
        for i, couche in enumerate(self.couches):
            X = couche(X)
            if i < len(self.couches) - 1:
                X = F.dropout(F.relu(X), p=self.p, training=self.training)
        return X

# %% count_parameters
def count_parameters(model):
    total = 0
    for parametre in model.parameters():
        if not parametre.requires_grad:
            continue
        taille = 1
        for cote in parametre.shape:
            taille *= cote
        total += taille
    return total

# %% class_loss
def class_loss(logits, y):
    return -F.log_softmax(logits, dim=1).gather(1, y[:, None]).mean()

# %% binary_loss
def binary_loss(logits, y):
    z = logits.flatten()
    return (torch.clamp(z, min=0) - z * y + torch.log1p(torch.exp(-torch.abs(z)))).mean()

# %% regression_loss
def regression_loss(output, y):
    return ((output.reshape(-1) - y) ** 2).mean()

# %% evaluate
def evaluate(modele, lots):
    mode = modele.training
    modele.eval()
    pertes, bonnes = [], []
    for X, y in lots:
        with torch.no_grad():
            logits = modele(X)
        pertes += F.cross_entropy(logits, y, reduction="none").tolist()
        bonnes += (logits.argmax(dim=1) == y).tolist()
    if mode:
        modele.train()
    return sum(pertes) / len(pertes), sum(bonnes) / len(bonnes)

# %% fine_tune_mode
def fine_tune_mode(model):
    for module in model.modules():
        module.training = not isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d))

# %% running_variance
running_variance = RIGHT

# %% train_epoch
def train_epoch(model, batches, optimizer, device):
    model.train()
    pertes, tailles = [], []
    for X, y in batches:
        X = X.to(device)
        y = y.to(device)
        sortie = model(X)
        perte = nn.CrossEntropyLoss()(sortie, y)
        for parametre in model.parameters():
            parametre.grad = None
        perte.backward()
        optimizer.step()
        pertes.append(perte.item())
        tailles.append(len(y))
    return sum(p * t for p, t in zip(pertes, tailles)) / sum(tailles)

# %% schedule_epochs
def schedule_epochs(run_epoch, optimizer, scheduler, epochs):
    taux = []
    for epoque in range(epochs):
        taux.append(scheduler.get_last_lr()[0])
        run_epoch()
        scheduler.step()
    return taux

# %% warmup_cosine
def warmup_cosine(optimizer, warmup, total):
    from math import cos, pi

    facteurs = [(t + 1) / warmup for t in range(warmup)]
    reste = total - warmup
    facteurs += [(1 + cos(pi * t / reste)) / 2 for t in range(reste + 1)]
    return torch.optim.lr_scheduler.LambdaLR(optimizer, lambda t: facteurs[t])

# %% save_checkpoint
def save_checkpoint(file, model, optimizer, epoch):
    contenu = {}
    contenu["model"] = model.state_dict()
    contenu["optimizer"] = optimizer.state_dict()
    contenu["epoch"] = epoch
    torch.save(contenu, file)

# %% load_checkpoint
def load_checkpoint(file, model, optimizer):
    contenu = torch.load(file, map_location="cpu", weights_only=True)
    model.load_state_dict(contenu["model"])
    optimizer.load_state_dict(contenu["optimizer"])
    return contenu["epoch"]

# %% keep_best
def keep_best(model, run_epoch, validate, epochs):
    import copy

    pertes, etats = [], []
    for epoque in range(epochs):
        run_epoch()
        pertes.append(validate())
        etats.append(copy.deepcopy(model.state_dict()))
    meilleure = int(np.argmin(pertes))
    model.load_state_dict(etats[meilleure])
    return pertes[meilleure]

# %% pick_device
def pick_device():
    if torch.cuda.is_available():
        return torch.device("cuda")
    return torch.device("cpu")

# %% to_numpy
def to_numpy(tensor):
    return np.array(tensor.to("cpu").detach().numpy())

# %% dropout
def dropout(x, p, training):
    if not training or p == 0:
        return x
    masque = torch.empty(x.shape, dtype=x.dtype, device=x.device).bernoulli_(1 - p)
    return x * masque / (1 - p)

# %% noise_like
def noise_like(x, seed):
    generateur = torch.Generator()
    generateur.manual_seed(seed)
    bruit = torch.randn(*x.shape, generator=generateur, dtype=x.dtype)
    return bruit.to(device=x.device)

# %% same_seed
same_seed = RIGHT

# %% timed
def timed(work, synchronize, clock):
    synchronize()
    debut = clock()
    work()
    synchronize()
    fin = clock()
    return fin - debut

# %% fit_digits
def fit_digits(model, X, y):
    # Nesterov, sur toutes les images à la fois.
    model.train()
    optimiseur = torch.optim.SGD(model.parameters(), lr=0.5, momentum=0.9, nesterov=True)
    for pas in range(40):
        optimiseur.zero_grad()
        perte = F.cross_entropy(model(X), y)
        perte.backward()
        optimiseur.step()
