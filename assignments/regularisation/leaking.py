"""Part B, end: what lets the test set into the model (ER18)."""

from autograder import Part

part = Part("leaking")

# --- ER18, and what is done before the cut ---


def seven_procedures(rng):
    return {"procedures": [str(letter) for letter in rng.permutation(list("ABCDEFG"))]}


_EN = """Seven procedures, each of which ends with an error that is to be reported:

- **A**: standardise all the data together; then split, train, and test;
- **B**: split; standardise training and test set, both with the mean and the standard deviation \
of the training set; train, and test;
- **C**: add the mirror image of every picture; shuffle; then split, train, and test;
- **D**: split; add the mirror image of every picture of the training set; train, and test;
- **E**: split in two; train with ten values of λ, keep the model with the smallest error on the \
test set, and report that error;
- **F**: split in two; choose λ by cross-validation inside of the training set; train on all of it \
with that λ, and test;
- **G**: split in two; watch the error on the test set during training, and stop when it no longer \
falls.

In which does something of the test set get into the model, so that the error is too good? Put in \
`leaks` a list of `True` (it leaks) or `False`, one for each procedure, in **your** order: \
{procedures}."""

_FR = """Sept procédures, dont chacune finit par une erreur que l'on publie :

- **A** : standardiser toutes les données ensemble ; puis diviser, entraîner et tester ;
- **B** : diviser ; standardiser l'ensemble d'entraînement et celui de test, tous deux avec la \
moyenne et l'écart-type de l'ensemble d'entraînement ; entraîner et tester ;
- **C** : ajouter l'image miroir de chaque image ; mélanger ; puis diviser, entraîner et tester ;
- **D** : diviser ; ajouter l'image miroir de chaque image de l'ensemble d'entraînement ; \
entraîner et tester ;
- **E** : diviser en deux ; entraîner avec dix valeurs de λ, garder le modèle dont l'erreur de \
test est la plus petite, et publier cette erreur ;
- **F** : diviser en deux ; choisir λ par validation croisée à l'intérieur de l'ensemble \
d'entraînement ; entraîner sur tout cet ensemble avec ce λ, et tester ;
- **G** : diviser en deux ; surveiller l'erreur de test pendant l'entraînement, et arrêter quand \
elle ne baisse plus.

Dans lesquelles quelque chose de l'ensemble de test passe-t-il dans le modèle, si bien que \
l'erreur est trop belle ? Mettez dans `leaks` une liste de `True` (il y a une fuite) ou `False`, \
une valeur par procédure, dans **votre** ordre : {procedures}."""


@part.answer("leaks", points=4, variant=seven_procedures, texts={"en": _EN, "fr": _FR})
def leaks(procedures):
    return [procedure in "ACEG" for procedure in procedures]


def misjudged(procedures, letters):
    """The right answer, but for the procedures with these letters."""
    return [(letter in "ACEG") != (letter in letters) for letter in procedures]


@leaks.mistake(
    en="Procedure A leaks: the mean and the standard deviation that the training set is divided by "
    "contain the test set.",
    fr="La procédure A fuit : la moyenne et l'écart-type qui servent à l'ensemble d'entraînement "
    "contiennent l'ensemble de test.",
)
def standardises_before_the_split(procedures):  # M64.6
    return misjudged(procedures, "A")


@leaks.mistake(
    en="Procedure C leaks: a picture may be trained on, and its mirror image tested with.",
    fr="La procédure C fuit : une image peut servir à l'entraînement, et son image miroir au test.",
)
def augments_before_the_split(procedures):  # M68.5
    return misjudged(procedures, "C")


@leaks.mistake(
    en="Procedure E leaks: of ten models, the one that is luckiest on the test set is reported. λ "
    "was learnt from the test set.",
    fr="La procédure E fuit : de dix modèles, on publie celui qui a eu le plus de chance sur "
    "l'ensemble de test. λ a été appris de l'ensemble de test.",
)
def chooses_on_the_test_set(procedures):  # ER18
    return misjudged(procedures, "E")


@leaks.mistake(
    en="Procedure G leaks, though a slide of the lectures has it so: the number of epochs is "
    "learnt from the test set. What set should be watched?",
    fr="La procédure G fuit, bien qu'une diapositive des cours la présente ainsi : le nombre "
    "d'époques est appris de l'ensemble de test. Quel ensemble faut-il surveiller ?",
)
def stops_by_the_test_set(procedures):  # ER18, M63.2
    return misjudged(procedures, "G")


@leaks.mistake(
    en="Procedures E and G leak: λ and the number of epochs are chosen, too, and what is chosen by "
    "the test set is learnt from it.",
    fr="Les procédures E et G fuient : λ et le nombre d'époques sont choisis, eux aussi, et ce "
    "qu'on choisit d'après l'ensemble de test est appris de lui.",
)
def choosing_is_not_learning(procedures):  # ER18
    return misjudged(procedures, "EG")


@leaks.mistake(
    en="Procedures A and C leak, before any training: what is computed from all the data carries "
    "the test set into the training set.",
    fr="Les procédures A et C fuient avant tout entraînement : ce qui est calculé sur toutes les "
    "données fait passer l'ensemble de test dans celui d'entraînement.",
)
def preparing_is_not_learning(procedures):  # M64.6, M68.5
    return misjudged(procedures, "AC")


@leaks.mistake(
    en="Procedure B does not leak: the test set is transformed, but by numbers in which it has no "
    "part.",
    fr="La procédure B ne fuit pas : l'ensemble de test est transformé, mais par des nombres dans "
    "lesquels il n'est pour rien.",
)
def suspects_the_transformed_test_set(procedures):  # not in the catalogue
    return misjudged(procedures, "B")


@leaks.mistake(
    en="Procedure F does not leak: λ is chosen inside of the training set, and the test set is "
    "looked at once, at the end.",
    fr="La procédure F ne fuit pas : λ est choisi à l'intérieur de l'ensemble d'entraînement, et "
    "l'ensemble de test n'est regardé qu'une fois, à la fin.",
)
def suspects_the_cross_validation(procedures):  # not in the catalogue
    return misjudged(procedures, "F")


@leaks.mistake(
    en="All your answers are reversed: `True` stands for a leak.",
    fr="Toutes vos réponses sont inversées : `True` désigne une fuite.",
)
def all_reversed(procedures):  # not in the catalogue
    return misjudged(procedures, "ABCDEFG")


@leaks.alternative
def as_a_tuple(procedures):
    return tuple(procedure not in ("B", "D", "F") for procedure in procedures)
