"""Part H, end: which number is searched on which scale (question Q35)."""

from autograder import Part

part = Part("scales")

# --- Q35: which scale ---


def six_numbers(rng):
    return {"numbers": [str(letter) for letter in rng.permutation(list("ABCDEF"))]}


_EN = """Six hyper-parameters, and the intervals in which they are searched:

- **A**: the learning rate η, from 0.0001 to 1;
- **B**: the momentum β, from 0.9 to 0.999;
- **C**: the strength λ of a penalty, from 0.000001 to 0.1;
- **D**: the number of layers, from 2 to 6;
- **E**: β₂ of Adam, from 0.99 to 0.9999;
- **F**: keep_prob of dropout, from 0.5 to 0.9.

On which scale is each drawn uniformly: `"plain"`, the number itself; `"log"`, its logarithm; \
`"log of 1 - x"`, the logarithm of its distance to 1? Put in `scales` the list of six texts, in \
**your** order: {numbers}."""

_FR = """Six hyperparamètres, et les intervalles où on les cherche :

- **A** : le taux d'apprentissage η, de 0,0001 à 1 ;
- **B** : le momentum β, de 0,9 à 0,999 ;
- **C** : la force λ d'une pénalité, de 0,000001 à 0,1 ;
- **D** : le nombre de couches, de 2 à 6 ;
- **E** : le β₂ d'Adam, de 0,99 à 0,9999 ;
- **F** : le keep_prob du dropout, de 0,5 à 0,9.

Sur quelle échelle chacun est-il tiré uniformément : `"plain"`, le nombre lui-même ; `"log"`, son \
logarithme ; `"log of 1 - x"`, le logarithme de son écart à 1 ? Mettez dans `scales` la liste des \
six textes, dans **votre** ordre : {numbers}."""


@part.answer("scales", points=3, variant=six_numbers, texts={"en": _EN, "fr": _FR})
def scales(numbers):
    right = {"A": "log", "C": "log", "D": "plain", "F": "plain"}
    return [right.get(letter, "log of 1 - x") for letter in numbers]


def instead(numbers, **others):
    """The right scales, but for the hyper-parameters that are given."""
    right = zip(numbers, scales.solution(numbers), strict=True)
    return [others.get(letter, scale) for letter, scale in right]


@scales.mistake(
    en="The β are not plain: what counts is the number of steps that they remember, 1 / (1 - β), "
    "which goes from ten to a thousand.",
    fr="Les β ne se tirent pas tels quels : ce qui compte, c'est le nombre de pas dont ils se "
    "souviennent, 1 / (1 - β), qui va de dix à mille.",
)
def momentum_on_a_plain_scale(numbers):  # Q35, M65.4
    return instead(numbers, B="plain", E="plain")


@scales.mistake(
    en="The logarithm of β itself hardly moves between 0.9 and 0.999: it is nearly the plain "
    "scale. What goes over two decades?",
    fr="Le logarithme de β lui-même ne bouge guère entre 0,9 et 0,999 : c'est presque l'échelle "
    "ordinaire. Qu'est-ce qui parcourt deux décades ?",
)
def logarithm_of_the_momentum(numbers):  # Q35
    return instead(numbers, B="log", E="log")


@scales.mistake(
    en="The learning rate goes over four decades: on a plain scale, nine of ten trials fall into "
    "the last of them.",
    fr="Le taux d'apprentissage parcourt quatre décades : sur l'échelle ordinaire, neuf essais sur "
    "dix tombent dans la dernière.",
)
def plain_rates(numbers):  # Q35, M65.1
    return instead(numbers, A="plain")


@scales.mistake(
    en="λ goes over five decades, as a learning rate does over four.",
    fr="λ parcourt cinq décades, comme un taux d'apprentissage en parcourt quatre.",
)
def plain_penalty(numbers):  # Q35
    return instead(numbers, C="plain")


@scales.mistake(
    en="Everything is plain in your answer: what goes over several decades needs a logarithm.",
    fr="Tout est tiré tel quel dans votre réponse : ce qui parcourt plusieurs décades demande un "
    "logarithme.",
)
def everything_plain(numbers):  # Q35
    return ["plain" for _ in numbers]


@scales.mistake(
    en="Between 0.5 and 0.9, the distance to 1 of keep_prob changes by a factor of five, and its "
    "effect evenly: no decade is missed on the plain scale.",
    fr="Entre 0,5 et 0,9, l'écart à 1 de keep_prob ne varie que d'un facteur cinq, et son effet "
    "régulièrement : l'échelle ordinaire n'oublie aucune décade.",
)
def keep_prob_by_its_distance(numbers):  # Q35
    return instead(numbers, F="log of 1 - x")


@scales.alternative
def as_a_tuple(numbers):
    return tuple(scales.solution(numbers))
