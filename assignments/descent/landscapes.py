"""Part A, the end: where gradient descent comes to rest (question Q26)."""

from autograder import Part

part = Part("landscapes")


def four_landscapes(rng):
    starts = {
        "bowl": (round(0.5 * int(rng.integers(-8, 9)) + 0.25, 2),),
        "two_valleys": (round(1.0 + 0.1 * int(rng.integers(3, 9)), 1),),
        "saddle": (round(0.1 * int(rng.integers(5, 16)), 1), 0.0),
        "desert": (round(4.5 + 0.1 * int(rng.integers(0, 9)), 1),),
    }
    order = [str(name) for name in rng.permutation(list(starts))]
    listed = "\n".join(f"- `{name}` `w = {list(starts[name])}`" for name in order)
    return {"starts": {name: starts[name] for name in order}, "listed": listed}


_EN = """Gradient descent with η = 0.1 and 200 steps, on

- `bowl`: $(w - 1)^2$;
- `two_valleys`: $(w^2 - 1)^2 + 0.3\\,w$;
- `saddle`: $w_1^2 - w_2^2$;
- `desert`: $1 - e^{-w^2}$.

Your starting points:

{listed}

Where is it after that? Put in `landscapes` a dictionary from each of the four names to one of: \
`"lowest"` (at the lowest point there is), `"local"` (in a minimum that is not the lowest), \
`"saddle"` (at a point without slope that is no minimum), `"plateau"` (still near its start, where \
there is next to no slope)."""

_FR = """Descente de gradient avec η = 0,1 et 200 pas, sur

- `bowl` : $(w - 1)^2$ ;
- `two_valleys` : $(w^2 - 1)^2 + 0{,}3\\,w$ ;
- `saddle` : $w_1^2 - w_2^2$ ;
- `desert` : $1 - e^{-w^2}$.

Vos points de départ :

{listed}

Où se trouve-t-elle ensuite ? Mettez dans `landscapes` un dictionnaire qui associe à chacun des \
quatre noms l'une de ces réponses : `"lowest"` (au point le plus bas de tous), `"local"` (dans un \
minimum qui n'est pas le plus bas), `"saddle"` (en un point sans pente qui n'est pas un minimum), \
`"plateau"` (encore près de son départ, où il n'y a presque pas de pente)."""


@part.answer("landscapes", points=3, variant=four_landscapes, texts={"en": _EN, "fr": _FR})
def landscapes(starts, listed):
    ends = {"bowl": "lowest", "two_valleys": "local", "saddle": "saddle", "desert": "plateau"}
    return {name: ends[name] for name in starts}


def instead(starts, listed, **others):
    return landscapes.solution(starts, listed) | others


@landscapes.mistake(
    en="You believe that gradient descent finds the lowest valley. It only ever sees the slope "
    "below its feet, and yours starts above the other valley.",
    fr="Vous croyez que la descente de gradient trouve la vallée la plus basse. Elle ne voit "
    "jamais que la pente sous ses pieds, et la vôtre part au-dessus de l'autre vallée.",
)
def always_finds_the_lowest(starts, listed):  # Q26
    return instead(starts, listed, two_valleys="lowest")


@landscapes.mistake(
    en="You take the saddle for a minimum because the slope is 0 there. In one direction the cost "
    "goes down from it.",
    fr="Vous prenez le col pour un minimum parce que la pente y est nulle. Dans une direction, le "
    "coût y redescend.",
)
def takes_the_saddle_for_a_minimum(starts, listed):  # Q26
    return instead(starts, listed, saddle="local")


@landscapes.mistake(
    en="You let it roll off the saddle. With a second coordinate of exactly 0, the slope in that "
    "direction is 0 at every step: it never leaves the ridge.",
    fr="Vous la faites descendre du col. Quand la seconde coordonnée est exactement nulle, la "
    "pente dans cette direction est nulle à chaque pas : elle ne quitte jamais la crête.",
)
def rolls_off_the_saddle(starts, listed):  # M46.6
    return instead(starts, listed, saddle="lowest")


@landscapes.mistake(
    en="You take the desert for a minimum because the loss no longer changes. A plateau does the "
    "same: the way down is long, and each step is as small as the slope.",
    fr="Vous prenez le désert pour un minimum parce que la perte ne change plus. Un plateau fait "
    "de même : le chemin est long, et chaque pas est aussi petit que la pente.",
)
def takes_the_plateau_for_a_minimum(starts, listed):  # Q26
    return instead(starts, listed, desert="local")


@landscapes.mistake(
    en="You believe that 200 steps are enough to cross the desert. How large is the slope at your "
    "start, and how long a step?",
    fr="Vous croyez que 200 pas suffisent pour traverser le désert. Quelle est la pente à votre "
    "départ, et donc la longueur d'un pas ?",
)
def crosses_the_desert(starts, listed):  # Q26
    return instead(starts, listed, desert="lowest")


@landscapes.mistake(
    en="Saddle and plateau are the wrong way round: on a plateau there is still a slope, if a tiny "
    "one, and it leads down; at the saddle there is none.",
    fr="Col et plateau sont intervertis : sur un plateau, il reste une pente, infime, et elle mène "
    "vers le bas ; au col, il n'y en a aucune.",
)
def saddle_and_plateau_swapped(starts, listed):  # Q26
    return instead(starts, listed, saddle="plateau", desert="saddle")


@landscapes.alternative
def in_the_order_of_the_text(starts, listed):
    right = landscapes.solution(starts, listed)
    return {name: right[name] for name in ("bowl", "two_valleys", "saddle", "desert")}
