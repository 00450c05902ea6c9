"""Part C: what a trace does, and what a call does (exercise E81)."""

from itertools import pairwise

import numpy as np

from autograder import Form, Part

part = Part("traces")


def draw_calls(rng):
    sizes = [int(m) for m in rng.choice(np.arange(2, 40), size=3, replace=False)]
    pattern = [0, 0, 1, 0, 2, 2, 1][: int(rng.integers(5, 8))]
    return {"rows": [sizes[place] for place in pattern]}


@part.answer(
    "traces",
    points=3,
    variant=draw_calls,
    form=Form.fields({"python": Form.number(whole=True), "variable": Form.number(whole=True)}),
    scoring="entries",
    texts={
        "en": "A `tf.function` holds, among others, the lines `calls.append(1)`, where `calls` is "
        "a list of Python's that was empty, and `count.assign_add(1)`, where `count` is a "
        "`tf.Variable` that was 0. It is called with tensors of shape (m, 3), for m = {rows}, in "
        "this order. How long is `calls` then, and what does `count` hold? Put in `traces` a "
        "dictionary with the keys `python` and `variable`.",
        "fr": "Une `tf.function` contient, entre autres, les lignes `calls.append(1)`, où `calls` "
        "est une liste Python vide au départ, et `count.assign_add(1)`, où `count` est une "
        "`tf.Variable` qui valait 0. On l'appelle avec des tenseurs de dimensions (m, 3), pour m = "
        "{rows}, dans cet ordre. Quelle est alors la longueur de `calls`, et que contient "
        "`count` ? Mettez dans `traces` un dictionnaire dont les clés sont `python` et `variable`.",
    },
)
def traces(rows):
    return {"python": len(set(rows)), "variable": len(rows)}


@traces.mistake(
    en="You let the Python list grow with every call. Python runs while a function is traced; "
    "afterwards only the graph of that trace runs, and it knows nothing of the list.",
    fr="Vous laissez la liste Python grandir à chaque appel. Python s'exécute pendant le traçage ; "
    "ensuite, seul le graphe issu de ce traçage s'exécute, et il ignore tout de la liste.",
)
def python_runs_at_every_call(rows):  # M81.8
    return {"python": len(rows), "variable": len(rows)}


@traces.mistake(
    en="You have it traced once and for all. A batch of another size is another signature, and "
    "has a trace of its own.",
    fr="Vous la faites tracer une fois pour toutes. Un lot d'une autre taille est une autre "
    "signature, et a son propre traçage.",
)
def traced_once_and_for_all(rows):  # M81.8
    return {"python": 1, "variable": len(rows)}


@traces.mistake(
    en="You have it traced anew whenever the size changes. The traces are kept: a size that has "
    "been met before needs no other one.",
    fr="Vous la faites tracer à chaque changement de taille. Les traçages sont conservés : une "
    "taille déjà rencontrée n'en demande pas d'autre.",
)
def traced_at_every_change(rows):  # M81.8
    changes = 1 + sum(one != other for one, other in pairwise(rows))
    return {"python": changes, "variable": len(rows)}


@traces.mistake(
    en="You count the traces in the variable too. The assignment to a variable is an operation of "
    "the graph: it is done at every call.",
    fr="Vous comptez aussi les traçages dans la variable. L'affectation à une variable est une "
    "opération du graphe : elle est faite à chaque appel.",
)
def variable_counts_traces(rows):  # M81.8
    return {"python": len(set(rows)), "variable": len(set(rows))}
