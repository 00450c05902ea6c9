"""Part G: which lines of the slides are right (ER2, ER9, ER22, ER26, ER27, ER33, CR11)?"""

from autograder import Claim, Confusion, Part

part = Part("slides")

part.true_or_false(
    "right_lines",
    points=5,
    texts={
        "en": "Seven lines on forward passes, as a slide might have them. `∂h/∂a` is the slope "
        "that the way back needs, `g_1` the activation function of a hidden layer, and `ŷ` the "
        "output for the target `y`; `threshold` is 1 where its argument is at least 0, and 0 "
        "elsewhere; `W` is the matrix of `z = W x + b`. A `✓` says that this can be so, a `✗` that "
        "it never can. Which are right?",
        "fr": "Sept lignes sur la propagation avant, comme une diapositive pourrait les montrer. "
        "`∂h/∂a` est la pente dont le retour a besoin, `g_1` la fonction d'activation d'une couche "
        "cachée, et `ŷ` la sortie pour la cible `y` ; `threshold` (le seuil) vaut 1 là où son "
        "argument est supérieur ou égal à 0, et 0 ailleurs ; `W` est la matrice de `z = W x + b`. "
        "Un `✓` dit que cela se peut, un `✗` que cela ne se peut jamais. Lesquelles sont justes ?",
    },
    claims=[
        Claim(
            "about_overwriting",  # ER2
            true="`a = W @ h; h = g(a); ∂h/∂a = g'(a)`",
            false="`h = W @ h; h = g(h); ∂h/∂a = g'(h)`",
            en="Look again at the pass that is to be followed by a backward one: at which number "
            "is the slope of g taken, and is it still there?",
            fr="Revoyez la passe que doit suivre un retour : en quel nombre prend-on la pente de "
            "g, et est-il encore là ?",
        ),
        Claim(
            "about_the_biases",  # ER9
            true="`W2 (W1 X + b1) + b2 = W2 W1 X + W2 b1 + b2`",
            false="`W2 (W1 X + b1) + b2 = W2 W1 X + b1 + b2`",
            en="Look again at the two linear layers: through what does b1 pass before it comes "
            "out?",
            fr="Revoyez les deux couches linéaires : que traverse b1 avant de sortir ?",
        ),
        Claim(
            "about_the_threshold",  # ER22
            true="`g_1 = tanh, ∂J/∂W1 ≠ 0: ✓`",
            false="`g_1 = threshold, ∂J/∂W1 ≠ 0: ✓`",
            en="Look again at the hidden layer: what is the slope of its activation function, and "
            "what does a gradient become when it is multiplied by that?",
            fr="Revoyez la couche cachée : quelle est la pente de sa fonction d'activation, et que "
            "devient un gradient que l'on multiplie par elle ?",
        ),
        Claim(
            "about_relu_at_the_output",  # ER22
            true="`y ≥ 0, ŷ = relu(z): ✓`",
            false="`y ≥ 0, ŷ = relu(z): ✗`",
            en="Look again at the output layer of a regression: which values can ReLU take, and "
            "which can the targets?",
            fr="Revoyez la couche de sortie d'une régression : quelles valeurs ReLU peut-elle "
            "prendre, et quelles valeurs les cibles ?",
        ),
        Claim(
            "about_the_shape_of_the_weights",  # ER26
            true="`A.shape == (n_prev, m); W = rng.normal(size=(n_l, n_prev)); Z = W @ A`",
            false="`A.shape == (n_prev, m); W = rng.normal(size=(n_prev, n_l)); Z = W @ A`",
            en="Look again at the shape of the drawn weights: with columns for instances, the "
            "columns of W meet the neurons of the layer before.",
            fr="Revoyez les dimensions des poids tirés : quand les instances sont les colonnes, "
            "les colonnes de W rencontrent les neurones de la couche précédente.",
        ),
        Claim(
            "about_the_flat_column",  # ER27
            true="`b.shape == (n, 1); x = X[:, i : i + 1]; (W @ x + b).shape == (n, 1)`",
            false="`b.shape == (n, 1); x = X[:, i]; (W @ x + b).shape == (n, 1)`",
            en="Look again at the single instance: what is the shape of X[:, i], and how does "
            "NumPy add that to a column?",
            fr="Revoyez l'instance seule : quelles sont les dimensions de X[:, i], et comment "
            "NumPy l'ajoute-t-il à une colonne ?",
        ),
        Claim(
            "about_the_kernel",  # ER33, CR11
            true="`Keras, Dense(H), X.shape == (m, N): kernel.shape == (N, H), kernel == W.T`",
            false="`Keras, Dense(H), X.shape == (m, N): kernel.shape == (N, H), kernel == W`",
            en="Look again at the kernel of Keras: its instances are rows, so that X stands on the "
            "left of it.",
            fr="Revoyez le noyau de Keras : ses instances sont des lignes, X se tient donc à sa "
            "gauche.",
        ),
    ],
    wrong=[
        Confusion(
            "reversed_answers",
            "all",
            en="All your answers are reversed: `True` stands for a right line.",
            fr="Toutes vos réponses sont inversées : `True` désigne une ligne juste.",
        ),
    ],
)
