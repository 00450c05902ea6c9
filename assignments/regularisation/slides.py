"""Part I: where each method acts, and the errors of the slides (Q30; ER5, ER18, ER19, ER29)."""

from autograder import Part

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


def eight_sentences(rng):
    return {"sentences": [str(letter) for letter in rng.permutation(list("ABCDEFGH"))]}


_EN = """Eight sentences, as they stand on a slide of the lectures, in this form or nearly, or as \
they should:

- **A**: “$C(w) = \\sum_i L_w(i) + \\lVert w \\rVert^2$: the weight of the penalty is a \
hyper-parameter”;
- **B**: “$w$ is the column of all the weights; the penalty is $\\lambda\\, w w^\\top$”;
- **C**: “$w \\leftarrow w\\,(1 - \\alpha\\lambda) - \\alpha\\, \\partial J / \\partial w$ is the \
step for the penalty $\\frac{\\lambda}{2} \\lVert w \\rVert^2$”;
- **D**: “the complexity of a model is measured by the number of its hyper-parameters”;
- **E**: “K-fold: train on K - 1 of the subsets, validate on the one that is left, K times”;
- **F**: “early stopping: stop when the error on the test set begins to rise”;
- **G**: “dropout is applied to every layer, the output layer included”;
- **H**: “with small weights, a network of sigmoids is nearly linear at the start of training”.

Which are right? Put in `slide_sentences` a list of `True` and `False`, in **your** order: \
{sentences}."""

_FR = """Huit phrases, telles qu'elles figurent sur une diapositive des cours, sous cette forme ou \
presque, ou telles qu'elles devraient y figurer :

- **A** : « $C(w) = \\sum_i L_w(i) + \\lVert w \\rVert^2$ : le poids de la pénalité est un \
hyperparamètre » ;
- **B** : « $w$ est la colonne de tous les poids ; la pénalité vaut $\\lambda\\, w w^\\top$ » ;
- **C** : « $w \\leftarrow w\\,(1 - \\alpha\\lambda) - \\alpha\\, \\partial J / \\partial w$ est \
le pas pour la pénalité $\\frac{\\lambda}{2} \\lVert w \\rVert^2$ » ;
- **D** : « la complexité d'un modèle se mesure au nombre de ses hyperparamètres » ;
- **E** : « K plis : entraîner sur K - 1 des sous-ensembles, valider sur celui qui reste, K \
fois » ;
- **F** : « arrêt précoce : arrêter quand l'erreur sur l'ensemble de test commence à monter » ;
- **G** : « le dropout s'applique à toutes les couches, celle de sortie comprise » ;
- **H** : « avec de petits poids, un réseau de sigmoïdes est presque linéaire au début de \
l'entraînement ».

Lesquelles sont justes ? Mettez dans `slide_sentences` une liste de `True` et de `False`, dans \
**votre** ordre : {sentences}."""


@part.answer("slide_sentences", points=5, variant=eight_sentences, texts={"en": _EN, "fr": _FR})
def slide_sentences(sentences):
    return [sentence in "CEH" for sentence in sentences]


def misjudged(sentences, letters):
    """The right answer, but for the sentences with these letters."""
    return [(letter in "CEH") != (letter in letters) for letter in sentences]


@slide_sentences.mistake(
    en="Look again at A: the weight of a penalty is a factor in front of it. Where is it?",
    fr="Revoyez A : le poids d'une pénalité est un facteur placé devant elle. Où est-il ?",
)
def misses_the_lambda(sentences):  # ER5
    return misjudged(sentences, "A")


@slide_sentences.mistake(
    en="Look again at B: what is the shape of a column times a row? A penalty is a number.",
    fr="Revoyez B : quelle est la forme d'une colonne fois une ligne ? Une pénalité est un nombre.",
)
def takes_a_matrix_for_a_penalty(sentences):  # ER29
    return misjudged(sentences, "B")


@slide_sentences.mistake(
    en="Look again at C, and at your `l2_step`.",
    fr="Revoyez C, et votre `l2_step`.",
)
def rejects_the_decay(sentences):  # CR8
    return misjudged(sentences, "C")


@slide_sentences.mistake(
    en="Look again at D: the learning rate is a hyper-parameter, a weight is not. Which of the two "
    "does a larger network have more of?",
    fr="Revoyez D : le taux d'apprentissage est un hyperparamètre, un poids n'en est pas un. "
    "Desquels un réseau plus grand a-t-il davantage ?",
)
def counts_the_hyper_parameters(sentences):  # ER19
    return misjudged(sentences, "D")


@slide_sentences.mistake(
    en="Look again at F: which set may decide when to stop?",
    fr="Revoyez F : quel ensemble a le droit de décider de l'arrêt ?",
)
def stops_by_the_test_set(sentences):  # ER18
    return misjudged(sentences, "F")


@slide_sentences.mistake(
    en="Look again at G: what would become of a loss if the answer itself were set to 0, or "
    "divided by 0.8?",
    fr="Revoyez G : que deviendrait la perte si la réponse elle-même était mise à 0, ou divisée "
    "par 0,8 ?",
)
def drops_the_output(sentences):  # M66.12
    return misjudged(sentences, "G")


@slide_sentences.mistake(
    en="Look again at H: near 0, what does the graph of a sigmoid look like?",
    fr="Revoyez H : près de 0, à quoi ressemble le graphe d'une sigmoïde ?",
)
def doubts_the_linear_start(sentences):  # not in the catalogue
    return misjudged(sentences, "H")


@slide_sentences.mistake(
    en="You believe every sentence; the slides are wrong in several.",
    fr="Vous croyez toutes les phrases ; les diapositives se trompent dans plusieurs.",
)
def believes_everything(sentences):  # not in the catalogue
    return [True for _ in sentences]


@slide_sentences.mistake(
    en="All your answers are reversed: `True` stands for a sentence that is right.",
    fr="Toutes vos réponses sont inversées : `True` désigne une phrase juste.",
)
def all_reversed(sentences):  # not in the catalogue
    return misjudged(sentences, "ABCDEFGH")


@slide_sentences.alternative
def by_what_is_wrong(sentences):
    return tuple(sentence not in ("A", "B", "D", "F", "G") for sentence in sentences)
