"""Hold `needs` to account: over a wrong function, what is right above it earns full marks."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

import numpy as np

from autograder import aside, wire
from autograder.authoring.course import Course
from autograder.formats.notebook import read_notebook
from autograder.formats.release import built
from autograder.frameworks import given_by
from autograder.grading.assess import Finding, expectation_of
from autograder.grading.nest import result_of
from autograder.judge.attempted import is_attempted
from autograder.judge.oracle import Expectation
from autograder.sandbox.asking import RefusedError
from autograder.spec import Assignment, Function, Question
from autograder.syntax import parse
from autograder.trial import run_trusted

Namespace = dict[str, Any]


def assess_needs(
    course: Course, assignment: Assignment, question: Question, key: bytes
) -> list[Finding]:
    """Return what is wrong with a question's `needs` under this secret.

    Of every function that it needs: some mistake of it makes the question fail, and over every
    mistake that counts as an attempt, a stand-in makes the question right again.

    Raises:
        SpecError: a case cannot be drawn, or the reference fails on it.
    """
    namespace = solved(course, assignment)
    expectation = expectation_of(assignment, question, key)
    # What is right is computed before: an exception of the reference's is told as one.
    _ = expectation.right
    findings = []
    for name in question.needs:
        upstream = expectation_of(assignment, assignment[name], key)
        _ = upstream.right

        # Functions are swapped in the notebook's namespace: a helper would not see it.
        def problems(upstream: Expectation = upstream) -> list[str]:
            return list(_problems(expectation, upstream, namespace))

        for problem in aside.computed(question, problems):
            findings.append(Finding(question.name, f"needs {name}", problem))
    return findings


def solved(course: Course, assignment: Assignment) -> Namespace:
    """Return the functions that the instructor's notebook defines, those that it gives included."""
    functions = {question.name for question in assignment if question.kind == "function"}
    notebook = read_notebook(built(course, assignment, "instructor")[0].data)
    namespace: Namespace = {"np": np, **given_by(assignment.frameworks)}
    for cell in notebook.code:
        if cell.role == "solution" and cell.question in functions:
            exec(compile(cell.source, f"<solution of {cell.question}>", "exec"), namespace)
        elif cell.role == "provided":
            exec(compile(_definitions(cell.source), "<a cell of the prose>", "exec"), namespace)
    return namespace


def _definitions(source: str) -> ast.Module:
    """Return what a cell of the prose defines, without what it does: that may need the tools."""
    module = parse(source)
    kept = (ast.FunctionDef, ast.Import, ast.ImportFrom)
    module.body = [statement for statement in module.body if isinstance(statement, kept)]
    return module


def _problems(
    expectation: Expectation, upstream: Expectation, namespace: Namespace
) -> Iterator[str]:
    attempts = [
        mistake.function
        for mistake in upstream.question.mistakes
        if _is_attempt(upstream, mistake.function)
    ]
    name = upstream.question.name
    if upstream.question.kind != "function" or not attempts:
        return
    if all(_is_right_over(expectation, namespace, name, wrong) for wrong in attempts):
        yield "no mistake of it makes a difference: is it called at all?"
    if upstream.question.methods:
        return  # no stand-in takes the place of a class
    stand_in = _StandIn(upstream.question)
    if not _is_right_over(expectation, namespace, name, stand_in) and not stand_in.is_refused:
        yield "the solution is not right with a stand-in in its place"


def _is_attempt(upstream: Expectation, function: Function) -> bool:
    outcomes = [run_trusted(upstream.question, function, case) for case in upstream.cases]
    return is_attempted(upstream, outcomes)


def _is_right_over(
    expectation: Expectation, namespace: Namespace, name: str, function: Function
) -> bool:
    """Whether the solution passes every case with a function of the notebook replaced."""
    question, before = expectation.question, namespace[name]
    namespace[name] = function
    try:
        return all(
            expectation.difference(right, run_trusted(question, namespace[question.name], case))
            is None
            for case, right in zip(expectation.cases, expectation.right, strict=True)
        )
    finally:
        namespace[name] = before


class _StandIn:
    """What a stand-in of the second pass does, without the processes."""

    def __init__(self, question: Question) -> None:
        self._solution = question.solution
        self.is_refused = False
        """Whether it was called with what is no plain data: then there is no second pass."""

    def __call__(self, *positional: Any, **named: Any) -> Any:
        try:
            arguments = wire.encode([list(positional), named])
        except wire.WireError as error:
            self.is_refused = True
            raise RefusedError(str(error)) from None
        value = result_of(self._solution, arguments)
        if value is None:
            raise RefusedError("no result")
        return wire.decode(value)
