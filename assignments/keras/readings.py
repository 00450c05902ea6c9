"""Part B: what a tape answers, read off the code (exercise E81)."""

from autograder import Confusion, Part

part = Part("readings")

CODE = {
    "recorded": (
        "gradient",
        "`with tf.GradientTape() as tape: loss = f(w)`; `tape.gradient(loss, w)`",
    ),
    "before": (
        "nothing",
        "`loss = f(w)`; `with tf.GradientTape() as tape: pass`; `tape.gradient(loss, w)`",
    ),
    "through_numpy": (
        "nothing",
        "`with tf.GradientTape() as tape: loss = f(w.numpy())`; `tape.gradient(loss, w)`",
    ),
    "twice": (
        "error",
        "`with tf.GradientTape() as tape: loss = f(w)`; `tape.gradient(loss, w)`; "
        "`tape.gradient(loss, w)`",
    ),
    "lasting": (
        "gradient",
        "`with tf.GradientTape(persistent=True) as tape: loss = f(w)`; `tape.gradient(loss, w)`; "
        "`tape.gradient(loss, w)`",
    ),
    "rebound": (
        "nothing",
        "`w = w - 0.1`; `with tf.GradientTape() as tape: loss = f(w)`; `tape.gradient(loss, w)`",
    ),
    "watched": (
        "gradient",
        "`c = tf.constant(2.0)`; `with tf.GradientTape() as tape: tape.watch(c); loss = f(c)`; "
        "`tape.gradient(loss, c)`",
    ),
}

tape_answers = part.match(
    "tape_answers",
    points=4,
    texts={
        "en": "`w` is a `tf.Variable`, and `f` computes one number from it with operations of "
        "TensorFlow. What does the last instruction give?",
        "fr": "`w` est une `tf.Variable`, et `f` en calcule un nombre avec des opérations de "
        "TensorFlow. Que donne la dernière instruction ?",
    },
    items={name: (group, {"en": code, "fr": code}) for name, (group, code) in CODE.items()},
    groups={
        "gradient": {"en": "the gradient", "fr": "le gradient"},
        "nothing": {"en": "`None`", "fr": "`None`"},
        "error": {"en": "an error", "fr": "une erreur"},
    },
    wrong=[
        Confusion(
            "a_tape_looks_back",  # M81.1
            {"before": "gradient"},
            en="You let a tape know what was computed before it was opened: it has seen nothing.",
            fr="Vous laissez un tape connaître ce qui a été calculé avant son ouverture : il n'a "
            "rien vu.",
        ),
        Confusion(
            "computing_outside_is_an_error",  # M81.1
            {"before": "error"},
            en="You expect an error of a tape that has seen nothing. It is worse: it answers None, "
            "without a word.",
            fr="Vous attendez une erreur d'un tape qui n'a rien vu. C'est pire : il répond None, "
            "sans un mot.",
        ),
        Confusion(
            "a_tape_follows_numpy",  # M81.2
            {"through_numpy": "gradient"},
            en="You let a tape follow the numbers through .numpy(): an array has no past.",
            fr="Vous laissez un tape suivre les nombres à travers .numpy() : un tableau n'a pas de "
            "passé.",
        ),
        Confusion(
            "a_tape_lasts",  # M81.3
            {"twice": "gradient"},
            en="You ask a used tape again: it has let go of all that it held at the first answer.",
            fr="Vous interrogez à nouveau un tape qui a servi : à la première réponse, il a lâché "
            "tout ce qu'il tenait.",
        ),
        Confusion(
            "a_used_tape_is_silent",  # M81.3
            {"twice": "nothing"},
            en="You expect None of a used tape. It has let go of its record, and says so with an "
            "error.",
            fr="Vous attendez None d'un tape qui a servi. Il a lâché son enregistrement, et le dit "
            "par une erreur.",
        ),
        Confusion(
            "every_tape_is_used_up",  # M81.3
            {"lasting": "error"},
            en="You have every tape used up by one gradient: one that is made to persist is not.",
            fr="Pour vous, un gradient épuise n'importe quel tape : celui que l'on crée persistant "
            "résiste.",
        ),
        Confusion(
            "a_name_stays_a_variable",  # M81.4
            {"rebound": "gradient"},
            en="You take w for a variable still: after w = w - 0.1 the name stands for a tensor, "
            "which no tape watches.",
            fr="Vous prenez encore w pour une variable : après w = w - 0.1, ce nom désigne un "
            "tenseur, qu'aucun tape ne surveille.",
        ),
        Confusion(
            "constants_have_no_gradient",
            {"watched": "nothing"},
            en="You refuse a gradient to a constant: a tape follows whatever it is asked to watch.",
            fr="Vous refusez un gradient à une constante : un tape suit tout ce qu'on lui demande "
            "de surveiller.",
        ),
    ],
)
