"""Part E: a model evaluated (exercise E84)."""

import numpy as np
import torch
from reference.pytorch import modes as ref
from torch import nn
from torch.nn import functional as F

from autograder import Part

part = Part("evaluating")

# --- E84: evaluation ---

evaluate = part.question(ref.evaluate, points=5)


@evaluate.probe
def _(evaluate, batches, weight, means, training):
    recorded = []

    class Model(nn.Module):
        """Logits from standardised inputs, which also takes note of whether a graph is recorded."""

        def __init__(self):
            super().__init__()
            self.norm = nn.BatchNorm1d(len(means), affine=False).double()
            self.norm.running_mean.copy_(torch.tensor(means))

        def forward(self, X):
            recorded.append(torch.is_grad_enabled())
            return self.norm(X) @ W

    W = torch.tensor(weight, requires_grad=True)
    model = Model().train(training)
    result = evaluate(model, [(torch.tensor(X), torch.tensor(y)) for X, y in batches])
    return {
        "loss and accuracy": tuple(result),
        "Python floats": all(isinstance(each, float) for each in result),
        "a graph was recorded": any(recorded),
        "in training mode, afterwards": model.training,
        "means of the batch normalisation, afterwards": model.norm.running_mean,
    }


@evaluate.case("two mini-batches", visible=True, fr="deux mini-lots")
def _(rng):
    X = np.array([[1.0, 0.0], [0.0, 1.0], [2.0, 1.0], [-1.0, 0.5]])
    batches = [[X, np.array([0, 1, 1, 1])], [X[2:] + 1.0, np.array([0, 1])]]
    weight = np.array([[1.0, -1.0], [0.5, 2.0]])
    return {"batches": batches, "weight": weight, "means": np.array([0.5, 0.5]), "training": True}


def pieces(rng, n, K, sizes, training):
    batches = []
    for m in sizes:
        batches.append([rng.normal(1.0, 2.0, size=(m, n)), rng.integers(K, size=m)])
    weight, means = rng.normal(size=(n, K)), rng.normal(size=n)
    # One instance at least is right, and one is wrong.
    X, y = batches[0]
    logits = (X - means) @ weight
    y[0], y[1] = logits[0].argmax(), logits[1].argmin()
    return {"batches": batches, "weight": weight, "means": means, "training": training}


@evaluate.case("a short last one", fr="le dernier est court")
def _(rng):
    return pieces(rng, 3, 4, (11, 11, 2), True)


@evaluate.case("as many instances as classes", fr="autant d'instances que de classes")
def _(rng):
    return pieces(rng, 2, 5, (5, 5), True)


@evaluate.case("in evaluation mode before", fr="déjà en mode évaluation")
def _(rng):
    return pieces(rng, 4, 3, (7, 13), False)


class Evaluation:
    """The solution in pieces, so that a mistake can change one of them."""

    before = staticmethod(lambda model: model.eval())
    after = staticmethod(lambda model, was_training: model.train(was_training))
    grad = False
    logits = staticmethod(lambda logits: logits)
    found = staticmethod(lambda logits: logits.argmax(dim=1))
    size = staticmethod(len)
    result = staticmethod(lambda loss, right, m: (loss / m, right / m))
    item = staticmethod(lambda tensor: tensor.item())

    @classmethod
    def of(cls, model, batches):
        was_training = model.training
        cls.before(model)
        loss, right, m = 0.0, 0, 0
        with torch.set_grad_enabled(cls.grad):
            for X, y in batches:
                logits = cls.logits(model(X))
                loss += cls.item(F.cross_entropy(logits, y)) * cls.size(y)
                right += torch.sum(cls.found(logits) == y).item() * cls.size(y) / len(y)
                m += cls.size(y)
        cls.after(model, was_training)
        return cls.result(loss, right, m)


@evaluate.mistake(
    en="The model is still in training mode: dropout drops, and batch normalisation uses, and "
    "learns, the statistics of what it is tested on.",
    fr="Le modèle est encore en mode entraînement : le dropout supprime, et la normalisation par "
    "lots utilise, et apprend, les statistiques des données de test.",
)
def stays_in_training_mode(model, batches):  # M84.1
    class Wrong(Evaluation):
        before = staticmethod(lambda model: None)

    return Wrong.of(model, batches)


@evaluate.mistake(
    en="A graph is recorded for every mini-batch, and nobody will derive it: it costs memory and "
    "time.",
    fr="Un graphe est enregistré pour chaque mini-lot, et personne ne le dérivera : il coûte de "
    "la mémoire et du temps.",
)
def records_a_graph(model, batches):  # M84.8
    class Wrong(Evaluation):
        grad = True

    return Wrong.of(model, batches)


@evaluate.mistake(
    en="You leave the model in evaluation mode: who goes on to train it trains without dropout.",
    fr="Vous laissez le modèle en mode évaluation : qui poursuit l'entraînement s'entraîne sans "
    "dropout.",
)
def leaves_evaluation_mode(model, batches):  # M84.1
    class Wrong(Evaluation):
        after = staticmethod(lambda model, was_training: None)

    return Wrong.of(model, batches)


@evaluate.mistake(
    en="You put the model in training mode at the end, whichever mode it was in.",
    fr="À la fin, vous mettez le modèle en mode entraînement, quel qu'ait été son mode.",
)
def always_ends_in_training_mode(model, batches):  # M84.1
    class Wrong(Evaluation):
        after = staticmethod(lambda model, was_training: model.train())

    return Wrong.of(model, batches)


@evaluate.mistake(
    en="You take the mean of the mini-batches' means: the instances of the short one count more "
    "than the others.",
    fr="Vous prenez la moyenne des moyennes des mini-lots : les instances du plus court comptent "
    "plus que les autres.",
)
def mean_of_means(model, batches):  # not in the catalogue
    class Wrong(Evaluation):
        size = staticmethod(lambda y: 1)

    return Wrong.of(model, batches)


@evaluate.mistake(
    en="You apply the softmax before `cross_entropy`, which applies it again.",
    fr="Vous appliquez le softmax avant `cross_entropy`, qui l'applique encore.",
)
def softmax_twice(model, batches):  # M84.3
    class Wrong(Evaluation):
        logits = staticmethod(lambda logits: torch.softmax(logits, dim=1))

    return Wrong.of(model, batches)


@evaluate.mistake(
    en="Your losses are tensors: each keeps its whole graph, or at least a tensor, alive. The "
    "function returns Python floats.",
    fr="Vos pertes sont des tenseurs : chacune garde en vie son graphe, ou du moins un tenseur. "
    "La fonction renvoie des flottants de Python.",
)
def accumulates_tensors(model, batches):  # M84.6
    class Wrong(Evaluation):
        item = staticmethod(lambda tensor: tensor)

    return Wrong.of(model, batches)


@evaluate.mistake(
    en="Your accuracy is a percentage: a share between 0 and 1 is asked.",
    fr="Votre exactitude est un pourcentage : on demande une part entre 0 et 1.",
)
def accuracy_in_percent(model, batches):  # not in the catalogue
    class Wrong(Evaluation):
        result = staticmethod(lambda loss, right, m: (loss / m, 100 * right / m))

    return Wrong.of(model, batches)


@evaluate.mistake(
    en="Your accuracy is a number of instances: divide by how many there are.",
    fr="Votre exactitude est un nombre d'instances : il faut le rapporter à leur total.",
)
def counts_the_right_ones(model, batches):  # not in the catalogue
    class Wrong(Evaluation):
        result = staticmethod(lambda loss, right, m: (loss / m, float(right)))

    return Wrong.of(model, batches)


@evaluate.alternative
def all_at_once(model, batches):
    was_training = model.training
    model.eval()
    with torch.inference_mode():
        logits = torch.cat([model(X) for X, _ in batches])
    model.train(was_training)
    y = torch.cat([y for _, y in batches])
    right = (logits.argmax(1) == y).double().mean()
    return float(F.cross_entropy(logits, y)), float(right)


evaluate.equivalent("(0.0, 0, 0) → (0, 0.0, 0)", "Both quotients are floats all the same.")
evaluate.equivalent("len(y) → len(X)", "There are as many inputs as answers.")
