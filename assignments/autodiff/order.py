"""Part B, begin: the order in which a graph is computed (exercise E31)."""

import numpy as np
from reference import graphs as ref

from autograder import Part

part = Part("order")

topological_order = part.question(ref.topological_order, points=7)


@topological_order.summary
def _(output, parents, root):
    order = list(output)
    place = {}
    for position, node in enumerate(order):
        place.setdefault(node, position)
    early = [
        node
        for node in place
        if any(place.get(above, len(order)) > place[node] for above in parents[node])
    ]
    return {
        "the nodes, in the order of their numbers": np.array(sorted(order), dtype=int),
        "those that stand before one of their parents": np.array(sorted(early), dtype=int),
        "the node that comes last": order[-1],
    }


def renumbered(rng, parents, root):
    """Return the arguments of a case: the same graph, with its nodes under other numbers."""
    number = rng.permutation(len(parents)).tolist()
    new = [[] for _ in parents]
    for node, above in enumerate(parents):
        new[number[node]] = [number[parent] for parent in above]
    return {"parents": new, "root": number[root]}


@topological_order.case("a diamond", visible=True, fr="un losange")
def _(rng):
    return {"parents": [[1, 2], [3], [3], []], "root": 0}


@topological_order.case("arms of unequal length", fr="des bras de longueurs inégales")
def _(rng):
    return renumbered(rng, [[1, 4], [2], [3], [5], [5, 3], [], []], 0)


@topological_order.case("one diamond on another", fr="un losange sur l'autre")
def _(rng):
    return renumbered(rng, [[], [0], [0], [1, 2], [3], [3, 1], [4, 5, 0], [6, 3]], 7)


@topological_order.case(
    "a node that is used twice at once", fr="un nœud utilisé deux fois à la fois"
)
def _(rng):
    return renumbered(rng, [[1, 1], [2, 3], [3, 3], []], 0)


@topological_order.case("nodes that the root does not need", fr="des nœuds inutiles à la racine")
def _(rng):
    return renumbered(rng, [[1, 2], [3], [3], [], [0, 3], [4, 0], [2]], 0)


@topological_order.case("a node without parents", weight=0.5, fr="un nœud sans parents")
def _(rng):
    return renumbered(rng, [[], [0], [1]], 0)


@topological_order.case("a chain of 2000 nodes", weight=0.5, fr="une chaîne de 2000 nœuds")
def _(rng):
    return renumbered(rng, [[], *([node] for node in range(1999))], 1999)


@topological_order.mistake(
    en="You note a node when you come to it, before its parents: note it when you leave it, once "
    "all its parents are noted.",
    fr="Vous notez un nœud en y arrivant, avant ses parents : notez-le en le quittant, une fois "
    "tous ses parents notés.",
)
def notes_before_the_parents(parents, root):  # M30.6
    order, seen, waiting = [], set(), [root]
    while waiting:
        node = waiting.pop()
        if node not in seen:
            seen.add(node)
            order.append(node)
            waiting.extend(reversed(parents[node]))
    return order


@topological_order.mistake(
    en="Your order is right for the way back, and reversed here: the root comes last, and what it "
    "is computed from before it.",
    fr="Votre ordre est celui du retour ; ici, il est inversé : la racine vient en dernier, et ce "
    "dont elle est calculée avant elle.",
)
def puts_the_root_first(parents, root):  # not in the catalogue
    return ref.topological_order(parents, root)[::-1]


@topological_order.mistake(
    en="Nodes that several others use come several times in your list: remember which ones are "
    "done.",
    fr="Les nœuds que plusieurs autres utilisent figurent plusieurs fois dans votre liste : "
    "retenez lesquels sont faits.",
)
def notes_a_node_every_time(parents, root):  # M30.5
    order, waiting = [], [root]
    while waiting:
        node = waiting.pop()
        order.append(node)
        waiting.extend(parents[node])
    return order[::-1]


@topological_order.mistake(
    en="All the nodes are in your list, also those that the root is not computed from.",
    fr="Tous les nœuds sont dans votre liste, même ceux dont la racine n'est pas calculée.",
)
def takes_all_the_nodes(parents, root):  # not in the catalogue
    order = ref.topological_order(parents, root)
    needed = set(order)
    return [node for node in range(len(parents)) if node not in needed] + order


@topological_order.mistake(
    en="You sort the nodes by their numbers: the numbers are names, and say nothing of what is "
    "computed from what.",
    fr="Vous rangez les nœuds par numéro : les numéros sont des noms, et ne disent rien de ce qui "
    "est calculé à partir de quoi.",
)
def sorts_by_number(parents, root):  # not in the catalogue
    return sorted(ref.topological_order(parents, root))


@topological_order.mistake(
    en="Your nodes are ordered by their distance from the root: where the arms of a diamond have "
    "unequal lengths, a node that is near can be needed by one that is far.",
    fr="Vos nœuds sont rangés selon leur distance à la racine : quand les bras d'un losange ont "
    "des longueurs inégales, un nœud proche peut servir à un nœud lointain.",
)
def orders_by_distance(parents, root):  # not in the catalogue
    order, seen = [root], {root}
    for node in order:
        for parent in parents[node]:
            if parent not in seen:
                seen.add(parent)
                order.append(parent)
    return order[::-1]


@topological_order.mistake(
    en="Your function calls itself once for each node of a chain, and Python stops it after a "
    "thousand calls: keep the nodes that wait in a list of your own.",
    fr="Votre fonction s'appelle elle-même pour chaque nœud d'une chaîne, et Python l'arrête après "
    "un millier d'appels : gardez les nœuds en attente dans une liste à vous.",
)
def calls_itself(parents, root):  # M30.11
    order, done = [], set()

    def visit(node):
        if node not in done:
            done.add(node)
            for parent in parents[node]:
                visit(parent)
            order.append(node)

    visit(root)
    return order


@topological_order.mistake(
    en="The root itself is missing: it is computed too, last of all.",
    fr="La racine elle-même manque : elle est calculée aussi, en tout dernier.",
)
def leaves_out_the_root(parents, root):  # not in the catalogue
    order = ref.topological_order(parents, root)
    return order[:-1] or order


@topological_order.mistake(
    en="You follow the first parent only: what the root is computed from by another way is "
    "missing.",
    fr="Vous ne suivez que le premier parent : il manque ce dont la racine est calculée par un "
    "autre chemin.",
)
def follows_the_first_parent(parents, root):  # not in the catalogue
    order = [root]
    while parents[order[-1]]:
        order.append(parents[order[-1]][0])
    return order[::-1]


@topological_order.alternative
def by_counting(parents, root):
    needed, children = [root], {root: []}
    for node in needed:
        for parent in parents[node]:
            if parent not in children:
                children[parent] = []
                needed.append(parent)
            children[parent].append(node)
    missing = {node: len(parents[node]) for node in needed}
    ready = [node for node in needed if not parents[node]]
    for node in ready:
        for child in children[node]:
            missing[child] -= 1
            if missing[child] == 0:
                ready.append(child)
    return ready


@topological_order.alternative
def as_a_tuple(parents, root):
    order, done, waiting = [], set(), [root]
    while waiting:
        node = waiting[-1]
        missing = [parent for parent in parents[node] if parent not in done]
        if missing:
            waiting.append(missing[0])
        else:
            order.append(node)
            done.add(waiting.pop())
    return tuple(order)
