"""Part B: how many updates there are in an epoch (question Q25)."""

from autograder import Part

part = Part("counting")


def instances_and_size(rng):
    B = int(rng.choice([32, 64, 128]))
    return {"N": B * int(rng.integers(150, 400)) + int(rng.integers(1, B)), "B": B}


@part.answer(
    "updates_per_epoch",
    points=3,
    variant=instances_and_size,
    texts={
        "en": "Your training set has {N} instances. How many updates are there in one epoch with "
        "batch gradient descent, with stochastic gradient descent (one instance at a time), and "
        "with mini-batches of {B}? Put in `updates_per_epoch` a list of three integers, in this "
        "order.",
        "fr": "Votre jeu d'entraînement a {N} instances. Combien y a-t-il de mises à jour en une "
        "époque avec la descente par lot complet, avec la descente stochastique (une instance à la "
        "fois), et avec des mini-lots de {B} ? Mettez dans `updates_per_epoch` une liste de trois "
        "entiers, dans cet ordre.",
    },
)
def updates_per_epoch(N, B):
    return [1, N, -(-N // B)]


@updates_per_epoch.mistake(
    en="You leave the last, short mini-batch out: its instances would never be seen.",
    fr="Vous oubliez le dernier mini-lot, plus court : ses instances ne seraient jamais vues.",
)
def drops_the_short_batch(N, B):  # Q25
    return [1, N, N // B]


@updates_per_epoch.mistake(
    en="The number of mini-batches is not an integer in your answer: the instances that are left "
    "over make one more, shorter mini-batch.",
    fr="Votre nombre de mini-lots n'est pas entier : les instances qui restent forment un mini-lot "
    "de plus, incomplet.",
)
def part_of_a_batch(N, B):  # Q25
    return [1, N, N / B]


@updates_per_epoch.mistake(
    en="Batch and stochastic descent are the wrong way round: the batch is all of the instances.",
    fr="La descente par lot complet et la stochastique sont interverties : le lot, ce sont toutes "
    "les instances.",
)
def batch_and_stochastic_swapped(N, B):  # Q25, CR22
    return [N, 1, -(-N // B)]


@updates_per_epoch.mistake(
    en="You give the size of a mini-batch for their number.",
    fr="Vous donnez la taille d'un mini-lot pour leur nombre.",
)
def size_for_the_number(N, B):  # Q25
    return [1, N, B]


@updates_per_epoch.mistake(
    en="You count one update for stochastic descent. One instance is drawn for each update, and "
    "the epoch lasts until all of them have come.",
    fr="Vous comptez une seule mise à jour pour la descente stochastique. On tire une instance par "
    "mise à jour, et l'époque dure jusqu'à ce que toutes soient passées.",
)
def one_instance_an_epoch(N, B):  # Q25
    return [1, 1, -(-N // B)]


@updates_per_epoch.alternative
def by_ranges(N, B):
    return [1, N, len(range(0, N, B))]
