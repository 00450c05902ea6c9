"""Part E, the end: errors found on slides (question Q43: ER5, ER7, ER18, ER19, ER27)."""

from autograder import Claim, Part

part = Part("slides")


part.true_or_false(
    "right_lines",
    points=5,
    texts={
        "en": "Nine lines on training; ⏎ begins a new line that is not indented, and × says how "
        "many times something happens. Five are wrong: each stands, in this form or nearly, on a "
        "slide of the lectures. Which are right?",
        "fr": "Neuf lignes sur l'entraînement ; ⏎ commence une nouvelle ligne, qui n'est pas "
        "indentée, et × dit combien de fois quelque chose a lieu. Cinq sont fausses : chacune "
        "figure, sous cette forme ou presque, sur une diapositive des cours. Lesquelles sont "
        "justes ?",
    },
    claims=[
        Claim(
            "believes_in_the_penalty_without_weight",  # ER5
            false="`cost = L_1 + ... + L_m + ‖w‖²  # λ = 0.1`",
            en="You let the penalty without its weight pass: where is the λ that says how much it "
            "counts?",
            fr="Vous laissez passer la pénalité sans son poids : où est le λ qui dit combien elle "
            "compte ?",
        ),
        Claim(
            "believes_in_the_message_outside_the_loop",  # ER7
            false="`for batch in batches: loss = step(batch)  ⏎  print(loss)  # len(batches) ×`",
            en="You let the message outside the loop pass: it is printed once, after the last "
            "batch.",
            fr="Vous laissez passer le message hors de la boucle : il n'est affiché qu'une fois, "
            "après le dernier lot.",
        ),
        Claim(
            "believes_in_the_test_set",  # ER18
            false="`stop, best = early_stopping(test_losses, 5, 0.0)`",
            en="You let early stopping on the test set pass: who has chosen the stop by these data "
            "cannot measure with them any more.",
            fr="Vous laissez passer l'arrêt précoce sur le jeu de test : qui a choisi l'arrêt "
            "d'après ces données ne peut plus s'en servir pour mesurer.",
        ),
        Claim(
            "believes_in_the_hyperparameters",  # ER19
            false="`complexity = number_of(hyperparameters)`",
            en="You let the hyper-parameters pass: what training tunes are the parameters, and "
            "their number is what makes a model complex. The rate is a hyper-parameter.",
            fr="Vous laissez passer les hyperparamètres : ce que l'entraînement règle, ce sont les "
            "paramètres, dont le nombre fait la complexité du modèle. Le taux est un "
            "hyperparamètre.",
        ),
        Claim(
            "believes_in_the_flat_instance",  # ER27
            false="`z = W @ X[:, i] + b  # (n1, 1)`",
            en="You let the flat instance pass: with X[:, i], z is no column.",
            fr="Vous laissez passer l'instance aplatie : avec X[:, i], z n'est pas une colonne.",
        ),
        Claim(
            "rejects_the_step",  # M40.1
            true="`w = w - lr * dw`",
            en="You reject the step of gradient descent, which is right: compare with your own.",
            fr="Vous rejetez le pas de la descente de gradient, qui est juste : comparez avec le "
            "vôtre.",
        ),
        Claim(
            "rejects_the_mean_of_a_batch",  # M50.3
            true="`dw = (dw_1 + ... + dw_B) / B`",
            en="You reject the mean of a mini-batch, which is right: B is its own size.",
            fr="Vous rejetez la moyenne d'un mini-lot, qui est juste : B est sa propre taille.",
        ),
        Claim(
            "rejects_the_decay",  # M48.10
            true="`rate = lr / (1 + k * epoch)`",
            en="You reject the time-based decay, which is right: the rate falls as the epochs go "
            "by.",
            fr="Vous rejetez la décroissance temporelle, qui est juste : le taux baisse au fil des "
            "époques.",
        ),
        Claim(
            "rejects_the_number_of_updates",  # Q25
            true="`updates = epochs * -(-m // B)`",
            en="You reject the number of updates, which is right: try it with m = 10 and B = 4.",
            fr="Vous rejetez le nombre de mises à jour, qui est juste : essayez avec m = 10 et B = "
            "4.",
        ),
    ],
)
