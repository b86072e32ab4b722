"""What the worker writes about a round: that it began, how far it is, what it came to, or that it failed."""

from datetime import datetime

from django.db import transaction

from leermatch.snapshot import ENGINE
from leerwerk.kernel import audit
from leerwerk.kernel.actor import SYSTEM
from leerwerk.matching.actions.guards import lock_round
from leerwerk.matching.allocating import Outcome, Pair, Participant
from leerwerk.matching.enums import BUSY, RoundState, Stage
from leerwerk.matching.models import MatchingRound, RoundPair, RoundSeeker
from leerwerk.matching.rules import ATTEMPTS, retry_after

LOST_WORKER = "WorkerLost"


@transaction.atomic
def begin_round(*, round_id: int, now: datetime) -> MatchingRound | None:
    """Take a round that waits, or one whose worker died; None when there is nothing (more) to do."""
    row = lock_round(round_id)
    if row.state not in BUSY:
        return None
    if row.attempts >= ATTEMPTS:  # each of them ended without a word: killed, most likely for its memory
        _park(row, LOST_WORKER, now)
        return None
    row.state, row.stage, row.attempts = RoundState.RUNNING, Stage.READING, row.attempts + 1
    row.began_at = now
    row.save(update_fields=["state", "stage", "attempts", "began_at"])
    return row


def note_stage(*, round_id: int, attempt: int, stage: str) -> None:
    """Write down how far an attempt is, for those who look on."""
    MatchingRound.objects.filter(pk=round_id, state=RoundState.RUNNING, attempts=attempt).update(stage=stage)


@transaction.atomic
def finish_round(*, round_id: int, attempt: int, outcome: Outcome, now: datetime) -> bool:
    """Store what an attempt came to; False when the round was stopped or another attempt took over."""
    row = lock_round(round_id)
    if row.state != RoundState.RUNNING or row.attempts != attempt:
        return False
    row.state, row.stage, row.ended_at, row.fault = RoundState.DONE, "", now, ""
    row.market_version, row.engine_version, row.weights = (
        outcome.market_version,
        ENGINE,
        outcome.weights,
    )
    row.seekers, row.placed = len(outcome.participants), len(outcome.pairs)
    row.without_choice, row.seats = outcome.without_choice, outcome.seats
    row.certificate, row.report = outcome.solution.certificate, outcome.solution.report
    row.save()
    RoundSeeker.objects.bulk_create(
        _seeker(row, position, each) for position, each in enumerate(outcome.participants)
    )
    RoundPair.objects.bulk_create(_pair(row, each) for each in outcome.pairs)
    audit.record(
        actor=SYSTEM,
        action="round.finish",
        subject=f"matching.round:{row.pk}",
        now=now,
        details={
            "seekers": row.seekers,
            "placed": row.placed,
            "market_version": row.market_version,
            "weights_version": row.weights["version"],
            "engine_version": row.engine_version,
            "cases": [each.case_id for each in outcome.participants],
        },
        purpose="passende plekken zoeken",
    )
    return True


@transaction.atomic
def fail_round(*, round_id: int, attempt: int, fault: str, now: datetime) -> datetime | None:
    """Note that an attempt failed: when the next may begin, or None when the round is parked for a person."""
    row = lock_round(round_id)
    if row.state != RoundState.RUNNING or row.attempts != attempt:
        return None
    wait = retry_after(row.attempts)
    if wait is None:
        _park(row, fault, now)
        return None
    row.state, row.stage, row.fault = RoundState.QUEUED, "", fault
    row.save(update_fields=["state", "stage", "fault"])
    return now + wait


def _park(row: MatchingRound, fault: str, now: datetime) -> None:
    row.state, row.stage, row.fault, row.ended_at = RoundState.PARKED, "", row.fault or fault, now
    row.save(update_fields=["state", "stage", "fault", "ended_at"])
    audit.record(
        actor=SYSTEM,
        action="round.park",
        subject=f"matching.round:{row.pk}",
        now=now,
        details={"fault": row.fault, "attempts": row.attempts},
    )


def _seeker(row: MatchingRound, position: int, each: Participant) -> RoundSeeker:
    choices = each.chooser.choices
    return RoundSeeker(
        round=row,
        case_id=each.case_id,
        position=position,
        groups=list(each.chooser.groups),
        choices=[[choice.place_id, choice.score, choice.priority] for choice in choices],
        eligible_total=len(choices),
        obstacles=each.obstacles,
    )


def _pair(row: MatchingRound, each: Pair) -> RoundPair:
    facts = {**vars(each), "to_check": list(each.to_check), "reasons": list(each.reasons)}
    return RoundPair(round=row, **facts)
