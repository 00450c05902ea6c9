"""How an answer of a given form is read, by the checks of a notebook and by the grader alike.

Everything below this line goes into notebooks as it stands, so it uses Python's own names alone.
"""


def read_answer(form: tuple, answer: object) -> object:
    """Return an answer in the plain words of its form, or raise ValueError where it has another."""
    kind, *facts = form
    if kind == "fields":
        return _read_fields(facts[0], answer)
    if kind == "number":
        return _read_number(answer, *facts)
    if kind == "one":
        return _read_one(answer, facts[0])
    items = _items(answer)
    if kind == "numbers":
        count, whole = facts
        if len(items) != count:
            raise ValueError
        return [_read_number(item, whole) for item in items]
    taken = [_read_one(item, facts[0]) for item in items]
    if len(set(taken)) != len(taken) or not taken:
        raise ValueError
    if kind == "some":
        return {value: value in taken for value in facts[0]}
    if len(taken) != len(facts[0]):
        raise ValueError
    return taken


def _read_fields(forms: dict, answer: object) -> dict:
    """Return a dict with every key that is asked for; what is not answered yet is None."""
    if not isinstance(answer, dict):
        raise ValueError
    read = dict.fromkeys(forms)
    for key, value in answer.items():
        own = _read_one(key, list(forms))
        if value is not None and value is not ...:
            read[own] = read_answer(forms[own], value)
    return read


def _read_one(answer: object, values: list) -> object:
    """Return the value that is meant: case and the space around a word do not count."""
    answer = _plain(answer)
    for value in values:
        if isinstance(value, str) and isinstance(answer, str):
            same = value.casefold() == answer.strip().casefold()
        else:
            # True is not 1 here: who answers with it has misread what is asked.
            same = isinstance(value, bool) == isinstance(answer, bool) and value == answer
        if same:
            return value
    raise ValueError


def _read_number(answer: object, whole: bool) -> float:
    answer = _plain(answer)
    if isinstance(answer, bool) or not isinstance(answer, (int, float)):
        raise ValueError
    if whole:
        if answer != answer or answer in (float("inf"), -float("inf")) or answer != int(answer):
            raise ValueError
        return int(answer)
    return answer


def _items(answer: object) -> list:
    """Return what stands in a row: a list, a tuple, an array, or the letters of a word."""
    if isinstance(answer, str):
        return [letter for letter in answer if letter not in " ,;"]
    if hasattr(answer, "tolist"):
        answer = answer.tolist()
    if not isinstance(answer, (list, tuple)):
        raise ValueError
    return list(answer)


def _plain(answer: object) -> object:
    """Return a scalar of NumPy as Python's own; an array of several numbers is none."""
    return answer.item() if hasattr(answer, "item") else answer
