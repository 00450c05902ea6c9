"""The written quiz: eight weeks of questions, each of which can be set as an exam; 100 points.

What another assignment asks already is asked again from there, with the points that it has here.
"""

from autograder import Assignment, Part, Question

from . import (
    divergence,
    encodings,
    graphs,
    hardware,
    history,
    learning,
    pytorch_steps,
    searching,
    slides_forward,
    slides_generalising,
    slides_gradients,
    slides_neurons,
    slides_optimizers,
    slides_outputs,
    slides_starts,
    starting,
)
from .autodiff import memory
from .autodiff import slides as runs
from .backprop import notation, warm_up
from .chain_rule import blanks, by_hand_step
from .descent import counting
from .descent import rates as loss_curves
from .forward import by_hand, convolution, loops, universal
from .initialisation import batch_norm_backward, scale_rules
from .losses import landscape, likelihood, output_counts, output_layers, tasks
from .neuron import curves, gates
from .neuron import slides as softmax_slides
from .optimizers import adam_network, choosing, rates
from .regularisation import claims, fits, scales, stopping
from .regularisation import slides as regularisers


def worth(points: float, question: Question) -> Question:
    """Return a question of another assignment, with the points that it has here."""
    question.points = points
    return question


def among(part: Part, name: str) -> Question:
    """Return a question of a part, by its name."""
    return next(question for question in part.questions if question.name == name)


PARTS = (
    # Week 1: learning from data
    learning.part,
    Part("tasks", [worth(2, tasks.task_kinds)]),
    history.part,
    hardware.part,
    # Week 2: neurons and activations
    Part("half_planes", [worth(2, gates.half_plane)]),
    graphs.half_planes,
    Part(
        "activations",
        [worth(1, gates.region_count), worth(2, curves.slopes), worth(2, curves.drawbacks)],
    ),
    graphs.part,
    slides_neurons.part,
    # Week 3: networks, read and counted
    Part(
        "networks",
        [
            worth(2, by_hand.symbols),
            worth(1, warm_up.trainable_layers),
            worth(1, warm_up.parameter_count),
            worth(1, notation.indices),
            worth(1, notation.shapes),
            worth(1, by_hand.collapsed),
            worth(1, universal.universality),
            worth(1, loops.loop_or_product),
            worth(1, convolution.feature_maps),
            worth(1, convolution.cnn_parameters),
        ],
    ),
    slides_forward.part,
    # Week 4: outputs and losses
    encodings.part,
    Part(
        "outputs",
        [
            worth(1, tasks.one_hot_by_hand),
            worth(2, output_layers.output_layers),
            worth(2, output_counts.output_counts),
            worth(2, softmax_slides.three_probabilities),
            worth(2, likelihood.loss_by_hand),
        ],
    ),
    slides_outputs.part,
    # Week 5: gradients
    Part(
        "gradients",
        [
            worth(2, blanks.four_blanks),
            worth(2, by_hand_step.one_step),
            worth(1, curves.best_slope),
            worth(1, among(memory.part, "online_order")),
            worth(2, among(memory.part, "kept")),
            worth(2, runs.grads_after_runs),
        ],
    ),
    pytorch_steps.part,
    slides_gradients.part,
    slides_gradients.pytorch,
    # Week 6: training
    Part(
        "descent",
        [
            worth(2, counting.updates_per_epoch),
            worth(2, landscape.landscape),
            worth(2, loss_curves.loss_curves),
        ],
    ),
    divergence.part,
    Part(
        "optimizers",
        [
            worth(2, choosing.which_optimizer),
            worth(2, rates.equal_rate),
            worth(1, adam_network.first_step),
        ],
    ),
    slides_optimizers.part,
    # Week 7: where to start
    starting.part,
    Part("scales_of_starts", [worth(2, scale_rules.deviations)]),
    starting.normalising,
    Part("no_effect", [worth(1, batch_norm_backward.no_effect)]),
    slides_starts.part,
    # Week 8: generalisation
    Part(
        "generalisation",
        [
            worth(2, fits.fit_reports),
            worth(2, regularisers.acts_on),
            worth(1, claims.penalty_claims),
            worth(2, stopping.early_stop),
            worth(1, scales.scales),
        ],
    ),
    searching.part,
    slides_generalising.part,
)

assignment = Assignment("quiz", title={"en": "The quiz", "fr": "Le questionnaire"}, parts=PARTS)
