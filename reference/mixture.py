"""A mixture density network's output: its parameters read out of one array, and its loss."""

import numpy as np
from reference.logits import logsumexp
from reference.softmax import softmax


def mixture_parameters(outputs):
    """Return (weights, means, variances) = (softmax(A), B, e^C): outputs are A, B, C stacked.

    outputs: array (3K, m), float64: the outputs of the network, one instance a column: K logits of
    the weights, then K means, then K logarithms of variances.
    Returns three arrays (K, m); the weights of every column sum to 1.

    Source: S. J. Goubalan, Initiation au Deep Learning (continuous output).
    """
    K = outputs.shape[0] // 3
    return softmax(outputs[:K]), outputs[K : 2 * K], np.exp(outputs[2 * K :])


def mixture_nll(outputs, y):
    """Return the mean of -log Σ_k w_k N(y; μ_k, v_k), the price of a mixture of K normal laws.

    outputs: array (3K, m), float64: the outputs of the network, one instance a column: K logits of
    the weights w, then K means μ, then K logarithms of the variances v.
    y: array (m,), float64: the targets.
    Returns a single number: the mean over the m instances. It is finite even where a target is a
    hundred standard deviations away from every mean.

    Source: S. J. Goubalan, Initiation au Deep Learning (continuous output).
    """
    K = outputs.shape[0] // 3
    A, B, C = outputs[:K], outputs[K : 2 * K], outputs[2 * K :]
    log_densities = -0.5 * (np.log(2 * np.pi) + C + (y - B) ** 2 * np.exp(-C))
    return np.mean(logsumexp(A) - logsumexp(A + log_densities))
