"""What a student is told of a difference: where and how far, in both languages."""

import numpy as np
import pytest

from autograder.judge.compare import compare
from autograder.judge.telling import name_kind, tell_difference, tell_failure, tell_outcome
from autograder.outcome import Failure, Outcome

NAN, INF = float("nan"), float("inf")
S = "\N{NO-BREAK SPACE}"


def told(expected, actual, quotable=(), **options):
    """Return the difference in English and in French."""
    difference = compare(expected, actual)
    return tuple(
        tell_difference(difference, lang, quotable=quotable, **options) for lang in ("en", "fr")
    )


DIFFERENCES = {
    "type": (
        np.zeros((3, 1)),
        None,
        "The result is None: is the `return` missing?",
        f"Le résultat est None{S}: le `return` manque-t-il{S}?",
    ),
    "type of an item": (
        {"db": np.zeros((3, 1))},
        {"db": "zeros"},
        "In `db`: the result is a string; an array of shape (3, 1) is expected.",
        f"Dans `db`{S}: le résultat est une chaîne de caractères{S}; on attend un tableau de forme "
        "(3, 1).",
    ),
    "shape": (
        np.zeros((3, 1)),
        np.zeros(3),
        "The shape is (3,); (3, 1) is expected.",
        f"La forme est (3,){S}; on attend (3, 1).",
    ),
    "dtype": (
        np.zeros(3, int),
        np.zeros(3),
        "The dtype is float64; an integer dtype is expected.",
        f"Le dtype est float64{S}; on attend un dtype entier.",
    ),
    "length": (
        (1, 2),
        (1,),
        "The number of items is 1; 2 is expected.",
        f"Le nombre d'éléments est 1{S}; on attend 2.",
    ),
    "missing key": (
        {"dW": 1},
        {},
        "The key “dW” is missing.",
        f"La clé «{S}dW{S}» manque.",
    ),
    "other value": (
        "relu",
        "tanh",
        "The value is not the right one.",
        "La valeur n'est pas la bonne.",
    ),
    "number": (
        2.0,
        1.5,
        "The value is not the right one: off by about 25%.",
        f"La valeur n'est pas la bonne{S}: écart d'environ 25{S}%.",
    ),
    "array of one": (
        np.array([[2.0]]),
        np.array([[1.5]]),
        "The value is not the right one: off by about 25%.",
        f"La valeur n'est pas la bonne{S}: écart d'environ 25{S}%.",
    ),
    "one of several": (
        np.array([1.0, 2.0]),
        np.array([1.0, 1.5]),
        "1 of 2 values differs at index [1]: off by about 25%.",
        f"1 valeur sur 2 diffère à l'indice [1]{S}: écart d'environ 25{S}%.",
    ),
    "several": (
        np.array([[1.0, 2.0]]),
        np.array([[1.1, 1.5]]),
        "2 of 2 values differ, most at index [0, 1]: off by about 25%.",
        f"2 valeurs sur 2 diffèrent, surtout à l'indice [0, 1]{S}: écart d'environ 25{S}%.",
    ),
    "too large": (
        2.0,
        7.0,
        "The value is not the right one: about 3.5 times too large.",
        f"La valeur n'est pas la bonne{S}: environ 3,5 fois trop grande.",
    ),
    "too small": (
        -7.0,
        -2.0,
        "The value is not the right one: about 3.5 times too small.",
        f"La valeur n'est pas la bonne{S}: environ 3,5 fois trop petite.",
    ),
    "far too large": (
        0.5,
        1e9,
        "The value is not the right one: more than 100 times too large.",
        f"La valeur n'est pas la bonne{S}: plus de 100 fois trop grande.",
    ),
    "far too small": (
        1e9,
        0.5,
        "The value is not the right one: more than 100 times too small.",
        f"La valeur n'est pas la bonne{S}: plus de 100 fois trop petite.",
    ),
    "nothing where something is": (
        4.0,
        0.0,
        "The value is not the right one: off by about 100%.",
        f"La valeur n'est pas la bonne{S}: écart d'environ 100{S}%.",
    ),
    "zero": (
        0.0,
        0.3,
        "The value is not the right one: it should be 0.",
        f"La valeur n'est pas la bonne{S}: elle devrait être 0.",
    ),
    "wrong sign": (
        3.0,
        -3.0,
        "The value is not the right one: the sign is wrong.",
        f"La valeur n'est pas la bonne{S}: le signe est faux.",
    ),
    "positive": (
        3.0,
        -1.0,
        "The value is not the right one: it should be positive.",
        f"La valeur n'est pas la bonne{S}: elle devrait être positive.",
    ),
    "negative": (
        -3.0,
        1.0,
        "The value is not the right one: it should be negative.",
        f"La valeur n'est pas la bonne{S}: elle devrait être négative.",
    ),
    "boolean": (
        np.array([True, True, False]),
        np.array([False, False, False]),
        "2 of 3 values differ, most at index [0].",
        "2 valeurs sur 3 diffèrent, surtout à l'indice [0].",
    ),
    "NaN in an array": (
        np.zeros(3),
        np.array([0.0, NAN, 0.0]),
        "NaN or infinity is returned at index [1]; a finite number is expected.",
        f"NaN ou l'infini est retourné à l'indice [1]{S}; on attend un nombre fini.",
    ),
    "NaN for a number": (
        1.0,
        NAN,
        "NaN or infinity is returned; a finite number is expected.",
        f"NaN ou l'infini est retourné{S}; on attend un nombre fini.",
    ),
    "number for infinity": (
        INF,
        1.0,
        "A finite number is returned; NaN or infinity is expected.",
        f"Un nombre fini est retourné{S}; on attend NaN ou l'infini.",
    ),
    "other infinity": (
        -INF,
        INF,
        "The value is rightly not finite, but it is the wrong one of NaN, infinity and minus "
        "infinity.",
        "La valeur a raison de ne pas être finie, mais ce n'est pas la bonne parmi NaN, l'infini "
        "et moins l'infini.",
    ),
    "nested": (
        {"grads": (np.zeros((2, 1)), 1.0)},
        {"grads": (np.zeros(2), 1.0)},
        "In `grads` → item 1: the shape is (2,); (2, 1) is expected.",
        f"Dans `grads` → l'élément 1{S}: la forme est (2,){S}; on attend (2, 1).",
    ),
    "key that is a number": (
        {1: 2.0},
        {1: 0.0},
        "In `1`: the value is not the right one: off by about 100%.",
        f"Dans `1`{S}: la valeur n'est pas la bonne{S}: écart d'environ 100{S}%.",
    ),
}


@pytest.mark.parametrize(("expected", "actual", "en", "fr"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_every_kind_of_difference_is_told_in_both_languages(expected, actual, en, fr):
    assert (en, fr) == told(expected, actual)


def test_a_key_that_is_not_asked_for_is_named_only_where_it_may_be():
    assert told({}, {"cache": 1}, quotable={"cache"}) == (
        "The key “cache” is not asked for.",
        f"La clé «{S}cache{S}» n'est pas demandée.",
    )
    assert told({}, {"cache": 1}) == (
        "There is a key that is not asked for.",
        "Il y a une clé qui n'est pas demandée.",
    )


@pytest.mark.parametrize("actual", [41.0, 1e9, -42.0, 0.0])
def test_of_an_answer_the_distance_is_not_told(actual):
    en, fr = told(42.0, actual, how_far=False)

    assert en == "The value is not the right one."
    assert fr == "La valeur n'est pas la bonne."


def test_a_distance_beyond_every_float_is_not_told():
    assert told(5e-324, 1e308)[0] == "The value is not the right one."


@pytest.mark.parametrize(
    ("value", "en", "fr"),
    [
        (None, "None", "None"),
        (True, "True or False", "True ou False"),
        (1j, "a number", "un nombre"),
        ("a", "a string", "une chaîne de caractères"),
        (b"a", "bytes", "des octets"),
        ([1], "a list", "une liste"),
        ((), "a tuple", "un tuple"),
        ({}, "a dict", "un dictionnaire"),
        (np.zeros((2, 0)), "an array of shape (2, 0)", "un tableau de forme (2, 0)"),
    ],
)
def test_every_kind_of_result_has_a_name_in_both_languages(value, en, fr):
    # What is expected is of yet another kind.
    difference = compare("text" if not isinstance(value, str) else None, value)
    kind = difference.facts["actual"]

    assert (en, fr) == (name_kind(kind, "en"), name_kind(kind, "fr"))


# --- calls without a value ---


def outcome_told(outcome, lang="en", quotable=()):
    return tell_outcome(
        outcome,
        "softmax",
        lang,
        seconds=2.5,
        line_of=lambda cell, line: "return 1 / 0" if (cell, line) == (3, 2) else "",
        quotable=quotable,
    )


@pytest.mark.parametrize(
    ("outcome", "en", "fr"),
    [
        (
            Outcome("unplain", detail="generator"),
            "`softmax` returned an object of type `generator`; numbers, arrays, tuples and dicts "
            "of them are expected.",
            f"`softmax` a retourné un objet de type `generator`{S}; on attend des nombres, des "
            "tableaux, des tuples ou des dictionnaires de ceux-ci.",
        ),
        (
            Outcome("unplain", detail="over the limits: nested deeper than 32 levels"),
            "`softmax` returned a value that is too large, or nested too deeply.",
            "`softmax` a retourné une valeur trop grosse, ou trop profondément imbriquée.",
        ),
        (
            Outcome("unplain", detail="Unheard"),
            "`softmax` returned an object of another type; numbers, arrays, tuples and dicts of "
            "them are expected.",
            f"`softmax` a retourné un objet d'un autre type{S}; on attend des nombres, des "
            "tableaux, des tuples ou des dictionnaires de ceux-ci.",
        ),
        (
            Outcome("timed-out"),
            "The call was interrupted after 2.5 s: is there a loop that does not end?",
            f"L'appel a été interrompu après 2,5 s{S}: une boucle qui ne finit pas{S}?",
        ),
        (
            Outcome("timed-out", detail="skipped"),
            "Not tried: an earlier case of this question did not end.",
            f"Non essayé{S}: un cas précédent de cette question ne s'est pas terminé.",
        ),
        (
            Outcome("timed-out", detail="submission"),
            "Not tried: the submission had used up its time.",
            f"Non essayé{S}: le rendu avait épuisé son temps.",
        ),
        (
            Outcome("died"),
            "The Python process ended during the call.",
            "Le processus Python s'est terminé pendant l'appel.",
        ),
        (
            Outcome("protocol"),
            "The answer could not be read: it is malformed or too large.",
            f"La réponse n'a pas pu être lue{S}: elle est mal formée ou trop grosse.",
        ),
        (
            Outcome("protocol", detail="unexpected-form"),
            "The result does not have the form that is asked for.",
            "Le résultat n'a pas la forme demandée.",
        ),
        (
            Outcome("error", failure=Failure("ZeroDivisionError", "division by zero", 3, 2)),
            "Your code raised ZeroDivisionError at line 2 of cell 3 (`return 1 / 0`).",
            "Votre code a levé ZeroDivisionError à la ligne 2 de la cellule 3 (`return 1 / 0`).",
        ),
    ],
)
def test_every_call_without_a_value_is_told_in_both_languages(outcome, en, fr):
    quotable = {"generator", "ZeroDivisionError"}

    assert en == outcome_told(outcome, "en", quotable)
    assert fr == outcome_told(outcome, "fr", quotable)


def failure_told(failure, *quotable):
    return tell_failure(failure, "en", line_of=lambda _cell, _line: "", quotable=quotable)


def test_an_exception_is_told_without_its_message_unless_that_may_be_quoted():
    failure = Failure("KeyError", "'W3'")

    assert failure_told(failure, "KeyError") == "Your code raised KeyError."
    assert failure_told(failure, "KeyError", "'W3'") == "Your code raised KeyError: 'W3'"


def test_an_exception_whose_name_may_not_be_quoted_is_an_exception():
    assert failure_told(Failure("Z_is_0_731")) == "Your code raised Exception."


def test_a_function_that_is_not_written_yet_is_named():
    failure = Failure("NotImplementedError", function="sigmoid")

    assert failure_told(failure, "NotImplementedError", "sigmoid") == (
        "Your code calls `sigmoid`, which is not written yet."
    )
    assert failure_told(failure, "NotImplementedError") == "Your code raised NotImplementedError."


def test_a_message_of_any_length_is_cut():
    message = "x" * 10_000

    assert len(failure_told(Failure("ValueError", message), "ValueError", message)) < 400


@pytest.mark.parametrize(("cell", "line"), [(None, 2), (3, None), (3, 99), (-1, -1)])
def test_a_line_that_is_not_in_the_notebook_is_not_told(cell, line):
    outcome = Outcome("error", failure=Failure("ValueError", cell=cell, line=line))

    assert outcome_told(outcome, quotable={"ValueError"}) == "Your code raised ValueError."
