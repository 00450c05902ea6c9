"""Part D: a rate for each coordinate, by Adagrad (exercise E43)."""

import numpy as np
from reference import adaptive as ref

from autograder import Part

from .draws import away, squares

part = Part("adaptive")

adagrad_step = part.question(ref.adagrad_step, points=5)


def walk(rng, *shape, decimals=10, **rest):
    return {
        "w": away(rng, *shape, decimals=decimals),
        "g": away(rng, *shape, decimals=decimals),
        "G": squares(rng, *shape, decimals=decimals),
        "lr": 0.1,
    } | rest


@adagrad_step.case("two parameters", visible=True, fr="deux paramètres")
def _(rng):
    return walk(rng, 2, 1, decimals=2)


@adagrad_step.case("the first step", fr="le premier pas")
def _(rng):
    return walk(rng, 5, 3, G=np.zeros((5, 3)), lr=0.4, eps=1e-12)


@adagrad_step.case("a large ε", fr="un grand ε")
def _(rng):
    return walk(rng, 3, 7, lr=0.7, eps=0.01)


@adagrad_step.case("gradients of 1e-5", fr="des gradients de 1e-5")
def _(rng):
    return walk(rng, 7, g=1e-5 * away(rng, 7), G=1e-10 * squares(rng, 7))


@adagrad_step.case("a gradient that was always 0", fr="un gradient nul depuis toujours")
def _(rng):
    G, g = squares(rng, 5, 1), away(rng, 5, 1)
    G[2] = g[2] = 0.0
    return walk(rng, 5, 1, g=g, G=G, lr=0.3, eps=1e-12)


@adagrad_step.case("a single parameter", fr="un seul paramètre")
def _(rng):
    return walk(rng, 1, 1, g=away(rng, 1, 1, low=3, high=5), lr=0.2, eps=0.1)


@adagrad_step.convention(
    "epsilon",
    "inside",
    instead_of="outside",
    en="Your ε is inside the root, as on T. Artières's slide and in Keras. The difference shows "
    "where the gradients are as small as √ε.",
    fr="Votre ε est sous la racine, comme sur la diapositive de T. Artières et dans Keras. La "
    "différence se voit quand les gradients sont aussi petits que √ε.",
)
def epsilon_inside(w, g, G, lr, eps=1e-8):  # M43.1 [CONV], CR3
    G = G + g**2
    return w - lr * g / np.sqrt(G + eps), G


@adagrad_step.mistake(
    en="The root is missing: you divide by the sum of the squares itself. Then a gradient ten "
    "times larger makes a step ten times shorter.",
    fr="Il manque la racine : vous divisez par la somme des carrés elle-même. Un gradient dix fois "
    "plus grand donne alors un pas dix fois plus court.",
)
def no_root(w, g, G, lr, eps=1e-8):  # M43.2
    G = G + g**2
    return w - lr * g / (G + eps), G


@adagrad_step.mistake(
    en="The old G is lost: only the last square is left, and every step is η long whatever the "
    "gradients before.",
    fr="L'ancien G est perdu : il ne reste que le dernier carré, et chaque pas a pour longueur η, "
    "quels que soient les gradients passés.",
)
def forgets_the_sum(w, g, G, lr, eps=1e-8):  # M43.3
    G = g**2
    return w - lr * g / (np.sqrt(G) + eps), G


@adagrad_step.mistake(
    en="You add up the absolute values of the gradients. What is added up, and then put under a "
    "root, are their squares.",
    fr="Vous additionnez les valeurs absolues des gradients. Ce qu'on additionne, avant la racine, "
    "ce sont leurs carrés.",
)
def adds_absolute_values(w, g, G, lr, eps=1e-8):  # M43.4
    G = G + np.abs(g)
    return w - lr * g / (np.sqrt(G) + eps), G


@adagrad_step.mistake(
    en="You add up the gradients with their signs: they cancel out, and a negative sum has no "
    "root. What is added up are their squares.",
    fr="Vous additionnez les gradients avec leur signe : ils se compensent, et une somme négative "
    "n'a pas de racine. Ce sont leurs carrés que l'on additionne.",
)
def adds_the_gradients(w, g, G, lr, eps=1e-8):  # M43.4
    G = G + g
    with np.errstate(invalid="ignore"):
        return w - lr * g / (np.sqrt(G) + eps), G


@adagrad_step.mistake(
    en="Your step uses the G of the step before. At the first step that is 0, and you divide by ε "
    "alone.",
    fr="Votre pas utilise le G du pas précédent. Au premier pas il vaut 0, et vous ne divisez que "
    "par ε.",
)
def divides_by_the_old_sum(w, g, G, lr, eps=1e-8):  # M43.5
    return w - lr * g / (np.sqrt(G) + eps), G + g**2


@adagrad_step.mistake(
    en="You have one sum for all the parameters, the squared norm of the gradient. Adagrad keeps "
    "one for each, so that each has its own rate.",
    fr="Vous avez une seule somme pour tous les paramètres, le carré de la norme du gradient. "
    "Adagrad en garde une pour chacun, pour que chacun ait son propre taux.",
)
def one_sum_for_all(w, g, G, lr, eps=1e-8):  # M43.6
    G = G + np.sum(g**2)
    return w - lr * g / (np.sqrt(G) + eps), G


@adagrad_step.mistake(
    en="Your sum fades: this is RMSprop with β = 0.9. Adagrad forgets nothing.",
    fr="Votre somme s'efface : c'est RMSprop avec β = 0,9. Adagrad n'oublie rien.",
)
def forgets_slowly(w, g, G, lr, eps=1e-8):  # M43.7
    G = 0.9 * G + 0.1 * g**2
    return w - lr * g / (np.sqrt(G) + eps), G


@adagrad_step.mistake(
    en="You take the mean of the old G and the new square. A sum that is divided as it grows never "
    "slows the steps down: G is a plain sum.",
    fr="Vous prenez la moyenne de l'ancien G et du nouveau carré. Une somme que l'on divise à "
    "mesure ne ralentit jamais les pas : G est une simple somme.",
)
def mean_of_the_squares(w, g, G, lr, eps=1e-8):  # M43.8
    G = (G + g**2) / 2
    return w - lr * g / (np.sqrt(G) + eps), G


@adagrad_step.mistake(
    en="You climb: the step is added to the parameters, and it points along the gradient.",
    fr="Vous montez la pente : le pas est ajouté aux paramètres, et il va dans le sens du "
    "gradient.",
)
def climbs(w, g, G, lr, eps=1e-8):  # not in the catalogue
    G = G + g**2
    return w + lr * g / (np.sqrt(G) + eps), G


@adagrad_step.mistake(
    en="Without ε, a parameter whose gradient was always 0 makes a step of 0/0, which is nan.",
    fr="Sans ε, un paramètre dont le gradient a toujours été nul fait un pas de 0/0, soit nan.",
)
def no_epsilon(w, g, G, lr, eps=1e-8):  # not in the catalogue
    G = G + g**2
    with np.errstate(invalid="ignore"):
        return w - lr * g / np.sqrt(G), G


@adagrad_step.alternative
def by_the_rate_of_each(w, g, G, lr, eps=1e-8):
    G = np.add(G, np.square(g))
    rates = lr / (G**0.5 + eps)
    return w - rates * g, G
