"""Each list costs the same number of queries with one row as with three."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from leerwerk.casework.enums import PlacementStatus, ReferralStatus
from leerwerk.casework.models import Placement
from leerwerk.kernel import clock
from leerwerk.matching.models import MatchingRound
from leerwerk.network.enums import Role
from tests.factories.appointments import AppointmentFactory
from tests.factories.casework import CaseFactory, PlacementFactory, ReferralFactory
from tests.factories.catalogue import OccupationFactory, PlaceFactory
from tests.factories.contact import InterestFactory, QuestionFactory
from tests.factories.matching import RoundFactory, RoundPairFactory, RoundSeekerFactory
from tests.factories.network import OrganisationFactory, RegionFactory
from tests.factories.programme import CommitmentFactory, TargetFactory
from tests.web.staff import _own_market, signed_in

__all__ = ["_own_market"]
pytestmark = [pytest.mark.db, pytest.mark.django_db]
LISTS = {
    "/desk/": 15,
    "/desk/afspraken?van=regio&week=2026-11-30": 5,
    "/desk/clienten": 7,
    "/desk/doorverwijzingen": 6,
    "/desk/plaatsingen": 7,
    "/desk/plekken": 5,
    "/desk/vragen": 6,
    "/desk/rondes": 5,
    "/desk/rondes/{round}": 10,
    "/desk/rondes/{round}?per=plek": 10,
    "/desk/rondes/{round}/zonder": 8,
    "/desk/rondes/{round}/verantwoording": 4,
    "/desk/rondes/{round}/bestand": 8,
    "/partner/": 5,
    "/partner/kandidaten": 6,
    "/partner/interesse": 6,
    "/partner/plaatsingen": 7,
    "/sturing/": 10,
    "/sturing/regios": 6,
    "/sturing/logboek": 6,
    "/sturing/verdeelrondes": 5,
}


@pytest.fixture
def add_row(db: None) -> Callable[[], None]:
    """One more of everything, in the region and at the employer of the browsers below."""
    region, organisation = RegionFactory(code="Q001"), OrganisationFactory(name="Roelofs")
    round_ = RoundFactory(region=region)

    def add() -> None:
        case = CaseFactory(client__region=region)
        case.client.profile.wished_occupations = [OccupationFactory().code]
        case.client.profile.save()
        place = PlaceFactory(region=region, employer=organisation)
        for status in (ReferralStatus.SENT, ReferralStatus.ACCEPTED, ReferralStatus.REFUSED):
            ReferralFactory(case__client__region=region, place=place, status=status, answered_at=clock.now())
        PlacementFactory(case=case, place=place, status=PlacementStatus.PROPOSED)
        AppointmentFactory(region=region)
        QuestionFactory(region=region, place=place)
        InterestFactory(place=place)
        CommitmentFactory(target=TargetFactory(region=region))
        RoundFactory(region=region)
        RoundPairFactory(round=round_, place=place, case=case)
        seeker = RoundSeekerFactory(round=round_, case__client__region=region)
        seeker.case.client.profile.wished_occupations = [OccupationFactory().code]
        seeker.case.client.profile.save()

    return add


def browser_for(address: str) -> Client:
    placement = Placement.objects.select_related("case__region", "place__employer").latest("pk")
    if address.startswith("/desk/rondes"):
        return signed_in(Role.COORDINATOR, region=placement.case.region)
    if address.startswith("/desk"):
        return signed_in(Role.ADVISER, region=placement.case.region)
    if address.startswith("/partner"):
        return signed_in(Role.EMPLOYER, organisation=placement.place.employer)
    return signed_in(Role.ADMIN)


@pytest.mark.parametrize("address", LISTS)
def test_list_costs_the_same_whatever_its_length(address: str, add_row: Callable[[], None]) -> None:
    counts = []
    for rows in (1, 2):
        for _ in range(rows):
            add_row()
        browser = browser_for(address)
        path = address.format(round=MatchingRound.objects.earliest("pk").pk)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(path).status_code == 200
        counts.append(len(queries))

    assert counts == [LISTS[address]] * 2
