"""Part B: the gradients of a tape (exercise E81)."""

import tensorflow as tf
from reference.tf import tapes

from autograder import Part

part = Part("tapes")

gradients_by_tape = part.question(tapes.gradients_by_tape, points=10)


@gradients_by_tape.probe
def _(gradients_by_tape, values, target):
    variables = {name: tf.Variable(array) for name, array in values.items()}
    given = []

    def loss_of(variables):
        given.append(all(isinstance(each, tf.Variable) for each in variables.values()))
        total = tf.constant(0.0, dtype=tf.float64)
        for number, variable in enumerate(variables.values(), start=1):
            total += number * tf.reduce_mean((tf.sin(variable) - target) ** 2)
        return tf.math.log1p(total)

    answer = gradients_by_tape(loss_of, variables)
    return {
        "returned": answer,
        "calls of loss_of": len(given),
        "loss_of was given the variables": all(given),
    }


@gradients_by_tape.case("a matrix and a vector", visible=True, fr="une matrice et un vecteur")
def _(rng):
    values = {"W": rng.normal(size=(2, 3)).round(2), "b": rng.normal(size=3).round(2)}
    return {"values": values, "target": 0.5}


@gradients_by_tape.case("the variables of two layers", fr="les variables de deux couches")
def _(rng):
    shapes = {"Wh": (3, 5), "bh": (5,), "Wo": (5, 2), "bo": (2,)}
    values = {name: rng.normal(size=shape) for name, shape in shapes.items()}
    return {"values": values, "target": 0.25}


@gradients_by_tape.case(
    "names in no order, all of one shape", fr="des noms sans ordre, toutes les mêmes dimensions"
)
def _(rng):
    return {"values": {name: rng.normal(size=4) for name in "zxay"}, "target": 0.75}


@gradients_by_tape.case("a single variable", fr="une seule variable")
def _(rng):
    return {"values": {"theta": rng.normal(size=(3, 1))}, "target": -0.5}


@gradients_by_tape.mistake(
    en="The loss is computed before the tape is opened: a tape knows only what it has seen, so "
    "every gradient is None.",
    fr="La perte est calculée avant l'ouverture du tape : un tape ne connaît que ce qu'il a vu "
    "passer, et chaque gradient vaut None.",
)
def computes_before_the_tape(loss_of, variables):  # M81.1
    loss = loss_of(variables)
    with tf.GradientTape() as tape:
        pass
    return loss, tape.gradient(loss, variables)


@gradients_by_tape.mistake(
    en="You hand loss_of the values of the variables instead of the variables: with .numpy() or a "
    "constant in their place, the tape sees nothing that depends on them.",
    fr="Vous donnez à loss_of les valeurs des variables et non les variables : avec .numpy() ou "
    "une constante à leur place, le tape ne voit rien qui dépende d'elles.",
)
def gives_values_for_variables(loss_of, variables):  # M81.2
    with tf.GradientTape() as tape:
        loss = loss_of({name: tf.constant(each.numpy()) for name, each in variables.items()})
    return loss, tape.gradient(loss, variables)


@gradients_by_tape.mistake(
    en="You ask one tape for several gradients, one after the other. A tape is used up by the "
    "first: ask for all of them at once, or make a tape that lasts.",
    fr="Vous demandez plusieurs gradients au même tape, l'un après l'autre. Le premier l'épuise : "
    "demandez-les tous d'un coup, ou prenez un tape qui dure.",
)
def asks_the_tape_again(loss_of, variables):  # M81.3
    with tf.GradientTape() as tape:
        loss = loss_of(variables)
    return loss, {name: tape.gradient(loss, each) for name, each in variables.items()}


@gradients_by_tape.mistake(
    en="You record the loss anew for each variable. The gradients are right, but one pass "
    "backwards gives all of them: that is the whole point of backpropagation.",
    fr="Vous enregistrez la perte à nouveau pour chaque variable. Les gradients sont justes, mais "
    "un seul passage en arrière les donne tous : c'est tout l'intérêt de la rétropropagation.",
)
def one_tape_for_each_variable(loss_of, variables):  # M81.3
    gradients = {}
    for name, variable in variables.items():
        with tf.GradientTape() as tape:
            loss = loss_of(variables)
        gradients[name] = tape.gradient(loss, variable)
    return loss, gradients


@gradients_by_tape.mistake(
    en="The gradients get the names in alphabetical order, while the tape gives them in the order "
    "of the variables: each one must stand under the name of its own variable.",
    fr="Les gradients reçoivent les noms par ordre alphabétique, alors que le tape les donne dans "
    "l'ordre des variables : chacun doit se trouver sous le nom de sa propre variable.",
)
def mixes_the_names(loss_of, variables):
    with tf.GradientTape() as tape:
        loss = loss_of(variables)
    gradients = tape.gradient(loss, list(variables.values()))
    return loss, dict(zip(sorted(variables), gradients, strict=True))


@gradients_by_tape.mistake(
    en="Your gradients come as a list: the description asks for a dict with the names of the "
    "variables.",
    fr="Vos gradients arrivent dans une liste : la description demande un dict qui porte les noms "
    "des variables.",
)
def returns_a_list(loss_of, variables):
    with tf.GradientTape() as tape:
        loss = loss_of(variables)
    return loss, tape.gradient(loss, list(variables.values()))


@gradients_by_tape.mistake(
    en="The gradients come first and the loss second: the description has them the other way "
    "round.",
    fr="Les gradients viennent d'abord et la perte ensuite : la description les veut dans l'autre "
    "sens.",
)
def the_loss_comes_last(loss_of, variables):
    with tf.GradientTape() as tape:
        loss = loss_of(variables)
    return tape.gradient(loss, variables), loss


@gradients_by_tape.mistake(
    en="You return the gradients alone: the loss is wanted too, to watch it fall.",
    fr="Vous ne renvoyez que les gradients : on veut aussi la perte, pour la regarder baisser.",
)
def leaves_out_the_loss(loss_of, variables):
    with tf.GradientTape() as tape:
        loss = loss_of(variables)
    return tape.gradient(loss, variables)


@gradients_by_tape.alternative
def a_tape_that_lasts(loss_of, variables):
    with tf.GradientTape(persistent=True) as tape:
        loss = loss_of(variables)
    return loss, {name: tape.gradient(loss, each) for name, each in variables.items()}


@gradients_by_tape.alternative
def a_list_put_back_under_its_names(loss_of, variables):
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(list(variables.values()))
        loss = loss_of(variables)
        gradients = tape.gradient(loss, list(variables.values()))
    return loss, dict(zip(variables, gradients, strict=True))
