"""Part H, end: which number is searched on which scale (question Q35)."""

from autograder import Confusion, Part

part = Part("scales")

scales = part.match(
    "scales",
    points=3,
    scoring="cases",
    texts={
        "en": "Six hyper-parameters, and the intervals in which they are searched. What of each is "
        "drawn uniformly?",
        "fr": "Six hyperparamètres, et les intervalles où on les cherche. Que tire-t-on "
        "uniformément pour chacun ?",
    },
    items={
        "rate": (
            "log",
            {
                "en": "the learning rate η, from 0.0001 to 1",
                "fr": "le taux d'apprentissage η, de 0,0001 à 1",
            },
        ),
        "momentum": (
            "log_of_distance",
            {"en": "the momentum β, from 0.9 to 0.999", "fr": "le momentum β, de 0,9 à 0,999"},
        ),
        "penalty": (
            "log",
            {
                "en": "the strength λ of a penalty, from 0.000001 to 0.1",
                "fr": "la force λ d'une pénalité, de 0,000001 à 0,1",
            },
        ),
        "layers": (
            "plain",
            {"en": "the number of layers, from 2 to 6", "fr": "le nombre de couches, de 2 à 6"},
        ),
        "beta_2": (
            "log_of_distance",
            {"en": "β₂ of Adam, from 0.99 to 0.9999", "fr": "le β₂ d'Adam, de 0,99 à 0,9999"},
        ),
        "keep_prob": (
            "plain",
            {
                "en": "keep_prob of dropout, from 0.5 to 0.9",
                "fr": "le keep_prob du dropout, de 0,5 à 0,9",
            },
        ),
    },
    groups={
        "plain": {"en": "the number itself", "fr": "le nombre lui-même"},
        "log": {"en": "its logarithm", "fr": "son logarithme"},
        "log_of_distance": {
            "en": "the logarithm of its distance to 1",
            "fr": "le logarithme de son écart à 1",
        },
    },
    wrong=[
        Confusion(
            "momentum_on_a_plain_scale",  # Q35, M65.4
            {"momentum": "plain", "beta_2": "plain"},
            en="The β are not plain: what counts is the number of steps that they remember, 1 / (1 "
            "- β), which goes from ten to a thousand.",
            fr="Les β ne se tirent pas tels quels : ce qui compte, c'est le nombre de pas dont ils "
            "se souviennent, 1 / (1 - β), qui va de dix à mille.",
        ),
        Confusion(
            "logarithm_of_the_momentum",  # Q35
            {"momentum": "log", "beta_2": "log"},
            en="The logarithm of β itself hardly moves between 0.9 and 0.999: it is nearly the "
            "plain scale. What goes over two decades?",
            fr="Le logarithme de β lui-même ne bouge guère entre 0,9 et 0,999 : c'est presque "
            "l'échelle ordinaire. Qu'est-ce qui parcourt deux décades ?",
        ),
        Confusion(
            "plain_rates",  # Q35, M65.1
            {"rate": "plain"},
            en="The learning rate goes over four decades: on a plain scale, nine of ten trials "
            "fall into the last of them.",
            fr="Le taux d'apprentissage parcourt quatre décades : sur l'échelle ordinaire, neuf "
            "essais sur dix tombent dans la dernière.",
        ),
        Confusion(
            "plain_penalty",  # Q35
            {"penalty": "plain"},
            en="λ goes over five decades, as a learning rate does over four.",
            fr="λ parcourt cinq décades, comme un taux d'apprentissage en parcourt quatre.",
        ),
        Confusion(
            "everything_plain",  # Q35
            {"rate": "plain", "momentum": "plain", "penalty": "plain", "beta_2": "plain"},
            en="Everything is plain in your answer: what goes over several decades needs a "
            "logarithm.",
            fr="Tout est tiré tel quel dans votre réponse : ce qui parcourt plusieurs décades "
            "demande un logarithme.",
        ),
        Confusion(
            "keep_prob_by_its_distance",  # Q35
            {"keep_prob": "log_of_distance"},
            en="Between 0.5 and 0.9, the distance to 1 of keep_prob changes by a factor of five, "
            "and its effect evenly: no decade is missed on the plain scale.",
            fr="Entre 0,5 et 0,9, l'écart à 1 de keep_prob ne varie que d'un facteur cinq, et son "
            "effet régulièrement : l'échelle ordinaire n'oublie aucune décade.",
        ),
    ],
)
