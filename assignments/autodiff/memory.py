"""The on-line algorithm: its order, what it keeps for the way back, and how much that is (Q23)."""

from autograder import Confusion, Form, Option, Part

part = Part("memory")

# --- Q23: the steps in order ---

STEPS = {
    "initialise": {"en": "draw the weights", "fr": "tirer les poids"},
    "present": {"en": "take an instance", "fr": "prendre une instance"},
    "output": {"en": "run the network forward", "fr": "faire la passe avant"},
    "backward": {"en": "find the gradients", "fr": "trouver les gradients"},
    "update": {"en": "move the weights", "fr": "déplacer les poids"},
}

part.order(
    "online_order",
    points=2,
    texts={
        "en": "Put the steps of the on-line algorithm in order, from the beginning to the end of "
        "the first round.",
        "fr": "Mettez dans l'ordre les étapes de l'algorithme en ligne, du début à la fin du "
        "premier tour.",
    },
    steps=STEPS,
    wrong=[
        Confusion(
            "updates_too_early",
            ["initialise", "present", "output", "update", "backward"],
            en="You move the weights before their gradients are known.",
            fr="Vous déplacez les poids avant d'en connaître les gradients.",
        ),
        Confusion(
            "goes_back_first",
            ["initialise", "present", "backward", "output", "update"],
            en="You go back before having gone forward: the way back needs the values of the way "
            "there.",
            fr="Vous revenez avant d'être allé : le retour a besoin des valeurs de l'aller.",
        ),
        Confusion(
            "presents_first",
            ["present", "initialise", "output", "backward", "update"],
            en="The weights are drawn once, before anything else: your network is shown an "
            "instance and has no weights yet.",
            fr="Les poids sont tirés une fois, avant tout le reste : chez vous, on présente une "
            "instance à un réseau qui n'en a pas encore.",
        ),
        Confusion(
            "updates_before_the_output",
            ["initialise", "present", "update", "output", "backward"],
            en="The weights move last in a round: nothing is known yet of the error on this "
            "instance.",
            fr="Les poids bougent en dernier dans un tour : on ne sait encore rien de l'erreur sur "
            "cette instance.",
        ),
        Confusion(
            "goes_from_the_end",
            ["update", "backward", "output", "present", "initialise"],
            en="You have the whole algorithm backwards: only the gradients go that way.",
            fr="Vous avez tout l'algorithme à l'envers : seuls les gradients vont dans ce sens.",
        ),
    ],
)

# --- Q23: what is kept ---

part.several(
    "kept",
    points=3,
    texts={
        "en": "The network of the lecture: z = W1 x, h = φ(z), ŷ = W2 h, J = ½ ‖ŷ - y‖². You want "
        "∂J/∂W1 and ∂J/∂W2 and no other gradient in the end, and φ′ is computed from z. Which of "
        "these does the way back read?",
        "fr": "Le réseau du cours : z = W1 x, h = φ(z), ŷ = W2 h, J = ½ ‖ŷ - y‖². Vous voulez à la "
        "fin ∂J/∂W1 et ∂J/∂W2 et aucun autre gradient, et φ′ se calcule à partir de z. Lesquels de "
        "ces éléments le retour lit-il ?",
    },
    right=[
        Option(
            "drops_the_input",
            en=("the input x", "x is read too: it is the row in ∂J/∂W1 = ∂J/∂z xᵀ."),
            fr=("l'entrée x", "x est lue aussi : c'est la ligne dans ∂J/∂W1 = ∂J/∂z xᵀ."),
        ),
        Option(
            "drops_the_preactivation",  # M24.4
            en=("the pre-activation z", "z is read too: φ′ is taken there, and not at h."),
            fr=("la pré-activation z", "z est lue aussi : φ′ est prise en z, et non en h."),
        ),
        Option(
            "drops_the_hidden_layer",
            en=("the activation h", "h is read too: it is the row in ∂J/∂W2 = ∂J/∂ŷ hᵀ."),
            fr=("l'activation h", "h est lue aussi : c'est la ligne dans ∂J/∂W2 = ∂J/∂ŷ hᵀ."),
        ),
        Option(
            "drops_the_output",
            en=("the output ŷ", "ŷ is read too: the way back starts with ŷ - y."),
            fr=("la sortie ŷ", "ŷ est lue aussi : le retour commence par ŷ - y."),
        ),
        Option(
            "drops_the_second_weights",
            en=("the weights W2", "W2 is read too: the gradient reaches h through it."),
            fr=("les poids W2", "W2 est lue aussi : c'est par elle que le gradient atteint h."),
        ),
    ],
    wrong=[
        Option(
            "keeps_the_first_weights",
            en=(
                "the weights W1",
                "W1 is not read: it would lead the gradient on to x, and nobody asks for that one.",
            ),
            fr=(
                "les poids W1",
                "W1 n'est pas lue : elle mènerait le gradient à x, ce que personne ne demande.",
            ),
        ),
        Option(
            "keeps_the_cost",
            en=("the cost J", "The value of J is not read: its own gradient is 1, whatever J is."),
            fr=(
                "le coût J",
                "La valeur de J n'est pas lue : son propre gradient vaut 1, quel que soit J.",
            ),
        ),
    ],
)

# --- Q23: how much is kept ---


def sizes(rng):
    d, h, q = (int(n) for n in rng.permutation([11, 13, 17, 19, 23, 29])[:3])
    return {"d": d, "h": h, "q": q, "m": int(rng.choice([32, 64, 128]))}


@part.answer(
    "stored_numbers",
    points=2,
    variant=sizes,
    form=Form.number(whole=True),
    texts={
        "en": "The same network has {d} inputs, {h} hidden units and {q} outputs, and is given a "
        "mini-batch of {m} instances. How many numbers do x, z, h and ŷ hold together, for the "
        "whole mini-batch? Put an `int` in `stored_numbers`.",
        "fr": "Le même réseau a {d} entrées, {h} unités cachées et {q} sorties, et reçoit un "
        "mini-lot de {m} instances. Combien de nombres x, z, h et ŷ contiennent-ils ensemble, pour "
        "tout le mini-lot ? Mettez un `int` dans `stored_numbers`.",
    },
)
def stored_numbers(d, h, q, m):
    return (d + 2 * h + q) * m


@stored_numbers.mistake(
    en="That is for one instance: each of the mini-batch has its own x, z, h and ŷ.",
    fr="C'est pour une seule instance : chacune du mini-lot a ses propres x, z, h et ŷ.",
)
def counts_one_instance(d, h, q, m):
    return d + 2 * h + q


@stored_numbers.mistake(
    en="The hidden layer is counted once: z and h are both kept.",
    fr="La couche cachée n'est comptée qu'une fois : z et h sont gardés tous les deux.",
)
def counts_the_hidden_layer_once(d, h, q, m):
    return (d + h + q) * m


@stored_numbers.mistake(
    en="You count the weights: they are there in any case, and do not grow with the mini-batch.",
    fr="Vous comptez les poids : ils sont là de toute façon, et ne grandissent pas avec le "
    "mini-lot.",
)
def counts_the_weights(d, h, q, m):
    return h * d + q * h


@stored_numbers.mistake(
    en="The inputs are missing: x is read on the way back, in ∂J/∂W1.",
    fr="Il manque les entrées : x est lu au retour, dans ∂J/∂W1.",
)
def forgets_the_inputs(d, h, q, m):
    return (2 * h + q) * m


@stored_numbers.alternative
def array_by_array(d, h, q, m):
    return float(d * m + h * m + h * m + q * m)
