"""Part H: trajectories, the saddle, and which optimizer to take (E46, question Q28)."""

import numpy as np
from reference import trajectory as ref

from autograder import Part

from .draws import away

part = Part("paths")

trajectory = part.question(ref.trajectory, points=6)


@trajectory.probe
def _(function, step, grad, w0, n):
    gradients = {
        "an ill-conditioned bowl": lambda w: np.arange(1, 1 + len(w)) ** 3 * w,
        "a saddle": lambda w: np.append(2 * w[:-1], -2 * w[-1]),
    }

    def descent(w, g, state):
        return w - 0.03 * g, state

    def momentum(w, g, state):
        m = 0.02 * g + (0 if state is None else 0.8 * state)
        return w - m, m

    def slower_and_slower(w, g, state):
        t = 1 if state is None else state + 1
        return w - 0.05 / t * g, t

    def written_in_place(w, g, state):
        w -= 0.03 * g
        return w, state

    steps = {
        "gradient descent": descent,
        "momentum": momentum,
        "slower and slower": slower_and_slower,
        "a step that writes into w": written_in_place,
    }
    start = w0.copy()
    points = function(steps[step], gradients[grad], start, n)
    return {"points": points, "w0 is left as it was": bool(np.array_equal(start, w0))}


@trajectory.case("two steps down a bowl", visible=True, fr="deux pas dans une cuvette")
def _(rng):
    w0 = away(rng, 2, decimals=1)
    return {"step": "gradient descent", "grad": "an ill-conditioned bowl", "w0": w0, "n": 2}


@trajectory.case("momentum in a bowl", fr="le momentum dans une cuvette")
def _(rng):
    return {"step": "momentum", "grad": "an ill-conditioned bowl", "w0": away(rng, 3), "n": 7}


@trajectory.case(
    "a step that counts, at a saddle", picture="path", fr="un pas qui compte, près d'un col"
)
def _(rng):
    return {"step": "slower and slower", "grad": "a saddle", "w0": away(rng, 2), "n": 5}


@trajectory.case("a step that writes into w", fr="un pas qui écrit dans w")
def _(rng):
    w0 = away(rng, 3)
    return {"step": "a step that writes into w", "grad": "a saddle", "w0": w0, "n": 4}


@trajectory.case("integers to start from", fr="des entiers au départ")
def _(rng):
    w0 = rng.integers(1, 9, size=2)
    return {"step": "momentum", "grad": "a saddle", "w0": w0, "n": 3}


@trajectory.case("no step at all", fr="aucun pas")
def _(rng):
    w0 = away(rng, 3)
    return {"step": "gradient descent", "grad": "an ill-conditioned bowl", "w0": w0, "n": 0}


@trajectory.mistake(
    en="The start is missing: your first column is the point after the first step.",
    fr="Il manque le départ : votre première colonne est le point d'après le premier pas.",
)
def without_the_start(step, grad, w0, n):  # M46.5
    return ref.trajectory(step, grad, w0, n)[:, 1:]


@trajectory.mistake(
    en="The last point is missing: n steps make n + 1 points.",
    fr="Il manque le dernier point : n pas font n + 1 points.",
)
def without_the_end(step, grad, w0, n):  # M46.5
    return ref.trajectory(step, grad, w0, n)[:, :n]


@trajectory.mistake(
    en="You have taken one step too many: the start is a point as well.",
    fr="Vous avez fait un pas de trop : le départ est un point, lui aussi.",
)
def one_step_too_many(step, grad, w0, n):  # M46.5
    return ref.trajectory(step, grad, w0, n + 1)


@trajectory.mistake(
    en="Your points are rows. In this course, one point is one column.",
    fr="Vos points sont des lignes. Dans ce cours, un point est une colonne.",
)
def points_as_rows(step, grad, w0, n):  # not in the catalogue
    return ref.trajectory(step, grad, w0, n).T


@trajectory.mistake(
    en="The state that a step returns is thrown away, and every step starts with None: momentum "
    "never gathers speed.",
    fr="L'état que renvoie un pas est jeté, et chaque pas commence par None : l'élan ne se forme "
    "jamais.",
)
def state_thrown_away(step, grad, w0, n):  # M41.4
    return ref.trajectory(lambda w, g, _: step(w, g, None), grad, w0, n)


@trajectory.mistake(
    en="The gradient is always that of the start. It has to be taken where the optimizer is.",
    fr="Le gradient est toujours celui du départ. Il faut le prendre là où se trouve l'optimiseur.",
)
def gradient_of_the_start(step, grad, w0, n):  # not in the catalogue
    return ref.trajectory(step, lambda _: grad(np.asarray(w0, float)), w0, n)


@trajectory.mistake(
    en="You keep the array of the optimizer itself and not a copy. A step that writes into it "
    "rewrites all the points before.",
    fr="Vous gardez le tableau même de l'optimiseur et non une copie. Un pas qui y écrit réécrit "
    "tous les points passés.",
)
def points_without_a_copy(step, grad, w0, n):  # M51.8
    w, state = np.array(w0, dtype=float), None
    points = [w]
    for _ in range(n):
        w, state = step(w, grad(w), state)
        points.append(w)
    return np.array(points).T


@trajectory.mistake(
    en="The first step is given the w0 of the caller, and it may write into it. Give it a copy.",
    fr="Le premier pas reçoit le w0 de l'appelant, et il peut y écrire. Donnez-lui une copie.",
)
def start_without_a_copy(step, grad, w0, n):  # not in the catalogue
    w, state = w0, None
    points = [np.array(w, dtype=float)]
    for _ in range(n):
        w, state = step(w, grad(w), state)
        points.append(np.array(w, dtype=float))
    return np.array(points).T


@trajectory.alternative
def by_stacking_columns(step, grad, w0, n):
    w, state, points = w0 * 1.0, None, [w0 * 1.0]
    for _ in range(n):
        w, state = step(w.copy(), grad(w), state)
        points.append(w.copy())
    return np.stack(points, axis=1)


trajectory.equivalent(
    "np.zeros((len(w0), n + 1)) → np.ones((len(w0), n + 1))", "Every column is written afterwards."
)


# --- M46.6: where a path from a saddle ends ---


def starts_at_a_saddle(rng):
    x, y = (int(n) for n in rng.permutation([1, 2, 3, 4])[:2])
    starts = [[x, 0.0], [0.0, 0.001], [x, -0.000001], [0.0, 0.0], [0.0, y]]
    return {"starts": [starts[int(i)] for i in rng.permutation(5)]}


@part.answer(
    "saddle_ends",
    points=3,
    variant=starts_at_a_saddle,
    texts={
        "en": "The saddle $J = x^2 - y^2$, plain gradient descent with η = 0.1, in exact "
        "arithmetic, as many steps as you like. From each of the starts (x, y) in {starts}: does "
        "the path **leave the saddle** for ever lower costs? Put in `saddle_ends` a list of `True` "
        "(it leaves) and `False` (it stays, or ends at the saddle point), in this order.",
        "fr": "Le col $J = x^2 - y^2$, la descente de gradient ordinaire avec η = 0,1, en calcul "
        "exact, autant de pas que l'on veut. Depuis chacun des départs (x, y) de {starts} : le "
        "chemin **quitte-t-il le col** vers des coûts toujours plus bas ? Mettez dans "
        "`saddle_ends` une liste de `True` (il le quitte) et de `False` (il y reste, ou s'y "
        "termine), dans cet ordre.",
    },
)
def saddle_ends(starts):
    return [start[1] != 0 for start in starts]


@saddle_ends.mistake(
    en="You let every start end at the saddle point, as if it were a bottom. That is what one "
    "concludes from a start exactly on the axis y = 0; beside it, y grows at every step.",
    fr="Vous faites finir tous les départs au point col, comme si c'était un fond. C'est ce que "
    "l'on conclut d'un départ exactement sur l'axe y = 0 ; à côté, y grandit à chaque pas.",
)
def all_converge(starts):  # M46.6
    return [False for _ in starts]


@saddle_ends.mistake(
    en="You let every start leave. Without any slope along y there is nothing to push it away.",
    fr="Vous faites partir tous les départs. Sans aucune pente selon y, rien ne les en écarte.",
)
def all_leave(starts):  # M46.6
    return [True for _ in starts]


@saddle_ends.mistake(
    en="You count a tiny y as none. It is multiplied by the same factor at every step, and becomes "
    "as large as you like.",
    fr="Vous comptez un très petit y pour rien. Il est multiplié par le même facteur à chaque pas, "
    "et devient aussi grand que l'on veut.",
)
def tiny_is_none(starts):  # M46.6
    return [abs(start[1]) > 0.01 for start in starts]


@saddle_ends.mistake(
    en="You look at x. Along x the saddle is a bowl; it is along y that the path can leave it.",
    fr="Vous regardez x. Selon x, le col est une cuvette ; c'est selon y que le chemin peut le "
    "quitter.",
)
def looks_at_x(starts):
    return [start[0] != 0 for start in starts]


@saddle_ends.alternative
def by_the_growth_of_y(starts):
    return [abs(1.2**200 * y) > 1 for _, y in starts]
