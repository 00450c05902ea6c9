"""Part D: the same convolution in PyTorch, and its gradients by autograd (exercise E83)."""

import numpy as np
import torch
from reference.pytorch import convnet as ref
from torch import nn
from torch.nn import functional as F

from autograder import Part

from .convolving import GEOMETRIES, images
from .convolving_back import gradients

part = Part("layers")

# --- conv_layer ---

conv_layer = part.question(ref.conv_layer, points=6)


@conv_layer.probe
def _(conv_layer, X, W, b, stride, padding):
    layer = conv_layer(torch.tensor(W), torch.tensor(b), stride, padding)
    if X is None:
        return {name: each.requires_grad for name, each in layer.named_parameters()}
    return layer(torch.tensor(X))


def parameters_alone(*geometry):
    return lambda rng: {**images(*geometry)(rng), "X": None}


conv_layer.case("two channels, a frame", visible=True, fr="deux canaux, un cadre")(
    images((1, 2, 3, 4), (2, 2, 3), (1, 1), (0, 1))
)
conv_layer.case("what it learns", visible=True, fr="ce qu'elle apprend")(
    parameters_alone((1, 2, 3, 4), (2, 1, 2), (1, 1), (0, 0))
)
for name, fr, *geometry in GEOMETRIES:
    conv_layer.case(name, fr=fr)(images(*geometry))
conv_layer.case("what a larger one learns", weight=2.0, fr="ce qu'en apprend une plus grande")(
    parameters_alone((2, 3, 5, 4), (4, 3, 2), (2, 1), (1, 0))
)


def layer_of(W, b, stride=(1, 1), padding=(0, 0)):
    layer = nn.Conv2d(W.shape[1], W.shape[0], tuple(W.shape[2:]), stride, padding).double()
    layer.weight, layer.bias = nn.Parameter(W), nn.Parameter(b)
    return layer


@conv_layer.mistake(
    en="The stride is not handed on: your layer moves by one pixel.",
    fr="Le pas n'est pas transmis : votre couche avance d'un pixel.",
)
def ignores_the_stride(W, b, stride, padding):
    return layer_of(W, b, padding=padding)


@conv_layer.mistake(
    en="The padding is not handed on: your layer has no frame of zeros.",
    fr="Le remplissage n'est pas transmis : votre couche n'a pas de cadre de zéros.",
)
def ignores_the_padding(W, b, stride, padding):
    return layer_of(W, b, stride)


@conv_layer.mistake(
    en="Stride and padding are exchanged. In `nn.Conv2d` the stride comes first.",
    fr="Le pas et le remplissage sont échangés. Dans `nn.Conv2d`, le pas vient d'abord.",
)
def swaps_stride_and_padding(W, b, stride, padding):
    return layer_of(W, b, tuple(max(p, 1) for p in padding), stride)


@conv_layer.mistake(
    en="The biases are missing: your layer has none to learn.",
    fr="Il manque les biais : votre couche n'en a pas à apprendre.",
)
def has_no_bias(W, b, stride, padding):  # M83.1
    layer = nn.Conv2d(W.shape[1], W.shape[0], tuple(W.shape[2:]), stride, padding, bias=False)
    layer.weight = nn.Parameter(W)
    return layer


@conv_layer.mistake(
    en="The layer still has the biases that PyTorch drew: b is to be put into it as well.",
    fr="La couche a encore les biais que PyTorch a tirés : il faut y mettre b aussi.",
)
def keeps_random_biases(W, b, stride, padding):
    layer = nn.Conv2d(W.shape[1], W.shape[0], tuple(W.shape[2:]), stride, padding).double()
    layer.weight = nn.Parameter(W)
    return layer


@conv_layer.mistake(
    en="The layer still has the kernels that PyTorch drew: W is to be put into it.",
    fr="La couche a encore les noyaux que PyTorch a tirés : il faut y mettre W.",
)
def keeps_random_kernels(W, b, stride, padding):
    layer = nn.Conv2d(W.shape[1], W.shape[0], tuple(W.shape[2:]), stride, padding).double()
    layer.bias = nn.Parameter(b)
    return layer


@conv_layer.mistake(
    en="Your kernels are turned by half a turn. PyTorch lays them down as they are, like you in "
    "part B.",
    fr="Vos noyaux sont retournés d'un demi-tour. PyTorch les pose tels quels, comme vous dans la "
    "partie B.",
)
def flips_the_kernels(W, b, stride, padding):
    return layer_of(W.flip((2, 3)), b, stride, padding)


@conv_layer.mistake(
    en="Your parameters are frozen: they ask for no gradient, and will not learn.",
    fr="Vos paramètres sont gelés : ils ne demandent pas de gradient, et n'apprendront pas.",
)
def freezes_the_parameters(W, b, stride, padding):
    return layer_of(W, b, stride, padding).requires_grad_(False)


@conv_layer.mistake(
    raises=True,
    en="You put a bare tensor in the place of a parameter: a module takes an `nn.Parameter`.",
    fr="Vous mettez un simple tenseur à la place d'un paramètre : un module n'accepte là qu'un "
    "`nn.Parameter`.",
)
def assigns_a_tensor(W, b, stride, padding):
    layer = nn.Conv2d(W.shape[1], W.shape[0], tuple(W.shape[2:]), stride, padding)
    layer.weight = W
    return layer


@conv_layer.mistake(
    en="You write into parameters that ask for gradients while autograd is watching, which it "
    "forbids: say that this step is not to be derived.",
    fr="Vous écrivez dans des paramètres qui demandent un gradient pendant qu'autograd regarde, ce "
    "qu'il interdit : dites que cette étape n'est pas à dériver.",
)
def writes_under_autograd(W, b, stride, padding):  # M82.6
    layer = nn.Conv2d(W.shape[1], W.shape[0], tuple(W.shape[2:]), stride, padding).double()
    layer.weight.copy_(W)
    layer.bias.copy_(b)
    return layer


@conv_layer.alternative
def new_parameters(W, b, stride, padding):
    return layer_of(W, b, stride, padding)


@conv_layer.alternative
def from_a_state_dict(W, b, stride, padding):
    layer = nn.Conv2d(
        W.shape[1], W.shape[0], tuple(W.shape[2:]), stride, padding, dtype=torch.float64
    )
    layer.load_state_dict({"weight": W, "bias": b})
    return layer


@conv_layer.alternative
def into_the_data(W, b, stride, padding):
    layer = nn.Conv2d(
        W.shape[1], W.shape[0], tuple(W.shape[2:]), stride=stride, padding=padding
    ).to(W.dtype)
    layer.weight.data, layer.bias.data = W.clone(), b.clone()
    return layer


# --- conv_gradients ---

conv_gradients = part.question(ref.conv_gradients, points=6)


@conv_gradients.probe
def _(conv_gradients, dZ, X, W, b, stride, padding, calls):
    tensors = [torch.tensor(each) for each in (dZ, X, W, b)]
    for _ in range(calls):
        found = tuple(conv_gradients(*tensors, stride, padding))
    return found


def with_biases(*geometry, calls=1):
    def draw(rng):
        case = gradients(*geometry)(rng)
        biases = rng.normal(size=len(case["W"])).round(2)
        return {name: case[name] for name in ("dZ", "X", "W")} | {
            "b": biases,
            "stride": case["stride"],
            "padding": case["padding"],
            "calls": calls,
        }

    return draw


conv_gradients.case("two channels, a frame", visible=True, fr="deux canaux, un cadre")(
    with_biases((1, 2, 3, 3), (2, 2, 2), (1, 1), (0, 1))
)
conv_gradients.case("called twice", visible=True, fr="appelée deux fois")(
    with_biases((1, 1, 3, 2), (1, 2, 2), (1, 1), (0, 0), calls=2)
)
for name, fr, *geometry in GEOMETRIES:
    conv_gradients.case(name, fr=fr)(with_biases(*geometry))
conv_gradients.case("called three times", weight=2.0, fr="appelée trois fois")(
    with_biases((2, 2, 4, 5), (3, 2, 3), (1, 1), (1, 1), calls=3)
)


def leaves(*tensors):
    return [each.detach().clone().requires_grad_() for each in tensors]


def found(dZ, X, W, b, stride=(1, 1), padding=(0, 0)):
    return torch.autograd.grad(F.conv2d(X, W, b, stride, padding), (X, W, b), dZ)


@conv_gradients.mistake(
    en="dZ does not come in: you derive the sum of Z, as if every number of it counted the same.",
    fr="dZ n'intervient pas : vous dérivez la somme de Z, comme si tous ses nombres comptaient "
    "autant.",
)
def forgets_the_gradient(dZ, X, W, b, stride, padding):
    return found(torch.ones_like(dZ), *leaves(X, W, b), stride, padding)


@conv_gradients.mistake(
    en="You derive the mean of dZ ⊙ Z in place of the sum: all gradients are too small, by as many "
    "numbers as Z has.",
    fr="Vous dérivez la moyenne de dZ ⊙ Z au lieu de la somme : tous les gradients sont trop "
    "petits, d'autant de fois que Z a de nombres.",
)
def derives_the_mean(dZ, X, W, b, stride, padding):
    return found(dZ / dZ.numel(), *leaves(X, W, b), stride, padding)


@conv_gradients.mistake(
    en="A second call gives twice as much: the gradients are added to those that the same tensors "
    "have from the call before.",
    fr="Un second appel donne le double : les gradients s'ajoutent à ceux que les mêmes tenseurs "
    "ont gardés de l'appel précédent.",
)
def accumulates(dZ, X, W, b, stride, padding):  # M82.1
    for each in (X, W, b):
        each.requires_grad_()
    F.conv2d(X, W, b, stride, padding).backward(dZ)
    return X.grad.clone(), W.grad.clone(), b.grad.clone()


@conv_gradients.mistake(
    en="dX is None: X did not ask for a gradient. Autograd keeps one only for leaves that do.",
    fr="dX vaut None : X n'a pas demandé de gradient. Autograd n'en garde que pour les feuilles "
    "qui le demandent.",
)
def asks_for_the_parameters_alone(dZ, X, W, b, stride, padding):  # M82.4
    W, b = leaves(W, b)
    F.conv2d(X, W, b, stride, padding).backward(dZ)
    return X.grad, W.grad, b.grad


@conv_gradients.mistake(
    en="You call `backward` on a whole array: without dZ, autograd does not know how much each of "
    "its numbers counts.",
    fr="Vous appelez `backward` sur tout un tableau : sans dZ, autograd ne sait pas combien compte "
    "chacun de ses nombres.",
)
def derives_an_array(dZ, X, W, b, stride, padding):  # M82.3
    X, W, b = leaves(X, W, b)
    (F.conv2d(X, W, b, stride, padding) * dZ).backward(torch.ones(()))
    return X.grad, W.grad, b.grad


@conv_gradients.mistake(
    en="The stride is missing in your convolution.",
    fr="Il manque le pas dans votre convolution.",
)
def ignores_the_stride(dZ, X, W, b, stride, padding):
    return found(dZ, *leaves(X, W, b), padding=padding)


@conv_gradients.mistake(
    en="The padding is missing in your convolution.",
    fr="Il manque le remplissage dans votre convolution.",
)
def ignores_the_padding(dZ, X, W, b, stride, padding):
    return found(dZ, *leaves(X, W, b), stride)


@conv_gradients.mistake(
    en="You compute in float32: half of the digits are lost, and a comparison to 1e-6 would tell "
    "you of errors that are only rounding.",
    fr="Vous calculez en float32 : la moitié des chiffres est perdue, et une comparaison à 1e-6 "
    "vous signalerait des erreurs qui ne sont que des arrondis.",
)
def computes_in_float32(dZ, X, W, b, stride, padding):
    return found(dZ.float(), *leaves(X.float(), W.float(), b.float()), stride, padding)


@conv_gradients.mistake(
    en="The order is that of the arguments of `conv2d` turned round: dX comes first, then dW, then "
    "db.",
    fr="L'ordre est inversé : dX vient d'abord, puis dW, puis db.",
)
def in_another_order(dZ, X, W, b, stride, padding):
    return ref.conv_gradients(dZ, X, W, b, stride, padding)[::-1]


@conv_gradients.alternative
def with_autograd_grad(dZ, X, W, b, stride, padding):
    return found(dZ, *leaves(X, W, b), stride, padding)


@conv_gradients.alternative
def of_the_weighted_sum(dZ, X, W, b, stride, padding):
    X, W, b = (torch.tensor(np.array(each.detach()), requires_grad=True) for each in (X, W, b))
    torch.sum(dZ * F.conv2d(X, W, b, stride, padding)).backward()
    return X.grad, W.grad, b.grad


@conv_gradients.alternative
def clearing_what_is_there(dZ, X, W, b, stride, padding):
    for each in (X, W, b):
        each.requires_grad_()
        each.grad = None
    F.conv2d(X, W, b, stride, padding).backward(dZ)
    return X.grad, W.grad, b.grad
