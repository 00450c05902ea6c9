"""Part B: the cost of a linear model with its gradients, and one column of a matrix (ER27)."""

import numpy as np
from reference import descent as ref

from autograder import Part

from .draws import regression

part = Part("linear")
column = Part("column")

linear_cost = part.question(ref.linear_cost, points=5)


def arguments(case):
    return {name: case[name] for name in ("params", "X", "Y")}


@linear_cost.case("two features, three instances", visible=True, fr="deux variables, trois cas")
def _(rng):
    return arguments(regression(rng, 2, 1, 3, decimals=1))


@linear_cost.case("two outputs", visible=True, fr="deux sorties")
def _(rng):
    return arguments(regression(rng, 3, 2, 4, decimals=1))


@linear_cost.case("five features, three outputs", fr="cinq variables, trois sorties")
def _(rng):
    return arguments(regression(rng, 5, 3, 7))


@linear_cost.case("a single instance", fr="une seule instance")
def _(rng):
    return arguments(regression(rng, 3, 2, 1))


@linear_cost.case("three times the same size", fr="trois fois la même taille")
def _(rng):
    return arguments(regression(rng, 5, 5, 5))


@linear_cost.case("a single output", fr="une seule sortie")
def _(rng):
    return arguments(regression(rng, 2, 1, 11))


def errors(params, X, Y):
    return params["W"] @ X + params["b"] - Y


def scaled(params, X, Y, cost=1.0, gradients=1.0):
    """The right cost and the right gradients, each times a factor."""
    J, grads = ref.linear_cost(params, X, Y)
    return cost * J, {name: gradients * value for name, value in grads.items()}


@linear_cost.convention(
    "batch-cost",
    "sum",
    instead_of="mean",
    en="Your cost and your gradients are sums over the instances, as on a slide of T. Artières's "
    "lecture, and here they are means. With sums, the rate that suits a batch of 10 is ten times "
    "too large for a batch of 100.",
    fr="Votre coût et vos gradients sont des sommes sur les instances, comme sur une diapositive "
    "du cours de T. Artières ; ici, ce sont des moyennes. Avec des sommes, le taux qui convient à "
    "un lot de 10 est dix fois trop grand pour un lot de 100.",
)
def sums_over_the_batch(params, X, Y):  # M50.8, CR7
    return scaled(params, X, Y, X.shape[1], X.shape[1])


@linear_cost.mistake(
    en="The cost is a mean, but its gradients are sums: the 1/m is missing in dW and db, and your "
    "steps grow with the batch.",
    fr="Le coût est une moyenne, mais ses gradients sont des sommes : le 1/m manque dans dW et db, "
    "et vos pas grandissent avec le lot.",
)
def gradients_without_the_mean(params, X, Y):  # M21.1, M21.2
    return scaled(params, X, Y, 1.0, X.shape[1])


@linear_cost.mistake(
    en="The factor ½ is missing in the cost, and not in the gradients: they are no longer its "
    "slopes.",
    fr="Le facteur ½ manque dans le coût, et non dans les gradients : ils n'en sont plus les "
    "pentes.",
)
def cost_without_the_half(params, X, Y):  # CR6
    return scaled(params, X, Y, 2.0, 1.0)


@linear_cost.mistake(
    en="Your gradients have a factor 2. The ½ of the cost is there to cancel it.",
    fr="Vos gradients ont un facteur 2. Le ½ du coût est là pour l'annuler.",
)
def gradients_of_the_whole_square(params, X, Y):  # CR6, M24.7
    return scaled(params, X, Y, 1.0, 2.0)


@linear_cost.mistake(
    en="Your gradients have the wrong sign: they are those of y - ŷ. Descent would climb.",
    fr="Vos gradients ont le mauvais signe : ce sont ceux de y - ŷ. La descente monterait.",
)
def the_other_sign(params, X, Y):  # M24.1
    return scaled(params, X, Y, 1.0, -1.0)


@linear_cost.mistake(
    en="You divide by the number of features: the instances are the columns of X.",
    fr="Vous divisez par le nombre de variables : les instances sont les colonnes de X.",
)
def divides_by_the_features(params, X, Y):  # M21.3
    factor = X.shape[1] / X.shape[0]
    return scaled(params, X, Y, factor, factor)


@linear_cost.mistake(
    en="You also average over the outputs. The loss of an instance is the sum over its outputs; "
    "the mean is over the instances.",
    fr="Vous faites aussi la moyenne sur les sorties. La perte d'une instance est la somme sur ses "
    "sorties ; la moyenne porte sur les instances.",
)
def averages_over_the_outputs(params, X, Y):  # CR6
    return scaled(params, X, Y, 1 / Y.shape[0], 1 / Y.shape[0])


@linear_cost.mistake(
    en="The bias is missing in your prediction.",
    fr="Il manque le biais dans votre prédiction.",
)
def predicts_without_the_bias(params, X, Y):  # M10.3
    return ref.linear_cost({"W": params["W"], "b": 0.0 * params["b"]}, X, Y)


@linear_cost.mistake(
    en="Your db has one column for each instance: its mean over the instances is asked.",
    fr="Votre db a une colonne par instance : on demande la moyenne sur les instances.",
)
def bias_not_averaged(params, X, Y):  # M21.8
    J, grads = ref.linear_cost(params, X, Y)
    return J, grads | {"db": errors(params, X, Y) / X.shape[1]}


@linear_cost.mistake(
    en="Your db is flat, of shape (n1,). Added to the column b, it would be spread to a square "
    "matrix without any error message.",
    fr="Votre db est plat, de forme (n1,). Ajouté à la colonne b, il donnerait sans le moindre "
    "message d'erreur une matrice carrée.",
)
def flat_bias(params, X, Y):  # M21.6
    J, grads = ref.linear_cost(params, X, Y)
    return J, grads | {"db": grads["db"].ravel()}


@linear_cost.alternative
def instance_by_instance(params, X, Y):
    m, J = X.shape[1], 0.0
    dW, db = np.zeros_like(params["W"]), np.zeros_like(params["b"])
    for i in range(m):
        x, y = X[:, i : i + 1], Y[:, i : i + 1]
        e = params["W"] @ x + params["b"] - y
        J += float(np.sum(e * e)) / 2 / m
        dW, db = dW + e @ x.T / m, db + e / m
    return J, {"dW": dW, "db": db}


@linear_cost.alternative
def by_means(params, X, Y):
    E = errors(params, X, Y)
    J = 0.5 * np.mean(np.sum(E**2, axis=0))
    return J, {
        "db": np.mean(E, axis=1, keepdims=True),
        "dW": np.einsum("ki,ji->kj", E, X) / len(X.T),
    }


linear_cost.equivalent(
    "X.shape[1] → Y.shape[1]", "X and Y have one column for each instance, both of them."
)


# --- ER27: the shape of one column ---


def three_sizes(rng):
    n0, n1, m = (int(n) for n in rng.permutation(np.arange(3, 10))[:3])
    return {"n0": n0, "n1": n1, "m": m}


@column.answer(
    "column_shapes",
    points=4,
    variant=three_sizes,
    texts={
        "en": "A slide takes the instances one by one: `x = X[:, i]`, then `z = W @ x + b`. Yours "
        "are $n_0$ = {n0} features, $n_1$ = {n1} outputs and $m$ = {m} instances; `W` and `b` have "
        "the shapes of this course. Which shape has `x`? Which shape has `z`? And which shape has "
        "`z` with `x = X[:, i:i+1]`? Put in `column_shapes` a list of three tuples, in this order. "
        "If Python raises an error, write `None` for the shape.",
        "fr": "Une diapositive prend les instances une à une : `x = X[:, i]`, puis "
        "`z = W @ x + b`. Vous avez $n_0$ = {n0} variables, $n_1$ = {n1} sorties et $m$ = {m} "
        "instances ; `W` et `b` ont les dimensions de ce cours. Quelles sont les dimensions de "
        "`x` ? Celles de `z` ? Et celles de `z` avec `x = X[:, i:i+1]` ? Mettez dans "
        "`column_shapes` une liste de trois tuples, dans cet ordre. Si Python lève une erreur, "
        "écrivez `None` à la place des dimensions.",
    },
)
def column_shapes(n0, n1, m):
    return [(n0,), (n1, n1), (n1, 1)]


@column_shapes.mistake(
    en="You believe that both ways give z the same shape, (n1, 1). Try it: W @ x has one axis, b "
    "has two, and NumPy spreads the sum without a word.",
    fr="Vous croyez que les deux écritures donnent à z les mêmes dimensions, (n1, 1). Essayez : "
    "W @ x a un axe, b en a deux, et NumPy étend la somme sans rien dire.",
)
def sees_no_difference(n0, n1, m):  # ER27, M10.7
    return [(n0,), (n1, 1), (n1, 1)]


@column_shapes.mistake(
    en="You believe that X[:, i] is still a column. An index in the place of a slice takes the "
    "axis away.",
    fr="Vous croyez que X[:, i] est encore une colonne. Un indice à la place d'une tranche "
    "supprime l'axe.",
)
def still_a_column(n0, n1, m):  # ER27
    return [(n0, 1), (n1, 1), (n1, 1)]


@column_shapes.mistake(
    en="You forget the bias: W @ x has the shape (n1,), but b is a column.",
    fr="Vous oubliez le biais : W @ x est de forme (n1,), mais b est une colonne.",
)
def forgets_the_bias(n0, n1, m):  # ER27
    return [(n0,), (n1,), (n1, 1)]


@column_shapes.mistake(
    en="You expect an error. That would be the better case: NumPy spreads the sum, and says "
    "nothing.",
    fr="Vous attendez une erreur. Ce serait préférable : NumPy étend la somme, et ne dit rien.",
)
def expects_an_error(n0, n1, m):  # ER27
    return [(n0,), None, (n1, 1)]


@column_shapes.mistake(
    en="You take x for an instance of m numbers: X has the features in its rows, so a column has "
    "n0 numbers.",
    fr="Vous prenez x pour une instance de m nombres : les lignes de X sont les variables, une "
    "colonne a donc n0 nombres.",
)
def as_many_as_instances(n0, n1, m):  # ER27
    return [(m,), (n1, n1), (n1, 1)]


@column_shapes.alternative
def asked_of_numpy(n0, n1, m):
    X, W, b = np.zeros((n0, m)), np.zeros((n1, n0)), np.zeros((n1, 1))
    return [X[:, 0].shape, (W @ X[:, 0] + b).shape, (W @ X[:, 0:1] + b).shape]
