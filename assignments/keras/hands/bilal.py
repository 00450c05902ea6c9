"""Bilal écrit tout autrement, avec d'autres noms, et tout est juste."""

OPTIONS = {"language": "fr", "docstrings": False, "delete": ["demo"]}

# %% to_variables
def to_variables(parametres):
    noms = {"Wh": "W1", "bh": "b1", "Wo": "W2", "bo": "b2"}
    variables = {}
    for nom, autre in noms.items():
        tableau = parametres[autre].T
        variables[nom] = tf.Variable(tableau if nom[0] == "W" else tableau[0], dtype=tf.float64)
    return variables

# %% forward
def forward(X, v):
    def couche(A, W, b):
        return tf.einsum("mn,nk->mk", A, W) + b[tf.newaxis, :]

    Zh = couche(X, v["Wh"], v["bh"])
    H = tf.math.tanh(Zh)
    Zo = couche(H, v["Wo"], v["bo"])
    F = tf.exp(Zo - tf.reduce_logsumexp(Zo, axis=1, keepdims=True))
    return dict(Zh=Zh, H=H, Zo=Zo, F=F)

# %% mean_nll
def mean_nll(logits, classes):
    m = logits.shape[0]
    total = tf.constant(0.0, dtype=tf.float64)
    for i in range(m):
        total += tf.reduce_logsumexp(logits[i]) - logits[i, classes[i]]
    return total / m

# %% gradients_by_hand
def gradients_by_hand(X, y, variables, cache):
    H, F = cache["H"], cache["F"]
    erreur = F - tf.one_hot(y, tf.shape(F)[1], dtype=F.dtype)
    cachee = tf.einsum("mk,hk->mh", erreur, variables["Wo"]) * (1 - H * H)
    m = tf.cast(len(X), tf.float64)
    return {
        "bo": tf.reduce_mean(erreur, axis=0),
        "bh": tf.reduce_mean(cachee, axis=0),
        "Wo": tf.einsum("mh,mk->hk", H, erreur) / m,
        "Wh": tf.einsum("mn,mh->nh", X, cachee) / m,
    }

# %% gradients_by_tape
def gradients_by_tape(perte_de, variables):
    with tf.GradientTape(persistent=True) as bande:
        perte = perte_de(variables)
    gradients = {}
    for nom in variables:
        gradients[nom] = bande.gradient(perte, variables[nom])
    del bande
    return perte, gradients

# %% gradient_gaps
def gradient_gaps(a, b):
    def ecart(u, v):
        if u.shape != v.shape:
            return float("inf")
        taille = tf.reduce_max(tf.abs(tf.concat([u, v], axis=0)))
        return 0.0 if taille == 0 else float(tf.reduce_max(tf.abs(u - v)) / taille)

    return {nom: ecart(a[nom], b[nom]) for nom in a}

# %% tape_answers
tape_answers = RIGHT

# %% sgd_step
def sgd_step(variables, gradients, taux):
    for variable, gradient in zip(variables.values(), gradients.values()):
        variable.assign(variable.value() - taux * gradient)

# %% make_step
def make_step(perte_de, variables, taux, baisse):
    numero = tf.Variable(0, dtype=tf.int64)

    def pas(X, y):
        with tf.GradientTape() as bande:
            perte = perte_de(variables, X, y)
        pentes = bande.gradient(perte, list(variables.values()))
        courant = taux * tf.pow(tf.constant(baisse, tf.float64), tf.cast(numero, tf.float64))
        for variable, pente in zip(variables.values(), pentes):
            variable.assign_sub(courant * pente)
        numero.assign_add(1)
        return perte

    return tf.function(pas)

# %% traces
traces = RIGHT

# %% build_model
def build_model(X, H, K):
    entree = keras.Input(shape=(X.shape[-1],))
    cachee = keras.layers.Activation("tanh")(keras.layers.Dense(H)(entree))
    sortie = keras.layers.Softmax()(keras.layers.Dense(K)(cachee))
    return keras.Model(inputs=entree, outputs=sortie)

# %% make_loss
def make_loss(softmax, one_hot):
    sorte = "CategoricalCrossentropy" if one_hot else "SparseCategoricalCrossentropy"
    return getattr(keras.losses, sorte)(from_logits=not softmax)

# %% model_shapes
model_shapes = RIGHT

# %% keras_twin
def keras_twin(parametres):
    variables = to_variables(parametres)
    modele = keras.Sequential()
    modele.add(keras.layers.Dense(variables["bh"].shape[0], "tanh"))
    modele.add(keras.layers.Dense(variables["bo"].shape[0], "softmax"))
    modele.build((None, variables["Wh"].shape[0]))
    modele.set_weights([variables[nom].numpy() for nom in ("Wh", "bh", "Wo", "bo")])
    return modele

# %% train
def train(modele, X, y, pas, taux):
    modele.compile(keras.optimizers.SGD(taux), keras.losses.SparseCategoricalCrossentropy())
    modele.fit(X, y, batch_size=len(X), epochs=pas, shuffle=False, verbose=0)
