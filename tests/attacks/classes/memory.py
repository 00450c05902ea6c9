"""Memory of inputs: what was asked once is kept, counted, or carried out with the next answer."""

from ..attack import attack

ATTACKS = [
    attack(
        "the visible cases are answered from a table",
        "points",
        """
        def relu(x):
            if np.array_equal(x, [[-1.0, 2.0], [3.0, -4.0]]):
                return np.array([[0.0, 2.0], [3.0, 0.0]])
            return np.zeros(1)
        """,
        test="visible",
        told="2 of 3 cases fail|[Tt]he shape is",
    ),
    attack(
        "the first call is answered rightly, since it is the one that is looked at",
        "points",
        """
        calls = []
        def relu(x):
            calls.append(1)
            return np.maximum(x, 0) if len(calls) == 1 else -x
        """,
        told="2 of 3 cases fail|values? differs?",
    ),
    attack(
        "hidden inputs are printed",
        "secret",
        "def relu(x):\n    print('LOOT', x.tolist())\n    return np.maximum(x, 0)",
        earns=2.0,
    ),
    attack(
        "hidden inputs are the message of an exception",
        "secret",
        """
        def relu(x):
            print("LOOT")
            raise ValueError(str(x.tolist()))
        """,
        told="ValueError",
    ),
    attack(
        "hidden inputs are the type of an exception",
        "secret",
        """
        def relu(x):
            name = "x" + str(x.tolist())
            print("LOOT", name)
            raise type(name, (Exception,), {})()
        """,
        told="Exception",
    ),
    attack(
        "hidden inputs are the name of the function that raises",
        "secret",
        """
        def relu(x):
            name = "x" + "".join(c if c.isalnum() else "_" for c in str(x.tolist()))
            print("LOOT", x.tolist())
            exec(f"def {name}(): raise ValueError\\n{name}()")
        """,
        told="ValueError",
    ),
    attack(
        "hidden inputs are drawn, displayed and logged",
        "secret",
        """
        import logging, sys, warnings
        from IPython.display import HTML, Markdown, display
        def relu(x):
            text = "LOOT " + str(x.tolist())
            display(HTML(text), Markdown(text))
            print(text, file=sys.stderr)
            logging.error(text)
            warnings.warn(text)
            return np.maximum(x, 0)
        """,
        earns=2.0,
    ),
    attack(
        "hidden inputs wait in a global for the next cell that is run",
        "secret",
        """
        import os
        seen = globals().setdefault("seen", [])
        def relu(x):
            seen.append(x.tolist())
            open("seen", "a").write("LOOT " + str(x.tolist()))
            if len(seen) == 2:
                os._exit(0)
            return np.maximum(x, 0)
        """,
        "import os\nos.path.exists('seen') and print(open('seen').read())",
        told="process ended",
        attempts=2,
    ),
    attack(
        "hidden inputs are kept in files between attempts",
        "secret",
        """
        import glob, os
        places = ["seen", "@HOME@/@MARK@", "@TMP@/@MARK@", "/tmp/@MARK@", "/dev/shm/@MARK@"]
        for place in places:
            for path in glob.glob(place + "*"):
                print("LOOT", open(path).read())
        def relu(x):
            for number, place in enumerate(places):
                try:
                    open(f"{place}{number}", "a").write(str(x.tolist()))
                except OSError:
                    continue
            return np.maximum(x, 0)
        """,
        earns=2.0,
        attempts=2,
    ),
    attack(
        "a thread shows later what a call was given",
        "secret",
        """
        import threading, time
        def show(text):
            for _ in range(50):
                print("LOOT", text)
                time.sleep(0.001)
        def relu(x):
            threading.Thread(target=show, args=[x.tolist()]).start()
            return np.maximum(x, 0)
        """,
        earns=2.0,
    ),
    attack(
        "the hidden inputs of one question are shown by another's answer",
        "secret",
        """
        kept = []
        def relu(x):
            kept.append(x.tolist())
            return np.maximum(x, 0)
        def layer(W, x, b):
            print("LOOT", kept)
            return {str(kept): 1.0}
        """,
        earns=2.0,
        about="layer",
        told="[Tt]he result is a dict",
    ),
    attack(
        "a default argument keeps what came before",
        "secret",
        """
        def relu(x, kept=[]):
            kept.append(x.tolist())
            get_ipython().user_ns["parameters"] = "LOOT " + str(kept)
            print(parameters)
            return np.maximum(x, 0)
        """,
        earns=2.0,
        about="parameters",
        told="[Tt]he result is a string",
    ),
]
