"""Every text of the pages, in each language, and how a language writes figures and dates.

In French a no-break space (`\N{NO-BREAK SPACE}`, U+00A0) stands before a colon and inside
guillemets, a narrow one (U+202F) before `; ? ! %` and between thousands.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

from autograder.reports.matrix_texts import MATRIX_TEXTS
from autograder.reports.sketch_texts import SKETCH_TEXTS
from autograder.spec import Language, Text

LANGUAGES: tuple[Language, ...] = ("en", "fr")

TEXTS: dict[str, Text] = {
    # Both pages
    "skip": {"en": "Skip to the content", "fr": "Aller au contenu"},
    "percent": {"en": "{figure}%", "fr": "{figure}\u202f%"},
    "moment": {"en": "{day}, {time}", "fr": "{day} à {time}"},
    "of": {"en": "{score} of {points}", "fr": "{score} sur {points}"},
    "question": {"en": "Question", "fr": "Question"},
    "questions": {"en": "Questions", "fr": "Questions"},
    "points": {"en": "Points", "fr": "Points"},
    "score": {"en": "Score", "fr": "Note"},
    "status": {"en": "Result", "fr": "Résultat"},
    "student": {"en": "Student", "fr": "Étudiant"},
    "omitted.one": {
        "en": "[… {number} character left out …]",
        "fr": "[… {number} caractère omis …]",
    },
    "omitted.many": {
        "en": "[… {number} characters left out …]",
        "fr": "[… {number} caractères omis …]",
    },
    # How a question ended
    "status.correct": {"en": "Correct", "fr": "Juste"},
    "status.partial": {"en": "Partly correct", "fr": "En partie juste"},
    "status.convention": {"en": "Another convention", "fr": "Autre convention"},
    "status.wrong": {"en": "Wrong", "fr": "Fausse"},
    "status.not-attempted": {"en": "Not attempted", "fr": "Non traitée"},
    "status.crashed": {"en": "Crashed", "fr": "En erreur"},
    "status.timed-out": {"en": "Timed out", "fr": "Temps dépassé"},
    "status.environment": {"en": "Environment trouble", "fr": "Environnement en cause"},
    "status.missing": {"en": "Missing", "fr": "Absente"},
    "status.not-run": {"en": "Not run here", "fr": "Non exécutée ici"},
    # The student's page
    "feedback": {"en": "Feedback", "fr": "Retour sur votre travail"},
    "attempt": {"en": "Attempt {number}", "fr": "Tentative {number}"},
    "attempt.of": {"en": "Attempt {number} of {total}", "fr": "Tentative {number} sur {total}"},
    "graded": {"en": "Graded on {date}", "fr": "Corrigé le {date}"},
    "received": {
        "en": "Your work was received and read. Marks and explanations come after {date}.",
        "fr": "Votre travail a été reçu et lu. La note et les explications viendront après le "
        "{date}.",
    },
    "received.what": {"en": "Received", "fr": "Reçu"},
    "received.answer": {"en": "An answer", "fr": "Une réponse"},
    "received.nothing": {"en": "No answer", "fr": "Aucune réponse"},
    "files": {"en": "Files read: {names}", "fr": "Fichiers lus\u00a0: {names}"},
    "correct.one": {
        "en": "{number} question of {total} correct",
        "fr": "{number} question juste sur {total}",
    },
    "correct.many": {
        "en": "{number} questions of {total} correct",
        "fr": "{number} questions justes sur {total}",
    },
    "recognised": {"en": "A mistake we recognise", "fr": "Une erreur que nous reconnaissons"},
    "compared": {
        "en": "Compared with the right result",
        "fr": "Par rapport au résultat juste",
    },
    "level.idea": {"en": "What is asked for", "fr": "Ce qui est demandé"},
    "level.asked": {"en": "The notebook says:", "fr": "Le notebook dit\u00a0:"},
    "level.example": {"en": "An example that fails", "fr": "Un exemple qui échoue"},
    "example.visible": {
        "en": "Case “{case}”, as in your notebook:",
        "fr": "Cas «\u00a0{case}\u00a0», comme dans votre notebook\u00a0:",
    },
    "example.hidden": {
        "en": "Case “{case}”, with other numbers than those of the grading:",
        "fr": "Cas «\u00a0{case}\u00a0», avec d'autres nombres que ceux de la correction\u00a0:",
    },
    "example.expected": {"en": "Expected", "fr": "Attendu"},
    "example.actual": {"en": "Yours gives", "fr": "Le vôtre donne"},
    "cases": {"en": "What was tried", "fr": "Ce qui a été essayé"},
    "cases.note": {
        "en": "Visible cases are the checks of your notebook; hidden ones serve for grading only.",
        "fr": "Les cas visibles sont les vérifications de votre notebook\u202f; les cas cachés "
        "ne servent qu'à la correction.",
    },
    "case.visible": {"en": "visible", "fr": "visible"},
    "case.hidden": {"en": "hidden", "fr": "caché"},
    "case.passed": {"en": "Passed", "fr": "Réussi"},
    "case.failed": {"en": "Failed", "fr": "Échoué"},
    "see.code": {"en": "See your code", "fr": "Voir votre code"},
    "see.questions": {"en": "Back to the questions", "fr": "Revenir aux questions"},
    "unreadable": {
        "en": "Your submission could not be read",
        "fr": "Votre travail n'a pas pu être lu",
    },
    "unreadable.todo": {"en": "What to do", "fr": "Que faire"},
    "unreadable.open": {
        "en": "Open your notebook in Jupyter and choose “Restart Kernel and Run All Cells”: it "
        "must open and run.",
        "fr": "Ouvrez votre notebook dans Jupyter et choisissez «\u00a0Redémarrer le noyau et "
        "exécuter toutes les cellules\u00a0»\u00a0: il doit s'ouvrir et s'exécuter.",
    },
    "unreadable.save": {
        "en": "Save it, and hand in the .ipynb file itself, not a PDF, a page or an archive of it.",
        "fr": "Enregistrez-le et rendez le fichier .ipynb lui-même, et non un PDF, une page "
        "web ou une archive.",
    },
    "unreadable.ask": {
        "en": "If it is refused again, show this page to your teacher.",
        "fr": "S'il est encore refusé, montrez cette page à votre enseignant.",
    },
    # The notebook in it
    "notebook": {"en": "Your notebook, as it ran", "fr": "Votre notebook, tel qu'il s'est exécuté"},
    "notebook.none": {
        "en": "There is no executed notebook to show.",
        "fr": "Il n'y a pas de notebook exécuté à montrer.",
    },
    "notebook.cut.one": {
        "en": "The notebook is very long: its last cell is not shown.",
        "fr": "Le notebook est très long\u00a0: sa dernière cellule n'est pas montrée.",
    },
    "notebook.cut.many": {
        "en": "The notebook is very long: its last {number} cells are not shown.",
        "fr": "Le notebook est très long\u00a0: ses {number} dernières cellules ne sont pas "
        "montrées.",
    },
    "outputs.cut.one": {
        "en": "One more output is not shown.",
        "fr": "Une autre sortie n'est pas montrée.",
    },
    "outputs.cut.many": {
        "en": "{number} more outputs are not shown.",
        "fr": "{number} autres sorties ne sont pas montrées.",
    },
    "cell": {"en": "Cell {number}", "fr": "Cellule {number}"},
    "image": {"en": "Image made by cell {number}", "fr": "Image produite par la cellule {number}"},
    "unshown": {
        "en": "This output cannot be shown here ({kinds}).",
        "fr": "Cette sortie ne peut pas être montrée ici ({kinds}).",
    },
    "unshown.unknown": {"en": "unknown type", "fr": "type inconnu"},
    "stderr": {"en": "Standard error", "fr": "Sortie d'erreur"},
    "error": {"en": "Error", "fr": "Erreur"},
    # The class page
    "class": {"en": "Class report", "fr": "Bilan de la classe"},
    "class.none": {
        "en": "No submission has been graded yet.",
        "fr": "Aucun travail n'a encore été corrigé.",
    },
    "submissions.one": {"en": "{number} submission", "fr": "{number} travail rendu"},
    "submissions.many": {"en": "{number} submissions", "fr": "{number} travaux rendus"},
    "readable.one": {"en": "{number} graded", "fr": "{number} corrigé"},
    "readable.many": {"en": "{number} graded", "fr": "{number} corrigés"},
    "mean": {"en": "Mean", "fr": "Moyenne"},
    "median": {"en": "Median", "fr": "Médiane"},
    "quartiles": {"en": "Quartiles", "fr": "Quartiles"},
    "range": {"en": "Lowest and highest", "fr": "Minimum et maximum"},
    "and": {"en": "{low} and {high}", "fr": "{low} et {high}"},
    "distribution": {"en": "Distribution of the scores", "fr": "Répartition des notes"},
    "distribution.alt": {
        "en": "Histogram of {number} scores: mean {mean}, median {median}, of {points}.",
        "fr": "Histogramme de {number} notes\u00a0: moyenne {mean}, médiane {median}, sur "
        "{points}.",
    },
    "distribution.x": {"en": "Score (of {points})", "fr": "Note (sur {points})"},
    "distribution.y": {"en": "Students", "fr": "Étudiants"},
    "per.question": {"en": "Question by question", "fr": "Question par question"},
    "per.question.alt": {
        "en": "For each question, the share of students whose answer is correct, partly "
        "correct or neither; the table below has the figures.",
        "fr": "Pour chaque question, la part des réponses justes, en partie justes et "
        "autres\u202f; le tableau ci-dessous en donne les chiffres.",
    },
    "per.question.x": {"en": "Share of the students", "fr": "Part des étudiants"},
    "share.correct": {"en": "Correct", "fr": "Juste"},
    "share.partial": {"en": "Partly correct", "fr": "En partie juste"},
    "followed.one": {
        "en": "{number} by follow-through",
        "fr": "dont {number} une fois une autre fonction corrigée",
    },
    "followed.many": {
        "en": "{number} by follow-through",
        "fr": "dont {number} une fois une autre fonction corrigée",
    },
    "share.other": {"en": "Other", "fr": "Autre"},
    "mean.score": {"en": "Mean score", "fr": "Note moyenne"},
    "discrimination": {"en": "Discrimination", "fr": "Discrimination"},
    "discrimination.note": {
        "en": "Discrimination is the correlation between the score of a question and the score "
        "of all the others: near 0 or below, the question says little about who masters "
        "the rest. It is given from {number} submissions on.",
        "fr": "La discrimination est la corrélation entre la note d'une question et celle de "
        "toutes les autres\u00a0: proche de 0 ou négative, la question dit peu de qui "
        "maîtrise le reste. Elle est donnée à partir de {number} travaux.",
    },
    "mistakes": {"en": "The most frequent mistakes", "fr": "Les erreurs les plus fréquentes"},
    "mistakes.none": {
        "en": "No known mistake was recognised.",
        "fr": "Aucune erreur connue n'a été reconnue.",
    },
    "mistake": {"en": "Mistake", "fr": "Erreur"},
    "clusters": {
        "en": "Equal wrong answers that nothing explains yet",
        "fr": "Des réponses fausses identiques, encore sans explication",
    },
    "clusters.note": {
        "en": "These students' functions give the same wrong results on every hidden case. "
        "`autograder name-mistake` with the name of a group writes the stub of a new known "
        "mistake.",
        "fr": "Les fonctions de ces étudiants donnent les mêmes résultats faux sur tous les cas "
        "cachés. `autograder name-mistake`, suivi du nom d'un groupe, écrit le squelette d'une "
        "nouvelle erreur connue.",
    },
    "cluster": {"en": "Group", "fr": "Groupe"},
    "cluster.code": {"en": "What one of them wrote", "fr": "Ce que l'un d'eux a écrit"},
    "frequency": {"en": "How many", "fr": "Combien"},
    "who": {"en": "Who", "fr": "Qui"},
    "students.one": {"en": "{number} student", "fr": "{number} étudiant"},
    "students.many": {"en": "{number} students", "fr": "{number} étudiants"},
    "help": {"en": "Who needs help", "fr": "Qui a besoin d'aide"},
    "help.none": {"en": "Nobody stands out.", "fr": "Personne ne se détache."},
    "help.lowest": {
        "en": "Lowest quarter, {score} and below",
        "fr": "Quart inférieur, {score} et moins",
    },
    "help.unreadable": {"en": "Submission could not be read", "fr": "Travail illisible"},
    "help.missing": {"en": "Nothing handed in", "fr": "Rien de rendu"},
    "help.mark": {"en": "needs help", "fr": "à aider"},
    "refused": {"en": "Submissions that could not be read", "fr": "Travaux illisibles"},
    "reason": {"en": "Reason", "fr": "Raison"},
    "everyone": {"en": "All students", "fr": "Tous les étudiants"},
    "everyone.parts": {
        "en": "A large class: its students, with what they scored on each question, are on pages "
        "of their own.",
        "fr": "La promotion est grande\N{NO-BREAK SPACE}: ses étudiants, avec leurs points à "
        "chaque question, ont leurs propres pages.",
    },
    "more.one": {"en": "and one more", "fr": "et un autre"},
    "more.many": {"en": "and {number} more", "fr": "et {number} autres"},
    "everyone.note": {
        "en": "Q1, Q2, … are the questions in the order of the table above.",
        "fr": "Q1, Q2, … sont les questions dans l'ordre du tableau ci-dessus.",
    },
    "share": {"en": "Share", "fr": "Part"},
    "missing": {"en": "nothing handed in", "fr": "rien de rendu"},
    "unread": {"en": "could not be read", "fr": "illisible"},
}

TEXTS |= MATRIX_TEXTS | SKETCH_TEXTS

_MONTHS: dict[Language, str] = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


@dataclass(frozen=True)
class Voice:
    """One language: its texts, figures and dates."""

    language: Language

    def __call__(self, key: str, **values: object) -> str:
        """Return the text `key` with `values` in its places.

        Raises:
            KeyError: there is no such text, or a value is missing.
        """
        return TEXTS[key][self.language].format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """Return the text `key` for one or for many, with `{number}` in it."""
        single = number < 2 if self.language == "fr" else number == 1
        form = f"{key}.one" if single else f"{key}.many"
        return self(form, number=self.figure(number), **values)

    def figure(self, value: float, decimals: int = 2) -> str:
        """Return the number as it is written, without idle zeros."""
        if not math.isfinite(value):
            return "–"
        digits = f"{value:,.{decimals}f}"
        if decimals:
            digits = digits.rstrip("0").rstrip(".")
        digits = "0" if digits == "-0" else digits
        if self.language == "fr":
            return digits.replace(",", "\N{NARROW NO-BREAK SPACE}").replace(".", ",")
        return digits

    def percent(self, share: float, decimals: int = 1) -> str:
        """Return a share of one as a percentage."""
        return self("percent", figure=self.figure(100 * share, decimals))

    def date(self, moment: datetime) -> str:
        """Return the day and the time, with the time zone if the moment knows it."""
        month = _MONTHS[self.language].split()[moment.month - 1]
        first = self.language == "fr" and moment.day == 1
        day = f"{moment.day}{'er' if first else ''} {month} {moment.year}"
        zone = f" {moment.tzname()}" if moment.tzname() else ""
        return self("moment", day=day, time=f"{moment:%H:%M}{zone}")


def voice(language: Language) -> Voice:
    """Return the voice of `language`, or of English where the pages do not speak it."""
    short = language.lower().replace("_", "-").partition("-")[0]
    return Voice(short if short in LANGUAGES else "en")
