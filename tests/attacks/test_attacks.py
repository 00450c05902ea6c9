"""Every attack, on our grader and on one without protection.

On ours, no attack gains a point that its honest part has not earned, gets at a canary, changes
the machine or another student's grade; and its student reads why, in plain words. On the other,
every one of them does its damage: an attack that no longer works would prove nothing.
"""

from __future__ import annotations

import os
import re

import pytest

from .attack import Attack, Damage
from .classes import CLASSES
from .control import Unprotected
from .grader import OurGrader
from .host import look, settled

EVERY = [(name, one) for name, attacks in CLASSES.items() for one in attacks]
every_attack = pytest.mark.parametrize(
    "attack", [one for _, one in EVERY], ids=[f"{name}: {one.name}" for name, one in EVERY]
)


@every_attack
def test_it_gains_nothing_and_harms_nobody(attack: Attack, ours: OurGrader) -> None:
    before = look(ours.surroundings)
    back = ours.attacked(attack)
    neighbour = ours.honest()
    after = settled(ours.surroundings, before)

    assert back.verdict.score == attack.earns, back.reasons
    assert not ours.surroundings.leaked(back.everything)
    assert ours.surroundings.received == ""
    assert neighbour == ours.alone
    assert ours.surroundings.victim_lives
    assert after == before
    assert not attack.told or re.search(attack.told, " ".join(back.reasons_of(attack.about)))
    if attack.shown and not re.search(attack.shown, back.notes):
        assert not ours.lets_start, back.notes[-500:]
        assert "not permitted" in back.everything
    assert not any("Traceback" in said for said in back.reasons)


@pytest.mark.parametrize(
    "attack",
    [one for _, one in EVERY if not one.costly],
    ids=[f"{name}: {one.name}" for name, one in EVERY if not one.costly],
)
def test_it_gets_the_same_in_french(attack: Attack, ours: OurGrader) -> None:
    english, french = ours.attacked(attack), ours.attacked(attack, "fr")

    assert french.verdict.score == attack.earns
    assert [one.status for one in french.verdict.questions] == [
        one.status for one in english.verdict.questions
    ]
    assert not ours.surroundings.leaked(french.everything)
    assert len(french.reasons) == len(english.reasons)
    assert not set(french.reasons) & set(english.reasons)


@every_attack
def test_it_does_its_damage_where_nothing_protects(
    attack: Attack, unprotected: Unprotected
) -> None:
    assert unprotected.succeeds(attack)


def test_there_are_attacks_of_every_class() -> None:
    names = [one.name for _, one in EVERY]

    assert len(set(names)) == len(names) >= 200
    assert all(len(attacks) >= 5 for attacks in CLASSES.values())


def test_no_attack_knows_what_it_is_to_find(ours: OurGrader) -> None:
    places = ours.surroundings.places(str(os.getpid()))
    sources = [source for _, one in EVERY for source in one.sources]

    assert not ours.surroundings.leaked(str(sources) + str(places))
    assert len(set(ours.surroundings.hidden)) == 2


def test_whoever_loses_points_is_told_why() -> None:
    assert [one.name for _, one in EVERY if not one.told and one.earns == 0] == []


def test_every_kind_of_damage_is_tried() -> None:
    assert {one.damage for _, one in EVERY} == set(Damage.__args__)  # type: ignore[attr-defined]
