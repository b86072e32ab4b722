"""What is forgotten at night, and what is finished that was broken off."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from structlog.testing import capture_logs

from leerwerk.casework.actions.retention import NotAllForgottenError, finish_farewells, forget_what_expired
from leerwerk.casework.enums import CaseStatus, CloseReason, PlacementStatus, ReferralStatus
from leerwerk.casework.models import Case, Placement, Referral
from leerwerk.kernel.actor import SYSTEM
from leerwerk.kernel.models import AuditEntry
from leerwerk.people.actions import ERASED
from leerwerk.people.models import Consent
from tests.factories.casework import CaseFactory, PlacementFactory, ProposalFactory, ReferralFactory
from tests.factories.people import ConsentFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
YEAR = timedelta(days=366)


@pytest.fixture
def forget(now: datetime, django_capture_on_commit_callbacks: Any) -> Any:
    """The night after so many years."""

    def run(years: float = 0) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            return forget_what_expired(actor=SYSTEM, now=now + years * YEAR)

    return run


@pytest.fixture
def closed(now: datetime) -> Case:
    case = CaseFactory(
        status=CaseStatus.CLOSED, closed_at=now, close_reason=CloseReason.COMPLETED, goal="Sanne wil lassen"
    )
    case.client.email, case.client.phone = "sanne@voorbeeld.nl", "0612345678"
    case.client.save()
    profile = case.client.profile
    profile.wished_occupations, profile.prior_education = ["lasser"], 2
    profile.save()
    ReferralFactory(case=case, status=ReferralStatus.REFUSED, message="Sanne kan goed lassen")
    PlacementFactory(case=case, status=PlacementStatus.COMPLETED)
    ProposalFactory(case=case)
    return case


def test_within_a_year_everything_stays(closed: Case, forget: Any) -> None:
    assert forget(0.9) == 0


def test_after_a_year_contact_and_profile_are_gone_but_the_name_is_not(closed: Case, forget: Any) -> None:
    assert forget(1) == 1
    assert forget(1.1) == 0

    closed.refresh_from_db()
    person, profile = closed.client, closed.client.profile
    assert (person.email, person.phone, person.birth_date, person.postcode) == ("", "", None, "7511")
    assert (profile.wished_occupations, profile.prior_education) == ([], None)
    assert person.first_name == "Sanne"
    assert AuditEntry.objects.get().action == "client.forget"


def test_after_two_years_the_person_is_gone_and_what_agreements_count_stays(
    closed: Case, forget: Any
) -> None:
    forget(1)
    assert forget(2) == 1
    assert forget(2.1) == 0

    closed.refresh_from_db()
    assert (closed.client.first_name, closed.client.last_name, closed.goal) == (ERASED, ERASED, "")
    assert Referral.objects.get().message == ""
    assert Placement.objects.signed().count() == 1
    assert Consent.objects.exists()


def test_after_five_years_the_proof_of_consent_is_gone(closed: Case, forget: Any) -> None:
    forget(3)
    assert forget(5) == 1
    assert forget(5.1) == 0

    assert not Consent.objects.exists()


def test_who_came_back_is_not_forgotten_until_the_last_case_has_had_its_time(
    closed: Case, now: datetime, forget: Any
) -> None:
    forget(1)
    again = CaseFactory(client=closed.client, consent=False)
    assert forget(4) == 0

    again.status, again.closed_at, again.close_reason = CaseStatus.CLOSED, now + 4 * YEAR, CloseReason.MOVED
    again.save()
    assert forget(4.9) == 0
    assert forget(5) == 1
    assert closed.client.first_name == "Sanne"


def test_one_client_who_cannot_be_forgotten_keeps_none_of_the_others_from_it(
    closed: Case, now: datetime, forget: Any
) -> None:
    other = CaseFactory(status=CaseStatus.CLOSED, closed_at=now, close_reason=CloseReason.MOVED)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION pg_temp.refuse() RETURNS trigger LANGUAGE plpgsql"
            " AS $$ BEGIN RAISE EXCEPTION 'Sanne Veldkamp'; END $$;"
            " CREATE TRIGGER refuse BEFORE UPDATE ON people_client FOR EACH ROW"
            f" WHEN (OLD.id = {closed.client_id}) EXECUTE FUNCTION pg_temp.refuse()"
        )

    with capture_logs() as logged, pytest.raises(NotAllForgottenError) as told:
        forget(1)

    other.client.refresh_from_db()
    assert other.client.forgotten_at is not None
    assert told.value.left == [closed.client_id]
    assert str(told.value) == f"1 clients: {closed.client_id}"
    assert [line["event"] for line in logged] == ["client not forgotten"]
    assert "Veldkamp" not in f"{logged} {told.value}"


def test_what_followed_an_erasure_or_a_withdrawal_is_finished(now: datetime) -> None:
    erased, silent, sharing = (CaseFactory(goal="lassen", consent=False) for _ in range(3))
    erased.client.erased_at = now
    erased.client.save()
    ConsentFactory(client=silent.client, withdrawn_at=now)
    ConsentFactory(client=sharing.client)
    referrals = [ReferralFactory(case=case) for case in (erased, silent, sharing)]

    assert finish_farewells(now=now) == 2
    assert finish_farewells(now=now) == 0

    for row in (erased, *referrals):
        row.refresh_from_db()
    assert (erased.status, erased.goal) == (CaseStatus.CLOSED, "")
    assert [row.status for row in referrals] == ["WITHDRAWN", "WITHDRAWN", "SENT"]
