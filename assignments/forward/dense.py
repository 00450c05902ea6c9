"""Part B: a dense layer, one instance at a time and all at once (exercise E10, question Q14)."""

import numpy as np
from reference import dense as ref

from autograder import Part, vectorised

part = Part("dense")


def layer(rng, n_in, n_out, m):
    """Draw a layer and its inputs, with biases far from 0."""
    b = rng.permutation(np.linspace(0.5, 2.0, n_out)) * rng.choice([-1.0, 1.0], n_out)
    return {
        "A_prev": rng.normal(size=(n_in, m)),
        "W": rng.normal(size=(n_out, n_in)),
        "b": b.reshape(n_out, 1),
    }


def example(rng):
    return {
        "A_prev": np.array([[1.0, 0.0, 2.0, -1.0], [3.0, -2.0, 0.5, 1.0]]),
        "W": np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 0.5]]),
        "b": np.array([[10.0], [20.0], [30.0]]),
    }


SHAPES = [
    (5, 3, 7, "seven instances", "sept instances"),
    (7, 3, 1, "a single instance", "une seule instance"),
    (3, 1, 5, "a single neuron", "un seul neurone"),
    (5, 3, 3, "as many instances as neurons", "autant d'instances que de neurones"),
    (5, 5, 3, "as many neurons as inputs", "autant de neurones que d'entrées"),
    (3, 3, 3, "one size for all", "une même taille partout"),
]


def add_cases(question):
    question.case("three neurons, four instances", visible=True, fr="trois neurones")(example)
    for n_in, n_out, m, name, fr in SHAPES:

        def draw(rng, n_in=n_in, n_out=n_out, m=m):
            return layer(rng, n_in, n_out, m)

        question.case(name, fr=fr)(draw)


# --- E10: one instance at a time ---

dense_naive = part.question(ref.dense_naive, points=4)
add_cases(dense_naive)


@dense_naive.mistake(
    en="Each instance gives you a square matrix: A_prev[:, i] is an array (n_in,) and no column, "
    "so your product is (n_out,), and NumPy adds it to the column b as a row.",
    fr="Chaque instance vous donne une matrice carrée : A_prev[:, i] est un tableau (n_in,) et non "
    "une colonne, votre produit est donc (n_out,), et NumPy l'ajoute à la colonne b comme une "
    "ligne.",
    concept={
        "en": "Broadcasting lines shapes up from the right: (3,) with (3, 1) gives (3, 3).",
        "fr": "La diffusion aligne les dimensions par la droite : (3,) avec (3, 1) donne (3, 3).",
    },
)
def takes_flat_instances(A_prev, W, b):  # M10.7, ER27
    return np.hstack([W @ A_prev[:, i] + b for i in range(A_prev.shape[1])])


@dense_naive.mistake(
    en="The biases are missing: for an instance of zeros your layer can only answer 0.",
    fr="Il manque les biais : pour une instance nulle, votre couche ne peut répondre que 0.",
)
def loop_without_biases(A_prev, W, b):  # M10.3
    return W @ A_prev


@dense_naive.mistake(
    en="Only the last instance is there, the other columns are zero: your loop starts again from "
    "an empty array at each turn.",
    fr="Seule la dernière instance est là, les autres colonnes sont nulles : votre boucle repart "
    "d'un tableau vide à chaque tour.",
)
def keeps_the_last_column(A_prev, W, b):  # M14.9
    last = np.arange(A_prev.shape[1]) == A_prev.shape[1] - 1
    return np.where(last, W @ A_prev + b, 0.0)


@dense_naive.mistake(
    en="You return only the column of the last instance: each turn of your loop overwrites what "
    "the one before has found.",
    fr="Vous ne renvoyez que la colonne de la dernière instance : chaque tour de votre boucle "
    "écrase ce que le précédent a trouvé.",
)
def returns_the_last_column(A_prev, W, b):  # M14.9
    return W @ A_prev[:, -1:] + b


@dense_naive.mistake(
    en="Your loop runs as often as there are features: the instances are the columns of A_prev.",
    fr="Votre boucle fait autant de tours qu'il y a de variables : les instances sont les colonnes "
    "de A_prev.",
)
def loops_over_the_features(A_prev, W, b):  # CR12
    columns = [W @ A_prev[:, i : i + 1] + b for i in range(A_prev.shape[0])]
    return np.hstack(columns)


@dense_naive.mistake(
    en="Your result has one row for each instance: the instances came in as columns, and they go "
    "out as columns.",
    fr="Votre résultat a une ligne par instance : les instances sont entrées en colonnes, elles "
    "ressortent en colonnes.",
)
def stacks_the_instances_as_rows(A_prev, W, b):  # CR12
    return (W @ A_prev + b).T


@dense_naive.mistake(
    en="The bias is added again at each turn: instance i has it i times.",
    fr="Le biais est ajouté de nouveau à chaque tour : l'instance i le reçoit i fois.",
)
def adds_the_bias_at_each_turn(A_prev, W, b):  # not in the catalogue
    return W @ A_prev + b * np.arange(1, A_prev.shape[1] + 1)


@dense_naive.alternative
def into_an_empty_array(A_prev, W, b):
    Z = np.empty((W.shape[0], A_prev.shape[1]))
    for i in range(A_prev.shape[1]):
        Z[:, i] = W @ A_prev[:, i] + b[:, 0]
    return Z


@dense_naive.alternative
def with_three_loops(A_prev, W, b):
    Z = np.zeros((len(W), A_prev.shape[1]))
    for k in range(len(W)):
        for i in range(A_prev.shape[1]):
            for j in range(len(A_prev)):
                Z[k, i] += W[k, j] * A_prev[j, i]
            Z[k, i] += b[k, 0]
    return Z


@dense_naive.alternative
def without_any_loop(A_prev, W, b):
    return W @ A_prev + b


# --- E10: all at once ---


def many_instances(rng, m):
    # A small layer: the more numbers go to and fro, the less of the time is the loop's.
    W, b = rng.normal(size=(1, 2)), rng.normal(size=(1, 1))
    return {"A_prev": rng.normal(size=(2, m)), "W": W, "b": b}


dense_forward = part.question(
    ref.dense_forward,
    points=6,
    constraints=[vectorised(many_instances, sizes=(1_000, 400_000), costs=0.5)],  # M10.11
)
add_cases(dense_forward)


def with_its_cache(Z, A_prev, W):
    return Z, {"A_prev": A_prev, "W": W}


@dense_forward.mistake(
    en="You transpose W: its rows are already the neurons, and its columns meet the rows of "
    "A_prev. Where W is square, nothing warns you.",
    fr="Vous transposez W : ses lignes sont déjà les neurones, et ses colonnes rencontrent les "
    "lignes de A_prev. Quand W est carrée, rien ne vous avertit.",
)
def transposes_the_weights(A_prev, W, b):  # M10.1
    return with_its_cache(W.T @ A_prev + b, A_prev, W)


@dense_forward.mistake(
    en="Your product is in the order of the frameworks, whose rows are instances: here W comes "
    "first.",
    fr="Votre produit est dans l'ordre des bibliothèques, où les lignes sont les instances : ici, "
    "W vient d'abord.",
)
def multiplies_from_the_right(A_prev, W, b):  # M10.2
    return with_its_cache(A_prev @ W + b, A_prev, W)


@dense_forward.mistake(
    en="The biases are missing: every neuron's boundary passes through the origin.",
    fr="Il manque les biais : la frontière de chaque neurone passe par l'origine.",
)
def omits_the_biases(A_prev, W, b):  # M10.3
    return with_its_cache(W @ A_prev, A_prev, W)


@dense_forward.mistake(
    en="You flatten b: an array (n_out,) is lined up with the instances and not with the neurons. "
    "With as many of the ones as of the others, nothing warns you.",
    fr="Vous aplatissez b : un tableau (n_out,) s'aligne sur les instances et non sur les "
    "neurones. Quand il y a autant des unes que des autres, rien ne vous avertit.",
    concept={
        "en": "Broadcasting lines shapes up from the right.",
        "fr": "La diffusion aligne les dimensions par la droite.",
    },
)
def flattens_the_biases(A_prev, W, b):  # M10.4
    return with_its_cache(W @ A_prev + b.ravel(), A_prev, W)


@dense_forward.mistake(
    en="You multiply W and A_prev element by element: a neuron sums over its inputs.",
    fr="Vous multipliez W et A_prev élément par élément : un neurone fait une somme sur ses "
    "entrées.",
)
def multiplies_element_by_element(A_prev, W, b):  # M10.6
    return with_its_cache(W * A_prev + b, A_prev, W)


@dense_forward.mistake(
    en="Your cache holds Z in the place of A_prev: the name has been used again, and the backward "
    "pass will need what came in.",
    fr="Votre cache contient Z à la place de A_prev : le nom a été réutilisé, alors que la "
    "propagation arrière aura besoin de ce qui est entré.",
)
def uses_the_name_again(A_prev, W, b):  # M10.10, ER2
    A_prev = W @ A_prev + b
    return with_its_cache(A_prev, A_prev, W)


@dense_forward.mistake(
    en="You return Z alone: the cache is asked too, as the second of two results.",
    fr="Vous ne renvoyez que Z : le cache est demandé aussi, comme second résultat.",
)
def returns_no_cache(A_prev, W, b):  # M10.9
    return W @ A_prev + b


@dense_forward.mistake(
    en="The inputs and the biases are summed before the weights are applied: a bias is added to "
    "the weighted sum.",
    fr="Les entrées et les biais sont additionnés avant que les poids s'appliquent : un biais "
    "s'ajoute à la somme pondérée.",
)
def adds_the_biases_first(A_prev, W, b):  # M1.5
    return with_its_cache(W @ (A_prev + b), A_prev, W)


@dense_forward.alternative
def by_einsum(A_prev, W, b):
    return np.einsum("kj,ji->ki", W, A_prev) + b, {"W": W.copy(), "A_prev": A_prev.copy()}


@dense_forward.alternative
def bias_as_a_weight(A_prev, W, b):
    ones = np.ones((1, A_prev.shape[1]))
    Z = np.hstack([W, b]) @ np.vstack([A_prev, ones])
    return [Z, {"A_prev": A_prev, "W": W}]
