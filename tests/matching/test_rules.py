"""Who may see a round, who belongs to a group, which policy can be, how often is tried."""

from datetime import date, timedelta

import pytest

from leerwerk.kernel.actor import ANONYMOUS, SYSTEM, Actor, Grant
from leerwerk.matching import enums
from leerwerk.matching.rules import GROUPS, groups_of, may_view_totals, policy_verdict, retry_after
from tests.factories.actors import PROGRAMME

pytestmark = pytest.mark.unit
TODAY = date(2026, 11, 22)


def test_groups_of_the_rules_are_those_with_a_name() -> None:
    assert tuple(enums.SeekerGroup.values) == GROUPS


@pytest.mark.parametrize(
    ("days", "education", "groups"),
    [
        (None, None, ()),
        (182, 2, ()),
        (183, 2, ("LONG_WAITING",)),
        (None, 1, ("NO_START_QUALIFICATION",)),
        (400, 0, ("LONG_WAITING", "NO_START_QUALIFICATION")),
    ],
)
def test_groups_rest_on_what_is_known(
    days: int | None, education: int | None, groups: tuple[str, ...]
) -> None:
    since = None if days is None else TODAY - timedelta(days=days)

    assert groups_of(waiting_since=since, prior_education=education, today=TODAY) == groups


@pytest.mark.parametrize(
    ("rules", "verdict"),
    [
        ([], ""),
        ([{"group": "LONG_WAITING", "priority": 50, "reserve": 1}], ""),
        ([{"group": "LONG_WAITING"}], ""),
        ([{"group": "TALL"}], "UNKNOWN_GROUP"),
        ([{"group": "LONG_WAITING", "priority": 51}], "PRIORITY_IMPOSSIBLE"),
        ([{"group": "LONG_WAITING", "priority": -1}], "PRIORITY_IMPOSSIBLE"),
        ([{"group": "LONG_WAITING", "reserve": -0.1}], "SHARES_TOO_HIGH"),
        (
            [{"group": "LONG_WAITING", "reserve": 0.6}, {"group": "NO_START_QUALIFICATION", "reserve": 0.5}],
            "SHARES_TOO_HIGH",
        ),
    ],
)
def test_policy_that_can_not_be_is_refused(rules: list[dict[str, object]], verdict: str) -> None:
    assert policy_verdict({"rules": rules}) == verdict


def test_retry_waits_longer_each_time_and_gives_up() -> None:
    waits = [retry_after(attempt) for attempt in (1, 2, 3)]

    assert waits == [timedelta(seconds=30), timedelta(minutes=2), None]


def test_totals_are_for_the_programme_office_and_administrators() -> None:
    coordinator = Actor(7, "Harm", frozenset({Grant("COORDINATOR", "region:AM05")}))

    assert [may_view_totals(actor) for actor in (PROGRAMME, SYSTEM, coordinator, ANONYMOUS)] == [
        True,
        True,
        False,
        False,
    ]
