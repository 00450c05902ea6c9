"""Wrong answers that no known mistake explains, grouped by what they gave on the hidden cases."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.judge.diagnosis import DiagnosisKind
from autograder.judge.imprint import Imprint
from autograder.judge.verdict import QuestionStatus, QuestionVerdict, SubmissionVerdict

UNKNOWN = (QuestionStatus.WRONG, QuestionStatus.PARTIAL)
EXPLAINED = (DiagnosisKind.KNOWN, DiagnosisKind.CONVENTION, DiagnosisKind.PAIR)


@dataclass(frozen=True)
class Cluster:
    """Students whose wrong answers to a question are the same."""

    question: str
    students: tuple[str, ...]
    """Sorted; the first one's answer stands for all."""

    imprint: Imprint

    @property
    def name(self) -> str:
        """The question and a few letters of the answer: the same as long as the first member is."""
        facts = f"{self.imprint.structure} {self.students[0]}".encode("utf-8", "backslashreplace")
        return f"{self.question}-{hashlib.sha256(facts).hexdigest()[:6]}"


def is_unexplained(verdict: QuestionVerdict) -> bool:
    """Whether an answer is wrong in a way that nobody has named yet."""
    if verdict.mistake is not None or verdict.breaches or verdict.status not in UNKNOWN:
        return False
    return verdict.diagnosis is None or verdict.diagnosis.kind not in EXPLAINED


def clusters(verdicts: Iterable[SubmissionVerdict]) -> list[Cluster]:
    """Return the groups of equal unexplained answers, the largest first, single ones too."""
    found: dict[tuple[str, str], list[tuple[Imprint, list[str]]]] = {}
    for verdict in sorted(verdicts, key=lambda one: one.student):
        for question in verdict.questions:
            if question.imprint is None or not is_unexplained(question):
                continue
            groups = found.setdefault((question.name, question.imprint.structure), [])
            for imprint, students in groups:
                if imprint.is_like(question.imprint):
                    students.append(verdict.student)
                    break
            else:
                groups.append((question.imprint, [verdict.student]))
    every = [
        Cluster(name, tuple(students), imprint)
        for (name, _), groups in found.items()
        for imprint, students in groups
    ]
    return sorted(every, key=lambda one: (-len(one.students), one.question, one.students))
