"""What a student is handed of a solution: never a line of it, and always valid Python."""

import ast
import functools
import inspect
import textwrap

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from autograder.authoring.stub import FunctionSource, read_function, solution_of, stub_of
from autograder.spec import Question, SpecError

PLACE = "# YOUR CODE HERE\nraise NotImplementedError"


def run(text, **names):
    """Run a cell in a namespace of its own and return the one function that it defines."""
    namespace = {"np": np, "functools": functools, **names}
    exec(compile(text, "<cell>", "exec"), namespace)
    return namespace["f"]


def stubbed(question, lang="en", docstring=""):
    """Return the stub, held to what is true of every stub."""
    text = stub_of(question, lang, docstring)
    function = run(text)
    assert list(inspect.signature(function).parameters) == list(question.parameters)
    assert function.__doc__ is not None or not question.solution.__doc__
    with pytest.raises(NotImplementedError):
        function(*(0 for _ in question.parameters))
    return text


def test_a_stub_has_the_signature_the_docstring_and_a_place_to_write(one_question):
    question = one_question(
        '''
        def f(x, a=2.0):
            """Return a x.

            x: a number.

                indented as it is
            """
            product = a * x

            return product
        '''
    )

    expected = '''
def f(x, a=2.0):
    """Return a x.

    x: a number.

        indented as it is
    """
    # YOUR CODE HERE
    raise NotImplementedError
'''
    assert stubbed(question) == expected.lstrip()


def test_the_place_to_write_is_in_the_notebook_s_language(one_question):
    question = one_question('def f(x):\n    """Return x."""\n    return x\n')

    assert "    # VOTRE CODE ICI\n    raise NotImplementedError\n" in stubbed(question, "fr")


def test_a_function_without_a_docstring_has_a_stub_without_one(one_question):
    question = one_question("def f(x):\n    return x\n")

    assert stubbed(question) == f"def f(x):\n{textwrap.indent(PLACE, '    ')}\n"


REGIONS = '''
def f(x):
    """Return x, step by step."""
    total = 0.0
    for item in np.atleast_1d(x):
        ### BEGIN SOLUTION
        square = item**2
        total += square
        ### END SOLUTION
    if total:
        pass
    ### BEGIN SOLUTION
    total = total**0.5
    ### END SOLUTION

    return total
'''


def test_only_the_marked_regions_are_cut_each_at_its_own_indentation(one_question):
    question = one_question("import numpy as np\n" + REGIONS)

    expected = '''
def f(x):
    """Return x, step by step."""
    total = 0.0
    for item in np.atleast_1d(x):
        # YOUR CODE HERE
        raise NotImplementedError
    if total:
        pass
    # YOUR CODE HERE
    raise NotImplementedError

    return total
'''
    assert stubbed(question) == expected.lstrip()


def test_the_solution_has_what_was_between_the_markers_and_no_marker(one_question):
    question = one_question("import numpy as np\n" + REGIONS)
    text = solution_of(question)

    assert "SOLUTION" not in text
    assert run(text)([3.0, 4.0]) == question.solution([3.0, 4.0]) == 5.0


CLASS = '''
class f:
    """Counts what it is shown."""

    def __init__(self):
        self.seen = {}

    def show(self, thing):
        """Count one more."""
        ### BEGIN SOLUTION
        self.seen[thing] = self.seen.get(thing, 0) + 1
        ### END SOLUTION

    def most(self):
        """Return what was shown most often."""
        ### BEGIN SOLUTION
        return max(self.seen, key=self.seen.get)
        ### END SOLUTION
'''


CASE_OF_A_CLASS = """
@f.case("two things")
def _(rng):
    return {"things": list("aa")}

@f.probe
def _(f, things):
    return [f().show(thing) for thing in things]
"""


def test_of_a_class_the_marked_parts_of_its_methods_are_cut(one_question):
    stub = stub_of(one_question(CLASS, CASE_OF_A_CLASS), "en")

    expected = '''
class f:
    """Counts what it is shown."""
    def __init__(self):
        self.seen = {}

    def show(self, thing):
        """Count one more."""
        # YOUR CODE HERE
        raise NotImplementedError

    def most(self):
        """Return what was shown most often."""
        # YOUR CODE HERE
        raise NotImplementedError
'''
    assert stub == expected.lstrip()


def test_the_solution_of_a_class_is_the_class(one_question):
    text = solution_of(one_question(CLASS, CASE_OF_A_CLASS))
    namespace = {}
    exec(text, namespace)
    counter = namespace["f"]()
    for thing in "abracadabra":
        counter.show(thing)

    assert "SOLUTION" not in text
    assert counter.most() == "a"


MARKERS = {
    "text after it": "### BEGIN SOLUTION: the sum",
    "code before it": "y = x  ### BEGIN SOLUTION",
    "fewer signs": "# BEGIN SOLUTION",
    "no space": "###BEGIN SOLUTION",
}


@pytest.mark.parametrize("marker", MARKERS.values(), ids=MARKERS)
def test_a_marker_that_is_not_exactly_one_is_refused(one_question, marker):
    """Taken for a comment, it would hand out what it was to hide."""
    question = one_question(f"def f(x):\n    {marker}\n    return x\n    ### END SOLUTION\n")

    with pytest.raises(SpecError) as refusal:
        stub_of(question, "en")

    assert str(refusal.value) == (
        f"question 'f': the solution: {marker!r} must be '### BEGIN SOLUTION' or "
        "'### END SOLUTION', on its own line"
    )


UNPAIRED = {
    "never closed": ["BEGIN"],
    "never opened": ["END"],
    "closed first": ["END", "BEGIN"],
    "opened twice": ["BEGIN", "BEGIN", "END"],
    "closed twice": ["BEGIN", "END", "END"],
    "nested": ["BEGIN", "BEGIN", "END", "END"],
}


@pytest.mark.parametrize("markers", UNPAIRED.values(), ids=UNPAIRED)
def test_markers_that_do_not_pair_are_refused(one_question, markers):
    lines = [f"    ### {marker} SOLUTION\n    x += 1\n" for marker in markers]
    question = one_question(f"def f(x):\n{''.join(lines)}    return x\n")

    with pytest.raises(SpecError, match="needs its '### END SOLUTION', and the other way round"):
        stub_of(question, "en")


def test_a_region_without_which_the_rest_is_no_python_is_refused(one_question):
    question = one_question(
        """
        def f(x):
            ### BEGIN SOLUTION
            if x:
                y = 1
            ### END SOLUTION
            else:
                y = 2
            return y
        """
    )

    with pytest.raises(SpecError) as refusal:
        stub_of(question, "en")

    assert "question 'f': without the lines between" in str(refusal.value)
    assert "is not Python any more (invalid syntax)" in str(refusal.value)


def test_a_signature_of_several_lines_is_kept_whole(one_question):
    question = one_question(
        """
        def f(
            x,  # the input
            *,
            scale=1.0,
            # an offset
            shift=(
                0.0
            ),
        ):
            return scale * x + shift
        """
    )
    text = stub_of(question, "en")

    signature, body = text.split("):\n")
    assert signature.count("\n") == 8
    assert "# the input" in signature
    assert body == textwrap.indent(PLACE, "    ") + "\n"
    assert run(solution_of(question))(2.0, scale=3.0) == 6.0


def test_annotations_and_a_signature_with_colons_are_kept(one_question):
    question = one_question(
        """
        def f(x: "int" = {1: 2}[1], g=lambda y: y) -> dict[str, int]:
            return {"x": g(x)}
        """
    )

    assert stubbed(question).splitlines()[0] == (
        'def f(x: "int" = {1: 2}[1], g=lambda y: y) -> dict[str, int]:'
    )


ABOVE_THE_FIRST_STATEMENT = {
    "a comment": "    # the trick: subtract the maximum\n",
    "two comments": "    # the trick\n    # subtract the maximum\n",
    "a comment and a blank line": "    # the trick\n\n",
    "a blank line first": "\n    # the trick\n\n    # and more\n",
    "a marker and a blank line": "    ### BEGIN SOLUTION\n\n    y = x\n    ### END SOLUTION\n",
    "a comment at the margin": "# the trick\n",
}


@pytest.mark.parametrize("above", ABOVE_THE_FIRST_STATEMENT.values(), ids=ABOVE_THE_FIRST_STATEMENT)
@pytest.mark.parametrize("docstring", ["", '    """Return x."""\n'])
def test_what_stands_above_the_first_statement_is_the_solution_s(one_question, above, docstring):
    body = f"{above}    return x\n"
    for text in (f"def f(x):\n{docstring}{body}", f"def f(x):\n{above}{docstring}    return x\n"):
        question = one_question(text)
        if "y = x" in above and docstring and text.index("y = x") < text.index('"""'):
            continue  # a text after a statement is no docstring
        stub = stubbed(question)

        assert "trick" not in stub
        assert "SOLUTION" not in stub
        assert run(solution_of(question))(3) == 3


def test_a_decorator_is_part_of_the_signature(one_question):
    """Without it the solution would do something else."""
    question = one_question(
        """
        import functools

        import numpy as np

        @np.errstate(all="raise")
        @functools.lru_cache(
            maxsize=None
        )
        def f(x):
            return np.float64(1.0) / x
        """
    )
    text = stubbed(question)

    assert text.startswith('@np.errstate(all="raise")\n@functools.lru_cache(\n')
    with pytest.raises(FloatingPointError):
        run(solution_of(question))(0.0)


def test_a_decorator_that_hides_the_function_is_refused(one_question):
    """The grader would look for `f`, and the notebook would ask for `inner`."""
    question = one_question(
        """
        def plain(function):
            def inner(x):
                return function(x)
            return inner

        @plain
        def f(x):
            return x
        """,
        options='name="f"',
    )

    with pytest.raises(SpecError, match=r"the solution is named 'inner': give both the same name"):
        stub_of(question, "en")


def test_a_question_of_another_name_than_its_function_is_refused(one_question):
    question = one_question("def g(x):\n    return x\n\nf = g\n", options='name="f"')

    with pytest.raises(SpecError, match=r"question 'f': the solution is named 'g'"):
        solution_of(question)


NOT_A_FUNCTION = {
    "a lambda": ("f = lambda x: x\nf.__name__ = 'f'\n", "must be a function written with `def`"),
    "a class that is not marked": ("class f:\n    pass\n", "is a class: mark what students are to"),
    "a coroutine": ("async def f(x):\n    return x\n", "must be a function written with `def`"),
    "a built-in": ("f = len\nimport builtins\n", "has no source that can be read"),
    "one line": ("def f(x): return x\n", "must have its body on its own lines"),
    "one line with a docstring": ('def f(x): """Return x."""\n', "its body on its own lines"),
    "the signature's last line": ("def f(\n    x,\n): return x\n", "its body on its own lines"),
    "the docstring's line": ('def f(x):\n    """Return x."""; return x\n', "docstring on its own"),
}


@pytest.mark.parametrize(("source", "told"), NOT_A_FUNCTION.values(), ids=NOT_A_FUNCTION)
def test_what_cannot_be_cut_is_refused(one_question, source, told):
    question = one_question(source, options='name="f"')

    with pytest.raises(SpecError) as refusal:
        stub_of(question, "en")

    assert told in str(refusal.value)
    assert str(refusal.value).startswith("question 'f': the solution ")


def test_a_docstring_alone_is_a_whole_function(one_question):
    question = one_question('def f(x):\n    """Do nothing."""\n')

    assert stubbed(question).endswith(f"{textwrap.indent(PLACE, '    ')}\n")
    assert run(solution_of(question))(1) is None


def test_another_language_s_docstring_takes_the_place_of_the_reference_s(one_question):
    question = one_question(
        'def f(x):\n    """Return x.\n\n    x: a number.\n    """\n    return x\n'
    )
    french = "Retourne x.\n\nx : un nombre.\n    le même"

    for text in (stubbed(question, "fr", french), solution_of(question, french)):
        assert inspect.getdoc(run(text)) == french
        assert "Return x" not in text


HARD_DOCSTRINGS = [
    r"The gradient is \nabla J, and \theta its \\ argument.",
    'Say "hello"',
    'Say """hello"""',
    '"quoted"',
    'Ends with a backslash and a quote: \\"',
    'four """" and five """""',
    "It's '''fine'''",
    "Ends with a backslash \\",
    'Deux lignes\net un guillemet "',
    "Accents é, Greek θ, {braces} and 100 %",
    "\\N{BULLET} \\x41 \\u0041",
]


@pytest.mark.parametrize("text", HARD_DOCSTRINGS)
def test_a_docstring_says_the_same_in_the_notebook(one_question, text):
    question = one_question("def f(x):\n    return x\n")

    for cell in (stub_of(question, "en", text), solution_of(question, text)):
        assert inspect.getdoc(run(cell)) == inspect.cleandoc(text)


@pytest.fixture(scope="module")
def plain_question(tmp_path_factory):
    """A question outside any course: what does not depend on the course is tried faster."""
    path = tmp_path_factory.mktemp("plain") / "plain.py"
    path.write_text("def f(x):\n    return x\n")
    namespace = {}
    exec(compile(path.read_text(), str(path), "exec"), namespace)
    return Question("f", namespace["f"], 1.0)


DOCSTRINGS = st.text(
    st.sampled_from("\\\"' \nnN{tx40uθé#") | st.characters(categories=["L", "N", "P", "S"]),
    max_size=40,
)


@given(text=DOCSTRINGS)
@settings(deadline=None, max_examples=200)
def test_whatever_a_docstring_holds_the_stub_is_python(plain_question, text):
    stub = stub_of(plain_question, "en", text)

    (function,) = ast.parse(stub).body
    assert isinstance(function, ast.FunctionDef)
    assert len(function.body) == (2 if text.strip() else 1)
    assert (ast.get_docstring(function) or "") == inspect.cleandoc(text.strip())


TRICKY_BODIES = {
    "a string of several lines": '''
def f(x):
    text = """
left

      \\t
    right
"""
    return text * x
''',
    "a form feed": "def f(x):\n    # a page\n    y = '\x0c'\n    return y * x\n",
    "a line separator": "def f(x):\n    # \u2028 \x85\n    y = '\u2028'\n    return y * x\n",
    "blanks in a string": 'def f(x):\n    return """a\n   \n  b"""\n',
    "two spaces": "def f(x):\n  if x:\n    return 1\n  return 2\n",
    "tabs": "def f(x):\n\tif x:\n\t\treturn 1\n\treturn 2\n",
    "a backslash": "def f(x):\n    return x + \\\n  1\n",
    "an inner function": "def f(x):\n    def g(y):\n        return y\n    return g(x)\n",
    "a comment at the end": "def f(x):\n    return x\n    # done\n",
    "no final newline": "def f(x):\n    return x",
}


@pytest.mark.parametrize("source", TRICKY_BODIES.values(), ids=TRICKY_BODIES)
@pytest.mark.parametrize("docstring", ["", 'Une phrase.\nDeux "phrases".'])
def test_the_solution_pasted_into_a_notebook_does_what_the_reference_does(
    one_question, source, docstring
):
    question = one_question(source.lstrip("\n"))
    pasted = run(solution_of(question, docstring))

    for x in (0, 1, 3):
        assert pasted(x) == question.solution(x)
    assert stubbed(question, docstring=docstring)


def test_an_inner_solution_is_brought_to_the_margin(one_question):
    question = one_question(
        """
        def make():
            def f(x):
                '''Return x.'''
                return x
            return f

        f = make()
        """
    )

    assert read_function(question) == FunctionSource(
        signature="def f(x):", docstring="Return x.", body="    return x", indent="    "
    )


@given(
    depth=st.integers(1, 5), lines=st.lists(st.sampled_from(["", "x += 1", "# note"]), max_size=5)
)
@settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_a_region_may_be_nested_however_deep(one_question, depth, lines):
    heads = [f"{'    ' * (level + 1)}for _ in range(1):" for level in range(depth)]
    inner = "    " * (depth + 1)
    region = ["### BEGIN SOLUTION", *lines, "x += 1", "### END SOLUTION"]
    body = "\n".join([*heads, *(inner + line for line in region), "    return x"])
    question = one_question(f"def f(x):\n{body}\n")

    assert f"{inner}# YOUR CODE HERE\n{inner}raise NotImplementedError\n    return x\n" in stubbed(
        question
    )
    assert run(solution_of(question))(0) == question.solution(0)
