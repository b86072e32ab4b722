"""A regional round from the question to the rows that tell what came of it."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from leerwerk.casework.enums import CaseStatus
from leerwerk.casework.models import Case
from leerwerk.catalogue.models import Place
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.models import AuditEntry
from leerwerk.matching import tasks
from leerwerk.matching.actions.running import begin_round, fail_round, finish_round
from leerwerk.matching.actions.starting import retry_round, start_round, stop_round
from leerwerk.matching.allocating import allocate_region
from leerwerk.matching.enums import RoundState
from leerwerk.matching.market import ensure_market
from leerwerk.matching.models import MatchingRound, RoundPair, RoundSeeker
from leerwerk.matching.refusals import RoundRefused
from leerwerk.matching.rounds import round_totals, rounds_for
from leerwerk.network.models import Region
from tests.factories.actors import PROGRAMME, adviser_of, coordinator_of
from tests.factories.casework import PlacementFactory, ReferralFactory
from tests.factories.matching import RoundFactory
from tests.factories.network import RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NOW = datetime(2026, 11, 22, 10, 42, tzinfo=ZoneInfo("Europe/Amsterdam"))
Welder, Welding = Callable[..., Case], Callable[..., Place]


def start(region: Region, actor: Actor, **given: Any) -> MatchingRound:
    asked = {"objective": "STABLE", "policy": {}, "seed": 0, "number": uuid.uuid4(), **given}
    return start_round(region=region, actor=actor, now=NOW, **asked)


def jobs() -> list[dict[str, Any]]:
    rows = ProcrastinateJob.objects.filter(task_name="matching.run_round").order_by("pk")
    return [{**row.args, "at": row.scheduled_at} for row in rows]


def test_start_round_puts_one_job_in_the_queue_however_often_the_form_is_sent(
    region: Region, coordinator: Actor
) -> None:
    number = uuid.uuid4()

    rows = {start(region, coordinator, number=number, seed=7).pk for _ in range(2)}

    row = MatchingRound.objects.get()
    assert rows == {row.pk}
    assert (row.state, row.seed, jobs()) == (RoundState.QUEUED, 7, [{"round_id": row.pk, "at": None}])
    assert AuditEntry.objects.get(action="round.start").subject == f"matching.round:{row.pk}"


def test_start_round_while_one_is_busy_is_refused(region: Region, coordinator: Actor) -> None:
    start(region, coordinator)

    with pytest.raises(RoundRefused) as refused:
        start(region, coordinator)

    assert (refused.value.code, refused.value.facts) == ("ROUND_BUSY", {"region": "Twente"})


def test_database_itself_allows_one_busy_round_per_region(region: Region) -> None:
    RoundFactory(region=region, state=RoundState.RUNNING)
    RoundFactory(region=region, state=RoundState.DONE)
    RoundFactory(state=RoundState.QUEUED)

    with pytest.raises(IntegrityError, match="one_busy_round_per_region"), transaction.atomic():
        RoundFactory(region=region, state=RoundState.QUEUED)


def test_start_round_is_for_coordinators_of_the_region(region: Region) -> None:
    for actor in (adviser_of(region), coordinator_of(RegionFactory()), PROGRAMME):
        with pytest.raises(RoundRefused, match="NOT_YOUR_REGION"):
            start(region, actor)


def test_run_round_gives_scarce_seats_to_some_and_tells_of_all(
    region: Region, coordinator: Actor, welder: Welder, welding: Welding
) -> None:
    cases = [welder() for _ in range(3)]
    seat, far = welding(capacity=2), welding(lat=51.0, lon=4.0)
    elsewhere = RegionFactory()
    other = welder(client__region=elsewhere)
    nothing = welder()
    nothing.client.profile.wished_occupations = ["bakker"]
    nothing.client.profile.max_distance_km = 1
    nothing.client.profile.save()
    ensure_market(NOW)
    row = start(region, coordinator)

    tasks.run_round(round_id=row.pk)

    row.refresh_from_db()
    assert row.state == RoundState.DONE
    assert (row.seekers, row.placed, row.without_choice, row.lost) == (4, 2, 1, 1)
    assert (row.seats, row.free_seats) == ({str(seat.pk): 2}, 2)
    assert row.report[0]["groups"]["NO_START_QUALIFICATION"]["placed"] == 2
    assert row.certificate["blocking_pairs"] == 0
    assert row.market_version
    assert row.weights["version"] == "2026-1"
    for pair in row.pairs.all():
        assert pair.place == seat
        assert sum(pair.contributions.values()) == pytest.approx(pair.score)
        assert (pair.choice, pair.reasons) == (1, ["SAME_OCCUPATION"])
    assert {each.case for each in row.participants.all()} == {*cases, nothing}
    without = row.participants.get(case=nothing)
    assert (without.choices, without.eligible_total) == ([], 0)
    assert without.obstacles
    assert not RoundSeeker.objects.filter(case=other).exists()
    assert not RoundPair.objects.filter(place=far).exists()


def test_run_round_twice_does_it_once(
    region: Region, coordinator: Actor, welder: Welder, welding: Welding
) -> None:
    welder(), welding()
    ensure_market(NOW)
    row = start(region, coordinator)

    for _ in range(2):
        tasks.run_round(round_id=row.pk)

    assert (row.pairs.count(), AuditEntry.objects.filter(action="round.finish").count()) == (1, 1)


def test_round_leaves_out_who_is_placed_or_closed_or_asked_for(
    region: Region, welder: Welder, welding: Welding
) -> None:
    placed, closed, referred, waiting = (welder() for _ in range(4))
    PlacementFactory(case=placed)
    Case.objects.filter(pk=placed.pk).update(status=CaseStatus.PLACED)
    Case.objects.filter(pk=closed.pk).update(status="CLOSED", closed_at=NOW, close_reason="MOVED")
    ReferralFactory(case=referred)
    welding()
    ensure_market(NOW)

    asked = [each.case_id for each in allocate_region(region.code, now=NOW).participants]
    with_all = allocate_region(region.code, policy={"with_referred": True}, now=NOW).participants

    assert asked == [waiting.pk]
    assert [each.case_id for each in with_all] == [referred.pk, waiting.pk]


def test_round_without_anybody_is_done_and_empty(region: Region, coordinator: Actor) -> None:
    row = start(region, coordinator)

    tasks.run_round(round_id=row.pk)

    row.refresh_from_db()
    assert (row.state, row.seekers, row.certificate["mean_score"]) == (RoundState.DONE, 0, None)


def test_round_that_fails_is_tried_again_and_parked_at_last(
    region: Region, coordinator: Actor, settings: Any, tmp_path: Any
) -> None:
    (tmp_path / "file").write_text("no folder")
    settings.VAR_DIR = tmp_path / "file"  # the market can't be made there
    row = start(region, coordinator)
    seen = []

    for _ in range(3):
        tasks.run_round(round_id=row.pk)
        row.refresh_from_db()
        seen.append((row.state, row.attempts, row.fault))

    fault = "NotADirectoryError"
    assert seen == [("QUEUED", 1, fault), ("QUEUED", 2, fault), ("PARKED", 3, fault)]
    waits = [job["at"] for job in jobs()]
    assert waits[0] is None
    assert waits[2] - waits[1] > timedelta(seconds=60)
    assert len(waits) == 3
    assert AuditEntry.objects.get(action="round.park").details == {"fault": fault, "attempts": 3}

    again = retry_round(round_id=row.pk, actor=coordinator, now=NOW)
    assert (again.state, again.attempts, len(jobs())) == (RoundState.QUEUED, 0, 4)


def test_round_of_a_worker_that_died_is_taken_up_and_given_up_in_the_end(region: Region) -> None:
    row = RoundFactory(region=region, state=RoundState.QUEUED)

    attempts = [begin_round(round_id=row.pk, now=NOW) for _ in range(4)]

    assert [each and each.attempts for each in attempts] == [1, 2, 3, None]
    row.refresh_from_db()
    assert (row.state, row.fault) == (RoundState.PARKED, "WorkerLost")


def test_what_an_overtaken_or_stopped_attempt_finds_is_thrown_away(
    region: Region, coordinator: Actor, welder: Welder, welding: Welding
) -> None:
    welder(), welding()
    ensure_market(NOW)
    outcome = allocate_region(region.code, now=NOW)
    row = start(region, coordinator)
    for _ in range(2):
        begin_round(round_id=row.pk, now=NOW)

    assert not finish_round(round_id=row.pk, attempt=1, outcome=outcome, now=NOW)
    assert fail_round(round_id=row.pk, attempt=1, fault="Late", now=NOW) is None
    for _ in range(2):
        assert stop_round(round_id=row.pk, actor=coordinator, now=NOW).state == RoundState.STOPPED
    assert not finish_round(round_id=row.pk, attempt=2, outcome=outcome, now=NOW)
    assert not RoundPair.objects.exists()
    start(region, coordinator)  # the region is free again


def test_stop_and_retry_are_refused_for_a_round_that_is_done(region: Region, coordinator: Actor) -> None:
    row = RoundFactory(region=region)

    for action in (stop_round, retry_round):
        with pytest.raises(RoundRefused, match="WRONG_STATE"):
            action(round_id=row.pk, actor=coordinator, now=NOW)
        with pytest.raises(RoundRefused, match="NOT_YOUR_REGION"):
            action(round_id=row.pk, actor=adviser_of(region), now=NOW)


def test_retry_while_another_round_is_busy_is_refused(region: Region, coordinator: Actor) -> None:
    row = RoundFactory(region=region, state=RoundState.PARKED, fault="OSError")
    RoundFactory(region=region, state=RoundState.RUNNING)

    with pytest.raises(RoundRefused, match="ROUND_BUSY"):
        retry_round(round_id=row.pk, actor=coordinator, now=NOW)


def test_programme_office_sees_totals_of_done_rounds_and_no_rows(region: Region) -> None:
    done = RoundFactory(region=region)
    RoundFactory(state=RoundState.RUNNING)

    assert list(round_totals(PROGRAMME)) == [done]
    assert list(rounds_for(PROGRAMME)) == []
    assert list(round_totals(coordinator_of(region))) == []
