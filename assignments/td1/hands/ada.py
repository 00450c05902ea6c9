"""Ada has everything right, in short idiomatic PyTorch."""

OPTIONS = {"language": "en", "executed": 1}

# %% slide_gradients
def slide_gradients(x, y, z):
    leaves = [t.detach().to(torch.float64, copy=True).requires_grad_() for t in (x, y, z)]
    return torch.autograd.grad((leaves[0] * leaves[1] + leaves[2]).sum(), leaves)

# %% z_gradient
z_gradient = RIGHT

# %% confidence_loss
def confidence_loss(w, X, lam):
    return (1 - (X @ w).sigmoid()).pow(2).mean() + lam * w.pow(2).sum()

# %% descend
def descend(loss, start, lr, steps):
    w = start.clone().requires_grad_()
    for _ in range(steps):
        (gradient,) = torch.autograd.grad(loss(w), w)
        with torch.no_grad():
            w.sub_(lr * gradient)
    return w.detach()

# %% network_gradients
def network_gradients(X, y, params):
    X, y = torch.tensor(X, dtype=torch.float64), torch.tensor(y)
    p = {k: torch.tensor(v, dtype=torch.float64, requires_grad=True) for k, v in params.items()}
    scores = p["W2"] @ (p["W1"] @ X + p["b1"]).tanh() + p["b2"]
    F.cross_entropy(scores.T, y).backward()
    return {"d" + k: v.grad.numpy() for k, v in p.items()}

# %% disagreements
def disagreements(own, theirs, tolerance=1e-6):
    def far(a, b):
        scale = np.maximum(np.maximum(abs(a), abs(b)), 1e-12)
        return (abs(a - b) / scale).max() > tolerance

    return [
        name
        for name, b in theirs.items()
        if name not in own or own[name].shape != b.shape or far(own[name], b)
    ]

# %% MLP
class MLP(nn.Module):
    """Hidden layers with ReLU and dropout, then a linear one."""

    def __init__(self, sizes, p=0.0):
        super().__init__()
        *hidden, (n, k) = zip(sizes, sizes[1:])
        blocks = [nn.Sequential(nn.Linear(a, b), nn.ReLU(), nn.Dropout(p)) for a, b in hidden]
        self.net = nn.Sequential(*blocks, nn.Linear(n, k))

    def forward(self, X):
        return self.net(X)

# %% count_parameters
def count_parameters(model):
    return sum(p.numel() for p in model.parameters() if p.requires_grad)

# %% class_loss
def class_loss(logits, y):
    return F.cross_entropy(logits, y)

# %% binary_loss
def binary_loss(logits, y):
    return F.binary_cross_entropy_with_logits(logits.squeeze(1), y.to(logits))

# %% regression_loss
def regression_loss(output, y):
    return F.mse_loss(output.squeeze(1), y)

# %% evaluate
def evaluate(model, batches):
    before = model.training
    model.eval()
    total = right = count = 0
    with torch.inference_mode():
        for X, y in batches:
            logits = model(X)
            total += F.cross_entropy(logits, y, reduction="sum").item()
            right += (logits.argmax(1) == y).sum().item()
            count += len(y)
    model.train(before)
    return total / count, right / count

# %% fine_tune_mode
def fine_tune_mode(model):
    model.train()
    for module in model.modules():
        if isinstance(module, (nn.BatchNorm1d, nn.BatchNorm2d)):
            module.eval()

# %% running_variance
running_variance = RIGHT

# %% train_epoch
def train_epoch(model, batches, optimizer, device):
    model.train()
    total = count = 0
    for X, y in batches:
        X, y = X.to(device), y.to(device)
        optimizer.zero_grad()
        loss = F.cross_entropy(model(X), y)
        loss.backward()
        optimizer.step()
        total += loss.item() * len(y)
        count += len(y)
    return total / count

# %% schedule_epochs
def schedule_epochs(run_epoch, optimizer, scheduler, epochs):
    rates = []
    for _ in range(epochs):
        rates.append(optimizer.param_groups[0]["lr"])
        run_epoch()
        scheduler.step()
    return rates

# %% warmup_cosine
def warmup_cosine(optimizer, warmup, total):
    def factor(t):
        if t < warmup:
            return (t + 1) / warmup
        return 0.5 + 0.5 * float(np.cos(np.pi * (t - warmup) / (total - warmup)))

    return torch.optim.lr_scheduler.LambdaLR(optimizer, factor)

# %% save_checkpoint
def save_checkpoint(file, model, optimizer, epoch):
    torch.save(
        {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}, file
    )

# %% load_checkpoint
def load_checkpoint(file, model, optimizer):
    state = torch.load(file, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return state["epoch"]

# %% keep_best
def keep_best(model, run_epoch, validate, epochs):
    best, kept = float("inf"), None
    for _ in range(epochs):
        run_epoch()
        loss = validate()
        if loss < best:
            best, kept = loss, {k: v.clone() for k, v in model.state_dict().items()}
    model.load_state_dict(kept)
    return best

# %% pick_device
def pick_device():
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")

# %% to_numpy
def to_numpy(tensor):
    return tensor.detach().cpu().numpy()

# %% dropout
def dropout(x, p, training):
    if not training:
        return x
    return x * (torch.rand_like(x) >= p) / (1 - p)

# %% noise_like
def noise_like(x, seed):
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(x.shape, generator=generator, dtype=x.dtype).to(x.device)

# %% same_seed
same_seed = RIGHT

# %% timed
def timed(work, synchronize, clock):
    synchronize()
    start = clock()
    work()
    synchronize()
    return clock() - start

# %% fit_digits
def fit_digits(model, X, y):
    optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
    for _ in range(40):
        rows = torch.randint(len(y), (128,))
        optimizer.zero_grad()
        F.cross_entropy(model(X[rows]), y[rows]).backward()
        optimizer.step()
