"""Part A: what is predicted (questions Q19 and Q24), and one-hot labels (exercise E11)."""

from autograder import Part

from .backprop import labels

part = Part("tasks")

# --- Q19: regression or classification ---


def eight_tasks(rng):
    return {"tasks": [str(letter) for letter in rng.permutation(list("ABCDEFGH"))]}


_EN = """Eight tasks. What is to be predicted is:

- **A**: tomorrow's temperature at noon, in degrees;
- **B**: whether it will rain tomorrow;
- **C**: which digit, from 0 to 9, is written in a picture;
- **D**: the price of a flat, from its surface and its street;
- **E**: the postcode on an envelope, from a photograph of it;
- **F**: how many minutes the bus will be late;
- **G**: the species of a bird, from its song;
- **H**: the share of a harvest that will be lost, in per cent.

Put in `task_kinds` the list of `"regression"` or `"classification"` for the tasks in **your**
order: {tasks}."""

_FR = """Huit tâches. Il s'agit de prédire :

- **A** : la température de demain midi, en degrés ;
- **B** : s'il pleuvra demain ;
- **C** : quel chiffre, de 0 à 9, est écrit sur une image ;
- **D** : le prix d'un appartement, d'après sa surface et sa rue ;
- **E** : le code postal d'une enveloppe, d'après sa photographie ;
- **F** : de combien de minutes le bus sera en retard ;
- **G** : l'espèce d'un oiseau, d'après son chant ;
- **H** : la part d'une récolte qui sera perdue, en pour cent.

Mettez dans `task_kinds` la liste des `"regression"` ou `"classification"` pour les tâches dans
**votre** ordre : {tasks}."""


@part.answer("task_kinds", points=3, variant=eight_tasks, texts={"en": _EN, "fr": _FR})
def task_kinds(tasks):
    return ["regression" if task in "ADFH" else "classification" for task in tasks]


def judged_otherwise(tasks, others):
    """Return the right kinds, but for the tasks that are given."""
    kinds = {"regression": "classification", "classification": "regression"}
    right = zip(tasks, task_kinds.solution(tasks), strict=True)
    return [kinds[kind] if task in others else kind for task, kind in right]


@task_kinds.mistake(
    en="Digits and postcodes are written as numbers, but they are names: a 7 read as an 8 is no "
    "better than a 7 read as a 1.",
    fr="Les chiffres et les codes postaux s'écrivent avec des nombres, mais ce sont des noms : "
    "prendre un 7 pour un 8 ne vaut pas mieux que le prendre pour un 1.",
)
def takes_numerals_for_quantities(tasks):  # Q19
    return judged_otherwise(tasks, "CE")


@task_kinds.mistake(
    en="A share in per cent is a quantity: to be wrong by 2 is better than to be wrong by 40.",
    fr="Une part en pour cent est une quantité : se tromper de 2 vaut mieux que se tromper de 40.",
)
def takes_a_share_for_a_class(tasks):  # Q19
    return judged_otherwise(tasks, "H")


@task_kinds.mistake(
    en="Whole numbers are no classes: being 3 minutes late is nearer to 4 than to 30.",
    fr="Des nombres entiers ne sont pas des classes : 3 minutes de retard sont plus près de 4 que "
    "de 30.",
)
def takes_whole_numbers_for_classes(tasks):  # Q19
    return judged_otherwise(tasks, "F")


@task_kinds.mistake(
    en="Yes or no is two classes, even if a network answers with a probability between them.",
    fr="Oui ou non font deux classes, même si un réseau répond par une probabilité entre les deux.",
)
def takes_yes_or_no_for_a_quantity(tasks):  # Q19
    return judged_otherwise(tasks, "B")


@task_kinds.mistake(
    en="All is reversed: classification names a class, regression gives a quantity.",
    fr="Tout est inversé : la classification nomme une classe, la régression donne une quantité.",
)
def reverses_everything(tasks):  # Q19
    return judged_otherwise(tasks, "ABCDEFGH")


@task_kinds.alternative
def as_a_tuple(tasks):
    return tuple(task_kinds.solution(tasks))


# --- E11: one-hot labels, as in the lab ---

part.questions.append(labels.one_hot)

# --- Q24: a label as a column ---


def a_label(rng):
    K = int(rng.integers(6, 10))
    return {"y": int(rng.integers(2, K - 2)), "K": K}


@part.answer(
    "one_hot_by_hand",
    points=2,
    variant=a_label,
    texts={
        "en": "Of {K} classes, counted from 0, your instance has the class y = {y}. Put in "
        "`one_hot_by_hand` its one-hot column, as a list of `int`.",
        "fr": "Parmi {K} classes, comptées à partir de 0, votre instance est de la classe y = {y}. "
        "Mettez dans `one_hot_by_hand` sa colonne one-hot, sous forme d'une liste de `int`.",
    },
)
def one_hot_by_hand(y, K):
    return [int(k == y) for k in range(K)]


@one_hot_by_hand.mistake(
    en="Your 1 stands one place too early: class 0 has the first place.",
    fr="Votre 1 est une place trop tôt : la classe 0 occupe la première place.",
)
def places_counted_from_one(y, K):  # Q24, M11.3
    return [int(k == y - 1) for k in range(K)]


@one_hot_by_hand.mistake(
    en="Your column ends at the class of the instance: every class has a place, those after it "
    "too.",
    fr="Votre colonne s'arrête à la classe de l'instance : chaque classe a sa place, celles qui "
    "suivent aussi.",
)
def ends_at_the_label(y, K):  # Q24, M11.1
    return [0] * y + [1]


@one_hot_by_hand.mistake(
    en="The last class has no place in your column: its instances would be all zeros.",
    fr="La dernière classe n'a pas de place dans votre colonne : ses instances n'auraient que des "
    "zéros.",
)
def leaves_the_last_class_out(y, K):  # Q24, M11.7
    return [int(k == y) for k in range(K - 1)]


@one_hot_by_hand.mistake(
    en="You put the label itself where a 1 belongs: class 3 does not count for three.",
    fr="Vous mettez l'étiquette elle-même là où va un 1 : la classe 3 ne compte pas pour trois.",
)
def writes_the_label(y, K):  # Q24, M18.8
    return [y * (k == y) for k in range(K)]


@one_hot_by_hand.mistake(
    en="You fill all the places up to the class: that says 'at least', and puts the classes in an "
    "order that they do not have.",
    fr="Vous remplissez toutes les places jusqu'à la classe : cela dit « au moins », et range les "
    "classes dans un ordre qu'elles n'ont pas.",
)
def fills_up_to_the_label(y, K):  # Q24, M11.5
    return [int(k <= y) for k in range(K)]


@one_hot_by_hand.alternative
def as_a_row_of_the_identity(y, K):
    return [0] * y + [1] + [0] * (K - 1 - y)
