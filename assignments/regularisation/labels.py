"""Part F, end: labels that are wrong on purpose (exercise E68)."""

import numpy as np
from reference import augmentation as ref

from autograder import Part, Seed, Tolerance, chance

part = Part("labels")

# --- E68: noise on the labels ---

# The standard error of the difference of two shares of 9,000 is below 0.008, 7 times less.
label_noise = part.question(ref.label_noise, points=4, tolerance=Tolerance(rtol=0.0, atol=0.06))


@label_noise.probe
def _(function, y, K, rate, rng):
    # The same labels a thousand times over, so that the shares can be measured.
    seed = int(rng.integers(2**32))
    y = np.tile(y, 1000)
    given = y.copy()
    one, other = np.random.default_rng(seed), np.random.default_rng(seed)
    return {
        "first": function(given, K, rate, one),
        "second": function(y.copy(), K, rate, one),
        "same seed": function(y.copy(), K, rate, other),
        "y after": given,
    }


@label_noise.summary
def _(output, y, K, rate, rng):
    # Two calls of a right answer change thousands of labels: that they are the same has a
    # probability of 0 for all that counts, but where the rate is 0.
    y = np.tile(y, 1000)
    new = np.asarray(output["first"])
    changed = new != y
    return {
        "shape": list(new.shape),
        "labels are integers": new.dtype.kind in "iu",
        "labels are from 0 to K - 1": bool(np.all((new >= 0) & (new < K))),
        "share that is changed": float(np.mean(changed)),
        "smallest share that is changed in a class": min(
            float(np.mean(changed[y == c])) for c in range(K)
        ),
        "share that becomes the next class": float(np.mean(changed & (new == (y + 1) % K))),
        "share that becomes the class before": float(np.mean(changed & (new == (y - 1) % K))),
        "two calls give the same labels": bool(np.array_equal(new, output["second"])),
        "the same seed gives the same labels": bool(np.array_equal(new, output["same seed"])),
        "y is left as it was": bool(np.array_equal(output["y after"], y)),
    }


@label_noise.bounds
def _(y, K, rate, rng):
    m, least = 1000 * y.size, 1000 * int(np.bincount(y).min())
    one_class = chance.rate(m, rate / (K - 1))
    return {
        "share that is changed": chance.rate(m, rate),
        "smallest share that is changed in a class": chance.rate(
            least, rate, alpha=chance.ALPHA / K
        ),
        "share that becomes the next class": one_class,
        "share that becomes the class before": one_class,
    }


def labels(rng, m, K, rate):
    return {"y": rng.permutation(np.arange(m) % K), "K": K, "rate": rate, "rng": Seed.draw(rng)}


@label_noise.case(
    "three classes, 3 of 10 wrong", visible=True, fr="trois classes, 3 sur 10 fausses"
)
def _(rng):
    return {"y": np.array([0, 1, 2, 2, 1, 0, 0, 2, 1]), "K": 3, "rate": 0.3, "rng": Seed.draw(rng)}


@label_noise.case("five classes", fr="cinq classes")
def _(rng):
    return labels(rng, 11, 5, 0.4)


@label_noise.case("two classes", fr="deux classes")
def _(rng):
    return labels(rng, 7, 2, 0.35)


@label_noise.case("every label is wrong", fr="toutes les étiquettes sont fausses")
def _(rng):
    return labels(rng, 9, 4, 1.0)


@label_noise.case("no label is wrong", fr="aucune étiquette n'est fausse")
def _(rng):
    return labels(rng, 7, 3, 0.0)


def replaced(y, rng, rate, new):
    """Return the labels, each replaced by the new one with probability rate."""
    return np.where(rng.random(y.size) < rate, new, y)


@label_noise.mistake(
    en="You draw the new label among all K classes, or shift it by 0 or by K: it is the old one "
    "once in K times, and fewer labels are wrong than asked.",
    fr="Vous tirez la nouvelle étiquette parmi les K classes, ou la décalez de 0 ou de K : c'est "
    "l'ancienne une fois sur K, et il y a moins d'étiquettes fausses que demandé.",
)
def may_draw_the_same_class(y, K, rate, rng):  # M68.3
    return replaced(y, rng, rate, rng.integers(K, size=y.size))


@label_noise.mistake(
    en="A wrong label is always the next class. All the others should be equally likely.",
    fr="Une étiquette fausse est toujours la classe suivante. Toutes les autres devraient être "
    "aussi probables.",
)
def always_the_next_class(y, K, rate, rng):  # not in the catalogue
    return replaced(y, rng, rate, (y + 1) % K)


@label_noise.mistake(
    en="All the wrong labels get one and the same class: you draw a single number.",
    fr="Toutes les étiquettes fausses reçoivent une seule et même classe : vous ne tirez qu'un "
    "nombre.",
)
def one_class_for_all(y, K, rate, rng):  # not in the catalogue
    return replaced(y, rng, rate, 0)


@label_noise.mistake(
    en="You keep a label with probability `rate`: it is the one to replace it.",
    fr="Vous gardez une étiquette avec la probabilité `rate` : c'est celle de la remplacer.",
)
def takes_rate_for_keep(y, K, rate, rng):  # as M66.3
    return ref.label_noise(y, K, 1 - rate, rng)


@label_noise.mistake(
    en="A shifted label may fall outside of the classes: K - 1 + 1 is no class.",
    fr="Une étiquette décalée peut sortir des classes : K - 1 + 1 n'en est pas une.",
)
def leaves_the_classes(y, K, rate, rng):  # not in the catalogue
    return replaced(y, rng, rate, y + rng.integers(1, K, size=y.size))


@label_noise.mistake(
    en="Every call makes the same labels wrong: you make a generator of your own with a fixed "
    "seed.",
    fr="Tous les appels rendent fausses les mêmes étiquettes : vous créez votre propre générateur "
    "avec une graine fixe.",
)
def same_labels_every_epoch(y, K, rate, rng):  # M68.2
    return ref.label_noise(y, K, rate, np.random.default_rng(0))


@label_noise.mistake(
    en="You write into the y that you were given: the right labels are lost for good.",
    fr="Vous écrivez dans le y reçu : les bonnes étiquettes sont perdues pour toujours.",
)
def writes_into_the_labels(y, K, rate, rng):  # not in the catalogue
    y[:] = ref.label_noise(y, K, rate, rng)
    return y


@label_noise.alternative
def label_by_label(y, K, rate, rng):
    coins = (rng.random(y.size) < rate).tolist()
    shifts = rng.integers(1, K, size=y.size).tolist()
    shifted = zip(y.tolist(), coins, shifts, strict=True)
    return np.array([(label + shift) % K if coin else label for label, coin, shift in shifted])


@label_noise.alternative
def counted_without_the_old_class(y, K, rate, rng):
    other = rng.integers(K - 1, size=y.size)
    return np.where(rng.random(y.size) < rate, other + (other >= y), y)


@label_noise.alternative
def a_fixed_number_of_labels(y, K, rate, rng):
    new = y.copy()
    chosen = rng.choice(y.size, size=round(rate * y.size), replace=False)
    new[chosen] = (new[chosen] + rng.integers(1, K, size=chosen.size)) % K
    return new


label_noise.equivalent(
    "rng.random(y.size) < rate → rng.random(y.size) <= rate",
    "A random number of 53 bits is one given number with a probability of 2^-53.",
)
label_noise.equivalent(
    "shift = rng.integers(1, K, size=y.size) → shift = -rng.integers(1, K, size=y.size)",
    "Modulo K, the shifts are the same, all equally likely.",
)
label_noise.equivalent(
    "y + shift → y - shift", "Modulo K, the shifts are the same, all equally likely."
)
