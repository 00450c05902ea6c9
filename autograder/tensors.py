"""A framework's tensors as plain arrays, with what the array alone does not say, and back.

Nothing here imports a framework: a value can be a tensor only where its framework is loaded.
"""

from __future__ import annotations

import importlib
import sys
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

Place = tuple[str | int, ...]
"""Where in a nested result: keys of dicts, positions in tuples and lists (from 1)."""


SHARED = ("float16", "float32", "float64")
"""The floating dtypes that NumPy has too."""


class UnreadableTensorError(ValueError):
    """A tensor that has no plain array: sparse, quantised, or without values."""


@dataclass(frozen=True)
class Note:
    """What a tensor is besides its values."""

    framework: str
    dtype: str
    """As the framework names it, `bfloat16` among them."""

    device: str
    """`cpu`, or `cuda:0`."""


@dataclass(frozen=True, eq=False)
class Tensor:
    """A tensor as plain data."""

    array: Array
    """Its values; of a dtype that NumPy lacks, as float32."""

    note: Note


def as_tensor(value: Any) -> Tensor | None:
    """Return a framework's tensor, parameter or variable as plain data; None for anything else.

    Raises:
        UnreadableTensorError: it has no plain array.
    """
    read = {"torch": _of_torch, "tensorflow": _of_tensorflow}
    for name, reader in read.items():
        module = sys.modules.get(name)
        if module is not None:
            try:
                tensor = reader(module, value)
            except Exception as error:
                raise UnreadableTensorError(str(error)[:100]) from None
            if tensor is not None:
                return tensor
    return None


def as_plain(value: Any) -> Any:
    """Return a framework's shapes, dtypes, devices and ordered dicts as tuples, texts and dicts.

    Anything else is returned as it is.
    """
    torch, tensorflow = sys.modules.get("torch"), sys.modules.get("tensorflow")
    if torch is not None:
        if type(value) is torch.Size:
            return tuple(value)
        if type(value) is OrderedDict:
            return dict(value)
        if type(value) in (torch.dtype, torch.device):
            return str(value).removeprefix("torch.")
    if tensorflow is not None:
        if type(value) is tensorflow.TensorShape and value.rank is not None:
            return tuple(value.as_list())
        if type(value) is tensorflow.DType:
            return value.name
    return value


def _of_torch(torch: Any, value: Any) -> Tensor | None:
    if type(value) not in (torch.Tensor, torch.nn.Parameter, torch.nn.Buffer):
        return None
    note = Note("torch", str(value.dtype).removeprefix("torch."), str(value.device))
    tensor = value.detach().cpu()
    if tensor.is_floating_point() and note.dtype not in SHARED:
        tensor = tensor.to(torch.float32)
    return Tensor(np.array(tensor.resolve_conj().resolve_neg().numpy()), note)


def _of_tensorflow(tensorflow: Any, value: Any) -> Tensor | None:
    keras = sys.modules.get("keras")
    if keras is not None and isinstance(value, keras.Variable):
        value = value.value
    if isinstance(value, tensorflow.IndexedSlices):
        value = tensorflow.convert_to_tensor(value)
    if not isinstance(value, tensorflow.Tensor | tensorflow.Variable):
        return None
    kind, _, number = value.device.rpartition("device:")[2].lower().partition(":")
    device = "cpu" if kind in ("", "cpu") else f"cuda:{number}"
    note = Note("tensorflow", value.dtype.name, device)
    array = np.array(value.numpy())
    if value.dtype.is_floating and note.dtype not in SHARED:
        array = array.astype(np.float32)
    return Tensor(array, note)


def revived(value: Any, device: str = "cpu") -> Any:
    """Return plain data with every `Tensor` in it made its framework's own again, on `device`.

    TensorFlow's are put on the CPU, whatever `device` is.

    Raises:
        ImportError: the framework is not installed.
    """
    if isinstance(value, Tensor):
        return _made(value, device)
    if isinstance(value, list | tuple):
        items = [revived(item, device) for item in value]
        same = all(one is other for one, other in zip(items, value, strict=True))
        return value if same else type(value)(items)
    if isinstance(value, dict):
        table = {key: revived(item, device) for key, item in value.items()}
        return value if all(table[key] is value[key] for key in value) else table
    return value


def _made(tensor: Tensor, device: str) -> Any:
    if tensor.note.framework == "torch":
        torch: Any = importlib.import_module("torch")
        dtype = getattr(torch, tensor.note.dtype)
        return torch.from_numpy(np.array(tensor.array)).to(device, dtype)
    tensorflow: Any = importlib.import_module("tensorflow")
    return tensorflow.constant(tensor.array, dtype=tensor.note.dtype)


def apart(value: Any) -> tuple[Any, Mapping[Place, Note]]:
    """Return plain data with arrays in the place of tensors, and what these were, by place."""
    notes: dict[Place, Note] = {}
    return _apart(value, (), notes), notes


def rejoined(value: Any, notes: Mapping[Place, Note], path: Place = ()) -> Any:
    """Return what `apart` was given: tensors again where notes say that there were some."""
    if path in notes:
        return Tensor(value, notes[path])
    if isinstance(value, list | tuple):
        items = [rejoined(item, notes, (*path, n)) for n, item in enumerate(value, start=1)]
        return items if isinstance(value, list) else tuple(items)
    if isinstance(value, dict):
        return {key: rejoined(item, notes, (*path, str(key))) for key, item in value.items()}
    return value


def _apart(value: Any, path: Place, notes: dict[Place, Note]) -> Any:
    if isinstance(value, Tensor):
        notes[path] = value.note
        return value.array
    if isinstance(value, list | tuple):
        items = [_apart(item, (*path, index), notes) for index, item in enumerate(value, start=1)]
        return items if isinstance(value, list) else tuple(items)
    if isinstance(value, dict):
        return {key: _apart(item, (*path, str(key)), notes) for key, item in value.items()}
    return value
