"""Daily work of contact."""

from leerwerk.contact.actions.forgetting import forget_expired
from leerwerk.kernel import clock
from leerwerk.kernel.actor import SYSTEM
from leerwerk.kernel.queue import periodic, task


@periodic("45 2 * * *")
@task(name="contact.forget_expired", queueing_lock="contact.forget_expired")
def forget_old_correspondence(timestamp: int) -> int:
    """Wipe at night what may not be kept any longer."""
    return forget_expired(actor=SYSTEM, now=clock.now())
