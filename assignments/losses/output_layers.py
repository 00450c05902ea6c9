"""Part H: which output layer for which task (question Q20)."""

from autograder import Part

part = Part("output_layers")


def six_tasks(rng):
    return {"tasks": [str(letter) for letter in rng.permutation(list("ABCDEF"))]}


_EN = """Six tasks. A network predicts:

- **A**: tomorrow's temperature at noon, in degrees Celsius;
- **B**: whether it will rain tomorrow;
- **C**: which of 7 species of birds sings;
- **D**: how many millimetres of rain will fall, never below 0;
- **E**: the price of a flat, and how sure that price is;
- **F**: which of 7 labels a photograph carries: none, one or several.

And nine output layers with their losses:

1. one neuron, identity, squared error;
2. one neuron, softplus, squared error;
3. one neuron, sigmoid, binary cross-entropy;
4. one neuron, sigmoid, squared error;
5. one neuron, softmax, cross-entropy;
6. two neurons, a mean and the logarithm of a variance, Gaussian negative log-likelihood;
7. seven neurons, softmax, cross-entropy;
8. seven neurons, a sigmoid each, the sum of binary cross-entropies;
9. one neuron, identity, squared error on the number of the class.

Put in `output_layers` the list of the numbers of the best layers for the tasks in **your** order:
{tasks}."""

_FR = """Six tâches. Un réseau prédit :

- **A** : la température de demain midi, en degrés Celsius ;
- **B** : s'il pleuvra demain ;
- **C** : laquelle de 7 espèces d'oiseaux chante ;
- **D** : combien de millimètres de pluie tomberont, jamais moins de 0 ;
- **E** : le prix d'un appartement, et à quel point ce prix est sûr ;
- **F** : lesquelles de 7 étiquettes porte une photographie : aucune, une ou plusieurs.

Et neuf couches de sortie avec leurs pertes :

1. un neurone, identité, erreur quadratique ;
2. un neurone, softplus, erreur quadratique ;
3. un neurone, sigmoïde, entropie croisée binaire ;
4. un neurone, sigmoïde, erreur quadratique ;
5. un neurone, softmax, entropie croisée ;
6. deux neurones, une moyenne et le logarithme d'une variance, log-vraisemblance négative \
gaussienne ;
7. sept neurones, softmax, entropie croisée ;
8. sept neurones, une sigmoïde pour chacun, la somme des entropies croisées binaires ;
9. un neurone, identité, erreur quadratique sur le numéro de la classe.

Mettez dans `output_layers` la liste des numéros des meilleures couches pour les tâches dans
**votre** ordre : {tasks}."""


@part.answer("output_layers", points=3, variant=six_tasks, texts={"en": _EN, "fr": _FR})
def output_layers(tasks):
    best = {"A": 1, "B": 3, "C": 7, "D": 2, "E": 6, "F": 8}
    return [best[task] for task in tasks]


def instead(tasks, **others):
    """Return the right layers, but for the tasks that are given."""
    right = zip(tasks, output_layers.solution(tasks), strict=True)
    return [others.get(task, layer) for task, layer in right]


@output_layers.mistake(
    en="A softmax with a single neuron always answers 1: there is nobody to share with.",
    fr="Un softmax à un seul neurone répond toujours 1 : il n'a personne avec qui partager.",
)
def softmax_of_one(tasks):  # Q20
    return instead(tasks, B=5)


@output_layers.mistake(
    en="Squared error behind a sigmoid: where the network is sure and wrong the sigmoid is flat, "
    "and hardly anything is learnt.",
    fr="Une erreur quadratique derrière une sigmoïde : là où le réseau est sûr de lui et se "
    "trompe, la sigmoïde est plate, et l'on n'apprend presque rien.",
)
def squared_error_of_a_probability(tasks):  # Q20
    return instead(tasks, B=4)


@output_layers.mistake(
    en="Seven separate sigmoids for seven species: exactly one bird sings, so the probabilities "
    "have to share out 1.",
    fr="Sept sigmoïdes séparées pour sept espèces : un seul oiseau chante, les probabilités "
    "doivent donc se partager 1.",
)
def sigmoids_for_exclusive_classes(tasks):  # Q20
    return instead(tasks, C=8)


@output_layers.mistake(
    en="A softmax where several labels may hold at once: each of them would take from the others.",
    fr="Un softmax là où plusieurs étiquettes peuvent convenir : chacune prendrait aux autres.",
)
def softmax_for_several_labels(tasks):  # Q20
    return instead(tasks, F=7)


@output_layers.mistake(
    en="You have swapped softmax and separate sigmoids: which of the two tasks has exactly one "
    "right answer?",
    fr="Vous avez échangé le softmax et les sigmoïdes séparées : laquelle des deux tâches a une "
    "seule bonne réponse ?",
)
def swaps_the_two_of_seven(tasks):  # Q20
    return instead(tasks, C=8, F=7)


@output_layers.mistake(
    en="An output that is never negative, for a temperature in degrees Celsius: it cannot announce "
    "frost.",
    fr="Une sortie jamais négative, pour une température en degrés Celsius : elle ne peut pas "
    "annoncer le gel.",
)
def never_below_zero(tasks):  # Q20, ER22
    return instead(tasks, A=2)


@output_layers.mistake(
    en="An identity for millimetres of rain: it can answer with less than nothing.",
    fr="Une identité pour des millimètres de pluie : elle peut répondre moins que rien.",
)
def rain_below_zero(tasks):  # Q20, ER22
    return instead(tasks, D=1)


@output_layers.mistake(
    en="You have swapped the temperature and the rain: which of the two may be negative?",
    fr="Vous avez échangé la température et la pluie : laquelle des deux peut être négative ?",
)
def swaps_temperature_and_rain(tasks):  # Q20, ER22
    return instead(tasks, A=2, D=1)


@output_layers.mistake(
    en="Regression on the number of a class: it holds class 6 for nearer to class 5 than to "
    "class 1.",
    fr="Une régression sur le numéro d'une classe : elle tient la classe 6 pour plus proche de la "
    "classe 5 que de la classe 1.",
)
def regression_on_a_label(tasks):  # Q20, M11.5
    return instead(tasks, C=9)


@output_layers.mistake(
    en="One neuron for a price and how sure it is: that is two numbers.",
    fr="Un seul neurone pour un prix et sa sûreté : cela fait deux nombres.",
)
def one_number_for_two(tasks):  # Q20
    return instead(tasks, E=1)


@output_layers.alternative
def as_a_tuple_of_numbers(tasks):
    return tuple(output_layers.solution(tasks))
