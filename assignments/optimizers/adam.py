"""Part E: Adam (exercise E45)."""

import numpy as np
from reference import adam as ref

from autograder import Part

from .draws import away, squares

part = Part("adam")

adam_step = part.question(ref.adam_step, points=8)


def walk(rng, *shape, decimals=10, **rest):
    return {
        "w": away(rng, *shape, decimals=decimals),
        "g": away(rng, *shape, decimals=decimals),
        "v": away(rng, *shape, decimals=decimals),
        "s": squares(rng, *shape, decimals=decimals),
        "t": 3,
        "lr": 0.1,
    } | rest


@adam_step.case("the third step", visible=True, fr="le troisième pas")
def _(rng):
    return walk(rng, 2, 1, decimals=2)


@adam_step.case("the first step", fr="le premier pas")
def _(rng):
    zeros = np.zeros((5, 3))
    return walk(rng, 5, 3, v=zeros, s=zeros, t=1, lr=0.4, eps=1e-12)


@adam_step.case("other numbers than the usual", fr="d'autres nombres que les habituels")
def _(rng):
    return walk(rng, 3, 7, t=4, lr=0.7, beta1=0.7, beta2=0.6, eps=0.01)


@adam_step.case("gradients of 1e-5", fr="des gradients de 1e-5")
def _(rng):
    tiny = {"g": 1e-5 * away(rng, 7), "v": 1e-5 * away(rng, 7), "s": 1e-10 * squares(rng, 7)}
    return walk(rng, 7, t=5, **tiny)


@adam_step.case("a gradient that was always 0", fr="un gradient nul depuis toujours")
def _(rng):
    case = walk(rng, 5, 1, t=7, lr=0.3, beta2=0.9, eps=1e-12)
    for name in ("g", "v", "s"):
        case[name][2] = 0.0
    return case


@adam_step.case("after ten thousand steps", fr="après dix mille pas")
def _(rng):
    return walk(rng, 1, 5, t=10_000, lr=0.2, eps=0.1)


def run(w, g, v, s, t, lr, beta1, beta2, eps, first, second):
    """Adam with v / first and s / second in the place of v̂ and ŝ."""
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    return w - lr * (v / first) / (np.sqrt(s / second) + eps), v, s


@adam_step.convention(
    "epsilon",
    "inside",
    instead_of="outside",
    en="Your ε is inside the root, as on A. Mahmoudi's slide; no library does so. With ε = 1e-8 "
    "and gradients of 1e-5 your steps are ten times shorter.",
    fr="Votre ε est sous la racine, comme sur la diapositive d'A. Mahmoudi ; aucune bibliothèque "
    "ne fait ainsi. Avec ε = 1e-8 et des gradients de 1e-5, vos pas sont dix fois plus courts.",
)
def epsilon_inside(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.12 [CONV], CR5
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    return w - lr * v / (1 - beta1**t) / np.sqrt(s / (1 - beta2**t) + eps), v, s


@adam_step.convention(
    "epsilon",
    "hat",
    instead_of="outside",
    en="Your ε is added to √s before the correction, as in Keras: the “epsilon hat” of the "
    "article. In the first steps it weighs more than here.",
    fr="Votre ε est ajouté à √s avant la correction, comme dans Keras : c'est le « epsilon "
    "chapeau » de l'article. Dans les premiers pas, il pèse plus qu'ici.",
)
def epsilon_before_the_correction(
    w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8
):  # M45.13 [CONV], CR5
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    rate = lr * np.sqrt(1 - beta2**t) / (1 - beta1**t)
    return w - rate * v / (np.sqrt(s) + eps), v, s


@adam_step.mistake(
    en="Neither average is corrected. Both start at zero and are too small in the first steps, s "
    "much more than v: the steps are too long there.",
    fr="Aucune des deux moyennes n'est corrigée. Toutes deux partent de zéro et sont trop petites "
    "aux premiers pas, s bien plus que v : les pas y sont trop longs.",
)
def no_correction(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.1, M45.19
    return run(w, g, v, s, t, lr, beta1, beta2, eps, 1, 1)


@adam_step.mistake(
    en="Only v is corrected: s starts at zero too.",
    fr="Seul v est corrigé : s part de zéro, lui aussi.",
)
def corrects_only_the_first(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.2
    return run(w, g, v, s, t, lr, beta1, beta2, eps, 1 - beta1**t, 1)


@adam_step.mistake(
    en="Only s is corrected: your step has the average v above, and not v̂.",
    fr="Seul s est corrigé : votre pas a la moyenne v au numérateur, et non v̂.",
)
def corrects_only_the_second(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.2, M45.19
    return run(w, g, v, s, t, lr, beta1, beta2, eps, 1, 1 - beta2**t)


@adam_step.mistake(
    en="You multiply β by t. It has to be raised to the power of t: the product grows without end, "
    "and 1 - β t becomes negative.",
    fr="Vous multipliez β par t. Il faut l'élever à la puissance t : le produit grandit sans fin, "
    "et 1 - β t devient négatif.",
)
def times_t(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.3
    with np.errstate(invalid="ignore"):
        return run(w, g, v, s, t, lr, beta1, beta2, eps, 1 - beta1 * t, 1 - beta2 * t)


@adam_step.mistake(
    en="Your correction is that of the first step, for ever: t does not enter it. After a thousand "
    "steps nothing should be left to correct.",
    fr="Votre correction est celle du premier pas, pour toujours : t n'y entre pas. Après mille "
    "pas, il ne devrait plus rien rester à corriger.",
)
def correction_of_the_first_step(
    w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8
):  # M45.4, M45.7
    return run(w, g, v, s, t, lr, beta1, beta2, eps, 1 - beta1, 1 - beta2)


@adam_step.mistake(
    en="You count the steps from 0. At the first, t is 1 already; with 0 you would divide by zero.",
    fr="Vous comptez les pas à partir de 0. Au premier, t vaut déjà 1 ; avec 0, vous diviseriez "
    "par zéro.",
)
def counts_from_zero(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.5
    with np.errstate(divide="ignore", invalid="ignore"):
        first, second = np.float64(1 - beta1 ** (t - 1)), np.float64(1 - beta2 ** (t - 1))
        return run(w, g, v, s, t, lr, beta1, beta2, eps, first, second)


@adam_step.mistake(
    en="You add 1 to t once more: t is the number of this step already, 1 for the first.",
    fr="Vous ajoutez encore 1 à t : t est déjà le numéro de ce pas, 1 pour le premier.",
)
def counts_one_step_too_many(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.6
    return ref.adam_step(w, g, v, s, t + 1, lr, beta1, beta2, eps)[0], *ref.adam_step(
        w, g, v, s, t, lr, beta1, beta2, eps
    )[1:]


@adam_step.mistake(
    en="You return the corrected averages. At the next step they would be corrected a second time: "
    "v̂ and ŝ serve the step, and are then forgotten.",
    fr="Vous renvoyez les moyennes corrigées. Au pas suivant, elles seraient corrigées une seconde "
    "fois : v̂ et ŝ servent au pas, puis on les oublie.",
)
def keeps_the_corrected_averages(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.9
    new_w, v, s = ref.adam_step(w, g, v, s, t, lr, beta1, beta2, eps)
    return new_w, v / (1 - beta1**t), s / (1 - beta2**t)


@adam_step.mistake(
    en="The two β are swapped: the long memory is that of the squares.",
    fr="Les deux β sont échangés : la longue mémoire est celle des carrés.",
)
def betas_swapped(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.10
    return ref.adam_step(w, g, v, s, t, lr, beta2, beta1, eps)


@adam_step.mistake(
    en="You correct both averages with β₁. Each has its own memory, and its own correction.",
    fr="Vous corrigez les deux moyennes avec β₁. Chacune a sa propre mémoire, et sa propre "
    "correction.",
)
def first_beta_for_both(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.11
    return run(w, g, v, s, t, lr, beta1, beta2, eps, 1 - beta1**t, 1 - beta1**t)


@adam_step.mistake(
    en="Without ε, a parameter whose gradient was always 0 makes a step of 0/0, which is nan.",
    fr="Sans ε, un paramètre dont le gradient a toujours été nul fait un pas de 0/0, soit nan.",
)
def no_epsilon(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.14
    with np.errstate(invalid="ignore"):
        return ref.adam_step(w, g, v, s, t, lr, beta1, beta2, 0.0)
