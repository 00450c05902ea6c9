"""Part B: the lab's losses (exercise E12), and one by hand (Q38)."""

import numpy as np

from autograder import Part, Tolerance

from .backprop import entropies, losses

part = Part("likelihood", [losses.nll_loss, entropies.cross_entropy, entropies.bce_loss])

losses.nll_loss.points = 4
entropies.cross_entropy.points = 3
entropies.bce_loss.points = 4


# --- Q38: softmax and its loss by hand ---


def logits_and_label(rng):
    sets = [[0, 1, 3], [0, 2, 3], [1, 2, 4]]
    z = [int(n) for n in rng.permutation(sets[rng.integers(3)])]
    return {"z": z, "y": int(rng.integers(1, 3))}


@part.answer(
    "loss_by_hand",
    points=3,
    variant=logits_and_label,
    tolerance=Tolerance(rtol=0.0, atol=1e-4),
    texts={
        "en": "A network answers with the logits z = {z}, and the right class is y = {y}, counted "
        "from 0. What is its loss, -log softmax(z)_y? Put the number in `loss_by_hand`, to four "
        "decimal places at least. A pocket calculator will do.",
        "fr": "Un réseau répond par les logits z = {z}, et la bonne classe est y = {y}, comptée à "
        "partir de 0. Quelle est sa perte, -log softmax(z)_y ? Mettez le nombre dans "
        "`loss_by_hand`, avec au moins quatre décimales. Une calculatrice suffit.",
    },
)
def loss_by_hand(z, y):
    return float(np.log(np.exp(z).sum()) - z[y])


@loss_by_hand.mistake(
    en="There is a minus sign in your exponents, as on a slide of the lectures: the smallest logit "
    "gets the largest probability.",
    fr="Il y a un signe moins dans vos exposants, comme sur une diapositive des cours : le plus "
    "petit logit reçoit la plus grande probabilité.",
)
def minus_sign_in_the_exponents(z, y):  # Q38, ER1
    return float(np.log(np.exp(-np.array(z)).sum()) + z[y])


@loss_by_hand.mistake(
    en="You charge the class before the right one: classes are counted from 0.",
    fr="Vous faites payer la classe qui précède la bonne : les classes se comptent à partir de 0.",
)
def label_counted_from_one(z, y):  # Q38, M11.3
    return loss_by_hand.solution(z, y - 1)


@loss_by_hand.mistake(
    en="That is the probability of the right class, not its price: the logarithm is missing.",
    fr="C'est la probabilité de la bonne classe, et non son prix : il manque le logarithme.",
)
def probability_in_place_of_its_price(z, y):  # Q38
    return float(np.exp(-loss_by_hand.solution(z, y)))


@loss_by_hand.mistake(
    en="The minus sign is missing in front of the logarithm: a loss is positive.",
    fr="Il manque le signe moins devant le logarithme : une perte est positive.",
)
def negative_price(z, y):  # Q38, M12.5
    return -loss_by_hand.solution(z, y)


@loss_by_hand.mistake(
    en="You use the logarithm to base 10: this course takes the natural one, `np.log`, the key "
    "`ln` of a calculator.",
    fr="Vous utilisez le logarithme décimal : ce cours prend le logarithme népérien, `np.log`, la "
    "touche `ln` d'une calculatrice.",
)
def decimal_logarithm(z, y):  # Q38, M12.6
    return loss_by_hand.solution(z, y) / float(np.log(10))


@loss_by_hand.mistake(
    en="You divide the logits by their sum before the logarithm: the exponentials are missing.",
    fr="Vous divisez les logits par leur somme avant le logarithme : il manque les exponentielles.",
)
def price_without_exponentials(z, y):  # Q38, M8.11
    return float(-np.log(max(z[y] / sum(z), 1e-12)))


@loss_by_hand.mistake(
    en="You add up the prices of all the classes: only the right class is asked.",
    fr="Vous additionnez les prix de toutes les classes : seule compte la bonne.",
)
def every_class_pays(z, y):  # Q38
    return sum(loss_by_hand.solution(z, k) for k in range(3))


@loss_by_hand.alternative
def by_the_softmax(z, y):
    e = np.exp(z)
    return round(float(-np.log(e[y] / e.sum())), 4)
