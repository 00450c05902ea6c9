"""Code that runs on whatever device it is given."""

import torch


def pick_device():
    """Return the device to compute on: "cuda" where PyTorch finds a GPU, else "cpu".

    Returns a torch.device.

    Source: T. Artières, Introduction au Deep Learning (training loop; GPU).
    """
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def to_numpy(tensor):
    """Return the numbers of a tensor as an array of its dtype.

    tensor: on any device, whether it asks for a gradient or not.
    Returns a NumPy array of its shape.

    Source: T. Artières, Introduction au Deep Learning (PyTorch; GPU).
    """
    return tensor.detach().cpu().numpy()


def dropout(x, p, training):
    """Return x ⊙ mask / (1 - p), with mask_i = 0 with probability p, else 1; in evaluation x.

    x: tensor of any shape, of any floating dtype and on any device, the same after the call.
    p: float, at least 0 and below 1. training: bool.
    Returns a tensor of the shape, dtype and device of x.

    Source: S. J. Goubalan, Initiation au Deep Learning (dropout).
    """
    if not training:
        return x
    mask = torch.rand_like(x) >= p
    return x * mask / (1 - p)


def noise_like(x, seed):
    """Return numbers from N(0, 1) that a seed decides alone: the same on every device.

    They are those that `torch.randn` draws on the CPU, in the dtype of x, from a new generator that
    is seeded with seed. The generators that others draw from stay as they are.

    x: tensor of any shape, of any floating dtype and on any device. seed: int.
    Returns a tensor of the shape, dtype and device of x.

    Source: T. Artières, Introduction au Deep Learning (regularisation by noise; GPU).
    """
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(x.shape, generator=generator, dtype=x.dtype).to(x.device)


def timed(work, synchronize, clock):
    """Return how many seconds a device takes for a piece of work, and for nothing else.

    work: function without arguments, which hands the work to the device and returns at once.
    synchronize: function without arguments, which waits until the device has nothing left to do.
    clock: function without arguments, which returns the time in seconds.
    Returns a float.

    Source: T. Artières, Introduction au Deep Learning (GPU).
    """
    synchronize()
    start = clock()
    work()
    synchronize()
    return clock() - start
