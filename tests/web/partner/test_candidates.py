import pytest
from django.test import Client

from leerwerk.casework.enums import ReferralStatus
from leerwerk.casework.models import Referral
from leerwerk.kernel import clock
from leerwerk.kernel.models import AuditEntry
from leerwerk.network.models import Organisation
from tests.factories.casework import PlacementFactory, ReferralFactory
from tests.factories.catalogue import PlaceFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]


@pytest.fixture
def referral(organisation: Organisation) -> Referral:
    return ReferralFactory(
        place=PlaceFactory(employer=organisation), message="Heeft al drie jaar in een werkplaats gewerkt."
    )


def test_candidates_shows_those_who_wait_first(
    partner: Client, referral: Referral, organisation: Organisation
) -> None:
    place = PlaceFactory(employer=organisation)
    answered = ReferralFactory(place=place, status=ReferralStatus.ACCEPTED, made_at=clock.now())
    for hidden in (ReferralStatus.PROPOSED, ReferralStatus.WITHDRAWN):
        ReferralFactory(place=place, status=hidden)
    ReferralFactory()

    assert partner.get("/partner/kandidaten").context["referrals"] == [referral, answered]


def test_candidate_is_shown_without_address_and_the_reading_is_logged(
    partner: Client, referral: Referral
) -> None:
    client = referral.case.client
    client.email, client.phone = "sanne@voorbeeld.nl", "0612345678"
    client.save()

    page = partner.get(f"/partner/kandidaten/{referral.pk}").content.decode()

    assert str(client) in page
    assert referral.message in page
    for private in (client.email, client.phone, client.postcode, "1998"):
        assert private not in page
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.subject) == ("read", f"casework.referral:{referral.pk}")


def test_accept_twice_accepts_once(partner: Client, referral: Referral) -> None:
    for _ in range(2):
        assert partner.post(f"/partner/kandidaten/{referral.pk}/aannemen").status_code == 302

    referral.refresh_from_db()
    assert referral.status == ReferralStatus.ACCEPTED
    assert AuditEntry.objects.filter(action="referral.accepted").count() == 1


def test_accept_for_a_full_place_is_refused_in_words(partner: Client, referral: Referral) -> None:
    PlacementFactory(place=referral.place)

    answer = partner.post(f"/partner/kandidaten/{referral.pk}/aannemen")

    assert answer.status_code == 409
    assert "is inmiddels vol" in answer.content.decode()


def test_refuse_asks_for_a_reason_and_keeps_the_note(partner: Client, referral: Referral) -> None:
    address = f"/partner/kandidaten/{referral.pk}/afwijzen"

    missing = partner.post(address, {"note": "Te druk nu"})
    refused = partner.post(address, {"reason": "OTHER", "note": "Te druk nu"})

    assert (missing.status_code, refused.status_code) == (422, 302)
    assert "Te druk nu" in missing.content.decode()
    referral.refresh_from_db()
    assert (referral.refusal_reason, referral.refusal_note) == ("OTHER", "Te druk nu")


def test_refuse_after_accepting_is_refused_in_words(partner: Client, referral: Referral) -> None:
    partner.post(f"/partner/kandidaten/{referral.pk}/aannemen")

    answer = partner.post(f"/partner/kandidaten/{referral.pk}/afwijzen", {"reason": "OTHER"})

    assert answer.status_code == 409
    assert "Dit kan nu niet meer" in answer.content.decode()


def test_candidate_of_another_employer_does_not_exist_and_is_logged(
    other_partner: Client, referral: Referral
) -> None:
    address = f"/partner/kandidaten/{referral.pk}"
    for answer in (other_partner.get(address), other_partner.post(f"{address}/aannemen")):
        assert answer.status_code == 404

    assert AuditEntry.objects.filter(action="referral.read_refused").count() == 2
    referral.refresh_from_db()
    assert referral.status == ReferralStatus.SENT


@pytest.mark.parametrize("status", ["SENT", "ACCEPTED", "REFUSED", "LAPSED", "DONE"])
def test_every_state_that_an_employer_sees_has_its_page(
    partner: Client, organisation: Organisation, status: str
) -> None:
    referral = ReferralFactory(place=PlaceFactory(employer=organisation), status=status)

    assert partner.get(f"/partner/kandidaten/{referral.pk}").status_code == 200


def test_candidates_of_an_employer_without_any_says_what_will_happen(partner: Client) -> None:
    assert "Zodra een loket iemand voorstelt" in partner.get("/partner/kandidaten").content.decode()


def test_candidate_who_was_erased_or_shares_no_more_is_gone(
    partner: Client, organisation: Organisation
) -> None:
    gone, silent = ReferralFactory.create_batch(
        2, place__employer=organisation, status=ReferralStatus.REFUSED
    )
    gone.case.client.erased_at = clock.now()
    gone.case.client.save()
    silent.case.client.consents.update(withdrawn_at=clock.now())

    assert partner.get(f"/partner/kandidaten/{gone.pk}").status_code == 404
    assert partner.get(f"/partner/kandidaten/{silent.pk}").status_code == 404
    assert "Sanne" not in partner.get("/partner/kandidaten").content.decode()
