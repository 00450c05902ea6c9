"""Interpreter hooks: IPython's, the importer's, the tracer's; frames, objects and code replaced."""

from ..attack import WRONG, attack

ATTACKS = [
    attack(
        "an input transformer drops every line that asserts",
        "points",
        """
        def drop(lines):
            return [line if "assert" not in line else "pass\\n" for line in lines]
        get_ipython().input_transformers_post.append(drop)
        """,
        WRONG,
        told="[Tt]he shape is",
    ),
    attack(
        "a syntax-tree transformer takes the assertions out",
        "points",
        """
        import ast
        class Content(ast.NodeTransformer):
            def visit_Assert(self, node):
                return ast.copy_location(ast.Pass(), node)
        get_ipython().ast_transformers.append(Content())
        """,
        WRONG,
        test="allclose",
        told="[Tt]he shape is",
    ),
    attack(
        "the shell's own run_cell finds every cell a success",
        "points",
        """
        import types
        shell = get_ipython()
        shell.run_cell = lambda *values, **options: types.SimpleNamespace(
            success=True, error_before_exec=None, error_in_exec=None
        )
        """,
        WRONG,
        told="no function named|[Tt]he shape is",
    ),
    attack(
        "an event before every cell replaces what it compares with",
        "points",
        """
        def replace(_):
            np.allclose = lambda *values, **options: True
        get_ipython().events.register("pre_run_cell", replace)
        """,
        WRONG,
        test="allclose",
        told="[Tt]he shape is",
    ),
    attack(
        "the shell's parser gives an empty program for what it does not like",
        "points",
        """
        compiler, parse = get_ipython().compile, get_ipython().compile.ast_parse
        compiler.ast_parse = lambda source, *rest, **options: parse(
            "pass" if "assert" in source else source, *rest, **options
        )
        """,
        WRONG,
        told="[Tt]he shape is|no function named",
    ),
    attack(
        "the caller's frame holds what is expected",
        "points",
        """
        import sys
        def relu(x):
            frame = sys._getframe(1)
            while frame is not None:
                for name in ("expected", "want", "right", "reference", "value"):
                    if name in frame.f_locals:
                        return frame.f_locals[name]
                frame = frame.f_back
            return x
        """,
        test="frames",
        told="values? differs?|The result|the result|returned|Exception|Error",
    ),
    attack(
        "a trace function notes the arguments of whatever checks",
        "points",
        """
        import sys
        noted = []
        def note(frame, event, argument):
            if event == "call" and "expected" in frame.f_locals:
                noted.append(frame.f_locals["expected"])
        sys.setprofile(note)
        def relu(x):
            return noted[-1] if noted else x
        """,
        test="frames",
        told="values? differs?",
    ),
    attack(
        "settrace changes what a function returns to the checks",
        "points",
        """
        import sys
        def tracer(frame, event, argument):
            if frame.f_code.co_name in ("check", "make"):
                inside = frame.f_locals
                if "expected" in inside:
                    inside["given"][...] = inside["expected"]
                return tracer
        sys.settrace(tracer)
        def relu(x):
            return x
        """,
        test="frames",
        told="values? differs?",
    ),
    attack(
        "an importer offers a reference of the student's own",
        "points",
        """
        import importlib.abc, importlib.machinery, sys
        class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
            def find_spec(self, name, path=None, target=None):
                if name.split(".")[0] in ("reference", "solutions"):
                    return importlib.machinery.ModuleSpec(name, self, is_package=True)
            def create_module(self, spec):
                return None
            def exec_module(self, module):
                module.relu = lambda x: x * 0 - 1
        sys.meta_path.insert(0, Finder())
        for name in [name for name in sys.modules if name.startswith("reference")]:
            del sys.modules[name]
        def relu(x):
            return x * 0 - 1
        """,
        test="reference",
        told="values? differs?",
    ),
    attack(
        "a module of the reference's name is there already",
        "points",
        """
        import sys, types
        for name in ("reference", "reference.light"):
            sys.modules[name] = types.ModuleType(name)
        sys.modules["reference"].light = sys.modules["reference.light"]
        sys.modules["reference.light"].relu = lambda x: x * 0 - 1
        def relu(x):
            return x * 0 - 1
        """,
        test="reference",
        told="values? differs?",
    ),
    attack(
        "the reference is imported and called",
        "points",
        """
        def relu(x):
            from reference.light import relu as right
            return right(x)
        """,
        told="ModuleNotFoundError",
    ),
    attack(
        "the garbage collector's objects hold the reference",
        "points",
        """
        import gc, types
        def relu(x):
            for one in gc.get_objects():
                if type(one) is types.FunctionType and one.__module__ == "reference.light":
                    if one.__name__ == "relu":
                        return one(x)
            return x
        """,
        test="reference",
        told="values? differs?",
    ),
    attack(
        "the code inside np.allclose is exchanged",
        "points",
        """
        import inspect
        inner = inspect.unwrap(np.allclose)
        inner.__code__ = (lambda *values, **options: True).__code__
        """,
        WRONG,
        test="allclose",
        told="[Tt]he shape is",
    ),
    attack(
        "the dictionary of a built-in type is written through the collector",
        "points",
        """
        import ctypes, gc
        inside = gc.get_referents(np.ndarray.__dict__)[0]
        inside["all"] = lambda self, *values, **options: True
        ctypes.pythonapi.PyType_Modified(ctypes.py_object(np.ndarray))
        def relu(x):
            return np.ones(x.shape)
        """,
        test="equal",
        told="values? differs?",
    ),
    attack(
        "import itself gives a NumPy that is content",
        "points",
        """
        import builtins, sys, types
        class Content(types.ModuleType):
            def __getattr__(self, name):
                return getattr(real, name)
        real, fake = np, Content("numpy")
        fake.testing = types.SimpleNamespace(assert_allclose=lambda *values, **options: None)
        sys.modules["numpy"] = fake
        """,
        WRONG,
        told="[Tt]he shape is",
    ),
    attack(
        "a thread waits until the cells have run and replaces things then",
        "points",
        """
        import threading, time
        def later():
            for _ in range(200):
                np.testing.assert_allclose = lambda *values, **options: None
                np.allclose = lambda *values, **options: True
                time.sleep(0.001)
        threading.Thread(target=later, daemon=True).start()
        time.sleep(0.02)
        """,
        WRONG,
        told="[Tt]he shape is",
    ),
    attack(
        "whoever writes JSON writes full marks",
        "points",
        """
        import json
        json.dumps = lambda *values, **options: '{"score": 100.0}'
        """,
        WRONG,
        told="[Tt]he shape is",
    ),
    attack(
        "whoever writes a file writes full marks",
        "points",
        """
        import pathlib
        write = pathlib.Path.write_text
        pathlib.Path.write_text = lambda self, text, *rest, **options: write(
            self, '{"score": 100.0}'
        )
        """,
        WRONG,
        told="[Tt]he shape is",
    ),
    attack(
        "the clock that measures a slow function stands still",
        "points",
        """
        import time
        pause = time.sleep
        time.perf_counter = time.monotonic = time.time = lambda: 0.0
        def relu(x):
            pause(1.5)
            return np.maximum(x, 0)
        """,
        test="timed",
        told="interrupted after 1 s",
        costly=True,
    ),
]
