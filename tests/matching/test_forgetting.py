"""What rounds keep of people goes with their case; the figures of the round stay."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from leerwerk.casework.actions.farewells import erase_person
from leerwerk.casework.models import Case
from leerwerk.kernel.actor import SYSTEM
from leerwerk.matching.actions.forgetting import forget_old_rounds
from leerwerk.matching.models import MatchingRound, RoundPair, RoundSeeker
from leerwerk.matching.tasks import forget_rounds
from leerwerk.people.models import Client
from tests.factories.matching import RoundFactory, RoundPairFactory, RoundSeekerFactory

NOW = datetime(2026, 11, 22, 10, 42, tzinfo=ZoneInfo("Europe/Amsterdam"))


def somebody_in_a_round() -> tuple[MatchingRound, Case, RoundPair]:
    """Two people with a pair; the first of them."""
    row = RoundFactory()
    pair, other = RoundPairFactory.create_batch(2, round=row)
    for each in (pair, other):
        RoundSeekerFactory(round=row, case=each.case, choices=[[each.place_id, 715000, 600000]])
    return row, pair.case, other


@pytest.mark.db
@pytest.mark.django_db(transaction=True)
def test_erasing_a_person_removes_pairs_and_choices_and_leaves_the_figures() -> None:
    row, case, other = somebody_in_a_round()

    erase_person(client=case.client, actor=SYSTEM, now=NOW)

    assert list(RoundPair.objects.all()) == [other]
    assert [each.case for each in RoundSeeker.objects.all()] == [other.case]
    row.refresh_from_db()
    assert row.placed == 2


@pytest.mark.db
@pytest.mark.django_db
def test_round_forgets_a_case_a_year_after_its_end_and_nothing_sooner() -> None:
    _row, case, other = somebody_in_a_round()
    for each, days in ((case, 366), (other.case, 364)):
        Case.objects.filter(pk=each.pk).update(
            status="CLOSED", close_reason="MOVED", closed_at=NOW - timedelta(days=days)
        )

    assert forget_old_rounds(now=NOW) == 2

    assert list(RoundPair.objects.all()) == [other]


@pytest.mark.db
@pytest.mark.django_db
def test_round_forgets_at_night_whom_a_lost_signal_left() -> None:
    _row, case, other = somebody_in_a_round()
    Client.objects.filter(pk=case.client_id).update(erased_at=NOW)

    assert forget_rounds(timestamp=0) == 2

    assert list(RoundPair.objects.all()) == [other]
