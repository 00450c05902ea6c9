"""Week 5: errors on slides about gradients, on paper and in PyTorch (ER3, 4, 6, 7, 8, 21, 28)."""

from autograder import Line, Option, Part

part = Part("slides_gradients")
pytorch = Part("slides_pytorch")

part.hunt(
    "slide_of_gradients",
    points=2,
    texts={
        "en": "Lines as on a slide on gradients. Some are right, some are not.",
        "fr": "Des lignes comme sur une diapositive sur les gradients. Certaines sont justes, "
        "d'autres non.",
    },
    lines=[
        Line(
            "ER3",
            {
                "en": r"From the last layer to the first: $\delta^{l-1}$ from $\delta^{l}$",
                "fr": r"De la dernière couche à la première : $\delta^{l-1}$ à partir de "
                r"$\delta^{l}$",
            },
            [
                Option(
                    "recursion_against_its_direction",
                    en=(
                        r"From the last layer to the first: $\delta^{l}$ from $\delta^{l-1}$",
                        "Coming from the last layer, δ of the layer below is not known yet: it is "
                        "the one to be computed.",
                    ),
                    fr=(
                        r"De la dernière couche à la première : $\delta^{l}$ à partir de "
                        r"$\delta^{l-1}$",
                        "En venant de la dernière couche, on ne connaît pas encore le δ de la "
                        "couche précédente : c'est lui qu'on calcule.",
                    ),
                ),
                Option(
                    "recursion_from_the_input",
                    en=(
                        r"From the first layer to the last: $\delta^{l}$ from $\delta^{l-1}$",
                        "That is the way of the activations. Where is the first δ known: at the "
                        "input, or at the loss?",
                    ),
                    fr=(
                        r"De la première couche à la dernière : $\delta^{l}$ à partir de "
                        r"$\delta^{l-1}$",
                        "C'est le chemin des activations. Où connaît-on le premier δ : à l'entrée, "
                        "ou à la perte ?",
                    ),
                ),
            ],
        ),
        Line(
            "ER4",
            {
                "en": r"$b = g(5x)$, so $\partial b / \partial x = 5\, g'(5x)$",
                "fr": r"$b = g(5x)$, donc $\partial b / \partial x = 5\, g'(5x)$",
            },
            [
                Option(
                    "loses_the_inner_slope",
                    en=(
                        r"$b = g(5x)$, so $\partial b / \partial x = g'(5x)$",
                        "The slope of what is inside is missing: 5x moves five times as fast as x.",
                    ),
                    fr=(
                        r"$b = g(5x)$, donc $\partial b / \partial x = g'(5x)$",
                        "Il manque la pente de ce qui est à l'intérieur : 5x bouge cinq fois plus "
                        "vite que x.",
                    ),
                ),
                Option(
                    "slope_at_the_wrong_place",
                    en=(
                        r"$b = g(5x)$, so $\partial b / \partial x = 5\, g'(x)$",
                        "The slope of g is taken where g is: at 5x.",
                    ),
                    fr=(
                        r"$b = g(5x)$, donc $\partial b / \partial x = 5\, g'(x)$",
                        "La pente de g se prend là où se trouve g : en 5x.",
                    ),
                ),
            ],
        ),
        Line(
            "ER21",
            {
                "en": r"For $\hat{y} \in \mathbb{R}^q$: $\partial L / \partial \hat{y} \in "
                r"\mathbb{R}^q$",
                "fr": r"Pour $\hat{y} \in \mathbb{R}^q$ : $\partial L / \partial \hat{y} \in "
                r"\mathbb{R}^q$",
            },
            [
                Option(
                    "gradient_in_the_plane",
                    en=(
                        r"For $\hat{y} \in \mathbb{R}^q$: $\partial L / \partial \hat{y} \in "
                        r"\mathbb{R}^2$",
                        "There is one slope for each output: as many as ŷ has entries.",
                    ),
                    fr=(
                        r"Pour $\hat{y} \in \mathbb{R}^q$ : $\partial L / \partial \hat{y} \in "
                        r"\mathbb{R}^2$",
                        "Il y a une pente par sortie : autant que ŷ a de composantes.",
                    ),
                ),
                Option(
                    "gradient_as_the_loss",
                    en=(
                        r"For $\hat{y} \in \mathbb{R}^q$: $\partial L / \partial \hat{y} \in "
                        r"\mathbb{R}$",
                        "The loss is a number; its gradient has the shape of what it is taken by.",
                    ),
                    fr=(
                        r"Pour $\hat{y} \in \mathbb{R}^q$ : $\partial L / \partial \hat{y} \in "
                        r"\mathbb{R}$",
                        "La perte est un nombre ; son gradient a les dimensions de ce par rapport "
                        "à quoi on dérive.",
                    ),
                ),
            ],
        ),
        Line(
            "ER28",
            {
                "en": "The gradient vanishes where the product of the layers' Jacobians makes "
                "vectors shorter and shorter.",
                "fr": "Le gradient s'évanouit quand le produit des jacobiennes des couches "
                "raccourcit de plus en plus les vecteurs.",
            },
            [
                Option(
                    "small_weights_vanish",
                    en=(
                        "The gradient vanishes where every weight is below 1.",
                        "A hundred weights of 0.9 in a row add up to 90: the matrix as a whole "
                        "decides, not its entries.",
                    ),
                    fr=(
                        "Le gradient s'évanouit quand chaque poids est inférieur à 1.",
                        "Cent poids de 0,9 sur une ligne font 90 ensemble : c'est la matrice "
                        "entière qui décide, non ses composantes.",
                    ),
                ),
                Option(
                    "small_rates_vanish",
                    en=(
                        "The gradient vanishes where the learning rate is below 1.",
                        "The rate multiplies the step that is taken, not the gradient on its way "
                        "back.",
                    ),
                    fr=(
                        "Le gradient s'évanouit quand le taux d'apprentissage est inférieur à 1.",
                        "Le taux multiplie le pas que l'on fait, non le gradient qui remonte.",
                    ),
                ),
            ],
        ),
    ],
)

pytorch.hunt(
    "slide_of_pytorch",
    points=2,
    texts={
        "en": "Lines as on a slide on PyTorch, where `x`, `y` and `z` are tensors of shape (3, 4) "
        "and `c = (x * y + z).sum()`. Some are right, some are not.",
        "fr": "Des lignes comme sur une diapositive sur PyTorch, où `x`, `y` et `z` sont des "
        "tenseurs de dimensions (3, 4) et `c = (x * y + z).sum()`. Certaines sont justes, d'autres "
        "non.",
    },
    lines=[
        Line(
            "ER6",
            {
                "en": "After `c.backward()` in a fresh notebook, `z.grad` is full of 1.",
                "fr": "Après `c.backward()` dans un notebook neuf, `z.grad` est rempli de 1.",
            },
            [
                Option(
                    "grad_of_a_cell_run_twice",
                    en=(
                        "After `c.backward()` in a fresh notebook, `z.grad` is full of 2.",
                        "That is what a cell shows that was run twice: gradients accumulate until "
                        "they are set to zero.",
                    ),
                    fr=(
                        "Après `c.backward()` dans un notebook neuf, `z.grad` est rempli de 2.",
                        "C'est ce que montre une cellule exécutée deux fois : les gradients "
                        "s'accumulent tant qu'on ne les remet pas à zéro.",
                    ),
                ),
                Option(
                    "grad_of_a_mean",
                    en=(
                        "After `c.backward()` in a fresh notebook, `z.grad` is full of 1/12.",
                        "That would be right for a mean over the 12 entries; c is their sum.",
                    ),
                    fr=(
                        "Après `c.backward()` dans un notebook neuf, `z.grad` est rempli de 1/12.",
                        "Ce serait juste pour une moyenne sur les 12 composantes ; c est leur "
                        "somme.",
                    ),
                ),
            ],
        ),
        Line(
            "ER7",
            {
                "en": "To log the loss of every mini-batch, `print` stands in the loop over the "
                "mini-batches, below `optimizer.step()`.",
                "fr": "Pour afficher la perte de chaque mini-lot, `print` se trouve dans la boucle "
                "sur les mini-lots, sous `optimizer.step()`.",
            },
            [
                Option(
                    "logs_once_an_epoch",
                    en=(
                        "To log the loss of every mini-batch, `print` stands below the loop over "
                        "the mini-batches, as far left as its `for`.",
                        "There it is outside of the loop: it prints once an epoch, the loss of the "
                        "last mini-batch.",
                    ),
                    fr=(
                        "Pour afficher la perte de chaque mini-lot, `print` se trouve sous la "
                        "boucle sur les mini-lots, aligné sur son `for`.",
                        "Il est alors hors de la boucle : il n'affiche qu'une fois par époque, la "
                        "perte du dernier mini-lot.",
                    ),
                ),
                Option(
                    "logs_before_there_is_a_loss",
                    en=(
                        "To log the loss of every mini-batch, `print` stands in the loop over the "
                        "mini-batches, above the forward pass.",
                        "There the loss is still that of the mini-batch before, and the first time "
                        "there is none.",
                    ),
                    fr=(
                        "Pour afficher la perte de chaque mini-lot, `print` se trouve dans la "
                        "boucle sur les mini-lots, au-dessus du passage avant.",
                        "La perte y est encore celle du mini-lot précédent, et la première fois, "
                        "il n'y en a pas.",
                    ),
                ),
            ],
        ),
        Line(
            "ER8",
            {
                "en": "Training: the loss of the probabilities. Inference: the class with the "
                "largest one.",
                "fr": "Entraînement : la perte des probabilités. Inférence : la classe dont la "
                "probabilité est la plus grande.",
            },
            [
                Option(
                    "trains_twice",
                    en=(
                        "Training: the loss of the probabilities. Training: the class with the "
                        "largest one.",
                        "The class with the largest probability is what one asks for when all is "
                        "learned: it has no gradient to train by.",
                    ),
                    fr=(
                        "Entraînement : la perte des probabilités. Entraînement : la classe dont "
                        "la probabilité est la plus grande.",
                        "La classe la plus probable, on la demande quand tout est appris : elle "
                        "n'a pas de gradient pour entraîner.",
                    ),
                ),
                Option(
                    "swaps_training_and_inference",
                    en=(
                        "Training: the class with the largest probability. Inference: the loss of "
                        "the probabilities.",
                        "A loss needs labels, and at inference there are none.",
                    ),
                    fr=(
                        "Entraînement : la classe dont la probabilité est la plus grande. "
                        "Inférence : la perte des probabilités.",
                        "Une perte demande des étiquettes, et l'inférence n'en a pas.",
                    ),
                ),
            ],
        ),
    ],
)
