"""What an adviser would say of a place."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from leerwerk.web.ui.explaining import Fact, Told, explain_match

pytestmark = pytest.mark.unit
TODAY = date(2027, 1, 10)


@dataclass(frozen=True)
class Part:
    feature: str
    points: float
    most: float
    facts: dict[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Obstacle:
    code: str
    needed: Fact
    has: Fact


def nearness(kind: str, wish: str = "O1") -> Part:
    return Part("closeness", 45, 45, {"kind": kind, "wish": wish})


def told(**changes: Any) -> Told:
    facts: dict[str, Any] = {
        "wish": "lasser",
        "level": 1,
        "starts_on": None,
        "distance_km": 6.1,
        "parts": [nearness("SAME_OCCUPATION")],
        "obstacles": [],
        "to_check": [],
        "today": TODAY,
    }
    return explain_match(**(facts | changes))


def test_good_place_reads_like_an_adviser() -> None:
    found = told(starts_on=date(2027, 2, 1), to_check=["RECOGNITION"])
    assert found.sentence == (
        "Past: je wilt lasser worden, 6 km fietsen en geen diploma nodig. Let op: start al op 1 februari. "
        "Vraag na: of de werkgever erkend leerbedrijf is."
    )


def test_place_without_facts_says_nothing_that_is_not_known() -> None:
    found = told(level=None, distance_km=None, parts=[])
    assert found == Told((), (), (), ())
    assert found.sentence == ""


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("SAME_OCCUPATION", "je wilt lasser worden"),
        ("SAME_QUALIFICATION", "je haalt het diploma voor lasser"),
        ("SAME_DOSSIER", "het lijkt veel op het werk van lasser"),
        ("RELATED", "het is verwant aan het werk van lasser"),
    ],
)
def test_work_is_told_by_how_near_it_is(kind: str, said: str) -> None:
    assert told(parts=[nearness(kind)]).fits[0] == said


def test_work_is_told_of_the_wish_that_it_lies_nearest_to() -> None:
    found = told(parts=[nearness("SAME_OCCUPATION", "O2")], names={"O1": "Lasser", "O2": "Kok"})
    assert found.fits[0] == "je wilt kok worden"


def test_other_work_is_something_to_mind() -> None:
    found = told(parts=[nearness("SAME_DOMAIN")])
    assert found.mind == ("het is ander werk dan lasser, in dezelfde richting",)


def test_work_of_somebody_without_wishes_is_not_spoken_of() -> None:
    found = told(wish="", parts=[nearness("NONE", "")], level=None, distance_km=None)
    assert found.sentence == ""


def test_long_way_is_something_to_mind() -> None:
    found = told(distance_km=32.4)
    assert "32 km reizen" in found.mind
    assert not any("fietsen" in part for part in found.fits)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 12, 1), ("begon al op 1 december 2026",)),
        (date(2027, 1, 20), ("start al op 20 januari",)),
        (date(2027, 4, 1), ()),
        (date(2027, 9, 1), ("start pas op 1 september",)),
        (date(2028, 2, 1), ("start pas op 1 februari 2028",)),
    ],
)
def test_start_is_told_when_it_matters(day: date, said: tuple[str, ...]) -> None:
    assert told(starts_on=day).mind == said


def test_obstacles_are_told_with_both_sides_in_the_words_of_people() -> None:
    found = told(
        obstacles=[
            Obstacle("TOO_FAR", 41.5, 25),
            Obstacle("LANGUAGE_TOO_LOW", 3, 2),
            Obstacle("STARTS_TOO_LATE", 20850, 20789),
            Obstacle("LEVEL_TOO_HIGH", 2, 0),
            Obstacle("HOURS_DO_NOT_FIT", "32-40", "-24"),
            Obstacle("FULL", None, None),
        ]
    )
    assert found.against == (
        "Te ver: 42 km, en je wilt hooguit 25 km reizen.",
        "Er is Nederlands op niveau B1 nodig, en je hebt A2.",
        "De plek begint pas op 1 februari 2027, en je wilt uiterlijk 2 december 2026 beginnen.",
        "Dit is niveau 3. Met jouw vooropleiding kun je tot niveau 1.",
        "Het is 32 tot 40 uur per week, en je kunt hooguit 24 uur.",
        "De plek is vol.",
    )
    assert found.sentence.startswith("Past niet: Te ver: 42 km")
