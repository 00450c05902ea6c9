"""Part C, end: activations told by their slopes, and what is wrong with each (Q9, Q34)."""

from autograder import Part, Tolerance

part = Part("curves")

# --- Q9: activation and derivative ---


def seven_slopes(rng):
    rows = [
        [0.0, 0.0, 0.0],
        [0.0, 1.0, 1.0],
        [0.1, 1.0, 1.0],
        [0.105, 0.197, 0.105],
        [0.071, 0.42, 0.071],
        [0.119, 0.731, 0.881],
        [0.073, -0.736, -0.073],
    ]
    rows = [rows[i] for i in rng.permutation(7)]
    lines = [f"- {letter}: {row}" for letter, row in zip("ABCDEFG", rows, strict=True)]
    return {"rows": rows, "listed": "\n".join(lines)}


@part.answer(
    "slopes",
    points=3,
    variant=seven_slopes,
    texts={
        "en": "Seven activation functions, and the slopes of each at z = -2, at z = 1 and at z = 2:"
        '\n\n{listed}\n\nPut in `slopes` the list of their names, from A to G: "step", "sigmoid", '
        '"tanh", "relu", "leaky_relu", "softplus" and "gaussian", in the right order.',
        "fr": "Sept fonctions d'activation, et les pentes de chacune en z = -2, en z = 1 et en "
        "z = 2 :\n\n{listed}\n\nMettez dans `slopes` la liste de leurs noms, de A à G : "
        '"step" (l\'échelon), "sigmoid", "tanh", "relu", "leaky_relu", "softplus" et "gaussian", '
        "dans le bon ordre.",
    },
)
def slopes(rows, listed):
    names = {
        (0.0, 0.0): "step",
        (0.0, 1.0): "relu",
        (0.1, 1.0): "leaky_relu",
        (0.105, 0.197): "sigmoid",
        (0.071, 0.42): "tanh",
        (0.119, 0.731): "softplus",
        (0.073, -0.736): "gaussian",
    }
    return [names[left, middle] for left, middle, _ in rows]


def swapped(rows, listed, first, second):
    """Return the right answer, but for two names that have taken each other's place."""
    places = {first: second, second: first}
    return [places.get(name, name) for name in slopes.solution(rows, listed)]


@slopes.mistake(
    en="You have swapped the sigmoid and tanh: the slope of one of them is never above 1/4.",
    fr="Vous avez échangé la sigmoïde et tanh : la pente de l'une des deux ne dépasse jamais 1/4.",
)
def swaps_sigmoid_and_tanh(rows, listed):  # Q9
    return swapped(rows, listed, "sigmoid", "tanh")


@slopes.mistake(
    en="You have swapped the sigmoid and softplus: the numbers are slopes. Which of the two has a "
    "slope that looks like a sigmoid?",
    fr="Vous avez échangé la sigmoïde et softplus : les nombres sont des pentes. Laquelle des deux "
    "a une pente qui ressemble à une sigmoïde ?",
)
def swaps_sigmoid_and_softplus(rows, listed):  # Q9
    return swapped(rows, listed, "sigmoid", "softplus")


@slopes.mistake(
    en="You have swapped ReLU and leaky ReLU: one of them has no slope left at z = -2.",
    fr="Vous avez échangé ReLU et leaky ReLU : l'une des deux n'a plus de pente en z = -2.",
)
def swaps_relu_and_leaky_relu(rows, listed):  # Q9
    return swapped(rows, listed, "relu", "leaky_relu")


@slopes.mistake(
    en="You have swapped the step and ReLU: you may have thought of their values, and these are "
    "their slopes.",
    fr="Vous avez échangé l'échelon et ReLU : vous pensiez peut-être à leurs valeurs, et ce sont "
    "leurs pentes.",
)
def swaps_step_and_relu(rows, listed):  # Q9
    return swapped(rows, listed, "step", "relu")


@slopes.mistake(
    en="You have swapped tanh and the Gaussian: one of the two rises everywhere, the other only on "
    "one side of 0.",
    fr="Vous avez échangé tanh et la gaussienne : l'une des deux est croissante partout, l'autre "
    "d'un seul côté de 0.",
)
def swaps_tanh_and_gaussian(rows, listed):  # Q9
    return swapped(rows, listed, "tanh", "gaussian")


@slopes.alternative
def as_a_tuple_of_names(rows, listed):
    return tuple(slopes.solution(rows, listed))


# --- Q9: activation and drawback ---


def five_activations(rng):
    names = ["step", "sigmoid", "tanh", "relu", "leaky_relu"]
    return {"names": [names[i] for i in rng.permutation(5)]}


@part.answer(
    "drawbacks",
    points=3,
    variant=five_activations,
    texts={
        "en": "Five activation functions: {names}. Five remarks: (1) its slope never exceeds 1/4, "
        "and all its values are positive; (2) a neuron that is negative for all the instances "
        "never learns again; (3) its slope is 0 wherever it has one, so that no gradient ever "
        "passes; (4) its values are centred on 0, but its slope vanishes on both sides; (5) no "
        "slope of it vanishes, at the price of one more constant to choose. Put in `drawbacks` "
        "the list of the five numbers, in the order of your activation functions.",
        "fr": "Cinq fonctions d'activation : {names}. Cinq remarques : (1) sa pente ne dépasse "
        "jamais 1/4, et toutes ses valeurs sont positives ; (2) un neurone négatif pour toutes les "
        "instances n'apprend plus jamais ; (3) sa pente est nulle partout où elle existe, si bien "
        "qu'aucun gradient ne passe ; (4) ses valeurs sont centrées sur 0, mais sa pente s'annule "
        "des deux côtés ; (5) aucune de ses pentes ne s'annule, au prix d'une constante de plus à "
        "choisir. Mettez dans `drawbacks` la liste des cinq numéros, dans l'ordre de vos fonctions "
        "d'activation.",
    },
)
def drawbacks(names):
    numbers = {"sigmoid": 1, "relu": 2, "step": 3, "tanh": 4, "leaky_relu": 5}
    return [numbers[name] for name in names]


def exchanged(names, first, second):
    """Return the right answer, but for two numbers that have taken each other's place."""
    places = {first: second, second: first}
    return [places.get(number, number) for number in drawbacks.solution(names)]


@drawbacks.mistake(
    en="You have swapped the sigmoid and tanh: which of the two also answers with negative "
    "numbers?",
    fr="Vous avez échangé la sigmoïde et tanh : laquelle des deux donne aussi des valeurs "
    "négatives ?",
)
def swaps_the_two_saturating(names):  # Q9
    return exchanged(names, 1, 4)


@drawbacks.mistake(
    en="You have swapped ReLU and leaky ReLU: the leak is what brings a neuron back.",
    fr="Vous avez échangé ReLU et leaky ReLU : c'est la fuite qui fait revenir un neurone.",
)
def swaps_the_two_rectifiers(names):  # Q9
    return exchanged(names, 2, 5)


@drawbacks.mistake(
    en="You have swapped the step and ReLU: on the positive side, one of them has a slope.",
    fr="Vous avez échangé l'échelon et ReLU : du côté positif, l'une des deux a une pente.",
)
def swaps_step_and_rectifier(names):  # Q9, ER22
    return exchanged(names, 2, 3)


@drawbacks.mistake(
    en="You have swapped the step and the sigmoid: the sigmoid is a step made smooth, and it is "
    "smooth in order to have a slope.",
    fr="Vous avez échangé l'échelon et la sigmoïde : la sigmoïde est un échelon adouci, et elle "
    "est douce justement pour avoir une pente.",
)
def swaps_step_and_sigmoid(names):  # Q9
    return exchanged(names, 1, 3)


@drawbacks.mistake(
    en="You have sorted the numbers: they are asked in the order of your activation functions.",
    fr="Vous avez rangé les numéros : on les demande dans l'ordre de vos fonctions d'activation.",
)
def answers_in_the_order_of_the_remarks(names):
    # Where the right answer is that order, or two numbers away from it, this one has it reversed.
    in_order, right = [1, 2, 3, 4, 5], drawbacks.solution(names)
    others = [number for number, place in zip(right, in_order, strict=True) if number != place]
    return in_order[::-1] if len(others) <= 2 else in_order


@drawbacks.alternative
def as_a_tuple(names):
    return tuple(drawbacks.solution(names))


# --- Q34: what is left of a gradient ---


def a_depth(rng):
    return {"depth": int(rng.integers(9, 16))}


@part.answer(
    "best_slope",
    points=3,
    variant=a_depth,
    tolerance=Tolerance(rtol=5e-3, atol=0.0),
    texts={
        "en": "Going back through your network, a gradient meets {depth} sigmoids, one after the "
        "other, and is multiplied by the slope of each. What is the largest product that these "
        "slopes can have? Put the number in `best_slope`, with at least three significant digits.",
        "fr": "En remontant votre réseau, un gradient rencontre {depth} sigmoïdes l'une après "
        "l'autre, et il est multiplié par la pente de chacune. Quelle est la plus grande valeur "
        "que puisse prendre le produit de ces pentes ? Mettez ce nombre dans `best_slope`, avec au "
        "moins trois chiffres significatifs.",
    },
)
def best_slope(depth):
    return 0.25**depth


@best_slope.mistake(
    en="You add the slopes: one after the other, they are multiplied.",
    fr="Vous additionnez les pentes : l'une après l'autre, elles se multiplient.",
)
def adds_the_slopes(depth):  # Q34
    return 0.25 * depth


@best_slope.mistake(
    en="You multiply values of the sigmoid, 1/2 at 0: its slopes are asked.",
    fr="Vous multipliez des valeurs de la sigmoïde, 1/2 en 0 : ce sont ses pentes qu'on demande.",
)
def multiplies_the_values(depth):  # Q34
    return 0.5**depth


@best_slope.mistake(
    en="You give the best slope of a single sigmoid: the gradient passes through all of them.",
    fr="Vous donnez la meilleure pente d'une seule sigmoïde : le gradient les traverse toutes.",
)
def counts_one_sigmoid(depth):  # Q34
    return 0.25


@best_slope.mistake(
    en="You count one sigmoid less than there are.",
    fr="Vous comptez une sigmoïde de moins qu'il n'y en a.",
)
def counts_one_less(depth):
    return 0.25 ** (depth - 1)


@best_slope.mistake(
    en="You take a best slope of 1, which is that of tanh: the sigmoid is less steep.",
    fr="Vous prenez 1 comme meilleure pente, celle de tanh : la sigmoïde est moins raide.",
)
def takes_the_slope_of_tanh(depth):
    return 1.0


@best_slope.alternative
def in_powers_of_two(depth):
    return 2.0 ** (-2 * depth)
