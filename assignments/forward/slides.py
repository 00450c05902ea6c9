"""Part G: which lines of the slides are right (ER2, ER9, ER22, ER26, ER27, ER33, CR11)?"""

from autograder import Part

part = Part("slides")


def seven_lines(rng):
    pairs = [
        (
            "a = W @ h; h = g(a); ∂h/∂a = g'(a)",
            "h = W @ h; h = g(h); ∂h/∂a = g'(h)",
        ),
        ("W2 (W1 X + b1) + b2 = W2 W1 X + W2 b1 + b2", "W2 (W1 X + b1) + b2 = W2 W1 X + b1 + b2"),
        (
            "g_1 = tanh, ∂J/∂W1 ≠ 0: ✓",
            "g_1 = threshold, ∂J/∂W1 ≠ 0: ✓",
        ),
        (
            "y ≥ 0, ŷ = relu(z): ✓",
            "y ≥ 0, ŷ = relu(z): ✗",
        ),
        (
            "A.shape == (n_prev, m); W = rng.normal(size=(n_l, n_prev)); Z = W @ A",
            "A.shape == (n_prev, m); W = rng.normal(size=(n_prev, n_l)); Z = W @ A",
        ),
        (
            "b.shape == (n, 1); x = X[:, i : i + 1]; (W @ x + b).shape == (n, 1)",
            "b.shape == (n, 1); x = X[:, i]; (W @ x + b).shape == (n, 1)",
        ),
        (
            "Keras, Dense(H), X.shape == (m, N): kernel.shape == (N, H), kernel == W.T",
            "Keras, Dense(H), X.shape == (m, N): kernel.shape == (N, H), kernel == W",
        ),
    ]
    shown = [pair[int(rng.integers(2))] for pair in pairs]
    letters = "ABCDEFG"
    return {letters[i]: shown[int(k)] for i, k in enumerate(rng.permutation(7))}


LIST = "".join(f"- **{letter}** `{{{letter}}}`\n" for letter in "ABCDEFG")


@part.answer(
    "right_lines",
    points=5,
    variant=seven_lines,
    texts={
        "en": "Seven lines on forward passes, as a slide might have them. `∂h/∂a` is the slope "
        "that the way back needs, `g_1` the activation function of a hidden layer, and `ŷ` the "
        "output for the target `y`; `threshold` is 1 where its argument is at least 0, and 0 "
        "elsewhere; `W` is the matrix of `z = W x + b`. A `✓` says that this can be so, a `✗` that "
        "it never can.\n\n" + LIST + "\nWhich are right? Put in "
        "`right_lines` a dictionary from each letter to `True` or `False`.",
        "fr": "Sept lignes sur la propagation avant, comme une diapositive pourrait les montrer. "
        "`∂h/∂a` est la pente dont le retour a besoin, `g_1` la fonction d'activation d'une "
        "couche cachée, et `ŷ` la sortie pour la cible `y` ; `threshold` (le seuil) vaut 1 là où "
        "son argument est supérieur ou égal à 0, et 0 ailleurs ; `W` est la matrice de `z = W x + "
        "b`. Un `✓` dit que cela se peut, un `✗` que cela ne se peut jamais.\n\n"
        + LIST
        + "\nLesquelles sont justes ? Mettez dans `right_lines` un "
        "dictionnaire qui associe à chaque lettre `True` ou `False`.",
    },
)
def right_lines(A, B, C, D, E, F, G):
    lines = {"A": A, "B": B, "C": C, "D": D, "E": E, "F": F, "G": G}
    right = {
        "a = W @ h; h = g(a); ∂h/∂a = g'(a)",
        "W2 (W1 X + b1) + b2 = W2 W1 X + W2 b1 + b2",
        "g_1 = tanh, ∂J/∂W1 ≠ 0: ✓",
        "y ≥ 0, ŷ = relu(z): ✓",
        "A.shape == (n_prev, m); W = rng.normal(size=(n_l, n_prev)); Z = W @ A",
        "b.shape == (n, 1); x = X[:, i : i + 1]; (W @ x + b).shape == (n, 1)",
        "Keras, Dense(H), X.shape == (m, N): kernel.shape == (N, H), kernel == W.T",
    }
    return {letter: line in right for letter, line in lines.items()}


def misjudged(lines, *starts):
    """The right answer but for the line that begins so."""
    right = right_lines.solution(*lines)
    return {
        letter: right[letter] != line.startswith(starts)
        for letter, line in zip("ABCDEFG", lines, strict=True)
    }


@right_lines.mistake(
    en="Look again at the pass that is to be followed by a backward one: at which number is the "
    "slope of g taken, and is it still there?",
    fr="Revoyez la passe que doit suivre un retour : en quel nombre prend-on la pente de g, et "
    "est-il encore là ?",
)
def about_overwriting(*lines):  # ER2
    return misjudged(lines, "a = ", "h = ")


@right_lines.mistake(
    en="Look again at the two linear layers: through what does b1 pass before it comes out?",
    fr="Revoyez les deux couches linéaires : que traverse b1 avant de sortir ?",
)
def about_the_biases(*lines):  # ER9
    return misjudged(lines, "W2")


@right_lines.mistake(
    en="Look again at the hidden layer: what is the slope of its activation function, and what "
    "does a gradient become when it is multiplied by that?",
    fr="Revoyez la couche cachée : quelle est la pente de sa fonction d'activation, et que devient "
    "un gradient que l'on multiplie par elle ?",
)
def about_the_threshold(*lines):  # ER22
    return misjudged(lines, "g_1")


@right_lines.mistake(
    en="Look again at the output layer of a regression: which values can ReLU take, and which can "
    "the targets?",
    fr="Revoyez la couche de sortie d'une régression : quelles valeurs ReLU peut-elle prendre, et "
    "quelles valeurs les cibles ?",
)
def about_relu_at_the_output(*lines):  # ER22
    return misjudged(lines, "y ≥ 0")


@right_lines.mistake(
    en="Look again at the shape of the drawn weights: with columns for instances, the columns of W "
    "meet the neurons of the layer before.",
    fr="Revoyez les dimensions des poids tirés : quand les instances sont les colonnes, les "
    "colonnes de W rencontrent les neurones de la couche précédente.",
)
def about_the_shape_of_the_weights(*lines):  # ER26
    return misjudged(lines, "A.shape")


@right_lines.mistake(
    en="Look again at the single instance: what is the shape of X[:, i], and how does NumPy add "
    "that to a column?",
    fr="Revoyez l'instance seule : quelles sont les dimensions de X[:, i], et comment NumPy "
    "l'ajoute-t-il à une colonne ?",
)
def about_the_flat_column(*lines):  # ER27
    return misjudged(lines, "b.shape")


@right_lines.mistake(
    en="Look again at the kernel of Keras: its instances are rows, so that X stands on the left of "
    "it.",
    fr="Revoyez le noyau de Keras : ses instances sont des lignes, X se tient donc à sa gauche.",
)
def about_the_kernel(*lines):  # ER33, CR11
    return misjudged(lines, "Keras")


@right_lines.mistake(
    en="All your answers are reversed: `True` stands for a right line.",
    fr="Toutes vos réponses sont inversées : `True` désigne une ligne juste.",
)
def reversed_answers(*lines):
    right = right_lines.solution(*lines)
    return {letter: not truth for letter, truth in right.items()}


@right_lines.mistake(
    en="You let all the lines pass.",
    fr="Vous laissez passer toutes les lignes.",
)
def believes_all(*lines):
    return dict.fromkeys("ABCDEFG", True)


@right_lines.alternative
def in_reverse_order(*lines):
    right = right_lines.solution(*lines)
    return {letter: right[letter] for letter in reversed("ABCDEFG")}
