"""Runs in the examiner's worker, before the tests: puts the student's names in their places.

Functions give way to stand-ins that ask the grader to have them called where the student's code
is; plain values are the student's own, copied. What the tests expect never leaves this process.
"""


def _chainrule_examiner(namespace, ask):
    import builtins

    import numpy

    functions = {}

    def place(names):
        for name in names:
            functions.pop(name, None)
            told = ask("look", name)
            if told["kind"] == "value":
                namespace[name] = told["value"]
            elif told["kind"] == "function":
                namespace[name] = functions[name] = stand_in(name)
            else:
                namespace.pop(name, None)

    def stand_in(name):
        def function(*positional, **named):
            # A test may take a function away, to see who relies on it.
            absent = [other for other, own in functions.items() if namespace.get(other) is not own]
            told = ask("call", name, list(positional), named, absent)
            if told["kind"] != "value":
                raise error_of(told)
            for before, after in zip(positional, told["positional"], strict=True):
                changed_in_place(before, after)
            for key, after in told["named"].items():
                changed_in_place(named[key], after)
            return set(told["value"]) if told["as"] == "set" else told["value"]

        function.__name__ = function.__qualname__ = name
        return function

    def changed_in_place(before, after):
        if isinstance(before, list):
            before[:] = after
        elif isinstance(before, dict):
            before.clear()
            before.update(after)
        elif isinstance(before, numpy.ndarray) and before.shape == after.shape and before.size:
            before[...] = after

    def error_of(told):
        kind = getattr(builtins, told["type"], None)
        if not (isinstance(kind, type) and issubclass(kind, Exception)):
            kind = type(told["type"], (Exception,), {})
        try:
            return kind(told["message"])
        except Exception:
            return RuntimeError(told["message"])

    return place
