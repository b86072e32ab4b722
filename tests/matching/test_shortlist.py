from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from leerwerk.casework.enums import CaseStatus, ProposalStatus
from leerwerk.casework.models import Case
from leerwerk.casework.refusals import CaseRefused
from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.catalogue.models import Place
from leerwerk.matching.actions.proposals import propose
from leerwerk.matching.market import ensure_market
from leerwerk.matching.models import WeightSet
from leerwerk.matching.queries import explain_place, shortlist
from leerwerk.matching.seekers import seeker_of, seekers_of
from tests.factories.actors import adviser_of
from tests.factories.casework import CaseFactory, PlacementFactory
from tests.factories.catalogue import OccupationFactory, PlaceFactory
from tests.factories.network import PostcodeFactory, RegionFactory
from tests.factories.people import ClientFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
NOW = datetime(2026, 11, 22, 10, 42, tzinfo=ZoneInfo("Europe/Amsterdam"))


@pytest.fixture(autouse=True)
def _own_market(settings: Any, tmp_path: Path) -> None:
    settings.VAR_DIR = tmp_path


@pytest.fixture
def case(db: None) -> Case:
    """Somebody in Enschede without diploma who wants to weld."""
    PostcodeFactory(pc4="7511", lat=52.22, lon=6.89)
    case = CaseFactory()
    profile = case.client.profile
    profile.wished_occupations, profile.prior_education = ["lasser"], 0
    profile.save()
    return case


def welding(**facts: Any) -> Place:
    return PlaceFactory(
        occupation=OccupationFactory(code="lasser", name="Lasser"),
        **{"level": 1, "lat": 52.23, "lon": 6.9, **facts},
    )


def test_shortlist_orders_by_the_sum_of_the_contributions(case: Case) -> None:
    near, farther = welding(), welding(lat=52.35)
    ensure_market(NOW)

    found = shortlist(case, now=NOW)

    assert [each.place for each in found.fitting] == [near, farther]
    assert [each.rank for each in found.fitting] == [1, 2]
    for each in found.fitting:
        assert sum(part.points for part in each.contributions) == pytest.approx(each.score)
        assert each.is_eligible
    assert found.fitting[0].score > found.fitting[1].score
    assert (found.eligible_total, found.market_size) == (2, 2)


def test_shortlist_tells_why_others_do_not_fit_and_what_nearly_does(case: Case) -> None:
    too_high, too_far = welding(level=4), welding(lat=51.2, lon=5.0)
    welding(level=4, lat=51.2, lon=5.0)
    ensure_market(NOW)

    found = shortlist(case, now=NOW)

    assert found.fitting == ()
    assert found.excluded["LEVEL_TOO_HIGH"] == 2
    assert found.excluded["TOO_FAR"] == 2
    nearly = {each.place: [obstacle.code for obstacle in each.obstacles] for each in found.near_misses}
    assert nearly == {too_high: ["LEVEL_TOO_HIGH"], too_far: ["TOO_FAR"]}
    changes = {change.code: change for each in found.near_misses for change in each.changes}
    assert (changes["LEVEL_TOO_HIGH"].value, changes["LEVEL_TOO_HIGH"].more) == (3, 3)
    assert changes["TOO_FAR"].value == pytest.approx(found.near_misses[-1].distance_km, abs=0.001)


def test_shortlist_leaves_out_a_place_that_closed_after_the_snapshot(case: Case) -> None:
    welding()
    gone = welding()
    ensure_market(NOW)
    Place.objects.filter(pk=gone.pk).update(status=PlaceStatus.WITHDRAWN)

    assert gone not in [each.place for each in shortlist(case, now=NOW).fitting]


def test_market_leaves_out_full_places_once_it_is_built_again(case: Case) -> None:
    place = welding()
    ensure_market(NOW)
    PlacementFactory(place=place)

    assert ensure_market(NOW)
    assert shortlist(case, now=NOW).fitting == ()


def test_shortlist_takes_the_active_weights(case: Case) -> None:
    welding()
    ensure_market(NOW)
    WeightSet.objects.create(version="alleen-afstand", values={"distance": 90}, is_active=True)

    assert shortlist(case, now=NOW).weights_version == "alleen-afstand"


def test_explain_place_knows_what_is_not_on_the_market(case: Case) -> None:
    place, draft = welding(), welding(status=PlaceStatus.DRAFT)
    ensure_market(NOW)

    told = explain_place(case, place, now=NOW)
    assert told is not None
    assert told.is_eligible
    assert explain_place(case, draft, now=NOW) is None


def test_propose_keeps_what_was_found_with_all_that_made_it(case: Case) -> None:
    welding()
    ensure_market(NOW)
    Case.objects.update(status=CaseStatus.ASKED)

    kept = propose(case=case, actor=adviser_of(case.region), now=NOW)

    proposal = case.proposals.get()
    assert kept.proposals == (proposal,)
    assert (proposal.status, proposal.market_version) == (ProposalStatus.OPEN, kept.shortlist.market_version)
    assert sum(proposal.contributions.values()) == pytest.approx(proposal.score)
    case.refresh_from_db()
    assert case.status == CaseStatus.IN_ADVICE


def test_propose_refuses_another_region(case: Case) -> None:
    ensure_market(NOW)

    with pytest.raises(CaseRefused, match="NOT_YOUR_REGION"):
        propose(case=case, actor=adviser_of(RegionFactory()), now=NOW)


def test_seeker_has_nothing_that_identifies(case: Case) -> None:
    client = case.client
    client.profile.available_from = date(2027, 1, 4)
    client.profile.waiting_since = date(2026, 11, 12)

    seeker = seeker_of(client, NOW.date())

    assert (seeker.lat, seeker.lon, seeker.occupations) == (52.22, 6.89, ("lasser",))
    assert (seeker.age, seeker.waiting_days, seeker.prior_level) == (28, 10, 0)
    for private in (client.first_name, client.last_name, client.postcode):
        assert private not in repr(seeker)


def test_seekers_of_many_are_those_of_each(case: Case, django_assert_num_queries: Any) -> None:
    people = [case.client, *ClientFactory.create_batch(2, postcode="9999ZZ")]

    with django_assert_num_queries(1):
        seekers = seekers_of(people, NOW.date())

    assert seekers == [seeker_of(person, NOW.date()) for person in people]
    assert seekers[1].lat is None


def test_seeker_who_waits_from_a_later_day_waits_since_today(case: Case) -> None:
    case.client.profile.waiting_since = date(2999, 1, 1)

    assert seeker_of(case.client, NOW.date()).waiting_days == 0
