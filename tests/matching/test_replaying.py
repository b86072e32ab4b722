"""A complaint answered: the round made again from what is stored, and what can't be made again told."""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from leerwerk.casework.models import Case
from leerwerk.catalogue.models import Place
from leerwerk.kernel.actor import Actor
from leerwerk.matching.actions.forgetting import forget_in_rounds
from leerwerk.matching.actions.replaying import Replay, replay_round
from leerwerk.matching.actions.running import begin_round, finish_round
from leerwerk.matching.actions.starting import start_round
from leerwerk.matching.allocating import allocate_region
from leerwerk.matching.market import ensure_market
from leerwerk.matching.models import MatchingRound
from leerwerk.matching.refusals import RoundRefused
from leerwerk.network.models import Region
from tests.factories.actors import adviser_of
from tests.factories.matching import RoundFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NOW = datetime(2026, 11, 22, 10, 42, tzinfo=ZoneInfo("Europe/Amsterdam"))
POLICY = {"rules": [{"group": "NO_START_QUALIFICATION", "priority": 5, "reserve": 0.2}]}


@pytest.fixture(params=["STABLE", "BEST"])
def row(
    request: pytest.FixtureRequest,
    region: Region,
    coordinator: Actor,
    welder: Callable[..., Case],
    welding: Callable[..., Place],
) -> MatchingRound:
    """Five equals want three seats: only the draw decides."""
    for _ in range(5):
        welder()
    welding(), welding(capacity=2)
    ensure_market(NOW)
    asked = {"objective": request.param, "policy": POLICY, "seed": 3, "number": uuid.uuid4()}
    row = start_round(region=region, actor=coordinator, now=NOW, **asked)
    begin_round(round_id=row.pk, now=NOW)
    outcome = allocate_region(region.code, objective=request.param, policy=POLICY, seed=3, now=NOW)
    assert finish_round(round_id=row.pk, attempt=1, outcome=outcome, now=NOW)
    return row


def replay(row: MatchingRound, actor: Actor, now: datetime = NOW) -> Replay:
    return replay_round(round_id=row.pk, actor=actor, now=now)


def test_replay_gives_the_same_pairs_and_the_same_points(row: MatchingRound, coordinator: Actor) -> None:
    found = replay(row, coordinator)

    assert found == Replay(same=5, different=0, forgotten=0, rescored=5, changed=0)
    assert found.is_the_same


def test_replay_sees_a_profile_that_changed_and_still_allocates_the_same(
    row: MatchingRound, coordinator: Actor
) -> None:
    seeker = row.participants.select_related("case__client__profile").first()
    assert seeker
    seeker.case.client.profile.wished_occupations = ["bakker"]
    seeker.case.client.profile.save()

    assert replay(row, coordinator) == Replay(same=5, different=0, forgotten=0, rescored=4, changed=1)


def test_replay_tells_that_somebody_was_erased(row: MatchingRound, coordinator: Actor) -> None:
    pair = row.pairs.select_related("case").first()
    assert pair
    forget_in_rounds(client_id=pair.case.client_id)

    found = replay(row, coordinator)

    assert (found.forgotten, found.is_the_same, found.same + found.different) == (1, False, 4)


def test_replay_says_why_points_can_not_be_made_again(
    row: MatchingRound, coordinator: Actor, welding: Callable[..., Place]
) -> None:
    assert replay(row, coordinator, NOW + timedelta(days=1)).obstacle == "OTHER_DAY"
    welding()
    ensure_market(NOW)
    gone = replay(row, coordinator)
    assert (gone.obstacle, gone.rescored, gone.is_the_same) == ("MARKET_GONE", None, True)
    MatchingRound.objects.filter(pk=row.pk).update(engine_version="0.0")
    assert replay(row, coordinator).obstacle == "ENGINE_CHANGED"


def test_replay_notices_pairs_that_were_tampered_with(row: MatchingRound, coordinator: Actor) -> None:
    first = row.pairs.order_by("pk").first()
    assert first
    other = Place.objects.exclude(pk=first.place_id).first()
    assert other
    row.pairs.filter(pk=first.pk).update(place=other)

    assert replay(row, coordinator).different == 1


def test_replay_is_for_coordinators_and_for_rounds_that_are_done(region: Region, coordinator: Actor) -> None:
    with pytest.raises(RoundRefused, match="NOT_YOUR_REGION"):
        replay(RoundFactory(region=region), adviser_of(region))
    with pytest.raises(RoundRefused, match="WRONG_STATE"):
        replay(RoundFactory(region=region, state="QUEUED"), coordinator)
