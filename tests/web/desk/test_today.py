from datetime import timedelta

import pytest
from django.test import Client

from leerwerk.casework.enums import CaseStatus, ReferralStatus, RefusalReason
from leerwerk.kernel import clock
from leerwerk.network.models import Region
from tests.factories.casework import CaseFactory, PlacementFactory, ReferralFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


def test_today_shows_what_needs_attention(desk: Client, region: Region) -> None:
    accepted = ReferralFactory(
        case__client__region=region, status=ReferralStatus.ACCEPTED, answered_at=clock.now()
    )
    waiting = ReferralFactory(case__client__region=region)
    refused = ReferralFactory(
        case__client__region=region,
        status=ReferralStatus.REFUSED,
        refusal_reason=RefusalReason.FULL,
        answered_at=clock.now() - timedelta(days=1),
    )
    unsigned = PlacementFactory(case__client__region=region)

    page = desk.get("/desk/").content.decode()

    for row in (accepted, waiting):
        assert f"/desk/doorverwijzingen/{row.pk}" in page
    assert f"/desk/plaatsingen/{unsigned.pk}" in page
    assert f"/desk/clienten/{refused.case_id}" in page
    assert "de plek is al bezet" in page


def test_today_leaves_out_other_regions_and_old_answers(desk: Client, region: Region) -> None:
    ReferralFactory(status=ReferralStatus.ACCEPTED, answered_at=clock.now())
    ReferralFactory(
        case__client__region=region,
        status=ReferralStatus.REFUSED,
        answered_at=clock.now() - timedelta(days=30),
    )
    day = desk.get("/desk/").context["day"]

    assert (day.accepted, day.refused, day.accepted_total) == ([], [], 0)
    assert day.cases_by_status == {CaseStatus.IN_ADVICE: 1}


def test_today_of_an_empty_desk_says_so(desk: Client) -> None:
    page = desk.get("/desk/").content.decode()

    assert "Niemand in je regio zoekt nu een plek." in page


def test_start_leads_to_the_work_of_the_role(desk: Client, partner: Client, client: Client) -> None:
    assert desk.get("/start").headers["Location"] == "/desk/"
    assert partner.get("/start").headers["Location"] == "/partner/"
    assert client.get("/start").headers["Location"].startswith("/account/login")


def test_case_without_adviser_is_shown(desk: Client, region: Region) -> None:
    case = CaseFactory(client__region=region, adviser=None)

    assert f"/desk/clienten/{case.pk}" in desk.get("/desk/").content.decode()
