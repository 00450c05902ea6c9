"""Every slide that asks for something leads to a question that is about it.

`docs/course/slides.toml` lists the slides with the exercises (E) and questions (Q) that come of
them, `docs/course/map.toml` leads from the slides to the questions of the assignments, and an
assignment's code names the exercises and questions that it asks.
"""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
COURSE = ROOT / "docs" / "course"
SLIDES = tomllib.loads((COURSE / "slides.toml").read_text("utf-8"))
MAP = tomllib.loads((COURSE / "map.toml").read_text("utf-8"))
NUMBER = re.compile(r"\b(?:E\d\d|Q\d{1,2})\b")


def named_in(assignment: str) -> set[str]:
    """What an assignment's code names, that of the modules it asks again included."""
    found = set()
    for module in (ROOT / "assignments" / assignment).glob("*.py"):
        source = module.read_text("utf-8")
        found |= set(NUMBER.findall(source))
        for other, names in re.findall(r"^from \.(\w+) import ([\w, ]+)$", source, re.M):
            for name in names.split(", "):
                path = ROOT / "assignments" / other / f"{name}.py"
                if path.exists():
                    found |= set(NUMBER.findall(path.read_text("utf-8")))
    return found


def test_every_slide_of_the_map_is_listed() -> None:
    mapped = {slide for table in MAP.values() for slide in table}

    assert mapped - set(SLIDES["slides"]) == set()


def test_every_slide_that_asks_for_something_leads_to_a_question() -> None:
    mapped = {slide for table in MAP.values() for slide in table}
    lost = [slide for slide, row in SLIDES["slides"].items() if row["asks"] and slide not in mapped]

    assert not lost, ", ".join(lost)


def test_a_slide_leads_to_every_exercise_and_question_that_comes_of_it() -> None:
    numbers = {assignment: named_in(assignment) for assignment in MAP}
    lost = []
    for slide, row in SLIDES["slides"].items():
        led = set().union(*(numbers[name] for name, table in MAP.items() if slide in table))
        lost += [f"{slide} asks for {number}" for number in row["asks"] if number not in led]

    assert not lost, "\n".join(lost)
