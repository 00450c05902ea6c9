"""Part I: two experiments on where training starts, symmetry and scale (exercises E55, E57)."""

import numpy as np
from reference import initialisation as ref
from reference.optimizers import gd_step
from reference.two_layer import two_layer_backward, two_layer_forward

from autograder import Part, Seed, Tolerance, chance

part = Part("experiments")

# --- E55: which starting points break the symmetry? ---

symmetry_report = part.question(
    ref.symmetry_report,
    points=3,
    needs=("two_layer_forward", "two_layer_backward", "gd_step"),
)


def network(rng, n0, n1, m, lr=0.5, **params):
    """Random data, and random parameters but for those given."""
    start = {
        "W1": rng.normal(size=(n1, n0)).round(2),
        "b1": np.zeros((n1, 1)),
        "W2": rng.normal(size=(1, n1)).round(2),
        "b2": np.zeros((1, 1)),
    }
    X, Y = rng.normal(size=(n0, m)).round(2), rng.integers(2, size=(1, m)).astype(float)
    Y[0, 0] = 1 - Y[0, 1]
    return {"X": X, "Y": Y, "params": start | params, "lr": lr}


@symmetry_report.case("everything zero", visible=True, fr="tout à zéro")
def _(rng):
    return network(rng, 2, 3, 5, W1=np.zeros((3, 2)), W2=np.zeros((1, 3)))


@symmetry_report.case("random weights", visible=True, fr="des poids aléatoires")
def _(rng):
    return network(rng, 2, 3, 5)


@symmetry_report.case("random weights, five neurons", fr="des poids aléatoires, cinq neurones")
def _(rng):
    return network(rng, 3, 5, 7)


@symmetry_report.case("constant weights", fr="des poids constants")
def _(rng):
    return network(rng, 3, 5, 7, W1=np.full((5, 3), 0.3), W2=np.full((1, 5), -0.7))


@symmetry_report.case("W1 zero, W2 random", fr="W1 nulle, W2 aléatoire")
def _(rng):
    return network(rng, 3, 5, 7, W1=np.zeros((5, 3)), W2=rng.uniform(0.5, 1.5, size=(1, 5)))


@symmetry_report.case("W1 constant, W2 random", fr="W1 constante, W2 aléatoire")
def _(rng):
    case = network(rng, 3, 5, 7, W1=np.full((5, 3), -0.2), W2=rng.uniform(0.5, 1.5, size=(1, 5)))
    # The weights of a feature that is always 0 stay what they are, the same for all neurons.
    case["X"][1] = 0.0
    return case


@symmetry_report.case("zero weights, random biases", fr="poids nuls, biais aléatoires")
def _(rng):
    b1 = rng.normal(size=(5, 1))
    return network(rng, 3, 5, 7, W1=np.zeros((5, 3)), W2=np.zeros((1, 5)), b1=b1, lr=2.0)


@symmetry_report.case("twin neurons", fr="des neurones jumeaux")
def _(rng):
    twins = np.array([0, 1, 2, 3, 1, 0, 1])
    W1, W2 = rng.normal(size=(4, 2)), rng.normal(size=(1, 4))
    return network(rng, 2, 7, 5, W1=W1[twins], W2=W2[:, twins])


@symmetry_report.case(
    "rows that differ by 1e-15, or by 1e-7", fr="des lignes qui diffèrent de 1e-15, ou de 1e-7"
)
def _(rng):
    row = rng.uniform(0.25, 0.4, size=(1, 3))
    apart = np.array([[0.0], [1e-15], [1e-7], [2e-15], [1e-7]])
    return network(rng, 3, 5, 7, W1=row + apart, W2=np.full((1, 5), 0.6), lr=0.1)


@symmetry_report.case("two neurons that meet", fr="deux neurones qui se rencontrent")
def _(rng):
    case = network(rng, 1, 2, 7, W1=np.array([[0.5], [0.5]]), W2=np.array([[1.0, -1.0]]), lr=1.0)
    # Where the second must start to be where the first is after three steps, by Newton's method.
    for _ in range(20):
        first, second = after(3, **case)["W1"][:, 0]
        case["params"]["W1"][1] += first - second
    case["params"]["W1"][1] += 1e-13  # the same, and not to the last digit
    return case


@symmetry_report.case("saturated neurons", fr="des neurones saturés")
def _(rng):
    b1 = rng.choice([-1.0, 1.0], size=(5, 1)) * rng.uniform(800, 1000, size=(5, 1))
    return network(rng, 3, 5, 7, W1=np.zeros((5, 3)), b1=b1)


def after(steps, X, Y, params, lr):
    for _ in range(steps):
        _, cache = two_layer_forward(X, params)
        params = gd_step(params, two_layer_backward(params, cache, X, Y), lr)
    return params


def distinct_rows(A):
    return len(np.unique(A.round(8), axis=0))


@symmetry_report.mistake(
    en="You count the rows of the W1 that you were given: no gradient step is taken, or its result "
    "is not kept.",
    fr="Vous comptez les lignes de la matrice W1 reçue : aucun pas de gradient n'est fait, ou "
    "bien son résultat n'est pas conservé.",
)
def takes_no_step(X, Y, params, lr):  # not in the catalogue
    return distinct_rows(params["W1"])


@symmetry_report.mistake(
    en="Only one step counts: either you take a single one, or each of the three starts again from "
    "the given parameters. Some symmetries need two steps to break.",
    fr="Un seul pas compte : ou bien vous n'en faites qu'un, ou bien chacun des trois repart des "
    "paramètres donnés. Certaines symétries ne se brisent qu'au deuxième pas.",
)
def takes_a_single_step(X, Y, params, lr):  # M55.2
    return distinct_rows(after(1, X, Y, params, lr)["W1"])


@symmetry_report.mistake(
    en="You count the columns of W1, one for each input. A hidden neuron is a row.",
    fr="Vous comptez les colonnes de W1, une par entrée. Un neurone caché est une ligne.",
)
def counts_the_columns(X, Y, params, lr):  # not in the catalogue
    return distinct_rows(after(3, X, Y, params, lr)["W1"].T)


@symmetry_report.mistake(
    en="You return the rank of W1. It cannot exceed the number of inputs, while five neurons can "
    "be different with two inputs.",
    fr="Vous renvoyez le rang de W1. Il ne peut dépasser le nombre d'entrées, alors que cinq "
    "neurones peuvent être différents avec deux entrées.",
)
def counts_the_rank(X, Y, params, lr):  # M55, rank for rows
    return int(np.linalg.matrix_rank(after(3, X, Y, params, lr)["W1"]))


@symmetry_report.mistake(
    en="You count the distinct numbers in W1, entry by entry. Two neurons are the same when their "
    "whole rows are.",
    fr="Vous comptez les nombres distincts de W1, case par case. Deux neurones sont identiques "
    "quand leurs lignes entières le sont.",
)
def counts_distinct_numbers(X, Y, params, lr):  # not in the catalogue
    return len(np.unique(after(3, X, Y, params, lr)["W1"].round(8)))


@symmetry_report.mistake(
    en="You compare the rows exactly. Two rows that follow the same computation may differ by a "
    "rounding error of 1e-16: that makes no second neuron.",
    fr="Vous comparez les lignes exactement. Deux lignes issues du même calcul peuvent différer "
    "d'une erreur d'arrondi de 1e-16 : cela ne fait pas un deuxième neurone.",
)
def compares_the_rows_exactly(X, Y, params, lr):  # not in the catalogue
    return len(np.unique(after(3, X, Y, params, lr)["W1"], axis=0))


@symmetry_report.mistake(
    en="You answer that a W1 of zeros cannot learn. Its gradient passes through W2: look at what "
    "happens when W2 is not zero.",
    fr="Vous répondez qu'une matrice W1 nulle ne peut rien apprendre. Son gradient passe par W2 : "
    "voyez ce qui arrive quand W2 n'est pas nulle.",
)
def believes_that_zeros_never_learn(X, Y, params, lr):  # M55.1
    return distinct_rows(after(3, X, Y, params, lr)["W1"]) if params["W1"].any() else 1


@symmetry_report.mistake(
    en="You compare the neurons with their biases. The question is about the rows of W1 alone: two "
    "neurons of equal weights look in the same direction.",
    fr="Vous comparez les neurones avec leurs biais. La question ne porte que sur les lignes de "
    "W1 : deux neurones de mêmes poids regardent dans la même direction.",
)
def compares_the_biases_too(X, Y, params, lr):  # M55.2
    params = after(3, X, Y, params, lr)
    return distinct_rows(np.hstack([params["W1"], params["b1"]]))


@symmetry_report.alternative
def counts_rounded_rows(X, Y, params, lr):
    return len({tuple(row) for row in after(3, X, Y, params, lr)["W1"].round(9) + 0.0})


@symmetry_report.alternative
def counts_the_rows_without_an_earlier_twin(X, Y, params, lr):
    W1 = after(3, X, Y, params, lr)["W1"]
    apart = np.abs(W1[:, None, :] - W1[None, :, :]).max(axis=2) > 1e-9
    return int(sum(apart[i, :i].all() for i in range(len(W1))))


symmetry_report.equivalent(
    "np.max(np.abs(row - other)) > 1e-09 → np.max(np.abs(row - other)) >= 1e-09",
    "No two rows differ by 1e-9 exactly.",
)
symmetry_report.equivalent("row - other → other - row", "The absolute value follows.")


# --- E57: an initialisation for ReLU, judged by its moments ---

# The tolerance is for the visible check and for the known mistakes; hidden cases are judged by the
# bounds below. Every case draws 30,000 numbers or more, and all facts that chance can move are of
# size 1: the standard error of the difference of two of them is below 0.0082, 7 times less.
he_normal = part.question(ref.he_normal, points=3, tolerance=Tolerance(rtol=0.0, atol=0.06))


@he_normal.probe
def _(function, n_in, n_out, rng):
    seed = int(rng.integers(2**32))
    one, other = np.random.default_rng(seed), np.random.default_rng(seed)
    return {
        "first": function(n_in, n_out, one),
        "second": function(n_in, n_out, one),
        "again": function(n_in, n_out, other),
    }


@he_normal.summary
def _(output, n_in, n_out, rng):
    W, second = output["first"], output["second"]
    std = W.std() or 1.0
    return {
        "shape": list(W.shape),
        "mean, in standard deviations": float(W.mean() / std),
        "standard deviation times √n_in": float(W.std() * np.sqrt(n_in)),
        "share within one standard deviation": float(np.mean(np.abs(W - W.mean()) < std)),
        "distinct rows": len({row.tobytes() for row in np.ascontiguousarray(W)}),
        "distinct columns": len({column.tobytes() for column in np.ascontiguousarray(W.T)}),
        "correlation with a second draw": float(
            np.mean((W - W.mean()) * (second - second.mean())) / std / (second.std() or 1.0)
        ),
        "the same seed gives the same weights": bool(np.array_equal(W, output["again"])),
    }


@he_normal.bounds
def _(n_in, n_out, rng):
    n = n_in * n_out
    return {
        "mean, in standard deviations": chance.standardised_mean(n),
        "standard deviation times √n_in": chance.normal_std(n, std=np.sqrt(2)),
        "share within one standard deviation": chance.share_within(n),
        "correlation with a second draw": chance.correlation(n),
    }


@he_normal.case("from 150 inputs to 200 neurons", visible=True, fr="de 150 entrées à 200 neurones")
def _(rng):
    return {"n_in": 150, "n_out": 200, "rng": Seed.draw(rng)}


@he_normal.case("few inputs, many neurons", fr="peu d'entrées, beaucoup de neurones")
def _(rng):
    return {"n_in": 7, "n_out": 5003, "rng": Seed.draw(rng)}


@he_normal.case("many inputs, few neurons", fr="beaucoup d'entrées, peu de neurones")
def _(rng):
    return {"n_in": 3001, "n_out": 11, "rng": Seed.draw(rng)}


@he_normal.case("two inputs", fr="deux entrées")
def _(rng):
    return {"n_in": 2, "n_out": 20011, "rng": Seed.draw(rng)}


def scaled(n_in, n_out, rng, sigma):
    return sigma * rng.normal(size=(n_out, n_in))


@he_normal.mistake(
    en="Your standard deviation is 2 / √n_in, the erratum of M. S. Jha's slide: √2 times too "
    "large. After 20 ReLU layers, the signal is a thousand times too strong.",
    fr="Votre écart-type vaut 2 / √n_in, l'erratum du cours de M. S. Jha : √2 fois trop grand. "
    "Après 20 couches ReLU, le signal est mille fois trop fort.",
)
def rule_of_the_slide(n_in, n_out, rng):  # M57.1
    return scaled(n_in, n_out, rng, 2 / np.sqrt(n_in))


@he_normal.mistake(
    en="Your scale depends on n_out. A neuron adds up its inputs: it is their number, n_in, that "
    "must be compensated.",
    fr="Votre échelle dépend de n_out. Un neurone additionne ses entrées : c'est leur nombre, "
    "n_in, qu'il faut compenser.",
)
def number_of_outputs(n_in, n_out, rng):  # M57.2
    return scaled(n_in, n_out, rng, np.sqrt(2 / n_out))


@he_normal.mistake(
    en="Your variance is 1 / n_in: LeCun's rule, right for a linear layer. ReLU cuts half of the "
    "signal away, and this half has to be made up for.",
    fr="Votre variance est 1 / n_in : la règle de LeCun, juste pour une couche linéaire. ReLU "
    "coupe la moitié du signal, et cette moitié est à compenser.",
)
def rule_of_lecun(n_in, n_out, rng):  # M57.3 [CONV]
    return scaled(n_in, n_out, rng, np.sqrt(1 / n_in))


@he_normal.mistake(
    en="You use the variance, 2 / n_in, as the standard deviation.",
    fr="Vous utilisez la variance, 2 / n_in, comme écart-type.",
)
def variance_as_standard_deviation(n_in, n_out, rng):  # M57.4
    return scaled(n_in, n_out, rng, 2 / n_in)


@he_normal.mistake(
    en="This is Xavier's rule, which also counts n_out: it is made for tanh. He's rule looks at "
    "the inputs only.",
    fr="C'est la règle de Xavier, qui compte aussi n_out : elle est faite pour tanh. Celle de He "
    "ne regarde que les entrées.",
)
def rule_of_xavier(n_in, n_out, rng):  # M57.5
    return scaled(n_in, n_out, rng, np.sqrt(2 / (n_in + n_out)))


@he_normal.mistake(
    en="Your weights are uniform between -σ and σ: their distribution is not normal, and their "
    "standard deviation is σ/√3.",
    fr="Vos poids sont uniformes entre -σ et σ : leur loi n'est pas normale, et leur écart-type "
    "vaut σ/√3.",
)
def uniform_weights(n_in, n_out, rng):  # M57.6
    return np.sqrt(2 / n_in) * rng.uniform(-1, 1, size=(n_out, n_in))


@he_normal.mistake(
    en="Your weights are uniform between 0 and σ: none is negative, so their mean is not zero and "
    "all neurons start almost alike.",
    fr="Vos poids sont uniformes entre 0 et σ : aucun n'est négatif, leur moyenne n'est pas nulle "
    "et tous les neurones se ressemblent au départ.",
)
def positive_weights(n_in, n_out, rng):  # M57.7
    return np.sqrt(2 / n_in) * rng.random(size=(n_out, n_in))


@he_normal.mistake(
    en="Your W has the shape (n_in, n_out). In this course a row belongs to a neuron, so that "
    "W @ X is possible with one instance a column.",
    fr="Votre W est de forme (n_in, n_out). Dans ce cours, une ligne appartient à un neurone, pour "
    "que W @ X soit possible avec une instance par colonne.",
)
def transposed_shape(n_in, n_out, rng):  # M57.8
    return np.sqrt(2 / n_in) * rng.normal(size=(n_in, n_out))


@he_normal.mistake(
    en="Every call gives the same matrix: you make a generator with a fixed seed, and rng is never "
    "used. Two layers of equal shape would be equal.",
    fr="Chaque appel donne la même matrice : vous créez un générateur de graine fixe, et rng ne "
    "sert jamais. Deux couches de même forme seraient égales.",
)
def same_matrix_at_every_call(n_in, n_out, rng):  # M57.10
    return ref.he_normal(n_in, n_out, np.random.default_rng(0))


@he_normal.alternative
def with_the_scale_as_argument(n_in, n_out, rng):
    return rng.normal(0.0, (2 / n_in) ** 0.5, (n_out, n_in))


@he_normal.alternative
def drawn_neuron_by_neuron(n_in, n_out, rng):
    return np.array([rng.standard_normal(n_in) / np.sqrt(n_in / 2) for _ in range(n_out)])


he_normal.equivalent(
    "return np.sqrt(2 / n_in) * rng.normal(size=(n_out, n_in)) "
    "→ return -(np.sqrt(2 / n_in) * rng.normal(size=(n_out, n_in)))",
    "The normal distribution is symmetric about 0.",
)
