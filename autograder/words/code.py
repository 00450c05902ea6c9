"""What is said of a student's source: the way it takes, and the libraries it was written for."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    # A constraint that is not kept.
    "loop-for": {
        "en": "No loop is allowed here, and there is a `for` at line {line} of cell {cell}.",
        "fr": "Aucune boucle n'est permise ici, et il y a un `for` à la ligne {line} de la "
        "cellule {cell}.",
    },
    "loop-while": {
        "en": "No loop is allowed here, and there is a `while` at line {line} of cell {cell}.",
        "fr": "Aucune boucle n'est permise ici, et il y a un `while` à la ligne {line} de la "
        "cellule {cell}.",
    },
    "loop-comprehension": {
        "en": "No loop is allowed here, and there is one in a comprehension at line {line} of "
        "cell {cell}.",
        "fr": "Aucune boucle n'est permise ici, et il y en a une dans une compréhension à la "
        "ligne {line} de la cellule {cell}.",
    },
    "loop-by-another-name": {
        "en": "No loop is allowed here, and `{name}`, at line {line} of cell {cell}, is one by "
        "another name.",
        "fr": "Aucune boucle n'est permise ici, et `{name}`, à la ligne {line} de la cellule "
        "{cell}, en est une sous un autre nom.",
    },
    "loop-recursion": {
        "en": "No loop is allowed here, and `{name}`, at line {line} of cell {cell}, calls itself.",
        "fr": "Aucune boucle n'est permise ici, et `{name}`, à la ligne {line} de la cellule "
        "{cell}, s'appelle elle-même.",
    },
    "forbidden": {
        "en": "`{name}` is not allowed here, and is used at line {line} of cell {cell}.",
        "fr": "`{name}` n'est pas permis ici, et sert à la ligne {line} de la cellule {cell}.",
    },
    "forbidden-called": {
        "en": "`{name}` is not allowed here, and your code calls it.",
        "fr": "`{name}` n'est pas permis ici, et votre code l'appelle.",
    },
    "code-hidden": {
        "en": "`{name}`, at line {line} of cell {cell}, hides what is run: write the code itself.",
        "fr": "`{name}`, à la ligne {line} de la cellule {cell}, cache ce qui s'exécute : "
        "écrivez le code lui-même.",
    },
    "code-elsewhere": {
        "en": "`{name}` must be written in a cell of the notebook, with `def`.",
        "fr": "`{name}` doit être écrite dans une cellule du notebook, avec `def`.",
    },
    "not-vectorised": {
        "en": "On large arrays your code is more than {factor} times slower than array operations: "
        "work on whole arrays instead of one value at a time.",
        "fr": "Sur de grands tableaux, votre code est plus de {factor} fois plus lent que des "
        "opérations sur tableaux : travaillez sur des tableaux entiers et non valeur par valeur.",
    },
    "breach-costs-all": {
        "en": "{told} The question earns nothing as long as that is so.",
        "fr": "{told} La question ne rapporte rien tant qu'il en est ainsi.",
    },
    "breach-costs": {
        "en": "{told} That costs {percent}% of its points.",
        "fr": "{told} Cela coûte {percent} % de ses points.",
    },
    "unsteady": {
        "en": "The result is right, but a second call with the same arguments gives another: the "
        "function keeps something from one call to the next, or draws from a generator of its own.",
        "fr": "Le résultat est juste, mais un second appel avec les mêmes arguments en donne un "
        "autre : la fonction garde quelque chose d'un appel à l'autre, ou tire ses nombres d'un "
        "générateur à elle.",
    },
    # Code of another year.
    "environment-alias": {
        "en": "{told} `{name}` is no longer in the library: write `{mend}`.",
        "fr": "{told} `{name}` n'est plus dans la bibliothèque : écrivez `{mend}`.",
    },
    "environment-python-2": {
        "en": "{told} `{name}` is Python 2: in Python 3, write `{mend}`.",
        "fr": "{told} `{name}` est du Python 2 : en Python 3, écrivez `{mend}`.",
    },
    "environment-one-value": {
        "en": "{told} An array of one value no longer counts as a number: take the number out, "
        "with `.item()` or an index.",
        "fr": "{told} Un tableau d'une seule valeur ne compte plus comme un nombre : sortez-en "
        "le nombre, par `.item()` ou par un indice.",
    },
    "restored": {
        "en": "This was graded as when {names} still worked: it no longer does, so mend it.",
        "fr": "Correction faite comme au temps où {names} marchait encore : ce n'est plus le cas, "
        "corrigez-le.",
    },
    "restored-one-value": {
        "en": "`float` of an array of one value",
        "fr": "`float` d'un tableau d'une seule valeur",
    },
    # A constraint as the release states it.
    "asks-no-loops": {"en": "no loop in Python", "fr": "aucune boucle en Python"},
    "asks-no-loops-but": {
        "en": "no loop in Python ({loops} allowed)",
        "fr": "aucune boucle en Python (permis : {loops})",
    },
    "asks-vectorised": {
        "en": "fast on large arrays",
        "fr": "rapide sur de grands tableaux",
    },
    "asks-forbids": {"en": "without {names}", "fr": "sans {names}"},
    "asks-at-a-cost": {
        "en": "{asked} (else -{percent}% of the points)",
        "fr": "{asked} (sinon -{percent} % des points)",
    },
    "asks-in-place": {"en": "changes {names} in place", "fr": "modifie {names} sur place"},
    "allowed-for": {"en": "`for`", "fr": "`for`"},
    "allowed-while": {"en": "`while`", "fr": "`while`"},
    "allowed-comprehension": {"en": "comprehensions", "fr": "compréhensions"},
    "allowed-map": {"en": "`map`", "fr": "`map`"},
    "allowed-vectorize": {"en": "`np.vectorize`", "fr": "`np.vectorize`"},
    "allowed-recursion": {"en": "recursion", "fr": "récursivité"},
}
