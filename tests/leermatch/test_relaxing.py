"""What would have to change: exactly enough, and not a bit less."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leermatch import Days, Market, Reason, Relaxation, Seeker, build_market, explain, judge
from tests.leermatch.markets import TODAY, VOCABULARIES, random_market, random_seeker

pytestmark = pytest.mark.unit
seeds = st.integers(0, 10**6)
WITH_THE_EMPLOYER = Reason.CLOSED | Reason.FULL | Reason.NOT_RECOGNISED


def _reasons(market: Market, seeker: Seeker, place_id: int) -> Reason:
    return Reason(int(judge(market, seeker, TODAY)[0][market.living.id == place_id][0]))


def _smaller(change: Relaxation, seeker: Seeker) -> Iterator[Seeker]:
    """Every neighbour that changes a little less; the engine reads numbers as float32."""
    value, field = change.value, change.field
    if field == "days":
        for day in Days:
            if change.more and int(change.more) & day:
                yield replace(seeker, days=int(value) & ~day)
    elif field in {"max_km", "hours_min", "hours_max"}:
        towards = np.float32(getattr(seeker, field))
        yield _changed(seeker, field, float(np.nextafter(np.float32(value), towards)))
    elif change.more is not None:
        yield _changed(seeker, field, int(value) - (1 if change.more > 0 else -1))
    else:
        yield seeker


def _changed(seeker: Seeker, field: str, value: Any) -> Seeker:
    return replace(seeker, **{field: value})


@settings(max_examples=150)
@given(seeds, seeds)
def test_relaxation_takes_away_its_reason_and_no_other(market_seed: int, seeker_seed: int) -> None:
    market, _ = random_market(market_seed)
    seeker = random_seeker(seeker_seed)
    for place_id in market.living.id.tolist():
        told = explain(market, seeker, place_id, today=TODAY)
        before = Reason(sum(reason.code for reason in told.reasons))
        assert [change.code for change in told.relaxations] == [
            reason.code for reason in told.reasons if reason.code not in WITH_THE_EMPLOYER
        ]
        for change in told.relaxations:
            assert _reasons(market, change.applied_to(seeker), place_id) == before & ~change.code


@settings(max_examples=150)
@given(seeds, seeds)
def test_anything_smaller_leaves_the_reason(market_seed: int, seeker_seed: int) -> None:
    market, _ = random_market(market_seed)
    seeker = random_seeker(seeker_seed)
    for place_id in market.living.id.tolist():
        for change in explain(market, seeker, place_id, today=TODAY).relaxations:
            for less in _smaller(change, seeker):
                assert change.code in _reasons(market, less, place_id)


@given(seeds, seeds)
def test_all_relaxations_together_leave_only_what_lies_with_the_employer(
    market_seed: int, seeker_seed: int
) -> None:
    market, _ = random_market(market_seed)
    seeker = random_seeker(seeker_seed)
    for place_id in market.living.id.tolist():
        changed = seeker
        for change in explain(market, seeker, place_id, today=TODAY).relaxations:
            changed = change.applied_to(changed)
        assert _reasons(market, changed, place_id) & ~WITH_THE_EMPLOYER == Reason(0)


@pytest.mark.parametrize(
    ("seeker", "place", "expected"),
    [
        (Seeker(prior_level=0), {"level": 3}, (Reason.LEVEL_TOO_HIGH, "prior_level", 2, 2)),
        (Seeker(age=16), {"min_age": 18}, (Reason.TOO_YOUNG, "age", 18, 2)),
        (Seeker(licence=False), {"driving_licence": 2}, (Reason.NO_LICENCE, "licence", True, None)),
        (Seeker(language=2), {"language": "B1"}, (Reason.LANGUAGE_TOO_LOW, "language", 3, 1)),
        (
            Seeker(from_day=TODAY + 9),
            {"start": TODAY + 4},
            (Reason.STARTS_TOO_EARLY, "from_day", TODAY + 4, -5),
        ),
        (
            Seeker(from_day=TODAY + 9),
            {"end": TODAY + 9},
            (Reason.STARTS_TOO_EARLY, "from_day", TODAY + 8, -1),
        ),
        (
            Seeker(from_day=TODAY + 9),
            {"start": TODAY + 5, "end": TODAY + 5},
            (Reason.STARTS_TOO_EARLY, "from_day", TODAY + 4, -5),
        ),
        (
            Seeker(until_day=TODAY),
            {"start": TODAY + 7},
            (Reason.STARTS_TOO_LATE, "until_day", TODAY + 7, 7),
        ),
        (
            Seeker(days=Days.MONDAY | Days.FRIDAY),
            {"days": Days.MONDAY | Days.WEDNESDAY},
            (Reason.DAYS_DO_NOT_FIT, "days", 21, Days.WEDNESDAY),
        ),
        (Seeker(hours_max=24), {"hours_min": 28}, (Reason.HOURS_DO_NOT_FIT, "hours_max", 28, 4)),
        (Seeker(hours_min=32), {"hours_max": 28}, (Reason.HOURS_DO_NOT_FIT, "hours_min", 28, -4)),
        (Seeker(work_permit=False), {"work_permit": 2}, (Reason.NO_WORK_PERMIT, "work_permit", True, None)),
        (
            Seeker(occupations=("las",)),
            {"occupation": "kok"},
            (Reason.OTHER_OCCUPATION, "occupations", ("las", "kok"), None),
        ),
        (
            Seeker(occupations=("las",)),
            {"qualification": "25180"},
            (Reason.OTHER_OCCUPATION, "qualifications", ("25180",), None),
        ),
        (
            Seeker(sectors=("ZORG",)),
            {"sector": "METAAL", "occupation": "las"},
            (Reason.OTHER_OCCUPATION, "sectors", ("ZORG", "METAAL"), None),
        ),
    ],
)
def test_relaxation_is_the_nearest(
    seeker: Seeker, place: dict[str, Any], expected: tuple[Reason, str, Any, Any]
) -> None:
    market = build_market({"id": [1], **{name: [value] for name, value in place.items()}}, VOCABULARIES)
    assert explain(market, seeker, 1, today=TODAY).relaxations == (Relaxation(*expected),)


def test_relaxation_of_a_distance_is_not_rounded() -> None:
    market = build_market({"id": [1], "lat": [52.27], "lon": [6.79]}, VOCABULARIES)
    seeker = Seeker(lat=52.22, lon=6.89, max_km=5)
    told = explain(market, seeker, 1, today=TODAY)
    (change,) = told.relaxations
    assert change.value == pytest.approx(told.distance_km, abs=0.0005)
    assert change.more == pytest.approx(told.distance_km - 5, abs=0.0005)
    assert explain(market, change.applied_to(seeker), 1, today=TODAY).eligible


@pytest.mark.parametrize("place", [{"is_open": False}, {"capacity_left": 0}, {"recognition": "NOT_VALID"}])
def test_nothing_can_be_done_about_what_lies_with_the_employer(place: dict[str, Any]) -> None:
    market = build_market({"id": [1], **{name: [value] for name, value in place.items()}}, VOCABULARIES)
    told = explain(market, Seeker(), 1, today=TODAY)
    assert told.reasons
    assert told.relaxations == ()
