"""Part A: tensors that remember where they come from (exercise E82)."""

import numpy as np
import torch
from reference.pytorch import autograd as ref

from autograder import Form, Part

part = Part("gradients")

# --- E82: the slide's own example ---

slide_gradients = part.question(ref.slide_gradients, points=3)


@slide_gradients.probe
def _(slide_gradients, x, y, z):
    leaves = [torch.tensor(each) for each in (x, y, z)]
    found = slide_gradients(*leaves)
    return {"gradients": tuple(found), "x asks for a gradient now": leaves[0].requires_grad}


def real(rng, *shape):
    return {name: rng.normal(size=shape) for name in "xyz"}


@slide_gradients.case("two numbers each", visible=True, fr="deux nombres chacun")
def _(rng):
    return {"x": np.array([1.0, 2.0]), "y": np.array([3.0, -4.0]), "z": np.array([0.5, 0.5])}


@slide_gradients.case("integers", visible=True, fr="des entiers")
def _(rng):
    return {"x": np.array([[2, 3]]), "y": np.array([[5, 7]]), "z": np.array([[1, 1]])}


@slide_gradients.case("three rows of four", fr="trois lignes de quatre")
def _(rng):
    return real(rng, 3, 4)


@slide_gradients.case("one number", fr="un seul nombre")
def _(rng):
    return real(rng, 1)


@slide_gradients.case("other integers", fr="d'autres entiers")
def _(rng):
    return {name: rng.integers(2, 9, size=(2, 5)) for name in "xyz"}


def leaves_of(x, y, z):
    return [each.double().clone().requires_grad_() for each in (x, y, z)]


@slide_gradients.mistake(
    en="You call `backward` on a whole array: autograd derives one number, and without being told "
    "how the entries count it does not know which.",
    fr="Vous appelez `backward` sur tout un tableau : autograd dérive un seul nombre et, sans "
    "savoir combien compte chaque entrée, il ne sait pas lequel.",
)
def derives_an_array(x, y, z):  # M82.3
    x, y, z = leaves_of(x, y, z)
    (x * y + z).backward()
    return x.grad, y.grad, z.grad


@slide_gradients.mistake(
    en="You ask for the gradient of a tensor of integers: nothing can be derived with respect to "
    "numbers that cannot move a little.",
    fr="Vous demandez le gradient d'un tenseur d'entiers : on ne dérive pas par rapport à des "
    "nombres qui ne peuvent pas bouger un peu.",
)
def asks_integers_for_gradients(x, y, z):  # M82.5
    x, y, z = (each.clone().requires_grad_() for each in (x, y, z))
    torch.sum(x * y + z).backward()
    return x.grad, y.grad, z.grad


@slide_gradients.mistake(
    en="Every gradient is twice too large, as on the slide: `backward` was called twice, and adds "
    "to what is in `.grad` already.",
    fr="Chaque gradient est deux fois trop grand, comme sur la diapositive : `backward` a été "
    "appelé deux fois, et il ajoute à ce que contient déjà `.grad`.",
)
def runs_twice(x, y, z):  # M82.1, ER6
    x, y, z = leaves_of(x, y, z)
    for _ in range(2):
        torch.sum(x * y + z).backward()
    return x.grad, y.grad, z.grad


@slide_gradients.mistake(
    en="The graph is cut between x, y and c: from a detached tensor no gradient flows back.",
    fr="Le graphe est coupé entre x, y et c : aucun gradient ne remonte au-delà d'un tenseur "
    "détaché.",
)
def detaches_the_product(x, y, z):  # M82.4
    x, y, z = leaves_of(x, y, z)
    torch.sum((x * y).detach() + z).backward()
    return x.grad, y.grad, z.grad


@slide_gradients.mistake(
    en="You derive the mean of the entries: c is their sum.",
    fr="Vous dérivez la moyenne des entrées : c est leur somme.",
)
def derives_the_mean(x, y, z):  # not in the catalogue
    x, y, z = leaves_of(x, y, z)
    torch.mean(x * y + z).backward()
    return x.grad, y.grad, z.grad


@slide_gradients.mistake(
    en="You return x for the gradient of x, and y for that of y: in a product, each is the slope "
    "of the other.",
    fr="Vous renvoyez x pour le gradient de x, et y pour celui de y : dans un produit, chacun est "
    "la pente de l'autre.",
)
def swaps_the_factors(x, y, z):  # not in the catalogue
    return x.double(), y.double(), torch.ones_like(z.double())


@slide_gradients.mistake(
    en="You changed the tensors that you were given: they ask for a gradient now. `double` "
    "returns the same tensor where nothing is to be converted.",
    fr="Vous avez modifié les tenseurs reçus : ils demandent maintenant un gradient. `double` "
    "renvoie le même tenseur quand il n'y a rien à convertir.",
)
def marks_the_arguments(x, y, z):  # not in the catalogue
    x, y, z = (each.double().requires_grad_() for each in (x, y, z))
    torch.sum(x * y + z).backward()
    return x.grad, y.grad, z.grad


@slide_gradients.alternative
def asks_for_the_gradients_at_once(x, y, z):
    leaves = [
        torch.tensor(each.numpy(), dtype=torch.float64, requires_grad=True) for each in (x, y, z)
    ]
    return torch.autograd.grad((leaves[0] * leaves[1]).sum() + leaves[2].sum(), leaves)


@slide_gradients.alternative
def with_an_array_of_ones(x, y, z):
    x, y, z = leaves_of(x, y, z)
    b = x * y + z
    b.backward(torch.ones_like(b))
    return x.grad, y.grad, z.grad


for name in "xy":
    slide_gradients.equivalent(f"(x, y, z) → (x, y, {name})", "No gradient depends on z.")


# --- Q40: the same cell, run again ---


def draw_runs(rng):
    return {"runs": int(rng.integers(3, 6)), "factor": int(rng.integers(7, 10))}


@part.answer(
    "z_gradient",
    points=2,
    variant=draw_runs,
    form=Form.number(),
    texts={
        "en": "`x`, `y` and `z` are made once, of shape (3, 4), with `requires_grad=True`. The "
        "cell below them, `c = torch.sum(x * y + {factor} * z); c.backward()`, is run {runs} "
        "times. What is each entry of `z.grad` then?",
        "fr": "`x`, `y` et `z` sont créés une fois, de forme (3, 4), avec `requires_grad=True`. "
        "La cellule en dessous, `c = torch.sum(x * y + {factor} * z); c.backward()`, est exécutée "
        "{runs} fois. Que vaut alors chaque entrée de `z.grad` ?",
    },
)
def z_gradient(runs, factor):
    return runs * factor


z_gradient = part.questions[-1]


@z_gradient.mistake(
    en="That is the gradient of one run: `backward` adds to `.grad`, it does not replace it.",
    fr="C'est le gradient d'une seule exécution : `backward` ajoute à `.grad`, il ne le remplace "
    "pas.",
)
def forgets_the_runs_before(runs, factor):  # M82.1, Q40
    return factor


@z_gradient.mistake(
    en="You counted the runs, and forgot the factor of z.",
    fr="Vous avez compté les exécutions, et oublié le facteur de z.",
)
def forgets_the_factor(runs, factor):  # not in the catalogue
    return runs


@z_gradient.mistake(
    en="The runs add their gradients up; they do not multiply them.",
    fr="Les exécutions additionnent leurs gradients ; elles ne les multiplient pas.",
)
def multiplies_the_runs(runs, factor):  # not in the catalogue
    return factor**runs


@z_gradient.mistake(
    en="That is the sum of all the entries: each has a gradient of its own.",
    fr="C'est la somme de toutes les entrées : chacune a son propre gradient.",
)
def adds_all_entries(runs, factor):  # not in the catalogue
    return 12 * runs * factor
