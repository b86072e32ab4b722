"""Daily work of casework."""

from leerwerk.casework.actions.referrals import lapse_referrals
from leerwerk.casework.actions.retention import finish_farewells, forget_what_expired
from leerwerk.kernel import clock
from leerwerk.kernel.actor import SYSTEM
from leerwerk.kernel.queue import periodic, task


@periodic("10 6 * * *")
@task(name="casework.lapse_unanswered_referrals", queueing_lock="casework.lapse_unanswered_referrals")
def lapse_unanswered_referrals(timestamp: int) -> int:
    """Close the referrals whose answer is overdue, early in the morning, so that advisers see it at their desk."""
    return lapse_referrals(today=clock.today(), actor=SYSTEM, now=clock.now())


@periodic("40 2 * * *")
@task(name="casework.forget_expired", queueing_lock="casework.forget_expired")
def forget_expired(timestamp: int) -> int:
    """Wipe at night what may not be kept any longer, and finish what was broken off."""
    now = clock.now()
    return finish_farewells(now=now) + forget_what_expired(actor=SYSTEM, now=now)
