"""Who somebody is, and where something lies."""

from datetime import date

import pytest

from leerwerk.kernel.actor import ANONYMOUS, Grant
from leerwerk.network.enums import Exactness, Role
from leerwerk.network.models import Locality, Municipality, MunicipalityInRegion, Postcode
from leerwerk.network.queries import actor_for, find_location, localities_starting_with
from tests.factories.accounts import UserFactory
from tests.factories.network import MembershipFactory, OrganisationFactory, RegionFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
TODAY = date(2026, 11, 22)


@pytest.fixture
def enschede(db: None) -> Municipality:
    city = Municipality.objects.create(scheme="CBS", code="0153", name="Enschede")
    MunicipalityInRegion.objects.create(municipality=city, region=RegionFactory(code="AM05"))
    Locality.objects.create(
        scheme="test", code="1", name="Enschede", lat=52.22, lon=6.89, population=160000, municipality=city
    )
    Postcode.objects.create(
        pc4="7511",
        locality_name="Enschede",
        municipality=city,
        lat=52.221,
        lon=6.893,
        exactness=Exactness.EXACT,
        method="plaats",
    )
    return city


def test_actor_without_sign_in_is_anonymous() -> None:
    assert actor_for(None, TODAY) == ANONYMOUS


def test_actor_has_a_grant_for_each_membership() -> None:
    user, region, works = UserFactory(), RegionFactory(), OrganisationFactory()
    MembershipFactory(user=user, role=Role.ADVISER, region=region)
    MembershipFactory(user=user, role=Role.EMPLOYER, organisation=works)
    MembershipFactory(user=user, role=Role.PROGRAMME)
    assert actor_for(user, TODAY).grants == {
        Grant("ADVISER", f"region:{region.code}"),
        Grant("EMPLOYER", f"organisation:{works.pk}"),
        Grant("PROGRAMME", ""),
    }


def test_actor_loses_a_membership_that_ended() -> None:
    ended = MembershipFactory(region=RegionFactory(), valid_until=TODAY)
    assert actor_for(ended.user, TODAY).grants == frozenset()


@pytest.mark.usefixtures("enschede")
@pytest.mark.parametrize("text", ["7511", "7511AA", " 7511 aa ", "Enschede", "enschede "])
def test_location_is_found_by_postcode_or_name(text: str) -> None:
    found = find_location(text)
    assert found is not None
    assert (round(found.lat, 2), round(found.lon, 2), found.region_code) == (52.22, 6.89, "AM05")


@pytest.mark.usefixtures("enschede")
@pytest.mark.parametrize(
    "text", ["", "0123", "9999", "Nergenshuizen", "7511AAA", "\u202eedehcsnE", "x" * 10_000]
)
def test_location_is_none_for_what_does_not_exist(text: str) -> None:
    assert find_location(text) is None


@pytest.mark.usefixtures("enschede")
def test_suggestions_begin_with_the_text_and_ask_for_two_letters() -> None:
    assert localities_starting_with("ens") == ["Enschede"]
    assert localities_starting_with("e") == []
