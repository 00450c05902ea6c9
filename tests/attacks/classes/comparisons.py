"""Comparison functions and operators: whatever is compared in the student's process says yes."""

from ..attack import WRONG, attack

ATTACKS = [
    attack(
        "np.testing is told to be content with anything",
        "points",
        """
        np.testing.assert_allclose = lambda *values, **options: None
        np.testing.assert_array_almost_equal = np.testing.assert_allclose
        """,
        WRONG,
        told="[Tt]he shape is",
    ),
    attack(
        "np.allclose always says yes",
        "points",
        "np.allclose = np.isclose = lambda *values, **options: True",
        WRONG,
        test="allclose",
        told="[Tt]he shape is",
    ),
    attack(
        "np.array_equal always says yes",
        "points",
        "np.array_equal = lambda *values, **options: True",
        WRONG,
        test="array_equal",
        told="[Tt]he shape is",
    ),
    attack(
        "the builtin functions abs, all and max always say what is wanted",
        "points",
        """
        import builtins
        builtins.abs = lambda value: 0.0
        builtins.all = lambda values: True
        builtins.max = lambda *values: 0.0
        """,
        WRONG,
        test="builtin all",
        told="process ended|[Tt]he shape is",
    ),
    attack(
        "the builtin type finds that a list is an array",
        "points",
        """
        import builtins
        real, right = type, np.ndarray
        builtins.type = lambda *values: right if real(values[0]) is list else real(*values)
        """,
        "def relu(x):\n    return [[0.0, 2.0], [3.0, 0.0], [float(x[2, 0]), 0.0]]",
        test="type",
        told="[Tt]he result is a list|IndexError",
    ),
    attack(
        "the result equals everything",
        "points",
        """
        class Agreeable:
            def __eq__(self, other):
                return np.array([True])
            __array_ufunc__ = None
        def relu(x):
            return Agreeable()
        """,
        test="equal",
        told="returned an object of (type|another type)",
    ),
    attack(
        "the result is an array of a subclass whose comparisons hold",
        "points",
        """
        class Agreeable(np.ndarray):
            def __array_ufunc__(self, ufunc, method, *inputs, **options):
                return np.False_
        def relu(x):
            return np.zeros(x.shape).view(Agreeable)
        """,
        test="negated",
        told="returned an object of (type|another type)",
    ),
    attack(
        "the result answers to NumPy's functions itself",
        "points",
        """
        class Answering:
            def __array_function__(self, function, types, arguments, options):
                return True
        def relu(x):
            return Answering()
        """,
        test="allclose",
        told="returned an object of (type|another type)",
    ),
    attack(
        "the result says that it is of class ndarray",
        "points",
        """
        class Pretending:
            __class__ = np.ndarray
            dtype, shape, ndim = np.dtype(float), (2, 2), 2
            def __eq__(self, other):
                return self
            def all(self):
                return True
            __array_ufunc__ = None
        def relu(x):
            return Pretending()
        """,
        test="equal",
        told="returned an object of (type|another type)",
    ),
    attack(
        "the metaclass of the result finds every type equal",
        "points",
        """
        import numpy
        class Chameleon(type):
            def __eq__(cls, other):
                return True
            __hash__ = type.__hash__
        class Result(numpy.ndarray, metaclass=Chameleon):
            pass
        numpy.testing.assert_array_equal = lambda *values: type(values[0]) == numpy.ndarray or 1/0
        def relu(x):
            return np.full(x.shape, -1.0).view(Result)
        """,
        test="assert_equal",
        told="returned an object of (type|another type)",
    ),
    attack(
        "the text of the result is that of the right one",
        "points",
        """
        class Text:
            def __repr__(self):
                given = np.array([[-1.0, 2.0], [3.0, -4.0], [seen[0], 0.0]])
                return repr(np.where(given > 0, given, 0.0))
        seen = []
        def relu(x):
            seen.append(float(np.max(x)))
            return Text()
        """,
        test="text",
        told="returned an object of (type|another type)",
    ),
    attack(
        "an empty array is close to everything",
        "points",
        "def relu(x):\n    return np.zeros((0, *x.shape))",
        test="allclose",
        told="[Tt]he shape is",
    ),
    attack(
        "NaN is not too far from anything",
        "points",
        "def relu(x):\n    return np.full(x.shape, np.nan)",
        test="negated",
        told="not a number|NaN|finite",
    ),
    attack(
        "the sum is right and the values are not",
        "points",
        """
        def relu(x):
            wrong = np.zeros(x.shape)
            wrong.flat[0] = x[x > 0].sum()
            return wrong
        """,
        test="sum",
        told="values? differs?",
    ),
    attack(
        "the arguments are overwritten, so that the wrong result is right for them",
        "points",
        "def relu(x):\n    x[...] = 0\n    return x",
        test="shared input",
        told="values? differs?|changed",
    ),
    attack(
        "two calls are compared with one another only",
        "points",
        "def relu(x):\n    return np.ones(x.shape)",
        test="twice",
        told="values? differs?",
    ),
    attack(
        "the assertion error is made to be no error",
        "points",
        """
        import builtins, unittest
        unittest.TestCase.assertTrue = lambda self, value, message=None: None
        builtins.AssertionError = type("Quiet", (Exception,), {})
        """,
        WRONG,
        test="unittest",
        told="[Tt]he shape is",
    ),
    attack(
        "the comparison is made with a broadcast number",
        "points",
        """
        class Broadcast(float):
            __array_ufunc__ = None
            def __sub__(self, other):
                return np.zeros(1)
        def relu(x):
            return Broadcast(0)
        """,
        test="negated",
        told="returned an object of (type|another type)",
    ),
    attack(
        "np.array itself makes the expected values whatever the student returned",
        "points",
        """
        import numpy
        ones = numpy.ones((3, 2))
        numpy.array = lambda *values, **options: ones.copy()
        """,
        "def relu(x):\n    return np.ones(np.shape(x))",
        told="values? differs?",
    ),
]
