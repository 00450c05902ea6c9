"""Part B, end: what one neuron and one layer can do (questions Q10, Q11; neurons as gates)."""

import numpy as np
from reference import neuron as ref

from autograder import Part

part = Part("gates")

# --- Q10: on which side does the neuron fire? ---


def a_line(rng):
    w = rng.permutation([2, 4, 5, 8])[:2] * rng.choice([-1, 1], size=2)
    return {"w1": int(w[0]), "w2": int(w[1]), "b": int(rng.choice([-9, -7, -3, 3, 7, 9]))}


@part.answer(
    "half_plane",
    points=4,
    variant=a_line,
    texts={
        "en": "Your neuron has the weights w1 = {w1} and w2 = {w2} and the bias b = {b}, and it "
        "fires where its pre-activation is at least 0. Where does its boundary cut the x1-axis, "
        "where the x2-axis, and does the neuron fire at the origin? Put in `half_plane` a "
        "dictionary with the keys `x1` and `x2`, a number each (no rounding), and `origin`, "
        "`True` or `False`.",
        "fr": "Votre neurone a les poids w1 = {w1} et w2 = {w2} et le biais b = {b} ; il s'active "
        "là où sa pré-activation est supérieure ou égale à 0. Où sa frontière coupe-t-elle l'axe "
        "x1, où coupe-t-elle l'axe x2, et le neurone s'active-t-il à l'origine ? Mettez dans "
        "`half_plane` un dictionnaire dont les clés sont `x1` et `x2`, avec un nombre pour chacune "
        "(sans arrondir), et `origin`, qui vaut `True` ou `False`.",
    },
)
def half_plane(w1, w2, b):
    return {"x1": -b / w1, "x2": -b / w2, "origin": b >= 0}


@half_plane.mistake(
    en="The bias moves your boundary the wrong way: on the axis, the weighted sum and the bias "
    "must cancel.",
    fr="Le biais déplace votre frontière dans le mauvais sens : sur l'axe, la somme pondérée et le "
    "biais doivent s'annuler.",
)
def moves_the_wrong_way(w1, w2, b):  # Q10
    return {"x1": b / w1, "x2": b / w2, "origin": b >= 0}


@half_plane.mistake(
    en="The two axes are swapped: on the x1-axis it is x2 that is 0, and only w1 still counts.",
    fr="Les deux axes sont échangés : sur l'axe x1, c'est x2 qui est nul, et seul w1 compte "
    "encore.",
)
def swaps_the_axes(w1, w2, b):  # Q10
    return {"x1": -b / w2, "x2": -b / w1, "origin": b >= 0}


@half_plane.mistake(
    en="The boundary is right, but you have the wrong side: what is the pre-activation at the "
    "origin?",
    fr="La frontière est juste, mais vous avez choisi le mauvais côté : que vaut la pré-activation "
    "à l'origine ?",
)
def takes_the_other_side(w1, w2, b):  # Q10
    return {"x1": -b / w1, "x2": -b / w2, "origin": b < 0}


@half_plane.mistake(
    en="You multiply the bias by the weights: to find where the sum vanishes, solve for the input.",
    fr="Vous multipliez le biais par les poids : pour trouver où la somme s'annule, résolvez "
    "l'équation en l'entrée.",
)
def multiplies_by_the_weights(w1, w2, b):  # Q10
    return {"x1": -b * w1, "x2": -b * w2, "origin": b >= 0}


@half_plane.mistake(
    en="You give the ratio of weight to bias, upside down: the larger the weight, the nearer the "
    "boundary to the origin.",
    fr="Vous donnez le rapport du poids au biais, à l'envers : plus le poids est grand, plus la "
    "frontière est proche de l'origine.",
)
def turns_the_ratio_over(w1, w2, b):  # Q10
    return {"x1": -w1 / b, "x2": -w2 / b, "origin": b >= 0}


@half_plane.alternative
def by_solving(w1, w2, b):
    return {"origin": b > 0, "x2": np.float64(-b) / w2, "x1": np.float64(-b) / w1}


for bound in ("> 0", ">= -1", ">= 1"):
    half_plane.equivalent(f"b >= 0 → b {bound}", "The bias of a variant is at least 3 from 0.")


# --- one neuron as a gate ---

at_least = part.question(ref.at_least, points=5)


@at_least.summary
def _(output, k, n):
    w, b = output
    inputs = (np.arange(2**n)[:, None] >> np.arange(n)) & 1
    fires = inputs @ np.asarray(w, dtype=float) + float(b) >= 0
    return {"ones in the input": inputs.sum(axis=1), "the neuron fires": fires.astype(float)}


@at_least.case("at least 2 of 3", visible=True, fr="au moins 2 sur 3")
def _(rng):
    return {"k": 2, "n": 3}


@at_least.case("one of many: OR", fr="un parmi plusieurs : OU")
def _(rng):
    return {"k": 1, "n": int(rng.integers(4, 6))}


@at_least.case("all of them: AND", fr="tous : ET")
def _(rng):
    n = int(rng.integers(4, 6))
    return {"k": n, "n": n}


@at_least.case("some of them", fr="plusieurs d'entre eux")
def _(rng):
    return {"k": int(rng.integers(3, 5)), "n": 7}


@at_least.case("two of five", fr="deux sur cinq")
def _(rng):
    return {"k": 2, "n": 5}


@at_least.mistake(
    en="Your neuron fires only when all the inputs are 1: that is AND, whatever k is.",
    fr="Votre neurone ne s'active que si toutes les entrées valent 1 : c'est un ET, quel que "
    "soit k.",
)
def always_and(k, n):
    return np.ones(n), 0.5 - n


@at_least.mistake(
    en="Your neuron fires as soon as one input is 1: that is OR, whatever k is.",
    fr="Votre neurone s'active dès qu'une entrée vaut 1 : c'est un OU, quel que soit k.",
)
def always_or(k, n):
    return np.ones(n), -0.5


@at_least.mistake(
    en="Your neuron always fires: k is a threshold, which the sum must reach, and you give it as "
    "the bias, which is added.",
    fr="Votre neurone s'active toujours : k est un seuil, que la somme doit atteindre, et vous le "
    "donnez comme biais, qui s'ajoute.",
)
def gives_the_threshold_as_bias(k, n):
    return np.ones(n), float(k)


@at_least.mistake(
    en="Your neuron asks for one input too many: with exactly k ones, it stays silent.",
    fr="Votre neurone exige une entrée de trop : avec exactement k uns, il reste silencieux.",
)
def asks_for_one_more(k, n):
    return np.ones(n), -0.5 - k


@at_least.mistake(
    en="Your neuron is content with one input less: it already fires with k - 1 ones. A sum of "
    "exactly 0 makes it fire.",
    fr="Votre neurone se contente d'une entrée de moins : il s'active déjà avec k - 1 uns. Une "
    "somme exactement nulle l'active.",
)
def is_content_with_one_less(k, n):
    return np.ones(n), 1.0 - k


@at_least.mistake(
    en="Your neuron fires on the other side: when fewer than k inputs are 1.",
    fr="Votre neurone s'active de l'autre côté : quand moins de k entrées valent 1.",
)
def fires_on_the_other_side(k, n):
    return -np.ones(n), k - 0.5


@at_least.mistake(
    en="Your weights are a mean, which never exceeds 1, and your threshold is a count.",
    fr="Vos poids font une moyenne, qui ne dépasse jamais 1, alors que votre seuil est un nombre "
    "d'entrées.",
)
def compares_a_mean_with_a_count(k, n):
    return np.full(n, 1.0 / n), 0.5 - k


@at_least.alternative
def with_the_exact_threshold(k, n):
    return [1] * n, -k


@at_least.alternative
def with_large_weights(k, n):
    return np.full(n, 20.0), 10.0 - 20.0 * k


at_least.equivalent("0.5 - k → 0.0 - k", "A sum of exactly 0 makes the neuron fire.")


# --- Q11: into how many regions do the lines of a layer cut the plane? ---


def a_layer(rng):
    return {"k": int(rng.integers(6, 16))}


@part.answer(
    "region_count",
    points=3,
    variant=a_layer,
    texts={
        "en": "The first layer of your network has {k} neurons and two inputs. Into how many "
        "regions can its boundaries cut the plane, at most? Put an `int` in `region_count`.",
        "fr": "La première couche de votre réseau a {k} neurones et deux entrées. En combien de "
        "régions ses frontières peuvent-elles découper le plan, au plus ? Mettez un `int` dans "
        "`region_count`.",
    },
)
def region_count(k):
    return 1 + k + k * (k - 1) // 2


@region_count.mistake(
    en="You count all the patterns of 0 and 1: in the plane most of them cannot occur, since two "
    "lines cross only once.",
    fr="Vous comptez toutes les combinaisons de 0 et de 1 : dans le plan, la plupart sont "
    "impossibles, car deux droites ne se coupent qu'une fois.",
)
def counts_every_pattern(k):  # Q11
    return 2**k


@region_count.mistake(
    en="That is the number for parallel lines, which never cross: every crossing adds a region.",
    fr="C'est le nombre obtenu avec des droites parallèles, qui ne se croisent jamais : chaque "
    "croisement ajoute une région.",
)
def draws_parallel_lines(k):
    return k + 1


@region_count.mistake(
    en="That is the number for lines through one point: with their biases, the lines need not "
    "meet in one place.",
    fr="C'est le nombre obtenu avec des droites qui passent par un même point : avec leurs biais, "
    "les droites n'ont pas à se rencontrer au même endroit.",
)
def draws_lines_through_one_point(k):
    return 2 * k


@region_count.mistake(
    en="You have counted the crossings: the regions are more numerous.",
    fr="Vous avez compté les croisements : les régions sont plus nombreuses.",
)
def counts_the_crossings(k):
    return k * (k - 1) // 2


@region_count.mistake(
    en="You are short by one: without any line, there is already one region.",
    fr="Il vous manque une région : sans aucune droite, il y en a déjà une.",
)
def forgets_the_whole_plane(k):
    return k + k * (k - 1) // 2


@region_count.mistake(
    en="You have one line too few: the last one cuts as many regions as there are lines.",
    fr="Il vous manque une droite : la dernière coupe autant de régions qu'il y a de droites.",
)
def forgets_the_last_line(k):
    return 1 + k * (k - 1) // 2


@region_count.alternative
def by_adding_the_lines_one_by_one(k):
    return 1 + sum(range(k + 1))


region_count.equivalent(
    "k * (k - 1) // 2 → k * (k - 1) / 2", "k (k - 1) is even, and a whole float will do."
)
