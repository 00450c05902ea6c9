"""Part E: what the loss sends back into the output layer (exercises E17 and E18)."""

import numpy as np
from reference import losses as ref
from reference.softmax import one_hot, softmax

from autograder import Part

part = Part("output_layer")


def probabilities(rng, K, m, scale=1.0):
    return softmax(rng.normal(scale=scale, size=(K, m)))


def rounded_probabilities(rng, K, m):
    """Columns that sum to 1 and print in two digits, none of them zero."""
    hundredths = rng.multinomial(100 - 5 * K, np.ones(K) / K, size=m).T + 5
    return hundredths / 100


# --- E17: the gradient with respect to the probabilities, one instance ---

dnll_df = part.question(ref.dnll_df, points=3)


@dnll_df.case("three classes", visible=True, fr="trois classes")
def _(rng):
    return {"f": rounded_probabilities(rng, 3, 1)[:, 0], "y": 1}


@dnll_df.case("five classes", visible=True, fr="cinq classes")
def _(rng):
    return {"f": rounded_probabilities(rng, 5, 1)[:, 0], "y": int(rng.integers(1, 5))}


@dnll_df.case("seven classes", fr="sept classes")
def _(rng):
    return {"f": probabilities(rng, 7, 1)[:, 0], "y": int(rng.integers(1, 6))}


@dnll_df.case("the first class", fr="la première classe")
def _(rng):
    return {"f": probabilities(rng, 5, 1)[:, 0], "y": 0}


@dnll_df.case("the last class", fr="la dernière classe")
def _(rng):
    return {"f": probabilities(rng, 11, 1)[:, 0], "y": 10}


@dnll_df.case("sure and wrong", fr="sûr de soi, et dans l'erreur")
def _(rng):
    tiny = 1e-6 * rng.uniform(1, 2)
    return {"f": np.array([tiny, 1 - 3 * tiny, 2 * tiny]), "y": 0}


@dnll_df.mistake(
    en="Every entry is filled with -1/f_i. The loss looks at one probability only, that of the "
    "right class: what happens to it when you move another one?",
    fr="Toutes les composantes valent -1/f_i. Or la perte ne regarde qu'une probabilité, celle de "
    "la bonne classe : que devient-elle quand vous en bougez une autre ?",
)
def fills_every_entry(f, y):  # M17.1, M17.3
    return -1.0 / f


@dnll_df.mistake(
    en="The sign is wrong: the loss falls when f_y grows, so this derivative is negative.",
    fr="Le signe est faux : la perte diminue quand f_y augmente, sa dérivée est donc négative.",
)
def wrong_sign(f, y):  # M17.2
    return -ref.dnll_df(f, y)


@dnll_df.mistake(
    en="You return a single number. The gradient has one entry for each of the K probabilities, "
    "the zeros included.",
    fr="Vous renvoyez un seul nombre. Le gradient a une composante pour chacune des K "
    "probabilités, zéros compris.",
)
def returns_one_number(f, y):  # M17.4
    return -1.0 / f[y]


@dnll_df.mistake(
    en="You return the loss -log f_y in place of its derivative.",
    fr="Vous renvoyez la perte -log f_y au lieu de sa dérivée.",
)
def returns_the_loss(f, y):  # M17.5
    return -np.log(f) * (np.arange(f.size) == y)


@dnll_df.mistake(
    en="You return f - e(y): that is the gradient with respect to the logits, one step further "
    "back. Here the softmax has not been crossed yet.",
    fr="Vous renvoyez f - e(y) : c'est le gradient par rapport aux logits, une étape plus loin. "
    "Ici, le softmax n'a pas encore été traversé.",
)
def answers_for_the_logits(f, y):  # M17, the formula of E18
    return f - (np.arange(f.size) == y)


@dnll_df.mistake(
    en="The entry of the right class does not depend on f: you return -e(y), as if the loss were "
    "-f_y. What is the derivative of a logarithm?",
    fr="La composante de la bonne classe ne dépend pas de f : vous renvoyez -e(y), comme si la "
    "perte valait -f_y. Quelle est la dérivée d'un logarithme ?",
)
def forgets_the_logarithm(f, y):  # M17, derivative of -f_y
    return -1.0 * (np.arange(f.size) == y)


@dnll_df.mistake(
    en="You answer for the class just before y: labels are counted from 0 here, as NumPy does.",
    fr="Vous répondez pour la classe qui précède y : ici, les étiquettes se comptent à partir de "
    "0, comme dans NumPy.",
)
def counts_classes_from_one(f, y):  # M11.3
    return ref.dnll_df(f, y - 1)


@dnll_df.alternative
def from_a_one_hot_vector(f, y):
    return -np.eye(f.size)[y] / f


# --- E18: the gradient with respect to the logits, the whole batch ---

dlogits = part.question(ref.dlogits, points=5, needs=("one_hot",))


@dlogits.case("three classes, four instances", visible=True, fr="trois classes, quatre instances")
def _(rng):
    return {"F": rounded_probabilities(rng, 3, 4), "y": np.array([2, 0, 1, 2])}


@dlogits.case("a single instance", visible=True, fr="une seule instance")
def _(rng):
    return {"F": rounded_probabilities(rng, 5, 1), "y": rng.integers(1, 5, size=1)}


@dlogits.case("five classes, seven instances", fr="cinq classes, sept instances")
def _(rng):
    return {"F": probabilities(rng, 5, 7), "y": np.append(rng.permutation(5), [4, 2])}


@dlogits.case("the last classes do not occur", fr="les dernières classes sont absentes")
def _(rng):
    return {"F": probabilities(rng, 11, 3), "y": rng.permutation(np.array([0, 3, 7]))}


@dlogits.case("one instance, seven classes", fr="une instance, sept classes")
def _(rng):
    return {"F": probabilities(rng, 7, 1), "y": rng.integers(2, 6, size=1)}


@dlogits.case("as many classes as instances", fr="autant de classes que d'instances")
def _(rng):
    return {"F": probabilities(rng, 3, 3), "y": np.array([1, 2, 0])}


@dlogits.case("probabilities of exactly 0 and 1", fr="des probabilités valant exactement 0 et 1")
def _(rng):
    F = probabilities(rng, 3, 5, scale=2.0)
    F[:, 1] = [0.0, 1.0, 0.0]
    F[:, 3] = [0.0, 1.0, 0.0]
    return {"F": F, "y": np.array([2, 1, 0, 2, 1])}


@dlogits.mistake(
    en="The sign is wrong: you return e(y) - f. A step against this gradient lowers the "
    "probability of the right class.",
    fr="Le signe est faux : vous renvoyez e(y) - f. Un pas contre ce gradient fait baisser la "
    "probabilité de la bonne classe.",
)
def wrong_sign_of_the_error(F, y):  # M18.1
    return one_hot(y, F.shape[0]) - F


@dlogits.mistake(
    en="You multiply f - e(y) by f (1 - f), but the derivative of the softmax is already in it: "
    "you cross the same function twice.",
    fr="Vous multipliez f - e(y) par f (1 - f), mais la dérivée du softmax y est déjà : vous "
    "traversez deux fois la même fonction.",
)
def crosses_the_softmax_twice(F, y):  # M18.2
    return ref.dlogits(F, y) * F * (1 - F)


@dlogits.convention(
    "mean-over-the-batch",
    "first",
    instead_of="last",
    en="You divide by m here. In this notebook the mean comes later, in dW and db: with both, "
    "your gradients would be m times too small.",
    fr="Vous divisez ici par m. Dans ce notebook, la moyenne vient plus loin, dans dW et db : avec "
    "les deux, vos gradients seraient m fois trop petits.",
)
def divides_by_m_already(F, y):  # M18.3 [CONV CR25]
    return ref.dlogits(F, y) / F.shape[1]


@dlogits.mistake(
    en="The value is right, but it was written into F itself. F is in the cache: whoever reads "
    "the probabilities after you finds errors instead.",
    fr="La valeur est juste, mais elle a été écrite dans F lui-même. Or F est dans le cache : qui "
    "lira ensuite les probabilités y trouvera des erreurs.",
)
def changes_the_probabilities(F, y):  # M18.4
    F[y, np.arange(y.size)] -= 1
    return F


@dlogits.mistake(
    en="You return the gradient with respect to the probabilities: -1/f_y for the right class, 0 "
    "elsewhere. It has still to go back through the softmax.",
    fr="Vous renvoyez le gradient par rapport aux probabilités : -1/f_y pour la bonne classe, 0 "
    "ailleurs. Il lui reste à traverser le softmax.",
)
def stops_at_the_probabilities(F, y):  # M18.6
    with np.errstate(all="ignore"):
        return np.where(one_hot(y, F.shape[0]) == 1, -1 / F, 0.0)


@dlogits.mistake(
    en="1 is subtracted from every entry. Only the row of the right class is to lose it: a column "
    "of the result sums to 0.",
    fr="1 est retranché de toutes les composantes. Seule la ligne de la bonne classe doit le "
    "perdre : chaque colonne du résultat a pour somme 0.",
)
def subtracts_one_everywhere(F, y):  # M18.7
    return F - 1


@dlogits.mistake(
    en="You subtract the label itself (2 for class 2) and not 1: a label is a name, not a "
    "quantity.",
    fr="Vous retranchez l'étiquette elle-même (2 pour la classe 2) et non 1 : une étiquette est un "
    "nom, pas une quantité.",
)
def subtracts_the_label(F, y):  # M18.8
    return F - one_hot(y, F.shape[0]) * y


@dlogits.mistake(
    en="`F[y]` takes whole rows of F, that is the named classes for all the instances: each "
    "instance must lose 1 in one row only, its own.",
    fr="`F[y]` prend des lignes entières de F, donc les classes nommées pour toutes les instances. "
    "Chaque instance ne doit perdre 1 que sur une ligne, la sienne.",
)
def takes_whole_rows(F, y):  # M12.12
    G = F.copy()
    G[y] -= 1
    return G


@dlogits.mistake(
    en="You count the classes from the labels, so a batch in which the last class does not occur "
    "no longer fits F. How many classes there are is written in the shape of F.",
    fr="Vous comptez les classes d'après les étiquettes : un lot où la dernière classe est absente "
    "ne s'accorde plus avec F. Le nombre de classes se lit dans la forme de F.",
)
def counts_the_classes_in_the_labels(F, y):  # M11.1
    return F - one_hot(y, y.max() + 1)


@dlogits.mistake(
    en="Your one-hot matrix has one row for each instance: here instances are columns. With as "
    "many classes as instances, NumPy raises no error.",
    fr="Votre matrice one-hot a une ligne par instance, alors qu'ici les instances sont des "
    "colonnes. Avec autant de classes que d'instances, NumPy ne signale rien.",
)
def one_hot_transposed(F, y):  # M18.5
    return F - one_hot(y, F.shape[0]).T


@dlogits.mistake(
    en="You go through -1/f_y and the derivative of the softmax: right on paper, but nan as soon "
    "as f_y is exactly 0. Simplify the product before you compute it.",
    fr="Vous passez par -1/f_y puis par la dérivée du softmax : juste sur le papier, mais nan dès "
    "que f_y vaut exactement 0. Simplifiez le produit avant de le calculer.",
)
def divides_by_zero_on_the_way(F, y):  # M18.6, multiplied back afterwards
    with np.errstate(all="ignore"):
        G = np.where(one_hot(y, F.shape[0]) == 1, -1 / F, 0.0)
        return F * (G - (F * G).sum(axis=0))


@dlogits.alternative
def one_at_a_time(F, y):
    G = F.copy()
    for i, label in enumerate(y):
        G[label, i] -= 1
    return G


@dlogits.alternative
def by_comparing_labels(F, y):
    return F - (np.arange(F.shape[0])[:, np.newaxis] == y)
