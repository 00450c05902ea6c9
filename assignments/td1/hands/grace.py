"""Grace écrit pour le GPU de son bureau, et pour lui seul."""

OPTIONS = {"language": "fr", "like": "blaise"}

# %% train_epoch
def train_epoch(model, batches, optimizer, device):
    model.train()
    total, m = 0.0, 0
    for X, y in batches:
        X, y = X.cuda(), y.cuda()
        optimizer.zero_grad()
        perte = F.cross_entropy(model(X), y)
        perte.backward()
        optimizer.step()
        total += perte.item() * len(y)
        m += len(y)
    return total / m

# %% pick_device
def pick_device():
    return torch.device("cuda")

# %% to_numpy
def to_numpy(tensor):
    return tensor.detach().numpy()

# %% dropout
def dropout(x, p, training):
    if not training:
        return x
    masque = (torch.rand(x.shape) >= p).float()
    return x * masque / (1 - p)

# %% noise_like
def noise_like(x, seed):
    torch.manual_seed(seed)
    return torch.randn(x.shape, dtype=x.dtype, device=x.device)

# %% same_seed
same_seed = MISTAKE("all_of_them")

# %% timed
def timed(work, synchronize, clock):
    debut = clock()
    work()
    return clock() - debut
