"""Part B, last run: one-hot labels (exercise E11)."""

import numpy as np
from reference import softmax as ref

from autograder import Part

part = Part("labels")

# --- E11: one-hot labels ---

one_hot = part.question(ref.one_hot, points=2)


@one_hot.case("four instances of three classes", visible=True, fr="quatre instances, trois classes")
def _(rng):
    return {"y": rng.permutation([0, 1, 2, 2]), "K": 3}


@one_hot.case("more instances than classes", fr="plus d'instances que de classes")
def _(rng):
    return {"y": rng.permutation([0, 1, 2, 3, 4, 4, 2, 0, 1, 4, 3]), "K": 5}


@one_hot.case("classes above the largest label", fr="des classes au-delà de la plus grande")
def _(rng):
    return {"y": rng.permutation([0, 1, 3, 3, 1]), "K": 7}


@one_hot.case("a class that does not occur", fr="une classe absente des étiquettes")
def _(rng):
    return {"y": rng.permutation([0, 2, 2, 4, 0, 4, 1]), "K": 5}


@one_hot.case("a single instance", fr="une seule instance")
def _(rng):
    return {"y": rng.integers(1, 4, size=1), "K": 5}


@one_hot.mistake(
    en="You deduce the number of classes from the largest label: a batch in which the last "
    "classes do not occur loses their rows. Use K.",
    fr="Vous déduisez le nombre de classes de la plus grande étiquette : un lot où les dernières "
    "classes n'apparaissent pas perd leurs lignes. Servez-vous de K.",
)
def deduces_the_number_of_classes(y, K):  # M11.1
    return ref.one_hot(y, int(y.max()) + 1)


@one_hot.mistake(
    en="You number the labels again in the order in which they occur: a class that is absent from "
    "y loses its row, and the next ones move up.",
    fr="Vous renumérotez les étiquettes présentes : une classe absente de y perd sa ligne, et les "
    "suivantes remontent.",
)
def renumbers_the_labels(y, K):  # M11.2
    present, again = np.unique(y, return_inverse=True)
    return ref.one_hot(again, len(present))


@one_hot.mistake(
    en="You count the labels from 1: here they go from 0 to K - 1, and label 0 wraps round to the "
    "last row without any error.",
    fr="Vous comptez les étiquettes à partir de 1 : ici elles vont de 0 à K - 1, et l'étiquette 0 "
    "retombe sur la dernière ligne sans aucune erreur.",
)
def counts_from_one(y, K):  # M11.3
    return ref.one_hot(y - 1, K)


@one_hot.mistake(
    en="Your matrix is transposed: it has one row for each instance. In this course columns are "
    "instances.",
    fr="Votre matrice est transposée : elle a une ligne par instance. Dans ce cours, les colonnes "
    "sont les instances.",
)
def one_row_per_instance(y, K):  # M11.4
    return ref.one_hot(y, K).T


@one_hot.mistake(
    en="You return the labels themselves: class 2 is not twice class 1, which is why each class "
    "gets a row of its own.",
    fr="Vous renvoyez les étiquettes elles-mêmes : la classe 2 ne vaut pas deux fois la classe 1, "
    "et c'est pourquoi chaque classe a sa propre ligne.",
)
def returns_the_labels(y, K):  # M11.5
    return y


@one_hot.mistake(
    en="The entries are right but they are integers: they will be subtracted from probabilities, "
    "so the matrix must hold floats.",
    fr="Les coefficients sont justes, mais ce sont des entiers : on les retranchera à des "
    "probabilités, la matrice doit donc contenir des flottants.",
)
def returns_integers(y, K):  # M11.6
    return ref.one_hot(y, K).astype(int)


@one_hot.mistake(
    en="The entries are right but they are booleans: NumPy refuses to subtract them from one "
    "another, so the matrix must hold floats.",
    fr="Les coefficients sont justes, mais ce sont des booléens : NumPy refuse de les soustraire, "
    "la matrice doit donc contenir des flottants.",
)
def returns_booleans(y, K):  # M11.6
    return np.arange(K)[:, None] == y


@one_hot.mistake(
    en="The last class has no row: an instance of that class becomes a column of zeros. All K "
    "classes need a row.",
    fr="La dernière classe n'a pas de ligne : une instance de cette classe devient une colonne de "
    "zéros. Les K classes ont chacune leur ligne.",
)
def drops_the_last_class(y, K):  # M11.7
    return ref.one_hot(y, K)[:-1]


@one_hot.alternative
def columns_of_the_identity(y, K):
    return np.eye(K)[:, y]


@one_hot.alternative
def by_comparison(y, K):
    return (np.arange(K)[:, None] == y).astype(float)


@one_hot.alternative
def by_a_loop(y, K):
    Y = np.zeros((K, len(y)))
    for i, label in enumerate(y):
        Y[label, i] = 1
    return Y
