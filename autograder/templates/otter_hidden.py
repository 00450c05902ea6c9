# Otter's grader has this file; students do not.


def hidden_of(told, trial, *known):
    """Return what makes a trial, and raises of a wrong result only what students may read.

    `known` are the results of known mistakes, each with its hint.
    """

    def judge():
        try:
            return trial()
        except Exception:
            hints = [hint for value, hint in known if _passes(trial.expecting(value))]
        raise AssertionError(" ".join([told, *hints]))

    return judge


def bounded(summary, bounds):
    """Return a summary whose bounded facts are whether they are within their bounds."""

    def judged(output, **arguments):
        facts = summary(output, **arguments)
        inside = {fact: bool(low <= facts[fact] <= high) for fact, (low, high) in bounds.items()}
        return {**facts, **inside}

    return judged


def answer_of(told, env, name, right, form=None, entry=None, rtol=1e-6, atol=1e-8):
    """Return what judges an answer, or one entry of it, and raises `told` where it is wrong."""

    def judge():
        given, expected = env.get(name, ...), right
        try:
            wrong = given is ... or given is None or expected is ...
            if form is not None:
                given, expected = read_answer(form, given), read_answer(form, expected)
            if entry is not None:
                given, expected = given[entry], expected[entry]
            wrong = wrong or bool(_differs(expected, given, rtol, atol))
        except Exception:
            wrong = True
        if wrong:
            raise AssertionError(told)

    return judge


def _passes(trial):
    try:
        trial()
    except Exception:
        return False
    return True
