"""Whatever people write is shown as they wrote it: no page takes it for HTML, script or a template."""

from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from leerwerk.casework.mails.referrals import mail_answer_to_adviser, mail_referral_to_employer
from leerwerk.catalogue.enums import PlaceStatus
from leerwerk.kernel import clock
from leerwerk.kernel.models import OutboxMail
from leerwerk.network.enums import Role
from tests.factories.casework import PlacementFactory, ReferralFactory
from tests.factories.catalogue import OccupationFactory, PlaceFactory
from tests.web.staff import _own_market, build, signed_in

__all__ = ["_own_market", "build"]
pytestmark = [pytest.mark.db, pytest.mark.django_db]
HOSTILE = """</script><b>{{ 7|add:7 }}</b>{% now 'Y' %} "q" :y='1' %(km)s %s"""


def shown(page: str) -> bool:
    """Whether the text stands on the page as text, and nowhere as anything else."""
    assert "</script><b>" not in page
    assert "<b>14</b>" not in page
    return HOSTILE in unescape(page)


def test_hostile_text_is_shown_as_it_was_written(client: Client, build: Callable[[], None]) -> None:
    place = PlaceFactory(title=HOSTILE, description=HOSTILE, employer__name=HOSTILE, wage_text=HOSTILE)
    referral = ReferralFactory(
        case__region=place.region,
        case__client__region=place.region,
        case__client__first_name=HOSTILE,
        case__goal=HOSTILE,
        place=place,
        message=HOSTILE,
    )
    case = referral.case
    case.client.profile.wished_occupations = [OccupationFactory(name=HOSTILE).code]
    case.client.profile.save()
    placement = PlacementFactory(place=place, case=case)
    PlaceFactory(employer=place.employer, title=HOSTILE, region=place.region)
    desk = signed_in(Role.ADVISER, region=place.region)
    partner = signed_in(Role.EMPLOYER, organisation=place.employer)
    build()
    address = place.get_absolute_url()

    assert shown(client.get(address).content.decode())
    assert shown(client.get("/leerwerkplekken").content.decode())
    assert shown(client.get("/").content.decode())
    for page in (
        "/desk/",
        "/desk/clienten",
        f"/desk/clienten/{case.pk}",
        f"/desk/clienten/{case.pk}/plekken",
        f"/desk/doorverwijzingen/{referral.pk}",
        f"/desk/plaatsingen/{placement.pk}",
        "/desk/plekken",
    ):
        assert shown(desk.get(page).content.decode()), page
    for page in ("/partner/", f"/partner/kandidaten/{referral.pk}", f"/partner/plaatsingen/{placement.pk}"):
        assert shown(partner.get(page).content.decode()), page
    moved = partner.post(f"/partner/plekken/{place.pk}/offline", follow=True)
    assert shown(moved.content.decode())
    place.refresh_from_db()
    assert place.status == PlaceStatus.WITHDRAWN
    gone = client.get(address)
    assert gone.status_code == 410
    assert shown(gone.content.decode())


def test_hostile_title_makes_a_mail_of_one_subject(client: Client) -> None:
    referral = ReferralFactory(place__title=f"{HOSTILE}\r\nBcc: dief@voorbeeld.nl")

    mail_referral_to_employer(referral, clock.now())
    mail_answer_to_adviser(referral, clock.now())

    for mail in OutboxMail.objects.all():
        assert len(mail.subject.splitlines()) == 1
        assert HOSTILE in mail.text
        assert "<b>" not in mail.html
