"""Ines has errors that stop: a tape asked twice, `-=` on a variable, a cell that is not Python."""

OPTIONS = {"language": "en", "like": "ada"}

# %% gradients_by_tape
def gradients_by_tape(loss_of, variables):
    with tf.GradientTape() as tape:
        loss = loss_of(variables)
    return loss, {name: tape.gradient(loss, variables[name]) for name in variables}

# %% gradient_gaps
def gradient_gaps(by_hand, by_tape):
    gaps = {}
    for name in by_hand:
        gaps[name] = tf.reduce_max(tf.abs(by_hand[name] - by_tape[name])
    return gaps

# %% sgd_step
def sgd_step(variables, gradients, lr):
    for name in variables:
        variables[name] -= lr * gradients[name]

# %% make_step
def make_step(loss_of, variables, lr, decay):
    @tf.function
    def step(X, y):
        count = tf.Variable(0.0, dtype=tf.float64)
        with tf.GradientTape() as tape:
            loss = loss_of(variables, X, y)
        gradients = tape.gradient(loss, variables)
        for name in variables:
            variables[name].assign_sub(lr * decay**count * gradients[name])
        count.assign_add(1.0)
        return loss

    return step

# %% train
def train(model, X, y, steps, lr):
    raise NotImplementedError
