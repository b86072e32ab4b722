from datetime import datetime

import pytest

from leerwerk.casework.actions.cases import (
    Engine,
    ProposedPlace,
    add_proposal,
    dismiss_proposal,
    move_case,
    open_case,
    store_proposals,
)
from leerwerk.casework.enums import CaseStatus, CloseReason, PlacementStatus, ProposalStatus, ReferralStatus
from leerwerk.casework.models import Case, Referral
from leerwerk.casework.refusals import CaseRefused
from leerwerk.catalogue.models import Place
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.models import AuditEntry
from tests.factories.actors import adviser_of
from tests.factories.casework import CaseFactory, PlacementFactory, ProposalFactory, ReferralFactory
from tests.factories.catalogue import PlaceFactory
from tests.factories.people import ClientFactory

pytestmark = [pytest.mark.db, pytest.mark.django_db]
ENGINE = Engine(engine_version="1", weights_version="2", market_version="3")


def proposed(place: Place, rank: int = 1) -> ProposedPlace:
    return ProposedPlace(place.pk, rank, 70.5, 6.2, {"wish": 50.0, "distance": 20.5}, ["START"])


def test_open_case_starts_with_the_question(adviser: Actor, case: Case, now: datetime) -> None:
    client = ClientFactory(region=case.region)

    opened = open_case(client=client, adviser=None, goal="Lassen leren", actor=adviser, now=now)

    assert (opened.status, opened.region, opened.goal) == (CaseStatus.ASKED, client.region, "Lassen leren")
    assert AuditEntry.objects.get().action == "case.open"


def test_open_case_refuses_a_second_open_case(adviser: Actor, case: Case, now: datetime) -> None:
    with pytest.raises(CaseRefused, match="ALREADY_OPEN"):
        open_case(client=case.client, adviser=None, goal="", actor=adviser, now=now)


def test_open_case_refuses_another_region(stranger: Actor, case: Case, now: datetime) -> None:
    with pytest.raises(CaseRefused, match="NOT_YOUR_REGION"):
        open_case(client=case.client, adviser=None, goal="", actor=stranger, now=now)


def test_move_case_goes_on_once(adviser: Actor, now: datetime, case: Case) -> None:
    for _ in range(2):
        move_case(case=case, status=CaseStatus.IN_TRAJECTORY, actor=adviser, now=now)

    case.refresh_from_db()
    assert (case.status, case.changed_at) == (CaseStatus.IN_TRAJECTORY, now)
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("status", "reason", "code"),
    [
        (CaseStatus.ASKED, "", "WRONG_STATE"),
        (CaseStatus.CLOSED, "", "REASON_MISSING"),
        (CaseStatus.CLOSED, "ZOMAAR", "REASON_MISSING"),
    ],
)
def test_move_case_refuses(
    adviser: Actor, now: datetime, case: Case, status: str, reason: str, code: str
) -> None:
    with pytest.raises(CaseRefused, match=code):
        move_case(case=case, status=status, actor=adviser, now=now, reason=reason)

    case.refresh_from_db()
    assert case.status == CaseStatus.IN_ADVICE


def test_move_case_refuses_another_region(stranger: Actor, now: datetime, case: Case) -> None:
    with pytest.raises(CaseRefused, match="NOT_YOUR_REGION"):
        move_case(case=case, status=CaseStatus.IN_TRAJECTORY, actor=stranger, now=now)


def test_move_case_refuses_to_close_while_a_placement_runs(adviser: Actor, now: datetime, case: Case) -> None:
    PlacementFactory(case=case, status=PlacementStatus.STARTED)

    with pytest.raises(CaseRefused, match="PLACEMENT_RUNNING"):
        move_case(case=case, status=CaseStatus.CLOSED, actor=adviser, now=now, reason=CloseReason.OTHER)


def test_closing_a_case_takes_back_its_open_referrals(adviser: Actor, now: datetime, case: Case) -> None:
    prepared = ReferralFactory(case=case, status=ReferralStatus.PROPOSED)
    sent = ReferralFactory(case=case)
    refused = ReferralFactory(case=case, status=ReferralStatus.REFUSED)

    closed = move_case(case=case, status=CaseStatus.CLOSED, actor=adviser, now=now, reason=CloseReason.MOVED)

    assert (closed.closed_at, closed.close_reason) == (now, CloseReason.MOVED)
    assert not Referral.objects.filter(pk=prepared.pk).exists()
    assert dict(Referral.objects.values_list("pk", "status")) == {
        sent.pk: ReferralStatus.WITHDRAWN,
        refused.pk: ReferralStatus.REFUSED,
    }


def test_store_proposals_replaces_the_open_ones_and_keeps_those_acted_upon(
    now: datetime,
) -> None:
    case = CaseFactory(status=CaseStatus.ASKED)
    adviser = adviser_of(case.region)
    old = ProposalFactory(case=case)
    acted = ProposalFactory(case=case, status=ProposalStatus.DISMISSED)
    fresh = PlaceFactory()

    made = store_proposals(
        case=case, places=[proposed(fresh), proposed(acted.place, 2)], engine=ENGINE, actor=adviser, now=now
    )

    assert [proposal.place for proposal in made] == [fresh]
    assert set(case.proposals.values_list("place_id", "status")) == {
        (fresh.pk, ProposalStatus.OPEN),
        (acted.place_id, ProposalStatus.DISMISSED),
    }
    assert old.place_id not in case.proposals.values_list("place_id", flat=True)
    case.refresh_from_db()
    assert case.status == CaseStatus.IN_ADVICE


def test_store_proposals_refuses_a_closed_case(adviser: Actor, now: datetime, case: Case) -> None:
    move_case(case=case, status=CaseStatus.CLOSED, actor=adviser, now=now, reason=CloseReason.OTHER)

    with pytest.raises(CaseRefused, match="CASE_CLOSED"):
        store_proposals(case=case, places=[], engine=ENGINE, actor=adviser, now=now)


def test_store_proposals_refuses_another_region(stranger: Actor, now: datetime, case: Case) -> None:
    with pytest.raises(CaseRefused, match="NOT_YOUR_REGION"):
        store_proposals(case=case, places=[], engine=ENGINE, actor=stranger, now=now)


def test_add_proposal_leaves_the_others_and_renews_an_open_one(
    adviser: Actor, now: datetime, case: Case, place: Place
) -> None:
    other = ProposalFactory(case=case)
    Case.objects.filter(pk=case.pk).update(status=CaseStatus.ASKED)

    for rank in (1, 2):
        add_proposal(case=case, place=proposed(place, rank), engine=ENGINE, actor=adviser, now=now)

    assert case.proposals.filter(pk=other.pk).exists()
    assert case.proposals.get(place=place).rank == 2
    case.refresh_from_db()
    assert case.status == CaseStatus.IN_ADVICE


@pytest.mark.parametrize("status", [ProposalStatus.REFERRED, ProposalStatus.DISMISSED])
def test_add_proposal_refuses_a_place_that_was_acted_upon(
    adviser: Actor, now: datetime, case: Case, place: Place, status: str
) -> None:
    ProposalFactory(case=case, place=place, status=status)

    with pytest.raises(CaseRefused, match="WRONG_STATE"):
        add_proposal(case=case, place=proposed(place), engine=ENGINE, actor=adviser, now=now)


def test_add_proposal_refuses_another_region_and_a_closed_case(
    adviser: Actor, stranger: Actor, now: datetime, case: Case, place: Place
) -> None:
    with pytest.raises(CaseRefused, match="NOT_YOUR_REGION"):
        add_proposal(case=case, place=proposed(place), engine=ENGINE, actor=stranger, now=now)
    Case.objects.filter(pk=case.pk).update(status=CaseStatus.CLOSED, closed_at=now, close_reason="MOVED")
    with pytest.raises(CaseRefused, match="CASE_CLOSED"):
        add_proposal(case=case, place=proposed(place), engine=ENGINE, actor=adviser, now=now)


def test_dismiss_proposal_puts_a_place_aside_once(adviser: Actor, now: datetime, case: Case) -> None:
    proposal = ProposalFactory(case=case)

    for _ in range(2):
        dismissed = dismiss_proposal(proposal=proposal, actor=adviser, now=now)

    assert dismissed.status == ProposalStatus.DISMISSED
    assert AuditEntry.objects.filter(action="proposal.dismiss").count() == 1


def test_dismiss_proposal_refuses_one_that_was_referred(adviser: Actor, now: datetime, case: Case) -> None:
    proposal = ProposalFactory(case=case, status=ProposalStatus.REFERRED)

    with pytest.raises(CaseRefused, match="WRONG_STATE"):
        dismiss_proposal(proposal=proposal, actor=adviser, now=now)


def test_dismiss_proposal_refuses_another_region(stranger: Actor, now: datetime, case: Case) -> None:
    with pytest.raises(CaseRefused, match="NOT_YOUR_REGION"):
        dismiss_proposal(proposal=ProposalFactory(case=case), actor=stranger, now=now)
