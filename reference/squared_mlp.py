"""A network of any depth without biases, for one example: forward, and the squared loss back."""


def mlp_activities(x, weights, g):
    """Return (activities, outputs): h^0 = x, then a^l = W^l h^(l-1) and h^l = g(a^l), l = 1..L.

    x: array (n_0, 1), float64: one example, as a column.
    weights: list of L arrays: weights[0] is W^1 (n_1, n_0), the last is W^L (n_L, n_(L-1)).
    g: function, the activation of every layer, the output layer included.
    Returns two lists of arrays: the L activities a^1, ..., a^L, each (n_l, 1), and the L + 1
    outputs h^0, ..., h^L, where h^0 is x and h^L is what the network answers.

    Source: T. Artières, Deep Learning (forward propagation).
    """
    activities, outputs = [], [x]
    for W in weights:
        activities.append(W @ outputs[-1])
        outputs.append(g(activities[-1]))
    return activities, outputs


def mlp_squared_backward(x, y, weights, g, gp):
    """Return the list of ∂C/∂W^l for C = ‖h^L - y‖², through the errors δ^l = ∂C/∂a^l.

    δ^L = 2 (h^L - y) ⊙ g'(a^L), then δ^(l-1) = (W^l)^T δ^l ⊙ g'(a^(l-1)); and
    ∂C/∂W^l = δ^l (h^(l-1))^T.

    x: array (n_0, 1), float64: one example. y: array (n_L, 1): what it should give.
    weights: list of L arrays, as for mlp_activities. g, gp: functions, g and its derivative g'.
    Returns a list of L arrays: entry l - 1 is ∂C/∂W^l, of the shape of W^l.

    Source: T. Artières, Deep Learning (gradients of a multi-layer perceptron).
    """
    activities, outputs = mlp_activities(x, weights, g)
    delta = 2 * (outputs[-1] - y) * gp(activities[-1])
    gradients = [delta @ outputs[-2].T]
    for layer in range(len(weights) - 1, 0, -1):
        delta = weights[layer].T @ delta * gp(activities[layer - 1])
        gradients.insert(0, delta @ outputs[layer - 1].T)
    return gradients
