"""A person decides about the pairs of a round: propose it to the adviser, put it aside, or open it again."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from leerwerk.casework.actions.cases import Engine, ProposedPlace, add_proposal
from leerwerk.casework.actions.guards import lock_case
from leerwerk.casework.models import Proposal
from leerwerk.catalogue.models import Place
from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.refusal import Refusal
from leerwerk.matching.actions.guards import must_coordinate
from leerwerk.matching.enums import AsideReason, PairState
from leerwerk.matching.models import RoundPair
from leerwerk.matching.refusals import RoundRefused
from leerwerk.matching.rounds import hindrance_of, with_hindrances


@dataclass(frozen=True)
class Decided:
    """What came of accepting several pairs: how many became a proposal, and who was refused with why."""

    accepted: int
    refused: tuple[tuple[RoundPair, Refusal], ...]


@transaction.atomic
def accept_pair(*, pair: RoundPair, actor: Actor, now: datetime) -> Proposal | None:
    """Make the pair a proposal on its case, which the adviser can refer; accepting twice accepts once.

    Case and place are locked, so that a place which closes or a case which ends at the same moment is seen. Raises
    RoundRefused NOT_YOUR_REGION, WRONG_STATE (put aside), or a code of `pair_verdict`.
    """
    lock_case(pair.case_id)
    Place.objects.select_for_update(no_key=True).get(pk=pair.place_id)
    row = _lock(pair, actor)
    if row.state == PairState.ACCEPTED:
        return row.proposal
    if row.state != PairState.OPEN:
        raise RoundRefused("WRONG_STATE", status=row.state)
    verdict = hindrance_of(row)
    if verdict:
        raise RoundRefused(verdict, place=row.place.title)
    row.proposal = add_proposal(
        case=row.case, place=_proposed(row), engine=_engine(row), actor=actor, now=now
    )
    _decide(row, PairState.ACCEPTED, actor, now)
    return row.proposal


def accept_pairs(*, pairs: Iterable[RoundPair], actor: Actor, now: datetime) -> Decided:
    """Accept each in a transaction of its own: one that became impossible keeps none of the others from it."""
    accepted, refused = 0, []
    for pair in pairs:
        try:
            accept_pair(pair=pair, actor=actor, now=now)
        except Refusal as refusal:
            refused.append((pair, refusal))
        else:
            accepted += 1
    return Decided(accepted, tuple(refused))


@transaction.atomic
def set_aside_pair(*, pair: RoundPair, reason: str, actor: Actor, now: datetime) -> RoundPair:
    """Put a pair aside with a reason; doing it twice does it once.

    Raises RoundRefused NOT_YOUR_REGION, REASON_MISSING or WRONG_STATE.
    """
    row = _lock(pair, actor)
    if row.state == PairState.SET_ASIDE:
        return row
    if reason not in AsideReason.values:
        raise RoundRefused("REASON_MISSING")
    if row.state != PairState.OPEN:
        raise RoundRefused("WRONG_STATE", status=row.state)
    row.aside_reason = reason
    return _decide(row, PairState.SET_ASIDE, actor, now)


@transaction.atomic
def reopen_pair(*, pair: RoundPair, actor: Actor, now: datetime) -> RoundPair:
    """Take a pair back that was put aside. Raises RoundRefused WRONG_STATE for one that became a proposal."""
    row = _lock(pair, actor)
    if row.state == PairState.OPEN:
        return row
    if row.state != PairState.SET_ASIDE:
        raise RoundRefused("WRONG_STATE", status=row.state)
    row.aside_reason = ""
    return _decide(row, PairState.OPEN, actor, now)


def _lock(pair: RoundPair, actor: Actor) -> RoundPair:
    pairs = with_hindrances(RoundPair.objects.select_for_update(no_key=True, of=("self",)))
    row = pairs.select_related("round__region", "case__client", "place").get(pk=pair.pk)
    must_coordinate(actor, row.round.region)
    return row


def _decide(row: RoundPair, state: PairState, actor: Actor, now: datetime) -> RoundPair:
    is_open = state == PairState.OPEN
    row.state = state
    row.decided_at = None if is_open else now
    row.decided_by_id = None if is_open else actor.user_id
    row.save(update_fields=["state", "aside_reason", "decided_at", "decided_by", "proposal"])
    audit.record(
        actor=actor,
        action=f"round.{'reopen' if is_open else 'accept' if row.proposal_id else 'set_aside'}_pair",
        subject=f"matching.round:{row.round_id}",
        now=now,
        details={"pair": row.pk, "case": row.case_id, "place": row.place_id, "reason": row.aside_reason},
        data_subject=str(row.case.client.number),
    )
    return row


def _proposed(row: RoundPair) -> ProposedPlace:
    return ProposedPlace(
        place_id=row.place_id,
        rank=row.choice,
        score=row.score,
        distance_km=row.distance_km,
        contributions=row.contributions,
        to_check=row.to_check,
    )


def _engine(row: RoundPair) -> Engine:
    return Engine(
        engine_version=row.round.engine_version,
        weights_version=row.round.weights["version"],
        market_version=row.round.market_version,
    )
