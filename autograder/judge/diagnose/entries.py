"""What explains an answer of several entries, each chosen from few: every wrong one by itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from autograder.judge.diagnose.known import Candidates, Outcomes
from autograder.spec import Form, Question

Entries = Mapping[str, Any]


def has_entries(question: Question) -> bool:
    """Whether an answer's entries are choices: what was chosen says which mistake was made."""
    form = question.form
    if form is None or form.kind != "fields":
        return form is not None and form.kind == "some"
    entries: Mapping[str, Form] = form.facts[0]
    return all(entry.kind == "one" for entry in entries.values())


def by_entries(candidates: Candidates, given: Outcomes) -> dict[str, str]:
    """Return, for the wrong entries that a known mistake explains, that mistake.

    A mistake of several entries counts where all of them are as it has them, and comes before one
    of fewer.
    """
    right, ours = candidates.right[0].value, given[0].value
    if given[0].kind != "value" or not isinstance(right, dict) or not isinstance(ours, dict):
        return {}
    parts = {name: _changed(right, candidates.wrong[name][0].value) for name in candidates.telling}
    found: dict[str, str] = {}
    for name, part in sorted(parts.items(), key=lambda item: -len(item[1])):
        if part and not found.keys() & part.keys() and part.items() <= ours.items():
            found |= dict.fromkeys(part, name)
    return {key: found[key] for key in right if key in found}


def _changed(right: Entries, wrong: Entries) -> Entries:
    return {key: wrong[key] for key in right if wrong[key] != right[key]}
