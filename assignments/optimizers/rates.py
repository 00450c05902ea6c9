"""Part B, second half: what sets the three forms apart (question Q46)."""

from autograder import Part, Tolerance

part = Part("rates")


def rate_and_memory(rng):
    return {
        "eta": round(0.001 * int(rng.integers(11, 100)), 3),
        "beta": float(rng.choice([0.6, 0.75, 0.8, 0.95])),
    }


@part.answer(
    "equal_rate",
    points=3,
    variant=rate_and_memory,
    tolerance=Tolerance(rtol=1e-5, atol=1e-9),
    texts={
        "en": "You train with the velocity form, a constant rate η = {eta} and γ = {beta}. A "
        "friend uses the moving average with β = {beta}. With which rate α does your friend get "
        "the same parameters as you, step for step? Put a number in `equal_rate`.",
        "fr": "Vous entraînez avec la forme « vitesse », un taux constant η = {eta} et γ = {beta}. "
        "Votre voisine utilise la moyenne mobile avec β = {beta}. Avec quel taux α obtient-elle "
        "les mêmes paramètres que vous, pas après pas ? Mettez un nombre dans `equal_rate`.",
    },
)
def equal_rate(eta, beta):
    return eta / (1 - beta)


@equal_rate.mistake(
    en="You give your friend the same rate. Then the average, whose gradients enter with a factor "
    "1 - β, makes steps that are too short by this factor.",
    fr="Vous donnez à votre voisine le même taux. Or, dans la moyenne, les gradients entrent avec "
    "un facteur 1 - β : ses pas seraient trop courts de ce facteur.",
)
def the_same_rate(eta, beta):  # Q46
    return eta


@equal_rate.mistake(
    en="You multiply by 1 - β, which the average has done already: the steps become shorter still.",
    fr="Vous multipliez par 1 - β, ce que la moyenne a déjà fait : les pas raccourcissent encore.",
)
def times_what_is_missing(eta, beta):  # Q46
    return eta * (1 - beta)


@equal_rate.mistake(
    en="You divide by β. Which factor does the new gradient have in the average?",
    fr="Vous divisez par β. Quel est le facteur du nouveau gradient dans la moyenne ?",
)
def divided_by_beta(eta, beta):  # Q46
    return eta / beta


def velocity_and_rates(rng):
    return {
        "eta": float(rng.choice([0.2, 0.4, 0.5])),
        "g": int(rng.integers(2, 10)),
        "gamma": float(rng.choice([0.5, 0.8])),
    }


@part.answer(
    "rolling_on",
    points=2,
    variant=velocity_and_rates,
    tolerance=Tolerance(rtol=1e-3, atol=1e-9),
    texts={
        "en": "One parameter, at rest, γ = μ = {gamma}. At the first step the gradient is {g} and "
        "the rate {eta}. Then the rate is divided by 10, and at the second step the gradient is "
        "0. By how much does the parameter go down **at the second step**, with the velocity form, "
        "and with PyTorch's? Put the two numbers, in this order, in the list `rolling_on`.",
        "fr": "Un paramètre, à l'arrêt, γ = μ = {gamma}. Au premier pas, le gradient vaut {g} et "
        "le taux {eta}. Puis le taux est divisé par 10, et au second pas le gradient vaut 0. De "
        "combien le paramètre diminue-t-il **au second pas**, avec la forme « vitesse », puis "
        "avec celle de PyTorch ? Mettez les deux nombres, dans cet ordre, dans la liste "
        "`rolling_on`.",
    },
)
def rolling_on(eta, g, gamma):
    return [gamma * eta * g, eta / 10 * gamma * g]


@rolling_on.mistake(
    en="You answer that both forms do the same. They do as long as the rate is constant; in one of "
    "them the old rate is still in the memory.",
    fr="Vous répondez que les deux formes font pareil. C'est vrai tant que le taux est constant ; "
    "dans l'une des deux, l'ancien taux est encore dans la mémoire.",
)
def both_keep_the_old_rate(eta, g, gamma):  # CR1
    return [gamma * eta * g] * 2


@rolling_on.mistake(
    en="You apply the new rate to both. In the velocity form the velocity was built with the old "
    "rate, and nothing multiplies it by the new one.",
    fr="Vous appliquez le nouveau taux aux deux. Dans la forme « vitesse », la vitesse a été "
    "construite avec l'ancien taux, et rien ne la multiplie par le nouveau.",
)
def both_take_the_new_rate(eta, g, gamma):  # CR1
    return [eta / 10 * gamma * g] * 2


@rolling_on.mistake(
    en="You have the two forms the wrong way round: in which of them does the velocity contain the "
    "rate?",
    fr="Vous avez interverti les deux formes : dans laquelle la vitesse contient-elle le taux ?",
)
def the_two_swapped(eta, g, gamma):  # CR1
    return [eta / 10 * gamma * g, gamma * eta * g]


@rolling_on.mistake(
    en="You answer that a parameter without gradient stays where it is. With momentum it rolls on.",
    fr="Vous répondez qu'un paramètre sans gradient reste où il est. Avec l'élan, il roule encore.",
)
def stands_still(eta, g, gamma):
    return [0.0, 0.0]
