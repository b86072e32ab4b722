"""Daily work of casework."""

from leerwerk.casework.actions.referrals import lapse_referrals
from leerwerk.kernel import clock
from leerwerk.kernel.actor import SYSTEM
from leerwerk.kernel.queue import periodic, task


@periodic("10 6 * * *")
@task(name="casework.lapse_unanswered_referrals", queueing_lock="casework.lapse_unanswered_referrals")
def lapse_unanswered_referrals(timestamp: int) -> int:
    """Close the referrals whose answer is overdue, early in the morning, so that advisers see it at their desk."""
    return lapse_referrals(today=clock.today(), actor=SYSTEM, now=clock.now())
