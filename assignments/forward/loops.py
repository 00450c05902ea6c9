"""Part B: what the loop and the product cost (question Q14)."""

from autograder import Part

part = Part("loops")

# --- Q14: is the naive loop correct, is it efficient? ---


def a_layer_and_a_batch(rng):
    n_in, n_out = (int(n) for n in rng.permutation([20, 30, 50, 70])[:2])
    return {"n_in": n_in, "n_out": n_out, "m": int(rng.choice([1000, 2000, 6000]))}


@part.answer(
    "loop_or_product",
    points=3,
    variant=a_layer_and_a_batch,
    texts={
        "en": "A layer of {n_out} neurons with {n_in} inputs, and a batch of {m} instances. Put in "
        "`loop_or_product` a dictionary with four keys. `correct`: does `dense_naive`, rightly "
        "written, give the same Z as one product of matrices, but for rounding (`True` or "
        "`False`)? `loop` and `product`: how many multiplications of two numbers are done in all "
        "by the one and by the other? `calls`: how often does the loop ask NumPy for a product, "
        "where the other way asks once?",
        "fr": "Une couche de {n_out} neurones à {n_in} entrées, et un lot de {m} instances. Mettez "
        "dans `loop_or_product` un dictionnaire à quatre clés. `correct` : la fonction "
        "`dense_naive`, bien écrite, donne-t-elle le même Z qu'un seul produit de matrices, aux "
        "arrondis près (`True` ou `False`) ? `loop` et `product` : combien de multiplications de "
        "deux nombres sont faites en tout par la boucle et par le produit ? `calls` : combien de "
        "fois la boucle demande-t-elle un produit à NumPy, là où l'autre voie n'en demande qu'un ?",
    },
)
def loop_or_product(n_in, n_out, m):
    total = n_in * n_out * m
    return {"correct": True, "loop": total, "product": total, "calls": m}


@loop_or_product.mistake(
    en="You call the loop incorrect: it is slow, but its numbers are right. Each column of Z "
    "depends on one column of A_prev alone.",
    fr="Vous dites la boucle incorrecte : elle est lente, mais ses nombres sont justes. Chaque "
    "colonne de Z ne dépend que d'une seule colonne de A_prev.",
)
def calls_the_loop_incorrect(n_in, n_out, m):  # Q14
    return {**loop_or_product.solution(n_in, n_out, m), "correct": False}


@loop_or_product.mistake(
    en="You let the product do the work of one instance only: it does exactly the multiplications "
    "of the loop. What it saves is Python between them.",
    fr="Vous ne comptez pour le produit que le travail d'une seule instance : il fait exactement "
    "les multiplications de la boucle. Ce qu'il économise, c'est Python entre elles.",
)
def believes_in_less_work(n_in, n_out, m):  # Q14
    return {**loop_or_product.solution(n_in, n_out, m), "product": n_in * n_out}


@loop_or_product.mistake(
    en="You count one multiplication for each entry of Z: each is a sum of as many products as "
    "there are inputs.",
    fr="Vous comptez une multiplication par composante de Z : chacune est une somme d'autant de "
    "produits qu'il y a d'entrées.",
)
def counts_the_entries(n_in, n_out, m):  # Q14
    entries = n_out * m
    return {**loop_or_product.solution(n_in, n_out, m), "loop": entries, "product": entries}


@loop_or_product.mistake(
    en="Both your numbers of multiplications are those of one instance: there are m of them.",
    fr="Vos deux nombres de multiplications sont ceux d'une seule instance : il y en a m.",
)
def counts_one_instance(n_in, n_out, m):  # Q14
    one = n_in * n_out
    return {**loop_or_product.solution(n_in, n_out, m), "loop": one, "product": one}


@loop_or_product.mistake(
    en="You count a call for each neuron of each instance: the loop is over the instances, and "
    "one product serves all the neurons.",
    fr="Vous comptez un appel par neurone et par instance : la boucle porte sur les instances, et "
    "un seul produit sert à tous les neurones.",
)
def calls_for_each_neuron(n_in, n_out, m):  # Q14
    return {**loop_or_product.solution(n_in, n_out, m), "calls": n_out * m}


@loop_or_product.mistake(
    en="You count a call for each feature: the loop is over the instances.",
    fr="Vous comptez un appel par variable : la boucle porte sur les instances.",
)
def calls_for_each_feature(n_in, n_out, m):  # Q14
    return {**loop_or_product.solution(n_in, n_out, m), "calls": n_in}


@loop_or_product.alternative
def as_floats(n_in, n_out, m):
    total = float(m) * n_in * n_out
    return {"calls": float(m), "product": total, "loop": total, "correct": True}
