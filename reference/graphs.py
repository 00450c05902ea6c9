"""In which order a graph is computed: every node after those that it is computed from."""


def topological_order(parents, root):
    """Return the nodes that root is computed from, each once, each after all its parents.

    parents: list of lists of ints: parents[k] are the nodes that node k is computed from. A node
    may be listed twice among the parents of another, and no node is computed from itself.
    root: int, the node to be computed. It is the last of the list that is returned; nodes that it
    does not need are not in it. Thousands of nodes may follow one another in a chain.

    Source: T. Artières, Deep Learning (computation graph).
    """
    order, seen, waiting = [], set(), [(root, "before")]
    while waiting:
        node, when = waiting.pop()
        if when == "after":
            order.append(node)
        elif node not in seen:
            seen.add(node)
            waiting.append((node, "after"))
            waiting.extend((parent, "before") for parent in parents[node])
    return order
