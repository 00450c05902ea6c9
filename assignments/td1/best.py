"""Part G, concluded: the weights of the best epoch (exercises E63 and E84)."""

import torch
from reference.pytorch import checkpoints as ref
from torch import nn

from autograder import Part

part = Part("best")

keep_best = part.question(ref.keep_best, points=4)


@keep_best.probe
def _(keep_best, losses):
    model = nn.Sequential(nn.Linear(1, 2), nn.BatchNorm1d(2))
    model[0].weight.data.zero_()
    told = iter(losses)

    def run_epoch():
        model[0].weight.data += 1
        model[1].running_mean += 1

    best = keep_best(model, run_epoch, lambda: next(told), len(losses))
    return {
        "loss": best,
        "weights": model[0].weight,
        "means of the batch normalisation": model[1].running_mean,
        "epochs that were not run": len(list(told)),
    }


@keep_best.case("the second of three", visible=True, fr="la deuxième de trois")
def _(rng):
    return {"losses": [0.7, 0.4, 0.5]}


def falling(rng, count, best):
    losses = rng.uniform(0.5, 0.9, size=count)
    losses[best] = rng.uniform(0.1, 0.3)
    return {"losses": losses.tolist()}


@keep_best.case("the fourth of seven, after a rise", fr="la quatrième de sept, après une hausse")
def _(rng):
    case = falling(rng, 7, 3)
    case["losses"][:3] = [0.55, 0.45, 0.65]
    return case


@keep_best.case("the last", fr="la dernière")
def _(rng):
    case = falling(rng, 5, 4)
    case["losses"][:2] = [0.6, 0.7]
    return case


@keep_best.case("the first", fr="la première")
def _(rng):
    return falling(rng, 4, 0)


@keep_best.case("two that are as good", fr="deux aussi bonnes")
def _(rng):
    case = falling(rng, 6, 1)
    case["losses"][4] = case["losses"][1]
    return case


@keep_best.case("losses of thousands", fr="des pertes de plusieurs milliers")
def _(rng):
    return {"losses": [10_000 * loss for loss in falling(rng, 5, 2)["losses"]]}


def kept(model, run_epoch, validate, epochs, *, copy, better=None, stop=False, result=None):
    """The solution in pieces, so that a mistake can change one of them."""
    better = better or (lambda loss, best: loss < best)
    best, weights, loss = None, {}, 0.0
    for _ in range(epochs):
        run_epoch()
        loss = validate()
        if best is None or better(loss, best):
            best, weights = loss, copy(model)
        elif stop:
            break
    model.load_state_dict(weights, strict=False)
    return best if result is None else result(best, loss)


def cloned(model):
    return {name: each.clone() for name, each in model.state_dict().items()}


@keep_best.mistake(
    en="What you keep is no copy: a state dict refers to the weights themselves, which go on "
    "changing, so the last epoch is what you get.",
    fr="Ce que vous gardez n'est pas une copie : un state dict renvoie aux poids eux-mêmes, qui "
    "continuent de changer ; vous obtenez donc la dernière époque.",
)
def keeps_no_copy(model, run_epoch, validate, epochs):  # not in the catalogue
    return kept(model, run_epoch, validate, epochs, copy=lambda model: dict(model.state_dict()))


@keep_best.mistake(
    en="You keep the weights of the highest loss.",
    fr="Vous gardez les poids de la perte la plus élevée.",
)
def keeps_the_worst(model, run_epoch, validate, epochs):  # not in the catalogue
    better = float.__gt__
    return kept(model, run_epoch, validate, epochs, copy=cloned, better=better)


@keep_best.mistake(
    en="Of two epochs that are as good you keep the later one: the first is asked.",
    fr="De deux époques aussi bonnes, vous gardez la plus tardive : on demande la première.",
)
def keeps_the_later_one(model, run_epoch, validate, epochs):  # M63, ties
    better = float.__le__
    return kept(model, run_epoch, validate, epochs, copy=cloned, better=better)


@keep_best.mistake(
    en="You stop as soon as the loss rises: all the epochs are to be run.",
    fr="Vous arrêtez dès que la perte remonte : toutes les époques doivent être faites.",
)
def stops_at_the_first_rise(model, run_epoch, validate, epochs):  # M63.2
    return kept(model, run_epoch, validate, epochs, copy=cloned, stop=True)


@keep_best.mistake(
    en="You keep parameters alone: the running statistics are those of the last epoch.",
    fr="Vous ne gardez que les paramètres : les statistiques courantes sont celles de la dernière "
    "époque.",
)
def keeps_parameters_alone(model, run_epoch, validate, epochs):  # not in the catalogue
    def copy(model):
        return {name: each.detach().clone() for name, each in model.named_parameters()}

    return kept(model, run_epoch, validate, epochs, copy=copy)


@keep_best.mistake(
    en="You return the loss of the last epoch: the best one's is asked.",
    fr="Vous renvoyez la perte de la dernière époque : on demande celle de la meilleure.",
)
def returns_the_last_loss(model, run_epoch, validate, epochs):  # not in the catalogue
    def result(best, last):
        return last

    return kept(model, run_epoch, validate, epochs, copy=cloned, result=result)


@keep_best.mistake(
    en="Your best loss starts from a number: where all the losses are above it, no epoch is kept.",
    fr="Votre meilleure perte part d'un nombre : si toutes les pertes le dépassent, aucune époque "
    "n'est gardée.",
)
def starts_from_a_number(model, run_epoch, validate, epochs):  # not in the catalogue
    best, weights = 100.0, cloned(model)
    for _ in range(epochs):
        run_epoch()
        loss = validate()
        if loss < best:
            best, weights = loss, cloned(model)
    model.load_state_dict(weights)
    return best


@keep_best.alternative
def with_a_deep_copy(model, run_epoch, validate, epochs):
    import copy

    losses, states = [], []
    for _ in range(epochs):
        run_epoch()
        losses.append(validate())
        states.append(copy.deepcopy(model.state_dict()))
    model.load_state_dict(states[losses.index(min(losses))])
    return min(losses)


@keep_best.alternative
def in_a_file(model, run_epoch, validate, epochs):
    import io

    best, file = None, io.BytesIO()
    for _ in range(epochs):
        run_epoch()
        loss = validate()
        if best is None or loss < best:
            best, file = loss, io.BytesIO()
            torch.save(model.state_dict(), file)
    file.seek(0)
    model.load_state_dict(torch.load(file, weights_only=True))
    return best
