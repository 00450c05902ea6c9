"""Part D: a Keras model with the weights of the lab (exercises E80 and E81)."""

import keras
import numpy as np
from reference.tf import models

from autograder import Form, Part

from .drawing import lab_params
from .models import SINGLE, built

part = Part("twins")

# --- which shapes the weights have (ER33) ---


def draw_sizes(rng):
    N, H, K, m = (int(size) for size in rng.permutation(np.arange(2, 30))[:4])
    return {"N": N, "H": H, "K": K, "m": m}


@part.answer(
    "model_shapes",
    points=3,
    variant=draw_sizes,
    form=Form.fields(
        {
            "kernel": Form.numbers(2, whole=True),
            "W1": Form.numbers(2, whole=True),
            "logits": Form.numbers(2, whole=True),
            "parameters": Form.number(whole=True),
        }
    ),
    scoring="entries",
    texts={
        "en": "Your Keras model takes rows of {N} numbers, has {H} hidden neurons and {K} classes, "
        "and is given a batch of {m} instances. What is the shape of the `kernel` of its hidden "
        "layer, that of the matrix `W1` of the lab for the same network, and that of the logits of "
        "the batch as Keras computes them? How many parameters does the model have? Put in "
        "`model_shapes` a dictionary with the keys `kernel`, `W1`, `logits` (tuples of two "
        "numbers) and `parameters`.",
        "fr": "Votre modèle Keras prend des lignes de {N} nombres, a {H} neurones cachés et {K} "
        "classes, et reçoit un lot de {m} instances. Quelles sont les dimensions du `kernel` de sa "
        "couche cachée, celles de la matrice `W1` du TP pour le même réseau, et celles des "
        "logits du lot tels que Keras les calcule ? Combien de paramètres le modèle a-t-il ? "
        "Mettez dans `model_shapes` un dictionnaire de clés `kernel`, `W1`, `logits` (des couples "
        "de deux nombres) et `parameters`.",
    },
)
def model_shapes(N, H, K, m):
    return {
        "kernel": (N, H),
        "W1": (H, N),
        "logits": (m, K),
        "parameters": (N + 1) * H + (H + 1) * K,
    }


@model_shapes.mistake(
    en="You give the kernel the shape of the formula z = Wx + b. In Keras an instance is a row and "
    "stands on the left of the weights; the comments on the slide have it so too.",
    fr="Vous donnez au kernel les dimensions de la formule z = Wx + b. Dans Keras, une instance "
    "est une ligne, placée à gauche des poids ; les commentaires de la diapositive aussi.",
)
def kernel_as_in_the_formula(N, H, K, m):  # ER33, CR11, M81.6
    return model_shapes.solution(N, H, K, m) | {"kernel": (H, N)}


@model_shapes.mistake(
    en="You give W1 the shape of the kernel. In the lab an instance is a column, and W1 stands on "
    "its left, one neuron a row.",
    fr="Vous donnez à W1 les dimensions du kernel. Au TP, une instance est une colonne, et W1 est "
    "à sa gauche, un neurone par ligne.",
)
def lab_as_in_keras(N, H, K, m):  # ER33, CR11, M81.6
    return model_shapes.solution(N, H, K, m) | {"W1": (N, H)}


@model_shapes.mistake(
    en="Your logits have one instance a column, as in the lab: what Keras is given in rows, it "
    "gives back in rows.",
    fr="Vos logits ont une instance par colonne, comme au TP : ce que Keras reçoit en lignes, il "
    "le rend en lignes.",
)
def logits_as_in_the_lab(N, H, K, m):  # CR12
    return model_shapes.solution(N, H, K, m) | {"logits": (K, m)}


@model_shapes.mistake(
    en="You have counted the weights only: every neuron has a bias too.",
    fr="Vous n'avez compté que les poids : chaque neurone a aussi un biais.",
)
def counts_no_biases(N, H, K, m):
    return model_shapes.solution(N, H, K, m) | {"parameters": N * H + H * K}


@model_shapes.mistake(
    en="You count the instances among the parameters: the weights are shared by all of them, "
    "however many they are.",
    fr="Vous comptez les instances parmi les paramètres : les poids servent à toutes, quel que "
    "soit leur nombre.",
)
def counts_the_instances(N, H, K, m):  # M80.5
    return model_shapes.solution(N, H, K, m) | {"parameters": (m + 1) * H + (H + 1) * K}


@model_shapes.mistake(
    en="You give the inputs biases as well: they compute nothing.",
    fr="Vous donnez aussi des biais aux entrées : elles ne calculent rien.",
)
def biases_of_the_inputs(N, H, K, m):
    return model_shapes.solution(N, H, K, m) | {"parameters": (N + 1) * H + (H + 1) * K + N}


# --- the twin ---

keras_twin = part.question(models.keras_twin, points=5, tolerance=SINGLE)


@keras_twin.probe
def _(keras_twin, params, X):
    usual = keras.config.dtype_policy()
    keras.config.set_dtype_policy("float64")
    try:
        model = keras_twin(params)
        shapes = [tuple(array.shape) for array in model.get_weights()]
        outputs = np.array(model(X.T))
    finally:
        keras.config.set_dtype_policy(usual)
    return {"shapes of the weights": shapes, "outputs": outputs}


def inputs(rng, m, N, H, K):
    return {"params": lab_params(rng, N, H, K), "X": rng.normal(size=(N, m)).round(2)}


@keras_twin.case(
    "two instances of three numbers", visible=True, fr="deux instances de trois nombres"
)
def _(rng):
    return inputs(rng, 2, 3, 4, 2)


@keras_twin.case("seven instances, three classes", fr="sept instances, trois classes")
def _(rng):
    return inputs(rng, 7, 2, 5, 3)


@keras_twin.case("all sizes the same", fr="toutes les tailles égales")
def _(rng):
    return inputs(rng, 4, 4, 4, 4)


def twin(params, weights=None, **options):
    """The twin, with the slips that the mistakes below are made of."""
    (H, N), K = params["W1"].shape, params["W2"].shape[0]
    model = built(N, H, K, **options)
    model.set_weights(weights or right(params))
    return model


def right(params, weight=lambda W: W.T):
    return [
        weight(params["W1"]),
        params["b1"][:, 0],
        weight(params["W2"]),
        params["b2"][:, 0],
    ]


@keras_twin.mistake(
    en="The weights are handed over as they stand in the lab. Keras refuses them, or, where all "
    "sizes are the same, takes every weight for that of another pair of neurons.",
    fr="Les poids sont transmis tels qu'ils sont rangés au TP. Keras les refuse ou, si toutes les "
    "tailles sont égales, prend chaque poids pour celui d'une autre paire de neurones.",
)
def weights_as_in_the_lab(params):  # M81.6
    return twin(params, right(params, lambda W: W))


@keras_twin.mistake(
    en="The shapes fit, but you have reshaped the weights: the numbers are read row by row and "
    "laid out anew, and each of them now joins two other neurons.",
    fr="Les dimensions vont, mais vous avez fait un reshape des poids : les nombres sont relus "
    "ligne par ligne et redisposés, et chacun relie maintenant deux autres neurones.",
)
def reshapes_instead_of_transposing(params):  # M81.6
    return twin(params, right(params, lambda W: W.reshape(W.shape[::-1])))


@keras_twin.mistake(
    en="Your model keeps the weights that it was born with: those of the lab never reach it.",
    fr="Votre modèle garde les poids avec lesquels il est né : ceux du TP ne lui parviennent "
    "jamais.",
)
def keeps_its_own_weights(params):
    (H, N), K = params["W1"].shape, params["W2"].shape[0]
    return built(N, H, K)


@keras_twin.mistake(
    en="The biases of your model are zero: only the weights have been handed over.",
    fr="Les biais de votre modèle sont nuls : seuls les poids ont été transmis.",
)
def leaves_the_biases_at_zero(params):
    Wh, bh, Wo, bo = right(params)
    return twin(params, [Wh, 0 * bh, Wo, 0 * bo])


@keras_twin.mistake(
    en="Your model ends with logits: the network of the lab gives probabilities.",
    fr="Votre modèle finit sur des logits : le réseau du TP donne des probabilités.",
)
def without_softmax(params):  # M80.1
    return twin(params, output=None)


@keras_twin.mistake(
    en="The hidden layer of your model is linear: the network of the lab has tanh there.",
    fr="La couche cachée de votre modèle est linéaire : le réseau du TP y a une tanh.",
)
def hidden_layer_stays_linear(params):  # M80.4
    return twin(params, hidden=None)


@keras_twin.mistake(
    en="The hidden layer of your model is a sigmoid: the network of the lab has tanh there.",
    fr="La couche cachée de votre modèle est une sigmoïde : le réseau du TP y a une tanh.",
)
def sigmoid_in_the_hidden_layer(params):  # M80.4
    return twin(params, hidden="sigmoid")


@keras_twin.alternative
def layer_by_layer(params):
    hidden = keras.layers.Dense(params["W1"].shape[0], activation="tanh")
    output = keras.layers.Dense(params["W2"].shape[0], activation="softmax")
    model = keras.Sequential([hidden, output])
    model.build((None, params["W1"].shape[1]))
    hidden.kernel.assign(params["W1"].T)
    hidden.bias.assign(np.ravel(params["b1"]))
    output.set_weights([params["W2"].T, np.squeeze(params["b2"], axis=1)])
    return model


@keras_twin.alternative
def weights_given_as_constants(params):
    def dense(W, b, activation):
        return keras.layers.Dense(
            len(W),
            activation=activation,
            kernel_initializer=keras.initializers.Constant(W.T),
            bias_initializer=keras.initializers.Constant(b[:, 0]),
        )

    hidden = dense(params["W1"], params["b1"], "tanh")
    output = dense(params["W2"], params["b2"], "softmax")
    return keras.Sequential([keras.Input((params["W1"].shape[1],)), hidden, output])


for mutant in ("(:, 0) → (:, -1)", "(:, 0) → (:, -1) #2"):
    keras_twin.equivalent(mutant, "A column has one entry in each row: the first is the last.")
