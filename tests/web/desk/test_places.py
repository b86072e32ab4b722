import pytest
from django.test import Client

from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.network.models import Region
from tests.factories.catalogue import PlaceFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_places_shows_drafts_of_my_region_first(desk: Client, region: Region) -> None:
    online = PlaceFactory(region=region)
    draft = PlaceFactory(region=region, status=PlaceStatus.DRAFT)
    PlaceFactory()

    assert desk.get("/desk/plekken").context["places"] == [draft, online]
    assert desk.get("/desk/plekken?stand=PUBLISHED").context["places"] == [online]


def test_draft_is_checked_published_and_withdrawn(desk: Client, region: Region) -> None:
    place = PlaceFactory(region=region, status=PlaceStatus.DRAFT, published_at=None)

    for step, status in (("nakijken", "CHECKED"), ("online", "PUBLISHED"), ("offline", "WITHDRAWN")):
        for _ in range(2):
            assert desk.post(f"/desk/plekken/{place.pk}/{step}").status_code == 302
        place.refresh_from_db()
        assert place.status == status


def test_step_that_cannot_follow_is_refused_in_words(desk: Client, region: Region) -> None:
    place = PlaceFactory(region=region, status=PlaceStatus.EXPIRED)

    answer = desk.post(f"/desk/plekken/{place.pk}/nakijken")

    assert answer.status_code == 409
    assert "Dit kan nu niet meer" in answer.content.decode()


def test_place_of_another_region_cannot_be_moved(elsewhere: Client, region: Region) -> None:
    draft = PlaceFactory(region=region, status=PlaceStatus.DRAFT)
    online = PlaceFactory(region=region)

    assert elsewhere.post(f"/desk/plekken/{draft.pk}/online").status_code == 404
    assert elsewhere.post(f"/desk/plekken/{online.pk}/offline").status_code == 409
    assert elsewhere.post(f"/desk/plekken/{online.pk}/onzin").status_code == 404


def test_withdrawn_place_can_be_taken_up_again(desk: Client, region: Region) -> None:
    place = PlaceFactory(region=region, status=PlaceStatus.WITHDRAWN)

    assert "Maak weer klaar" in desk.get("/desk/plekken").content.decode()
    assert desk.post(f"/desk/plekken/{place.pk}/concept").status_code == 302

    place.refresh_from_db()
    assert place.status == PlaceStatus.DRAFT


def test_place_of_the_region_is_confirmed_by_its_desk(
    desk: Client, elsewhere: Client, region: Region
) -> None:
    place = PlaceFactory(region=region)
    before = place.touched_at

    assert elsewhere.post(f"/desk/plekken/{place.pk}/klopt").status_code == 409
    assert "Laat voor" in desk.post(f"/desk/plekken/{place.pk}/klopt", follow=True).content.decode()

    place.refresh_from_db()
    assert place.touched_at > before
