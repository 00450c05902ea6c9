"""Part D: the L1 penalty, which sets weights to 0 (exercise E53)."""

import numpy as np
from reference import penalties as ref

from autograder import Part

part = Part("sparsity")

# --- E53: the gradient ---

l1_grad = part.question(ref.l1_grad, points=3)


@l1_grad.case("four weights", visible=True, fr="quatre poids")
def _(rng):
    return {"W": np.array([[2.0, -0.5], [0.0, -3.0]]), "lam": 0.1}


@l1_grad.case("a matrix", fr="une matrice")
def _(rng):
    W = rng.permuted([-1.0, 1.0] * 7 + [1.0]) * rng.uniform(0.1, 2, size=15)
    return {"W": W.reshape(5, 3), "lam": 0.3}


@l1_grad.case("some weights at 0", fr="des poids nuls")
def _(rng):
    W = rng.permuted([-1.0, 1.0, 0.0] * 7) * rng.uniform(0.5, 2, size=21)
    W = W.reshape(3, 7)
    return {"W": W, "lam": 1.7}


@l1_grad.case("very small and very large weights", fr="des poids minuscules, et d'énormes")
def _(rng):
    W = rng.permuted([-1.0, -1.0, 1.0, 1.0, 1.0]) * 10.0 ** np.array([-12, -6, 0, 6, 12])
    return {"W": W, "lam": 0.4}


@l1_grad.mistake(
    en="You return λ |w|, the penalty itself, where its slope is asked.",
    fr="Vous renvoyez λ |w|, la pénalité elle-même, alors qu'on demande sa pente.",
)
def returns_the_penalty(W, lam):  # M53.1
    return lam * np.abs(W)


@l1_grad.mistake(
    en="A weight of 0 gets a slope in your function, and would leave 0 at the next step. The sign "
    "of 0 is 0 here.",
    fr="Un poids nul reçoit une pente dans votre fonction, et quitterait 0 au pas suivant. Ici, le "
    "signe de 0 est 0.",
)
def sign_of_zero_is_one(W, lam):  # M53.2
    return lam * np.where(W >= 0, 1.0, -1.0)


@l1_grad.mistake(
    en="You give all the weights the slope λ: that of a negative weight points the other way.",
    fr="Vous donnez à tous les poids la pente λ : celle d'un poids négatif est dans l'autre sens.",
)
def same_sign_for_all(W, lam):  # M53.6
    return lam * (W != 0)


@l1_grad.mistake(
    en="You return λ w, the gradient of the L2 penalty: it fades with the weight. That of L1 does "
    "not.",
    fr="Vous renvoyez λ w, le gradient de la pénalité L2 : il faiblit avec le poids. Celui de L1, "
    "non.",
)
def gradient_of_l2(W, lam):  # not in the catalogue
    return lam * W


@l1_grad.mistake(
    en="λ is missing: your slopes are 1 and -1 whatever the strength of the penalty.",
    fr="Il manque λ : vos pentes valent 1 et -1 quelle que soit la force de la pénalité.",
)
def forgets_lambda(W, lam):  # not in the catalogue
    return np.sign(W)


@l1_grad.alternative
def by_two_comparisons(W, lam):
    return lam * ((W > 0) * 1.0 - (W < 0))


@l1_grad.alternative
def by_where(W, lam):
    return np.where(W > 0, lam, np.where(W < 0, -lam, 0.0))


# --- E53: the step that stops at 0 ---

soft_threshold = part.question(ref.soft_threshold, points=5)


def around(rng, shape, lr, lam):
    """Weights of both signs, on both sides of the threshold and clear of it."""
    t = lr * lam
    size = np.where(rng.permuted(np.arange(np.prod(shape)) % 2 == 0), 0.5 * t, 3 * t)
    signs = rng.permuted(np.where(np.arange(size.size) % 4 < 2, 1.0, -1.0))
    W = (signs * size * rng.uniform(0.7, 1.3, size=size.size)).reshape(shape)
    W.flat[:4] = [0.5 * t, -0.5 * t, 3 * t, -3 * t]
    return {"W": W, "lr": lr, "lam": lam}


@soft_threshold.case("six weights", visible=True, fr="six poids")
def _(rng):
    return {"W": np.array([[2.0, -2.0, 0.05], [-0.05, 0.0, 0.5]]), "lr": 0.5, "lam": 0.2}


@soft_threshold.case("a matrix", fr="une matrice")
def _(rng):
    return around(rng, (5, 7), 0.3, 0.4)


@soft_threshold.case("a small rate, a strong penalty", fr="un petit taux, une forte pénalité")
def _(rng):
    return around(rng, (3, 11), 0.01, 1.7)


@soft_threshold.case("exactly at the threshold, and at 0", fr="juste au seuil, et en 0")
def _(rng):
    return {"W": np.array([0.125, -0.125, 0.0, 1.0, -1.0]), "lr": 0.25, "lam": 0.5}


@soft_threshold.case("no penalty", fr="sans pénalité")
def _(rng):
    return around(rng, (3, 5), 0.3, 0.4) | {"lam": 0.0}


@soft_threshold.mistake(
    en="Your small weights jump to the other side of 0 and do not stay there: this is the step "
    "with the sub-gradient. It hardly ever meets 0 exactly, and swings around it.",
    fr="Vos petits poids sautent de l'autre côté de 0 au lieu d'y rester : c'est le pas fait avec "
    "le sous-gradient. Il ne tombe presque jamais exactement sur 0, et oscille autour.",
)
def makes_a_subgradient_step(W, lr, lam):  # M53.3
    return W - lr * lam * np.sign(W)


@soft_threshold.mistake(
    en="You lose the sign: all your weights are positive, or 0.",
    fr="Vous perdez le signe : tous vos poids sont positifs ou nuls.",
)
def loses_the_sign(W, lr, lam):  # M53.4
    return np.maximum(np.abs(W) - lr * lam, 0)


@soft_threshold.mistake(
    en="Your threshold is λ. The step has the length η: in it, a weight moves by the learning rate "
    "times the slope of the penalty.",
    fr="Votre seuil est λ. Le pas a pour longueur η : un poids s'y déplace du taux d'apprentissage "
    "fois la pente de la pénalité.",
)
def threshold_without_the_rate(W, lr, lam):  # M53.5
    return ref.soft_threshold(W, 1.0, lam)


@soft_threshold.mistake(
    en="You subtract ηλ from all the weights: the negative ones get away from 0.",
    fr="Vous soustrayez ηλ à tous les poids : les négatifs s'éloignent de 0.",
)
def subtracts_from_all(W, lr, lam):  # M53.6
    return W - lr * lam


@soft_threshold.mistake(
    en="You subtract ηλ from the large negative weights too: they get away from 0. Every weight is "
    "to move towards 0, the negative ones upwards.",
    fr="Vous soustrayez ηλ aux grands poids négatifs aussi : ils s'éloignent de 0. Tout poids doit "
    "se rapprocher de 0, les négatifs en montant.",
)
def subtracts_above_the_threshold(W, lr, lam):  # not in the catalogue
    return np.where(np.abs(W) > lr * lam, W - lr * lam, 0.0)


@soft_threshold.mistake(
    en="Your weights above the threshold stay where they are. They, too, get nearer to 0, by ηλ: "
    "what you wrote is called hard thresholding.",
    fr="Vos poids au-dessus du seuil restent où ils sont. Eux aussi se rapprochent de 0, de ηλ : "
    "ce que vous avez écrit s'appelle le seuillage dur.",
)
def hard_threshold(W, lr, lam):  # not in the catalogue
    return np.where(np.abs(W) > lr * lam, W, 0.0)


@soft_threshold.mistake(
    en="Your negative weights all become 0: |w| is what is compared with the threshold.",
    fr="Vos poids négatifs deviennent tous nuls : c'est |w| que l'on compare au seuil.",
)
def cuts_the_negative_weights(W, lr, lam):  # not in the catalogue
    return np.maximum(W - lr * lam, 0)


@soft_threshold.mistake(
    en="You multiply the weights by 1 - ηλ: this is the decay of the L2 penalty, which never "
    "reaches 0.",
    fr="Vous multipliez les poids par 1 - ηλ : c'est la décroissance de la pénalité L2, qui "
    "n'atteint jamais 0.",
)
def decays_as_with_l2(W, lr, lam):  # not in the catalogue
    return W * (1 - lr * lam)


@soft_threshold.mistake(
    en="You push the weights away from 0: ηλ is added to |w|, and should be subtracted.",
    fr="Vous éloignez les poids de 0 : ηλ est ajouté à |w|, alors qu'il faut le soustraire.",
)
def pushes_away(W, lr, lam):  # not in the catalogue
    return np.sign(W) * (np.abs(W) + lr * lam)


@soft_threshold.alternative
def with_clip(W, lr, lam):
    return W - np.clip(W, -lr * lam, lr * lam)


@soft_threshold.alternative
def by_two_halves(W, lr, lam):
    t = lr * lam
    return np.maximum(W - t, 0) - np.maximum(-W - t, 0)
