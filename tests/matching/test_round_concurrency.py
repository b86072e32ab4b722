"""Two people at the same moment about one round, each on a connection of their own."""

import uuid
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from leerwerk.casework.actions.cases import move_case
from leerwerk.casework.enums import CaseStatus
from leerwerk.casework.models import Proposal
from leerwerk.catalogue.actions.places import withdraw_place
from leerwerk.kernel import queue
from leerwerk.matching.actions.decisions import accept_pair, set_aside_pair
from leerwerk.matching.actions.starting import start_round
from leerwerk.matching.enums import PairState, RoundState
from leerwerk.matching.models import MatchingRound, RoundPair
from tests.casework.test_concurrency import at_once
from tests.factories.actors import adviser_of, coordinator_of
from tests.factories.matching import RoundPairFactory
from tests.factories.network import RegionFactory
from tests.jobs import do_all_jobs

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]
NOW = datetime(2026, 11, 22, 10, 42, tzinfo=ZoneInfo("Europe/Amsterdam"))
ASKED = {"objective": "STABLE", "policy": {}, "seed": 0, "now": NOW}


def test_form_sent_twice_at_once_starts_one_round() -> None:
    region, number = RegionFactory(), uuid.uuid4()
    actor = coordinator_of(region)

    outcomes = at_once(*[lambda: start_round(region=region, number=number, actor=actor, **ASKED)] * 2)

    assert outcomes == ["ok", "ok"]
    assert (MatchingRound.objects.count(), ProcrastinateJob.objects.count()) == (1, 1)


def test_two_coordinators_start_at_once_and_one_hears_that_it_runs() -> None:
    region = RegionFactory()
    actor = coordinator_of(region)

    outcomes = at_once(*[lambda: start_round(region=region, number=uuid.uuid4(), actor=actor, **ASKED)] * 2)

    assert outcomes == ["ROUND_BUSY", "ok"]
    assert (MatchingRound.objects.count(), ProcrastinateJob.objects.count()) == (1, 1)


def test_pair_accepted_twice_at_once_is_one_proposal() -> None:
    pair = RoundPairFactory()
    actor = coordinator_of(pair.round.region)

    outcomes = at_once(*[lambda: accept_pair(pair=pair, actor=actor, now=NOW)] * 2)

    assert outcomes == ["ok", "ok"]
    assert Proposal.objects.count() == 1


def test_pair_accepted_and_put_aside_at_once_is_one_of_them() -> None:
    pair = RoundPairFactory()
    actor = coordinator_of(pair.round.region)

    outcomes = at_once(
        lambda: accept_pair(pair=pair, actor=actor, now=NOW),
        lambda: set_aside_pair(pair=pair, reason="CLIENT", actor=actor, now=NOW),
    )

    pair.refresh_from_db()
    assert outcomes == ["WRONG_STATE", "ok"]
    assert Proposal.objects.count() == int(pair.state == PairState.ACCEPTED)


@pytest.mark.parametrize("_attempt", range(3))
def test_place_withdrawn_while_its_pair_is_accepted_never_leaves_both_unseen(_attempt: int) -> None:
    pair = RoundPairFactory()
    region = pair.round.region

    outcomes = at_once(
        lambda: accept_pair(pair=pair, actor=coordinator_of(region), now=NOW),
        lambda: withdraw_place(place=pair.place, actor=adviser_of(region), now=NOW),
    )

    pair.refresh_from_db()
    accepted = pair.state == PairState.ACCEPTED
    assert outcomes == (["ok", "ok"] if accepted else ["PLACE_CLOSED", "ok"])


@pytest.mark.parametrize("_attempt", range(3))
def test_case_closed_while_its_pair_is_accepted_gets_no_proposal_after(_attempt: int) -> None:
    pair = RoundPairFactory()
    region = pair.round.region

    outcomes = at_once(
        lambda: accept_pair(pair=pair, actor=coordinator_of(region), now=NOW),
        lambda: move_case(
            case=pair.case, status=CaseStatus.CLOSED, reason="MOVED", actor=adviser_of(region), now=NOW
        ),
    )

    accepted = Proposal.objects.exists()
    assert outcomes == (["ok", "ok"] if accepted else ["CASE_CLOSED", "ok"])


def test_database_makes_who_accepts_wait_for_who_closes_the_place() -> None:
    pair = RoundPairFactory()
    region = pair.round.region

    def close_slowly() -> None:
        with transaction.atomic():
            withdraw_place(place=pair.place, actor=adviser_of(region), now=NOW)
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_sleep(0.3)")

    def accept_by_hand() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.1)")
        with transaction.atomic():
            RoundPair.objects.filter(pk=pair.pk).update(state=PairState.ACCEPTED, decided_at=NOW)

    outcomes = at_once(close_slowly, accept_by_hand)

    assert "ok" in outcomes
    assert any("can not be accepted" in told for told in outcomes)


def test_worker_takes_the_round_from_the_queue_and_finishes_it(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path
    region = RegionFactory()
    row = start_round(region=region, number=uuid.uuid4(), actor=coordinator_of(region), **ASKED)

    do_all_jobs()

    row.refresh_from_db()
    assert (row.state, row.attempts, queue.failed_jobs()) == (RoundState.DONE, 1, {})
