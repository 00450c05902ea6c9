"""Part A: the four blanks of a slide on the chain rule (question Q37, erratum ER4)."""

from autograder import Part

part = Part("blanks")


def a_function_of_two_paths(rng):
    # In this order: the four right ones, the slide's two errors, then other slips.
    p, q, r, s = (int(n) for n in rng.permutation([2, 3, 4, 5, 6, 7])[:4])
    factors = [
        f"{p}",
        f"{r} h(y)",
        f"f'(x + {q}y)",
        f"{s} g'({s}x)",
        f"f'(a x + {q}y)",
        "g'(a x)",
        f"g'({s}x)",
        f"{q} f'(x + {q}y)",
        f"{r} h'(y)",
        f"{p} f'(x + {q}y)",
        f"f'({s}x)",
    ]
    order = [int(i) for i in rng.permutation(11)]
    lines = [f"- {'ABCDEFGHIJK'[k]}: `{factors[i]}`" for k, i in enumerate(order)]
    return {
        "function": f"z = {p} f(x + {q}y) + {r} g({s}x) h(y)",
        "order": order,
        "listed": "\n".join(lines),
    }


@part.answer(
    "four_blanks",
    points=6,
    variant=a_function_of_two_paths,
    texts={
        "en": "Your function is `{function}`. Write $a = f(\\dots)$ and $b = g(\\dots)$ for "
        "its two pieces, so that z is made of a, b and h(y). Then "
        "$\\frac{{\\partial z}}{{\\partial x}} = \\frac{{\\partial z}}{{\\partial a}} "
        "\\frac{{\\partial a}}{{\\partial x}} + \\frac{{\\partial z}}{{\\partial b}} "
        "\\frac{{\\partial b}}{{\\partial x}}$, four blanks to fill. Choose among\n\n{listed}\n\n"
        'and put in `four_blanks` a dictionary from `"dz_da"`, `"da_dx"`, `"dz_db"` and `"db_dx"` '
        "to a letter.",
        "fr": "Votre fonction est `{function}`. Notez $a = f(\\dots)$ et $b = g(\\dots)$ : z est "
        "faite de a, de b et de h(y). Alors "
        "$\\frac{{\\partial z}}{{\\partial x}} = \\frac{{\\partial z}}{{\\partial a}} "
        "\\frac{{\\partial a}}{{\\partial x}} + \\frac{{\\partial z}}{{\\partial b}} "
        "\\frac{{\\partial b}}{{\\partial x}}$ : quatre blancs à remplir. Choisissez "
        "parmi\n\n{listed}\n\net mettez dans `four_blanks` un dictionnaire qui associe une lettre "
        'à `"dz_da"`, `"da_dx"`, `"dz_db"` et `"db_dx"`.',
    },
)
def four_blanks(function, order, listed):
    blanks = {"dz_da": 0, "dz_db": 1, "da_dx": 2, "db_dx": 3}
    return {blank: "ABCDEFGHIJK"[order.index(which)] for blank, which in blanks.items()}


def filled(order, **blanks):
    """The right letters, but for the blanks that are given another factor."""
    right = four_blanks.solution("", order, "")
    return right | {name: "ABCDEFGHIJK"[order.index(which)] for name, which in blanks.items()}


@four_blanks.mistake(
    en="Your ∂a/∂x has an a inside f', as on the slide. The argument of f' is that of f: a "
    "derivative is taken where the function was.",
    fr="Votre ∂a/∂x a un a à l'intérieur de f', comme sur la diapositive. L'argument de f' est "
    "celui de f : une dérivée se prend là où était la fonction.",
)
def slide_s_argument_of_f(function, order, listed):  # ER4
    return filled(order, da_dx=4)


@four_blanks.mistake(
    en="Your ∂b/∂x is the slide's, g'(a x): there is no a in b, and the factor of x inside g is "
    "lost.",
    fr="Votre ∂b/∂x est celui de la diapositive, g'(a x) : il n'y a pas de a dans b, et le facteur "
    "de x à l'intérieur de g est perdu.",
)
def slide_s_derivative_of_b(function, order, listed):  # ER4
    return filled(order, db_dx=5)


@four_blanks.mistake(
    en="Both derivatives with respect to x are the slide's, with an a inside f' and g'. A "
    "derivative is taken where the function was, and what multiplies x inside comes out in front.",
    fr="Vos deux dérivées par rapport à x sont celles de la diapositive, avec un a à l'intérieur "
    "de f' et de g'. Une dérivée se prend là où était la fonction, et ce qui multiplie x à "
    "l'intérieur passe devant.",
)
def slide_as_it_stands(function, order, listed):  # ER4
    return filled(order, da_dx=4, db_dx=5)


@four_blanks.mistake(
    en="The factor of x inside g is missing from ∂b/∂x: when x grows by a little, the argument of "
    "g grows by several times as much.",
    fr="Il manque dans ∂b/∂x le facteur de x à l'intérieur de g : quand x augmente un peu, "
    "l'argument de g augmente plusieurs fois plus.",
)
def no_inner_derivative(function, order, listed):  # M16.1
    return filled(order, db_dx=6)


@four_blanks.mistake(
    en="Your ∂a/∂x is a derivative with respect to y: the factor that you have put in front of f' "
    "belongs to y.",
    fr="Votre ∂a/∂x est une dérivée par rapport à y : le facteur que vous avez mis devant f' est "
    "celui de y.",
)
def derivative_with_respect_to_y(function, order, listed):  # M16.4
    return filled(order, da_dx=7)


@four_blanks.mistake(
    en="Your ∂z/∂b differentiates h. With respect to b, h(y) is a mere factor: it does not "
    "contain b.",
    fr="Votre ∂z/∂b dérive h. Par rapport à b, h(y) n'est qu'un facteur : il ne contient pas b.",
)
def differentiates_h(function, order, listed):  # M16.2
    return filled(order, dz_db=8)


@four_blanks.mistake(
    en="The factor in front of f is in two of your blanks: ∂z/∂a has it already, and ∂a/∂x is of f "
    "alone.",
    fr="Le facteur placé devant f est dans deux de vos blancs : ∂z/∂a l'a déjà, et ∂a/∂x ne "
    "concerne que f.",
)
def factor_counted_twice(function, order, listed):  # not in the catalogue
    return filled(order, da_dx=9)


@four_blanks.mistake(
    en="Your f' is taken at the argument of g. Each function has its own.",
    fr="Votre f' est prise à l'argument de g. Chaque fonction a le sien.",
)
def argument_of_the_other(function, order, listed):  # M16.3
    return filled(order, da_dx=10)


@four_blanks.mistake(
    en="The two paths are crossed: what you give for a belongs to b, and the other way round.",
    fr="Les deux chemins sont croisés : ce que vous donnez pour a revient à b, et inversement.",
)
def paths_crossed(function, order, listed):  # not in the catalogue
    return filled(order, dz_da=1, dz_db=0, da_dx=3, db_dx=2)


@four_blanks.alternative
def written_out(function, order, listed):
    letters = {which: "ABCDEFGHIJK"[place] for place, which in enumerate(order)}
    return {"db_dx": letters[3], "da_dx": letters[2], "dz_db": letters[1], "dz_da": letters[0]}
