# What nbgrader's own grading needs; nothing of it is used when Chainrule grades.
import contextlib as _contextlib
import io as _io
import sys as _sys

_VISIBLE = {}  # by a function's name, whether it passes its visible cases


def check_visible(name, *cases, **how):
    """Check the visible cases; a last line 0.0 tells nbgrader's Validate that one of them fails."""
    # What a function writes to stderr would count as a failure.
    with _contextlib.redirect_stderr(_sys.stdout):
        check(name, *cases, **how)
    _VISIBLE[name] = all(_passes(name, one, how) for one in cases)
    return None if _VISIBLE[name] else 0.0


def marks(points, name, *cases, weights, together=False, bounds=None, **how):
    """Return the points that these cases earn: each its share, or all together."""
    earned = []
    for index, one in enumerate(cases):
        if bounds is None:
            earned.append(_passes(name, one, how))
        else:
            inside = dict.fromkeys(bounds[index], True)
            one = (*one[:2], {**one[2], **inside}, *one[3:])
            judged = {**how, "summary": _within(how["summary"], bounds[index])}
            earned.append(_passes(name, one, judged))
    if together:
        return float(points if all(earned) and _VISIBLE.get(name, True) else 0)
    share = sum(weight for weight, passed in zip(weights, earned, strict=True) if passed)
    return round(float(points * share / sum(weights)), 6)


def answer_marks(points, name, expected, rtol=1e-6, atol=1e-8):
    """Return the points of an answer."""
    given = globals().get(name, ...)
    if given is ... or given is None or expected is ...:
        return 0.0
    return float(0 if _differs(expected, given, rtol, atol) else points)


def form_marks(points, name, form, expected, entries=False, rtol=1e-6, atol=1e-8):
    """Return the points of an answer that must have a form: each entry's share, or all of them."""
    try:
        given, right = read_answer(form, globals().get(name)), read_answer(form, expected)
    except Exception:
        return 0.0
    if not entries:
        return float(0 if _differs(right, given, rtol, atol) else points)
    same = [not _differs(right[key], given[key], rtol, atol) for key in right]
    return round(float(points * sum(same) / len(same)), 6)


def _passes(name, one, how):
    told = _io.StringIO()
    with _contextlib.redirect_stdout(told), _contextlib.redirect_stderr(_io.StringIO()):
        check(name, (*one[:4], None), **how)
    lines = told.getvalue().strip().splitlines()
    return bool(lines) and lines[-1].startswith(f"✔ {name} ")


def _within(summary, bounds):
    def judged(output, **arguments):
        facts = summary(output, **arguments)
        inside = {fact: bool(low <= facts[fact] <= high) for fact, (low, high) in bounds.items()}
        return {**facts, **inside}

    return judged
