"""Networks on paper: the shapes of their arrays, and the number of their parameters."""


def count_parameters(layer_dims, bias=True):
    """Return the number of parameters, Σ n_l n_{l-1} + n_l over the layers l = 1, ..., L.

    layer_dims: list of int (n_0, n_1, ..., n_L), from the features to the outputs; every neuron is
    connected with all of the layer before. bias: bool, False for a network without biases.
    Returns an int.

    Source: P. Pereira, Introduction au Deep Learning (exercise: how many parameters?).
    """
    total = 0
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        total += n * n_prev
        if bias:
            total += n
    return total


def layer_shapes(layer_dims, m):
    """Return the shape of every array in a forward and a backward pass: Z_l = W_l A_{l-1} + b_l.

    layer_dims: list of int (n_0, n_1, ..., n_L), from the features to the outputs.
    m: int, the number of instances, one a column.
    Returns a dict from a name to a tuple (rows, columns). The names are "A0", the data, and "Y",
    the targets; then for each layer l = 1, ..., L "Wl", "bl", "Zl", "Al" and the gradients "dWl"
    and "dbl", with the number in the place of l: "W1", "b1", ...

    Source: P. Pereira, Introduction au Deep Learning (exercise: the dimensions of every matrix).
    """
    shapes = {"A0": (layer_dims[0], m), "Y": (layer_dims[-1], m)}
    for layer in range(1, len(layer_dims)):
        n, n_prev = layer_dims[layer], layer_dims[layer - 1]
        shapes[f"W{layer}"] = shapes[f"dW{layer}"] = (n, n_prev)
        shapes[f"b{layer}"] = shapes[f"db{layer}"] = (n, 1)
        shapes[f"Z{layer}"] = shapes[f"A{layer}"] = (n, m)
    return shapes
