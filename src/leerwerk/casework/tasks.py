"""Daily work of casework."""

from leerwerk.casework.actions.appointments.upkeep import forget_visitors, remind_visitors
from leerwerk.casework.actions.referrals import lapse_referrals
from leerwerk.casework.actions.retention import finish_farewells, forget_what_expired
from leerwerk.casework.actions.withdrawals import close_for_employers
from leerwerk.kernel import clock
from leerwerk.kernel.actor import SYSTEM
from leerwerk.kernel.queue import periodic, task


@periodic("10 6 * * *")
@task(name="casework.lapse_unanswered_referrals", queueing_lock="casework.lapse_unanswered_referrals")
def lapse_unanswered_referrals(timestamp: int) -> int:
    """Close the referrals whose answer is overdue, early in the morning, so that advisers see it at their desk."""
    return lapse_referrals(today=clock.today(), actor=SYSTEM, now=clock.now())


@periodic("30 2 * * *")
@task(name="casework.close_for_employers", queueing_lock="casework.close_for_employers")
def close_answered_referrals(timestamp: int) -> int:
    """Take from the employers, at night, the candidates whom they did not take four weeks ago."""
    return close_for_employers(today=clock.today(), actor=SYSTEM, now=clock.now())


@periodic("40 2 * * *")
@task(name="casework.forget_expired", queueing_lock="casework.forget_expired")
def forget_expired(timestamp: int) -> int:
    """Wipe at night what may not be kept any longer."""
    return forget_what_expired(actor=SYSTEM, now=clock.now())


@periodic("50 2 * * *")
@task(name="casework.finish_farewells", queueing_lock="casework.finish_farewells")
def finish_broken_farewells(timestamp: int) -> int:
    """Finish at night what should have followed an erasure or a withdrawn consent."""
    return finish_farewells(now=clock.now())


@periodic("0 9 * * *")
@task(name="casework.remind_visitors", queueing_lock="casework.remind_visitors")
def remind_of_tomorrow(timestamp: int) -> int:
    """Remind everybody of the appointment of tomorrow."""
    return remind_visitors(now=clock.now())


@periodic("45 2 * * *")
@task(name="casework.forget_visitors", queueing_lock="casework.forget_visitors")
def forget_past_visitors(timestamp: int) -> int:
    """Wipe at night who came for an appointment long ago."""
    return forget_visitors(actor=SYSTEM, now=clock.now())
