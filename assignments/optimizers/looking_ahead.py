"""Part C: Nesterov's look ahead (exercise E42, erratum ER23)."""

import numpy as np
from reference import momentum as ref

from autograder import Part

from .draws import away

part = Part("looking_ahead")

nesterov_step = part.question(ref.nesterov_step, points=6)


@nesterov_step.probe
def _(function, w, grad_fn, m, lr, gamma=None):
    gradients = {
        "w": lambda w: w,
        "w³ - 2w": lambda w: w**3 - 2 * w,
        "cos w": lambda w: np.cos(w),
    }
    calls = []

    def counted(point):
        calls.append(1)
        return gradients[grad_fn](point)

    given = (w, counted, m, lr) if gamma is None else (w, counted, m, lr, gamma)
    new_w, new_m = function(*given)
    return {"w": new_w, "m": new_m, "calls of grad_fn": len(calls)}


def walk(rng, *shape, decimals=10, **rest):
    arrays = {name: away(rng, *shape, decimals=decimals) for name in ("w", "m")}
    return {"w": arrays["w"], "grad_fn": "w³ - 2w", "m": arrays["m"], "lr": 0.1} | rest


@nesterov_step.case("the gradient is w itself", visible=True, fr="le gradient est w lui-même")
def _(rng):
    return walk(rng, 2, 1, decimals=1, grad_fn="w")


@nesterov_step.case("a gradient that bends", fr="un gradient non linéaire")
def _(rng):
    return walk(rng, 5, 3)


@nesterov_step.case("another γ, another rate", fr="un autre γ, un autre taux")
def _(rng):
    return walk(rng, 7, 2, grad_fn="cos w", lr=0.4, gamma=0.3)


@nesterov_step.case("the first step, at rest", fr="le premier pas, à l'arrêt")
def _(rng):
    return walk(rng, 3, 1, m=np.zeros((3, 1)), lr=0.3)


@nesterov_step.case("a vector", fr="un vecteur")
def _(rng):
    return walk(rng, 11, grad_fn="cos w", lr=0.2, gamma=0.6)


@nesterov_step.convention(
    "nesterov",
    "pytorch",
    instead_of="look-ahead",
    en="This is the form of PyTorch, where the parameters kept are those of the point ahead. Both "
    "follow one path, seen from two places: compared at the same step, they differ.",
    fr="C'est la forme de PyTorch, où les paramètres conservés sont ceux du point visé. Les deux "
    "suivent un même chemin, vu de deux endroits : comparées au même pas, elles diffèrent.",
)
def form_of_pytorch(w, grad_fn, m, lr, gamma=0.9):  # M42.5 [CONV], CR2
    g = grad_fn(w)
    m = gamma * m + g
    return w - lr * (g + gamma * m), m


@nesterov_step.mistake(
    en="You take the gradient where you stand: this is plain momentum. Nesterov asks for the slope "
    "at the place where the velocity is about to lead.",
    fr="Vous prenez le gradient là où vous êtes : c'est le momentum ordinaire. Nesterov demande la "
    "pente à l'endroit où la vitesse va mener.",
)
def gradient_where_one_stands(w, grad_fn, m, lr, gamma=0.9):  # M42.1
    m = gamma * m + lr * grad_fn(w)
    return w - m, m


@nesterov_step.mistake(
    en="You look behind you: the step subtracts the velocity, so what lies ahead is on the other "
    "side of w.",
    fr="Vous regardez derrière vous : le pas soustrait la vitesse, ce qui est devant se trouve "
    "donc de l'autre côté de w.",
)
def looks_behind(w, grad_fn, m, lr, gamma=0.9):  # M42.2
    m = gamma * m + lr * grad_fn(w + gamma * m)
    return w - m, m


@nesterov_step.mistake(
    en="You look a whole velocity ahead. Only a part of it is kept for the next step, and the look "
    "ahead goes as far as that part.",
    fr="Vous regardez une vitesse entière plus loin. Seule une part en est conservée pour le pas "
    "suivant, et le regard porte aussi loin que cette part.",
)
def looks_a_whole_velocity_ahead(w, grad_fn, m, lr, gamma=0.9):  # M42.3
    m = gamma * m + lr * grad_fn(w - m)
    return w - m, m


@nesterov_step.mistake(
    en="This is the formula of A. Mahmoudi's slide, with its errors: it looks the wrong way, by a "
    "length that has nothing to do with the velocity that is kept, and averages the gradients.",
    fr="C'est la formule de la diapositive d'A. Mahmoudi, avec ses erreurs : elle regarde du "
    "mauvais côté, sur une longueur sans rapport avec la vitesse conservée, et moyenne les "
    "gradients.",
)
def formula_of_the_slide(w, grad_fn, m, lr, gamma=0.9):  # M42.4, ER23
    m = gamma * m + (1 - gamma) * grad_fn(w + lr * m)
    return w - lr * m, m


@nesterov_step.mistake(
    en="You jump twice: the step starts from the point ahead, to which the old velocity has led "
    "already, and the new velocity contains it again.",
    fr="Vous sautez deux fois : le pas part du point visé, où l'ancienne vitesse a déjà mené, et "
    "la nouvelle vitesse la contient encore.",
)
def jumps_twice(w, grad_fn, m, lr, gamma=0.9):  # M42.6
    ahead = w - gamma * m
    m = gamma * m + lr * grad_fn(ahead)
    return ahead - m, m


@nesterov_step.mistake(
    en="Your result is right, but you call grad_fn twice. A gradient is a whole pass through the "
    "network and back: your training would take twice as long. Keep the result of one call.",
    fr="Votre résultat est juste, mais vous appelez grad_fn deux fois. Un gradient coûte un "
    "aller-retour dans le réseau : votre entraînement durerait deux fois plus longtemps. Gardez "
    "le résultat d'un seul appel.",
)
def two_gradients_a_step(w, grad_fn, m, lr, gamma=0.9):  # M42.7
    new_w = w - (gamma * m + lr * grad_fn(w - gamma * m))
    return new_w, gamma * m + lr * grad_fn(w - gamma * m)


@nesterov_step.alternative
def step_from_the_point_ahead(w, grad_fn, m, lr, gamma=0.9):
    ahead = w - gamma * m
    new_w = ahead - lr * grad_fn(ahead)
    return new_w, w - new_w


# --- ER23: what is wrong on the slide ---


def claims_in_some_order(rng):
    return {"claims": [str(letter) for letter in rng.permutation(list("ABCDE"))]}


@part.answer(
    "nesterov_slide",
    points=2,
    variant=claims_in_some_order,
    texts={
        "en": "Five claims about Nesterov's method, two of them from a slide that is wrong:\n\n"
        "- **A**: NAG stands for “Nesterov adaptive gradient”;\n"
        "- **B**: the gradient is taken at $W + \\eta v$;\n"
        "- **C**: the gradient is taken before the velocity is updated;\n"
        "- **D**: there is one velocity for every parameter;\n"
        "- **E**: every step needs one gradient, as with plain momentum.\n\n"
        "Put in `nesterov_slide` a list of `True` and `False` for the claims in **your** order: "
        "{claims}.",
        "fr": "Cinq affirmations sur la méthode de Nesterov, dont deux viennent d'une diapositive "
        "erronée :\n\n"
        "- **A** : NAG signifie « Nesterov adaptive gradient » ;\n"
        "- **B** : le gradient est pris en $W + \\eta v$ ;\n"
        "- **C** : le gradient est pris avant la mise à jour de la vitesse ;\n"
        "- **D** : il y a une vitesse pour chaque paramètre ;\n"
        "- **E** : chaque pas demande un gradient, comme avec le momentum ordinaire.\n\n"
        "Mettez dans `nesterov_slide` une liste de `True` et de `False` pour les affirmations dans "
        "**votre** ordre : {claims}.",
    },
)
def nesterov_slide(claims):
    return [claim not in ("A", "B") for claim in claims]


@nesterov_slide.mistake(
    en="You believe the slide about the name: the A of NAG is another word. Nothing adapts here, "
    "there is one rate for all.",
    fr="Vous croyez la diapositive sur le nom : le A de NAG est un autre mot. Rien ne s'adapte "
    "ici, le taux est le même pour tous.",
)
def believes_the_name(claims):  # ER23
    return [claim != "B" for claim in claims]


@nesterov_slide.mistake(
    en="You believe the slide about the place. Which way does a step go that subtracts the "
    "velocity?",
    fr="Vous croyez la diapositive sur l'endroit. De quel côté va un pas qui soustrait la "
    "vitesse ?",
)
def believes_the_place(claims):  # ER23
    return [claim != "A" for claim in claims]


@nesterov_slide.mistake(
    en="You believe every claim; two of them are from a slide that is wrong.",
    fr="Vous croyez toutes les affirmations ; deux viennent d'une diapositive erronée.",
)
def believes_everything(claims):  # ER23
    return [True for _ in claims]


@nesterov_slide.mistake(
    en="You think that looking ahead costs a second gradient. The one at the point ahead takes the "
    "place of the one where you stand.",
    fr="Vous pensez que regarder devant soi coûte un second gradient. Celui du point visé remplace "
    "celui de l'endroit où vous êtes.",
)
def pays_for_two_gradients(claims):  # M42.7
    return [claim in ("C", "D") for claim in claims]


nesterov_slide.equivalent("('A', 'B') → ('B', 'A')", "The order of the two says nothing.")
