"""Parts A and D: networks read and counted on paper (questions Q6, Q8, Q13)."""

from itertools import pairwise

from autograder import Part

names = Part("names")
part = Part("by_hand")
linear = Part("linear")

# --- Q6: the names of things ---


def a_run_with_letters(rng):
    W, b, z, h, V, c, s, f = (str(letter) for letter in rng.permutation(list("ABCDPQRS")))
    g = str(rng.choice(["tanh", "relu", "sigmoid"]))
    lines = [f"{z} = {W} @ X + {b}", f"{h} = {g}({z})", f"{s} = {V} @ {h} + {c}"]
    lines.append(f"{f} = softmax({s})")
    return {"lines": lines, "program": "\n".join(lines)}


@names.answer(
    "symbols",
    points=3,
    variant=a_run_with_letters,
    texts={
        "en": "A network with one hidden layer, written by somebody who names everything with a "
        "letter:\n\n```python\n{program}\n```\n\nPut in `symbols` a dictionary with the letters of "
        "`weights`, `biases`, `pre-activations` and `activations` (all four of the hidden layer), "
        "and of `logits` and `probabilities`: six keys, and a text of one letter for each.",
        "fr": "Un réseau à une couche cachée, écrit par quelqu'un qui nomme tout par une lettre :"
        "\n\n```python\n{program}\n```\n\nMettez dans `symbols` un dictionnaire qui donne les "
        "lettres de `weights` (les poids), `biases` (les biais), `pre-activations` et "
        "`activations`, tous les quatre de la couche cachée, puis de `logits` et de "
        "`probabilities` (les probabilités) : six clés, et pour chacune un texte d'une lettre.",
    },
)
def symbols(lines, program):
    first, second, third, last = lines
    return {
        "weights": first[4],
        "biases": first[-1],
        "pre-activations": first[0],
        "activations": second[0],
        "logits": third[0],
        "probabilities": last[0],
    }


def exchanged(lines, program, *pairs):
    """The right letters, but for pairs that have taken each other's place."""
    answer = symbols.solution(lines, program)
    for one, other in pairs:
        answer |= {one: answer[other], other: answer[one]}
    return answer


@symbols.mistake(
    en="You take the logits for the probabilities: logits are any real numbers, and it is the "
    "softmax that makes probabilities of them.",
    fr="Vous prenez les logits pour les probabilités : les logits sont des réels quelconques, et "
    "c'est le softmax qui en fait des probabilités.",
)
def swaps_logits_and_probabilities(lines, program):  # Q6
    return exchanged(lines, program, ("logits", "probabilities"))


@symbols.mistake(
    en="You swap pre-activations and activations: the prefix says that they come before g.",
    fr="Vous échangez pré-activations et activations : le préfixe dit que les premières viennent "
    "avant g.",
)
def swaps_before_and_after(lines, program):  # Q6
    return exchanged(lines, program, ("pre-activations", "activations"))


@symbols.mistake(
    en="You swap weights and biases: weights multiply, biases are added.",
    fr="Vous échangez les poids et les biais : les poids multiplient, les biais s'ajoutent.",
)
def swaps_weights_and_biases(lines, program):  # Q6
    return exchanged(lines, program, ("weights", "biases"))


@symbols.mistake(
    en="You take the pre-activations of the hidden layer for the logits: logits are those of the "
    "output layer, which the softmax receives.",
    fr="Vous prenez pour logits les pré-activations de la couche cachée : les logits sont celles "
    "de la couche de sortie, que reçoit le softmax.",
)
def logits_of_the_hidden_layer(lines, program):  # Q6
    answer = symbols.solution(lines, program)
    return {**answer, "logits": answer["pre-activations"]}


@symbols.mistake(
    en="Your weights and biases are those of the output layer: the hidden layer is the one that "
    "reads X.",
    fr="Vos poids et vos biais sont ceux de la couche de sortie : la couche cachée est celle qui "
    "lit X.",
)
def parameters_of_the_output(lines, program):  # Q6
    third = lines[2]
    return {**symbols.solution(lines, program), "weights": third[4], "biases": third[-1]}


@symbols.alternative
def in_reverse_order(lines, program):
    return dict(reversed(symbols.solution(lines, program).items()))


# --- Q13: the parameters of a network of one's own ---


def four_sizes(rng):
    return {"sizes": tuple(int(n) for n in rng.permutation([3, 4, 5, 6, 7, 8, 9])[:4])}


@part.answer(
    "weights_and_biases",
    points=3,
    variant=four_sizes,
    texts={
        "en": "Your network is fully connected, and its layers have {sizes} neurons, from the "
        "input to the output. Count on paper: put in `weights_and_biases` a dictionary with the "
        "keys `weights` and `biases`, and an `int` for each.",
        "fr": "Votre réseau est entièrement connecté, et ses couches comptent {sizes} neurones, de "
        "l'entrée à la sortie. Comptez sur papier : mettez dans `weights_and_biases` un "
        "dictionnaire dont les clés sont `weights` (les poids) et `biases` (les biais), avec un "
        "`int` pour chacune.",
    },
)
def weights_and_biases(sizes):
    weights = sum(sizes[i] * sizes[i + 1] for i in range(3))
    return {"weights": weights, "biases": sum(sizes[1:])}


def with_biases(sizes, biases):
    return {**weights_and_biases.solution(sizes), "biases": biases}


@weights_and_biases.mistake(
    en="You give biases to the input layer: it computes nothing.",
    fr="Vous donnez des biais à la couche d'entrée : elle ne calcule rien.",
)
def biases_in_the_input(sizes):  # M27.2
    return with_biases(sizes, sum(sizes))


@weights_and_biases.mistake(
    en="You count the biases of each layer for the one that it feeds: a bias belongs to the neuron "
    "that it is added to.",
    fr="Vous comptez les biais de chaque couche pour celle qu'elle alimente : un biais appartient "
    "au neurone auquel il s'ajoute.",
)
def biases_of_the_layers_before(sizes):  # M27.5
    return with_biases(sizes, sum(sizes[:-1]))


@weights_and_biases.mistake(
    en="You count one bias for each layer: each neuron has its own.",
    fr="Vous comptez un biais par couche : chaque neurone a le sien.",
)
def a_bias_for_each_layer(sizes):  # M27.6
    return with_biases(sizes, len(sizes) - 1)


@weights_and_biases.mistake(
    en="The biases of the output layer are missing.",
    fr="Il manque les biais de la couche de sortie.",
)
def no_biases_at_the_output(sizes):  # M27.7
    return with_biases(sizes, sum(sizes[1:-1]))


@weights_and_biases.mistake(
    en="You multiply all the sizes: that counts the paths from input to output, not the edges.",
    fr="Vous multipliez toutes les tailles : cela compte les chemins de l'entrée à la sortie, et "
    "non les arêtes.",
)
def counts_the_paths(sizes):  # M27.4
    a, b, c, d = sizes
    return {**weights_and_biases.solution(sizes), "weights": a * b * c * d}


@weights_and_biases.mistake(
    en="You count the biases among the weights too: the question wants them apart.",
    fr="Vous comptez aussi les biais parmi les poids : la question les veut séparés.",
)
def biases_among_the_weights(sizes):  # not in the catalogue
    answer = weights_and_biases.solution(sizes)
    return {**answer, "weights": answer["weights"] + answer["biases"]}


@weights_and_biases.alternative
def pair_by_pair(sizes):
    weights = sum(before * after for before, after in pairwise(sizes))
    return {"biases": sum(sizes) - sizes[0], "weights": weights}


# --- Q8: ten layers without activation functions ---


def a_linear_network(rng):
    narrow = int(rng.integers(2, 5))
    n_in, n_out, wide = (int(n) for n in rng.permutation([6, 7, 8, 9])[:3])
    hidden = [wide, 11, narrow, 13, wide, 12, 10, 14, 10]
    return {"sizes": (n_in, *hidden, n_out)}


@linear.answer(
    "collapsed",
    points=3,
    variant=a_linear_network,
    texts={
        "en": "Your network has ten layers, all with the identity as activation function, and "
        "sizes of {sizes}. It is the same function as a single layer W′ X + b′. Put in `collapsed` "
        "a dictionary with the keys `shape`, the shape of W′ (a tuple of two `int`), `parameters`, "
        "the number of parameters of that single layer, and `rank`, the highest rank that W′ can "
        "have.",
        "fr": "Votre réseau a dix couches, toutes avec l'identité pour fonction d'activation, de "
        "tailles {sizes}. C'est la même fonction qu'une seule couche W′ X + b′. Mettez dans "
        "`collapsed` un dictionnaire dont les clés sont `shape`, les dimensions de W′ (un tuple de "
        "deux `int`), `parameters`, le nombre de paramètres de cette couche unique, et `rank`, le "
        "plus grand rang que W′ puisse avoir.",
    },
)
def collapsed(sizes):
    n_in, n_out = sizes[0], sizes[-1]
    return {"shape": (n_out, n_in), "parameters": n_out * (n_in + 1), "rank": min(sizes)}


@collapsed.mistake(
    en="You count the parameters of all ten layers: they are there, but a single layer with far "
    "fewer says the same. Depth alone expresses nothing.",
    fr="Vous comptez les paramètres des dix couches : ils sont bien là, mais une seule couche, qui "
    "en a bien moins, dit la même chose. La profondeur seule n'exprime rien.",
)
def believes_in_depth(sizes):  # Q8
    total = sum(after * (before + 1) for before, after in pairwise(sizes))
    return {**collapsed.solution(sizes), "parameters": total}


@collapsed.mistake(
    en="Your W′ is transposed: it stands on the left of X, and its columns meet the rows of X.",
    fr="Votre W′ est transposée : elle multiplie X par la gauche.",
)
def transposed(sizes):  # M28.1
    return {**collapsed.solution(sizes), "shape": (sizes[0], sizes[-1])}


@collapsed.mistake(
    en="You have left out b′: the biases of the ten layers become one bias for each output.",
    fr="Vous avez oublié b′ : les biais des dix couches deviennent un biais par sortie.",
)
def without_the_bias(sizes):  # M27.1
    return {**collapsed.solution(sizes), "parameters": sizes[0] * sizes[-1]}


@collapsed.mistake(
    en="You read the rank off the shape of W′: but all has passed through the narrowest layer, and "
    "no product has a higher rank than any of its factors.",
    fr="Vous lisez le rang sur les dimensions de W′ : mais tout est passé par la couche la plus "
    "étroite, et aucun produit n'a un rang supérieur à celui d'un de ses facteurs.",
)
def rank_of_the_shape(sizes):
    return {**collapsed.solution(sizes), "rank": min(sizes[0], sizes[-1])}


@collapsed.mistake(
    en="Your rank is the size of the widest layer: what has been lost in a narrow one does not "
    "come back.",
    fr="Votre rang est la taille de la couche la plus large : ce qui s'est perdu dans une couche "
    "étroite ne revient pas.",
)
def rank_of_the_widest(sizes):
    return {**collapsed.solution(sizes), "rank": max(sizes)}


@collapsed.alternative
def as_a_list(sizes):
    answer = collapsed.solution(sizes)
    return {**answer, "shape": list(answer["shape"]), "parameters": float(answer["parameters"])}
