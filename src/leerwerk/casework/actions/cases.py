"""Open, move and close the case of a client, and keep the places proposed for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from leerwerk.accounts.models import User
from leerwerk.casework.enums import CaseStatus, ProposalStatus
from leerwerk.casework.models import Case, Proposal
from leerwerk.casework.refusals import CaseRefused
from leerwerk.casework.rules import can_case_become
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.network.models import Region
from leerwerk.network.rules import advises_region
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


def must_advise(actor: Actor, region: Region, refused: type[Exception]) -> None:
    """Raise `refused("NOT_YOUR_REGION")` unless the actor advises in the region."""
    if not (actor.is_system or advises_region(actor, region.code)):
        raise refused("NOT_YOUR_REGION", region=region.name)  # type: ignore[call-arg]


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
    audit.record(actor=actor, action="case.open", subject=f"casework.case:{case.pk}", now=now)
    return case


@transaction.atomic
def move_case(*, case: Case, status: str, actor: Actor, now: datetime, reason: str = "") -> Case:
    """Bring a case into its next state; closing asks for a reason."""
    row = lock_case(case)
    must_advise(actor, row.region, CaseRefused)
    if not can_case_become(row.status, status):
        raise CaseRefused("WRONG_STATE", status=row.status, following=status)
    if status == CaseStatus.CLOSED and not reason:
        raise CaseRefused("REASON_MISSING")
    row.status, row.changed_at = status, now
    if status == CaseStatus.CLOSED:
        row.closed_at, row.close_reason = now, reason
    row.save(update_fields=["status", "changed_at", "closed_at", "close_reason"])
    audit.record(
        actor=actor,
        action="case.move",
        subject=f"casework.case:{row.pk}",
        now=now,
        details={"status": status},
    )
    return row


@transaction.atomic
def store_proposals(
    *, case: Case, places: Sequence[ProposedPlace], engine: Engine, actor: Actor, now: datetime
) -> list[Proposal]:
    """Replace the open proposals of a case by these; those acted upon stay. Starts advice when it had not begun."""
    row = lock_case(case)
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
    if row.status in {CaseStatus.ASKED, CaseStatus.PLANNED}:
        row.status, row.changed_at = CaseStatus.IN_ADVICE, now
        row.save(update_fields=["status", "changed_at"])
    audit.record(
        actor=actor,
        action="case.propose",
        subject=f"casework.case:{row.pk}",
        now=now,
        details={"places": [place.place_id for place in places], **vars(engine)},
    )
    return made


@transaction.atomic
def dismiss_proposal(*, proposal: Proposal, actor: Actor, now: datetime) -> Proposal:
    """Put a proposed place aside for this case."""
    must_advise(actor, proposal.case.region, CaseRefused)
    row = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    if row.status != ProposalStatus.OPEN:
        raise CaseRefused("WRONG_STATE", status=row.status)
    row.status = ProposalStatus.DISMISSED
    row.save(update_fields=["status"])
    audit.record(actor=actor, action="proposal.dismiss", subject=f"casework.proposal:{row.pk}", now=now)
    return row


def lock_case(case: Case) -> Case:
    """The case, locked until the end of the transaction."""
    return Case.objects.select_for_update(no_key=True, of=("self",)).select_related("region").get(pk=case.pk)
