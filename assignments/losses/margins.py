"""Part G: losses for labels of -1 and +1, as in the first notebook (exercise E20)."""

from autograder import Part

from .neuron import hinge, logistic

part = Part(
    "margins",
    [
        logistic.logistic_loss,
        logistic.logistic_loss_prime,
        hinge.hinge_loss,
        hinge.hinge_loss_prime,
    ],
)

logistic.logistic_loss.points = 2
logistic.logistic_loss_prime.points = 2
hinge.hinge_loss.points = 1
hinge.hinge_loss_prime.points = 1

# The notebook brings the sigmoid along: here it is no question.
logistic.logistic_loss_prime.needs = ()
