"""Files in the IDX format, gzipped or not, and MNIST from a folder of them."""

import gzip
import math
import zlib
from pathlib import Path

import numpy as np

DTYPES = {0x08: "u1", 0x09: "i1", 0x0B: ">i2", 0x0C: ">i4", 0x0D: ">f4", 0x0E: ">f8"}
"""The third byte of a file says what its numbers are."""

LARGEST = 2**30
"""Bytes. A header that speaks of more is damaged."""

GZIP = b"\x1f\x8b"


class DataError(ValueError):
    """A file of data that is missing or damaged: which, what is wrong, and the mend, in a line."""


def read_idx(path):
    """Return the array of an IDX file: two zero bytes, dtype, number of axes, sizes, numbers.

    path: of a file, gzipped or not, whatever its name ends in. The numbers have the file's dtype,
    in the byte order of this machine.

    Raises:
        DataError: the file is missing, no IDX file, cut off, or longer than its header says.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            zipped = file.read(2) == GZIP
        with gzip.open(path) if zipped else path.open("rb") as file:
            dtype, shape = _header(path, file)
            expected = math.prod(shape) * dtype.itemsize
            if expected > LARGEST:
                raise DataError(f"{path}: the header speaks of {expected} bytes: it is damaged")
            data = file.read(expected + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise DataError(f"{path} cannot be unzipped ({error}): fetch it again") from None
    except OSError as error:
        raise DataError(f"{path} cannot be read: {error.strerror or error}") from None
    if len(data) != expected:
        found = "more" if len(data) > expected else f"only {len(data)}"
        raise DataError(
            f"{path}: the header speaks of {expected} bytes, and there are {found}: fetch it again"
        )
    return np.frombuffer(data, dtype).reshape(shape).astype(dtype.newbyteorder("="))


def _header(path, file):
    """Return the dtype and the shape that the first bytes of an IDX file tell."""
    magic = file.read(4)
    if len(magic) < 4:
        raise DataError(f"{path} has {len(magic)} bytes: it is cut off; fetch it again")
    if magic[:2] != b"\0\0" or magic[2] not in DTYPES or magic[3] == 0:
        raise DataError(f"{path} is no IDX file: it begins with 0x{magic.hex()}")
    sizes = file.read(4 * magic[3])
    if len(sizes) < 4 * magic[3]:
        raise DataError(f"{path} is cut off in its header: fetch it again")
    return np.dtype(DTYPES[magic[2]]), tuple(int(n) for n in np.frombuffer(sizes, ">u4"))


def mnist(folder, m_train=60_000, m_test=10_000):
    """Return (X_train, y_train, X_test, y_test): MNIST's digits, pixels from 0.0 to 1.0.

    folder: where the four files are, under their usual names, such as train-images-idx3-ubyte,
    with or without .gz. m_train, m_test: ints, how many instances of each set, from the first on;
    all of them take half a gigabyte.
    Returns arrays (784, m_train) and (784, m_test), float64, one digit a column, and the integer
    arrays (m_train,) and (m_test,) of what they are.

    Raises:
        DataError: a file is missing or damaged, or they do not belong together.
    """
    return (*_digits(Path(folder), "train", m_train), *_digits(Path(folder), "t10k", m_test))


def _digits(folder, part, m):
    image_path = _find(folder, f"{part}-images", 3)
    label_path = _find(folder, f"{part}-labels", 1)
    images, labels = read_idx(image_path), read_idx(label_path)
    for path, array, axes in ((image_path, images, 3), (label_path, labels, 1)):
        if array.ndim != axes or array.dtype != np.uint8:
            raise DataError(
                f"{path} holds an array of {array.ndim} axes and {array.dtype}; MNIST's has {axes} "
                "and uint8"
            )
    if len(images) != len(labels):
        raise DataError(
            f"{image_path} has {len(images)} images and {label_path} {len(labels)} labels: they do "
            "not belong together"
        )
    if labels.size and labels.max() > 9:
        raise DataError(f"{label_path} has the label {labels.max()}: digits are from 0 to 9")
    pixels = images[:m].reshape(len(images[:m]), -1)
    return np.ascontiguousarray(pixels.T / 255.0), labels[:m].astype(int)


def _find(folder, stem, axes):
    """Return the first of the usual names of a file that is there."""
    usual = f"{stem}-idx{axes}-ubyte"
    for name in (usual, f"{usual}.gz", f"{stem}.idx{axes}-ubyte", f"{stem}.idx{axes}-ubyte.gz"):
        if (folder / name).is_file():
            return folder / name
    raise DataError(f"{folder} has neither {usual} nor {usual}.gz: put MNIST's four files there")
