def check_file(name, path, shapes):
    """Say whether the file holds what is asked for; what it is worth is told later."""
    try:
        with open(path, "rb") as file:
            table = _json.loads(file.read(int.from_bytes(file.read(8), "little")))
        table.pop("__metadata__", None)
        found = {key: tuple(entry["shape"]) for key, entry in table.items()}
    except FileNotFoundError:
        print(f"✘ {name}: {_TEXTS['no_file'].format(path=path)}")
        return
    except Exception:
        print(f"✘ {name}: {_TEXTS['not_a_file'].format(path=path)}")
        return
    told = ""
    if set(found) != set(shapes):
        told = _TEXTS["keys"].format(given=sorted(found), expected=sorted(shapes))
    for key, shape in shapes.items():
        if not told and found[key] != tuple(shape):
            told = _TEXTS["shape"].format(given=found[key], expected=tuple(shape))
            told = _TEXTS["in"].format(path=f"“{key}”", told=told)
    print(f"{'✘' if told else '✔'} {name}: {told or _TEXTS['file_there'].format(path=path)}")
