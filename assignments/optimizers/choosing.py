"""Part I: which optimizer to take (question Q28)."""

from autograder import Part

part = Part("choosing")


def situations(rng):
    return {"situations": [str(letter) for letter in rng.permutation(list("ABCD"))]}


_EN = """Four situations:

- **A**: a new deep network, no time to search for a good rate;
- **B**: a well-known image network, days of computing, and the best possible result \
on new data;
- **C**: a linear model most of whose features are 0 nearly all the time, and whose \
rarest must learn too;
- **D**: a smooth cost with ten parameters, whose Hessian is known.

And four methods: `"adagrad"`, `"adam"`, `"newton"`, `"nesterov"` (SGD with Nesterov's momentum \
and a schedule for the rate). Each is the best choice once. Put in `which_optimizer` the list of \
the methods for the situations in **your** order: {situations}."""

_FR = """Quatre situations :

- **A** : un nouveau réseau profond, sans temps pour chercher un bon taux ;
- **B** : un réseau d'images bien connu, des jours de calcul, et le meilleur résultat \
possible sur des données nouvelles ;
- **C** : un modèle linéaire dont presque toutes les variables sont nulles presque tout \
le temps, et dont les plus rares doivent apprendre aussi ;
- **D** : un coût lisse à dix paramètres, dont on connaît la hessienne.

Et quatre méthodes : `"adagrad"`, `"adam"`, `"newton"`, `"nesterov"` (SGD avec le momentum de \
Nesterov et un taux programmé). Chacune est une fois le meilleur choix. Mettez dans \
`which_optimizer` la liste des méthodes pour les situations dans **votre** ordre : {situations}."""


@part.answer("which_optimizer", points=3, variant=situations, texts={"en": _EN, "fr": _FR})
def which_optimizer(situations):
    best = {"A": "adam", "B": "nesterov", "C": "adagrad", "D": "newton"}
    return [best[situation] for situation in situations]


def instead(situations, **others):
    """The right choices, but for the situations that are given."""
    right = zip(situations, which_optimizer.solution(situations), strict=True)
    return [others.get(situation, method) for situation, method in right]


@which_optimizer.mistake(
    en="You have Adam and Nesterov the wrong way round. Adam forgives a rate that was not tuned; "
    "with time to tune, SGD with momentum often does better on new data.",
    fr="Vous avez interverti Adam et Nesterov. Adam pardonne un taux mal réglé ; avec le temps de "
    "régler, SGD avec momentum fait souvent mieux sur des données nouvelles.",
)
def adam_and_nesterov_swapped(situations):  # Q28
    return instead(situations, A="nesterov", B="adam")


@which_optimizer.mistake(
    en="You take Adam everywhere. It is a good first try; each of the others is better somewhere.",
    fr="Vous prenez Adam partout. C'est un bon premier essai ; chacun des autres est meilleur "
    "quelque part.",
)
def adam_everywhere(situations):  # Q28
    return ["adam" for _ in situations]


@which_optimizer.mistake(
    en="Newton for a deep network: with a million parameters, its Hessian has a million million "
    "entries.",
    fr="Newton pour un réseau profond : avec un million de paramètres, sa hessienne a mille "
    "milliards de coefficients.",
)
def newton_for_a_deep_network(situations):  # Q28
    return instead(situations, B="newton", D="nesterov")


@which_optimizer.mistake(
    en="Newton for a first try of a deep network, and Adam where the Hessian is known: with a "
    "million parameters nobody can write the Hessian down, with ten it costs nothing.",
    fr="Newton pour le premier essai d'un réseau profond, et Adam là où l'on connaît la "
    "hessienne : avec un million de paramètres, personne ne peut l'écrire ; avec dix, elle ne "
    "coûte rien.",
)
def newton_for_a_first_try(situations):  # Q28
    return instead(situations, A="newton", D="adam")


@which_optimizer.mistake(
    en="Adagrad on a deep network comes to a halt: its sum only grows. It is made for features "
    "that come rarely, whose sums stay small.",
    fr="Adagrad finit par s'arrêter sur un réseau profond : sa somme ne fait que grandir. Il est "
    "fait pour des variables rares, dont les sommes restent petites.",
)
def adagrad_for_a_deep_network(situations):  # Q28
    return instead(situations, B="adagrad", C="nesterov")


@which_optimizer.mistake(
    en="Adam and Adagrad are the wrong way round: where features come rarely and the model is "
    "linear, a sum that forgets nothing serves best; in a deep network it brakes to a halt.",
    fr="Adam et Adagrad sont intervertis : avec des variables rares et un modèle linéaire, une "
    "somme qui n'oublie rien sert le mieux ; dans un réseau profond, elle freine jusqu'à l'arrêt.",
)
def adam_and_adagrad_swapped(situations):  # Q28
    return instead(situations, A="adagrad", C="adam")
