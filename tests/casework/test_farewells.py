"""What happens in casework when a client is erased or withdraws a consent; on the signals, so after the commit."""

from datetime import datetime

import pytest

from leerwerk.casework.actions.placements import complete_placement
from leerwerk.casework.enums import CaseStatus, PlacementStatus, ReferralStatus
from leerwerk.casework.models import Case, Placement, Proposal, Referral
from leerwerk.kernel.actor import Actor
from leerwerk.people.actions import erase_client, withdraw_consent
from leerwerk.people.enums import ConsentPurpose
from tests.factories.casework import CaseFactory, PlacementFactory, ProposalFactory, ReferralFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def case(transactional_db: None) -> Case:
    return CaseFactory(goal="Sam wil lassen")


def test_erased_client_leaves_only_what_agreements_count(case: Case, adviser: Actor, now: datetime) -> None:
    ReferralFactory(case=case, message="Sam kan goed lassen")
    ReferralFactory(case=case, status=ReferralStatus.PROPOSED)
    ProposalFactory(case=case)
    PlacementFactory(case=case, status=PlacementStatus.COMPLETED)

    erase_client(client=case.client, actor=adviser, now=now)

    case.refresh_from_db()
    assert (case.goal, case.status) == ("", CaseStatus.CLOSED)
    assert list(Referral.objects.values_list("message", "status")) == [("", ReferralStatus.WITHDRAWN)]
    assert not Proposal.objects.exists()
    assert Placement.objects.signed().count() == 1


def test_placement_of_an_erased_client_ends_and_its_case_stays_closed(
    case: Case, adviser: Actor, now: datetime
) -> None:
    running = PlacementFactory(case=case, status=PlacementStatus.STARTED)
    erase_client(client=case.client, actor=adviser, now=now)

    complete_placement(placement=running, ends_on=now.date(), actor=adviser, now=now)

    running.refresh_from_db()
    case.refresh_from_db()
    assert (running.status, case.status) == (PlacementStatus.COMPLETED, CaseStatus.CLOSED)


def test_withdrawn_consent_takes_the_client_from_the_employers(
    case: Case, adviser: Actor, now: datetime
) -> None:
    sent = ReferralFactory(case=case)

    withdraw_consent(client=case.client, purpose=ConsentPurpose.CONTACT, actor=adviser, now=now)
    sent.refresh_from_db()
    assert sent.status == ReferralStatus.SENT

    withdraw_consent(client=case.client, purpose=ConsentPurpose.SHARE_WITH_EMPLOYER, actor=adviser, now=now)
    sent.refresh_from_db()
    assert sent.status == ReferralStatus.WITHDRAWN
