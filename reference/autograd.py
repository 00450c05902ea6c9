"""A number that remembers where it comes from: automatic differentiation by operators."""

import numpy as np
from reference.graphs import topological_order


class Value:
    """A number v that keeps its parents p and the slopes ∂v/∂p, so that gradients can be found.

    data: float, the number itself. grad: float, the derivative of another Value, on which
    backward was called, with respect to this one.
    parents: tuple of the Values that it was computed from, (a, a) for a + a.
    slopes: tuple of floats, the derivative of the number with respect to each of its parents.

    a + b, a - b, a * b, a / b: of two Values, or of a Value and a plain number, on either side; a
    number is a constant. a ** n: n is a plain number. a.exp(), a.tanh(), a.relu(): max(a, 0).
    Every result is a new Value.
    a.graph() returns (nodes, parents): all the Values that a needs, a itself first, and the
    numbers of the parents of each, as topological_order wants them.
    a.backward() sets the grad of all these Values to the derivative of a with respect to them. It
    starts afresh: what earlier calls left in grad does not count.

    Source: T. Artières, Deep Learning (automatic differentiation).
    """

    def __init__(self, data, parents=(), slopes=()):
        self.data = float(data)
        self.grad = 0.0
        self.parents = tuple(parents)
        self.slopes = tuple(slopes)

    def __repr__(self):
        return f"Value(data={self.data:g}, grad={self.grad:g})"

    def graph(self):
        nodes, number = [self], {self: 0}
        for node in nodes:  # the list grows while it is read
            for parent in node.parents:
                if parent not in number:
                    number[parent] = len(nodes)
                    nodes.append(parent)
        return nodes, [[number[parent] for parent in node.parents] for node in nodes]

    def __add__(self, other):
        ### BEGIN SOLUTION
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data + other.data, (self, other), (1.0, 1.0))
        ### END SOLUTION

    def __sub__(self, other):
        ### BEGIN SOLUTION
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data - other.data, (self, other), (1.0, -1.0))
        ### END SOLUTION

    def __mul__(self, other):
        ### BEGIN SOLUTION
        other = other if isinstance(other, Value) else Value(other)
        return Value(self.data * other.data, (self, other), (other.data, self.data))
        ### END SOLUTION

    def __truediv__(self, other):
        ### BEGIN SOLUTION
        other = other if isinstance(other, Value) else Value(other)
        slopes = (1.0 / other.data, -self.data / other.data**2)
        return Value(self.data / other.data, (self, other), slopes)
        ### END SOLUTION

    def __pow__(self, n):
        ### BEGIN SOLUTION
        return Value(self.data**n, (self,), (n * self.data ** (n - 1),))
        ### END SOLUTION

    def __radd__(self, number):
        return self + number

    def __rmul__(self, number):
        return self * number

    def __rsub__(self, number):
        ### BEGIN SOLUTION
        return Value(number) - self
        ### END SOLUTION

    def __rtruediv__(self, number):
        ### BEGIN SOLUTION
        return Value(number) / self
        ### END SOLUTION

    def exp(self):
        ### BEGIN SOLUTION
        e = np.exp(self.data)
        return Value(e, (self,), (e,))
        ### END SOLUTION

    def tanh(self):
        ### BEGIN SOLUTION
        t = np.tanh(self.data)
        return Value(t, (self,), (1.0 - t**2,))
        ### END SOLUTION

    def relu(self):
        ### BEGIN SOLUTION
        slope = 1.0 if self.data > 0 else 0.0
        return Value(max(self.data, 0.0), (self,), (slope,))
        ### END SOLUTION

    def backward(self):
        ### BEGIN SOLUTION
        nodes, parents = self.graph()
        for node in nodes:
            node.grad = 0.0
        self.grad = 1.0
        for k in reversed(topological_order(parents, 0)):
            node = nodes[k]
            for parent, slope in zip(node.parents, node.slopes, strict=True):
                parent.grad += slope * node.grad
        ### END SOLUTION
