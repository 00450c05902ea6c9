"""What to keep of a training: enough to go on as if nothing had happened, and the best weights."""

import torch


def save_checkpoint(file, model, optimizer, epoch):
    """Write {"model": …, "optimizer": …, "epoch": …} to a file, the first two as state dicts.

    Nothing but tensors and plain Python values is written: no class needs to be there to read it.

    file: path, or binary file open for writing. model: nn.Module. optimizer:
    torch.optim.Optimizer. epoch: int.
    Returns None.

    Source: T. Artières, Introduction au Deep Learning (PyTorch).
    """
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}
    torch.save(state, file)


def load_checkpoint(file, model, optimizer):
    """Read what save_checkpoint has written into model and optimizer; return the epoch.

    Training then goes on as if it had not been interrupted. The file may come from anybody: no
    code in it is run.

    file: path, or binary file open for reading. model, optimizer: as those that were saved.
    Returns an int.

    Source: T. Artières, Introduction au Deep Learning (PyTorch).
    """
    state = torch.load(file, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return state["epoch"]


def keep_best(model, run_epoch, validate, epochs):
    """Train, and leave the model as it was after its best epoch; return that epoch's loss.

    The best epoch is the first of those with the lowest loss on the validation set.

    model: nn.Module. run_epoch: function without arguments, which trains it for one epoch.
    validate: function without arguments, which returns its loss on the validation set, a float.
    epochs: int, at least 1: all of them are run.
    Returns a float.

    Source: T. Artières, Introduction au Deep Learning (early stopping).
    """
    best, weights = float("inf"), {}
    for _ in range(epochs):
        run_epoch()
        loss = validate()
        if loss < best:
            best = loss
            weights = {name: tensor.clone() for name, tensor in model.state_dict().items()}
    model.load_state_dict(weights)
    return best
