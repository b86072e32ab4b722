"""Daily work of the catalogue."""

from leerwerk.catalogue.actions.notices import send_notices
from leerwerk.catalogue.actions.places import close_overdue_places
from leerwerk.kernel import clock
from leerwerk.kernel.actor import SYSTEM
from leerwerk.kernel.queue import periodic, task


@periodic("30 4 * * *")
@task(name="catalogue.close_overdue", queueing_lock="catalogue.close_overdue")
def close_overdue(timestamp: int) -> dict[str, int]:
    """Take places offline that are past their last day or untouched for 90 days."""
    return close_overdue_places(today=clock.today(), actor=SYSTEM, now=clock.now())


@periodic("0 8 * * *")
@task(name="catalogue.send_notices", queueing_lock="catalogue.send_notices")
def notify_employers(timestamp: int) -> int:
    """Tell employers by mail, at an hour to read it, which places go offline in a week or tomorrow."""
    return send_notices(today=clock.today(), actor=SYSTEM, now=clock.now())
