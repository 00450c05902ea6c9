"""Week 2: plots to be read, of half-planes and of activations with their slopes (Q9, Q10)."""

import numpy as np

from autograder import Form, Part

half_planes = Part("half_planes")
part = Part("graphs")

# --- Q10: on which side does the neuron fire? ---


def five_half_planes(rng):
    w1, w2 = (int(n) for n in rng.permutation([2, 4, 5, 8])[:2] * rng.choice([-1, 1], size=2))
    b = int(rng.choice([-9, -7, -3, 3, 7, 9]))
    planes = [(w1, w2, b), (-w1, -w2, -b), (w1, w2, -b), (-w1, -w2, b), (w2, w1, b)]
    cuts = [(round(-c / u, 2), round(-c / v, 2), c > 0) for u, v, c in planes]
    return {"w1": w1, "w2": w2, "b": b, "panels": [cuts[i] for i in rng.permutation(5)]}


@half_planes.answer(
    "firing_side",
    points=2,
    variant=five_half_planes,
    form=Form.one("ABCDE"),
    texts={
        "en": "Your neuron has the weights $w_1$ = {w1} and $w_2$ = {w2} and the bias $b$ = {b}. "
        "The cell below draws five half-planes, and describes them in words. In which does your "
        "neuron fire? Put the letter in `firing_side`.",
        "fr": "Votre neurone a les poids $w_1$ = {w1} et $w_2$ = {w2} et le biais $b$ = {b}. La "
        "cellule ci-dessous dessine cinq demi-plans, et les décrit avec des mots. Dans lequel "
        "votre neurone s'active-t-il ? Mettez la lettre dans `firing_side`.",
    },
)
def firing_side(w1, w2, b, panels):
    wanted = (round(-b / w1, 2), round(-b / w2, 2), b > 0)
    return "ABCDE"[[tuple(panel) for panel in panels].index(wanted)]


def side_of(panels, w1, w2, b):
    return firing_side.solution(w1, w2, b, panels)


@firing_side.mistake(
    en="The boundary is right, and you have chosen the other side: at the origin the "
    "pre-activation is the bias. Is it positive?",
    fr="La frontière est juste, et vous avez choisi l'autre côté : à l'origine, la pré-activation "
    "est le biais. Est-il positif ?",
)
def takes_the_other_side(w1, w2, b, panels):  # Q10
    return side_of(panels, -w1, -w2, -b)


@firing_side.mistake(
    en="Your boundary is on the wrong side of the origin: the bias moves it against the weights, "
    "since their sum must be 0.",
    fr="Votre frontière est du mauvais côté de l'origine : le biais la déplace à l'opposé des "
    "poids, puisque leur somme doit être nulle.",
)
def moves_the_boundary_the_wrong_way(w1, w2, b, panels):  # Q10
    return side_of(panels, w1, w2, -b)


@firing_side.mistake(
    en="You have the signs of the weights reversed: a weight vector points to the side where its "
    "neuron fires.",
    fr="Vous avez inversé les signes des poids : un vecteur de poids pointe vers le côté où son "
    "neurone s'active.",
)
def reverses_the_weights(w1, w2, b, panels):  # Q10
    return side_of(panels, -w1, -w2, b)


@firing_side.mistake(
    en="You have swapped the axes: where the boundary meets the first axis, it is $w_1$ that "
    "counts, as $x_2$ is 0 there.",
    fr="Vous avez échangé les axes : là où la frontière coupe le premier axe, c'est $w_1$ qui "
    "compte, puisque $x_2$ y est nul.",
)
def swaps_the_two_axes(w1, w2, b, panels):  # Q10
    return side_of(panels, w2, w1, b)


@firing_side.alternative
def by_trying_points(w1, w2, b, panels):
    for letter, (x1, x2, origin) in zip("abcde", panels, strict=True):
        on_boundary = abs(w1 * x1 + b) < 0.05 and abs(w2 * x2 + b) < 0.05
        if on_boundary and origin == (b >= 0):
            return letter
    return None


for bound in ("1", "-1"):
    firing_side.equivalent(f"b > 0 → b > {bound}", "The bias of a variant is at least 3 from 0.")
firing_side.equivalent("b > 0 → b >= 0", "The bias of a variant is at least 3 from 0.")

# --- Q9: an activation, and the graph of its slope ---


def eight_graphs(rng):
    z = np.linspace(-4.0, 4.0, 81)
    sigmoid, bell = 1 / (1 + np.exp(-z)), np.exp(-(z**2))
    above = [np.tanh(z), np.log(1 + np.exp(z)), bell]
    below = [1 - np.tanh(z) ** 2, sigmoid, -2 * z * bell, 2 * z * bell, sigmoid * (1 - sigmoid)]
    return {
        "activations": [above[i].round(3).tolist() for i in rng.permutation(3)],
        "slopes": [below[i].round(3).tolist() for i in rng.permutation(5)],
    }


@part.answer(
    "slope_graphs",
    points=2,
    variant=eight_graphs,
    form=Form.fields(dict.fromkeys("ABC", Form.one(range(1, 6)))),
    scoring="entries",
    texts={
        "en": "The cell below draws three activations, A, B and C, and five slopes, 1 to 5, from "
        "z = -4 to z = 4, and gives some of their values. Which slope is that of which activation? "
        "In `slope_graphs`, give each letter its number.",
        "fr": "La cellule ci-dessous dessine trois activations, A, B et C, et cinq pentes, de 1 à "
        "5, de z = -4 à z = 4, et donne quelques-unes de leurs valeurs. Quelle pente est celle de "
        "quelle activation ? Dans `slope_graphs`, donnez à chaque lettre son numéro.",
    },
)
def slope_graphs(activations, slopes):
    rises = np.gradient(activations, 0.1, axis=1)
    far = np.abs(rises[:, None] - slopes).sum(axis=2)
    return {letter: int(row.argmin()) + 1 for letter, row in zip("ABC", far, strict=True)}


def letters_and_numbers(activations, slopes):
    """Return which graph is what, told by a few of its values."""
    letters, numbers = {}, {}
    for letter, graph in zip("ABC", activations, strict=True):
        kind = "tanh" if graph[0] < -0.5 else "softplus" if graph[-1] > 2 else "gaussian"
        letters[kind] = letter
    for number, graph in enumerate(slopes, start=1):
        left, right = graph[30], graph[50]
        if left * right < 0:
            kind = "wave" if left > 0 else "reversed wave"
        elif graph[-1] > 0.5:
            kind = "sigmoid"
        else:
            kind = "bell" if max(graph) > 0.5 else "low bell"
        numbers[kind] = number
    return letters, numbers


def instead(activations, slopes, **others):
    """Return the right answer, but for these activations."""
    letters, numbers = letters_and_numbers(activations, slopes)
    changed = {letters[name]: numbers[slope] for name, slope in others.items()}
    return {**slope_graphs.solution(activations, slopes), **changed}


@slope_graphs.mistake(
    en="Your slope for the bell-shaped activation has the wrong sign: left of 0 that activation "
    "rises.",
    fr="Votre pente pour l'activation en cloche a le mauvais signe : à gauche de 0, cette "
    "activation monte.",
)
def reverses_the_wave(activations, slopes):  # Q9
    return instead(activations, slopes, gaussian="reversed wave")


@slope_graphs.mistake(
    en="For the activation from -1 to 1 you have chosen a slope that never exceeds 1/4: that is "
    "the sigmoid's, which rises half as far, and half as fast.",
    fr="Pour l'activation qui va de -1 à 1, vous avez choisi une pente qui ne dépasse jamais 1/4 : "
    "c'est celle de la sigmoïde, qui monte deux fois moins haut et deux fois moins vite.",
)
def takes_the_bell_of_the_sigmoid(activations, slopes):  # Q9
    return instead(activations, slopes, tanh="low bell")


@slope_graphs.mistake(
    en="You have swapped two slopes: one activation levels off on both sides, so that its slope "
    "goes to 0 on both; the other goes on rising.",
    fr="Vous avez échangé deux pentes : une activation s'aplatit des deux côtés, et sa pente y "
    "tend vers 0 ; l'autre continue de monter.",
)
def swaps_tanh_and_softplus(activations, slopes):  # Q9
    return instead(activations, slopes, tanh="sigmoid", softplus="bell")


@slope_graphs.mistake(
    en="For each activation you have looked for the slope that looks like it: a bell has no "
    "slope at its top, and what rises on one side of 0 alone has a slope on that side alone.",
    fr="Pour chaque activation, vous avez cherché la pente qui lui ressemble : une cloche n'a "
    "pas de pente à son sommet, et ce qui ne monte que d'un côté de 0 n'a de pente que de ce "
    "côté.",
)
def takes_the_slope_that_looks_alike(activations, slopes):  # Q9
    return instead(activations, slopes, tanh="sigmoid", softplus="low bell", gaussian="bell")


@slope_graphs.alternative
def by_values(activations, slopes):
    letters, numbers = letters_and_numbers(activations, slopes)
    right = {"tanh": "bell", "softplus": "sigmoid", "gaussian": "wave"}
    return {letters[name]: numbers[slope] for name, slope in right.items()}


FAR = "np.abs(rises[:, None] - slopes)"

slope_graphs.equivalent(
    f"{FAR}.sum(axis=2) → {FAR}.sum(axis=2, keepdims=True)", "The nearest is the same."
)
slope_graphs.equivalent(f"{FAR}.sum(axis=2) → {FAR}.mean(axis=2)", "Only the nearest counts.")
slope_graphs.equivalent(f"{FAR}.sum(axis=2) → {FAR}.max(axis=2)", "The nearest is the same.")
slope_graphs.equivalent(
    "rises[:, None] - slopes → slopes - rises[:, None]", "A distance has no sign."
)
slope_graphs.equivalent(
    "zip('ABC', far, strict=True) → zip('ABC', far, strict=False)", "There are three of each."
)
