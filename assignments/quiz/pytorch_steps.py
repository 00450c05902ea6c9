"""Week 5: a step of training in PyTorch (Q41)."""

from autograder import Confusion, Option, Part

part = Part("pytorch_steps")

# --- Q41: the five lines of a step ---

part.order(
    "training_step",
    points=1,
    texts={
        "en": "Five lines of a training loop. Put them in order; the first clears what is left of "
        "the mini-batch before.",
        "fr": "Cinq lignes d'une boucle d'entraînement. Rangez-les ; la première efface ce qui "
        "reste du mini-lot précédent.",
    },
    steps={
        "zero": {"en": "`optimizer.zero_grad()`", "fr": "`optimizer.zero_grad()`"},
        "forward": {"en": "`output = model(data)`", "fr": "`output = model(data)`"},
        "loss": {
            "en": "`loss = F.nll_loss(output, target)`",
            "fr": "`loss = F.nll_loss(output, target)`",
        },
        "backward": {"en": "`loss.backward()`", "fr": "`loss.backward()`"},
        "step": {"en": "`optimizer.step()`", "fr": "`optimizer.step()`"},
    },
    wrong=[
        Confusion(
            "steps_before_the_gradients",
            ["zero", "forward", "loss", "step", "backward"],
            en="The optimizer steps along the gradients, and `backward` is what computes them.",
            fr="L'optimiseur suit les gradients, et c'est `backward` qui les calcule.",
        ),
        Confusion(
            "clears_the_gradients_too_late",
            ["forward", "loss", "backward", "zero", "step"],
            en="You clear the gradients just before they are used: the step would be along zeros.",
            fr="Vous effacez les gradients juste avant de les utiliser : le pas suivrait des "
            "zéros.",
        ),
        Confusion(
            "loss_without_output",
            ["zero", "loss", "forward", "backward", "step"],
            en="The loss compares the output with the target: the output comes first.",
            fr="La perte compare la sortie et la cible : il faut d'abord la sortie.",
        ),
        Confusion(
            "backward_before_the_loss",
            ["zero", "forward", "backward", "loss", "step"],
            en="`backward` starts from the loss: that must be there first.",
            fr="`backward` part de la perte : il faut d'abord l'avoir calculée.",
        ),
        Confusion(
            "clears_at_the_end",
            ["forward", "loss", "backward", "step", "zero"],
            en="Clearing at the end works as well, but it is asked for at the beginning here: read "
            "the question again.",
            fr="Effacer à la fin marcherait aussi, mais on le demande ici au début : relisez la "
            "question.",
        ),
    ],
)

part.choice(
    "without_zero_grad",
    points=1,
    texts={
        "en": "What happens if `optimizer.zero_grad()` is left out of the loop?",
        "fr": "Que se passe-t-il si l'on oublie `optimizer.zero_grad()` dans la boucle ?",
    },
    right={
        "en": "Each step follows the sum of all the gradients so far.",
        "fr": "Chaque pas suit la somme de tous les gradients calculés jusque-là.",
    },
    wrong=[
        Option(
            "expects_an_error",
            en=(
                "PyTorch raises an error at the second `backward()`.",
                "No error: `backward` adds to what is in `.grad`, silently.",
            ),
            fr=(
                "PyTorch lève une erreur au deuxième `backward()`.",
                "Aucune erreur : `backward` ajoute à ce que contient `.grad`, en silence.",
            ),
        ),
        Option(
            "expects_no_difference",
            en=(
                "Nothing: `backward()` overwrites the gradients.",
                "`backward` adds, so that several losses can share a parameter; it is up to you to "
                "clear.",
            ),
            fr=(
                "Rien : `backward()` remplace les gradients.",
                "`backward` ajoute, pour que plusieurs pertes puissent partager un paramètre ; "
                "c'est à vous d'effacer.",
            ),
        ),
        Option(
            "expects_the_weights_to_be_reset",
            en=(
                "The weights keep the values that they had at the start.",
                "`zero_grad` clears gradients, not weights: these move, and too far.",
            ),
            fr=(
                "Les poids gardent leurs valeurs de départ.",
                "`zero_grad` efface les gradients, non les poids : ceux-ci bougent, et trop loin.",
            ),
        ),
        Option(
            "expects_a_mean",
            en=(
                "Each step follows the mean of all the gradients so far.",
                "They are added and never divided: the steps grow longer and longer.",
            ),
            fr=(
                "Chaque pas suit la moyenne de tous les gradients calculés jusque-là.",
                "Ils sont ajoutés, jamais divisés : les pas s'allongent de plus en plus.",
            ),
        ),
    ],
)
