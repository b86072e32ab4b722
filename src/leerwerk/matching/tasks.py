"""Keeps the market in step with the tables, does the regional rounds, and forgets what they had to."""

import structlog
from django.db import transaction

from leerwerk.kernel import clock
from leerwerk.kernel.queue import enqueue, periodic, task
from leerwerk.matching import market
from leerwerk.matching.actions.forgetting import forget_old_rounds
from leerwerk.matching.actions.running import begin_round, fail_round, finish_round, note_stage
from leerwerk.matching.allocating import allocate_region
from leerwerk.matching.market import ensure_market
from leerwerk.matching.models import MatchingRound

log = structlog.get_logger("leerwerk.rounds")


@periodic("* * * * *")
@task(name="matching.refresh_market", queueing_lock="matching.refresh_market")
def refresh_market(timestamp: int) -> bool:
    """Mend the market and take up what changed, also what nobody told of; says whether there was something."""
    return ensure_market(clock.now())


@task(name="matching.take_up_changes")
def take_up_changes() -> None:
    """Put places that changed on the market, for readers to see at once."""
    market.take_up_changes(clock.now())


@task(name="matching.run_round")
def run_round(round_id: int) -> None:
    """Do one round. A failure is written down and tried again later; the third parks it."""
    row = begin_round(round_id=round_id, now=clock.now())
    if row is None:
        return
    try:
        _do(row)
    except Exception as failure:  # noqa: BLE001  (whatever it is, the round must not look busy for ever)
        # The words of a failure may repeat what it was about; its kind does not.
        fault = type(failure).__name__
        with transaction.atomic():
            again_at = fail_round(round_id=round_id, attempt=row.attempts, fault=fault, now=clock.now())
            if again_at is not None:
                enqueue(run_round, run_at=again_at, round_id=round_id)
        log.error("round failed", round=round_id, attempt=row.attempts, error=fault, again_at=again_at)


def _do(row: MatchingRound) -> None:
    outcome = allocate_region(
        row.region.code,
        objective=row.objective,
        policy=row.policy,
        seed=row.seed,
        now=clock.now(),
        tell=lambda stage: note_stage(round_id=row.pk, attempt=row.attempts, stage=stage),
    )
    finish_round(round_id=row.pk, attempt=row.attempts, outcome=outcome, now=clock.now())


@periodic("35 2 * * *")
@task(name="matching.forget_old_rounds", queueing_lock="matching.forget_old_rounds")
def forget_rounds(timestamp: int) -> int:
    """Wipe at night what rounds keep of cases that had their time."""
    return forget_old_rounds(now=clock.now())
