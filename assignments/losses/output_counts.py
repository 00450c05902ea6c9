"""Part F: how many outputs a network needs (question Q21)."""

from autograder import Part

part = Part("output_counts")


def laws_and_targets(rng):
    k, n = (int(number) for number in rng.permutation([3, 4, 5, 6, 7, 8])[:2])
    return {"k": k, "n": n}


@part.answer(
    "output_counts",
    points=3,
    variant=laws_and_targets,
    texts={
        "en": "Three networks. The first predicts the n = {n} coordinates of a point, and one "
        "variance for all of them. The second predicts a mixture of k = {k} normal laws of one "
        "number. The third predicts a mixture of k = {k} normal laws of a point with n = {n} "
        "coordinates, each law with one variance. How many output neurons has each? Put in "
        "`output_counts` the list of the three `int`.",
        "fr": "Trois réseaux. Le premier prédit les n = {n} coordonnées d'un point, et une seule "
        "variance pour toutes. Le deuxième prédit un mélange de k = {k} lois normales d'un nombre. "
        "Le troisième prédit un mélange de k = {k} lois normales d'un point à n = {n} coordonnées, "
        "chaque loi ayant une seule variance. Combien de neurones de sortie chacun a-t-il ? Mettez "
        "dans `output_counts` la liste des trois `int`.",
    },
)
def output_counts(k, n):
    return [n + 1, 3 * k, k * (n + 2)]


@output_counts.mistake(
    en="The weights of the laws are missing: they are predicted too, one logit for each law.",
    fr="Il manque les poids des lois : ils sont prédits aussi, un logit par loi.",
)
def forgets_the_weights(k, n):  # Q21
    return [n + 1, 2 * k, k * (n + 1)]


@output_counts.mistake(
    en="You save an output because weights sum to 1: a softmax takes one logit for each law.",
    fr="Vous économisez une sortie parce que la somme des poids est 1 : un softmax prend un logit "
    "par loi.",
)
def saves_a_weight(k, n):  # Q21
    return [n + 1, 3 * k - 1, k * (n + 2) - 1]


@output_counts.mistake(
    en="You count a variance for each coordinate: one for all of them is said.",
    fr="Vous comptez une variance par coordonnée : il est dit une seule pour toutes.",
)
def one_variance_for_each(k, n):  # Q21
    return [2 * n, 3 * k, k * (2 * n + 1)]


@output_counts.mistake(
    en="The variances are missing: the network predicts them too.",
    fr="Il manque les variances : le réseau les prédit aussi.",
)
def forgets_the_variances(k, n):  # Q21
    return [n, 2 * k, k * (n + 1)]


@output_counts.mistake(
    en="In the third network you count one number for each mean: a mean has n coordinates.",
    fr="Dans le troisième réseau, vous comptez un nombre par moyenne : une moyenne a n "
    "coordonnées.",
)
def means_of_one_number(k, n):  # Q21
    return [n + 1, 3 * k, 3 * k]


@output_counts.mistake(
    en="In the third network the laws share one variance, or one set of weights, in your count: "
    "each law has a weight, a mean and a variance of its own.",
    fr="Dans le troisième réseau, vos lois partagent une variance ou un poids : chaque loi a son "
    "poids, sa moyenne et sa variance.",
)
def shares_between_the_laws(k, n):  # Q21
    return [n + 1, 3 * k, k * (n + 1) + 1]


@output_counts.alternative
def law_by_law(k, n):
    return tuple(int(number) for number in (n + 1, k + k + k, k + k * n + k))
