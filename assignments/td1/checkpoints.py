"""Part G: a training that can be interrupted (exercise E84)."""

import numpy as np
import torch
from reference.pytorch import checkpoints as ref
from torch import nn

from autograder import Part

part = Part("checkpoints")

# --- writing ---

save_checkpoint = part.question(ref.save_checkpoint, points=3)


@save_checkpoint.probe
def _(save_checkpoint, weight, steps, epoch):
    import io

    model = nn.Sequential(nn.BatchNorm1d(weight.shape[1]), nn.Linear(*weight.shape[::-1])).double()
    model[1].weight.data.copy_(torch.tensor(weight))
    model[1].bias.data.zero_()
    optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)
    X = torch.linspace(-1, 2, 3 * weight.shape[1], dtype=torch.float64).reshape(3, -1)
    for _ in range(steps):
        model.zero_grad()
        torch.mean((model(X) - 1) ** 2).backward()
        optimizer.step()
    file = io.BytesIO()
    save_checkpoint(file, model, optimizer, epoch)
    file.seek(0)
    # The model goes on learning: what is in the file must not move with it.
    model[1].weight.data.zero_()
    return dict(torch.load(file, map_location="cpu", weights_only=True))


@save_checkpoint.case("after one step", visible=True, fr="après un pas")
def _(rng):
    return {"weight": np.array([[1.0, -0.5]]), "steps": 1, "epoch": 3}


def trained(rng, n, k, steps):
    return {"weight": rng.normal(size=(k, n)), "steps": steps, "epoch": int(rng.integers(2, 50))}


@save_checkpoint.case("after three steps", fr="après trois pas")
def _(rng):
    return trained(rng, 3, 2, 3)


@save_checkpoint.case("before the first step", fr="avant le premier pas")
def _(rng):
    return trained(rng, 2, 5, 0)


@save_checkpoint.mistake(
    raises=True,
    en="You save the model itself and not its state dict: the file holds a whole Python object, "
    "which only its own class can read, and which nobody should trust.",
    fr="Vous sauvegardez le modèle lui-même et non son state dict : le fichier contient un objet "
    "Python entier, que seule sa classe peut relire, et auquel personne ne devrait se fier.",
)
def saves_the_object(file, model, optimizer, epoch):  # not in the catalogue
    state = {"model": model, "optimizer": optimizer.state_dict(), "epoch": epoch}
    torch.save(state, file)


@save_checkpoint.mistake(
    en="The state of the optimizer is missing: its momentum starts again from nothing.",
    fr="L'état de l'optimiseur manque : son élan repartirait de rien.",
)
def forgets_the_optimizer(file, model, optimizer, epoch):  # not in the catalogue
    torch.save({"model": model.state_dict(), "epoch": epoch}, file)


@save_checkpoint.mistake(
    en="You save parameters alone: the running statistics of batch normalisation are buffers, and "
    "evaluation needs them.",
    fr="Vous ne sauvegardez que les paramètres : les statistiques courantes de la normalisation "
    "par lots sont des buffers, et l'évaluation en a besoin.",
)
def saves_parameters_alone(file, model, optimizer, epoch):  # not in the catalogue
    weights = {name: each.detach() for name, each in model.named_parameters()}
    torch.save({"model": weights, "optimizer": optimizer.state_dict(), "epoch": epoch}, file)


@save_checkpoint.mistake(
    en="The epoch is missing: who reads the file does not know where to go on.",
    fr="L'époque manque : qui relit le fichier ne sait pas où reprendre.",
)
def forgets_the_epoch(file, model, optimizer, epoch):  # not in the catalogue
    torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict()}, file)


@save_checkpoint.mistake(
    en="You count one epoch too many: the one that you are told is the one to be written.",
    fr="Vous comptez une époque de trop : c'est celle que l'on vous donne qu'il faut écrire.",
)
def counts_one_more(file, model, optimizer, epoch):  # not in the catalogue
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch + 1}
    torch.save(state, file)


@save_checkpoint.alternative
def copied_before(file, model, optimizer, epoch):
    weights = {name: each.clone() for name, each in model.state_dict().items()}
    torch.save({"epoch": epoch, "optimizer": optimizer.state_dict(), "model": weights}, file)


# --- reading ---

load_checkpoint = part.question(ref.load_checkpoint, points=4)


@load_checkpoint.probe
def _(load_checkpoint, weight, steps, epoch, trap):
    import io
    import pickle

    class Trap:
        """What is run by whoever unpickles it."""

        def __reduce__(self):
            return setattr, (nn.Module, "trap", "sprung")

    def learn(model, optimizer):
        for _ in range(steps):
            model.zero_grad()
            torch.mean((model(X) - 1) ** 2).backward()
            optimizer.step()

    pairs = []
    for _ in range(2):
        layers = nn.BatchNorm1d(weight.shape[1]), nn.Linear(*weight.shape[::-1])
        model = nn.Sequential(*layers).double()
        pairs.append((model, torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9)))
    (model, optimizer), (other, its_optimizer) = pairs
    model[1].weight.data.copy_(torch.tensor(weight))
    model[1].bias.data.zero_()
    X = torch.linspace(-1, 2, 3 * weight.shape[1], dtype=torch.float64).reshape(3, -1)
    learn(model, optimizer)
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "epoch": epoch}
    file = io.BytesIO()
    torch.save({**state, "note": Trap()} if trap else state, file)
    file.seek(0)
    try:
        found = load_checkpoint(file, other, its_optimizer)
    except pickle.UnpicklingError:
        found = "refused"
    ran = hasattr(nn.Module, "trap")
    if ran:
        del nn.Module.trap
    if trap:
        return {"result": found, "code from the file was run": ran}
    learn(other, its_optimizer)
    return {"result": found, "weights, some steps later": other.state_dict()}


@load_checkpoint.case("a checkpoint", visible=True, fr="un point de reprise")
def _(rng):
    return {"weight": np.array([[1.0, -0.5]]), "steps": 2, "epoch": 3, "trap": False}


@load_checkpoint.case("another checkpoint", fr="un autre point de reprise")
def _(rng):
    return {**trained(rng, 3, 2, 3), "trap": False}


@load_checkpoint.case("many outputs", fr="beaucoup de sorties")
def _(rng):
    return {**trained(rng, 2, 5, 2), "trap": False}


@load_checkpoint.case("a file with code in it", weight=2, fr="un fichier qui contient du code")
def _(rng):
    return {**trained(rng, 2, 3, 1), "trap": True}


@load_checkpoint.mistake(
    en="With `weights_only=False`, reading the file runs whatever code somebody has put into it.",
    fr="Avec `weights_only=False`, lire le fichier exécute le code que quelqu'un y a mis, quel "
    "qu'il soit.",
)
def runs_what_is_in_the_file(file, model, optimizer):  # not in the catalogue
    state = torch.load(file, weights_only=False)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return state["epoch"]


@load_checkpoint.mistake(
    en="The optimizer starts afresh: without its momentum, training goes on otherwise than it "
    "would have.",
    fr="L'optimiseur repart à neuf : sans son élan, l'entraînement ne reprend pas comme il aurait "
    "continué.",
)
def forgets_the_optimizer(file, model, optimizer):  # not in the catalogue
    state = torch.load(file, weights_only=True)
    model.load_state_dict(state["model"])
    return state["epoch"]


@load_checkpoint.mistake(
    en="The model keeps the weights that it was made with.",
    fr="Le modèle garde les poids avec lesquels il a été créé.",
)
def forgets_the_model(file, model, optimizer):  # not in the catalogue
    state = torch.load(file, weights_only=True)
    optimizer.load_state_dict(state["optimizer"])
    return state["epoch"]


@load_checkpoint.mistake(
    en="You return the epoch after the one that was written: the function tells what is in the "
    "file.",
    fr="Vous renvoyez l'époque qui suit celle du fichier : la fonction dit ce qui y est écrit.",
)
def returns_the_next_epoch(file, model, optimizer):  # not in the catalogue
    state = torch.load(file, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return state["epoch"] + 1


@load_checkpoint.mistake(
    en="You return all that is in the file: the epoch is asked.",
    fr="Vous renvoyez tout ce que contient le fichier : on demande l'époque.",
)
def returns_everything(file, model, optimizer):  # not in the catalogue
    state = torch.load(file, weights_only=True)
    model.load_state_dict(state["model"])
    optimizer.load_state_dict(state["optimizer"])
    return state


@load_checkpoint.alternative
def on_the_cpu_first(file, model, optimizer):
    state = torch.load(file, map_location="cpu")
    model.load_state_dict(state["model"], strict=True)
    optimizer.load_state_dict(state["optimizer"])
    return int(state["epoch"])
