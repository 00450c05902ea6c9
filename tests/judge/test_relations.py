"""What no mistake of the author explains is told by its relation to the right answer."""

import numpy as np
import pytest

from autograder import Part, Question
from autograder.judge.diagnosis import DiagnosisKind

S = "\N{NO-BREAK SPACE}"


def dense(X, W, b):
    return W @ X + b


def mean_square(P, Y):
    return float(np.mean((P - Y) ** 2))


def gradient(dZ, A):
    return dZ @ A.T / A.shape[1]


def softmax(Z):
    E = np.exp(Z - Z.max(axis=0))
    return E / E.sum(axis=0)


def slopes(dZ, A):
    """Return (dW, db), the gradients of a layer."""
    return dZ @ A.T / A.shape[1], dZ.sum(axis=1, keepdims=True) / A.shape[1]


def costs(start, lr):
    values = []
    for _ in range(4):
        start = start - lr * 2 * start
        values.append(float(start**2))
    return values


def sized(rng, *sizes):
    return rng.normal(size=sizes)


INPUTS = {
    dense: lambda rng, n: {"X": sized(rng, 3, n), "W": sized(rng, 2, 3), "b": sized(rng, 2, 1)},
    mean_square: lambda rng, n: {"P": sized(rng, 2, n), "Y": sized(rng, 2, n)},
    gradient: lambda rng, n: {"dZ": sized(rng, 2, n), "A": sized(rng, 3, n)},
    slopes: lambda rng, n: {"dZ": sized(rng, 2, n), "A": sized(rng, 3, n)},
    softmax: lambda rng, n: {"Z": sized(rng, 3, n)},
    costs: lambda rng, n: {"start": rng.uniform(1, n), "lr": rng.uniform(0.1, 0.2)},
}


@pytest.fixture
def asked():
    """Return a function that makes a question of a solution: one visible case, three hidden."""

    def ask(solution, visible=True):
        question = Question(solution.__name__, solution, points=3)
        for n in (5, 4, 7, 11):
            draw = INPUTS[solution]
            question.case(f"{n} instances", visible=visible and n == 5)(
                lambda rng, n=n, draw=draw: draw(rng, n)
            )
        return question

    return ask


WRONG = {
    "sign": (gradient, lambda dZ, A: -gradient(dZ, A), "Every value has the wrong sign."),
    "factor": (gradient, lambda dZ, A: gradient(dZ, A) / 2, "is 1/2 times the right one"),
    "quantity-factor": (
        gradient,
        lambda dZ, A: dZ @ A.T,
        "is `dZ.shape[1]` times the right one",
    ),
    "inverse-factor": (
        gradient,
        lambda dZ, A: gradient(dZ, A) / A.shape[1],
        "is 1/`dZ.shape[1]` times the right one",
    ),
    "negative-factor": (gradient, lambda dZ, A: -dZ @ A.T, "the wrong sign, and is `dZ.shape[1]`"),
    "transposed": (gradient, lambda dZ, A: gradient(dZ, A).T, "but transposed"),
    "reversed": (dense, lambda X, W, b: dense(X, W, b)[::-1], "in reverse order along axis 0"),
    "reordered": (
        dense,
        lambda X, W, b: np.roll(dense(X, W, b), 1, axis=1),
        "in another order along axis 1",
    ),
    "term-missing": (dense, lambda X, W, b: W @ X + 0 * b, "what lacks is exactly `b`"),
    "term-extra": (dense, lambda X, W, b: W @ X + 2 * b, "what is too much is exactly `b`"),
    "term-sign": (dense, lambda X, W, b: W @ X - b, "`b` comes in with the wrong sign"),
    "offset": (dense, lambda X, W, b: dense(X, W, b) + 0.5, "off by the same number, +0.5"),
    "returns-argument": (softmax, lambda Z: Z * 1.0, "You give `Z` back as it came."),
    "normalised-wrongly": (softmax, lambda Z: softmax(Z.T).T, "sums to 1 along axis 1"),
    "normalised-as-a-whole": (
        softmax,
        lambda Z: np.exp(Z) / np.exp(Z).sum(),
        "Your whole result sums to 1",
    ),
    "exponential": (dense, lambda X, W, b: np.exp(dense(X, W, b)), "a logarithm missing?"),
    "logarithm": (softmax, lambda Z: np.log(softmax(Z)), "an exponential missing?"),
    "root": (mean_square, lambda P, Y: mean_square(P, Y) ** 0.5, "is a square missing?"),
    "complement": (softmax, lambda Z: 1 - softmax(Z), "1 minus the right one"),
    "absolute": (dense, lambda X, W, b: np.abs(dense(X, W, b)), "the signs are lost"),
    "not-reduced": (
        mean_square,
        lambda P, Y: ((P - Y) ** 2).mean(axis=0),
        "the mean over an axis has not been taken",
    ),
    "reduced-too-far": (
        dense,
        lambda X, W, b: dense(X, W, b).mean(axis=1, keepdims=True),
        "you took the mean over an axis",
    ),
    "float32": (
        dense,
        lambda X, W, b: dense(X.astype("f"), W.astype("f"), b.astype("f")),
        "right to single precision only",
    ),
    "rounded": (dense, lambda X, W, b: np.round(dense(X, W, b), 3), "rounded to 3 decimals"),
    "truncated": (dense, lambda X, W, b: np.trunc(dense(X, W, b)), "cut down to whole numbers"),
    "last-missing": (costs, lambda start, lr: costs(start, lr)[:-1], "the last one is missing"),
    "first-step-only": (
        costs,
        lambda start, lr: [costs(start, lr)[0] * (k + 1) for k in range(4)],
        "the first entry is right, and none after it",
    ),
    "outputs-swapped": (slopes, lambda dZ, A: slopes(dZ, A)[::-1], "but in another order"),
    "one-output": (slopes, lambda dZ, A: slopes(dZ, A)[1], "You return `db` alone"),
    "constant-result": (mean_square, lambda *_: 1.5, "The result is the same in every case"),
    "squeezed-axis": (
        slopes,
        lambda dZ, A: (slopes(dZ, A)[0], slopes(dZ, A)[1][:, 0]),
        "In `db`: the values are right, but an axis of length 1 is lost",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_relation_to_the_right_answer_is_named(asked, sat, name):
    solution, wrong, said = WRONG[name]

    verdict = sat(asked(solution), wrong)

    assert (verdict.diagnosis.kind, verdict.diagnosis.names) == (DiagnosisKind.RELATION, (name,))
    assert said.casefold() in verdict.message.casefold()
    assert verdict.mistake is None


@pytest.mark.parametrize("name", WRONG)
def test_a_relation_is_told_in_french_too(asked, sat, name):
    solution, wrong, _ = WRONG[name]

    english, french = (sat(asked(solution), wrong, lang).message for lang in ("en", "fr"))

    assert french
    assert french != english


def test_a_relation_of_several_parts_names_them_and_what_is_right(asked, sat):
    def wrong(dZ, A):
        dW, db = slopes(dZ, A)
        return -dW, db

    verdict = sat(asked(slopes), wrong)

    assert verdict.message == "In `dW`: every value has the wrong sign."
    assert verdict.diagnosis.where == "Not right: `dW`. Right: `db`."


def test_a_relation_that_fails_on_one_case_is_not_told(asked, sat):
    def wrong(dZ, A):
        return gradient(dZ, A) * (2 if A.shape[1] != 7 else 3)

    assert sat(asked(gradient), wrong).diagnosis.kind is DiagnosisKind.DIFFERENCE


def test_a_number_that_only_hidden_cases_could_give_is_not_told(asked, sat):
    def wrong(dZ, A):
        return gradient(dZ, A) * 0.377

    shown, hidden = (sat(asked(gradient, visible), wrong).message for visible in (True, False))

    assert "0.377 times" in shown
    assert "0.377" not in hidden


def test_what_fails_in_one_case_alone_is_told_by_the_case(asked, sat):
    verdict = sat(asked(softmax), lambda Z: softmax(Z) + (Z.shape[1] == 7) * np.eye(*Z.shape))

    assert verdict.diagnosis.names == ("one-case",)
    assert verdict.message.startswith("1 of 4 cases fails, “7 instances”")


def test_what_is_right_on_the_visible_cases_alone_is_told(asked, sat):
    def wrong(Z):
        return softmax(Z) if Z.shape[1] == 5 else softmax(Z) ** 2 / 3 + np.eye(3, Z.shape[1])

    verdict = sat(asked(softmax), wrong)

    assert verdict.diagnosis.names == ("visible-only",)
    assert "no hidden one is" in verdict.message


def test_a_changed_argument_is_told_as_that(asked, sat):
    def wrong(dZ, A):
        right = gradient(dZ, A)
        dZ *= 0
        return right

    verdict = sat(asked(gradient), wrong)

    assert verdict.diagnosis.names == ("mutated",)
    assert "changed its argument `dZ` in place" in verdict.message


def test_a_call_that_raises_is_told_by_its_exception(asked, sat):
    verdict = sat(asked(gradient), lambda dZ, A: dZ @ A)

    assert (verdict.diagnosis.kind, verdict.diagnosis.names) == (
        DiagnosisKind.EXCEPTION,
        ("ValueError",),
    )
    assert "Two matrices are multiplied whose sizes do not fit" in verdict.message


def test_a_right_answer_has_no_diagnosis(asked, sat):
    assert sat(asked(gradient), gradient).diagnosis is None


def winners(P):
    return P.argmax(axis=0)


LISTED = "The result is a list; an array of shape (5,) is expected."


@pytest.mark.parametrize(
    ("student", "told"),
    [
        (lambda P: winners(P).tolist(), LISTED),
        (lambda P: winners(P) > 0, "The dtype is bool; an integer dtype is expected."),
        (lambda P: winners(P) * 1.0, "The dtype is float64; an integer dtype is expected."),
    ],
    ids=["a list", "booleans", "floats"],
)
def test_right_values_of_another_kind_are_told_by_the_kind(sat, student, told):
    question = Question("winners", winners, points=1)
    for m in (5, 7, 9):
        question.case(f"{m} instances")(lambda rng, m=m: {"P": sized(rng, 2, m)})

    verdict = sat(question, student)

    assert verdict.diagnosis.kind is DiagnosisKind.DIFFERENCE
    assert told in verdict.message


def by_layer(sizes):
    return {f"W{layer}": np.full(size, 1.0 + layer) for layer, size in enumerate(sizes, start=1)}


def test_a_relation_is_found_where_cases_have_other_items(sat):
    question = Question("by_layer", by_layer, points=1)
    for sizes in ((2, 3), (3, 2, 4)):
        question.case(f"{len(sizes)} layers")(lambda _rng, sizes=sizes: {"sizes": list(sizes)})

    def student(sizes):
        return {name: -array for name, array in reversed(by_layer(sizes).items())}

    verdict = sat(question, student)

    assert verdict.diagnosis.names == ("sign",)
    assert verdict.message == "In `W1`, `W2`, `W3`: every value has the wrong sign."


def test_of_an_answer_no_relation_gives_the_right_one_away(sat):
    part = Part("answers")

    @part.answer("slopes", points=1, variant=lambda rng: {"n": int(rng.integers(3, 9))}, texts={})
    def answer(n):
        return [1.0 * n, 2.0 * n, 3.0 * n]

    verdict = sat(answer, lambda n: [2.0 * n, 4.0 * n, 6.0 * n])

    assert verdict.diagnosis.kind is DiagnosisKind.DIFFERENCE
    assert "2 times" not in verdict.message
