import copy as _copy
import hashlib as _hashlib
import hmac as _hmac
import json as _json
import textwrap as _textwrap
import traceback as _traceback

import matplotlib.pyplot as plt
import numpy as np

_TEXTS = {}  # in the notebook's language

# Floats of few digits may differ more: the least relative and absolute tolerance, by dtype.
_LEAST_TOLERANCE = {"float16": (1e-2, 1e-3), "float32": (1e-4, 1e-6), "complex64": (1e-4, 1e-6)}


class Seed:
    """Stand for a random generator: the function is given np.random.default_rng(value)."""

    def __init__(self, value):
        self.value = value


def case(name, given, expected, keywords=(), picture=None):
    """Hold one check: the arguments of the call, and what it should return."""
    return name, given, expected, keywords, picture


def check(name, *cases, probe=None, summary=None, rtol=1e-6, atol=1e-8, hints=""):
    """Try your function `name` on the visible cases, and tell what differs.

    `hints` are of known mistakes: each opens with the wrong results of its own mistake alone.
    """
    function = globals().get(name)
    if not callable(function):
        print(f"✘ {name}: {_TEXTS['missing'].format(name=name)}")
        return
    results, failed = [], False
    for title, given, expected, keywords, picture in cases:
        fresh = {key: _fresh(value) for key, value in given.items()}
        try:
            if probe is not None:
                result = probe(function, **fresh)
            else:
                named = {key: fresh[key] for key in keywords}
                result = function(*(v for k, v in fresh.items() if k not in keywords), **named)
            facts = result if summary is None else summary(result, **given)
        except NotImplementedError as error:
            print(f"✘ {name}: {_tell_unwritten(name, error)}")
            return
        except Exception as error:
            print(f"✘ {name} · {title}: {_tell_error(name, error)}")
            hints = ""
            continue
        changed = [key for key, value in given.items() if _changed(value, fresh[key])]
        told = _differs(expected, facts, rtol, atol)
        if not told and changed:
            told = _TEXTS["changed"].format(names=", ".join(changed))
        print(f"{'✘' if told else '✔'} {name} · {title}: {told or _TEXTS['passes']}")
        results.append(facts)
        failed = failed or bool(told)
        if picture == "curve":
            _draw_curve(name, next(iter(given.values())), expected, result)
    hint = _hint_in(hints, results) if failed and hints else ""
    if hint:
        indent = {"initial_indent": "  ", "subsequent_indent": "  "}
        print(_textwrap.fill(f"{_TEXTS['hint']} {hint}", 88, break_on_hyphens=False, **indent))


def is_written(*names):
    """Return True when these functions are written; else say which are not."""
    missing = [name for name in names if _is_stub(globals().get(name))]
    if missing:
        print(_TEXTS["write_first"].format(names=", ".join(missing)))
    return not missing


def variant(assignment, question, draw, text):
    """Draw your own variant of a question from your student id, and show what is asked."""
    student = str(globals().get("student_id", "...")).strip().casefold()
    if student in ("", "...", "none", "ellipsis"):
        print(_TEXTS["your_id"])
        return None
    message = _json.dumps([assignment, question, student]).encode("ascii")
    digest = _hmac.new(b"public", message, _hashlib.sha256).digest()
    values = draw(np.random.default_rng(int.from_bytes(digest, "big")))
    shown = text
    for key, value in values.items():
        shown = shown.replace("{" + key + "}", str(value))
    try:
        from IPython.display import Markdown, display

        display(Markdown(shown))
    except ImportError:
        print(shown)
    return values


def check_answer(name):
    """Say whether the answer `name` is given; whether it is right is told after you hand in."""
    answer = globals().get(name, ...)
    if answer is ... or answer is None:
        print(f"✘ {name}: {_TEXTS['unanswered']}")
    else:
        print(f"✔ {name}: {_TEXTS['answered'].format(answer=repr(answer)[:80])}")


def _fresh(value):
    if isinstance(value, Seed):
        return np.random.default_rng(value.value)
    return _copy.deepcopy(value)


def _changed(before, after):
    return not isinstance(before, Seed) and bool(_differs(before, after, 0, 0))


def _is_stub(function):
    if not callable(function):
        return True
    if isinstance(function, type):
        methods = [method for method in vars(function).values() if hasattr(method, "__code__")]
        return any(map(_is_stub, methods))
    code = getattr(function, "__code__", None)
    return code is not None and "NotImplementedError" in code.co_names


def _tell_unwritten(name, error):
    inner = _traceback.extract_tb(error.__traceback__)[-1].name
    return (
        _TEXTS["not_written"] if inner == name else _TEXTS["not_written_inside"].format(name=inner)
    )


def _tell_error(name, error):
    frames = _traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if frame.name == name] or frames
    kind, line = type(error).__name__, own[-1].lineno
    return _TEXTS["raises"].format(type=kind, message=error, line=line, name=name)


def _differs(expected, given, rtol, atol):
    if isinstance(expected, dict):
        if not isinstance(given, dict):
            return _TEXTS["kind"].format(given=_kind(given), expected="dict")
        if set(given) != set(expected):
            keys = sorted(map(str, given)), sorted(map(str, expected))
            return _TEXTS["keys"].format(given=keys[0], expected=keys[1])
        return _first_in(expected, given, expected, rtol, atol)
    if isinstance(expected, (list, tuple)):
        if not isinstance(given, (list, tuple)):
            return _TEXTS["kind"].format(given=_kind(given), expected=type(expected).__name__)
        if len(given) != len(expected):
            return _TEXTS["length"].format(given=len(given), expected=len(expected))
        return _first_in(expected, given, range(len(expected)), rtol, atol)
    if not isinstance(expected, (bool, int, float, complex, np.ndarray, np.generic)):
        same = type(given) is type(expected) and given == expected
        return (
            "" if same else _TEXTS["value"].format(given=repr(given)[:60], expected=repr(expected))
        )
    if not isinstance(given, (bool, int, float, complex, np.ndarray, np.generic)):
        return _TEXTS["kind"].format(given=_kind(given), expected=_kind(expected))
    return _differs_in_numbers(np.asarray(expected), np.asarray(given), rtol, atol)


def _first_in(expected, given, keys, rtol, atol):
    for key in keys:
        told = _differs(expected[key], given[key], rtol, atol)
        if told:
            path = f"[{key}]" if isinstance(key, int) else f"“{key}”"
            return _TEXTS["in"].format(path=path, told=told)
    return ""


def _differs_in_numbers(expected, given, rtol, atol):
    if given.shape != expected.shape:
        return _TEXTS["shape"].format(given=given.shape, expected=expected.shape)
    families = {array.dtype.kind.replace("u", "i") for array in (expected, given)}
    if len(families) > 1 and not (expected.ndim == 0 and families <= set("if")):
        return _TEXTS["dtype"].format(given=given.dtype, expected=expected.dtype)
    if expected.dtype.kind in "fc":
        least = _LEAST_TOLERANCE.get(expected.dtype.name, (0, 0)) if rtol else (0, 0)
        rtol, atol = max(rtol, least[0]), max(atol, least[1])
        wrong = ~np.isclose(given, expected, rtol=rtol, atol=atol, equal_nan=True)
    else:
        wrong = np.asarray(expected != given)
    if not wrong.any():
        return ""
    if expected.ndim == 0:
        return _TEXTS["value"].format(given=given, expected=expected)
    with np.errstate(all="ignore"):
        distance = np.nan_to_num(np.abs(given * 1.0 - expected), nan=np.inf)
    distance = np.where(wrong, distance, -1)
    worst = tuple(int(i) for i in np.unravel_index(np.argmax(distance), expected.shape))
    return _TEXTS["values"].format(
        count=int(wrong.sum()),
        total=expected.size,
        index=list(worst),
        given=_shown(given[worst]),
        expected=_shown(expected[worst]),
    )


def _shown(number):
    return str(number) if number.dtype.kind == "b" else f"{number:.6g}"


def _kind(value):
    if isinstance(value, np.ndarray):
        return f"array{value.shape}"
    return "None" if value is None else type(value).__name__


def _draw_curve(name, z, expected, result):
    _, axes = plt.subplots(figsize=(5, 2.6))
    same = isinstance(result, np.ndarray) and result.shape == np.shape(z)
    if same and result.dtype.kind in "biuf":
        axes.plot(z, result, "-", color="C0", label=_TEXTS["yours"])
    axes.plot(z, expected, "o", color="C1", markersize=3, label=_TEXTS["expected"])
    axes.set_xlabel("z")
    axes.set_title(f"{name}(z)")
    axes.grid(alpha=0.3)
    axes.legend()
    plt.show()
    print(_TEXTS["curve"].format(name=name))
