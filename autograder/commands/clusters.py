"""`autograder name-mistake`: from equal wrong answers to the stub of a new known mistake."""

from __future__ import annotations

import inspect
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from autograder.authoring.course import Course
from autograder.gradebook import Counted, Gradebook
from autograder.judge.clusters import Cluster, clusters
from autograder.judge.program import read_program
from autograder.reports import ClusterPart
from autograder.spec import Assignment, Question

SMALLEST = 2
"""Students of a group that is shown on the class page."""

MOST_SHOWN = 20
LONGEST = 8_000
"""Characters of a student's function that are shown."""


class UnknownClusterError(ValueError):
    """There is no such group of answers, told in one line."""


def shown_clusters(assignment: Assignment, counting: Sequence[Counted]) -> list[ClusterPart]:
    """Return the groups that the class page shows, each with what one of its students wrote."""
    found = clusters(counted.verdict for counted in counting)
    large = [cluster for cluster in found if len(cluster.students) >= SMALLEST]
    return [
        ClusterPart(
            name=f"{assignment.name}/{cluster.name}",
            question=cluster.question,
            students=cluster.students,
            code=_code(cluster, counting),
        )
        for cluster in large[:MOST_SHOWN]
    ]


def name_mistake(course: Course, assignment: Assignment, name: str, *, folder: Path) -> Path:
    """Write the stub of a mistake for the group `name` into `folder`; return its path.

    Raises:
        UnknownClusterError: there is no such group among the answers that count.
        FileExistsError: the stub is there already, perhaps with work in it.
        GradebookError: the gradebook cannot be read.
    """
    with Gradebook.open(course.gradebook_url) as gradebook:
        counting = gradebook.counting(assignment.name, course.count)
        found = clusters(counted.verdict for counted in counting)
        cluster = next((one for one in found if one.name == name), None)
        if cluster is None:
            large = [one.name for one in found if len(one.students) >= SMALLEST]
            known = ", ".join(f"{assignment.name}/{one}" for one in large[:MOST_SHOWN]) or "none"
            raise UnknownClusterError(
                f"there is no group {assignment.name}/{name} (there: {known})"
            )
        code = _code(cluster, counting)
    path = folder / f"{name.replace('-', '_')}.py"
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8") as file:
        file.write(stub_of(assignment[cluster.question], cluster, code, course.languages))
    return path


def stub_of(question: Question, cluster: Cluster, code: str, languages: Sequence[str]) -> str:
    """Return the Python text of a mistake that an instructor completes."""
    number = len(cluster.students)
    who = "1 student gives" if number == 1 else f"{number} students give"
    hints = "".join(f'    {lang}="…",\n' for lang in languages)
    comment = "".join(f"    # {line}".rstrip() + "\n" for line in code.split("\n"))
    signature = inspect.signature(question.solution)
    return (
        f"# {who} this wrong answer to `{question.name}`, and no known mistake explains it.\n"
        "# Put it among the question's mistakes, name it by what it does wrong, and say what is\n"
        "# wrong and why, in the second person; never the corrected line.\n\n\n"
        f"@{question.name}.mistake(\n{hints})\n"
        f"def name_it{signature}:\n"
        "    # What one of them wrote; cut it down to the mistake.\n"
        f"{comment}    raise NotImplementedError\n"
    )


def _code(cluster: Cluster, counting: Sequence[Counted]) -> str:
    """Return what a student of the group wrote, or nothing where no notebook was kept."""
    by_student = {counted.verdict.student: counted for counted in counting}
    for student in cluster.students:
        code = function_source(by_student[student].executed() or {}, cluster.question)
        if code:
            return code
    return ""


def function_source(executed: Mapping[str, Any], name: str) -> str:
    """Return the lines of an executed notebook that define `name`, harmless to show."""
    sources = [
        cell["source"] for cell in executed.get("cells", ()) if cell.get("cell_type") == "code"
    ]
    bindings = read_program(
        (number, source, True) for number, source in enumerate(sources)
    ).bindings
    if name not in bindings:
        return ""
    last = bindings[name][-1]
    node: Any = last.node
    first = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", ()))])
    lines = sources[last.cell].split("\n")[first - 1 : node.end_lineno]
    return _harmless("\n".join(lines))[:LONGEST]


def _harmless(text: str) -> str:
    """Drop what an editor or a page would not show as it is: controls, marks that turn text."""
    return "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))
