"""Part G: Newton's step and the best rate (exercise E47)."""

import numpy as np
from reference import newton as ref

from autograder import Part

from .draws import away

part = Part("curvature")


def rotation(rng, n):
    return np.linalg.qr(rng.normal(size=(n, n)))[0]


def bowl(rng, *curvatures):
    """A Hessian with these eigenvalues, in directions of chance."""
    Q = rotation(rng, len(curvatures))
    H = Q @ np.diag(curvatures) @ Q.T
    return (H + H.T) / 2


# --- Newton's step ---

newton_step = part.question(ref.newton_step, points=5)


def walk(rng, hess):
    n = len(hess)
    return {"w": away(rng, n, 1), "grad": away(rng, n, 1), "hess": hess}


@newton_step.case("two curvatures, 1 and 10", visible=True, fr="deux courbures, 1 et 10")
def _(rng):
    w = away(rng, 2, 1, decimals=1)
    return {"w": w, "grad": np.array([[1.0], [10.0]]) * w, "hess": np.diag([1.0, 10.0])}


@newton_step.case("a tilted bowl", fr="une cuvette inclinée")
def _(rng):
    return walk(rng, bowl(rng, 0.5, 2.0, 9.0))


@newton_step.case("a saddle", fr="un col")
def _(rng):
    return walk(rng, bowl(rng, -1.5, 0.7, 4.0, 8.0))


@newton_step.case("a single parameter", fr="un seul paramètre")
def _(rng):
    return walk(rng, np.array([[rng.uniform(2.5, 4.0)]]))


@newton_step.case("a gutter: a flat direction", fr="une gouttière : une direction plate")
def _(rng):
    a = float(rng.integers(2, 6))
    return {"w": away(rng, 2, 1), "grad": away(rng, 2, 1), "hess": np.diag([a, 0.0])}


@newton_step.mistake(
    en="You multiply by H in the place of dividing: where the cost bends most, the step is "
    "longest.",
    fr="Vous multipliez par H au lieu de diviser : là où le coût est le plus courbé, le pas est le "
    "plus long.",
)
def multiplies_by_the_hessian(w, grad, hess):  # M47.4
    return w - hess @ grad


@newton_step.mistake(
    en="You add the step: it leads away from the bottom.",
    fr="Vous ajoutez le pas : il éloigne du fond.",
)
def climbs(w, grad, hess):  # M47.5
    return w + np.linalg.lstsq(hess, grad, rcond=None)[0]


@newton_step.mistake(
    en="You take 1 / H entry by entry. The inverse of a matrix is something else, as soon as it "
    "has entries off its diagonal.",
    fr="Vous prenez 1 / H case par case. L'inverse d'une matrice est autre chose, dès qu'elle a "
    "des coefficients hors de sa diagonale.",
)
def inverse_entry_by_entry(w, grad, hess):  # M47.6
    with np.errstate(divide="ignore", invalid="ignore"):
        return w - (1 / hess) @ grad


@newton_step.mistake(
    en="You invert H, and a singular one has no inverse: in a flat direction the cost does not "
    "bend. Look for a function that solves in least squares, or for a pseudo-inverse.",
    fr="Vous inversez H, et une matrice singulière n'a pas d'inverse : dans une direction plate, "
    "le coût n'est pas courbé. Cherchez une fonction qui résout au sens des moindres carrés, ou "
    "un pseudo-inverse.",
)
def inverts_a_singular_matrix(w, grad, hess):  # M47.7
    return w - np.linalg.inv(hess) @ grad


@newton_step.mistake(
    en="You divide by the diagonal of H only: what one parameter does to the slope of another is "
    "left out.",
    fr="Vous ne divisez que par la diagonale de H : l'effet d'un paramètre sur la pente d'un autre "
    "est laissé de côté.",
)
def diagonal_only(w, grad, hess):  # not in the catalogue
    with np.errstate(divide="ignore"):
        return w - grad / np.diag(hess)[:, None]


@newton_step.mistake(
    en="You return the step alone. The new parameters also contain where one started.",
    fr="Vous renvoyez le pas seul. Les nouveaux paramètres contiennent aussi le point de départ.",
)
def the_step_alone(w, grad, hess):  # not in the catalogue
    return -np.linalg.lstsq(hess, grad, rcond=None)[0]


@newton_step.mistake(
    en="This is a step of gradient descent: the Hessian does not enter it.",
    fr="C'est un pas de descente de gradient : la hessienne n'y entre pas.",
)
def forgets_the_hessian(w, grad, hess):  # not in the catalogue
    return w - grad


@newton_step.alternative
def by_the_pseudo_inverse(w, grad, hess):
    return w - np.linalg.pinv(hess) @ grad


@newton_step.alternative
def in_the_directions_of_the_hessian(w, grad, hess):
    curvatures, Q = np.linalg.eigh(hess)
    bent = np.abs(curvatures) > 1e-12
    return w - Q[:, bent] @ (Q[:, bent].T @ grad / curvatures[bent][:, None])


# --- the best rate ---

optimal_lr = part.question(ref.optimal_lr, points=4)


@optimal_lr.case("two curvatures, 1 and 10", visible=True, fr="deux courbures, 1 et 10")
def _(rng):
    return {"hess": np.diag([1.0, 10.0])}


@optimal_lr.case("a tilted bowl", fr="une cuvette inclinée")
def _(rng):
    return {"hess": bowl(rng, 0.5, 2.0, 9.0)}


@optimal_lr.case("five directions", fr="cinq directions")
def _(rng):
    return {"hess": bowl(rng, 0.1, 0.4, 1.0, 3.0, 25.0)}


@optimal_lr.case("the largest comes first", fr="la plus grande en tête")
def _(rng):
    return {"hess": np.diag([float(rng.integers(20, 30)), 2.0, 7.0])}


@optimal_lr.case("a single parameter", fr="un seul paramètre")
def _(rng):
    return {"hess": np.array([[rng.uniform(2.5, 4.0)]])}


@optimal_lr.mistake(
    en="You take the smallest eigenvalue. In the direction that bends most, your steps go far "
    "beyond the bottom and grow for ever.",
    fr="Vous prenez la plus petite valeur propre. Dans la direction la plus courbée, vos pas vont "
    "bien au-delà du fond et grandissent sans fin.",
)
def smallest_curvature(hess):  # M47.1
    return float(1 / np.linalg.eigvalsh(hess).min())


@optimal_lr.mistake(
    en="This is the limit, not the best: with this rate the steps jump to and fro across the "
    "bottom at the same height for ever.",
    fr="C'est la limite, non le meilleur : avec ce taux, les pas sautent sans fin de part et "
    "d'autre du fond, à la même hauteur.",
)
def the_limit_of_stability(hess):  # M47.2
    return float(2 / np.linalg.eigvalsh(hess).max())


@optimal_lr.mistake(
    en="You divide by the trace, the sum of all the curvatures: safe, but too small.",
    fr="Vous divisez par la trace, la somme de toutes les courbures : c'est prudent, mais trop "
    "petit.",
)
def by_the_trace(hess):  # M47.3
    return float(1 / np.trace(hess))


@optimal_lr.mistake(
    en="This rate, 2 / (λ_min + λ_max), is the best for the worst direction, if all the curvatures "
    "are known. The lecture's looks at the steepest alone.",
    fr="Ce taux, 2 / (λ_min + λ_max), est le meilleur pour la pire direction, si l'on connaît "
    "toutes les courbures. Celui du cours ne regarde que la plus forte.",
)
def best_for_the_worst_direction(hess):  # not in the catalogue
    curvatures = np.linalg.eigvalsh(hess)
    return float(2 / (curvatures.min() + curvatures.max()))


@optimal_lr.mistake(
    en="You take the largest entry of H for its largest eigenvalue: that holds for a diagonal "
    "matrix only.",
    fr="Vous prenez le plus grand coefficient de H pour sa plus grande valeur propre : ce n'est "
    "vrai que d'une matrice diagonale.",
)
def largest_entry(hess):  # not in the catalogue
    return float(1 / hess.max())


@optimal_lr.mistake(
    en="You take the largest eigenvalue itself: the more the cost bends, the smaller the rate has "
    "to be.",
    fr="Vous prenez la plus grande valeur propre elle-même : plus le coût est courbé, plus le taux "
    "doit être petit.",
)
def not_inverted(hess):  # not in the catalogue
    return float(np.linalg.eigvalsh(hess).max())


@optimal_lr.mistake(
    en="You trust that the last eigenvalue is the largest. np.linalg.eig gives them in no order.",
    fr="Vous comptez sur la dernière valeur propre pour être la plus grande. np.linalg.eig les "
    "donne sans ordre.",
)
def last_of_an_unsorted_list(hess):  # not in the catalogue
    curvatures = np.linalg.eigvalsh(hess)
    if np.count_nonzero(hess - np.diag(np.diag(hess))) == 0:
        curvatures = np.diag(hess)
    return float(1 / curvatures[-1])


@optimal_lr.alternative
def by_the_spectral_norm(hess):
    return float(1 / np.linalg.norm(hess, 2))


@optimal_lr.alternative
def by_the_general_eigenvalues(hess):
    return 1 / max(np.linalg.eigvals(hess).real)


# --- which rates diverge ---


def rates_and_a_bowl(rng):
    steep = int(rng.choice([4, 5, 8, 10]))
    factors = rng.permutation([0.2, 0.9, 1.1, 1.9, 2.1, 5.0])
    return {
        "b": steep,
        "rates": [round(float(factor) / steep, 4) for factor in factors],
    }


@part.answer(
    "divergence",
    points=3,
    variant=rates_and_a_bowl,
    texts={
        "en": "The cost is $J = \\frac{1}{2} (w_1^2 + {b} \\, w_2^2)$, and plain "
        "gradient descent starts at $w = (1, 1)$. With which of the rates {rates} does it "
        "**diverge**? Put in `divergence` a list of `True` (diverges) and `False`, one for each "
        "rate, in this order.",
        "fr": "Le coût est $J = \\frac{1}{2} (w_1^2 + {b} \\, w_2^2)$, et la descente "
        "de gradient ordinaire part de $w = (1, 1)$. Avec lesquels des taux {rates} "
        "**diverge**-t-elle ? Mettez dans `divergence` une liste de `True` (elle diverge) et de "
        "`False`, un par taux, dans cet ordre.",
    },
)
def divergence(b, rates):
    return [rate > 2 / b for rate in rates]


@divergence.mistake(
    en="You let every rate above 1 / λ_max diverge. Above it the steps overshoot the bottom, and "
    "yet, up to a limit, come nearer to it.",
    fr="Vous faites diverger tout taux supérieur à 1 / λ_max. Au-delà, les pas dépassent le fond, "
    "et pourtant, jusqu'à une certaine limite, ils s'en rapprochent.",
)
def above_the_best(b, rates):  # M47.2
    return [rate > 1 / b for rate in rates]


@divergence.mistake(
    en="You judge by the flattest direction. One direction that diverges is enough.",
    fr="Vous jugez d'après la direction la plus plate. Il suffit d'une direction qui diverge.",
)
def judged_by_the_flattest(b, rates):  # M47.1
    return [rate > 2 / 1 for rate in rates]


@divergence.mistake(
    en="You answer the other question: which rates converge.",
    fr="Vous répondez à l'autre question : quels taux convergent.",
)
def those_that_converge(b, rates):
    return [rate <= 2 / b for rate in rates]


@divergence.mistake(
    en="You judge by the sum of the curvatures: the directions do not add up, each follows its own "
    "factor.",
    fr="Vous jugez d'après la somme des courbures : les directions ne s'ajoutent pas, chacune suit "
    "son propre facteur.",
)
def judged_by_the_trace(b, rates):  # M47.3
    return [rate > 2 / (1 + b) for rate in rates]


@divergence.alternative
def by_running_it(b, rates):
    ends = [abs((1 - rate * np.array([1, b])) ** 60).max() for rate in rates]
    return [bool(end > 1) for end in ends]


divergence.equivalent(
    "rate > 2 / b → rate >= 2 / b", "No rate of a variant is at the limit itself."
)
