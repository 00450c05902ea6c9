"""Part F: an epoch of training (exercise E84)."""

import numpy as np
import torch
from reference.pytorch import loop as ref
from torch import nn
from torch.nn import functional as F

from autograder import Part

part = Part("epochs")

# --- E84: one epoch ---

train_epoch = part.question(ref.train_epoch, points=7)


@train_epoch.probe
def _(train_epoch, batches, weight, lr):
    class Elsewhere(torch.Tensor):
        """A tensor that waits on another device: it can be moved, and be asked for its shape."""

        @classmethod
        def __torch_function__(cls, function, types, args=(), kwargs=None):
            if function.__name__ == "cuda":
                raise AssertionError("Torch not compiled with CUDA enabled")
            if function.__name__ in ("to", "cpu"):
                with torch._C.DisableTorchFunctionSubclass():
                    return function(args[0].as_subclass(torch.Tensor), *args[1:], **(kwargs or {}))
            if function.__name__ in ("__get__", "__len__", "size", "dim", "numel"):
                return super().__torch_function__(function, types, args, kwargs)
            raise RuntimeError(
                "Expected all tensors to be on the same device, but found at least two devices, "
                "cpu and elsewhere!"
            )

    n, K = weight.shape[1], weight.shape[0]
    model = nn.Sequential(nn.BatchNorm1d(n), nn.Linear(n, K)).double().eval()
    model[1].weight.data.copy_(torch.tensor(weight))
    model[1].bias.data.zero_()
    for each in model.parameters():
        each.grad = torch.ones_like(each)
    waiting = [[torch.tensor(each).as_subclass(Elsewhere) for each in pair] for pair in batches]
    optimizer = torch.optim.SGD(model.parameters(), lr=lr)
    loss = train_epoch(model, waiting, optimizer, "cpu")
    return {
        "mean loss": loss,
        "a Python float": isinstance(loss, float),
        "parameters": list(model.parameters()),
        "in training mode": model.training,
        "running means": model[0].running_mean,
    }


@train_epoch.case("two mini-batches", visible=True, fr="deux mini-lots")
def _(rng):
    X = np.array([[1.0, 0.0], [0.0, 1.0], [2.0, 1.0], [-1.0, 0.5]])
    batches = [[X, np.array([0, 1, 1, 1])], [X[1:3] + 1.0, np.array([0, 1])]]
    return {"batches": batches, "weight": np.array([[1.0, 0.5], [-1.0, 2.0]]), "lr": 0.1}


def epoch(rng, n, K, sizes, lr=0.2):
    batches = []
    for m in sizes:
        batches.append([rng.normal(1.0, 2.0, size=(m, n)), rng.integers(K, size=m)])
    return {"batches": batches, "weight": rng.normal(size=(K, n)), "lr": lr}


@train_epoch.case("a short last one", fr="le dernier est court")
def _(rng):
    return epoch(rng, 3, 4, (11, 11, 3))


@train_epoch.case("as many instances as classes", fr="autant d'instances que de classes")
def _(rng):
    return epoch(rng, 2, 5, (5, 5))


@train_epoch.case("six mini-batches of several sizes", fr="six mini-lots de plusieurs tailles")
def _(rng):
    return epoch(rng, 4, 3, (7, 5, 7, 2, 7, 3), lr=0.05)


class Epoch:
    """The solution in pieces, so that a mistake can change one of them."""

    before = staticmethod(lambda model, optimizer: model.train())
    moved = staticmethod(lambda X, y, device: (X.to(device), y.to(device)))
    steps = ("clear", "backward", "step")
    loss = staticmethod(F.cross_entropy)
    item = staticmethod(lambda loss: loss.item())
    size = staticmethod(len)
    result = staticmethod(lambda total, m, last: total / m)

    @classmethod
    def of(cls, model, batches, optimizer, device):
        cls.before(model, optimizer)
        total, m, last = 0.0, 0, 0.0
        for X, y in batches:
            X, y = cls.moved(X, y, device)
            loss = cls.loss(model(X), y)
            for step in cls.steps:
                if step == "clear":
                    optimizer.zero_grad()
                elif step == "backward":
                    loss.backward()
                else:
                    optimizer.step()
            last = cls.item(loss)
            total, m = total + last * cls.size(y), m + cls.size(y)
        return cls.result(total, m, last)


@train_epoch.mistake(
    en="The gradients are never cleared: each step follows the sum of all the gradients so far.",
    fr="Les gradients ne sont jamais effacés : chaque pas suit la somme de tous les gradients "
    "calculés jusque-là.",
)
def never_clears(model, batches, optimizer, device):  # M82.1
    class Wrong(Epoch):
        steps = ("backward", "step")

    return Wrong.of(model, batches, optimizer, device)


@train_epoch.mistake(
    en="The gradients are cleared once, before the first mini-batch: from then on they add up.",
    fr="Les gradients sont effacés une fois, avant le premier mini-lot : ensuite ils "
    "s'additionnent.",
)
def clears_once(model, batches, optimizer, device):  # M82.1
    class Wrong(Epoch):
        steps = ("backward", "step")

        @staticmethod
        def before(model, optimizer):
            model.train()
            optimizer.zero_grad()

    return Wrong.of(model, batches, optimizer, device)


@train_epoch.mistake(
    en="No weight moves: either no step is taken, or the gradients are cleared after `backward` "
    "and before the step, and there is nothing left to follow.",
    fr="Aucun poids ne bouge : ou bien aucun pas n'est fait, ou bien les gradients sont effacés "
    "après `backward` et avant le pas, et il ne reste rien à suivre.",
)
def clears_before_the_step(model, batches, optimizer, device):  # M82.2
    class Wrong(Epoch):
        steps = ("backward", "clear", "step")

    return Wrong.of(model, batches, optimizer, device)


@train_epoch.mistake(
    en="The model is not put in training mode: what was in evaluation mode trains without "
    "dropout, and batch normalisation learns nothing.",
    fr="Le modèle n'est pas mis en mode entraînement : s'il était en mode évaluation, il "
    "s'entraîne sans dropout, et la normalisation par lots n'apprend rien.",
)
def forgets_the_mode(model, batches, optimizer, device):  # M84.1
    class Wrong(Epoch):
        before = staticmethod(lambda model, optimizer: None)

    return Wrong.of(model, batches, optimizer, device)


@train_epoch.mistake(
    en="You add up losses that are tensors: each holds on to the graph of its mini-batch, and "
    "memory grows until the end of the epoch.",
    fr="Vous additionnez des pertes qui sont des tenseurs : chacune retient le graphe de son "
    "mini-lot, et la mémoire croît jusqu'à la fin de l'époque.",
)
def accumulates_tensors(model, batches, optimizer, device):  # M84.6
    class Wrong(Epoch):
        item = staticmethod(lambda loss: loss)

    return Wrong.of(model, batches, optimizer, device)


@train_epoch.mistake(
    raises=True,
    en="The inputs or the answers are not moved to the model's device: `to` returns the moved "
    "tensor and leaves its own where it is.",
    fr="Les entrées ou les réponses ne sont pas envoyées sur le périphérique du modèle : `to` "
    "renvoie le tenseur déplacé et laisse le sien où il est.",
)
def leaves_the_data_behind(model, batches, optimizer, device):  # M84.9
    class Wrong(Epoch):
        moved = staticmethod(lambda X, y, device: (X, y))

    return Wrong.of(model, batches, optimizer, device)


@train_epoch.mistake(
    raises=True,
    en="`cuda` is written into the loop: where there is no GPU it stops. The device is an "
    "argument.",
    fr="`cuda` est écrit dans la boucle : sans GPU, elle s'arrête. Le périphérique est un "
    "argument.",
)
def hard_codes_cuda(model, batches, optimizer, device):  # M86.1
    class Wrong(Epoch):
        moved = staticmethod(lambda X, y, device: (X.cuda(), y.cuda()))

    return Wrong.of(model, batches, optimizer, device)


@train_epoch.mistake(
    en="You apply the softmax before `cross_entropy`, which applies it again.",
    fr="Vous appliquez le softmax avant `cross_entropy`, qui l'applique encore.",
)
def softmax_twice(model, batches, optimizer, device):  # M84.3
    class Wrong(Epoch):
        loss = staticmethod(lambda logits, y: F.cross_entropy(torch.softmax(logits, dim=1), y))

    return Wrong.of(model, batches, optimizer, device)


@train_epoch.mistake(
    en="You return the mean of the mini-batches' means: the short one counts too much.",
    fr="Vous renvoyez la moyenne des moyennes des mini-lots : le plus court compte trop.",
)
def mean_of_means(model, batches, optimizer, device):  # not in the catalogue
    class Wrong(Epoch):
        size = staticmethod(lambda y: 1)

    return Wrong.of(model, batches, optimizer, device)


@train_epoch.mistake(
    en="You return the loss of the last mini-batch: the mean over the epoch is asked.",
    fr="Vous renvoyez la perte du dernier mini-lot : on demande la moyenne sur l'époque.",
)
def returns_the_last_loss(model, batches, optimizer, device):  # not in the catalogue
    class Wrong(Epoch):
        result = staticmethod(lambda total, m, last: last)

    return Wrong.of(model, batches, optimizer, device)


@train_epoch.alternative
def clears_at_the_end_too(model, batches, optimizer, device):
    losses, sizes = [], []
    model.train()
    optimizer.zero_grad(set_to_none=False)
    for X, y in batches:
        output = F.log_softmax(model(X.to(device)), dim=1)
        loss = nn.NLLLoss()(output, y.to(device))
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        losses.append(float(loss.detach()))
        sizes.append(y.shape[0])
    return float(np.average(losses, weights=sizes))


train_epoch.equivalent("(0.0, 0) → (0, 0.0)", "Their quotient is a float all the same.")
for number in ("", " #2"):
    train_epoch.equivalent(f"len(y) → len(X){number}", "There are as many inputs as answers.")
