"""What happens in casework when a client is erased or withdraws a consent; on the signals, so after the commit."""

from datetime import datetime

import pytest

from leerwerk.casework.actions.farewells import erase_person
from leerwerk.casework.actions.placements import cancel_placement, complete_placement
from leerwerk.casework.enums import CaseStatus, PlacementStatus, ReferralStatus
from leerwerk.casework.models import Case, Placement, Proposal, Referral
from leerwerk.casework.refusals import CaseRefused
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


@pytest.mark.parametrize(
    "status", [PlacementStatus.PROPOSED, PlacementStatus.AGREED, PlacementStatus.STARTED]
)
def test_who_learns_somewhere_is_not_erased_until_that_ends(
    case: Case, adviser: Actor, now: datetime, status: str
) -> None:
    running = PlacementFactory(case=case, status=status)
    with pytest.raises(CaseRefused, match="PLACEMENT_RUNNING"):
        erase_person(client=case.client, actor=adviser, now=now)

    if status == PlacementStatus.STARTED:
        complete_placement(placement=running, ends_on=now.date(), actor=adviser, now=now)
    else:
        cancel_placement(placement=running, actor=adviser, now=now)
    erase_person(client=case.client, actor=adviser, now=now)

    case.refresh_from_db()
    assert case.client.erased_at == now
    assert case.status == CaseStatus.CLOSED


def test_adviser_of_another_region_erases_nobody(case: Case, stranger: Actor, now: datetime) -> None:
    with pytest.raises(CaseRefused, match="NOT_YOUR_REGION"):
        erase_person(client=case.client, actor=stranger, now=now)


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
