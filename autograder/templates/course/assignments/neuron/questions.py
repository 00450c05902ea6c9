"""One neuron: three questions to start from."""

import numpy as np
from reference import neuron as ref

from autograder import Assignment

assignment = Assignment("neuron", title={"en": "One neuron", "fr": "Un neurone"})


def draw_weights(rng):
    return {"inputs": int(rng.integers(3, 30))}


@assignment.answer(
    "parameters",
    points=1,
    variant=draw_weights,
    texts={
        "en": "Your neuron has {inputs} inputs and a bias. How many parameters has it to learn? "
        "Put the number in `parameters`.",
        "fr": "Votre neurone a {inputs} entrées et un biais. Combien de paramètres doit-il "
        "apprendre\u00a0? Mettez ce nombre dans `parameters`.",
    },
)
def parameters(inputs):
    return inputs + 1


@parameters.mistake(
    en="You counted the weights and left out the bias, which is learnt too.",
    fr="Vous avez compté les poids et oublié le biais, qui s'apprend aussi.",
)
def forgets_the_bias(inputs):
    return inputs


pre_activation = assignment.question(ref.pre_activation, points=2)


@pre_activation.case("three inputs", visible=True, fr="trois entrées")
def _(rng):
    return {"w": rng.normal(size=3).round(2), "x": rng.normal(size=3).round(2), "b": 0.5}


@pre_activation.case("seven inputs", fr="sept entrées")
def _(rng):
    return {"w": rng.normal(size=7), "x": rng.normal(size=7), "b": rng.normal()}


@pre_activation.case("a single input", fr="une seule entrée")
def _(rng):
    return {"w": rng.normal(size=1), "x": rng.normal(size=1), "b": rng.normal()}


@pre_activation.mistake(
    en="The bias b is never added: your neuron answers 0 whenever its inputs are 0.",
    fr="Le biais b n'est jamais ajouté\u00a0: votre neurone répond 0 à des entrées nulles.",
)
def never_adds_the_bias(w, x, b):
    return float(np.dot(w, x))


@pre_activation.mistake(
    en="You add b once for each input: the bias belongs to the neuron, outside the sum.",
    fr="Vous ajoutez b une fois par entrée\u00a0: le biais est celui du neurone, hors de la somme.",
)
def adds_the_bias_inside_the_sum(w, x, b):
    return float(np.sum(w * x + b))


@pre_activation.alternative
def with_a_loop(w, x, b):
    total = b
    for weight, value in zip(w, x, strict=True):
        total = total + weight * value
    return total


pre_activation.equivalent("np.dot(w, x) → np.dot(x, w)", "w · x = x · w.")


neuron = assignment.question(ref.neuron, points=2, needs=("pre_activation",))


@neuron.case("three inputs", visible=True, fr="trois entrées")
def _(rng):
    return {"w": rng.normal(size=3).round(2), "x": rng.normal(size=3).round(2), "b": -0.5}


@neuron.case("seven inputs", fr="sept entrées")
def _(rng):
    return {"w": rng.normal(size=7), "x": rng.normal(size=7), "b": rng.normal()}


@neuron.mistake(
    en="You return the pre-activation: the activation function is missing.",
    fr="Vous retournez la pré-activation\u00a0: la fonction d'activation manque.",
)
def forgets_the_activation(w, x, b):
    return ref.pre_activation(w, x, b)


@neuron.mistake(
    en="You used the sigmoid where tanh is asked for.",
    fr="Vous avez pris la sigmoïde là où tanh est demandée.",
)
def uses_the_sigmoid(w, x, b):
    return float(1 / (1 + np.exp(-ref.pre_activation(w, x, b))))


neuron.equivalent("pre_activation(w, x, b) → pre_activation(x, w, b)", "w · x = x · w.")
