import pytest
from django.test import Client

from leerwerk.casework.enums import PlacementStatus, ReferralStatus
from leerwerk.casework.models import Case, Placement, Referral
from leerwerk.kernel import clock
from leerwerk.kernel.models import AuditEntry, OutboxMail
from leerwerk.network.models import Region
from tests.factories.casework import CaseFactory, PlacementFactory, ReferralFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def case(region: Region) -> Case:
    return CaseFactory(client__region=region)


@pytest.fixture
def prepared(case: Case) -> Referral:
    return ReferralFactory(case=case, status=ReferralStatus.PROPOSED)


def test_review_shows_what_the_employer_will_see(desk: Client, prepared: Referral) -> None:
    page = desk.get(f"/desk/doorverwijzingen/{prepared.pk}").content.decode()

    assert "Dit ziet de werkgever" in page
    assert str(prepared.case.client) in page
    assert "Verstuur naar de werkgever" in page


def test_send_twice_sends_one_mail_and_shows_the_receipt(desk: Client, prepared: Referral) -> None:
    for _ in range(2):
        answer = desk.post(f"/desk/doorverwijzingen/{prepared.pk}/versturen", {"message": "Kan goed meten."})

    page = desk.get(answer.headers["Location"]).content.decode()
    assert OutboxMail.objects.count() == 1
    assert "Je doorverwijzing is verstuurd" in page
    assert "Kan goed meten." in page


def test_send_to_a_full_place_is_refused_and_keeps_the_message(desk: Client, prepared: Referral) -> None:
    PlacementFactory(place=prepared.place)

    answer = desk.post(f"/desk/doorverwijzingen/{prepared.pk}/versturen", {"message": "Kan goed meten."})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "is inmiddels vol" in page
    assert "Kan goed meten." in page


def test_withdraw_gives_the_file(desk: Client, prepared: Referral) -> None:
    answer = desk.post(f"/desk/doorverwijzingen/{prepared.pk}/intrekken")

    assert answer.headers["Location"] == f"/desk/clienten/{prepared.case_id}"
    assert not Referral.objects.exists()


def test_withdraw_of_an_answered_referral_is_refused(desk: Client, case: Case) -> None:
    referral = ReferralFactory(case=case, status=ReferralStatus.REFUSED)

    assert desk.post(f"/desk/doorverwijzingen/{referral.pk}/intrekken").status_code == 409


def test_place_makes_one_placement(desk: Client, case: Case) -> None:
    referral = ReferralFactory(case=case, status=ReferralStatus.ACCEPTED, answered_at=clock.now())

    for _ in range(2):
        answer = desk.post(f"/desk/doorverwijzingen/{referral.pk}/plaatsen", {"starts_on": "2027-01-04"})

    placement = Placement.objects.get()
    assert answer.headers["Location"] == f"/desk/plaatsingen/{placement.pk}"
    assert placement.status == PlacementStatus.PROPOSED


def test_place_on_a_full_place_is_refused_in_words(desk: Client, case: Case) -> None:
    referral = ReferralFactory(case=case, status=ReferralStatus.ACCEPTED, answered_at=clock.now())
    PlacementFactory(place=referral.place)

    answer = desk.post(f"/desk/doorverwijzingen/{referral.pk}/plaatsen", {"starts_on": "2027-01-04"})

    assert answer.status_code == 409
    assert "is inmiddels vol" in answer.content.decode()
    assert 'value="2027-01-04"' in answer.content.decode()


@pytest.mark.parametrize("status", ReferralStatus.values)
def test_every_state_has_its_page(desk: Client, case: Case, status: str) -> None:
    referral = ReferralFactory(case=case, status=status, answered_at=clock.now())

    assert desk.get(f"/desk/doorverwijzingen/{referral.pk}").status_code == 200


def test_list_narrows_to_a_state(desk: Client, case: Case, prepared: Referral) -> None:
    ReferralFactory(case=case)

    assert len(desk.get("/desk/doorverwijzingen").context["referrals"]) == 2
    assert desk.get("/desk/doorverwijzingen?stand=PROPOSED").context["referrals"] == [prepared]


def test_referral_of_another_region_does_not_exist_and_is_logged(
    elsewhere: Client, prepared: Referral
) -> None:
    address = f"/desk/doorverwijzingen/{prepared.pk}"
    for answer in (elsewhere.get(address), elsewhere.post(f"{address}/versturen", {"message": ""})):
        assert answer.status_code == 404

    refused = AuditEntry.objects.filter(
        action="referral.read_refused", subject=f"casework.referral:{prepared.pk}"
    )
    assert refused.count() == 2


@pytest.mark.parametrize("status", [ReferralStatus.PROPOSED, ReferralStatus.SENT])
def test_referral_to_an_employer_without_mail_says_to_call(desk: Client, region: Region, status: str) -> None:
    reached = ReferralFactory(case__client__region=region, status=status)
    silent = ReferralFactory(case__client__region=region, status=status, place__employer__email="")

    told = [
        "geen mailadres" in desk.get(f"/desk/doorverwijzingen/{row.pk}").content.decode()
        for row in (reached, silent)
    ]

    assert told == [False, True]
