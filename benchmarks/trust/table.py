"""The table that the docs show, written from the JSON and nothing else."""

from __future__ import annotations

from typing import Any

from .outcome import Outcome

NAMES = {"nbgrader": "nbgrader", "otter": "Otter-Grader", "chainrule": "Chainrule"}

COUNTS = {
    "points that were not earned": lambda one: one["gained"] > 0,
    "a secret came out": lambda one: one["secret"],
    "others or the machine harmed": lambda one: bool(one["harm"]),
    "any of these": lambda one: succeeded(one),
    "it lost marks of its own honest part": lambda one: one["lost"] > 0,
    "points were withheld": lambda one: one["explained"] is not None,
    "… and a reason was given": lambda one: one["explained"] is True,
}
"""What is counted of each grader."""


def row(outcome: Outcome) -> dict[str, Any]:
    """Return an outcome as plain data."""
    return {
        "score": outcome.score,
        "due": outcome.due,
        "gained": outcome.gained,
        "lost": outcome.lost,
        "secret": outcome.secret,
        "harm": outcome.harm,
        "explained": outcome.explained,
        "told": outcome.told,
        "seconds": outcome.seconds,
    }


def succeeded(one: dict[str, Any]) -> bool:
    """Say whether an attack got anything."""
    return bool(one["gained"] or one["secret"] or one["harm"])


def counts(report: dict[str, Any]) -> dict[str, dict[str, int]]:
    """Return how often what happened to each grader."""
    return {
        what: {
            name: sum(holds(one["outcomes"][name]) for one in report["attacks"]) for name in NAMES
        }
        for what, holds in COUNTS.items()
    }


def markdown(report: dict[str, Any]) -> str:
    """Return the table with what it was made of."""
    lines = ["# The same attacks, three graders", "", *_intro(report), ""]
    lines += [_line(["of " + str(len(report["attacks"])) + " attacks", *NAMES.values()])]
    lines += ["|---|" + "---:|" * len(NAMES)]
    lines += [
        _line([what, *(str(number) for number in each.values())])
        for what, each in counts(report).items()
    ]
    lines += ["", "## Each attack", ""]
    lines += [_line(["attack", *NAMES.values()]), "|---|" + "---|" * len(NAMES)]
    last = ""
    for one in report["attacks"]:
        if one["class"] != last:
            last = one["class"]
            lines.append(_line([f"**{last}**", *[""] * len(NAMES)]))
        lines.append(_line([one["attack"], *(cell(one["outcomes"][name]) for name in NAMES)]))
    lines += ["", "## What was said where points were withheld", ""]
    lines += [_line(["attack", *NAMES.values()]), "|---|" + "---|" * len(NAMES)]
    for one in report["attacks"]:
        said = [_said(one["outcomes"][name]) for name in NAMES]
        if any(said):
            lines.append(_line([one["attack"], *said]))
    return "\n".join(lines) + "\n"


def _intro(report: dict[str, Any]) -> list[str]:
    versions = report["versions"]
    machine = report["machine"]
    with_ = ", ".join(
        f"{name} {versions[name]}" for name in ("numpy", "ipykernel", "nbclient", "nbconvert")
    )
    renewed = len(report.get("renewed", []))
    again = f" {renewed} attacks were tried again later." if renewed else ""
    return [
        f"Made on {report['date']} by `python -m benchmarks.trust`, as {report['user']}, on"
        f" {machine['cores']} cores of {machine['system']}: nbgrader {versions['nbgrader']} and"
        f" Otter-Grader {versions['otter-grader']} (Python {versions['python']}, {with_}), and"
        f" Chainrule {versions['chainrule']}.{again}",
        "",
        "One assignment of four functions, 2 points each, in the format of each, with the same"
        " hidden tests; an honest hand-in has"
        f" {report['full_marks']:g} of {report['full_marks']:g} in all three, a blank one 0."
        " Each grader is run by its own command (`nbgrader autograde`, `otter run`,"
        " `autograder grade`) as it is installed, for one student at a time, in fresh folders, and"
        f" is stopped after {report['seconds_allowed']:g} s. A *secret* is a canary that came back"
        " with the results or over the loopback interface. *Harm* is a process, a planted file or"
        " 50 MB that stay, a process of another that ends, a connection, more than 384 MB or 100"
        " processes above an honest run (384 MB is a setting of our course, and all that is"
        " set), or a grader that does not end.",
        "",
        "What is fair to say beside it: nbgrader and Otter run hidden tests in the student's own"
        " process and do not claim to contain it. `otter grade` runs each hand-in in a Docker"
        " container, which would stop what reaches others and the machine, and not what reaches the"
        " tests and the result; Gradescope does the same. nbgrader leaves containers to whoever"
        " deploys it. nbgrader's feedback pages show hidden tests to everybody, attack or not.",
    ]


def cell(one: dict[str, Any]) -> str:
    """Return what an attack got of one grader, in a few words."""
    parts = []
    if one["gained"]:
        parts.append(f"**+{one['gained']:g} points**")
    if one["secret"]:
        parts.append("**secret out**")
    parts += [f"**{harm}**" for harm in one["harm"]]
    if one["score"] is None:
        parts.append("no score")
    elif one["lost"]:
        parts.append(f"{one['lost']:g} of its own points lost")
    return ", ".join(parts) or "nothing"


def _said(one: dict[str, Any]) -> str:
    if one["explained"] is None:
        return ""
    text = one["told"] or "(nothing)"
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cells) + " |"
