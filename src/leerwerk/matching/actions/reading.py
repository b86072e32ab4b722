"""Open a round: each reading of what is about clients is logged, and so is each attempt that fails."""

from collections.abc import Iterable
from datetime import datetime

from leerwerk.kernel import audit
from leerwerk.kernel.actor import Actor
from leerwerk.matching.models import MatchingRound, RoundPair, RoundSeeker
from leerwerk.matching.rounds import rounds_for


def open_round(*, round_id: int, actor: Actor, now: datetime) -> MatchingRound:
    """A round in figures. Raises MatchingRound.DoesNotExist when the actor may not see it."""
    try:
        return rounds_for(actor).get(pk=round_id)
    except MatchingRound.DoesNotExist:
        if MatchingRound.objects.filter(pk=round_id).exists():
            audit.record(
                actor=actor, action="round.read_refused", subject=f"matching.round:{round_id}", now=now
            )
        raise


def log_round_rows(
    rows: Iterable[RoundPair | RoundSeeker], *, row: MatchingRound, actor: Actor, now: datetime, purpose: str
) -> None:
    """Rows of a round show names, so it is a reading: one entry with the cases, none when there are none."""
    cases = sorted({each.case_id for each in rows})
    if cases:
        audit.record(
            actor=actor,
            action="read_list",
            subject=f"matching.round:{row.pk}",
            now=now,
            details={"cases": cases},
            purpose=purpose,
        )
