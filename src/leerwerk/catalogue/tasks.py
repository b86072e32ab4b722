"""Daily work of the catalogue."""

from leerwerk.catalogue.actions.places import close_overdue_places
from leerwerk.kernel import clock
from leerwerk.kernel.actor import SYSTEM
from leerwerk.kernel.queue import periodic, task


@periodic("30 4 * * *")
@task(name="catalogue.close_overdue", queueing_lock="catalogue.close_overdue")
def close_overdue(timestamp: int) -> dict[str, int]:
    """Take places offline that are past their last day or untouched for 90 days."""
    return close_overdue_places(today=clock.today(), actor=SYSTEM, now=clock.now())
