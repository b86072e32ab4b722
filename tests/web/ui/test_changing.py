"""What would have to change, as an adviser would say it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from leerwerk.web.ui.changing import EPOCH, change_sentence
from leerwerk.web.ui.explaining import explain_match

pytestmark = pytest.mark.unit
FEBRUARY = (date(2027, 2, 1) - EPOCH).days


@dataclass(frozen=True)
class Change:
    code: str
    value: object
    more: float | None = None


@dataclass(frozen=True)
class Obstacle:
    code: str
    needed: float | None = None
    has: float | None = None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (Change("TOO_FAR", 58.2, 33.2), "Past wel met 34 km verder reizen."),
        (Change("TOO_FAR", 25.0004, 0.0004), "Past wel met 1 km verder reizen."),
        (Change("LEVEL_TOO_HIGH", 2, 1), "Past wel met een vooropleiding op niveau 2."),
        (Change("TOO_YOUNG", 18, 1), "Past wel als je 18 jaar bent."),
        (Change("NO_LICENCE", True), "Past wel met een rijbewijs."),
        (Change("LANGUAGE_TOO_LOW", 3, 1), "Past wel met Nederlands op niveau B1."),
        (Change("STARTS_TOO_EARLY", FEBRUARY, -5), "Past wel als je vanaf 1 februari 2027 kunt."),
        (Change("STARTS_TOO_LATE", FEBRUARY, 5), "Past wel als je tot 1 februari 2027 wilt wachten."),
        (Change("DAYS_DO_NOT_FIT", 31, 4), "Past wel als je ook op woensdag kunt."),
        (Change("DAYS_DO_NOT_FIT", 127, 97), "Past wel als je ook op maandag, zaterdag en zondag kunt."),
        (Change("HOURS_DO_NOT_FIT", 28.0, 4.0), "Past wel met 4 uur meer per week."),
        (Change("HOURS_DO_NOT_FIT", 28.0, -3.5), "Past wel met 4 uur minder per week."),
        (Change("NO_WORK_PERMIT", True), "Past wel met een werkvergunning."),
        (Change("OTHER_OCCUPATION", ("kok",)), "Past wel als je dit werk ook wilt."),
    ],
)
def test_change_reads_like_an_adviser(change: Change, sentence: str) -> None:
    assert change_sentence([change.code], [change]) == sentence


def test_changes_are_told_together() -> None:
    changes = [Change("NO_LICENCE", True), Change("TOO_FAR", 26.0, 1.0)]
    assert (
        change_sentence(["TOO_FAR", "NO_LICENCE"], changes)
        == "Past wel met 1 km verder reizen en met een rijbewijs."
    )


@pytest.mark.parametrize("against", [[], ["FULL"], ["NO_LICENCE", "FULL"]])
def test_no_change_is_promised_that_is_not_enough(against: list[str]) -> None:
    assert change_sentence(against, [Change("NO_LICENCE", True)]) == ""


def test_change_comes_after_the_reason() -> None:
    facts: dict[str, Any] = dict.fromkeys(("level", "starts_on", "distance_km"))
    told = explain_match(
        wish="",
        **facts,
        parts=[],
        obstacles=[Obstacle("NO_LICENCE")],
        to_check=[],
        today=date(2027, 1, 1),
        changes=[Change("NO_LICENCE", True)],
    )
    assert told.sentence == "Past niet: Je hebt een rijbewijs nodig. Past wel met een rijbewijs."
