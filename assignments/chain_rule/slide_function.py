"""Part A, concluded: the derivative of the slide's function, as a program (exercise E16)."""

import numpy as np
from reference import chain_rule as ref

from autograder import Part

part = Part("slide_function")

dz_dx = part.question(ref.dz_dx, points=8)


@dz_dx.probe
def _(function, x, y, f, g, h):
    pairs = {
        "sin": (np.sin, np.cos),
        "exp": (np.exp, np.exp),
        "square": (lambda t: t**2, lambda t: 2 * t),
        "cube": (lambda t: t**3, lambda t: 3 * t**2),
        "tanh": (np.tanh, lambda t: 1 - np.tanh(t) ** 2),
    }
    return function(x, y, *pairs[f], *pairs[g], *pairs[h])


def near(rng, low, high):
    return float(rng.choice([-1, 1]) * rng.uniform(low, high))


@dz_dx.case("three squares", visible=True, fr="trois carrés")
def _(rng):
    return {"x": 1.0, "y": 2.0, "f": "square", "g": "square", "h": "square"}


@dz_dx.case("a square, a cube, a sine", visible=True, fr="un carré, un cube, un sinus")
def _(rng):
    return {"x": 0.5, "y": -1.0, "f": "square", "g": "cube", "h": "sin"}


@dz_dx.case("a sine, a square, a cube", fr="un sinus, un carré, un cube")
def _(rng):
    return {"x": near(rng, 0.4, 0.8), "y": near(rng, 1.0, 1.4), "f": "sin", "g": "square"} | {
        "h": "cube"
    }


@dz_dx.case("a cube, a sine, an exponential", fr="un cube, un sinus, une exponentielle")
def _(rng):
    return {"x": near(rng, 0.05, 0.15), "y": near(rng, 0.5, 1.0), "f": "cube", "g": "sin"} | {
        "h": "exp"
    }


@dz_dx.case("an exponential, tanh, a square", fr="une exponentielle, tanh, un carré")
def _(rng):
    return {"x": near(rng, 0.05, 0.15), "y": near(rng, 0.5, 1.0), "f": "exp", "g": "tanh"} | {
        "h": "square"
    }


@dz_dx.case("where h is 0 and its slope is not", fr="là où h est nulle, et non sa pente")
def _(rng):
    return {"x": near(rng, 0.2, 0.5), "y": 0.0, "f": "cube", "g": "square", "h": "sin"}


def a_and_b(x, y):
    return x + 3 * y, 5 * x


@dz_dx.mistake(
    en="The 5 inside g is lost: when x grows by a little, 5x grows five times as much.",
    fr="Le 5 à l'intérieur de g est perdu : quand x augmente un peu, 5x augmente cinq fois plus.",
)
def no_derivative_of_5x(x, y, f, fp, g, gp, h, hp):  # M16.1
    a, b = a_and_b(x, y)
    return 2 * fp(a) + 6 * gp(b) * h(y)


@dz_dx.mistake(
    en="You apply the product rule to g(5x) h(y). With respect to x, h(y) is a constant: it has no "
    "derivative to contribute.",
    fr="Vous appliquez la dérivée d'un produit à g(5x) h(y). Par rapport à x, h(y) est une "
    "constante : elle n'a pas de dérivée à apporter.",
)
def product_rule(x, y, f, fp, g, gp, h, hp):  # M16.2
    a, b = a_and_b(x, y)
    return 2 * fp(a) + 30 * gp(b) * h(y) + 6 * g(b) * hp(y)


@dz_dx.mistake(
    en="You take f' at 5x. A derivative is taken where its function was: f was applied to x + 3y.",
    fr="Vous prenez f' en 5x. Une dérivée se prend là où était sa fonction : f était appliquée à "
    "x + 3y.",
)
def f_prime_at_5x(x, y, f, fp, g, gp, h, hp):  # M16.3
    return 2 * fp(5 * x) + 30 * gp(5 * x) * h(y)


@dz_dx.mistake(
    en="The 3 in front of f' belongs to y. With respect to x, the inside x + 3y has the slope 1.",
    fr="Le 3 devant f' est celui de y. Par rapport à x, l'intérieur x + 3y a pour pente 1.",
)
def three_times_f_prime(x, y, f, fp, g, gp, h, hp):  # M16.4
    a, b = a_and_b(x, y)
    return 6 * fp(a) + 30 * gp(b) * h(y)


@dz_dx.mistake(
    en="This is ∂z/∂y: you have moved the other variable.",
    fr="C'est ∂z/∂y : vous avez fait varier l'autre variable.",
)
def derivative_with_respect_to_y(x, y, f, fp, g, gp, h, hp):  # M16.4
    a, b = a_and_b(x, y)
    return 6 * fp(a) + 6 * g(b) * hp(y)


@dz_dx.mistake(
    en="Only the path through f is there. x also acts through g, and the paths add up.",
    fr="Seul le chemin qui passe par f est là. x agit aussi par g, et les chemins s'additionnent.",
)
def path_through_f_only(x, y, f, fp, g, gp, h, hp):  # M16.5
    return 2 * fp(x + 3 * y)


@dz_dx.mistake(
    en="Only the path through g is there. x also acts through f, and the paths add up.",
    fr="Seul le chemin qui passe par g est là. x agit aussi par f, et les chemins s'additionnent.",
)
def path_through_g_only(x, y, f, fp, g, gp, h, hp):  # M16.5
    return 30 * gp(5 * x) * h(y)


@dz_dx.mistake(
    en="You multiply the sum of the ∂z by the sum of the ∂x: each path has its own product, and "
    "these are added.",
    fr="Vous multipliez la somme des dérivées de z par celle des dérivées par rapport à x : chaque "
    "chemin a son propre produit, et ce sont les produits que l'on additionne.",
)
def product_of_two_sums(x, y, f, fp, g, gp, h, hp):  # M16.6
    a, b = a_and_b(x, y)
    return (2 + 6 * h(y)) * (fp(a) + 5 * gp(b))


@dz_dx.mistake(
    en="You apply f' and g' to a and b, which are f and g already: the derivative is taken at "
    "what went in, not at what came out. The slide has this slip.",
    fr="Vous appliquez f' et g' à a et à b, qui sont déjà f et g : la dérivée se prend à ce qui "
    "est entré, et non à ce qui est sorti. La diapositive fait ce faux pas.",
)
def slopes_at_the_values(x, y, f, fp, g, gp, h, hp):  # ER4
    a, b = a_and_b(x, y)
    return 2 * fp(f(a)) + 30 * gp(g(b)) * h(y)


@dz_dx.alternative
def through_the_chain_rule(x, y, f, fp, g, gp, h, hp):
    return ref.chain_rule(np.array([2, 6 * h(y)]), np.array([fp(x + 3 * y), 5 * gp(5 * x)]))


@dz_dx.alternative
def in_one_line(x, y, f, fp, g, gp, h, hp):
    return float(2 * fp(x + 3 * y) + 30 * gp(5 * x) * h(y))
