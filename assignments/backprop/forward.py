"""Part D: the forward pass of two networks, one hidden layer each (exercise E14)."""

import numpy as np
from reference import one_hidden, two_layer
from reference.activations import sigmoid
from reference.softmax import softmax

from autograder import Part

from .networks import activation_named, identity, inputs, layers

part = Part("forward")

# --- E14, first version: sigmoid and sigmoid ---

two_layer_forward = part.question(two_layer.two_layer_forward, points=5, needs=("sigmoid",))


@two_layer_forward.case(
    "two inputs, three neurons", visible=True, fr="deux entrées, trois neurones"
)
def _(rng):
    return inputs(rng, 2, 3, 1, 4)


@two_layer_forward.case("a single instance", visible=True, fr="une seule instance")
def _(rng):
    return inputs(rng, 3, 2, 1, 1)


@two_layer_forward.case("seven instances, two outputs", fr="sept instances, deux sorties")
def _(rng):
    return inputs(rng, 3, 5, 2, 7)


@two_layer_forward.case("one instance, two outputs", fr="une instance, deux sorties")
def _(rng):
    return inputs(rng, 5, 3, 2, 1)


@two_layer_forward.case("inputs of very different sizes", fr="des entrées d'échelles très diverses")
def _(rng):
    case = inputs(rng, 5, 5, 1, 3)
    case["X"] = case["X"] * np.array([[1e-3], [1.0], [1e2], [0.0], [10.0]])
    # A bias that happens to be 0 would not be missed.
    case["params"]["b2"][:] = rng.choice([-0.8, 0.8])
    return case


@two_layer_forward.case("saturated neurons", fr="des neurones saturés")
def _(rng):
    return inputs(rng, 2, 7, 3, 5, scale=500.0)


@two_layer_forward.mistake(
    en="The hidden layer stays linear: A1 is Z1 itself. Without the sigmoid in between, the two "
    "layers are worth a single one.",
    fr="La couche cachée reste linéaire : A1 est Z1 lui-même. Sans la sigmoïde entre les deux, "
    "vos deux couches n'en valent qu'une.",
)
def hidden_layer_without_activation(X, params):  # M14.2
    return layers(X, params, identity, sigmoid)


@two_layer_forward.mistake(
    en="The second layer reads Z1, the pre-activations, so that what the hidden neurons answer "
    "(A1) is computed and never used.",
    fr="La deuxième couche lit Z1, les pré-activations : la réponse A1 des neurones cachés est "
    "calculée, mais ne sert jamais.",
)
def second_layer_reads_the_pre_activations(X, params):  # M14.5
    return layers(X, params, sigmoid, sigmoid, second="Z1")


@two_layer_forward.mistake(
    en="The bias b2 of the output layer is never added: your output is stuck at 1/2 whenever "
    "the weighted sum is zero.",
    fr="Le biais b2 de la couche de sortie n'est jamais ajouté : votre sortie reste clouée à 1/2 "
    "dès que la somme pondérée est nulle.",
)
def forgets_the_output_bias(X, params):  # M14.6
    return layers(X, params, sigmoid, sigmoid, bias2=False)


@two_layer_forward.mistake(
    en="The two biases b1 and b2 are never added: every hidden neuron's boundary is forced "
    "through the origin.",
    fr="Les deux biais b1 et b2 ne sont jamais ajoutés : la frontière de chaque neurone caché "
    "est condamnée à passer par l'origine.",
)
def forgets_both_biases(X, params):  # M10.3
    return layers(X, params, sigmoid, sigmoid, bias1=False, bias2=False)


@two_layer_forward.mistake(
    en="A2 is the pre-activation of the output, not a probability: the sigmoid of the last layer "
    "is missing, and values leave [0, 1].",
    fr="A2 est la pré-activation de la sortie et non une probabilité : il manque la sigmoïde de "
    "la dernière couche, et vos valeurs sortent de [0, 1].",
)
def output_without_sigmoid(X, params):  # M10.8
    return layers(X, params, sigmoid, identity)


@two_layer_forward.mistake(
    en="The hidden layer uses tanh. In this network both layers are sigmoids: the backward pass "
    "will count on it.",
    fr="La couche cachée utilise tanh. Dans ce réseau, les deux couches sont des sigmoïdes, et "
    "la propagation arrière compte dessus.",
)
def tanh_in_the_hidden_layer(X, params):  # M14.4
    return layers(X, params, np.tanh, sigmoid)


@two_layer_forward.mistake(
    en="The first value that you return is A1, the hidden activations: the network's prediction "
    "is the output of its last layer.",
    fr="La première valeur renvoyée est A1, les activations cachées : or la prédiction du réseau "
    "est la sortie de sa dernière couche.",
)
def returns_the_hidden_activations(X, params):  # M14.8
    _, cache = layers(X, params, sigmoid, sigmoid)
    return cache["A1"], cache


@two_layer_forward.mistake(
    en="Your cache holds activations under Z1 and Z2: the pre-activations have been overwritten, "
    "and the backward pass will need them.",
    fr="Votre cache contient des activations sous les noms Z1 et Z2 : les pré-activations ont été "
    "écrasées, alors que la propagation arrière en aura besoin.",
)
def overwrites_the_pre_activations(X, params):  # M10.9, ER2
    A2, cache = layers(X, params, sigmoid, sigmoid)
    return A2, {**cache, "Z1": cache["A1"], "Z2": cache["A2"]}


@two_layer_forward.mistake(
    en="Only the last instance is computed, the other columns are zero: your loop starts again "
    "from an empty array at each turn.",
    fr="Seule la dernière instance est calculée, les autres colonnes sont nulles : votre boucle "
    "repart d'un tableau vide à chaque tour.",
)
def keeps_the_last_instance_only(X, params):  # M14.9
    _, cache = layers(X, params, sigmoid, sigmoid)
    last = np.arange(X.shape[1]) == X.shape[1] - 1
    cache = {name: np.where(last, array, 0.0) for name, array in cache.items()}
    return cache["A2"], cache


@two_layer_forward.mistake(
    en="W1 serves for both layers: the output layer has weights of its own, W2.",
    fr="W1 sert pour les deux couches : la couche de sortie a ses propres poids, W2.",
)
def same_weights_for_both_layers(X, params):  # M14.1
    return layers(X, {**params, "W2": params["W1"]}, sigmoid, sigmoid)


@two_layer_forward.alternative
def one_instance_at_a_time(X, params):
    columns = [two_layer.two_layer_forward(x[:, np.newaxis], params)[1] for x in X.T]
    cache = {name: np.hstack([column[name] for column in columns]) for name in columns[0]}
    return cache["A2"], cache


@two_layer_forward.alternative
def bias_as_one_more_weight(X, params):
    def affine(W, b, A):
        return np.hstack([W, b]) @ np.vstack([A, np.ones((1, A.shape[1]))])

    Z1 = affine(params["W1"], params["b1"], X)
    A1 = 0.5 * (1 + np.tanh(Z1 / 2))
    Z2 = affine(params["W2"], params["b2"], A1)
    A2 = 0.5 * (1 + np.tanh(Z2 / 2))
    return A2, {"A2": A2, "Z2": Z2, "A1": A1, "Z1": Z1}


# --- E14, second version: any activation, then softmax ---

onehidden_forward = part.question(
    one_hidden.onehidden_forward, points=5, needs=("sigmoid", "relu", "softmax")
)


@onehidden_forward.case("tanh, by default", visible=True, fr="tanh, par défaut")
def _(rng):
    return inputs(rng, 2, 4, 3, 1)


@onehidden_forward.case("ReLU, two instances", visible=True, fr="ReLU, deux instances")
def _(rng):
    return inputs(rng, 1, 4, 3, 2) | {"activation": "relu"}


@onehidden_forward.case("sigmoid, eleven classes", fr="sigmoïde, onze classes")
def _(rng):
    return inputs(rng, 3, 5, 11, 7) | {"activation": "sigmoid"}


@onehidden_forward.case("tanh, seven instances", fr="tanh, sept instances")
def _(rng):
    return inputs(rng, 5, 3, 2, 7) | {"activation": "tanh"}


@onehidden_forward.case("ReLU exactly at its kink", fr="ReLU exactement à sa cassure")
def _(rng):
    case = inputs(rng, 3, 7, 5, 2)
    case["params"]["W1"][1:3] = 0.0
    case["params"]["b1"][1:3] = 0.0
    return case | {"activation": "relu"}


@onehidden_forward.case("logits beyond 1000", fr="des logits au-delà de 1000")
def _(rng):
    case = inputs(rng, 2, 3, 5, 7)
    case["params"]["b2"] += np.array([[1500.0], [-1500.0], [0.0], [1500.0], [1499.0]])
    return case


@onehidden_forward.mistake(
    en="Your hidden layer is tanh whatever `activation` says: the argument is never looked at.",
    fr="Votre couche cachée est tanh quoi que dise `activation` : l'argument n'est jamais "
    "consulté.",
)
def tanh_whatever_is_asked(X, params, activation="tanh"):  # M14.4
    return layers(X, params, np.tanh, softmax)


@onehidden_forward.mistake(
    en="Your hidden layer is a sigmoid whatever `activation` says, as in the previous network; "
    "here it is a choice.",
    fr="Votre couche cachée est une sigmoïde quoi que dise `activation`, comme dans le réseau "
    "précédent ; ici, c'est un choix.",
)
def sigmoid_whatever_is_asked(X, params, activation="tanh"):  # M14.4
    return layers(X, params, sigmoid, softmax)


@onehidden_forward.mistake(
    en="The softmax runs over the instances: your rows sum to 1. It is the K classes of one "
    "instance, a column, that compete with each other.",
    fr="Le softmax porte sur les instances : ce sont vos lignes qui somment à 1. Or ce sont les K "
    "classes d'une même instance, une colonne, qui sont en concurrence.",
)
def softmax_over_the_instances(X, params, activation="tanh"):  # M14.7
    return layers(X, params, activation_named(activation), lambda Z: softmax(Z.T).T)


@onehidden_forward.mistake(
    en="The bias b2 is never added to the logits: the network cannot say that one class is more "
    "frequent than another.",
    fr="Le biais b2 n'est jamais ajouté aux logits : le réseau ne peut pas dire qu'une classe est "
    "plus fréquente qu'une autre.",
)
def forgets_the_bias_of_the_logits(X, params, activation="tanh"):  # M14.6
    return layers(X, params, activation_named(activation), softmax, bias2=False)


@onehidden_forward.mistake(
    en="F holds the logits Z2: the softmax that makes probabilities of them is missing.",
    fr="F contient les logits Z2 : il manque le softmax qui en fait des probabilités.",
)
def returns_the_logits(X, params, activation="tanh"):  # M14, no output activation
    return layers(X, params, activation_named(activation), identity)


@onehidden_forward.mistake(
    en="The logits go through the hidden activation before the softmax: the network is no longer "
    "free to be sure of itself. The output layer has one activation only.",
    fr="Les logits passent par l'activation cachée avant le softmax : le réseau n'est plus libre "
    "d'être sûr de lui. La couche de sortie n'a qu'une seule activation.",
)
def activates_the_logits_too(X, params, activation="tanh"):  # M10.8
    g = activation_named(activation)
    return layers(X, params, g, lambda Z: softmax(g(Z)))


@onehidden_forward.mistake(
    en="The hidden layer goes through softmax, so that its neurons compete and sum to 1. Softmax "
    "is for the output; hidden neurons answer one by one.",
    fr="La couche cachée passe par le softmax : ses neurones se concurrencent et somment à 1. Le "
    "softmax est réservé à la sortie ; les neurones cachés répondent chacun pour soi.",
)
def softmax_on_the_hidden_layer(X, params, activation="tanh"):  # M14.3
    return layers(X, params, softmax, softmax)


@onehidden_forward.mistake(
    en="The exponentials overflow on large logits and you return nan. Softmax does not change "
    "when the logits of an instance are all shifted by one number: use this freedom.",
    fr="Les exponentielles débordent sur de grands logits et vous renvoyez nan. Le softmax ne "
    "change pas quand on décale tous les logits d'une instance : profitez de cette liberté.",
)
def softmax_without_the_shift(X, params, activation="tanh"):  # M8.1
    def naive(Z):
        with np.errstate(all="ignore"):
            return np.exp(Z) / np.exp(Z).sum(axis=0)

    return layers(X, params, activation_named(activation), naive)


@onehidden_forward.alternative
def by_einsum_and_logsumexp(X, params, activation="tanh"):
    Z1 = np.einsum("ji,im->jm", params["W1"], X) + params["b1"]
    if activation == "relu":
        A1 = Z1 * (Z1 > 0)
    else:
        A1 = np.tanh(Z1) if activation == "tanh" else 0.5 * (1 + np.tanh(Z1 / 2))
    Z2 = np.einsum("kj,jm->km", params["W2"], A1) + params["b2"]
    F = np.exp(Z2 - np.logaddexp.reduce(Z2, axis=0))
    return F, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": F}
