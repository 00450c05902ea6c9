"""From what a network answers to a decision, and how often the decision is right."""

import numpy as np


def predict(P):
    """Return c_i = argmax_k p_ki for every instance i: its most probable class.

    P: array (K, m), float64: the probabilities of the K classes, one instance a column.
    Returns an int array (m,) of classes, counted from 0; of equal ones the first.

    Source: T. Artières, Deep Learning (classification: the decision).
    """
    return np.argmax(P, axis=0)


def predict_binary(Z):
    """Return c_i = 1 if σ(z_i) > 1/2 and 0 otherwise: the class, from a network with one output.

    Z: array (1, m), float64: the pre-activations of the output neuron, one instance a column.
    A probability of exactly 1/2 decides for class 0. Returns an int array (m,).

    Source: P. Pereira, Introduction au Deep Learning (last layer).
    """
    return (Z[0] > 0).astype(int)


def accuracy(P, Y):
    """Return the share of the instances whose most probable class is the right one.

    P: array (K, m), float64: the probabilities of the K classes, one instance a column.
    Y: array (K, m) of zeros and ones: the right classes, one-hot. Returns a float from 0 to 1.

    Source: T. Artières, Deep Learning (classification: the decision).
    """
    return np.mean(predict(P) == np.argmax(Y, axis=0))
