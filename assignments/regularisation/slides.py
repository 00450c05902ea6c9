"""Part I: where each method acts, and the errors of the slides (Q30; ER5, ER18, ER19, ER29)."""

from autograder import Claim, Confusion, Part

part = Part("slides")

# --- Q30: where each acts ---


def seven_methods(rng):
    return {"methods": [str(letter) for letter in rng.permutation(list("ABCDEFG"))]}


_WHERE_EN = """Seven methods against over-fitting:

- **A**: a penalty on the absolute values of the weights;
- **B**: dropout;
- **C**: Gaussian noise added to the features, in training only;
- **D**: a few labels replaced by others, in training only;
- **E**: early stopping;
- **F**: pictures replaced by their mirror images at random;
- **G**: a penalty on hidden neurons that are active on average for too many instances.

On what does each act first: `"weights"`, `"activities"`, `"inputs"`, `"labels"` or `"time"`? Put \
in `acts_on` the list of seven texts, in **your** order: {methods}."""

_WHERE_FR = """Sept méthodes contre le surapprentissage :

- **A** : une pénalité sur les valeurs absolues des poids ;
- **B** : le dropout ;
- **C** : un bruit gaussien ajouté aux variables, à l'entraînement seulement ;
- **D** : quelques étiquettes remplacées par d'autres, à l'entraînement seulement ;
- **E** : l'arrêt précoce ;
- **F** : des images remplacées au hasard par leur image miroir ;
- **G** : une pénalité sur les neurones cachés qui sont actifs en moyenne pour trop d'instances.

Sur quoi chacune agit-elle d'abord : `"weights"` (les poids), `"activities"` (les activités), \
`"inputs"` (les entrées), `"labels"` (les étiquettes) ou `"time"` (la durée) ? Mettez dans \
`acts_on` la liste des sept textes, dans **votre** ordre : {methods}."""


@part.answer("acts_on", points=4, variant=seven_methods, texts={"en": _WHERE_EN, "fr": _WHERE_FR})
def acts_on(methods):
    places = {"A": "weights", "D": "labels", "E": "time"}
    places |= {"B": "activities", "C": "inputs", "F": "inputs", "G": "activities"}
    return [places[letter] for letter in methods]


def placed(methods, **others):
    """The right places, but for the methods that are given."""
    right = zip(methods, acts_on.solution(methods), strict=True)
    return [others.get(letter, place) for letter, place in right]


@acts_on.mistake(
    en="Dropout sets the outputs of neurons to 0, for one step. Their weights are all kept.",
    fr="Le dropout met à 0 les sorties de neurones, le temps d'un pas. Leurs poids sont tous "
    "conservés.",
)
def dropout_on_the_weights(methods):  # Q30
    return placed(methods, B="weights")


@acts_on.mistake(
    en="A mirror image is another input; its label stays the same, and that is why it helps.",
    fr="Une image miroir est une autre entrée ; son étiquette reste la même, et c'est pour cela "
    "qu'elle aide.",
)
def mirrors_on_the_labels(methods):  # Q30
    return placed(methods, F="labels")


@acts_on.mistake(
    en="Early stopping leaves cost and network as they are: what does it cut short? That the "
    "weights stay small is what follows from it.",
    fr="L'arrêt précoce ne touche ni au coût ni au réseau : qu'est-ce qu'il abrège ? Que les poids "
    "restent petits n'en est que la conséquence.",
)
def stopping_on_the_weights(methods):  # Q30
    return placed(methods, E="weights")


@acts_on.mistake(
    en="Method G does not look at the weights: it asks how often a neuron answers.",
    fr="La méthode G ne regarde pas les poids : elle demande à quelle fréquence un neurone répond.",
)
def sparsity_on_the_weights(methods):  # Q30
    return placed(methods, G="weights")


@acts_on.mistake(
    en="Two kinds of noise are the wrong way round: C changes what the network is shown, D what it "
    "is told to answer.",
    fr="Deux bruits sont intervertis : C change ce qu'on montre au réseau, D ce qu'on lui demande "
    "de répondre.",
)
def swaps_the_two_noises(methods):  # Q30
    return placed(methods, C="labels", D="inputs")


@acts_on.mistake(
    en="Only some of the methods act on the weights: A is a sum over weights, but G one over "
    "activities, B is no penalty at all, and E touches no weight.",
    fr="Seules certaines méthodes agissent sur les poids : A est une somme sur les poids, mais G "
    "sur les activités, B n'est pas une pénalité, et E ne touche à aucun poids.",
)
def everything_on_the_weights(methods):  # Q30
    return placed(methods, B="weights", G="weights", E="weights")


@acts_on.alternative
def as_a_tuple_of_texts(methods):
    return tuple(acts_on.solution(methods))


# --- ER5, ER18, ER19, ER29: the slides under the lens ---


part.true_or_false(
    "slide_sentences",
    points=5,
    texts={
        "en": "Eight sentences, as they stand on a slide of the lectures, in this form or nearly, "
        "or as they should. Which are right?",
        "fr": "Huit phrases, telles qu'elles figurent sur une diapositive des cours, sous cette "
        "forme ou presque, ou telles qu'elles devraient y figurer. Lesquelles sont justes ?",
    },
    claims=[
        Claim(
            "misses_the_lambda",  # ER5
            false={
                "en": r"$C(w) = \sum_i L_w(i) + \lVert w \rVert^2$: the weight of the penalty is a "
                r"hyper-parameter",
                "fr": r"$C(w) = \sum_i L_w(i) + \lVert w \rVert^2$ : le poids de la pénalité est "
                r"un hyperparamètre",
            },
            en="Look again at the cost with a penalty: the weight of a penalty is a factor in "
            "front of it. Where is it?",
            fr="Revoyez le coût et sa pénalité : le poids d'une pénalité est un facteur placé "
            "devant elle. Où est-il ?",
        ),
        Claim(
            "takes_a_matrix_for_a_penalty",  # ER29
            false={
                "en": r"$w$ is the column of all the weights; the penalty is $\lambda\, w w^\top$",
                "fr": r"$w$ est la colonne de tous les poids ; la pénalité vaut $\lambda\, w "
                r"w^\top$",
            },
            en="Look again at the column of all the weights: what is the shape of a column times a "
            "row? A penalty is a number.",
            fr="Revoyez la colonne de tous les poids : quelle est la forme d'une colonne fois une "
            "ligne ? Une pénalité est un nombre.",
        ),
        Claim(
            "rejects_the_decay",  # CR8
            true={
                "en": r"$w \leftarrow w\,(1 - \alpha\lambda) - \alpha\, \partial J / \partial w$ "
                r"is the step for the penalty $\frac{\lambda}{2} \lVert w \rVert^2$",
                "fr": r"$w \leftarrow w\,(1 - \alpha\lambda) - \alpha\, \partial J / \partial w$ "
                r"est le pas pour la pénalité $\frac{\lambda}{2} \lVert w \rVert^2$",
            },
            en="Look again at the step for the penalty, and at your `l2_step`.",
            fr="Revoyez le pas pour la pénalité, et votre `l2_step`.",
        ),
        Claim(
            "counts_the_hyper_parameters",  # ER19
            false={
                "en": "the complexity of a model is measured by the number of its hyper-parameters",
                "fr": "la complexité d'un modèle se mesure au nombre de ses hyperparamètres",
            },
            en="Look again at complexity: the learning rate is a hyper-parameter, a weight is not. "
            "Which of the two does a larger network have more of?",
            fr="Revoyez la complexité : le taux d'apprentissage est un hyperparamètre, un poids "
            "n'en est pas un. Desquels un réseau plus grand a-t-il davantage ?",
        ),
        Claim(
            "doubts_the_folds",  # not in the catalogue
            true={
                "en": "K-fold: train on K - 1 of the subsets, validate on the one that is left, K "
                "times",
                "fr": "K plis : entraîner sur K - 1 des sous-ensembles, valider sur celui qui "
                "reste, K fois",
            },
            en="Look again at the K folds: on how many of the subsets is a model trained that is "
            "validated on one?",
            fr="Revoyez les K plis : sur combien de sous-ensembles entraîne-t-on un modèle que "
            "l'on valide sur un seul ?",
        ),
        Claim(
            "stops_by_the_test_set",  # ER18
            false={
                "en": "early stopping: stop when the error on the test set begins to rise",
                "fr": "arrêt précoce : arrêter quand l'erreur sur l'ensemble de test commence à "
                "monter",
            },
            en="Look again at early stopping: which set may decide when to stop?",
            fr="Revoyez l'arrêt précoce : quel ensemble a le droit de décider de l'arrêt ?",
        ),
        Claim(
            "drops_the_output",  # M66.12
            false={
                "en": "dropout is applied to every layer, the output layer included",
                "fr": "le dropout s'applique à toutes les couches, celle de sortie comprise",
            },
            en="Look again at dropout: what would become of a loss if the answer itself were set "
            "to 0, or divided by 0.8?",
            fr="Revoyez le dropout : que deviendrait la perte si la réponse elle-même était mise à "
            "0, ou divisée par 0,8 ?",
        ),
        Claim(
            "doubts_the_linear_start",  # not in the catalogue
            true={
                "en": "with small weights, a network of sigmoids is nearly linear at the start of "
                "training",
                "fr": "avec de petits poids, un réseau de sigmoïdes est presque linéaire au début "
                "de l'entraînement",
            },
            en="Look again at small weights: near 0, what does the graph of a sigmoid look like?",
            fr="Revoyez les petits poids : près de 0, à quoi ressemble le graphe d'une sigmoïde ?",
        ),
    ],
    wrong=[
        Confusion(
            "believes_everything",  # not in the catalogue
            [
                "misses_the_lambda",
                "takes_a_matrix_for_a_penalty",
                "counts_the_hyper_parameters",
                "stops_by_the_test_set",
                "drops_the_output",
            ],
            en="You believe every sentence; the slides are wrong in several.",
            fr="Vous croyez toutes les phrases ; les diapositives se trompent dans plusieurs.",
        ),
        Confusion(
            "all_reversed",  # not in the catalogue
            "all",
            en="All your answers are reversed: `True` stands for a sentence that is right.",
            fr="Toutes vos réponses sont inversées : `True` désigne une phrase juste.",
        ),
    ],
)
