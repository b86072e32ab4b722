import pytest
from django.test import Client

from leerwerk.casework.enums import PlacementStatus
from leerwerk.casework.models import Placement
from leerwerk.kernel.models import AuditEntry
from leerwerk.network.models import Organisation
from tests.factories.casework import PlacementFactory
from tests.factories.catalogue import PlaceFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def placement(organisation: Organisation) -> Placement:
    return PlacementFactory(place=PlaceFactory(employer=organisation))


def test_employer_signs_once_and_only_for_itself(partner: Client, placement: Placement) -> None:
    for _ in range(2):
        answer = partner.post(f"/partner/plaatsingen/{placement.pk}/tekenen", {"signatory": "SCHOOL"})
        assert answer.status_code == 302

    placement.refresh_from_db()
    assert placement.employer_signed_at is not None
    assert placement.school_signed_at is None
    assert AuditEntry.objects.filter(action="placement.sign").count() == 1


def test_signing_what_was_cancelled_is_refused_in_words(partner: Client, placement: Placement) -> None:
    Placement.objects.update(status=PlacementStatus.CANCELLED)

    answer = partner.post(f"/partner/plaatsingen/{placement.pk}/tekenen")

    assert answer.status_code == 409
    assert "Dit kan nu niet meer" in answer.content.decode()


def test_placement_of_another_employer_does_not_exist(other_partner: Client, placement: Placement) -> None:
    assert other_partner.get(f"/partner/plaatsingen/{placement.pk}").status_code == 404
    assert other_partner.post(f"/partner/plaatsingen/{placement.pk}/tekenen").status_code == 404


@pytest.mark.parametrize("status", PlacementStatus.values)
def test_every_state_has_its_page(partner: Client, organisation: Organisation, status: str) -> None:
    placement = PlacementFactory(place=PlaceFactory(employer=organisation), status=status)

    assert partner.get(f"/partner/plaatsingen/{placement.pk}").status_code == 200
    assert partner.get("/partner/plaatsingen").context["placements"] == [placement]
