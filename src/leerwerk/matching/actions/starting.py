"""Ask for a round, ask again, or stop one. The work itself is a job of the queue."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.kernel.queue import enqueue
from leerwerk.matching.actions.guards import lock_round, must_coordinate
from leerwerk.matching.enums import BUSY, RoundState
from leerwerk.matching.models import MatchingRound
from leerwerk.matching.refusals import RoundRefused
from leerwerk.matching.rules import policy_verdict
from leerwerk.matching.tasks import run_round
from leerwerk.network.models import Region


@transaction.atomic
def start_round(
    *,
    region: Region,
    objective: str,
    policy: dict[str, Any],
    seed: int,
    number: UUID,
    actor: Actor,
    now: datetime,
) -> MatchingRound:
    """Put a round for a region in the queue. The same `number` (a form sent twice) gives the same round.

    Raises RoundRefused NOT_YOUR_REGION, a code of `policy_verdict`, or ROUND_BUSY while another round of the region
    waits or runs.
    """
    must_coordinate(actor, region)
    verdict = policy_verdict(policy)
    if verdict:
        raise RoundRefused(verdict)
    known = MatchingRound.objects.filter(number=number, region=region).first()
    if known is not None:
        return known
    try:
        with transaction.atomic():
            row = MatchingRound.objects.create(
                number=number,
                region=region,
                objective=objective,
                policy=policy,
                seed=seed,
                started_by_id=actor.user_id,
                asked_at=now,
            )
    except IntegrityError as clash:
        known = MatchingRound.objects.filter(number=number, region=region).first()
        if known is not None:
            return known
        raise RoundRefused("ROUND_BUSY", region=region.name) from clash
    _queue("round.start", row, actor, now)
    return row


@transaction.atomic
def retry_round(*, round_id: int, actor: Actor, now: datetime) -> MatchingRound:
    """Put a parked round in the queue once more; one that waits already stays there.

    Raises RoundRefused NOT_YOUR_REGION, WRONG_STATE, or ROUND_BUSY.
    """
    row = lock_round(round_id)
    must_coordinate(actor, row.region)
    if row.state in BUSY:
        return row
    if row.state != RoundState.PARKED:
        raise RoundRefused("WRONG_STATE", status=row.state)
    row.state, row.attempts, row.stage, row.fault, row.asked_at = RoundState.QUEUED, 0, "", "", now
    try:
        with transaction.atomic():
            row.save(update_fields=["state", "attempts", "stage", "fault", "asked_at"])
    except IntegrityError as clash:
        raise RoundRefused("ROUND_BUSY", region=row.region.name) from clash
    _queue("round.retry", row, actor, now)
    return row


@transaction.atomic
def stop_round(*, round_id: int, actor: Actor, now: datetime) -> MatchingRound:
    """Give up a round that is not done; what a worker still finds for it is thrown away. Stopping twice stops once."""
    row = lock_round(round_id)
    must_coordinate(actor, row.region)
    if row.state == RoundState.STOPPED:
        return row
    if row.state == RoundState.DONE:
        raise RoundRefused("WRONG_STATE", status=row.state)
    row.state, row.ended_at = RoundState.STOPPED, now
    row.save(update_fields=["state", "ended_at"])
    _record("round.stop", row, actor, now)
    return row


def _queue(action: str, row: MatchingRound, actor: Actor, now: datetime) -> None:
    enqueue(run_round, round_id=row.pk)
    _record(action, row, actor, now)


def _record(action: str, row: MatchingRound, actor: Actor, now: datetime) -> None:
    audit.record(
        actor=actor,
        action=action,
        subject=f"matching.round:{row.pk}",
        now=now,
        details={
            "region": row.region.code,
            "objective": row.objective,
            "seed": row.seed,
            "policy": row.policy,
        },
    )
