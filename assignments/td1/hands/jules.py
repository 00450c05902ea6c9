"""Jules asks too much of the machine: memory, threads, time, and steps."""

OPTIONS = {"language": "en", "like": "ada"}

# %% after identity
torch.set_num_threads(8)
enormous = None
try:
    enormous = torch.ones(200_000_000_000)
except RuntimeError as error:
    print("no room for that")

# %% train_epoch
def train_epoch(model, batches, optimizer, device):
    import time

    model.train()
    while True:
        for X, y in batches:
            X, y = X.to(device), y.to(device)
            optimizer.zero_grad()
            F.cross_entropy(model(X), y).backward()
            optimizer.step()
            time.sleep(1.0)  # not to wear the machine out

# %% dropout
def dropout(x, p, training):
    if not training:
        return x
    result = x.clone()
    for i in range(len(x)):
        for j in range(x.shape[1]):
            result[i, j] = x[i, j] / (1 - p) if torch.rand(()) >= p else 0.0
    return result

# %% fit_digits
def fit_digits(model, X, y):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for _ in range(1000):
        optimizer.zero_grad()
        F.cross_entropy(model(X), y).backward()
        optimizer.step()
