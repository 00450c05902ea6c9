"""Part C: a multi-layer perceptron as a module (exercise E85)."""

import numpy as np
import torch
from reference.pytorch import mlp as ref
from torch import nn
from torch.nn import functional as F

from autograder import Part

from .probes import module_with_weights

part = Part("modules")

# --- E85: the module ---

mlp = part.question(ref.MLP, points=8)

mlp.probe(module_with_weights)


def network(rng, sizes, m, p=0.0):
    params = []
    for i in range(1, len(sizes)):
        params += [rng.normal(size=(sizes[i], sizes[i - 1])), rng.normal(size=sizes[i])]
    X = rng.normal(size=(m, sizes[0]))
    return {"arguments": [sizes, p], "params": params, "X": X}


@mlp.case("one hidden layer", visible=True, fr="une couche cachée")
def _(rng):
    case = network(rng, (2, 3, 2), 2)
    return {
        "arguments": case["arguments"],
        "params": [each.round(1) for each in case["params"]],
        "X": case["X"].round(1),
    }


@mlp.case("everything dropped in training", visible=True, fr="tout est supprimé à l'entraînement")
def _(rng):
    params = [
        np.array([[1.0], [-2.0]]),
        np.array([0.5, 3.0]),
        np.ones((2, 2)),
        np.array([7.0, 5.0]),
    ]
    return {"arguments": [(1, 2, 2), 1.0], "params": params, "X": np.array([[1.0], [2.0]])}


@mlp.case("the rate is left out", fr="sans donner le taux")
def _(rng):
    case = network(rng, (3, 5, 4), 7)
    return {**case, "arguments": [(3, 5, 4)]}


@mlp.case("no hidden layer", fr="aucune couche cachée")
def _(rng):
    return network(rng, (4, 3), 5, p=1.0)


@mlp.case("three hidden layers", fr="trois couches cachées")
def _(rng):
    return network(rng, (3, 7, 5, 4, 2), 11)


@mlp.case("layers of one width", fr="des couches de même largeur")
def _(rng):
    return network(rng, (4, 4, 4, 4), 6)


@mlp.case("all of two hidden layers dropped", fr="deux couches cachées, tout supprimé")
def _(rng):
    return network(rng, (3, 5, 4, 2), 7, p=1.0)


@mlp.case("a single instance", fr="une seule instance")
def _(rng):
    return network(rng, (5, 40, 30), 1)


class Open(ref.MLP):
    """MLP in pieces, so that a mistake can change one of them: as it stands, it is right."""

    def __init__(self, sizes, p=0.0):
        nn.Module.__init__(self)
        pairs = [(sizes[i - 1], sizes[i]) for i in range(1, len(sizes))]
        self.layers = self.made([self.linear(n, k) for n, k in pairs])
        self.p = p

    def made(self, layers):
        return nn.ModuleList(layers)

    def linear(self, n, k):
        return nn.Linear(n, k)

    def first(self, X):
        return X

    def hidden(self, h):
        return self.dropped(torch.relu(h))

    def dropped(self, h):
        return F.dropout(h, self.p, self.training)

    def last(self, logits):
        return logits

    def forward(self, X):
        X = self.first(X)
        for layer in self.layers[:-1]:
            X = self.hidden(layer(X))
        return self.last(self.layers[-1](X))


@mlp.mistake(
    en="Your layers are in a Python list, where the module does not find them: it has no "
    "parameters, and an optimizer would have nothing to train.",
    fr="Vos couches sont dans une liste Python, où le module ne les trouve pas : il n'a pas de "
    "paramètres, et un optimiseur n'aurait rien à entraîner.",
)
class layers_in_a_list(Open):  # M85.1
    def made(self, layers):
        return layers


@mlp.mistake(
    raises=True,
    en="The constructor of nn.Module has not run: without it there is nowhere to register a layer.",
    fr="Le constructeur de nn.Module n'a pas été appelé : sans lui, une couche ne peut s'inscrire "
    "nulle part.",
)
class skips_the_constructor(ref.MLP):  # M85.2
    def __init__(self, sizes, p=0.0):
        self.layers = nn.ModuleList(
            [nn.Linear(sizes[i - 1], sizes[i]) for i in range(1, len(sizes))]
        )
        self.dropout = nn.Dropout(p)


@mlp.mistake(
    en="There is no activation between your layers: without one, all of them together are a "
    "single linear layer.",
    fr="Il n'y a pas d'activation entre vos couches : sans elle, toutes ensemble ne sont qu'une "
    "seule couche linéaire.",
)
class no_activation(Open):  # M85.3
    def hidden(self, h):
        return self.dropped(h)


@mlp.mistake(
    en="One and the same layer stands in several places: its weights are shared, and the module "
    "has fewer parameters than it should.",
    fr="Une seule et même couche sert à plusieurs endroits : ses poids sont partagés, et le "
    "module a moins de paramètres qu'il ne devrait.",
)
class one_layer_for_all(Open):  # M85.4
    def linear(self, n, k):
        known = self.__dict__.setdefault("known", {})
        return known.setdefault((n, k), nn.Linear(n, k))


@mlp.mistake(
    en="You give nn.Linear its widths the wrong way round: first the inputs, then the outputs. "
    "The shape of its weights is (outputs, inputs), which misleads.",
    fr="Vous donnez à nn.Linear ses largeurs à l'envers : d'abord les entrées, puis les sorties. "
    "La forme de ses poids est (sorties, entrées), ce qui induit en erreur.",
)
class outputs_first(Open):  # M85.5
    def linear(self, n, k):
        return nn.Linear(k, n)


@mlp.mistake(
    en="Your dropout does not know the mode: `F.dropout` drops in evaluation too, if it is not "
    "told.",
    fr="Votre dropout ignore le mode : `F.dropout` supprime aussi en évaluation, si on ne lui dit "
    "rien.",
)
class drops_in_evaluation(Open):  # M84.2
    def dropped(self, h):
        return F.dropout(h, self.p)


@mlp.mistake(
    en="Nothing is dropped in training.",
    fr="Rien n'est supprimé à l'entraînement.",
)
class never_drops(Open):  # not in the catalogue
    def dropped(self, h):
        return h


@mlp.mistake(
    en="You drop logits as well: dropout is for the hidden layers.",
    fr="Vous supprimez aussi des logits : le dropout est pour les couches cachées.",
)
class drops_the_logits(Open):  # M66.12
    def last(self, logits):
        return self.dropped(logits)


@mlp.mistake(
    en="You drop inputs and not activations: dropout comes after the activation of a hidden layer.",
    fr="Vous supprimez des entrées et non des activations : le dropout vient après l'activation "
    "d'une couche cachée.",
)
class drops_the_inputs(Open):  # not in the catalogue
    def first(self, X):
        return self.dropped(X)

    def hidden(self, h):
        return torch.relu(h)


@mlp.mistake(
    en="Your logits pass through the activation: none of them can be negative.",
    fr="Vos logits passent par l'activation : aucun ne peut être négatif.",
)
class activates_the_logits(Open):  # not in the catalogue
    def last(self, logits):
        return torch.relu(logits)


@mlp.mistake(
    en="You return probabilities: logits are asked, to which the loss applies the softmax.",
    fr="Vous renvoyez des probabilités : on demande des logits, auxquels la perte applique le "
    "softmax.",
)
class softmax_at_the_end(Open):  # M84.3
    def last(self, logits):
        return torch.softmax(logits, dim=1)


@mlp.mistake(
    en="Your layers have no bias.",
    fr="Vos couches n'ont pas de biais.",
)
class no_bias(Open):  # not in the catalogue
    def linear(self, n, k):
        return nn.Linear(n, k, bias=False)


@mlp.mistake(
    en="Your hidden layers have a tanh: ReLU is asked.",
    fr="Vos couches cachées ont une tanh : on demande ReLU.",
)
class tanh_for_relu(Open):  # not in the catalogue
    def hidden(self, h):
        return self.dropped(torch.tanh(h))


@mlp.alternative
class in_a_row(nn.Module):
    def __init__(self, sizes, p=0.0):
        super().__init__()
        pieces = []
        for i in range(1, len(sizes) - 1):
            n, k = sizes[i - 1], sizes[i]
            pieces += [nn.Linear(n, k), nn.ReLU(), nn.Dropout(p)]
        self.all = nn.Sequential(*pieces, nn.Linear(sizes[-2], sizes[-1]))

    def forward(self, X):
        return self.all(X)


@mlp.alternative
class with_named_layers(Open):
    def __init__(self, sizes, p=0.0):
        nn.Module.__init__(self)
        self.p, self.count = p, len(sizes) - 1
        for i in range(self.count):
            self.add_module(f"layer{i}", nn.Linear(sizes[i], sizes[i + 1]))

    def forward(self, X):
        for i in range(self.count - 1):
            X = self.hidden(getattr(self, f"layer{i}")(X))
        return getattr(self, f"layer{self.count - 1}")(X)
