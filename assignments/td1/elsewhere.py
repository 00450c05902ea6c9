"""Part H, concluded: seeds and clocks on another device (exercise E86)."""

import numpy as np
import torch
from reference.pytorch import devices as ref

from autograder import Option, Part

part = Part("elsewhere")

# --- noise of a seed ---

noise_like = part.question(ref.noise_like, points=2)


@noise_like.probe
def _(noise_like, x, dtype, device, seed):
    x = torch.tensor(x, dtype=getattr(torch, dtype), device=device)
    torch.manual_seed(99)
    expected = torch.rand(1)
    torch.manual_seed(99)
    noise = noise_like(x, seed)
    return {
        "noise": None if noise.device.type == "meta" else noise,
        "shape": tuple(noise.shape),
        "dtype": str(noise.dtype),
        "device": str(noise.device),
        "the other generators are as before": bool(torch.rand(1) == expected),
    }


@noise_like.case("four float64 numbers", visible=True, fr="quatre nombres en float64")
def _(rng):
    return {"x": np.zeros(4), "dtype": "float64", "device": "cpu", "seed": 7}


def zeros(rng, *shape, dtype="float64", device="cpu"):
    seed = int(rng.integers(10, 10_000))
    return {"x": np.zeros(shape), "dtype": dtype, "device": device, "seed": seed}


@noise_like.case("a table", fr="un tableau")
def _(rng):
    return zeros(rng, 3, 5)


@noise_like.case("float32", fr="float32")
def _(rng):
    return zeros(rng, 4, 2, dtype="float32")


@noise_like.case("on another device", fr="sur un autre périphérique")
def _(rng):
    return zeros(rng, 3, 4, dtype="float32", device="meta")


@noise_like.mistake(
    en="You seed the generator that everybody draws from: all that is drawn afterwards depends on "
    "your call, and a GPU draws other numbers from the same seed.",
    fr="Vous initialisez le générateur que tout le monde partage : tout ce qui est tiré ensuite "
    "dépend de votre appel, et un GPU tire d'autres nombres de la même graine.",
)
def seeds_everybody(x, seed):  # M86.7
    torch.manual_seed(seed)
    return torch.randn(x.shape, dtype=x.dtype, device=x.device)


@noise_like.mistake(
    en="Your generator is on the device of x: from the same seed, each kind of device draws other "
    "numbers.",
    fr="Votre générateur est sur le périphérique de x : d'une même graine, chaque sorte de "
    "périphérique tire d'autres nombres.",
)
def draws_on_the_device(x, seed):  # M86.7
    generator = torch.Generator(device=x.device).manual_seed(seed)
    return torch.randn(x.shape, generator=generator, dtype=x.dtype, device=x.device)


@noise_like.mistake(
    en="Your noise stays on the CPU, wherever x is: the two cannot be added.",
    fr="Votre bruit reste sur le CPU, où que soit x : on ne peut pas les additionner.",
)
def stays_on_the_cpu(x, seed):  # M86.2
    return torch.randn(x.shape, generator=torch.Generator().manual_seed(seed), dtype=x.dtype)


@noise_like.mistake(
    en="Your noise has PyTorch's default dtype and not that of x: added to it, it would change it "
    "or lose digits.",
    fr="Votre bruit a le dtype par défaut de PyTorch et non celui de x : ajouté à x, il "
    "changerait son type ou perdrait des chiffres.",
)
def default_dtype(x, seed):  # M86.4
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(x.shape, generator=generator).to(x.device)


@noise_like.mistake(
    en="You draw from U(0, 1): N(0, 1) is asked.",
    fr="Vous tirez selon U(0, 1) : on demande N(0, 1).",
)
def uniform_noise(x, seed):  # M57.6, here
    generator = torch.Generator().manual_seed(seed)
    return torch.rand(x.shape, generator=generator, dtype=x.dtype).to(x.device)


@noise_like.alternative
def into_an_empty_tensor(x, seed):
    generator = torch.Generator(device="cpu")
    generator.manual_seed(seed)
    return torch.empty(x.shape, dtype=x.dtype).normal_(generator=generator).to(x)


# --- M86.7: one seed, two devices ---

part.choice(
    "same_seed",
    points=1,
    texts={
        "en": "A script calls `torch.manual_seed(0)` and then draws its weights with "
        "`torch.randn(…, device=device)`. It is run twice on a CPU and twice on a GPU. Which runs "
        "start from the same weights?",
        "fr": "Un script appelle `torch.manual_seed(0)`, puis tire ses poids avec `torch.randn(…, "
        "device=device)`. On le lance deux fois sur un CPU et deux fois sur un GPU. Quelles "
        "exécutions partent des mêmes poids ?",
    },
    right={
        "en": "the two on the CPU, and the two on the GPU, but not one and the other",
        "fr": "les deux sur CPU, et les deux sur GPU, mais non l'une et l'autre",
    },
    wrong=[
        Option(
            "all_of_them",
            en=("all four", "Both devices are seeded, but each has a generator of its own kind."),
            fr=(
                "toutes les quatre",
                "Les deux sont initialisés, mais chacun a un générateur d'une autre sorte.",
            ),
        ),
        Option(
            "none_of_them",
            en=("none", "From a seed, one device draws the same numbers every time."),
            fr=("aucune", "D'une graine, un périphérique tire chaque fois les mêmes nombres."),
        ),
        Option(
            "the_cpu_alone",
            en=(
                "only the two on the CPU",
                "`torch.manual_seed` seeds the generators of the GPUs as well.",
            ),
            fr=(
                "seulement les deux sur CPU",
                "`torch.manual_seed` initialise aussi les générateurs des GPU.",
            ),
        ),
    ],
)


# --- how long a device takes ---

timed = part.question(ref.timed, points=2)


@timed.probe
def _(timed, seconds, waiting, launch):
    device = {"now": 1.0, "busy until": 1.0 + waiting, "runs": 0}

    def work():
        device["runs"] += 1
        device["busy until"] = max(device["now"], device["busy until"]) + seconds
        device["now"] += launch

    def synchronize():
        device["now"] = max(device["now"], device["busy until"])

    found = timed(work, synchronize, lambda: device["now"])
    return {"seconds": found, "how often the work was done": device["runs"]}


@timed.case("an idle device", visible=True, fr="un périphérique inoccupé")
def _(rng):
    return {"seconds": 3.0, "waiting": 0.0, "launch": 0.25}


@timed.case("a device that is still busy", visible=True, fr="un périphérique encore occupé")
def _(rng):
    return {"seconds": 3.0, "waiting": 5.0, "launch": 0.25}


@timed.case("idle", fr="inoccupé")
def _(rng):
    return {"seconds": rng.uniform(1, 2), "waiting": 0.0, "launch": rng.uniform(0.01, 0.1)}


@timed.case("busy", fr="occupé")
def _(rng):
    launch = rng.uniform(0.01, 0.1)
    return {"seconds": rng.uniform(1, 2), "waiting": rng.uniform(3, 4), "launch": launch}


@timed.mistake(
    en="You stop the clock while the device is still at work: what you measure is how long it "
    "takes to hand the work over.",
    fr="Vous arrêtez la montre pendant que le périphérique travaille encore : vous mesurez le "
    "temps de lui confier le travail.",
)
def never_waits(work, synchronize, clock):  # M86.6
    synchronize()
    start = clock()
    work()
    return clock() - start


@timed.mistake(
    en="You start the clock while the device is still busy with earlier work, which is then "
    "counted.",
    fr="Vous lancez la montre pendant que le périphérique est encore occupé à un travail "
    "précédent, qui est alors compté.",
)
def counts_earlier_work(work, synchronize, clock):  # M86.6
    start = clock()
    work()
    synchronize()
    return clock() - start


@timed.mistake(
    en="The work is done twice: a trial run before counts nothing here.",
    fr="Le travail est fait deux fois : ici, un tour d'essai ne sert à rien.",
)
def works_twice(work, synchronize, clock):  # not in the catalogue
    work()
    synchronize()
    start = clock()
    work()
    synchronize()
    return clock() - start


@timed.mistake(
    en="You subtract the later time from the earlier one.",
    fr="Vous soustrayez le temps le plus tardif du plus précoce.",
)
def negative_time(work, synchronize, clock):  # not in the catalogue
    synchronize()
    start = clock()
    work()
    synchronize()
    return start - clock()
