"""Part B: numbers that remember where they come from (exercise E30)."""

from reference import autograd as ref
from reference.graphs import topological_order

from autograder import Part

part = Part("values")

value = part.question(ref.Value, points=16, needs=("topological_order",))


@value.probe
def _(Value, inputs, program, backward, times=1):
    names = {name: Value(number) for name, number in inputs.items()}
    lines = [compile(line, "<program>", "exec") for line in program]
    for line in lines * times:
        exec(line, {}, names)
    for name in backward:
        names[name].backward()
    results = {name: node.data for name, node in names.items()}
    if backward:
        results.update({f"gradient of {name}": node.grad for name, node in names.items()})
    return results


def draw(rng, *names, low=0.5, high=1.5):
    """Draw an input for each name."""
    return {name: float(rng.uniform(low, high)) for name in names}


@value.case("a diamond", visible=True, fr="un losange")
def _(rng):
    return {
        "inputs": {"x": 2.0, "y": 3.0},
        "program": ["a = x * y", "b = a + x", "c = a * b"],
        "backward": ["c"],
    }


@value.case("numbers on both sides", visible=True, fr="des nombres des deux côtés")
def _(rng):
    program = ["a = 2 * x + 1", "b = 3 - a", "c = 1 / b - x", "d = c / 4 * 2.5"]
    return {"inputs": {"x": 0.5}, "program": program, "backward": ["d"]}


@value.case("the values alone", weight=1.5, fr="les valeurs seules")
def _(rng):
    program = ["a = x + y", "b = a - 2", "c = b * x", "d = c / y", "e = d ** 3", "f = x.exp()"]
    program += ["g = (-1 * x).tanh()", "h = (y - 4).relu() + y.relu()"]
    return {"inputs": draw(rng, "x", "y"), "program": program, "backward": []}


@value.case("sums and differences", fr="sommes et différences")
def _(rng):
    program = ["a = x + y", "b = z - a", "c = b - x"]
    return {"inputs": draw(rng, "x", "y", "z"), "program": program, "backward": ["c"]}


@value.case("products and quotients", fr="produits et quotients")
def _(rng):
    program = ["a = x * y", "b = a / z", "c = x / b"]
    return {"inputs": draw(rng, "x", "y", "z"), "program": program, "backward": ["c"]}


@value.case("powers", fr="des puissances")
def _(rng):
    program = ["a = x ** 3", "b = a ** -2", "c = b ** 0.5"]
    return {"inputs": draw(rng, "x", low=1.2), "program": program, "backward": ["c"]}


@value.case("exp, tanh and relu", fr="exp, tanh et relu")
def _(rng):
    program = ["a = x.exp()", "b = a.tanh()", "c = b.relu()", "d = (-1 * a).relu()", "e = c + d"]
    return {"inputs": draw(rng, "x", low=-0.9, high=-0.4), "program": program, "backward": ["e"]}


@value.case("a value with itself", fr="une valeur avec elle-même")
def _(rng):
    program = ["a = x + x", "b = a * a", "c = b + a"]
    return {"inputs": draw(rng, "x"), "program": program, "backward": ["c"]}


@value.case("arms of unequal length", weight=1.5, fr="des bras de longueurs inégales")
def _(rng):
    program = ["a = x * y", "b = a.exp()", "c = b * x", "d = a + c", "e = d * b"]
    return {"inputs": draw(rng, "x", "y"), "program": program, "backward": ["e"]}


@value.case("other numbers on both sides", fr="d'autres nombres des deux côtés")
def _(rng):
    program = ["a = 3 + x * 2", "b = 0.5 * a - 7", "c = 2 - b", "d = 5 / c", "e = d / 4"]
    return {"inputs": draw(rng, "x"), "program": program, "backward": ["e"]}


@value.case("backward twice", fr="backward deux fois")
def _(rng):
    program = ["a = x * y", "b = a * x", "c = b + y"]
    return {"inputs": draw(rng, "x", "y"), "program": program, "backward": ["c", "c"]}


@value.case("one backward, then another from elsewhere", fr="un backward, puis un autre d'ailleurs")
def _(rng):
    program = ["a = x * y", "b = a + x", "c = a * x", "d = b + c"]
    return {"inputs": draw(rng, "x", "y"), "program": program, "backward": ["b", "c"]}


@value.case("a chain of 2000 sums", weight=0.5, fr="une chaîne de 2000 sommes")
def _(rng):
    return {
        "inputs": draw(rng, "x", "y"),
        "program": ["y = y + x"],
        "backward": ["y"],
        "times": 2000,
    }


class Open(ref.Value):
    """Value in pieces, so that a mistake can change one of them: as it stands, it is right."""

    def lifted(self, other):
        return other if isinstance(other, Open) else type(self)(other)

    def of_two(self, other, compute, slopes):
        other = self.lifted(other)
        a, b = self.data, other.data
        return type(self)(compute(a, b), (self, other), slopes(a, b))

    def __add__(self, other):
        return self.of_two(other, lambda a, b: a + b, self.sum_slopes)

    def __sub__(self, other):
        return self.of_two(other, lambda a, b: a - b, self.difference_slopes)

    def __mul__(self, other):
        return self.of_two(other, lambda a, b: a * b, self.product_slopes)

    def __truediv__(self, other):
        return self.of_two(other, lambda a, b: a / b, self.quotient_slopes)

    def __rsub__(self, number):
        return self.lifted(number) - self

    def __rtruediv__(self, number):
        return self.lifted(number) / self

    def __pow__(self, n):
        return type(self)(self.data**n, (self,), (self.power_slope(self.data, n),))

    def exp(self):
        e = ref.np.exp(self.data)
        return type(self)(e, (self,), (self.exp_slope(self.data),))

    def tanh(self):
        return type(self)(ref.np.tanh(self.data), (self,), (self.tanh_slope(self.data),))

    def relu(self):
        return type(self)(max(self.data, 0.0), (self,), (self.relu_slope(self.data),))

    def sum_slopes(self, a, b):
        return 1.0, 1.0

    def difference_slopes(self, a, b):
        return 1.0, -1.0

    def product_slopes(self, a, b):
        return b, a

    def quotient_slopes(self, a, b):
        return 1.0 / b, -a / b**2

    def power_slope(self, a, n):
        return n * a ** (n - 1)

    def exp_slope(self, a):
        return ref.np.exp(a)

    def tanh_slope(self, a):
        return 1.0 - ref.np.tanh(a) ** 2

    def relu_slope(self, a):
        return float(a > 0)

    def needed(self):
        """Return the nodes that this one needs, each after its parents."""
        nodes, parents = self.graph()
        return [nodes[k] for k in topological_order(parents, 0)]

    def reset(self, nodes):
        for node in nodes:
            node.grad = 0.0

    def start(self):
        self.grad = 1.0

    def share(self):
        for parent, slope in zip(self.parents, self.slopes, strict=True):
            parent.grad += slope * self.grad

    def backward(self):
        nodes = self.needed()
        self.reset(nodes)
        self.start()
        for node in reversed(nodes):
            node.share()


@value.alternative
class InPieces(Open):
    """The class of which the mistakes change a piece."""


@value.alternative
class ByClosures(ref.Value):
    """Every result keeps a function that passes its gradient on; no slope is stored."""

    def __init__(self, data, parents=(), give=lambda g: ()):
        super().__init__(data, parents)
        self.give = give

    def __add__(self, other):
        other = other if isinstance(other, ByClosures) else ByClosures(other)
        return ByClosures(self.data + other.data, (self, other), lambda g: (g, g))

    def __mul__(self, other):
        other = other if isinstance(other, ByClosures) else ByClosures(other)
        give = lambda g: (g * other.data, g * self.data)  # noqa: E731
        return ByClosures(self.data * other.data, (self, other), give)

    def __pow__(self, n):
        give = lambda g: (g * n * self.data ** (n - 1),)  # noqa: E731
        return ByClosures(self.data**n, (self,), give)

    def __sub__(self, other):
        return self + other * -1

    def __truediv__(self, other):
        return self * other**-1

    def __rsub__(self, number):
        return self * -1 + number

    def __rtruediv__(self, number):
        return self**-1 * number

    def exp(self):
        out = ByClosures(ref.np.exp(self.data), (self,))
        out.give = lambda g: (g * out.data,)
        return out

    def tanh(self):
        out = ByClosures(ref.np.tanh(self.data), (self,))
        out.give = lambda g: (g * (1 - out.data * out.data),)
        return out

    def relu(self):
        return ByClosures(self.data * (self.data > 0), (self,), lambda g: (g * (self.data > 0),))

    def backward(self):
        nodes, parents = self.graph()
        for node in nodes:
            node.grad = 1.0 if node is self else 0.0
        for k in topological_order(parents, 0)[::-1]:
            for parent, share in zip(nodes[k].parents, nodes[k].give(nodes[k].grad), strict=True):
                parent.grad = parent.grad + share
