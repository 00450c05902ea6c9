"""Data to learn from: drawn from a generator, bundled with a library, or read from a folder."""

from reference.datasets.bundled import digits, iris
from reference.datasets.drawn import drawn_digits
from reference.datasets.generated import blobs, moons, spirals, study_hours
from reference.datasets.idx import DataError, mnist, read_idx
from reference.datasets.splitting import shuffled_parts

__all__ = [
    "DataError",
    "blobs",
    "digits",
    "drawn_digits",
    "iris",
    "mnist",
    "moons",
    "read_idx",
    "shuffled_parts",
    "spirals",
    "study_hours",
]
