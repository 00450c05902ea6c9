"""Part C: gradient descent in place, on variables that stay the same objects (exercise E81)."""

import tensorflow as tf
from reference.tf import steps

from autograder import Part

part = Part("descent")

sgd_step = part.question(steps.sgd_step, points=7)


@sgd_step.probe
def _(sgd_step, values, gradients, rates):
    variables = {name: tf.Variable(array) for name, array in values.items()}
    before = dict(variables)
    for lr in rates:
        sgd_step(variables, {name: tf.constant(array) for name, array in gradients.items()}, lr)
    return {
        "values": {name: variable.numpy() for name, variable in before.items()},
        "the same variables": {name: variables[name] is before[name] for name in before},
        "variables": {name: isinstance(each, tf.Variable) for name, each in variables.items()},
    }


def inputs(rng, shapes, rates):
    def arrays():
        return {name: rng.normal(size=shape).round(2) for name, shape in shapes.items()}

    return {"values": arrays(), "gradients": arrays(), "rates": rates}


@sgd_step.case(
    "a matrix and a vector, one step", visible=True, fr="une matrice et un vecteur, un pas"
)
def _(rng):
    return inputs(rng, {"W": (2, 3), "b": (3,)}, [0.5])


@sgd_step.case(
    "two layers, three steps of different sizes",
    fr="deux couches, trois pas de tailles différentes",
)
def _(rng):
    shapes = {"Wh": (3, 5), "bh": (5,), "Wo": (5, 2), "bo": (2,)}
    return inputs(rng, shapes, [0.3, 0.2, 0.05])


@sgd_step.case("a gradient of zeros", fr="un gradient nul")
def _(rng):
    case = inputs(rng, {"W": (3, 2), "b": (2,)}, [0.7, 0.1])
    case["gradients"]["b"][:] = 0.0
    return case


@sgd_step.mistake(
    en="You write the new values into the dict: what stood there was a variable, and is now a "
    "plain tensor, which nothing can be assigned to and no tape watches. The variable itself has "
    "not changed.",
    fr="Vous écrivez les nouvelles valeurs dans le dict : il y avait là une variable, il n'y "
    "a plus qu'un simple tenseur, auquel on ne peut rien affecter et qu'aucun tape ne surveille. "
    "La variable, elle, n'a pas changé.",
)
def puts_tensors_in_the_dict(variables, gradients, lr):  # M81.4
    for name in variables:
        variables[name] = variables[name] - lr * gradients[name]


@sgd_step.mistake(
    en="You make new variables and put them in the dict. Whoever held the old ones, an optimizer "
    "or a compiled function, goes on with the old values.",
    fr="Vous créez de nouvelles variables et les mettez dans le dict. Qui tenait les anciennes, un "
    "optimiseur ou une fonction compilée, continue avec les anciennes valeurs.",
)
def makes_new_variables(variables, gradients, lr):  # M81.4
    for name in variables:
        variables[name] = tf.Variable(variables[name] - lr * gradients[name])


@sgd_step.mistake(
    en="Nothing has changed: you give the name of the loop another value, a new tensor, and the "
    "variable keeps its own. A variable is changed by asking it to.",
    fr="Rien n'a changé : vous donnez une autre valeur, un nouveau tenseur, au nom de la boucle, "
    "et la variable garde la sienne. On change une variable en le lui demandant.",
)
def rebinds_a_name(variables, gradients, lr):  # M81.4
    for name, variable in variables.items():
        variable = variable - lr * gradients[name]


@sgd_step.mistake(
    en="`-=` does not work on a variable: it would rebind the name to a new tensor, and TensorFlow "
    "refuses it. A variable has a method for this.",
    fr="`-=` ne fonctionne pas sur une variable : il attacherait le nom à un nouveau tenseur, et "
    "TensorFlow le refuse. Une variable a une méthode pour cela.",
)
def subtracts_in_the_python_way(variables, gradients, lr):  # M81.4
    for name, variable in variables.items():
        variable -= lr * gradients[name]


@sgd_step.mistake(
    en="You overwrite the variables with the step itself: it is to be subtracted from what they "
    "hold.",
    fr="Vous écrasez les variables par le pas lui-même : il faut le retrancher de ce qu'elles "
    "contiennent.",
)
def assigns_the_step(variables, gradients, lr):
    for name, variable in variables.items():
        variable.assign(lr * gradients[name])


@sgd_step.mistake(
    en="You add the step: along the gradient the loss grows. Descent goes the other way.",
    fr="Vous ajoutez le pas : dans le sens du gradient, la perte augmente. La descente va dans "
    "l'autre sens.",
)
def climbs(variables, gradients, lr):
    for name, variable in variables.items():
        variable.assign_add(lr * gradients[name])


@sgd_step.mistake(
    en="The learning rate is never used: you subtract the whole gradient.",
    fr="Le taux d'apprentissage ne sert jamais : vous retranchez le gradient tout entier.",
)
def ignores_the_rate(variables, gradients, lr):
    for name, variable in variables.items():
        variable.assign_sub(gradients[name])


@sgd_step.mistake(
    en="Only the weights learn, the biases stay where they are.",
    fr="Seuls les poids apprennent : les biais restent où ils sont.",
)
def leaves_the_biases(variables, gradients, lr):
    for name, variable in variables.items():
        if len(variable.shape) > 1:
            variable.assign_sub(lr * gradients[name])


@sgd_step.mistake(
    en="You leave the loop in its first turn: one variable is updated, and none of the others.",
    fr="Vous quittez la boucle dès le premier tour : la première variable est mise à jour, et "
    "aucune autre.",
)
def stops_after_the_first(variables, gradients, lr):
    for name, variable in variables.items():
        variable.assign_sub(lr * gradients[name])
        break


@sgd_step.alternative
def assigns_the_new_value(variables, gradients, lr):
    for name in gradients:
        variables[name].assign(variables[name] - lr * gradients[name])


@sgd_step.alternative
def adds_the_opposite(variables, gradients, lr):
    for variable, gradient in zip(variables.values(), gradients.values(), strict=True):
        variable.assign_add(-lr * tf.convert_to_tensor(gradient))
