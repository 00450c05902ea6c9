"""Part A, end: the tape is gone through from its last step to its first (exercise E30)."""

from reference import tapes as ref
from reference.tapes import local_slopes

from autograder import Part

part = Part("reverse_tape")

backward_tape = part.question(ref.backward_tape, points=8, needs=("local_slopes",))


def run(*tape):
    """Return the arguments of a case: a tape, and what it gives."""
    return {"tape": list(tape), "values": [float(value) for value in ref.run_tape(tape)]}


@backward_tape.case("a chain", visible=True, fr="une chaîne")
def _(rng):
    return run(("input", 0.5), ("power", 0, 2), ("exp", 1), ("tanh", 2))


@backward_tape.case("a diamond", visible=True, fr="un losange")
def _(rng):
    return run(
        ("input", 2.0), ("input", 3.0), ("multiply", 0, 1), ("add", 2, 0), ("multiply", 2, 3)
    )


@backward_tape.case("another chain", fr="une autre chaîne")
def _(rng):
    return run(
        ("input", rng.uniform(0.3, 0.7)), ("exp", 0), ("power", 1, 3), ("log", 2), ("tanh", 3)
    )


@backward_tape.case("arms of unequal length", fr="des bras de longueurs inégales")
def _(rng):
    x, y = rng.uniform(0.4, 0.9, 2)
    steps = [("multiply", 0, 1), ("exp", 2), ("multiply", 3, 0), ("add", 2, 4), ("multiply", 5, 3)]
    return run(("input", x), ("input", y), *steps)


@backward_tape.case("a number added to itself", fr="un nombre ajouté à lui-même")
def _(rng):
    x, y = rng.uniform(0.5, 1.5, 2)
    return run(("input", x), ("input", y), ("add", 0, 0), ("multiply", 2, 1), ("multiply", 3, 3))


@backward_tape.case("a step that leads nowhere", fr="une étape qui ne mène nulle part")
def _(rng):
    x, y = rng.uniform(0.5, 1.5, 2)
    return run(("input", x), ("input", y), ("exp", 0), ("multiply", 0, 1), ("relu", 3))


@backward_tape.case("powers", fr="des puissances")
def _(rng):
    x, y = rng.uniform(1.2, 1.8, 2)
    return run(("input", x), ("input", y), ("power", 0, 3), ("power", 1, 2), ("add", 2, 3))


@backward_tape.case("a single input", weight=0.5, fr="une seule entrée")
def _(rng):
    return run(("input", rng.uniform(1.2, 1.8)))


@backward_tape.mistake(
    en="You overwrite a gradient that is there already: where a value is used several times, the "
    "last use that you meet erases the others. The shares add up.",
    fr="Vous écrasez un gradient déjà présent : quand une valeur sert plusieurs fois, la dernière "
    "utilisation rencontrée efface les autres. Les parts s'additionnent.",
)
def overwrites(tape, values):  # M30.1
    gradients = [0.0] * len(tape)
    gradients[-1] = 1.0
    for k in reversed(range(len(tape))):
        positions = tape[k][1:]
        for i, slope in zip(positions, local_slopes(tape[k], values), strict=False):
            gradients[i] = gradients[k] * slope
    return gradients


@backward_tape.mistake(
    en="All your gradients are 0: nothing starts the way back. What is the derivative of the last "
    "value with respect to itself?",
    fr="Tous vos gradients sont nuls : rien n'amorce le retour. Quelle est la dérivée de la "
    "dernière valeur par rapport à elle-même ?",
)
def never_starts(tape, values):  # M30.2
    gradients = [0.0] * len(tape)
    for k in reversed(range(len(tape))):
        positions = tape[k][1:]
        for i, slope in zip(positions, local_slopes(tape[k], values), strict=False):
            gradients[i] += gradients[k] * slope
    return gradients


@backward_tape.mistake(
    en="All the gradients start at 1: that is right for the last value alone, the others begin "
    "with nothing.",
    fr="Tous les gradients partent de 1 : cela ne vaut que pour la dernière valeur, les autres "
    "commencent à zéro.",
)
def starts_everything_at_one(tape, values):  # not in the catalogue
    gradients = [1.0] * len(tape)
    for k in reversed(range(len(tape))):
        positions = tape[k][1:]
        for i, slope in zip(positions, local_slopes(tape[k], values), strict=False):
            gradients[i] += gradients[k] * slope
    return gradients


@backward_tape.mistake(
    en="The way back starts with the last value itself: it should start with the derivative of "
    "that value with respect to itself.",
    fr="Le retour commence avec la dernière valeur : il doit commencer avec la dérivée de cette "
    "valeur par rapport à elle-même.",
)
def starts_with_the_value(tape, values):  # not in the catalogue
    gradients = [0.0] * len(tape)
    gradients[-1] = values[-1]
    for k in reversed(range(len(tape))):
        positions = tape[k][1:]
        for i, slope in zip(positions, local_slopes(tape[k], values), strict=False):
            gradients[i] += gradients[k] * slope
    return gradients


@backward_tape.mistake(
    en="You go through the tape from its first step to its last: the gradient of a step is known "
    "only when all that comes after it is done.",
    fr="Vous parcourez la bande de la première étape à la dernière : le gradient d'une étape n'est "
    "connu qu'une fois traité tout ce qui la suit.",
)
def goes_forward(tape, values):  # the order not reversed
    gradients = [0.0] * len(tape)
    gradients[-1] = 1.0
    for k in range(len(tape)):
        positions = tape[k][1:]
        for i, slope in zip(positions, local_slopes(tape[k], values), strict=False):
            gradients[i] += gradients[k] * slope
    return gradients


@backward_tape.mistake(
    en="You add up local slopes, and what comes from above is missing: along a path they multiply.",
    fr="Vous additionnez des pentes locales, sans ce qui arrive d'en haut : le long d'un chemin, "
    "elles se multiplient.",
)
def forgets_what_comes_from_above(tape, values):  # not in the catalogue
    gradients = [0.0] * len(tape)
    gradients[-1] = 1.0
    for k in reversed(range(len(tape))):
        positions = tape[k][1:]
        for i, slope in zip(positions, local_slopes(tape[k], values), strict=False):
            gradients[i] += slope
    return gradients


@backward_tape.mistake(
    en="Only the first of the values that a step uses gets its share: a sum or a product has two.",
    fr="Seule la première des valeurs qu'une étape utilise reçoit sa part : une somme ou un "
    "produit en a deux.",
)
def serves_the_first_only(tape, values):  # not in the catalogue
    gradients = [0.0] * len(tape)
    gradients[-1] = 1.0
    for k in reversed(range(len(tape))):
        positions = tape[k][1:2]
        for i, slope in zip(positions, local_slopes(tape[k], values), strict=False):
            gradients[i] += gradients[k] * slope
    return gradients


@backward_tape.mistake(
    en="Your loop leaves out the last step, from which everything comes: only its own gradient is "
    "not 0.",
    fr="Votre boucle oublie la dernière étape, d'où tout provient : seul son propre gradient n'est "
    "pas nul.",
)
def leaves_out_the_last_step(tape, values):  # not in the catalogue
    gradients = [0.0] * len(tape)
    gradients[-1] = 1.0
    for k in reversed(range(len(tape) - 1)):
        positions = tape[k][1:]
        for i, slope in zip(positions, local_slopes(tape[k], values), strict=False):
            gradients[i] += gradients[k] * slope
    return gradients


@backward_tape.mistake(
    en="In v + v or v v the value stands twice, and you count it once: a dictionary, or a set, of "
    "positions forgets one of them.",
    fr="Dans v + v ou v v, la valeur figure deux fois et vous ne la comptez qu'une : un "
    "dictionnaire, ou un ensemble, de positions en oublie une.",
)
def counts_a_position_once(tape, values):  # M30.9
    gradients = [0.0] * len(tape)
    gradients[-1] = 1.0
    for k in reversed(range(len(tape))):
        positions = tape[k][1:]
        slopes = dict(zip(positions, local_slopes(tape[k], values), strict=False))
        for i, slope in slopes.items():
            gradients[i] += gradients[k] * slope
    return gradients


@backward_tape.mistake(
    en="A step passes on its whole gradient every time that you come to it: what came the first "
    "time is passed on again the second time. Wait until it is complete, and pass it on once.",
    fr="Une étape transmet tout son gradient à chaque fois que vous y passez : ce qui était venu "
    "la première fois repart la seconde. Attendez qu'il soit complet, et transmettez-le une fois.",
)
def passes_on_again_and_again(tape, values):  # M30.5
    gradients = [0.0] * len(tape)
    gradients[-1] = 1.0
    waiting = [len(tape) - 1]
    while waiting:
        k = waiting.pop()
        positions = tape[k][1:]
        for i, slope in zip(positions, local_slopes(tape[k], values), strict=False):
            gradients[i] += gradients[k] * slope
            waiting.append(i)
    return gradients


@backward_tape.mistake(
    en="You pass a gradient on before it is complete: going down one arm of a diamond to its end, "
    "you meet a step to which the other arm still has to contribute.",
    fr="Vous transmettez un gradient avant qu'il soit complet : en descendant un bras d'un losange "
    "jusqu'au bout, vous traitez une étape à laquelle l'autre bras doit encore contribuer.",
)
def passes_on_too_early(tape, values):  # M30.6
    gradients = [0.0] * len(tape)
    gradients[-1] = 1.0
    waiting, seen = [len(tape) - 1], set()
    while waiting:
        k = waiting.pop()
        if k in seen:
            continue
        seen.add(k)
        positions = tape[k][1:]
        for i, slope in zip(positions, local_slopes(tape[k], values), strict=False):
            gradients[i] += gradients[k] * slope
            waiting.append(i)
    return gradients


@backward_tape.alternative
def by_gathering(tape, values):
    gradients = []
    for k in reversed(range(len(tape))):
        uses = [(j, place) for j in range(k + 1, len(tape)) for place in positions_of(tape[j], k)]
        shares = [
            gradients[len(tape) - 1 - j] * local_slopes(tape[j], values)[place] for j, place in uses
        ]
        gradients.append(sum(shares) + (k == len(tape) - 1))
    return gradients[::-1]


def positions_of(step, k):
    """Return at which places a step has position k."""
    if step[0] == "input":
        return []
    places = step[1:2] if step[0] == "power" else step[1:]
    return [place for place, i in enumerate(places) if i == k]


backward_tape.equivalent(
    "range(len(tape)) → range(1, len(tape))", "The first step is an input, and passes nothing on."
)
