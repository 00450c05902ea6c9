"""What the slides print: gradients after two runs, shapes, and lines of a log (Q40; ER6, 7, 21)."""

from autograder import Form, Part

runs = Part("runs")
part = Part("slides")

# --- Q40, ER6: the cell that was run twice ---


def a_run(rng):
    x, y = (int(n) for n in rng.permutation([2, 3, 5, 7])[:2])
    return {"runs": int(rng.integers(3, 7)), "x": x, "y": y}


@runs.answer(
    "grads_after_runs",
    points=3,
    variant=a_run,
    form=Form.fields(dict.fromkeys("xyz", Form.number())),
    texts={
        "en": "In PyTorch, x, y and z are arrays of shape (3, 4) that ask for gradients. Every "
        "entry of x is {x}, every entry of y is {y}. They are made in one cell. The next cell "
        "computes a = x * y, b = a + z, c = sum(b), and calls c.backward(). You run this second "
        "cell {runs} times, without resetting anything. What is then in every entry of x.grad, of "
        'y.grad and of z.grad? Put in `grads_after_runs` a dictionary with the keys `"x"`, `"y"` '
        'and `"z"`.',
        "fr": "Dans PyTorch, x, y et z sont des tableaux de forme (3, 4) dont on demande les "
        "gradients. Chaque élément de x vaut {x}, chaque élément de y vaut {y}. Une cellule les "
        "crée. La cellule suivante calcule a = x * y, b = a + z, c = sum(b), et appelle "
        "c.backward(). Vous exécutez cette seconde cellule {runs} fois, sans rien remettre à zéro. "
        "Que contient alors chaque élément de x.grad, de y.grad et de z.grad ? Mettez dans "
        '`grads_after_runs` un dictionnaire dont les clés sont `"x"`, `"y"` et `"z"`.',
    },
)
def grads_after_runs(runs, x, y):
    return {"x": runs * y, "y": runs * x, "z": runs}


@grads_after_runs.mistake(
    en="These are the gradients after one run: PyTorch adds each new gradient to what is there.",
    fr="Ce sont les gradients après une exécution : PyTorch ajoute chaque nouveau gradient à ce "
    "qui est déjà là.",
)
def resets_every_time(runs, x, y):  # Q40
    return {"x": y, "y": x, "z": 1}


@grads_after_runs.mistake(
    en="These are the numbers of two runs, as on the slide: count your own.",
    fr="Ce sont les nombres de deux exécutions, comme sur la diapositive : comptez les vôtres.",
)
def copies_the_slide(runs, x, y):  # ER6
    return {"x": 2 * y, "y": 2 * x, "z": 2}


@grads_after_runs.mistake(
    en="In a product, the slope with respect to one factor is the other: x.grad and y.grad have "
    "changed places.",
    fr="Dans un produit, la pente par rapport à un facteur est l'autre : x.grad et y.grad sont "
    "échangés.",
)
def gives_each_factor_itself(runs, x, y):
    return {"x": runs * x, "y": runs * y, "z": runs}


@grads_after_runs.mistake(
    en="You sum over the 12 entries: c is their sum, but each entry of x enters it once.",
    fr="Vous sommez sur les 12 éléments : c est leur somme, mais chaque élément de x n'y entre "
    "qu'une fois.",
)
def sums_the_entries(runs, x, y):
    return {"x": 12 * runs * y, "y": 12 * runs * x, "z": 12 * runs}


@grads_after_runs.mistake(
    en="The gradients do not double with each run: each adds the same once more.",
    fr="Les gradients ne doublent pas à chaque exécution : chacune ajoute une fois la même chose.",
)
def doubles_every_time(runs, x, y):
    return {"x": 2 ** (runs - 1) * y, "y": 2 ** (runs - 1) * x, "z": 2 ** (runs - 1)}


@grads_after_runs.alternative
def as_floats(runs, x, y):
    return {"z": float(runs), "x": float(sum([y] * runs)), "y": float(sum([x] * runs))}


# --- ER21: the shape of every gradient ---


SHAPES = ("y_hat", "W2", "h", "z", "W1")


def three_sizes(rng):
    d, h, q = (int(n) for n in rng.permutation([3, 4, 5, 6, 7, 8, 9])[:3])
    return {"d": d, "h": h, "q": q}


@part.answer(
    "gradient_shapes",
    points=2,
    variant=three_sizes,
    form=Form.fields(dict.fromkeys(SHAPES, Form.numbers(2, whole=True))),
    scoring="entries",
    texts={
        "en": "Your network has {d} inputs, {h} hidden units and {q} outputs, and is given one "
        "instance, a column: z = W1 x, h = φ(z), ŷ = W2 h, J = ℓ(ŷ, y). Put in `gradient_shapes` a "
        "dictionary with the shapes of ∂J/∂ŷ, ∂J/∂W2, ∂J/∂h, ∂J/∂z and ∂J/∂W1: its keys are "
        '`"y_hat"`, `"W2"`, `"h"`, `"z"` and `"W1"`, its values tuples of two numbers.',
        "fr": "Votre réseau a {d} entrées, {h} unités cachées et {q} sorties, et reçoit une "
        "instance, une colonne : z = W1 x, h = φ(z), ŷ = W2 h, J = ℓ(ŷ, y). Mettez dans "
        "`gradient_shapes` un dictionnaire avec les formes de ∂J/∂ŷ, ∂J/∂W2, ∂J/∂h, ∂J/∂z et "
        '∂J/∂W1 : ses clés sont `"y_hat"`, `"W2"`, `"h"`, `"z"` et `"W1"`, ses valeurs des tuples '
        "de deux nombres.",
    },
)
def gradient_shapes(d, h, q):
    return {"y_hat": (q, 1), "W2": (q, h), "h": (h, 1), "z": (h, 1), "W1": (h, d)}


@gradient_shapes.mistake(
    en="On the slide ∂J/∂ŷ has two entries whatever the network. How many outputs has yours?",
    fr="Sur la diapositive, ∂J/∂ŷ a deux éléments quel que soit le réseau. Combien le vôtre a-t-il "
    "de sorties ?",
)
def copies_the_two_of_the_slide(d, h, q):  # ER21
    return {**gradient_shapes.solution(d, h, q), "y_hat": (2, 1)}


@gradient_shapes.mistake(
    en="The shapes of the two matrices are transposed: a gradient has the shape of what it belongs "
    "to, and W has one row for each output of its layer.",
    fr="Les formes des deux matrices sont transposées : un gradient a la forme de ce à quoi il se "
    "rapporte, et W a une ligne par sortie de sa couche.",
)
def transposes_the_matrices(d, h, q):  # M24.3
    return {**gradient_shapes.solution(d, h, q), "W2": (h, q), "W1": (d, h)}


@gradient_shapes.mistake(
    en="The gradient of a matrix has the shape of the vector beside it: the row hᵀ, or xᵀ, is "
    "missing from your product.",
    fr="Le gradient d'une matrice a la forme du vecteur d'à côté : il manque la ligne hᵀ, ou xᵀ, "
    "dans votre produit.",
)
def forgets_the_row(d, h, q):  # M24.2
    return {**gradient_shapes.solution(d, h, q), "W2": (q, 1), "W1": (h, 1)}


@gradient_shapes.mistake(
    en="You give rows: vectors are columns here, and so are their gradients.",
    fr="Vous donnez des lignes : ici, les vecteurs sont des colonnes, et leurs gradients aussi.",
)
def gives_rows(d, h, q):
    return {**gradient_shapes.solution(d, h, q), "y_hat": (1, q), "h": (1, h), "z": (1, h)}


@gradient_shapes.mistake(
    en="J is one number, but its gradients are not: there is one slope for each number that J "
    "depends on.",
    fr="J est un seul nombre, mais pas ses gradients : il y a une pente par nombre dont J dépend.",
)
def takes_them_for_numbers(d, h, q):
    return dict.fromkeys(SHAPES, (1, 1))


@gradient_shapes.alternative
def as_lists(d, h, q):
    return {"W1": [h, d], "z": [h, 1], "h": [h, 1], "W2": [q, h], "y_hat": [q, 1]}


# --- ER7: a log line that slipped out of the loop ---


def a_training(rng):
    return {"epochs": int(rng.integers(3, 9)), "batches": int(rng.integers(11, 40))}


@part.answer(
    "log_lines",
    points=2,
    variant=a_training,
    form=Form.numbers(2, whole=True),
    texts={
        "en": "You train for {epochs} epochs of {batches} mini-batches each. In every epoch, a "
        "`for` goes through the mini-batches and a line with the loss is printed. How many lines "
        "are printed in all, (1) with the `print` at the indentation of the `for`, below it, as on "
        "the slide, and (2) with the `print` inside the `for`? Put the two numbers in `log_lines`, "
        "as a tuple.",
        "fr": "Vous entraînez pendant {epochs} époques de {batches} mini-lots chacune. À chaque "
        "époque, un `for` parcourt les mini-lots et une ligne affiche la perte. Combien de lignes "
        "sont affichées en tout, (1) avec le `print` aligné sur le `for`, au-dessous de lui, comme "
        "sur la diapositive, et (2) avec le `print` à l'intérieur du `for` ? Mettez les deux "
        "nombres dans `log_lines`, sous forme de tuple.",
    },
)
def log_lines(epochs, batches):
    return epochs, epochs * batches


@log_lines.mistake(
    en="The two numbers have changed places: what is indented under the for runs for every "
    "mini-batch.",
    fr="Les deux nombres sont échangés : ce qui est indenté sous le for s'exécute pour chaque "
    "mini-lot.",
)
def swaps_the_two(epochs, batches):
    return epochs * batches, epochs


@log_lines.mistake(
    en="A print below the for runs once an epoch, and there are several epochs.",
    fr="Un print placé après le for s'exécute une fois par époque, et il y a plusieurs époques.",
)
def prints_once_in_all(epochs, batches):
    return 1, epochs * batches


@log_lines.mistake(
    en="You count the mini-batches of a single epoch: they come again in every epoch.",
    fr="Vous comptez les mini-lots d'une seule époque : ils reviennent à chaque époque.",
)
def counts_one_epoch(epochs, batches):
    return epochs, batches


@log_lines.mistake(
    en="You find the same number twice: the indentation decides how often a line runs.",
    fr="Vous trouvez deux fois le même nombre : c'est l'indentation qui décide combien de fois une "
    "ligne s'exécute.",
)
def sees_no_difference(epochs, batches):  # ER7
    return epochs * batches, epochs * batches


@log_lines.alternative
def as_a_list(epochs, batches):
    return [float(epochs), float(epochs * batches)]
