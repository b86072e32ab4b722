from collections.abc import Callable

import pytest
from django.test import Client

from leerwerk.casework.enums import ProposalStatus, ReferralStatus
from leerwerk.casework.models import Case, Referral
from leerwerk.catalogue.models import Place
from leerwerk.network.models import Region
from tests.factories.casework import CaseFactory, PlacementFactory, ReferralFactory
from tests.factories.catalogue import OccupationFactory, PlaceFactory
from tests.factories.network import PostcodeFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def case(region: Region) -> Case:
    case = CaseFactory(client__region=region)
    case.client.profile.wished_occupations = ["lasser"]
    case.client.profile.save()
    return case


@pytest.fixture
def place(region: Region, build: Callable[[], None]) -> Place:
    welder = OccupationFactory(code="lasser", name="Lasser")
    place = PlaceFactory(region=region, occupation=welder, title="Leerling lasser", level=1)
    PlaceFactory(region=region, occupation=welder, title="Te ver weg", lat=51.0, lon=4.0)
    PostcodeFactory(pc4="7511", lat=52.22, lon=6.89)
    build()
    return place


def test_fitting_places_explains_what_fits_and_what_does_not(desk: Client, case: Case, place: Place) -> None:
    answer = desk.get(f"/desk/clienten/{case.pk}/plekken")

    page = answer.content.decode()
    assert [each.fitting.place for each in answer.context["places"]] == [place]
    for told in ("Past:", "je wilt lasser worden", "geen diploma nodig", "Waarom andere plekken niet"):
        assert told in page
    assert "Te ver" in page


def test_fitting_places_says_what_would_make_a_near_miss_fit(desk: Client, case: Case, place: Place) -> None:
    page = desk.get(f"/desk/clienten/{case.pk}/plekken")

    (nearly,) = page.context["nearly"]
    change = nearly.fitting.changes[0]
    assert (change.code, change.value - change.more) == ("TOO_FAR", case.client.profile.max_distance_km)
    assert nearly.told.change in page.content.decode()
    assert nearly.told.change.startswith("Past wel met ")


def test_fitting_places_without_any_says_what_to_do(
    desk: Client, case: Case, build: Callable[[], None]
) -> None:
    build()

    page = desk.get(f"/desk/clienten/{case.pk}/plekken").content.decode()

    assert "Nu past er geen plek" in page


def test_keep_stores_the_proposals_once(desk: Client, case: Case, place: Place) -> None:
    for _ in range(2):
        assert desk.post(f"/desk/clienten/{case.pk}/plekken/bewaren").status_code == 302

    proposal = case.proposals.get()
    assert (proposal.place, proposal.status, proposal.rank) == (place, ProposalStatus.OPEN, 1)
    assert sum(proposal.contributions.values()) == pytest.approx(proposal.score)
    assert proposal.market_version


def test_refer_prepares_one_referral_however_often_it_is_pressed(
    desk: Client, case: Case, place: Place
) -> None:
    addresses = {
        desk.post(f"/desk/clienten/{case.pk}/plekken/{place.pk}/verwijzen").headers["Location"]
        for _ in range(2)
    }

    referral = Referral.objects.get()
    assert addresses == {f"/desk/doorverwijzingen/{referral.pk}"}
    assert referral.status == ReferralStatus.PROPOSED


def test_refer_without_consent_is_refused_on_the_page(desk: Client, case: Case, place: Place) -> None:
    case.client.consents.all().delete()

    answer = desk.post(f"/desk/clienten/{case.pk}/plekken/{place.pk}/verwijzen")

    assert answer.status_code == 409
    assert "toestemming" in answer.content.decode()
    assert "Leerling lasser" in answer.content.decode()


def test_refer_to_a_place_that_filled_up_is_refused_on_the_page(
    desk: Client, case: Case, place: Place
) -> None:
    PlacementFactory(place=place)

    answer = desk.post(f"/desk/clienten/{case.pk}/plekken/{place.pk}/verwijzen")

    assert answer.status_code == 409
    assert "Leerling lasser is inmiddels vol" in answer.content.decode()


def test_fitting_places_links_to_a_referral_that_is_open(desk: Client, case: Case, place: Place) -> None:
    referral = ReferralFactory(case=case, place=place)

    page = desk.get(f"/desk/clienten/{case.pk}/plekken").content.decode()

    assert f"/desk/doorverwijzingen/{referral.pk}" in page


def test_refer_to_a_place_nobody_may_see_does_not_exist(desk: Client, case: Case, place: Place) -> None:
    hidden = PlaceFactory(status="DRAFT")

    assert desk.post(f"/desk/clienten/{case.pk}/plekken/{hidden.pk}/verwijzen").status_code == 404
