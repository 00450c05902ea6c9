def sheet(assignment, question, text, numbers=None, **lists):
    """Draw your own order of what is listed, and show what is asked."""
    order = {}

    def draw(rng):
        listed = {}
        for name, items in lists.items():
            order[name] = rng.permutation(len(items)).tolist()
            if isinstance(items[0], list):
                order["versions"] = [rng.permutation(len(each)).tolist() for each in items]
            marks = range(1, 13) if name == "groups" else "ABCDEFGHIJKL"
            rows = ((mark, _row(name, items[n], n, order)) for mark, n in zip(marks, order[name]))
            listed[name] = "\n".join(f"- **{mark}** {row}" for mark, row in rows)
        return {**listed, **(numbers(rng) if numbers else {})}

    values = variant(assignment, question, draw, text)
    own = {key: value for key, value in (values or {}).items() if key not in lists}
    return values and {"order": order, **own}


def check_form(name, form, told):
    """Say whether the answer `name` looks as it must; whether it is right is told later."""
    answer = globals().get(name, ...)
    try:
        blank = answer is ... or answer is None
        read = None if blank else read_answer(form, answer)
    except Exception:
        print(f"✘ {name}: {told}")
        return
    missing = [key for key in read if read[key] is None] if isinstance(read, dict) else []
    if blank or missing:
        keys = f" ({', '.join(missing)})" if missing else ""
        print(f"✘ {name}: {_TEXTS['unanswered']}{keys}")
    else:
        print(f"✔ {name}: {_TEXTS['answered'].format(answer=repr(answer)[:80])}")


def _row(name, item, n, order):
    if not isinstance(item, list):
        return item
    shown, *others = (item[k] for k in order["versions"][n])
    if name == "claims":
        return shown
    return shown + "".join(f"\n  - **{mark}** {text}" for mark, text in zip("abc", others))
