"""Assignments as pytest items: `pytest assignments/` holds every one of them to account.

Of each assignment: the declarations can be graded, the reference scores full and the untouched
release zero through the whole path on several secrets, every known mistake is caught and named,
other right solutions pass, every machine-made mutant of the reference is refused or listed as
equivalent, the verdicts that are kept have not moved, and the release on disk is what the sources
give, with the same questions in every language. The counts are printed at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.assemble import INSTRUCTOR
from autograder.authoring.course import Course, Secret, find_course, load_course, load_secret
from autograder.authoring.load import MissingFrameworkError, enter, load_assignment
from autograder.formats.notebook import read_notebook
from autograder.formats.release import built
from autograder.formats.submissions import Reader, Submission
from autograder.formats.weights import write_weights
from autograder.grading import replay
from autograder.grading.assess import Assessment, Finding, assess_question
from autograder.grading.devices import find_devices
from autograder.grading.edges import assess_needs
from autograder.grading.leaks import leaks
from autograder.grading.matrix import Counts, counts_of, secrets_of, table
from autograder.grading.mutation_score import MutationScore, score_mutants
from autograder.grading.paper import Paper, make_paper
from autograder.grading.slots import Slots
from autograder.grading.submission import WORKSHOP, Graded, grade_submission
from autograder.grading.whole_class import lane_of
from autograder.sandbox.lane import Lane
from autograder.spec import Assignment, SpecError

Check = Callable[[], Counts | None]

PROPERTY = "kill matrix"
"""Under this name an item's counts travel to the summary, from other processes too."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--secrets` and `--accept-verdicts`."""
    parser.addoption(
        "--secrets",
        type=int,
        default=3,
        metavar="N",
        help="assignments: on how many secrets each of them is assessed (3)",
    )
    parser.addoption(
        "--accept-verdicts",
        action="store_true",
        help="assignments: keep today's verdicts, in the verdicts.json of each of them",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Know xdist's mark where xdist is not installed."""
    config.addinivalue_line("markers", "xdist_group(name): run in one process with its group")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> AssignmentFile | None:
    """Collect `assignments/<name>/questions.py` of a course."""
    folder = file_path.parent
    is_assignment = file_path.name == "questions.py" and folder.parent.name == "assignments"
    if is_assignment and (folder.parent.parent / "course.toml").is_file():
        return AssignmentFile.from_parent(parent, path=file_path)
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the kill matrix of the assignments that were held to account."""
    totals: dict[str, Counts] = {}
    for report in [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]:
        for name, value in getattr(report, "user_properties", ()):
            if name == PROPERTY:
                assignment, counts = value
                totals[assignment] = totals.get(assignment, Counts()) + Counts(**counts)
    if totals:
        terminalreporter.section("kill matrix")
        for line in table({name: totals[name] for name in sorted(totals)}):
            terminalreporter.line(line)


class AssignmentFile(pytest.File):
    """One assignment."""

    def collect(self) -> Iterator[pytest.Item]:
        """Yield its checks."""
        course = load_course(find_course(self.path.parent))
        keys = secrets_of(self.config.getoption("--secrets"))
        try:
            assignment = load_assignment(course, self.path.parent.name)
        except MissingFrameworkError as error:
            yield self._item("not tried here", partial(_skip, str(error)))
            return
        except SpecError as error:
            yield self._item("declarations", partial(_fail, str(error)))
            return
        run: Check
        for question in assignment:
            run = partial(_check_question, assignment, question.name, keys)
            yield self._item(f"{question.name}: mistakes and alternatives", run)
            run = partial(_check_mutants, assignment, question.name, keys)
            yield self._item(f"{question.name}: mutants", run)
            if question.needs:
                run = partial(_check_needs, course, assignment, question.name, keys[0])
                yield self._item(f"{question.name}: follow-through", run)
        yield self._item("release is current", partial(_check_release, course, assignment))
        yield self._item(
            "release gives nothing away", partial(_check_leaks, course, assignment, keys[:1])
        )
        yield self._item("languages agree", partial(_check_languages, course, assignment))
        run = partial(_check_scores, course, assignment, keys)
        yield self._item("reference scores full, untouched release zero", run)
        accept = self.config.getoption("--accept-verdicts")
        if accept or replay.kept_path(course, assignment).exists():
            run = partial(_check_verdicts, course, assignment, accept=accept)
            item = self._item("verdicts are as they were", run)
            # A class is graded on every core: not beside another one, where processes share work.
            item.add_marker(pytest.mark.xdist_group("sample"))
            yield item

    def _item(self, name: str, run: Check) -> AssignmentItem:
        return AssignmentItem.from_parent(self, name=name, run=run)


class AssignmentItem(pytest.Item):
    """One thing that an assignment is held to."""

    def __init__(self, *, run: Check, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._run = run

    def runtest(self) -> None:
        """Run the check, with the course at hand: other tests may load other courses."""
        enter(load_course(find_course(self.path.parent)))
        try:
            counts = self._run()
        except _HoleError as hole:
            self._keep(hole.counts)
            raise
        if counts is not None:
            self._keep(counts)

    def _keep(self, counts: Counts) -> None:
        self.user_properties.append((PROPERTY, [self.path.parent.name, asdict(counts)]))

    def repr_failure(
        self,
        excinfo: pytest.ExceptionInfo[BaseException],
        style: Any = None,  # noqa: ARG002
    ) -> str:
        """Tell an author what to mend, without a traceback where none is needed."""
        if isinstance(excinfo.value, AssertionError | SpecError):
            return str(excinfo.value)
        return str(super().repr_failure(excinfo))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return where the item is, for pytest's headings."""
        return self.path, None, f"{self.path.parent.name}: {self.name}"


def _fail(problem: str) -> None:
    raise AssertionError(problem)


def _skip(reason: str) -> None:
    pytest.skip(reason)


class _HoleError(AssertionError):
    """What an author must mend, and the counts that go with it."""

    def __init__(self, findings: Sequence[Finding], counts: Counts) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.counts = counts


def _check_question(assignment: Assignment, name: str, keys: list[bytes]) -> Counts:
    return _held(assess_question(assignment, assignment[name], keys))


def _check_mutants(assignment: Assignment, name: str, keys: list[bytes]) -> Counts:
    return _held(score_mutants(assignment, assignment[name], keys))


def _held(result: Assessment | MutationScore) -> Counts:
    if result.findings:
        raise _HoleError(result.findings, counts_of(result))
    return counts_of(result)


def _check_needs(course: Course, assignment: Assignment, name: str, key: bytes) -> None:
    found = assess_needs(course, assignment, assignment[name], key)
    if found:
        raise AssertionError("\n".join(str(finding) for finding in found))


def _check_release(course: Course, assignment: Assignment) -> None:
    stale = [one.path for one in built(course, assignment, "student") if not one.is_current]
    if stale:
        names = ", ".join(str(path.relative_to(course.root)) for path in stale)
        raise AssertionError(f"{names}: not what `autograder build` makes; run it and commit")


def _check_leaks(course: Course, assignment: Assignment, keys: list[bytes]) -> None:
    secrets = [Secret(key) for key in keys]
    if course.secret_path.exists():
        secrets.append(load_secret(course))
    notebooks = [read_notebook(one.data) for one in built(course, assignment, "student")]
    if found := leaks(assignment, notebooks, secrets):
        raise AssertionError("the release gives something away:\n" + "\n".join(found))


def _check_languages(course: Course, assignment: Assignment) -> None:
    orders = set()
    for one in built(course, assignment, "student"):
        cells = read_notebook(one.data).cells
        written = ("solution", WORKSHOP)
        orders.add(tuple(cell.question for cell in cells if cell.role in written))
    expected = tuple(question.name for question in assignment)
    if orders != {expected}:
        raise AssertionError("the languages have other questions, or in another order")


def _check_scores(course: Course, assignment: Assignment, keys: list[bytes]) -> None:
    released = built(course, assignment, "student")
    solved = built(course, assignment, "instructor")
    slots = _slots_for(assignment)
    with lane_of(course, assignment, slots) as lane:
        for key in keys:
            paper = make_paper(course, assignment, Secret(key), released, slots)
            full = _grade(paper, lane, solved[0].data, solved=True)
            _require(full, assignment.points - full.verdict.open_points, key)
            _require(_grade(paper, lane, released[0].data), 0.0, key)


def _slots_for(assignment: Assignment) -> Slots | None:
    """Return slots of this machine's GPUs, where a question needs one and there is one."""
    if all(question.device == "any" for question in assignment):
        return None
    found = find_devices()
    return Slots(found.devices) if found.devices else None


def _check_verdicts(course: Course, assignment: Assignment, *, accept: bool) -> None:
    path = replay.kept_path(course, assignment)
    now = replay.verdicts_of(course, assignment)
    if accept:
        replay.write(path, now)
    elif lines := replay.moved(replay.read(path), now):
        told = "\n".join(lines)
        raise AssertionError(
            f"{told}\nWhere that is as it should be: pytest {path.parent} --accept-verdicts"
        )


def _grade(paper: Paper, lane: Lane, data: bytes, *, solved: bool = False) -> Graded:
    files: dict[str, Reader] = {}
    if solved:
        for question in paper.assignment:
            if question.file is not None:
                weights = write_weights(question.solution())
                files[question.file.name] = lambda _, weights=weights: weights  # type: ignore[misc]
    submission = Submission(INSTRUCTOR, "notebook.ipynb", lambda _: data, files)
    return grade_submission(paper, lane, submission, data)


def _require(graded: Graded, score: float, key: bytes) -> None:
    if graded.verdict.score != score:
        others = [
            f"{question.name}: {question.score:g} of {question.points:g} ({question.message})"
            for question in graded.verdict.questions
            if question.score != (question.points if score else 0.0)
        ]
        told = "\n".join(others)
        raise AssertionError(
            f"{graded.verdict.score:g} points where {score:g} are due, on {key.decode()}:\n{told}"
        )
