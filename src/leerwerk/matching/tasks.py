"""Keeps the market in step with the tables."""

from leerwerk.kernel import clock
from leerwerk.kernel.queue import periodic, task
from leerwerk.matching.market import ensure_market


@periodic("* * * * *")
@task(name="matching.refresh_market", queueing_lock="matching.refresh_market")
def refresh_market(timestamp: int) -> bool:
    """Build the market again when places, seats or vocabularies changed; says whether it was built."""
    return ensure_market(clock.now())
