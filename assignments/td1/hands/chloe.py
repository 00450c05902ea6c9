"""Chloé has everything right, by another way in many places, with prints and a helper of her own."""

OPTIONS = {"language": "en", "like": "ada", "docstrings": False, "executed": 7}

# %% slide_gradients
def leaf(t):
    return t.double().clone().requires_grad_()

def slide_gradients(x, y, z):
    x, y, z = leaf(x), leaf(y), leaf(z)
    b = torch.addcmul(z, x, y)
    b.backward(torch.ones_like(b))
    return [x.grad, y.grad, z.grad]

# %% descend
def descend(loss, start, lr, steps):
    w = nn.Parameter(start.clone())
    optimizer = torch.optim.SGD([w], lr=lr)
    for _ in range(steps):
        optimizer.zero_grad()
        loss(w).backward()
        optimizer.step()
    print("descended to", w)
    return w.detach()

# %% MLP
class MLP(nn.Sequential):
    def __init__(self, sizes, p=0.0):
        layers = []
        for i in range(len(sizes) - 2):
            layers += [nn.Linear(sizes[i], sizes[i + 1]), nn.ReLU(inplace=True), nn.Dropout(p)]
        super().__init__(*layers, nn.Linear(sizes[-2], sizes[-1]))

# %% class_loss
def class_loss(logits, y):
    return torch.nn.NLLLoss()(logits.log_softmax(-1), y)

# %% evaluate
@torch.no_grad()
def evaluate(model, batches):
    mode, losses, hits = model.training, [], []
    model.train(False)
    for X, y in batches:
        out = model(X)
        losses.append(F.cross_entropy(out, y, reduction="none"))
        hits.append(out.max(dim=1).indices.eq(y))
    model.train(mode)
    return torch.cat(losses).mean().item(), torch.cat(hits).double().mean().item()

# %% warmup_cosine
def warmup_cosine(optimizer, warmup, total):
    def factor(t):
        if warmup > t:
            return (1 + t) / warmup
        return float(torch.cos(torch.tensor(torch.pi / 2 * (t - warmup) / (total - warmup), dtype=torch.float64)) ** 2)

    return torch.optim.lr_scheduler.LambdaLR(optimizer, lr_lambda=factor)

# %% dropout
def dropout(x, p, training):
    return F.dropout(x, p=p, training=training)

# %% noise_like
def noise_like(x, seed):
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        noise = torch.randn(x.shape, dtype=x.dtype)
    return noise.to(x.device)

# %% fit_digits
def fit_digits(model, X, y):
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.02, weight_decay=1e-3)
    scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=0.05, total_steps=40)
    model.train()
    for step in range(40):
        rows = torch.randperm(len(y))[:128]
        loss = F.cross_entropy(model(X[rows]), y[rows])
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        scheduler.step()
    print(f"last loss {loss.item():.3f}")
