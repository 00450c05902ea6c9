"""Part C: normal weights, small, for ReLU and for tanh (exercises E56, E57, E58)."""

import numpy as np
from reference import initialisation as ref

from autograder import Part

from .backprop import experiments
from .draws import TOLERANCE, add_cases, draw_twice, normal, normal_bounds, normal_facts

part = Part("normal_weights")


def normal_question(solution, points, sigma):
    """Declare a question on normal weights whose standard deviation is sigma(n_in, n_out)."""
    question = part.question(solution, points=points, tolerance=TOLERANCE)
    question.probe(draw_twice)
    question.summary(normal_facts)
    question.bounds(lambda n_in, n_out, rng: normal_bounds(n_in * n_out, sigma(n_in, n_out)))
    add_cases(question)
    return question


SYMMETRIC = "The normal distribution is symmetric about 0."

# --- E56: small normal weights ---

init_small_normal = normal_question(ref.init_small_normal, 3, lambda n_in, n_out: 0.01)


@init_small_normal.convention("small-normal", "variance", instead_of="deviation")
def hundredth_as_variance(n_in, n_out, rng):  # M56.1 [CONV CR15]
    return normal(n_in, n_out, rng, 0.1)


@init_small_normal.mistake(
    en="All your weights are 0: all neurons are the same, and stay so. That is what the draw is "
    "there to prevent.",
    fr="Tous vos poids valent 0 : tous les neurones sont les mêmes, et le restent. C'est ce que le "
    "tirage doit empêcher.",
)
def zeros(n_in, n_out, rng):  # M56.2
    return np.zeros((n_out, n_in))


@init_small_normal.mistake(
    en="All your weights are the same number: all neurons are the same, and stay so.",
    fr="Tous vos poids sont le même nombre : tous les neurones sont les mêmes, et le restent.",
)
def constant(n_in, n_out, rng):  # M56.3
    return np.full((n_out, n_in), 0.01)


@init_small_normal.mistake(
    en="Your weights have a standard deviation of 1: nothing makes them small.",
    fr="Vos poids ont un écart-type de 1 : rien ne les rend petits.",
)
def standard_normal(n_in, n_out, rng):  # not in the catalogue
    return normal(n_in, n_out, rng, 1.0)


@init_small_normal.mistake(
    en="Your weights are uniform between 0 and 0.01: none is negative.",
    fr="Vos poids sont uniformes entre 0 et 0,01 : aucun n'est négatif.",
)
def small_and_positive(n_in, n_out, rng):  # M57.6, M57.7
    return 0.01 * rng.random(size=(n_out, n_in))


@init_small_normal.mistake(
    en="Your W has the shape (n_in, n_out). In this course a row belongs to a neuron, so that "
    "W @ X is possible with one instance a column.",
    fr="Votre W est de forme (n_in, n_out). Dans ce cours, une ligne appartient à un neurone, pour "
    "que W @ X soit possible avec une instance par colonne.",
)
def one_column_for_each_neuron(n_in, n_out, rng):  # M57.8, ER26
    return 0.01 * rng.normal(size=(n_in, n_out))


@init_small_normal.alternative
def with_the_deviation_as_argument(n_in, n_out, rng):
    return rng.normal(0.0, 0.01, (n_out, n_in))


init_small_normal.equivalent(
    "return 0.01 * rng.normal(size=(n_out, n_in)) "
    "→ return -(0.01 * rng.normal(size=(n_out, n_in)))",
    SYMMETRIC,
)

# --- E57: He's rule ---

he_normal = normal_question(ref.he_normal, 4, lambda n_in, n_out: (2 / n_in) ** 0.5)


# The lab asks for He's rule too, and knows what goes wrong with it.
he_normal.mistakes += experiments.he_normal.mistakes


@he_normal.alternative
def with_the_scale_as_argument(n_in, n_out, rng):
    return rng.normal(0.0, (2 / n_in) ** 0.5, (n_out, n_in))


@he_normal.alternative
def drawn_neuron_by_neuron(n_in, n_out, rng):
    return np.array([rng.standard_normal(n_in) / np.sqrt(n_in / 2) for _ in range(n_out)])


he_normal.equivalent(
    "return np.sqrt(2 / n_in) * rng.normal(size=(n_out, n_in)) "
    "→ return -(np.sqrt(2 / n_in) * rng.normal(size=(n_out, n_in)))",
    SYMMETRIC,
)

# --- E58: Xavier's rule ---

xavier_normal = normal_question(
    ref.xavier_normal, 3, lambda n_in, n_out: (2 / (n_in + n_out)) ** 0.5
)


@xavier_normal.mistake(
    en="Your 6 belongs to the bound of a uniform distribution. rng.normal asks for a standard "
    "deviation.",
    fr="Votre 6 est celui de la borne d'une loi uniforme. rng.normal attend un écart-type.",
)
def bound_as_standard_deviation(n_in, n_out, rng):  # M58.1
    return normal(n_in, n_out, rng, np.sqrt(6 / (n_in + n_out)))


@xavier_normal.mistake(
    en="You take one over the sum of the sizes for the variance. It is one over their mean.",
    fr="Vous prenez pour variance l'inverse de la somme des tailles. C'est l'inverse de leur "
    "moyenne.",
    concept={
        "en": "Xavier's rule is a compromise between the signal and the gradient.",
        "fr": "La règle de Xavier est un compromis entre le signal et le gradient.",
    },
)
def inverse_of_the_sum(n_in, n_out, rng):  # M58.2
    return normal(n_in, n_out, rng, np.sqrt(1 / (n_in + n_out)))


@xavier_normal.mistake(
    en="Your brackets are missing: the division comes before the addition, and your standard "
    "deviation grows with n_out.",
    fr="Il vous manque des parenthèses : la division passe avant l'addition, et votre écart-type "
    "croît avec n_out.",
)
def divides_before_adding(n_in, n_out, rng):  # M58.3
    return normal(n_in, n_out, rng, np.sqrt(2 / n_in + n_out))


@xavier_normal.mistake(
    en="You look at n_in only: that keeps the signal on its way forward. The gradient on its way "
    "back adds up n_out terms.",
    fr="Vous ne regardez que n_in : cela conserve le signal à l'aller. Mais au retour, le gradient "
    "additionne n_out termes.",
)
def forward_only(n_in, n_out, rng):  # M58.4
    return normal(n_in, n_out, rng, np.sqrt(1 / n_in))


@xavier_normal.mistake(
    en="You use a variance as the standard deviation.",
    fr="Vous utilisez une variance comme écart-type.",
)
def xavier_variance_as_deviation(n_in, n_out, rng):  # as M57.4
    return normal(n_in, n_out, rng, 2 / (n_in + n_out))


@xavier_normal.mistake(
    en="This is He's rule, made for ReLU. Xavier's counts both the inputs and the neurons.",
    fr="C'est la règle de He, faite pour ReLU. Celle de Xavier compte à la fois les entrées et les "
    "neurones.",
)
def rule_of_he(n_in, n_out, rng):  # not in the catalogue
    return ref.he_normal(n_in, n_out, rng)


@xavier_normal.mistake(
    en="Your W has the shape (n_in, n_out). In this course a row belongs to a neuron.",
    fr="Votre W est de forme (n_in, n_out). Dans ce cours, une ligne appartient à un neurone.",
)
def xavier_transposed(n_in, n_out, rng):  # M57.8, ER26
    return np.sqrt(2 / (n_in + n_out)) * rng.normal(size=(n_in, n_out))


@xavier_normal.alternative
def xavier_with_the_scale_as_argument(n_in, n_out, rng):
    return rng.normal(scale=((n_in + n_out) / 2) ** -0.5, size=(n_out, n_in))


xavier_normal.equivalent(
    "return np.sqrt(2 / (n_in + n_out)) * rng.normal(size=(n_out, n_in)) "
    "→ return -(np.sqrt(2 / (n_in + n_out)) * rng.normal(size=(n_out, n_in)))",
    SYMMETRIC,
)
