"""Names that a library has given up since code was written for it, and what took their place.

The judge tells them apart from mistakes of the exercise; the sandbox can bring most of them back.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Alias:
    """A name that is gone."""

    mend: str
    """What to write instead."""

    target: str = ""
    """Dotted name of what it stood for, where it can be brought back as such."""


def _of_numpy() -> dict[str, Alias]:
    builtins = {name: name for name in ("int", "float", "complex", "object", "str")}
    same = {
        "unicode": "str",
        "long": "int",
        **builtins,
    }
    renamed = {
        "float_": "float64",
        "complex_": "complex128",
        "cfloat": "complex128",
        "singlecomplex": "complex64",
        "longfloat": "longdouble",
        "longcomplex": "clongdouble",
        "clongfloat": "clongdouble",
        "string_": "bytes_",
        "unicode_": "str_",
        "bool8": "bool_",
        "int0": "intp",
        "uint0": "uintp",
        "object0": "object_",
        "Inf": "inf",
        "Infinity": "inf",
        "infty": "inf",
        "PINF": "inf",
        "NaN": "nan",
        "alltrue": "all",
        "sometrue": "any",
        "product": "prod",
        "cumproduct": "cumprod",
        "round_": "round",
        "in1d": "isin",
        "trapz": "trapezoid",
        "row_stack": "vstack",
        "rank": "ndim",
        "mat": "asmatrix",
    }
    table = {f"numpy.{old}": Alias(new, f"builtins.{new}") for old, new in same.items()}
    table |= {f"numpy.{old}": Alias(f"np.{new}", f"numpy.{new}") for old, new in renamed.items()}
    return table | {
        "numpy.NINF": Alias("-np.inf"),
        "numpy.PZERO": Alias("0.0"),
        "numpy.NZERO": Alias("-0.0"),
        "numpy.asscalar": Alias("a.item()", "numpy.ndarray.item"),
        "numpy.asfarray": Alias("np.asarray(a, dtype=float)"),
        "numpy.msort": Alias("np.sort(a, axis=0)"),
        "numpy.random.random_integers": Alias("np.random.randint"),
    }


NUMPY = _of_numpy()

PYTHON_3 = {
    "time.clock": Alias("time.perf_counter", "time.perf_counter"),
    **{
        f"collections.{name}": Alias(f"collections.abc.{name}", f"collections.abc.{name}")
        for name in ("Iterable", "Iterator", "Mapping", "MutableMapping", "Sequence", "Callable")
    },
}

PYTHON_2 = {
    "xrange": Alias("range", "builtins.range"),
    "raw_input": Alias("input", "builtins.input"),
    "unicode": Alias("str", "builtins.str"),
    "basestring": Alias("str", "builtins.str"),
    "long": Alias("int", "builtins.int"),
    "unichr": Alias("chr", "builtins.chr"),
    "reduce": Alias("functools.reduce", "functools.reduce"),
    "itertools.izip": Alias("zip", "builtins.zip"),
    "itertools.imap": Alias("map", "builtins.map"),
    "itertools.ifilter": Alias("filter", "builtins.filter"),
}

METHODS = {
    "has_key": Alias("key in d"),
    "iteritems": Alias("d.items()"),
    "iterkeys": Alias("d.keys()"),
    "itervalues": Alias("d.values()"),
}
"""Of Python 2's dicts; no method of theirs can be brought back."""

ALIASES: dict[str, Alias] = {**NUMPY, **PYTHON_3, **PYTHON_2}
"""By full dotted name; a bare name is one of Python's own."""
