"""Part D: four rules to stop by (exercise E63)."""

import numpy as np
from reference import stopping as ref

from autograder import Part

from .stopping import losses

part = Part("stop_rules")

stop_epochs = part.question(ref.stop_epochs, points=5)


@stop_epochs.case("six epochs", visible=True, fr="six époques")
def _(rng):
    curve = np.array([4.0, 2.0, 1.5, 1.25, 1.5, 1.0])
    return {"losses": curve, "level": 1.5, "rate": 0.375, "max_epochs": 5}


@stop_epochs.case("each rule at its own epoch", fr="chaque règle à sa propre époque")
def _(rng):
    curve = losses(rng, 99, 80, 60, 50, 42, 39, 37, 38, 30, 29, 20)
    level = float(curve[8] + curve[9]) / 2
    return {"losses": curve, "level": level, "rate": 0.25, "max_epochs": 11}


@stop_epochs.case("a loss exactly at the level", fr="une perte exactement au niveau fixé")
def _(rng):
    curve = losses(rng, 80, 60, 44, 28, 16, 16, 12, 20)
    return {"losses": curve, "level": float(curve[3]), "rate": 1.0, "max_epochs": 5}


@stop_epochs.case("no rule applies", fr="aucune règle ne s'applique")
def _(rng):
    curve = losses(rng, 90, 80, 70, 60)
    return {"losses": curve, "level": 0.0, "rate": 0.5, "max_epochs": 40}


@stop_epochs.case("a loss that jumps", fr="une perte qui bondit")
def _(rng):
    curve = losses(rng, 50, 40, 70, 55, 30, 12, 11)
    return {"losses": curve, "level": float(curve[-1]) - 0.5, "rate": 0.25, "max_epochs": 3}


@stop_epochs.case("a single epoch", weight=0.5, fr="une seule époque")
def _(rng):
    return {"losses": losses(rng, 20), "level": 9.0, "rate": 0.1, "max_epochs": 1}


def right_but(losses, level, rate, max_epochs, /, **others):
    """The right answer, but for the rules that are given."""
    return ref.stop_epochs(losses, level, rate, max_epochs) | others


def first(found, offset=0):
    return int(np.argmax(found)) + offset if np.any(found) else None


@stop_epochs.mistake(
    en="For the minimum you look for the lowest loss of all. While a training runs nobody knows "
    "it: what shows is a loss that rises again.",
    fr="Pour le minimum, vous cherchez la plus petite de toutes les pertes. Pendant "
    "l'entraînement, personne ne la connaît : ce qui se voit, c'est une perte qui remonte.",
)
def lowest_of_all(losses, level, rate, max_epochs):  # M63.10, seen from behind
    return right_but(losses, level, rate, max_epochs, minimum=int(np.argmin(losses)))


@stop_epochs.mistake(
    en="For the minimum you give the epoch before the rise. Training stops at the epoch that shows "
    "that the minimum is past.",
    fr="Pour le minimum, vous donnez l'époque d'avant la remontée. L'entraînement s'arrête à "
    "l'époque qui montre que le minimum est passé.",
)
def before_the_rise(losses, level, rate, max_epochs):  # M63.5
    found = first(np.diff(losses) > 0)
    return right_but(losses, level, rate, max_epochs, minimum=found)


@stop_epochs.mistake(
    en="Your rate of improvement is relative to the loss before: here it is the difference itself.",
    fr="Votre amélioration est relative à la perte précédente : ici, c'est la différence "
    "elle-même.",
)
def relative_improvement(losses, level, rate, max_epochs):  # M63.6
    found = first(-np.diff(losses) < rate * losses[:-1], 1)
    return right_but(losses, level, rate, max_epochs, improvement=found)


@stop_epochs.mistake(
    en="You take the absolute value of the improvement: a loss that jumps up passes for a great "
    "improvement.",
    fr="Vous prenez la valeur absolue de l'amélioration : une perte qui bondit passe pour une "
    "grande amélioration.",
)
def a_jump_is_an_improvement(losses, level, rate, max_epochs):  # M63.12
    found = first(np.abs(np.diff(losses)) < rate, 1)
    return right_but(losses, level, rate, max_epochs, improvement=found)


@stop_epochs.mistake(
    en="You number the improvements from 0, and the first of them belongs to epoch 1.",
    fr="Vous numérotez les améliorations à partir de 0, alors que la première est celle de "
    "l'époque 1.",
)
def improvement_one_epoch_early(losses, level, rate, max_epochs):  # M63.5
    found = first(-np.diff(losses) < rate)
    return right_but(losses, level, rate, max_epochs, improvement=found)


@stop_epochs.mistake(
    en="A loss exactly at the level does not stop your training: “at most” includes it.",
    fr="Une perte exactement au niveau fixé n'arrête pas votre entraînement : « au plus » "
    "l'inclut.",
)
def strictly_below_the_level(losses, level, rate, max_epochs):  # M63.4
    return right_but(losses, level, rate, max_epochs, level=first(losses < level))


@stop_epochs.mistake(
    en="Your last epoch has the number max_epochs: counted from 0, that would be one epoch more.",
    fr="Votre dernière époque porte le numéro max_epochs : compté à partir de 0, cela fait une "
    "époque de plus.",
)
def one_epoch_more(losses, level, rate, max_epochs):  # M63.5
    last = max_epochs if max_epochs < len(losses) else None
    return right_but(losses, level, rate, max_epochs, epochs=last)


@stop_epochs.mistake(
    en="Where a rule does not apply you give the last epoch: it has stopped nothing, and its value "
    "is None.",
    fr="Quand une règle ne s'applique pas, vous donnez la dernière époque : elle n'a rien arrêté, "
    "et sa valeur est None.",
)
def last_epoch_for_none(losses, level, rate, max_epochs):  # not in the catalogue
    found = ref.stop_epochs(losses, level, rate, max_epochs)
    return {rule: len(losses) - 1 if at is None else at for rule, at in found.items()}


@stop_epochs.mistake(
    en="Where a rule does not apply you give epoch 0. That is what np.argmax says when nothing is "
    "true.",
    fr="Quand une règle ne s'applique pas, vous donnez l'époque 0. C'est ce que répond np.argmax "
    "quand rien n'est vrai.",
)
def zero_for_none(losses, level, rate, max_epochs):  # not in the catalogue
    found = ref.stop_epochs(losses, level, rate, max_epochs)
    return {rule: at or 0 for rule, at in found.items()}


@stop_epochs.alternative
def epoch_by_epoch(losses, level, rate, max_epochs):
    found = dict.fromkeys(("epochs", "level", "improvement", "minimum"))
    for epoch, loss in enumerate(losses):
        applies = {"level": loss <= level, "epochs": epoch + 1 == max_epochs}
        if epoch:
            applies["minimum"] = loss > losses[epoch - 1]
            applies["improvement"] = losses[epoch - 1] - loss < rate
        for rule, applied in applies.items():
            if applied and found[rule] is None:
                found[rule] = epoch
    return found
