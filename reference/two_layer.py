"""A hidden sigmoid layer and a sigmoid output: the forward pass, and its gradients right below."""

from reference.activations import sigmoid
from reference.dense import activation_backward, dense_backward


def two_layer_forward(X, params):
    """Return (A2, cache): Z1 = W1 X + b1, A1 = σ(Z1), Z2 = W2 A1 + b2, A2 = σ(Z2).

    X: array (n0, m), float64, one instance a column.
    params: dict of arrays "W1" (n1, n0), "b1" (n1, 1), "W2" (n2, n1), "b2" (n2, 1).
    Returns A2 (n2, m), the predicted probabilities, and cache, a dict with exactly the keys
    "Z1", "A1" (n1, m) and "Z2", "A2" (n2, m): what the backward pass will need.

    Source: P. Pereira, Introduction au Deep Learning (équations, forme matricielle).
    """
    Z1 = params["W1"] @ X + params["b1"]
    A1 = sigmoid(Z1)
    Z2 = params["W2"] @ A1 + params["b2"]
    A2 = sigmoid(Z2)
    return A2, {"Z1": Z1, "A1": A1, "Z2": Z2, "A2": A2}


def two_layer_backward(params, cache, X, Y):
    """Return the gradients of J = (1/m) (L_1 + ... + L_m), L the binary cross-entropy.

    The network is that of two_layer_forward: sigmoid hidden layer, sigmoid output.

    params: dict of arrays "W1" (n1, n0), "b1" (n1, 1), "W2" (n2, n1), "b2" (n2, 1).
    cache: dict of arrays "Z1", "A1" (n1, m), "Z2", "A2" (n2, m), from the forward pass.
    X: array (n0, m), float64, one instance a column. Y: array (n2, m) of zeros and ones; where
    there are several outputs, the loss of an instance is the sum of theirs.
    Returns a dict with exactly the keys "dW1", "db1", "dW2", "db2": each gradient has the shape
    of its parameter. All are finite, even where the sigmoid has rounded to exactly 0 or 1.

    Source: P. Pereira, Introduction au Deep Learning (propagation arrière).
    """
    dZ2 = cache["A2"] - Y
    dA1, dW2, db2 = dense_backward(dZ2, cache["A1"], params["W2"])
    dZ1 = activation_backward(dA1, cache["Z1"], "sigmoid")
    _, dW1, db1 = dense_backward(dZ1, X, params["W1"])
    return {"dW1": dW1, "db1": db1, "dW2": dW2, "db2": db2}
