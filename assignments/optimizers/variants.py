"""Part F: AdamW, Adamax and Nadam (exercise E45, variants)."""

import numpy as np
from reference import adam as ref

from autograder import Part

from .draws import away, squares

part = Part("variants")


def walk(rng, *shape, decimals=10, sizes="s", **rest):
    return {
        "w": away(rng, *shape, decimals=decimals),
        "g": away(rng, *shape, decimals=decimals),
        "v": away(rng, *shape, decimals=decimals),
        sizes: squares(rng, *shape, decimals=decimals),
        "t": 3,
        "lr": 0.1,
    } | rest


# --- AdamW ---

adamw_step = part.question(ref.adamw_step, points=4, needs=("adam_step",))


@adamw_step.case("the third step", visible=True, fr="le troisième pas")
def _(rng):
    return walk(rng, 2, 1, decimals=2, decay=0.1)


@adamw_step.case("the first step", fr="le premier pas")
def _(rng):
    zeros = np.zeros((5, 3))
    return walk(rng, 5, 3, v=zeros, s=zeros, t=1, lr=0.4, decay=0.03)


@adamw_step.case("other numbers than the usual", fr="d'autres nombres que les habituels")
def _(rng):
    rest = {"beta1": 0.7, "beta2": 0.6, "eps": 0.01}
    return walk(rng, 3, 7, t=4, lr=0.7, decay=0.2, **rest)


@adamw_step.case("no gradient, only decay", fr="sans gradient, la seule décroissance")
def _(rng):
    zeros = np.zeros(7)
    return walk(rng, 7, g=zeros, v=zeros, s=zeros, t=5, lr=0.3, decay=0.5)


@adamw_step.mistake(
    en="Your λ w is added to the gradient, as L2 in the cost would do. Adam then divides it by the "
    "size of the gradients, and the weights with large gradients hardly decay.",
    fr="Votre λ w est ajouté au gradient, comme le ferait L2 dans le coût. Adam le divise alors "
    "par la taille des gradients, et les poids à grand gradient ne décroissent presque pas.",
)
def coupled_with_the_gradient(
    w, g, v, s, t, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8
):  # M45.22, CR8
    return ref.adam_step(w, g + decay * w, v, s, t, lr, beta1, beta2, eps)


@adamw_step.mistake(
    en="Your decay is not multiplied by the rate: where η is small, the weights melt before they "
    "have learned anything.",
    fr="Votre décroissance n'est pas multipliée par le taux : là où η est petit, les poids fondent "
    "avant d'avoir rien appris.",
)
def decay_without_the_rate(w, g, v, s, t, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):  # M52.8
    new, v, s = ref.adam_step(w, g, v, s, t, lr, beta1, beta2, eps)
    return new - decay * w, v, s


@adamw_step.mistake(
    en="Your weights grow: what is to decay has the wrong sign.",
    fr="Vos poids grandissent : ce qui doit décroître a le mauvais signe.",
)
def growth(w, g, v, s, t, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):  # M52.7
    new, v, s = ref.adam_step(w, g, v, s, t, lr, beta1, beta2, eps)
    return new + lr * decay * w, v, s


@adamw_step.mistake(
    en="The decay is missing: this is plain Adam.",
    fr="Il manque la décroissance : c'est Adam tout court.",
)
def no_decay(w, g, v, s, t, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    return ref.adam_step(w, g, v, s, t, lr, beta1, beta2, eps)


@adamw_step.mistake(
    en="You let decay what Adam's step has already moved. It is the parameters before the step "
    "that decay.",
    fr="Vous faites décroître ce que le pas d'Adam a déjà déplacé. Ce sont les paramètres d'avant "
    "le pas qui décroissent.",
)
def decays_after_the_step(w, g, v, s, t, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    new, v, s = ref.adam_step(w, g, v, s, t, lr, beta1, beta2, eps)
    return new - lr * decay * new, v, s


@adamw_step.alternative
def decays_before_the_step(w, g, v, s, t, lr, decay, beta1=0.9, beta2=0.999, eps=1e-8):
    return ref.adam_step(w * (1 - lr * decay), g, v, s, t, lr, beta1, beta2, eps)


# --- Adamax ---

adamax_step = part.question(ref.adamax_step, points=4)


def falling(rng, *shape):
    """Gradients of which one at least is negative: where all are positive, |g| is g."""
    g = away(rng, *shape)
    g.flat[0] = -abs(g.flat[0])
    return g


@adamax_step.case("the third step", visible=True, fr="le troisième pas")
def _(rng):
    return walk(rng, 2, 1, decimals=2, sizes="u")


@adamax_step.case("the first step", fr="le premier pas")
def _(rng):
    zeros = np.zeros((5, 3))
    return walk(rng, 5, 3, g=falling(rng, 5, 3), v=zeros, sizes="u", u=zeros, t=1, lr=0.4, eps=0.01)


@adamax_step.case("old gradients that were larger", fr="d'anciens gradients plus grands")
def _(rng):
    u = away(rng, 3, 7, low=4, high=9)
    return walk(rng, 3, 7, sizes="u", u=abs(u), t=4, lr=0.7, beta1=0.7, beta2=0.6, eps=0.01)


@adamax_step.case("the usual numbers", fr="les nombres habituels")
def _(rng):
    u = away(rng, 2, 5, low=4, high=9)
    return walk(rng, 2, 5, sizes="u", u=abs(u), t=2)


@adamax_step.case("gradients of 1e-5", fr="des gradients de 1e-5")
def _(rng):
    tiny = {"g": 1e-5 * falling(rng, 7), "v": 1e-5 * away(rng, 7), "u": 1e-7 * squares(rng, 7)}
    return walk(rng, 7, sizes="u", t=5, **tiny)


@adamax_step.case("a gradient that was always 0", fr="un gradient nul depuis toujours")
def _(rng):
    larger = abs(away(rng, 5, 1, low=4, high=9))
    case = walk(rng, 5, 1, sizes="u", u=larger, t=7, lr=0.3, beta2=0.9, eps=1e-12)
    for name in ("g", "v", "u"):
        case[name][2] = 0.0
    return case


@adamax_step.convention(
    "adamax-epsilon",
    "inside",
    instead_of="outside",
    en="Your ε is added to |g| before the maximum, as PyTorch does. It keeps u above zero just as "
    "well.",
    fr="Votre ε est ajouté à |g| avant le maximum, comme le fait PyTorch. Il garde u au-dessus de "
    "zéro tout aussi bien.",
)
def epsilon_inside_the_maximum(w, g, v, u, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    v = beta1 * v + (1 - beta1) * g
    u = np.maximum(beta2 * u, np.abs(g) + eps)
    return w - lr / (1 - beta1**t) * v / u, v, u


def run(w, g, v, u, t, lr, beta1, eps, correction=1.0):
    """Adamax with a u that is given."""
    v = beta1 * v + (1 - beta1) * g
    return w - lr / (1 - beta1**t) * v / (u / correction + eps), v, u


@adamax_step.mistake(
    en="Your u is an average. Adamax keeps the largest absolute gradient, which fades.",
    fr="Votre u est une moyenne. Adamax garde le plus grand gradient en valeur absolue, qui "
    "s'efface peu à peu.",
)
def average_of_absolute_values(w, g, v, u, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    return run(w, g, v, beta2 * u + (1 - beta2) * np.abs(g), t, lr, beta1, eps)


@adamax_step.mistake(
    en="Your maximum compares with the signed gradient: the negative ones, however large, never "
    "count.",
    fr="Votre maximum compare avec le gradient signé : les gradients négatifs, si grands "
    "soient-ils, ne comptent jamais.",
)
def maximum_of_signed_gradients(w, g, v, u, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    with np.errstate(divide="ignore", invalid="ignore"):
        return run(w, g, v, np.maximum(beta2 * u, g), t, lr, beta1, eps)


@adamax_step.mistake(
    en="Your maximum does not fade: β₂ is missing, and one large gradient brakes its parameter "
    "for ever.",
    fr="Votre maximum ne s'efface pas : il manque β₂, et un seul grand gradient freine son "
    "paramètre pour toujours.",
)
def a_maximum_for_ever(w, g, v, u, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    return run(w, g, v, np.maximum(u, np.abs(g)), t, lr, beta1, eps)


@adamax_step.mistake(
    en="You correct u too. Only averages that start at zero are too small at first: a maximum is "
    "as large as the first gradient at once.",
    fr="Vous corrigez aussi u. Seules les moyennes qui partent de zéro sont trop petites au "
    "début : un maximum atteint d'emblée la taille du premier gradient.",
)
def corrects_the_maximum(w, g, v, u, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    u = np.maximum(beta2 * u, np.abs(g))
    return run(w, g, v, u, t, lr, beta1, eps, correction=1 - beta2**t)


@adamax_step.mistake(
    en="v is not corrected: it is an average that starts at zero.",
    fr="v n'est pas corrigé : c'est une moyenne qui part de zéro.",
)
def average_not_corrected(w, g, v, u, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    v, u = beta1 * v + (1 - beta1) * g, np.maximum(beta2 * u, np.abs(g))
    return w - lr * v / (u + eps), v, u


@adamax_step.mistake(
    en="You take a root of u, as if it held squares. It is of the size of a gradient already.",
    fr="Vous prenez la racine de u, comme s'il contenait des carrés. Il a déjà la taille d'un "
    "gradient.",
)
def root_of_the_maximum(w, g, v, u, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    v, u = beta1 * v + (1 - beta1) * g, np.maximum(beta2 * u, np.abs(g))
    return w - lr / (1 - beta1**t) * v / (np.sqrt(u) + eps), v, u


@adamax_step.alternative
def with_where(w, g, v, u, t, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    v = v + (1 - beta1) * (g - v)
    u = np.where(beta2 * u > abs(g), beta2 * u, abs(g))
    return w - lr * (v / (1 - beta1**t)) / (u + eps), v, u
