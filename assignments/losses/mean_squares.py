"""Part E: the mean squared error, with several outputs (exercise E13)."""

import numpy as np
from reference import squared_error as ref

from autograder import Part

part = Part("mean_squares")


def add_cases(question):
    @question.case("two outputs, three instances", visible=True, fr="deux sorties, trois instances")
    def _(rng):
        Yhat = np.array([[1.0, 2.0, 0.0], [0.5, -1.0, 3.0]])
        return {"Yhat": Yhat, "Y": np.array([[0.0, 2.5, 1.0], [1.5, 1.0, 1.0]])}

    @question.case("three outputs, seven instances", fr="trois sorties, sept instances")
    def _(rng):
        return {"Yhat": rng.normal(size=(3, 7)), "Y": rng.normal(size=(3, 7)) + 0.5}

    @question.case("five outputs, two instances", fr="cinq sorties, deux instances")
    def _(rng):
        return {"Yhat": rng.normal(size=(5, 2)), "Y": rng.normal(size=(5, 2)) - 0.5}

    @question.case("one output", fr="une seule sortie")
    def _(rng):
        return {"Yhat": rng.normal(size=(1, 5)), "Y": rng.normal(size=(1, 5)) + 0.5}

    @question.case("a single instance", fr="une seule instance")
    def _(rng):
        return {"Yhat": rng.normal(size=(3, 1)), "Y": rng.normal(size=(3, 1)) + 2}


# --- E13: the mean ---

mse = part.question(ref.mse, points=3)
add_cases(mse)


@mse.convention(
    "mean-squared-error",
    "over-entries",
    instead_of="over-instances",
    en="You divide by the number of outputs too, as PyTorch and Keras do: here the outputs are "
    "summed, and only the instances averaged.",
    fr="Vous divisez aussi par le nombre de sorties, comme PyTorch et Keras : ici, on somme sur "
    "les sorties, et l'on ne fait la moyenne que sur les instances.",
)
def mean_of_all_entries(Yhat, Y):  # M13.2 [CONV CR6]
    return np.mean((Y - Yhat) ** 2)


@mse.convention(
    "mean-squared-error",
    "half",
    instead_of="over-instances",
    en="You take half of the mean, as some lectures do to be rid of the 2 in the gradient: the "
    "mean squared error of this notebook has no ½.",
    fr="Vous prenez la moitié de la moyenne, comme certains cours pour se défaire du 2 du "
    "gradient : l'erreur quadratique moyenne de ce notebook n'a pas de ½.",
)
def half_of_the_mean(Yhat, Y):  # M13.1 [CONV CR6]
    return 0.5 * np.sum((Y - Yhat) ** 2) / Y.shape[1]


@mse.mistake(
    en="You take the root at the end: that is the RMSE, whose gradient is another one.",
    fr="Vous prenez la racine à la fin : c'est la RMSE, dont le gradient est différent.",
)
def root_of_the_mean(Yhat, Y):  # M13.3
    return np.sqrt(ref.mse(Yhat, Y))


@mse.mistake(
    en="You average absolute errors: the squares are missing.",
    fr="Vous faites la moyenne des erreurs absolues : il manque les carrés.",
)
def mean_absolute_error(Yhat, Y):  # M13.4
    return np.sum(np.abs(Y - Yhat)) / Y.shape[1]


@mse.mistake(
    en="You add up the outputs of an instance before you square: errors of opposite signs cancel.",
    fr="Vous additionnez les sorties d'une instance avant d'élever au carré : des erreurs de "
    "signes opposés se compensent.",
)
def sums_before_squaring(Yhat, Y):  # M13.5
    return np.mean(np.sum(Y - Yhat, axis=0) ** 2)


@mse.mistake(
    en="You divide by the number of outputs in the place of the number of instances: columns are "
    "instances here.",
    fr="Vous divisez par le nombre de sorties au lieu du nombre d'instances : ici, les colonnes "
    "sont les instances.",
)
def divides_by_the_outputs(Yhat, Y):  # M13.6
    return np.sum((Y - Yhat) ** 2) / Y.shape[0]


@mse.mistake(
    en="You return the sum: it is to be divided by the number of instances.",
    fr="Vous renvoyez la somme : il faut la diviser par le nombre d'instances.",
)
def sums_all_the_squares(Yhat, Y):  # M12.2
    return np.sum((Y - Yhat) ** 2)


@mse.mistake(
    en="You average the lengths of the errors: their squares are asked.",
    fr="Vous faites la moyenne des longueurs des erreurs : on demande celle de leurs carrés.",
)
def mean_length(Yhat, Y):  # M13.3
    return np.mean(np.sqrt(np.sum((Y - Yhat) ** 2, axis=0)))


@mse.mistake(
    en="You return one number for each instance: their mean is asked.",
    fr="Vous renvoyez un nombre par instance : on demande leur moyenne.",
)
def one_error_for_each(Yhat, Y):  # M12.17
    return np.sum((Y - Yhat) ** 2, axis=0)


@mse.alternative
def mean_of_sums(Yhat, Y):
    return ((Yhat - Y) ** 2).sum(axis=0).mean()


@mse.alternative
def by_the_norm(Yhat, Y):
    return float(np.linalg.norm(Yhat - Y) ** 2 / Yhat.shape[1])


mse.equivalent("Y - Yhat → Yhat - Y", "The sign is lost in the square.")


# --- E13: its gradient ---

mse_prime = part.question(ref.mse_prime, points=3)
add_cases(mse_prime)


@mse_prime.convention(
    "mean-over-the-batch",
    "first",
    instead_of="last",
    en="You divide by m here. In this notebook column i belongs to instance i alone, and the mean "
    "comes later, in dW and db.",
    fr="Vous divisez ici par m. Dans ce notebook, la colonne i ne concerne que l'instance i, et la "
    "moyenne vient plus loin, dans dW et db.",
)
def mean_here_already(Yhat, Y):  # M18.3 [CONV CR25]
    return 2.0 * (Yhat - Y) / Y.shape[1]


@mse_prime.convention(
    "mean-squared-error",
    "over-entries",
    instead_of="over-instances",
    en="You divide by the number of outputs, as PyTorch and Keras do: here the squares of the "
    "outputs are summed.",
    fr="Vous divisez par le nombre de sorties, comme PyTorch et Keras : ici, on somme les carrés "
    "des sorties.",
)
def divides_by_the_entries(Yhat, Y):  # M13.2 [CONV CR6]
    return 2.0 * (Yhat - Y) / Y.shape[0]


@mse_prime.convention(
    "mean-squared-error",
    "half",
    instead_of="over-instances",
    en="The 2 of the exponent is missing: this is the gradient of half the square, and the mean "
    "squared error of this notebook has no ½.",
    fr="Il manque le 2 de l'exposant : c'est le gradient de la moitié du carré, et l'erreur "
    "quadratique moyenne de ce notebook n'a pas de ½.",
)
def gradient_of_half(Yhat, Y):  # M13.9 [CONV CR6]
    return Yhat - Y


@mse_prime.mistake(
    en="The sign is wrong: an output that is too high has to come down, so its slope is positive.",
    fr="Le signe est faux : une sortie trop haute doit descendre, sa pente est donc positive.",
)
def climbs_the_error(Yhat, Y):  # M13.8
    return 2.0 * (Y - Yhat)


@mse_prime.mistake(
    en="You return the squares: the derivative of a square is not a square.",
    fr="Vous renvoyez les carrés : la dérivée d'un carré n'est pas un carré.",
)
def returns_the_squares(Yhat, Y):  # not in the catalogue
    return (Yhat - Y) ** 2


@mse_prime.mistake(
    en="You add up the instances: each column has its own gradient here.",
    fr="Vous additionnez les instances : ici, chaque colonne a son propre gradient.",
)
def adds_up_the_instances(Yhat, Y):  # not in the catalogue
    return 2.0 * np.sum(Yhat - Y, axis=1, keepdims=True)


@mse_prime.mistake(
    en="You add up the outputs of an instance: each of them has its own slope.",
    fr="Vous additionnez les sorties d'une instance : chacune a sa propre pente.",
)
def adds_up_the_outputs(Yhat, Y):  # M13.5
    return 2.0 * np.sum(Yhat - Y, axis=0, keepdims=True)


@mse_prime.mistake(
    en="You keep only the sign of the errors: that is the slope of the absolute error.",
    fr="Vous ne gardez que le signe des erreurs : c'est la pente de l'erreur absolue.",
)
def keeps_the_signs(Yhat, Y):  # M13.4
    return 2.0 * np.sign(Yhat - Y)


@mse_prime.alternative
def by_adding_twice(Yhat, Y):
    error = Yhat - Y
    return error + error
