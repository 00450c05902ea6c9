"""Part D: losses that fit what the network gives out (exercise E84)."""

import numpy as np
import torch
from reference.pytorch import criteria as ref
from torch.nn import functional as F

from autograder import Part

from .probes import loss_with_gradient

part = Part("criteria")

# --- several classes ---

class_loss = part.question(ref.class_loss, points=4)

class_loss.probe(loss_with_gradient)


@class_loss.case("two instances, three classes", visible=True, fr="deux instances, trois classes")
def _(rng):
    return {"output": np.array([[1.0, 2.0, 3.0], [0.0, 0.5, -1.0]]), "y": np.array([0, 1])}


@class_loss.case("seven instances, four classes", fr="sept instances, quatre classes")
def _(rng):
    return {"output": rng.normal(size=(7, 4)), "y": rng.integers(4, size=7)}


@class_loss.case("a single instance", fr="une seule instance")
def _(rng):
    return {"output": rng.normal(size=(1, 5)), "y": rng.integers(5, size=1)}


@class_loss.case("as many instances as classes", fr="autant d'instances que de classes")
def _(rng):
    return {"output": 2 * rng.normal(size=(5, 5)), "y": rng.permutation(5)}


@class_loss.case("logits of a thousand", fr="des logits de mille")
def _(rng):
    return {"output": 1000 * rng.uniform(0.8, 1, size=(3, 4)) * [1, -1, 1, -1], "y": np.arange(3)}


@class_loss.mistake(
    en="You apply the softmax before `cross_entropy`, which applies it again: it expects logits.",
    fr="Vous appliquez le softmax avant `cross_entropy`, qui l'applique encore : elle attend des "
    "logits.",
)
def softmax_twice(logits, y):  # M84.3
    return F.cross_entropy(torch.softmax(logits, dim=1), y)


@class_loss.mistake(
    en="You give probabilities to `nll_loss`, which expects their logarithms. A loss below zero "
    "should make you suspicious.",
    fr="Vous donnez des probabilités à `nll_loss`, qui attend leurs logarithmes. Une perte "
    "négative devrait éveiller vos soupçons.",
)
def nll_of_probabilities(logits, y):  # M84.4
    return F.nll_loss(torch.softmax(logits, dim=1), y)


@class_loss.mistake(
    en="Your softmax runs over the instances: it is the classes of one instance that share the "
    "probability 1.",
    fr="Votre softmax court sur les instances : ce sont les classes d'une même instance qui se "
    "partagent la probabilité 1.",
)
def softmax_over_instances(logits, y):  # M84.5
    return F.nll_loss(F.log_softmax(logits, dim=0), y)


@class_loss.mistake(
    en="You give logits to `nll_loss`, which expects the logarithms of probabilities.",
    fr="Vous donnez des logits à `nll_loss`, qui attend des logarithmes de probabilités.",
)
def nll_of_logits(logits, y):  # not in the catalogue
    return F.nll_loss(logits, y)


@class_loss.mistake(
    en="You add the losses of the instances up: their mean is asked.",
    fr="Vous additionnez les pertes des instances : on demande leur moyenne.",
)
def adds_the_instances_up(logits, y):  # CR7
    return F.cross_entropy(logits, y, reduction="sum")


@class_loss.mistake(
    en="You take the logarithm of a softmax that has rounded to 0: for large logits the loss is "
    "infinite, and the gradient no number.",
    fr="Vous prenez le logarithme d'un softmax arrondi à 0 : pour de grands logits, la perte est "
    "infinie et le gradient n'est pas un nombre.",
)
def log_after_softmax(logits, y):  # not in the catalogue
    return F.nll_loss(torch.log(torch.softmax(logits, dim=1)), y)


@class_loss.alternative
def in_two_steps(logits, y):
    return F.nll_loss(F.log_softmax(logits, dim=1), y)


@class_loss.alternative
def by_its_formula(logits, y):
    right = logits[torch.arange(len(y)), y]
    return (torch.logsumexp(logits, dim=1) - right).mean()


# --- two classes, one logit ---

binary_loss = part.question(ref.binary_loss, points=3)

binary_loss.probe(loss_with_gradient)


@binary_loss.case("three instances", visible=True, fr="trois instances")
def _(rng):
    return {"output": np.array([[0.5], [-1.0], [2.0]]), "y": np.array([1, 0, 0])}


@binary_loss.case("a single instance", visible=True, fr="une seule instance")
def _(rng):
    return {"output": np.array([[0.25]]), "y": np.array([1.0])}


def answers(rng, m):
    y = rng.integers(2, size=m)
    y[0] = 1 - y[-1]
    return y


@binary_loss.case("seven instances", fr="sept instances")
def _(rng):
    return {"output": 2 * rng.normal(size=(7, 1)), "y": answers(rng, 7)}


@binary_loss.case("logits between 0 and 1", fr="des logits entre 0 et 1")
def _(rng):
    return {"output": rng.uniform(0.1, 0.9, size=(5, 1)), "y": answers(rng, 5).astype(float)}


@binary_loss.case("only one instance", fr="une instance seulement")
def _(rng):
    return {"output": rng.uniform(0.2, 0.8, size=(1, 1)), "y": rng.integers(2, size=1) * 1.0}


@binary_loss.case("answers of float32", fr="des réponses en float32")
def _(rng):
    y = answers(rng, 5).astype(np.float32)
    return {"output": rng.uniform(0.1, 0.9, size=(5, 1)), "y": y}


@binary_loss.case("logits of a thousand", fr="des logits de mille")
def _(rng):
    z = 1000 * rng.uniform(0.8, 1, size=(4, 1)) * [[1], [-1], [1], [-1]]
    return {"output": z, "y": np.array([1.0, 1.0, 0.0, 0.0])}


@binary_loss.mistake(
    en="`binary_cross_entropy` expects probabilities: logits outside of [0, 1] are refused, and "
    "those inside silently taken for probabilities.",
    fr="`binary_cross_entropy` attend des probabilités : hors de [0, 1], les logits sont refusés, "
    "et dedans, ils sont pris sans bruit pour des probabilités.",
)
def bce_of_logits(logits, y):  # M84.10
    return F.binary_cross_entropy(logits[:, 0], y.to(logits.dtype))


@binary_loss.mistake(
    en="You apply the sigmoid, and the loss with logits applies it again.",
    fr="Vous appliquez la sigmoïde, et la perte avec logits l'applique encore.",
)
def sigmoid_twice(logits, y):  # M84.3, for two classes
    return F.binary_cross_entropy_with_logits(torch.sigmoid(logits[:, 0]), y.to(logits.dtype))


@binary_loss.mistake(
    en="Of a single instance, `squeeze` without an argument leaves no axis at all.",
    fr="D'une seule instance, `squeeze` sans argument ne laisse plus aucun axe.",
)
def squeezes_the_batch_away(logits, y):  # M84.11
    return F.binary_cross_entropy_with_logits(logits.squeeze(), y.to(logits.dtype))


@binary_loss.mistake(
    en="Integers cannot be the answers of this loss: they are numbers between 0 and 1, like the "
    "probabilities that they are compared with.",
    fr="Les réponses de cette perte ne peuvent pas être des entiers : ce sont des nombres entre 0 "
    "et 1, comme les probabilités auxquelles on les compare.",
)
def leaves_integers(logits, y):  # not in the catalogue
    return F.binary_cross_entropy_with_logits(logits[:, 0], y)


@binary_loss.mistake(
    en="The classes are the wrong way round: σ(z) is the probability of class 1.",
    fr="Les classes sont inversées : σ(z) est la probabilité de la classe 1.",
)
def swaps_the_classes(logits, y):  # not in the catalogue
    return F.binary_cross_entropy_with_logits(-logits[:, 0], y.to(logits.dtype))


@binary_loss.mistake(
    en="You take the logarithm of a sigmoid that has rounded to 0 or to 1: for large logits the "
    "loss is infinite or no number.",
    fr="Vous prenez le logarithme d'une sigmoïde arrondie à 0 ou à 1 : pour de grands logits, la "
    "perte est infinie ou n'est pas un nombre.",
)
def log_after_sigmoid(logits, y):  # not in the catalogue
    p = torch.sigmoid(logits[:, 0])
    return -torch.mean(y * torch.log(p) + (1 - y) * torch.log(1 - p))


@binary_loss.alternative
def with_softplus(logits, y):
    z = logits.squeeze(1)
    return torch.mean(F.softplus(z) - y * z)


binary_loss.equivalent("(:, 0) → (:, -1)", "There is one column.")


# --- one number ---

regression_loss = part.question(ref.regression_loss, points=3)

regression_loss.probe(loss_with_gradient)


@regression_loss.case("three instances", visible=True, fr="trois instances")
def _(rng):
    return {"output": np.array([[1.0], [2.0], [4.0]]), "y": np.array([1.0, 3.0, 2.0])}


@regression_loss.case("seven instances", fr="sept instances")
def _(rng):
    return {"output": rng.normal(size=(7, 1)), "y": rng.normal(size=7)}


@regression_loss.case("a single instance", weight=0.5, fr="une seule instance")
def _(rng):
    return {"output": rng.normal(size=(1, 1)), "y": rng.normal(size=1)}


@regression_loss.mistake(
    en="A column less a row is a table: every prediction is compared with every answer, m² pairs, "
    "of which m are meant.",
    fr="Une colonne moins une ligne donne un tableau : chaque prédiction est comparée à chaque "
    "réponse, m² paires au lieu de m.",
)
def compares_all_pairs(output, y):  # M84.11
    return F.mse_loss(output, y)


@regression_loss.mistake(
    en="You add the squares up: their mean is asked.",
    fr="Vous additionnez les carrés : on demande leur moyenne.",
)
def adds_the_squares_up(output, y):  # CR6
    return F.mse_loss(output[:, 0], y, reduction="sum")


@regression_loss.mistake(
    en="You take half of each square, as another lecture does: here it is the whole.",
    fr="Vous prenez la moitié de chaque carré, comme un autre cours : ici, c'est le carré entier.",
)
def halves_the_squares(output, y):  # CR6
    return 0.5 * F.mse_loss(output[:, 0], y)


@regression_loss.mistake(
    en="You take the mean of absolute differences: squares are asked.",
    fr="Vous prenez la moyenne des écarts absolus : on demande des carrés.",
)
def absolute_differences(output, y):  # not in the catalogue
    return F.l1_loss(output[:, 0], y)


@regression_loss.mistake(
    en="You take the root in the end: its slope is another one.",
    fr="Vous prenez la racine à la fin : sa pente n'est pas la même.",
)
def takes_the_root(output, y):  # not in the catalogue
    return torch.sqrt(F.mse_loss(output[:, 0], y))


@regression_loss.alternative
def with_a_column_of_answers(output, y):
    return torch.mean((output - y[:, None]) ** 2)


regression_loss.equivalent("(:, 0) → (:, -1)", "There is one column.")
regression_loss.equivalent(
    "F.mse_loss(output[:, 0], y) → F.mse_loss(y, output[:, 0])", "A square has no sign."
)
