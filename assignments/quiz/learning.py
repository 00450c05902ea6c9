"""Week 1: learning from data, and what is deep about it (Q1, Q2, Q3, Q4, Q5, Q19)."""

from autograder import Confusion, Form, Option, Part

part = Part("learning")

# --- Q1: what makes a model deep? ---

deep_model = part.choice(
    "deep_model",
    points=1,
    texts={
        "en": "What makes a model *deep*?",
        "fr": "Qu'est-ce qui rend un modèle *profond* ?",
    },
    right={
        "en": "The data pass through more than one stage of non-linear transformation.",
        "fr": "Les données traversent plus d'une étape de transformation non linéaire.",
    },
    wrong=[
        Option(
            "deep_by_parameters",
            en=(
                "It has very many parameters.",
                "A single wide layer has as many parameters as you like: depth counts stages, "
                "not numbers.",
            ),
            fr=(
                "Il a énormément de paramètres.",
                "Une seule couche large a autant de paramètres qu'on veut : la profondeur compte "
                "des étapes, non des nombres.",
            ),
        ),
        Option(
            "deep_by_data",
            en=(
                "It was trained on a very large set of data.",
                "That says how it was trained. A linear model trained on a billion instances is "
                "still one stage.",
            ),
            fr=(
                "Il a été entraîné sur une très grande quantité de données.",
                "Cela dit comment on l'a entraîné. Un modèle linéaire entraîné sur un milliard "
                "d'instances n'a toujours qu'une étape.",
            ),
        ),
        Option(
            "deep_by_being_end_to_end",
            en=(
                "It is trained end to end, from the raw data to the output.",
                "Logistic regression on raw pixels is trained end to end too, and is not deep: "
                "what lies in between?",
            ),
            fr=(
                "Il est entraîné de bout en bout, des données brutes à la sortie.",
                "Une régression logistique sur des pixels bruts est elle aussi entraînée de bout "
                "en bout, sans être profonde : qu'y a-t-il entre les deux ?",
            ),
        ),
        Option(
            "deep_by_linear_layers",
            en=(
                "It has more than two layers, with or without an activation between them.",
                "Without an activation between them, the layers collapse into a single linear one.",
            ),
            fr=(
                "Il a plus de deux couches, avec ou sans activation entre elles.",
                "Sans activation entre elles, les couches se réduisent à une seule, linéaire.",
            ),
        ),
    ],
)

# --- Q2: from features made by hand to features that are learned ---

part.order(
    "features_history",
    points=1,
    texts={
        "en": "Three ways to recognise what is on a picture. In which order did they come?",
        "fr": "Trois façons de reconnaître ce que montre une image. Dans quel ordre sont-elles "
        "apparues ?",
    },
    steps={
        "by_hand": {
            "en": "Features designed by an expert, and a trained classifier on top of them.",
            "fr": "Des descripteurs conçus par un expert, et un classifieur entraîné au-dessus.",
        },
        "unsupervised": {
            "en": "A middle stage of features learned without labels, between features made by "
            "hand and the classifier.",
            "fr": "Un étage intermédiaire de descripteurs appris sans étiquettes, entre des "
            "descripteurs faits à la main et le classifieur.",
        },
        "hierarchy": {
            "en": "A hierarchy of features, all trained together with the classifier.",
            "fr": "Une hiérarchie de descripteurs, tous entraînés avec le classifieur.",
        },
    },
    wrong=[
        Confusion(
            "learned_before_designed",
            ["unsupervised", "by_hand", "hierarchy"],
            en="The learned middle stage was put on top of features made by hand: these came "
            "first.",
            fr="L'étage intermédiaire appris a été posé sur des descripteurs faits à la main : "
            "ceux-ci sont venus d'abord.",
        ),
        Confusion(
            "all_at_once",
            ["by_hand", "hierarchy", "unsupervised"],
            en="You let the whole hierarchy be trained before a single stage of it was: learning "
            "moved down from the classifier one stage at a time.",
            fr="Vous faites entraîner toute la hiérarchie avant qu'un seul de ses étages ne le "
            "soit : l'apprentissage est descendu du classifieur étage par étage.",
        ),
        Confusion(
            "history_backwards",
            ["hierarchy", "unsupervised", "by_hand"],
            en="You have the order backwards: what was designed by hand has been learned more and "
            "more.",
            fr="Votre ordre est inversé : ce qu'on concevait à la main, on l'a appris de plus en "
            "plus.",
        ),
    ],
)

# --- Q3: what a GPU changes ---


def two_durations(rng):
    ratio, gpu = int(rng.choice([20, 25, 40, 45, 50, 55, 75, 80])), int(rng.integers(2, 6))
    return {"cpu": ratio * gpu, "gpu": gpu}


@part.answer(
    "speed_up",
    points=1,
    variant=two_durations,
    form=Form.fields({"factor": Form.number(), "usual": Form.one([True, False])}),
    texts={
        "en": "Training your network takes {cpu} days on a CPU and {gpu} days on a GPU. How many "
        "times faster is the GPU, and does this lie between the 30 and 60 times that a lecture "
        "calls usual? Put in `speed_up` a dictionary with the keys `factor`, a number, and "
        "`usual`, `True` or `False`.",
        "fr": "L'entraînement de votre réseau prend {cpu} jours sur un CPU et {gpu} jours sur un "
        "GPU. Combien de fois le GPU est-il plus rapide, et est-ce entre les 30 et 60 fois qu'un "
        "cours dit habituelles ? Mettez dans `speed_up` un dictionnaire dont les clés sont "
        "`factor`, un nombre, et `usual`, `True` ou `False`.",
    },
)
def speed_up(cpu, gpu):
    return {"factor": cpu / gpu, "usual": 30 <= cpu / gpu <= 60}


@speed_up.mistake(
    en="You divide the wrong way round: how many times does the GPU's time go into the CPU's?",
    fr="Vous divisez dans le mauvais sens : combien de fois le temps du GPU tient-il dans celui "
    "du CPU ?",
)
def divides_the_other_way(cpu, gpu):  # Q3
    return {"factor": gpu / cpu, "usual": False}


@speed_up.mistake(
    en="You give the number of days that are saved: a speed-up is a ratio, and has no unit.",
    fr="Vous donnez le nombre de jours gagnés : une accélération est un rapport, sans unité.",
)
def counts_the_days_saved(cpu, gpu):  # Q3
    return {"factor": cpu - gpu, "usual": 30 <= cpu - gpu <= 60}


@speed_up.mistake(
    en="You take the CPU's days for the factor: that would be right if the GPU took one day.",
    fr="Vous prenez les jours du CPU pour le facteur : ce serait juste si le GPU mettait un jour.",
)
def takes_the_gpu_for_one_day(cpu, gpu):  # Q3
    return {"factor": cpu, "usual": 30 <= cpu <= 60}


@speed_up.mistake(
    en="The factor is right, but look again whether it lies between 30 and 60.",
    fr="Le facteur est juste, mais regardez encore s'il se trouve entre 30 et 60.",
)
def misplaces_the_factor(cpu, gpu):  # Q3
    return {"factor": cpu / gpu, "usual": not 30 <= cpu / gpu <= 60}


@speed_up.alternative
def in_whole_numbers(cpu, gpu):
    return {"usual": cpu // gpu in range(30, 61), "factor": cpu // gpu}


for bounds in (
    "29 <= cpu / gpu <= 60",
    "31 <= cpu / gpu <= 60",
    "30 <= cpu / gpu <= 59",
    "30 <= cpu / gpu <= 61",
):
    speed_up.equivalent(
        f"30 <= cpu / gpu <= 60 → {bounds}", "No variant's factor is that near to a bound."
    )

# --- Q4: kinds of learning ---

part.match(
    "kinds_of_learning",
    points=2,
    texts={
        "en": "Which kind of learning is each of these?\n\n{items}\n\nThe kinds:",
        "fr": "De quel type d'apprentissage s'agit-il ?\n\n{items}\n\nLes types :",
    },
    groups={
        "supervised": {"en": "supervised", "fr": "supervisé"},
        "unsupervised": {"en": "unsupervised", "fr": "non supervisé"},
        "reinforcement": {"en": "by reinforcement", "fr": "par renforcement"},
    },
    items={
        "prices": (
            "supervised",
            {
                "en": "The price of a flat, learned from a thousand sales.",
                "fr": "Le prix d'un appartement, appris sur mille ventes.",
            },
        ),
        "spam": (
            "supervised",
            {
                "en": "Spam or not, learned from messages that readers have sorted.",
                "fr": "Indésirable ou non, appris sur des messages triés par leurs lecteurs.",
            },
        ),
        "k_means": (
            "unsupervised",
            {
                "en": "Three groups of customers found by k-means in what they buy.",
                "fr": "Trois groupes de clients que k-means trouve dans leurs achats.",
            },
        ),
        "chess": (
            "reinforcement",
            {
                "en": "A program that plays against itself and is told who has won.",
                "fr": "Un programme qui joue contre lui-même et à qui l'on dit qui a gagné.",
            },
        ),
        "robot": (
            "reinforcement",
            {
                "en": "A robot that tries movements and is rewarded for each metre.",
                "fr": "Un robot qui essaie des mouvements, récompensé à chaque mètre.",
            },
        ),
    },
    wrong=[
        Confusion(
            "k_means_has_labels",
            {"k_means": "supervised"},
            en="k-means is given no group to learn from: it finds the groups, and their number is "
            "all that you choose.",
            fr="On ne donne à k-means aucun groupe à apprendre : il les trouve, et vous n'en "
            "choisissez que le nombre.",
        ),
        Confusion(
            "a_number_is_no_label",
            {"prices": "unsupervised"},
            en="Every sale comes with its price: a number is a label as good as the name of a "
            "class.",
            fr="Chaque vente est donnée avec son prix : un nombre est une étiquette au même titre "
            "que le nom d'une classe.",
        ),
        Confusion(
            "a_reward_is_a_label",
            {"robot": "supervised"},
            en="A reward says how good a movement was, and not which one would have been right: "
            "that is what a label says.",
            fr="Une récompense dit combien un mouvement était bon, non lequel aurait été le bon : "
            "c'est ce que dirait une étiquette.",
        ),
        Confusion(
            "nobody_teaches_the_player",
            {"chess": "unsupervised"},
            en="There is no teacher, but there is a signal: the result of the game.",
            fr="Il n'y a pas de maître, mais il y a un signal : l'issue de la partie.",
        ),
        Confusion(
            "readers_reward",
            {"spam": "reinforcement"},
            en="The readers have said which class each message belongs to: these are labels, and "
            "nothing is tried out and rewarded.",
            fr="Les lecteurs ont dit à quelle classe appartient chaque message : ce sont des "
            "étiquettes ; rien n'est essayé, puis récompensé.",
        ),
    ],
)
