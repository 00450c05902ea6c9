"""Farid se fie à Python : des noms pour des variables, un compteur dans une liste."""

OPTIONS = {"language": "fr", "like": "bilal"}

# %% gradients_by_tape
def gradients_by_tape(loss_of, variables):
    perte = loss_of(variables)
    with tf.GradientTape() as tape:
        tape.watch(list(variables.values()))
    return perte, tape.gradient(perte, variables)

# %% tape_answers
tape_answers = MISTAKE("a_tape_looks_back")

# %% sgd_step
def sgd_step(variables, gradients, lr):
    for nom in variables:
        W = variables[nom]
        W = W - lr * gradients[nom]

# %% make_step
def make_step(loss_of, variables, lr, decay):
    nombre = 0

    @tf.function
    def step(X, y):
        nonlocal nombre
        with tf.GradientTape() as tape:
            perte = loss_of(variables, X, y)
        gradients = tape.gradient(perte, variables)
        for nom in variables:
            variables[nom].assign_sub(lr * decay**nombre * gradients[nom])
        nombre += 1
        return perte

    return step

# %% traces
traces = MISTAKE("python_runs_at_every_call")
