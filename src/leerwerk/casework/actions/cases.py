"""Open, move and close the case of a client, and keep the places proposed for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from leerwerk.accounts.models import User
from leerwerk.casework.actions.guards import lock_case, must_advise
from leerwerk.casework.actions.withdrawals import withdraw_open_referrals
from leerwerk.casework.enums import CaseStatus, CloseReason, ProposalStatus
from leerwerk.casework.models import Case, Proposal
from leerwerk.casework.queries import has_running_placement
from leerwerk.casework.refusals import CaseRefused
from leerwerk.casework.rules import can_case_become, closing_verdict
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.people.models import Client


@dataclass(frozen=True)
class ProposedPlace:
    """One place as the engine ranked it: points by feature sum to the score; distance in km or None."""

    place_id: int
    rank: int
    score: float
    distance_km: float | None
    contributions: dict[str, float]
    to_check: list[str]


@dataclass(frozen=True)
class Engine:
    """Which engine, weights and market made a proposal, so that it can be replayed."""

    engine_version: str
    weights_version: str
    market_version: str


@transaction.atomic
def open_case(*, client: Client, adviser: User | None, goal: str, actor: Actor, now: datetime) -> Case:
    """A new case. Raises CaseRefused ALREADY_OPEN when the client has one."""
    must_advise(actor, client.region, CaseRefused)
    try:
        with transaction.atomic():
            case = Case.objects.create(
                client=client, region=client.region, adviser=adviser, goal=goal, opened_at=now, changed_at=now
            )
    except IntegrityError as clash:
        raise CaseRefused("ALREADY_OPEN") from clash
    _record("case.open", case, actor, now)
    return case


@transaction.atomic
def move_case(*, case: Case, status: str, actor: Actor, now: datetime, reason: str = "") -> Case:
    """Bring a case into its next state. Closing asks for a reason and takes back the open referrals.

    Raises CaseRefused NOT_YOUR_REGION, WRONG_STATE, REASON_MISSING or PLACEMENT_RUNNING.
    """
    row = lock_case(case.pk)
    must_advise(actor, row.region, CaseRefused)
    if row.status == status:
        return row
    if not can_case_become(row.status, status):
        raise CaseRefused("WRONG_STATE", status=row.status, following=status)
    row.status, row.changed_at = status, now
    if status == CaseStatus.CLOSED:
        _must_be_closable(row, reason)
        withdraw_open_referrals(case=row, actor=actor, now=now)
        row.closed_at, row.close_reason = now, reason
    row.save(update_fields=["status", "changed_at", "closed_at", "close_reason"])
    _record("case.move", row, actor, now, status=status)
    return row


@transaction.atomic
def store_proposals(
    *, case: Case, places: Sequence[ProposedPlace], engine: Engine, actor: Actor, now: datetime
) -> list[Proposal]:
    """Replace the open proposals of a case by these; those acted upon stay. Starts advice when it had not begun."""
    row = lock_case(case.pk)
    must_advise(actor, row.region, CaseRefused)
    if row.status == CaseStatus.CLOSED:
        raise CaseRefused("CASE_CLOSED")
    row.proposals.filter(status=ProposalStatus.OPEN).delete()
    kept = set(row.proposals.values_list("place_id", flat=True))
    made = Proposal.objects.bulk_create(
        Proposal(case=row, made_at=now, **vars(place), **vars(engine))
        for place in places
        if place.place_id not in kept
    )
    _start_advice(row, now)
    _record("case.propose", row, actor, now, places=[place.place_id for place in places], **vars(engine))
    return made


@transaction.atomic
def add_proposal(
    *, case: Case, place: ProposedPlace, engine: Engine, actor: Actor, now: datetime
) -> Proposal:
    """Add one place to the open proposals of a case; the same place proposed before gets the newer facts.

    Starts advice when it had not begun. Raises CaseRefused NOT_YOUR_REGION, CASE_CLOSED, or WRONG_STATE when the
    place was already acted upon.
    """
    row = lock_case(case.pk)
    must_advise(actor, row.region, CaseRefused)
    if row.status == CaseStatus.CLOSED:
        raise CaseRefused("CASE_CLOSED")
    row.proposals.filter(place=place.place_id, status=ProposalStatus.OPEN).delete()
    try:
        with transaction.atomic():
            made = Proposal.objects.create(case=row, made_at=now, **vars(place), **vars(engine))
    except IntegrityError as clash:
        raise CaseRefused("WRONG_STATE") from clash
    _start_advice(row, now)
    _record("case.propose", row, actor, now, places=[place.place_id], **vars(engine))
    return made


@transaction.atomic
def dismiss_proposal(*, proposal: Proposal, actor: Actor, now: datetime) -> Proposal:
    """Put a proposed place aside for this case; putting it aside twice does it once."""
    case = lock_case(proposal.case_id)
    must_advise(actor, case.region, CaseRefused)
    row = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    if row.status == ProposalStatus.DISMISSED:
        return row
    if row.status != ProposalStatus.OPEN:
        raise CaseRefused("WRONG_STATE", status=row.status)
    row.status = ProposalStatus.DISMISSED
    row.save(update_fields=["status"])
    _record("proposal.dismiss", case, actor, now, proposal=row.pk)
    return row


def _start_advice(case: Case, now: datetime) -> None:
    if case.status in {CaseStatus.ASKED, CaseStatus.PLANNED}:
        case.status, case.changed_at = CaseStatus.IN_ADVICE, now
        case.save(update_fields=["status", "changed_at"])


def _must_be_closable(case: Case, reason: str) -> None:
    verdict = closing_verdict(
        reason=reason if reason in CloseReason.values else "", is_placed=has_running_placement(case)
    )
    if verdict:
        raise CaseRefused(verdict)


def _record(action: str, case: Case, actor: Actor, now: datetime, **details: object) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=f"casework.case:{case.pk}",
        now=now,
        details=details,
        data_subject=str(case.client.number),
    )
