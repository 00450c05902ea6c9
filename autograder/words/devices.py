"""What a student reads of devices: what was not run for want of one, and what went wrong on one."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "asks-gpu": {"en": "graded on a GPU", "fr": "noté sur un GPU"},
    "asks-steps": {
        "en": "at most {steps} steps of the optimizer in a call",
        "fr": "au plus {steps} pas de l'optimiseur par appel",
    },
    "asks-seconds": {"en": "at most {seconds} s a call", "fr": "au plus {seconds} s par appel"},
    "not-run": {
        "en": "Not run here: this question is tried on a GPU, and the machine that graded your "
        "notebook has none. It is not counted as wrong: it stays open until it is graded on a "
        "machine with one.",
        "fr": "Non exécutée ici : cette question s'essaie sur un GPU, et la machine qui a noté "
        "votre notebook n'en a pas. Elle n'est pas comptée comme fausse : elle reste ouverte "
        "jusqu'à ce qu'elle soit notée sur une machine qui en a un.",
    },
    "points-open": {
        "en": "{open} of the {points} points are still open: they need a GPU, and wait for a "
        "machine with one.",
        "fr": "{open} des {points} points sont encore ouverts : il leur faut un GPU, et ils "
        "attendent une machine qui en a un.",
    },
    "limit-device-memory": {
        "en": "A submission may use {device} MB of the GPU's memory.",
        "fr": "Une copie a droit à {device} Mo de la mémoire du GPU.",
    },
    "left-on-cpu": {
        "en": "the result is on the CPU, and this question is on the GPU: something stayed "
        "behind. Your model and your data must be on the device before they meet.",
        "fr": "le résultat est sur le CPU, et cette question se passe sur le GPU : quelque "
        "chose est resté en arrière. Votre modèle et vos données doivent être sur le "
        "périphérique avant de se rencontrer.",
    },
    "device-mixed": {
        "en": "{told} Part of your tensors is on the CPU and part on the GPU. Look at what you "
        "make inside of the function (a mask, noise, a constant): it is on the CPU unless you say "
        "otherwise.",
        "fr": "{told} Une partie de vos tenseurs est sur le CPU et l'autre sur le GPU. Regardez "
        "ce que vous créez dans la fonction (un masque, du bruit, une constante) : cela reste "
        "sur le CPU si vous ne dites rien.",
    },
    "device-left-on-cpu": {
        "en": "{told} Your model was left on the CPU: its data are on the GPU, its parameters are "
        "not.",
        "fr": "{told} Votre modèle est resté sur le CPU : ses données sont sur le GPU, ses "
        "paramètres n'y sont pas.",
    },
    "device-numpy-of-gpu": {
        "en": "{told} NumPy sees the CPU's memory alone, and your tensor is on the GPU.",
        "fr": "{told} NumPy ne voit que la mémoire du CPU, et votre tenseur est sur le GPU.",
    },
    "device-hard-coded": {
        "en": "{told} Your code asks for a GPU by name, and there is none here. Code that is to "
        "run anywhere takes the device of what it is given.",
        "fr": "{told} Votre code demande un GPU par son nom, et il n'y en a pas ici. Un code qui "
        "doit s'exécuter partout prend le périphérique de ce qu'on lui donne.",
    },
    "nbgrader-not-run": {
        "en": "… {name}: not run here, so the points are left open.",
        "fr": "… {name} : non exécutée ici, les points restent donc ouverts.",
    },
}
