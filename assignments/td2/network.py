"""Part D: a convolutional network as a module, and its predictions (exercise E83)."""

import torch
from reference.pytorch import convnet as ref
from torch import nn
from torch.nn import functional as F

from autograder import Form, Part

part = Part("network")

# --- M83.6: what `view` does with a wrong size ---


def a_batch_to_flatten(rng):
    m, channels, side = int(rng.choice([6, 12, 18])), int(rng.choice([10, 20, 30])), 4
    return {"m": m, "channels": channels, "side": side, "wrong": channels * side * side // 2}


@part.answer(
    "flattened",
    points=3,
    variant=a_batch_to_flatten,
    form=Form.fields({"shape": Form.numbers(2, whole=True), "size": Form.number(whole=True)}),
    scoring="entries",
    texts={
        "en": "A tensor `X` of shape ({m}, {channels}, {side}, {side}) comes out of a pooling, and "
        "a student flattens it with `X.view(-1, {wrong})`. Put in `flattened` the shape that comes "
        "out (`shape`), and the number that should stand in the place of {wrong} so that each "
        "image stays a row of its own (`size`).",
        "fr": "Un tenseur `X` de forme ({m}, {channels}, {side}, {side}) sort d'un pooling, et "
        "quelqu'un l'aplatit avec `X.view(-1, {wrong})`. Mettez dans `flattened` la forme qui en "
        "sort (`shape`), et le nombre qu'il faudrait à la place de {wrong} pour que chaque image "
        "reste une ligne à elle (`size`).",
    },
)
def flattened(m, channels, side, wrong):
    return {"shape": (m * channels * side * side // wrong, wrong), "size": channels * side * side}


@flattened.mistake(
    en="The number of rows does not stay that of the images: -1 stands for as many rows as it "
    "takes to use all the numbers. Without an error, two halves of an image become two instances.",
    fr="Le nombre de lignes ne reste pas celui des images : -1 vaut autant de lignes qu'il en faut "
    "pour utiliser tous les nombres. Sans aucune erreur, deux moitiés d'image deviennent deux "
    "instances.",
)
def keeps_the_rows(m, channels, side, wrong):  # M83.6
    return {**flattened.solution(m, channels, side, wrong), "shape": (m, wrong)}


@flattened.mistake(
    en="`view` does not correct the size: what is written is what comes out.",
    fr="`view` ne corrige pas la taille : ce qui est écrit est ce qui sort.",
)
def corrects_the_size(m, channels, side, wrong):  # M83.6
    size = channels * side * side
    return {"shape": (m, size), "size": size}


@flattened.mistake(
    en="The channels are missing in `size`: each image has a small picture for every channel.",
    fr="Il manque les canaux dans `size` : chaque image a une petite image par canal.",
)
def forgets_the_channels(m, channels, side, wrong):  # M83.2
    return {**flattened.solution(m, channels, side, wrong), "size": side * side}


@flattened.mistake(
    en="Rows and columns of the shape are exchanged: the -1 comes first.",
    fr="Les lignes et les colonnes de la forme sont échangées : le -1 vient d'abord.",
)
def swaps_the_axes(m, channels, side, wrong):
    right = flattened.solution(m, channels, side, wrong)
    return {**right, "shape": right["shape"][::-1]}


@flattened.mistake(
    en="`size` counts one side of the small pictures instead of both.",
    fr="`size` ne compte qu'un côté des petites images, au lieu des deux.",
)
def counts_one_side(m, channels, side, wrong):
    return {**flattened.solution(m, channels, side, wrong), "size": channels * side}


flattened.equivalent(
    "m * channels * side * side // wrong → m * channels * side * side / wrong",
    "It divides exactly, and a whole float will do.",
)

# --- DigitNet ---

digit_net = part.question(ref.DigitNet, points=10)


@digit_net.probe
def _(DigitNet, channels, X):
    model = DigitNet(*channels).double()
    shapes = {name: own.shape for name, own in model.named_parameters()}
    if X is None or not shapes:
        return shapes
    for own in model.parameters():
        waves = torch.sin(1.0 + torch.arange(own.numel()) * own.ndim).view(own.shape)
        own.data.copy_((4.0 if own.ndim == 1 else 0.5) * waves)
    logits = model(torch.tensor(X))
    logits.square().mean().backward()
    return {"logits": logits, "gradients": {n: own.grad for n, own in model.named_parameters()}}


def pictures(m, *channels):
    def draw(rng):
        X = rng.normal(size=(m, 1, 8, 8)).round(2)
        return {"channels": channels, "X": X if m else None}

    return draw


digit_net.case("its parameters", visible=True, fr="ses paramètres")(pictures(0, 2, 3))
digit_net.case("two pictures", visible=True, fr="deux images")(pictures(2, 2, 3))
digit_net.case("parameters, other channels", fr="ses paramètres, d'autres canaux")(
    pictures(0, 5, 7)
)
digit_net.case("parameters by default", fr="ses paramètres par défaut")(pictures(0))
digit_net.case("seven pictures", weight=2.0, fr="sept images")(pictures(7, 3, 4))
digit_net.case("a single picture", weight=2.0, fr="une seule image")(pictures(1, 4, 16))
digit_net.case("as many channels twice", weight=2.0, fr="deux fois autant de canaux")(
    pictures(5, 4, 4)
)
digit_net.case("the channels by default", weight=2.0, fr="les canaux par défaut")(pictures(3))


def pooled(X):
    return F.max_pool2d(X, 2)


@digit_net.mistake(
    raises=True,
    en="Your class does not call `super().__init__()`: the module cannot take in layers before.",
    fr="Votre classe n'appelle pas `super().__init__()` : avant cela, le module ne peut pas "
    "accueillir de couches.",
)
class skips_the_parent(ref.DigitNet):  # M85.2
    def __init__(self, c_1=8, c_2=16):
        self.conv1 = nn.Conv2d(1, c_1, 3, padding=1)


@digit_net.mistake(
    en="Your layers stand in a Python list, in which the module does not look: it has no "
    "parameters, and nothing would learn.",
    fr="Vos couches sont dans une liste Python, où le module ne regarde pas : il n'a pas de "
    "paramètres, et rien n'apprendrait.",
)
class layers_in_a_list(ref.DigitNet):  # M85.1
    def __init__(self, c_1=8, c_2=16):
        nn.Module.__init__(self)
        layers = ref.DigitNet(c_1, c_2).double()
        self.layers = [layers.conv1, layers.conv2, layers.fc]

    def forward(self, X):
        first, second, last = self.layers
        X = pooled(torch.relu(second(pooled(torch.relu(first(X))))))
        return last(X.flatten(1))


@digit_net.mistake(
    en="The nonlinearity is missing: there is no ReLU after your convolutions.",
    fr="Il manque la non-linéarité : il n'y a pas de ReLU après vos convolutions.",
)
class forgets_the_activations(ref.DigitNet):  # M85.3
    def forward(self, X):
        return self.fc(pooled(self.conv2(pooled(self.conv1(X)))).flatten(1))


@digit_net.mistake(
    en="There is a ReLU after the first convolution, and none after the second.",
    fr="Il y a une ReLU après la première convolution, et aucune après la seconde.",
)
class one_activation(ref.DigitNet):
    def forward(self, X):
        return self.fc(pooled(self.conv2(pooled(torch.relu(self.conv1(X))))).flatten(1))


@digit_net.mistake(
    en="A ReLU stands behind the last layer: logits may be negative.",
    fr="Une ReLU suit la dernière couche : les logits peuvent être négatifs.",
)
class cuts_the_logits(ref.DigitNet):
    def forward(self, X):
        return torch.relu(super().forward(X))


@digit_net.mistake(
    en="You return probabilities. The loss takes logits, and takes the softmax itself: it would be "
    "taken twice.",
    fr="Vous renvoyez des probabilités. La perte prend des logits et applique elle-même le "
    "softmax : il serait pris deux fois.",
)
class returns_probabilities(ref.DigitNet):  # M84.3
    def forward(self, X):
        return torch.softmax(super().forward(X), dim=1)


@digit_net.mistake(
    en="You return logarithms of probabilities, as the lectures' network does. Here the logits "
    "themselves are asked for.",
    fr="Vous renvoyez des logarithmes de probabilités, comme le réseau du cours. Ici, on demande "
    "les logits eux-mêmes.",
)
class returns_log_probabilities(ref.DigitNet):
    def forward(self, X):
        return torch.log_softmax(super().forward(X), dim=1)


@digit_net.mistake(
    en="`view` has a wrong size, so that parts of images have become instances: more rows come out "
    "than pictures came in, without an error.",
    fr="`view` a une mauvaise taille, et des morceaux d'images sont devenus des instances : il "
    "sort plus de lignes qu'il n'est entré d'images, sans aucune erreur.",
)
class flattens_into_more_rows(ref.DigitNet):  # M83.6
    def __init__(self, c_1=8, c_2=16):
        super().__init__(c_1, c_2)
        self.fc = nn.Linear(c_2 * 2, 10)

    def forward(self, X):
        X = pooled(torch.relu(self.conv2(pooled(torch.relu(self.conv1(X))))))
        return self.fc(X.reshape(-1, self.fc.in_features))


@digit_net.mistake(
    en="Your poolings take the mean; the largest number of each window is asked for.",
    fr="Vos poolings prennent la moyenne ; on demande le plus grand nombre de chaque fenêtre.",
)
class averages(ref.DigitNet):
    def forward(self, X):
        X = F.avg_pool2d(torch.relu(self.conv1(X)), 2)
        return self.fc(F.avg_pool2d(torch.relu(self.conv2(X)), 2).flatten(1))


@digit_net.mistake(
    en="The second pooling is missing, and the dense layer is four times as large.",
    fr="Il manque le second pooling, et la couche dense est quatre fois plus grande.",
)
class pools_once(ref.DigitNet):
    def __init__(self, c_1=8, c_2=16):
        super().__init__(c_1, c_2)
        self.fc = nn.Linear(c_2 * 16, 10)

    def forward(self, X):
        return self.fc(torch.relu(self.conv2(pooled(torch.relu(self.conv1(X))))).flatten(1))


@digit_net.mistake(
    en="Your convolutions have no frame of zeros: the pictures shrink.",
    fr="Vos convolutions n'ont pas de cadre de zéros : les images rétrécissent.",
)
class forgets_the_padding(ref.DigitNet):
    def __init__(self, c_1=8, c_2=16):
        nn.Module.__init__(self)
        self.conv1, self.conv2 = nn.Conv2d(1, c_1, 3), nn.Conv2d(c_1, c_2, 2)
        self.fc = nn.Linear(c_2, 10)


@digit_net.mistake(
    en="Your convolutions have no biases.",
    fr="Vos convolutions n'ont pas de biais.",
)
class convolves_without_biases(ref.DigitNet):  # M83.1
    def __init__(self, c_1=8, c_2=16):
        super().__init__(c_1, c_2)
        self.conv1 = nn.Conv2d(1, c_1, 3, padding=1, bias=False)
        self.conv2 = nn.Conv2d(c_1, c_2, 3, padding=1, bias=False)


@digit_net.mistake(
    en="Your kernels have 5 by 5 weights, as in the lectures' network: here they have 3 by 3.",
    fr="Vos noyaux ont 5 × 5 poids, comme dans le réseau du cours : ici, ils en ont 3 × 3.",
)
class takes_kernels_of_five(ref.DigitNet):
    def __init__(self, c_1=8, c_2=16):
        super().__init__(c_1, c_2)
        self.conv1 = nn.Conv2d(1, c_1, 5, padding=2)
        self.conv2 = nn.Conv2d(c_1, c_2, 5, padding=2)


@digit_net.alternative
class pools_first(ref.DigitNet):
    def forward(self, X):
        X = F.relu(F.max_pool2d(self.conv1(X), kernel_size=2, stride=2))
        X = F.relu(F.max_pool2d(self.conv2(X), kernel_size=2, stride=2))
        return self.fc(X.view(X.shape[0], -1))


@digit_net.alternative
class with_modules(nn.Module):
    def __init__(self, c_1=8, c_2=16):
        super().__init__()
        self.conv1 = nn.Conv2d(in_channels=1, out_channels=c_1, kernel_size=(3, 3), padding="same")
        self.conv2 = nn.Conv2d(c_1, c_2, kernel_size=3, stride=1, padding=(1, 1))
        self.pool, self.relu = nn.MaxPool2d(2), nn.ReLU()
        self.fc = nn.Linear(4 * c_2, 10)

    def forward(self, X):
        X = self.pool(self.relu(self.conv1(X)))
        X = self.pool(self.relu(self.conv2(X)))
        return self.fc(torch.flatten(X, start_dim=1))


# --- predict ---

predict = part.question(ref.predict, points=4)


@predict.probe
def _(predict, pictures, trained, graph):
    model = nn.Sequential(
        nn.Conv2d(1, 3, 3), nn.BatchNorm2d(3), nn.Dropout(0.5), nn.Flatten(), nn.Linear(108, 10)
    )
    graphs = []
    model.register_forward_hook(lambda *_: graphs.append(torch.is_grad_enabled()))
    for own in model.parameters():
        own.data.copy_(torch.sin(1.0 + torch.arange(own.numel()) * own.ndim).view(own.shape))
    model.train(trained)
    classes = predict(model, pictures)
    facts = {"classes": classes, "still in training": model.training}
    return {"with a graph": any(graphs)} if graph else facts


def drawn_pictures(m, trained=False, graph=False):
    def draw(rng):
        pictures = rng.uniform(0.0, 1.0, size=(m, 8, 8)).round(2)
        return {"pictures": pictures, "trained": trained, "graph": graph}

    return draw


predict.case("three pictures", visible=True, fr="trois images")(drawn_pictures(3))
predict.case("a model in training mode", visible=True, fr="un modèle en mode d'entraînement")(
    drawn_pictures(2, trained=True)
)
predict.case("whether a graph is kept", visible=True, fr="si un graphe est conservé")(
    drawn_pictures(1, graph=True)
)
predict.case("many pictures", fr="beaucoup d'images")(drawn_pictures(40))
predict.case("as many pictures as classes", fr="autant d'images que de classes")(drawn_pictures(10))
predict.case("many, in training mode", fr="beaucoup, en mode d'entraînement")(
    drawn_pictures(60, trained=True)
)
predict.case("a single picture", fr="une seule image")(drawn_pictures(1))
predict.case("a graph of more pictures", fr="un graphe de plusieurs images")(
    drawn_pictures(4, graph=True)
)


def logits_of(model, pictures):
    model.eval()
    with torch.no_grad():
        return model(torch.tensor(pictures).float()[:, None])


@predict.mistake(
    en="The model stays as it came: in training mode, dropout takes activations away at random, "
    "and batch normalisation looks at the other pictures.",
    fr="Le modèle reste comme il est arrivé : en mode d'entraînement, le dropout retire des "
    "activations au hasard, et la normalisation par lot regarde les autres images.",
)
def forgets_the_mode(model, pictures):  # M84.1
    with torch.no_grad():
        return model(torch.tensor(pictures).float()[:, None]).argmax(dim=1).numpy()


@predict.mistake(
    en="A graph is kept for gradients that nobody will ask for: evaluation needs none.",
    fr="Un graphe est conservé pour des gradients que personne ne demandera : l'évaluation n'en a "
    "pas besoin.",
)
def keeps_a_graph(model, pictures):  # M84.8
    model.eval()
    return model(torch.tensor(pictures).float()[:, None]).argmax(dim=1).numpy()


@predict.mistake(
    en="You look for the largest number among the pictures: each row of the logits is a picture, "
    "and its columns are the classes.",
    fr="Vous cherchez le plus grand nombre parmi les images : chaque ligne des logits est une "
    "image, et ses colonnes sont les classes.",
)
def compares_the_pictures(model, pictures):  # M19.1
    return logits_of(model, pictures).argmax(dim=0).numpy()


@predict.mistake(
    en="You return the largest logits, in place of the classes that have them.",
    fr="Vous renvoyez les plus grands logits, au lieu des classes qui les ont.",
)
def returns_the_logits(model, pictures):
    return logits_of(model, pictures).max(dim=1).values.numpy()


@predict.mistake(
    en="You take the smallest logit: the larger it is, the more the network holds the class for "
    "right.",
    fr="Vous prenez le plus petit logit : plus il est grand, plus le réseau tient la classe pour "
    "la bonne.",
)
def takes_the_smallest(model, pictures):  # M19.2
    return logits_of(model, pictures).argmin(dim=1).numpy()


@predict.mistake(
    en="Your classes count from 1: digits count from 0.",
    fr="Vos classes comptent à partir de 1 : les chiffres comptent à partir de 0.",
)
def counts_from_one(model, pictures):  # M19.4
    return logits_of(model, pictures).argmax(dim=1).numpy() + 1


@predict.mistake(
    en="The images reach the network without an axis for the channel, or in another dtype than "
    "that of its weights: a convolution wants (m, 1, 8, 8), in float32 here.",
    fr="Les images arrivent au réseau sans axe pour le canal, ou dans un autre dtype que celui de "
    "ses poids : une convolution veut (m, 1, 8, 8), en float32 ici.",
)
def forgets_the_channel(model, pictures):
    model.eval()
    with torch.no_grad():
        return model(torch.tensor(pictures)[:, :, :, None]).argmax(dim=1).numpy()


@predict.alternative
def of_the_probabilities(model, pictures):
    model.train(False)
    with torch.inference_mode():
        images = torch.from_numpy(pictures.astype("float32")).reshape(-1, 1, 8, 8)
        return torch.softmax(model(images), dim=-1).max(dim=-1)[1].numpy()


@predict.alternative
def one_picture_at_a_time(model, pictures):
    model.eval()
    with torch.no_grad():
        images = torch.tensor(pictures, dtype=torch.float32)
        return torch.stack([model(image[None, None]).argmax() for image in images])
