"""Part E, the end: errors found on slides (question Q43: ER5, ER7, ER18, ER19, ER27)."""

from autograder import Part

part = Part("slides")


def nine_lines(rng):
    lines = [
        "cost = L_1 + ... + L_m + ‖w‖²  # λ = 0.1",
        "for batch in batches: loss = step(batch)  ⏎  print(loss)  # len(batches) ×",
        "stop, best = early_stopping(test_losses, 5, 0.0)",
        "complexity = number_of(hyperparameters)",
        "z = W @ X[:, i] + b  # (n1, 1)",
        "w = w - lr * dw",
        "dw = (dw_1 + ... + dw_B) / B",
        "rate = lr / (1 + k * epoch)",
        "updates = epochs * -(-m // B)",
    ]
    lines = [lines[i] for i in rng.permutation(9)]
    listed = [f"- **{letter}** `{line}`" for letter, line in zip("ABCDEFGHI", lines, strict=True)]
    return {"lines": lines, "listed": "\n".join(listed)}


@part.answer(
    "right_lines",
    points=5,
    variant=nine_lines,
    texts={
        "en": "Nine lines on training; ⏎ begins a new line that is not indented, and × says how "
        "many times something happens.\n\n{listed}\n\nFive are wrong: each stands, in this form "
        "or nearly, on a slide of the lectures. Put in `right_lines` a dictionary from each letter "
        "to `True` where the line is right and to `False` where it is wrong.",
        "fr": "Neuf lignes sur l'entraînement ; ⏎ commence une nouvelle ligne, qui n'est pas "
        "indentée, et × dit combien de fois quelque chose a lieu.\n\n{listed}\n\nCinq sont "
        "fausses : chacune figure, sous cette forme ou presque, sur une diapositive des cours. "
        "Mettez dans `right_lines` un dictionnaire qui associe à chaque lettre `True` si la ligne "
        "est juste et `False` si elle est fausse.",
    },
)
def right_lines(lines, listed):
    wrong = {"cost", "for", "stop,", "complexity", "z"}
    return {
        letter: line.split()[0] not in wrong
        for letter, line in zip("ABCDEFGHI", lines, strict=True)
    }


def misjudging(lines, listed, start):
    """Return the right answer, but for the line that starts so."""
    answer = right_lines.solution(lines, listed)
    for letter, line in zip(answer, lines, strict=True):
        if line.startswith(start):
            answer[letter] = not answer[letter]
    return answer


@right_lines.mistake(
    en="You let the penalty without its weight pass: where is the λ that says how much it counts?",
    fr="Vous laissez passer la pénalité sans son poids : où est le λ qui dit combien elle compte ?",
)
def believes_in_the_penalty_without_weight(lines, listed):  # ER5
    return misjudging(lines, listed, "cost")


@right_lines.mistake(
    en="You let the message outside the loop pass: it is printed once, after the last batch.",
    fr="Vous laissez passer le message hors de la boucle : il n'est affiché qu'une fois, après le "
    "dernier lot.",
)
def believes_in_the_message_outside_the_loop(lines, listed):  # ER7
    return misjudging(lines, listed, "for")


@right_lines.mistake(
    en="You let early stopping on the test set pass: who has chosen the stop by these data cannot "
    "measure with them any more.",
    fr="Vous laissez passer l'arrêt précoce sur le jeu de test : qui a choisi l'arrêt d'après ces "
    "données ne peut plus s'en servir pour mesurer.",
)
def believes_in_the_test_set(lines, listed):  # ER18
    return misjudging(lines, listed, "stop")


@right_lines.mistake(
    en="You let the hyper-parameters pass: what training tunes are the parameters, and their "
    "number is what makes a model complex. The rate is a hyper-parameter.",
    fr="Vous laissez passer les hyperparamètres : ce que l'entraînement règle, ce sont les "
    "paramètres, dont le nombre fait la complexité du modèle. Le taux est un hyperparamètre.",
)
def believes_in_the_hyperparameters(lines, listed):  # ER19
    return misjudging(lines, listed, "complexity")


@right_lines.mistake(
    en="You let the flat instance pass: with X[:, i], z is no column.",
    fr="Vous laissez passer l'instance aplatie : avec X[:, i], z n'est pas une colonne.",
)
def believes_in_the_flat_instance(lines, listed):  # ER27
    return misjudging(lines, listed, "z")


@right_lines.mistake(
    en="You reject the step of gradient descent, which is right: compare with your own.",
    fr="Vous rejetez le pas de la descente de gradient, qui est juste : comparez avec le vôtre.",
)
def rejects_the_step(lines, listed):  # M40.1
    return misjudging(lines, listed, "w =")


@right_lines.mistake(
    en="You reject the mean of a mini-batch, which is right: B is its own size.",
    fr="Vous rejetez la moyenne d'un mini-lot, qui est juste : B est sa propre taille.",
)
def rejects_the_mean_of_a_batch(lines, listed):  # M50.3
    return misjudging(lines, listed, "dw =")


@right_lines.mistake(
    en="You reject the time-based decay, which is right: the rate falls as the epochs go by.",
    fr="Vous rejetez la décroissance temporelle, qui est juste : le taux baisse "
    "au fil des époques.",
)
def rejects_the_decay(lines, listed):  # M48.10
    return misjudging(lines, listed, "rate")


@right_lines.mistake(
    en="You reject the number of updates, which is right: try it with m = 10 and B = 4.",
    fr="Vous rejetez le nombre de mises à jour, qui est juste : essayez avec m = 10 et B = 4.",
)
def rejects_the_number_of_updates(lines, listed):  # Q25
    return misjudging(lines, listed, "updates")


@right_lines.alternative
def in_reverse_order(lines, listed):
    return dict(reversed(right_lines.solution(lines, listed).items()))


right_lines.equivalent(
    "zip('ABCDEFGHI', lines, strict=True) → zip('ABCDEFGHI', lines, strict=False)",
    "There are nine letters and nine lines.",
)
