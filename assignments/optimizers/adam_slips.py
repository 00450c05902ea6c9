"""Part E: what goes wrong inside Adam's two averages (exercise E45, the other mistakes)."""

import numpy as np
from reference import adam as ref

from autograder import Part

from .adam import adam_step

part = Part("adam_slips")


@adam_step.mistake(
    en="Your s averages the squares of v, the average. It is the squares of the gradients that it "
    "should average.",
    fr="Votre s moyenne les carrés de v, la moyenne. Ce sont les carrés des gradients qu'il "
    "devrait moyenner.",
)
def squares_of_the_average(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.15
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * v**2
    return w - lr * v / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps), v, s


@adam_step.mistake(
    en="Your s averages the absolute values of the gradients; under the root belongs an average of "
    "their squares.",
    fr="Votre s moyenne les valeurs absolues des gradients ; sous la racine, il faut une moyenne "
    "de leurs carrés.",
)
def absolute_values(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.16
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * np.abs(g)
    return w - lr * v / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps), v, s


@adam_step.mistake(
    en="The factor 1 - β₂ is missing from s: with β₂ = 0.999 your squares weigh a thousand times "
    "too much.",
    fr="Il manque le facteur 1 - β₂ dans s : avec β₂ = 0,999, vos carrés pèsent mille fois trop.",
)
def sum_of_the_squares(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.17
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + g**2
    return w - lr * v / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps), v, s


@adam_step.mistake(
    en="You take the roots first and average them. First comes the average, then its root.",
    fr="Vous prenez d'abord les racines, que vous moyennez. C'est d'abord la moyenne, puis sa "
    "racine.",
)
def average_of_the_roots(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.18
    v = beta1 * v + (1 - beta1) * g
    root = beta2 * np.sqrt(s) + (1 - beta2) * np.abs(g)
    return w - lr * v / (1 - beta1**t) / (root / (1 - beta2**t) + eps), v, root**2


@adam_step.mistake(
    en="Your step is η times the sign of the gradient. That is Adam's very first step, and it is "
    "right for no other.",
    fr="Votre pas vaut η fois le signe du gradient. C'est le tout premier pas d'Adam, et ce n'est "
    "juste pour aucun autre.",
)
def sign_of_the_gradient(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # M45.20
    _, v, s = ref.adam_step(w, g, v, s, t, lr, beta1, beta2, eps)
    return w - lr * np.sign(g), v, s


@adam_step.mistake(
    en="Above stands the gradient itself: without v̂, what is left is a corrected RMSprop, with no "
    "momentum.",
    fr="Au numérateur se trouve le gradient lui-même : sans v̂, il reste un RMSprop corrigé, sans "
    "élan.",
)
def gradient_above(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # not in the catalogue
    _, v, s = ref.adam_step(w, g, v, s, t, lr, beta1, beta2, eps)
    return w - lr * g / (np.sqrt(s / (1 - beta2**t)) + eps), v, s


@adam_step.mistake(
    en="The root is missing: you divide by ŝ itself.",
    fr="Il manque la racine : vous divisez par ŝ lui-même.",
)
def no_root(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # not in the catalogue
    _, v, s = ref.adam_step(w, g, v, s, t, lr, beta1, beta2, eps)
    return w - lr * v / (1 - beta1**t) / (s / (1 - beta2**t) + eps), v, s


@adam_step.alternative
def corrections_in_the_rate(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    v = v + (1 - beta1) * (g - v)
    s = s + (1 - beta2) * (g * g - s)
    c2 = np.sqrt(1 - beta2**t)
    return w - lr * c2 / (1 - beta1**t) * v / (np.sqrt(s) + eps * c2), v, s


@adam_step.alternative
def step_by_step(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    v, s = np.add(beta1 * v, (1 - beta1) * g), np.add(beta2 * s, (1 - beta2) * np.square(g))
    step = (v / (1 - np.power(beta1, t))) / (eps + (s / (1 - np.power(beta2, t))) ** 0.5)
    return np.subtract(w, np.multiply(lr, step)), v, s
