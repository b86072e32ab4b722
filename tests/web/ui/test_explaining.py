"""What an adviser would say of a place."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from leerwerk.web.ui.explaining import Fact, Told, explain_match, listed

pytestmark = pytest.mark.unit
TODAY = date(2027, 1, 10)


@dataclass(frozen=True)
class Part:
    feature: str
    points: float
    most: float


@dataclass(frozen=True)
class Obstacle:
    code: str
    needed: Fact
    has: Fact


def told(**changes: Any) -> Told:
    facts: dict[str, Any] = {
        "wish": "lasser",
        "level": 1,
        "starts_on": None,
        "distance_km": 6.1,
        "parts": [Part("closeness", 45, 45)],
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
    ("points", "said"),
    [
        (45, "je wilt lasser worden"),
        (38.25, "je haalt het diploma dat bij je wens hoort"),
        (20, "het lijkt op het werk dat je wilt"),
    ],
)
def test_work_is_told_by_how_near_it_is(points: float, said: str) -> None:
    assert told(parts=[Part("closeness", points, 45)]).fits[0] == said


def test_other_work_is_something_to_mind() -> None:
    assert told(parts=[Part("closeness", 11, 45)]).mind == ("het is ander werk, in dezelfde richting",)


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
            Obstacle("LEVEL_TOO_HIGH", 3, 0),
            Obstacle("FULL", None, None),
        ]
    )
    assert found.against == (
        "Te ver: 42 km, en je wilt hooguit 25 km reizen.",
        "Er is Nederlands op niveau B1 nodig, en je hebt A2.",
        "De plek begint pas op 1 februari 2027, en je wilt uiterlijk 2 december 2026 beginnen.",
        "Dit is niveau 3. Met jouw vooropleiding kun je tot niveau 1.",
        "De plek is vol.",
    )
    assert found.sentence.startswith("Past niet: Te ver: 42 km")


def test_listed_joins_as_in_dutch() -> None:
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a en b",
        "a, b en c",
    ]
