"""Part B, end: what lets the test set into the model (ER18)."""

from autograder import Claim, Confusion, Part

part = Part("leaking")

# --- ER18, and what is done before the cut ---

part.true_or_false(
    "leaks",
    points=4,
    texts={
        "en": "Seven procedures, each of which ends with an error that is to be reported. In which "
        "does something of the test set get into the model, so that the error is too good? `True` "
        "stands for a leak.",
        "fr": "Sept procédures, dont chacune finit par une erreur que l'on publie. Dans lesquelles "
        "quelque chose de l'ensemble de test passe-t-il dans le modèle, si bien que l'erreur est "
        "trop belle ? `True` désigne une fuite.",
    },
    claims=[
        Claim(
            "standardises_before_the_split",  # M64.6
            true={
                "en": "standardise all the data together; then split, train, and test",
                "fr": "standardiser toutes les données ensemble ; puis diviser, entraîner et "
                "tester",
            },
            en="What is standardised before the split leaks: the mean and the standard deviation "
            "that the training set is divided by contain the test set.",
            fr="Standardiser avant de diviser, c'est une fuite : la moyenne et l'écart-type qui "
            "servent à l'ensemble d'entraînement contiennent l'ensemble de test.",
        ),
        Claim(
            "suspects_the_transformed_test_set",  # not in the catalogue
            false={
                "en": "split; standardise training and test set, both with the mean and the "
                "standard deviation of the training set; train, and test",
                "fr": "diviser ; standardiser l'ensemble d'entraînement et celui de test, tous "
                "deux avec la moyenne et l'écart-type de l'ensemble d'entraînement ; entraîner et "
                "tester",
            },
            en="A test set that is standardised like the training set does not leak: it is "
            "transformed, but by numbers in which it has no part.",
            fr="Un ensemble de test standardisé comme celui d'entraînement ne fuit pas : il est "
            "transformé, mais par des nombres dans lesquels il n'est pour rien.",
        ),
        Claim(
            "augments_before_the_split",  # M68.5
            true={
                "en": "add the mirror image of every picture; shuffle; then split, train, and test",
                "fr": "ajouter l'image miroir de chaque image ; mélanger ; puis diviser, entraîner "
                "et tester",
            },
            en="Mirror images made before the split leak: a picture may be trained on, and its "
            "mirror image tested with.",
            fr="Des images miroir faites avant de diviser, c'est une fuite : une image peut servir "
            "à l'entraînement, et son image miroir au test.",
        ),
        Claim(
            "suspects_the_mirrored_training_set",  # not in the catalogue
            false={
                "en": "split; add the mirror image of every picture of the training set; train, "
                "and test",
                "fr": "diviser ; ajouter l'image miroir de chaque image de l'ensemble "
                "d'entraînement ; entraîner et tester",
            },
            en="Mirror images made after the split do not leak: they are made of the training set "
            "alone, and the test set stays as it is.",
            fr="Des images miroir faites après la division ne fuient pas : elles ne viennent que "
            "de l'ensemble d'entraînement, et l'ensemble de test reste tel qu'il est.",
        ),
        Claim(
            "chooses_on_the_test_set",  # ER18
            true={
                "en": "split in two; train with ten values of λ, keep the model with the smallest "
                "error on the test set, and report that error",
                "fr": "diviser en deux ; entraîner avec dix valeurs de λ, garder le modèle dont "
                "l'erreur de test est la plus petite, et publier cette erreur",
            },
            en="Choosing λ by the test set leaks: of ten models, the one that is luckiest on it is "
            "reported. λ was learnt from the test set.",
            fr="Choisir λ sur l'ensemble de test, c'est une fuite : de dix modèles, on publie "
            "celui qui y a eu le plus de chance. λ a été appris de l'ensemble de test.",
        ),
        Claim(
            "suspects_the_cross_validation",  # not in the catalogue
            false={
                "en": "split in two; choose λ by cross-validation inside of the training set; "
                "train on all of it with that λ, and test",
                "fr": "diviser en deux ; choisir λ par validation croisée à l'intérieur de "
                "l'ensemble d'entraînement ; entraîner sur tout cet ensemble avec ce λ, et tester",
            },
            en="Cross-validation does not leak here: λ is chosen inside of the training set, and "
            "the test set is looked at once, at the end.",
            fr="La validation croisée ne fuit pas ici : λ est choisi à l'intérieur de l'ensemble "
            "d'entraînement, et l'ensemble de test n'est regardé qu'une fois, à la fin.",
        ),
        Claim(
            "stops_by_the_test_set",  # ER18, M63.2
            true={
                "en": "split in two; watch the error on the test set during training, and stop "
                "when it no longer falls",
                "fr": "diviser en deux ; surveiller l'erreur de test pendant l'entraînement, et "
                "arrêter quand elle ne baisse plus",
            },
            en="Watching the test set during training leaks, though a slide of the lectures has it "
            "so: the number of epochs is learnt from it. What set should be watched?",
            fr="Surveiller l'ensemble de test pendant l'entraînement, c'est une fuite, bien qu'une "
            "diapositive des cours le présente ainsi : le nombre d'époques est appris de lui. Quel "
            "ensemble faut-il surveiller ?",
        ),
    ],
    wrong=[
        Confusion(
            "choosing_is_not_learning",  # ER18
            ["chooses_on_the_test_set", "stops_by_the_test_set"],
            en="λ and the number of epochs are chosen, too, and what is chosen by the test set is "
            "learnt from it: two of the procedures that you let pass leak.",
            fr="λ et le nombre d'époques sont choisis, eux aussi, et ce qu'on choisit d'après "
            "l'ensemble de test est appris de lui : deux des procédures que vous laissez passer "
            "fuient.",
        ),
        Confusion(
            "preparing_is_not_learning",  # M64.6, M68.5
            ["standardises_before_the_split", "augments_before_the_split"],
            en="Data can leak before any training: what is computed from all the data carries the "
            "test set into the training set.",
            fr="Il peut y avoir une fuite avant tout entraînement : ce qui est calculé sur toutes "
            "les données fait passer l'ensemble de test dans celui d'entraînement.",
        ),
        Confusion(
            "all_reversed",  # not in the catalogue
            "all",
            en="All your answers are reversed: `True` stands for a leak.",
            fr="Toutes vos réponses sont inversées : `True` désigne une fuite.",
        ),
    ],
)
