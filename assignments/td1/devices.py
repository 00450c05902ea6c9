"""Part H: code for whatever device it is given (exercise E86)."""

import numpy as np
import torch
from reference.pytorch import devices as ref

from autograder import Part

part = Part("devices")

# --- which device ---

pick_device = part.question(ref.pick_device, points=1)


@pick_device.probe
def _(pick_device, there):
    kept = torch.cuda.is_available, torch.cuda.device_count
    torch.cuda.is_available, torch.cuda.device_count = lambda: there, lambda: int(there)
    try:
        return torch.device(pick_device()).type
    finally:
        torch.cuda.is_available, torch.cuda.device_count = kept


@pick_device.case("a machine with a GPU", visible=True, fr="une machine avec GPU")
def _(rng):
    return {"there": True}


@pick_device.case("no GPU", fr="sans GPU")
def _(rng):
    return {"there": False}


@pick_device.case("one GPU", fr="un GPU")
def _(rng):
    return {"there": True}


@pick_device.mistake(
    en="You take the GPU without asking whether there is one: elsewhere, your code does not run.",
    fr="Vous prenez le GPU sans demander s'il y en a un : ailleurs, votre code ne tourne pas.",
)
def always_cuda():  # M86.1
    return torch.device("cuda")


@pick_device.mistake(
    en="You stay on the CPU where there is a GPU.",
    fr="Vous restez sur le CPU là où il y a un GPU.",
)
def always_the_cpu():  # not in the catalogue
    return torch.device("cpu")


@pick_device.mistake(
    en="You take the GPU where there is none, and the CPU where there is one.",
    fr="Vous prenez le GPU là où il n'y en a pas, et le CPU là où il y en a un.",
)
def the_other_one():  # not in the catalogue
    return torch.device("cpu" if torch.cuda.is_available() else "cuda")


@pick_device.alternative
def counts_them():
    return "cuda:0" if torch.cuda.device_count() > 0 else "cpu"


# --- back to NumPy ---

to_numpy = part.question(ref.to_numpy, points=1)


@to_numpy.probe
def _(to_numpy, x, gradient, elsewhere):
    class Elsewhere(torch.Tensor):
        """A tensor on another device: NumPy cannot look into its memory."""

        @classmethod
        def __torch_function__(cls, function, types, args=(), kwargs=None):
            if function.__name__ in ("cpu", "to"):
                with torch._C.DisableTorchFunctionSubclass():
                    return args[0].as_subclass(torch.Tensor)
            if function.__name__ in ("numpy", "__array__"):
                raise TypeError("can't convert a tensor of another device to numpy")
            return super().__torch_function__(function, types, args, kwargs)

    tensor = torch.tensor(x, requires_grad=gradient)
    array = to_numpy(tensor.as_subclass(Elsewhere) if elsewhere else tensor)
    return {"array": array, "dtype": str(array.dtype)}


@to_numpy.case(
    "a tensor that asks for a gradient", visible=True, fr="un tenseur qui demande un gradient"
)
def _(rng):
    return {"x": np.array([1.0, 2.0]), "gradient": True, "elsewhere": False}


@to_numpy.case("another such tensor", fr="un autre tenseur de ce genre")
def _(rng):
    return {"x": rng.normal(size=(2, 3)), "gradient": True, "elsewhere": False}


@to_numpy.case("on another device", fr="sur un autre périphérique")
def _(rng):
    return {"x": rng.normal(size=3).astype(np.float32), "gradient": False, "elsewhere": True}


@to_numpy.case("both", fr="les deux")
def _(rng):
    x = rng.normal(size=(3, 2)).astype(np.float32)
    return {"x": x, "gradient": True, "elsewhere": True}


@to_numpy.mistake(
    en="NumPy works in the memory of the CPU: a tensor on a GPU has to be brought there first.",
    fr="NumPy travaille dans la mémoire du CPU : un tenseur sur GPU doit d'abord y être ramené.",
)
def stays_on_the_device(tensor):  # M86.3
    return tensor.detach().numpy()


@to_numpy.mistake(
    en="A tensor that asks for a gradient does not become an array: NumPy could not tell autograd "
    "what it does with it.",
    fr="Un tenseur qui demande un gradient ne devient pas un tableau : NumPy ne saurait dire à "
    "autograd ce qu'il en fait.",
)
def keeps_the_graph(tensor):  # M82.4, the other way round
    return tensor.cpu().numpy()


@to_numpy.mistake(
    en="By way of a list the dtype is lost: Python has floats of one size.",
    fr="En passant par une liste, on perd le dtype : Python n'a qu'une taille de flottants.",
)
def by_way_of_a_list(tensor):  # M86.4
    return np.array(tensor.detach().cpu().tolist())


@to_numpy.alternative
def with_data(tensor):
    return np.asarray(tensor.to("cpu").detach())
