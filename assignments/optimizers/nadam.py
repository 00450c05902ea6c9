"""Part F, second half: Nadam, and a slide about Adam (exercise E45, erratum ER30)."""

import numpy as np
from reference import adam as ref

from autograder import Part

from .variants import walk

part = Part("nadam")

nadam_step = part.question(ref.nadam_step, points=4)


@nadam_step.case("the third step", visible=True, fr="le troisième pas")
def _(rng):
    return walk(rng, 2, 1, decimals=2)


@nadam_step.case("the first step", fr="le premier pas")
def _(rng):
    zeros = np.zeros((5, 3))
    return walk(rng, 5, 3, v=zeros, s=zeros, t=1, lr=0.4, eps=0.01)


@nadam_step.case("other numbers than the usual", fr="d'autres nombres que les habituels")
def _(rng):
    return walk(rng, 3, 7, t=4, lr=0.7, beta1=0.7, beta2=0.6, eps=0.01)


@nadam_step.case("a gradient that was always 0", fr="un gradient nul depuis toujours")
def _(rng):
    case = walk(rng, 5, 1, t=7, lr=0.3, beta2=0.9)
    for name in ("g", "v", "s"):
        case[name][2] = 0.0
    return case


def run(w, g, v, s, t, lr, beta1, beta2, eps, ahead):
    """Nadam with `ahead(v, g)` for the average that looks ahead."""
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    return w - lr * ahead(v, g) / (np.sqrt(s / (1 - beta2**t)) + eps), v, s


@nadam_step.convention(
    "nadam-correction",
    "this-step",
    instead_of="next-step",
    en="You correct both terms with β₁^t, as a well-known overview of optimizers does. The term in "
    "v stands for the next step, and is corrected as that step will be.",
    fr="Vous corrigez les deux termes avec β₁^t, comme le fait un panorama connu des optimiseurs. "
    "Le terme en v représente le pas suivant, et se corrige comme celui-ci le sera.",
)
def both_corrected_as_this_step(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    ahead = (beta1 * v + (1 - beta1) * g) / (1 - beta1**t)
    return w - lr * ahead / (np.sqrt(s / (1 - beta2**t)) + eps), v, s


@nadam_step.mistake(
    en="This is Adam: nothing looks ahead.",
    fr="C'est Adam : rien ne regarde en avant.",
)
def plain_adam(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    return ref.adam_step(w, g, v, s, t, lr, beta1, beta2, eps)


@nadam_step.mistake(
    en="This is Nesterov with RMSprop, as a slide has it: neither of your averages is corrected.",
    fr="C'est Nesterov avec RMSprop, comme le dit une diapositive : aucune de vos moyennes n'est "
    "corrigée.",
)
def nesterov_with_rmsprop(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):  # ER30
    v = beta1 * v + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    return w - lr * (beta1 * v + (1 - beta1) * g) / (np.sqrt(s) + eps), v, s


@nadam_step.mistake(
    en="Your v̄ is built on the old v, which is Adam's average again. To look ahead, β₁ has to act "
    "on the new one.",
    fr="Votre v̄ part de l'ancien v, ce qui redonne la moyenne d'Adam. Pour regarder en avant, β₁ "
    "doit agir sur le nouveau.",
)
def looks_from_the_old_average(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    old = v
    c1, c2 = 1 - beta1**t, 1 - beta1 ** (t + 1)
    return run(
        w, g, v, s, t, lr, beta1, beta2, eps,
        lambda _, g: beta1 * old / c2 + (1 - beta1) * g / c1,
    )  # fmt: skip


@nadam_step.mistake(
    en="The gradient in v̄ is not corrected: both of its terms are.",
    fr="Le gradient de v̄ n'est pas corrigé : ses deux termes doivent l'être.",
)
def gradient_not_corrected(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    c2 = 1 - beta1 ** (t + 1)
    return run(
        w, g, v, s, t, lr, beta1, beta2, eps,
        lambda v, g: beta1 * v / c2 + (1 - beta1) * g,
    )  # fmt: skip


@nadam_step.mistake(
    en="The factor 1 - β₁ is missing in front of the gradient: it enters ten times too strong for "
    "β₁ = 0.9.",
    fr="Il manque le facteur 1 - β₁ devant le gradient : il entre dix fois trop fort pour β₁ = "
    "0,9.",
)
def whole_gradient(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    c1, c2 = 1 - beta1**t, 1 - beta1 ** (t + 1)
    return run(w, g, v, s, t, lr, beta1, beta2, eps, lambda v, g: beta1 * v / c2 + g / c1)


@nadam_step.mistake(
    en="You return v̄ in the place of v: the look ahead serves the step, and is then forgotten.",
    fr="Vous renvoyez v̄ à la place de v : le regard en avant sert au pas, puis on l'oublie.",
)
def keeps_the_look_ahead(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    new, v, s = ref.nadam_step(w, g, v, s, t, lr, beta1, beta2, eps)
    return new, beta1 * v / (1 - beta1 ** (t + 1)) + (1 - beta1) * g / (1 - beta1**t), s


@nadam_step.alternative
def from_the_average_of_the_next_step(w, g, v, s, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    v, s = beta1 * v + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    coming, now = beta1 / (1 - beta1 ** (t + 1)), (1 - beta1) / (1 - beta1**t)
    return w - lr * (coming * v + now * g) / (np.sqrt(s / (1 - beta2**t)) + eps), v, s


# --- ER30: what Adam keeps ---


def sizes_of_a_network(rng):
    return {"sizes": [int(n) for n in rng.permutation(range(3, 13))[:3]]}


@part.answer(
    "adam_memory",
    points=2,
    variant=sizes_of_a_network,
    texts={
        "en": "A slide says that Adam needs “low memory”. Your network is fully connected, with "
        "layers of {sizes} neurons, from the input to the output, weights and biases. **Beside the "
        "parameters and the number t**, how many numbers does Adam keep from one step to the "
        "next? Put an `int` in `adam_memory`.",
        "fr": "Une diapositive dit qu'Adam demande « peu de mémoire ». Votre réseau est "
        "entièrement connecté, avec des couches de {sizes} neurones, de l'entrée à la sortie, "
        "poids et biais. **En plus des paramètres et du nombre t**, combien de nombres Adam "
        "garde-t-il d'un pas à l'autre ? Mettez un `int` dans `adam_memory`.",
    },
)
def adam_memory(sizes):
    return 2 * (sizes[1] * (sizes[0] + 1) + sizes[2] * (sizes[1] + 1))


def parameters(sizes):
    return sizes[1] * (sizes[0] + 1) + sizes[2] * (sizes[1] + 1)


@adam_memory.mistake(
    en="You count one number for every parameter, as momentum keeps. How many averages has Adam?",
    fr="Vous comptez un nombre par paramètre, comme le momentum. Combien Adam a-t-il de moyennes ?",
)
def one_average(sizes):  # ER30
    return parameters(sizes)


@adam_memory.mistake(
    en="You have counted the parameters themselves too: the question is what comes on top.",
    fr="Vous avez aussi compté les paramètres eux-mêmes : on demande ce qui s'y ajoute.",
)
def counts_the_parameters_too(sizes):  # ER30
    return 3 * parameters(sizes)


@adam_memory.mistake(
    en="You have counted two numbers for the whole network. Every parameter has its own averages.",
    fr="Vous avez compté deux nombres pour tout le réseau. Chaque paramètre a ses propres "
    "moyennes.",
)
def two_in_all(sizes):  # M45.21
    return 2


@adam_memory.mistake(
    en="You have forgotten the biases: they have averages too.",
    fr="Vous avez oublié les biais : eux aussi ont des moyennes.",
)
def weights_only(sizes):
    return 2 * (sizes[0] * sizes[1] + sizes[1] * sizes[2])


@adam_memory.mistake(
    en="You answer nothing at all: then Adam would have no memory of its gradients.",
    fr="Vous répondez rien du tout : Adam n'aurait alors aucun souvenir de ses gradients.",
)
def nothing(sizes):  # ER30
    return 0
