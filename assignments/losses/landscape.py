"""Part H: convex costs, and the places where a gradient vanishes (question Q26)."""

from autograder import Part

part = Part("landscape")

# --- Q26: convex or not ---


def five_costs(rng):
    return {"costs": [str(letter) for letter in rng.permutation(list("ABCDE"))]}


_EN = """Five costs, each a mean over the same instances and a function of the weights:

- **A**: the squared error of a neuron without activation;
- **B**: the binary cross-entropy of a neuron with a sigmoid;
- **C**: the squared error of a neuron with a sigmoid;
- **D**: the binary cross-entropy of a network with a hidden layer of tanh;
- **E**: the hinge loss of a neuron without activation.

Put in `convex_costs` the list of `True` where the cost is convex whatever the data are, and of
`False` where it need not be, in **your** order: {costs}."""

_FR = """Cinq coûts, chacun étant une moyenne sur les mêmes instances et une fonction des poids :

- **A** : l'erreur quadratique d'un neurone sans activation ;
- **B** : l'entropie croisée binaire d'un neurone à sigmoïde ;
- **C** : l'erreur quadratique d'un neurone à sigmoïde ;
- **D** : l'entropie croisée binaire d'un réseau à une couche cachée de tanh ;
- **E** : la perte charnière d'un neurone sans activation.

Mettez dans `convex_costs` la liste des `True` là où le coût est convexe quelles que soient les
données, et des `False` là où il peut ne pas l'être, dans **votre** ordre : {costs}."""


@part.answer("convex_costs", points=2, variant=five_costs, texts={"en": _EN, "fr": _FR})
def convex_costs(costs):
    return [cost in "ABE" for cost in costs]


def otherwise(costs, others):
    """Return the right answers, but for the costs that are given."""
    right = zip(costs, convex_costs.solution(costs), strict=True)
    return [answer != (cost in others) for cost, answer in right]


@convex_costs.mistake(
    en="A square is convex in the output, but the sigmoid bends on the way from the weights to it.",
    fr="Un carré est convexe en la sortie, mais la sigmoïde se courbe entre les poids et elle.",
)
def every_square_is_convex(costs):  # Q26
    return otherwise(costs, "C")


@convex_costs.mistake(
    en="A hidden layer ends convexity: exchange two hidden neurons, and another minimum is there, "
    "as good as the first, with a hill in between.",
    fr="Une couche cachée met fin à la convexité : échangez deux neurones cachés, et voici un "
    "autre minimum, aussi bon que le premier, avec une colline entre les deux.",
)
def cross_entropy_is_always_convex(costs):  # Q26
    return otherwise(costs, "D")


@convex_costs.mistake(
    en="The cross-entropy of a single sigmoid is convex in its weights: its second derivative is "
    "p (1 - p) x², never negative.",
    fr="L'entropie croisée d'une seule sigmoïde est convexe en ses poids : sa dérivée seconde est "
    "p (1 - p) x², jamais négative.",
)
def no_sigmoid_is_convex(costs):  # Q26
    return otherwise(costs, "B")


@convex_costs.mistake(
    en="A corner does not end convexity: every chord of the hinge lies on it or above.",
    fr="Un point anguleux ne met pas fin à la convexité : toute corde de la charnière est sur elle "
    "ou au-dessus.",
)
def no_corner_is_convex(costs):  # Q26
    return otherwise(costs, "E")


@convex_costs.mistake(
    en="You have swapped the two losses of the sigmoid: one is made for it, and stays convex.",
    fr="Vous avez échangé les deux pertes de la sigmoïde : l'une est faite pour elle, et reste "
    "convexe.",
)
def swaps_the_losses_of_the_sigmoid(costs):  # Q26
    return otherwise(costs, "BC")


@convex_costs.mistake(
    en="All is reversed: `True` stands for convex.",
    fr="Tout est inversé : `True` veut dire convexe.",
)
def all_reversed(costs):  # Q26
    return otherwise(costs, "ABCDE")


@convex_costs.alternative
def as_a_tuple_of_answers(costs):
    return tuple(convex_costs.solution(costs))


# --- Q26: where a gradient vanishes ---


def five_points(rng):
    points = [
        [[0.0, 0.0], [0.4, 2.1]],
        [[0.0, 0.0], [-0.7, 1.9]],
        [[0.0, 0.0], [-1.2, -0.3]],
        [[1e-07, -3e-07], [2e-08, 5e-08]],
        [[1.3, -0.4], [0.6, 1.5]],
    ]
    return {"points": [points[i] for i in rng.permutation(5)]}


@part.answer(
    "landscape",
    points=2,
    variant=five_points,
    texts={
        "en": "At five points of a cost with two weights, you are given the gradient and the two "
        "eigenvalues of the Hessian: {points}. Put in `landscape` the list, in the same order, of "
        'what each point is: `"minimum"`, `"maximum"`, `"saddle"`, `"plateau"` (nearly flat all '
        'around) or `"slope"`. Each comes once.',
        "fr": "En cinq points d'un coût à deux poids, on donne le gradient et les deux valeurs "
        "propres de la hessienne : {points}. Mettez dans `landscape` la liste, dans le même ordre, "
        'de ce qu\'est chaque point : `"minimum"`, `"maximum"`, `"saddle"` (un col), `"plateau"` '
        '(presque plat tout autour) ou `"slope"` (une pente). Chacun vient une fois.',
    },
)
def landscape(points):
    names = {0.4: "minimum", -0.7: "saddle", -1.2: "maximum", 2e-08: "plateau", 0.6: "slope"}
    return [names[eigenvalues[0]] for _, eigenvalues in points]


def renamed(points, **others):
    """Return the right names, but for those that are given."""
    return [others.get(name, name) for name in landscape.solution(points)]


@landscape.mistake(
    en="You have swapped the minimum and the saddle: one direction in which the cost falls is "
    "enough for a saddle.",
    fr="Vous avez échangé le minimum et le col : une seule direction où le coût descend suffit à "
    "faire un col.",
)
def swaps_minimum_and_saddle(points):  # Q26
    return renamed(points, minimum="saddle", saddle="minimum")


@landscape.mistake(
    en="You have swapped the minimum and the maximum: with positive eigenvalues the cost rises in "
    "every direction.",
    fr="Vous avez échangé le minimum et le maximum : avec des valeurs propres positives, le coût "
    "monte dans toutes les directions.",
)
def swaps_minimum_and_maximum(points):  # Q26
    return renamed(points, minimum="maximum", maximum="minimum")


@landscape.mistake(
    en="You have swapped the minimum and the plateau: a gradient of 1e-7 with no curvature is no "
    "arrival, only a slow place.",
    fr="Vous avez échangé le minimum et le plateau : un gradient de 1e-7 sans courbure n'est pas "
    "une arrivée, seulement un lieu où l'on va lentement.",
)
def swaps_minimum_and_plateau(points):  # Q26
    return renamed(points, minimum="plateau", plateau="minimum")


@landscape.mistake(
    en="You have swapped the maximum and the saddle: a saddle has eigenvalues of both signs.",
    fr="Vous avez échangé le maximum et le col : un col a des valeurs propres des deux signes.",
)
def swaps_maximum_and_saddle(points):  # Q26
    return renamed(points, maximum="saddle", saddle="maximum")


@landscape.mistake(
    en="You call a minimum what has positive eigenvalues but a gradient of 1.3: without a "
    "vanishing gradient it is a slope.",
    fr="Vous appelez minimum un point aux valeurs propres positives, mais de gradient 1,3 : tant "
    "que le gradient ne s'annule pas, c'est une pente.",
)
def swaps_minimum_and_slope(points):  # Q26
    return renamed(points, minimum="slope", slope="minimum")


@landscape.alternative
def by_the_signs(points):
    names = []
    for gradient, eigenvalues in points:
        if max(map(abs, gradient)) > 1e-3:
            names.append("slope")
        elif max(map(abs, eigenvalues)) < 1e-3:
            names.append("plateau")
        elif eigenvalues[0] * eigenvalues[1] < 0:
            names.append("saddle")
        else:
            names.append("minimum" if eigenvalues[0] > 0 else "maximum")
    return tuple(names)
