"""Work of search at fixed times."""

from leerwerk.kernel import clock
from leerwerk.kernel.actor import SYSTEM
from leerwerk.kernel.queue import enqueue, periodic, task
from leerwerk.search.actions.mailing import SLICE, mail_slice
from leerwerk.search.actions.saved import forget_saved_searches
from leerwerk.search.actions.searches import forget_searches, take_in_searches


@periodic("*/10 * * * *")
@task(name="search.take_in", queueing_lock="search.take_in")
def take_in(timestamp: int) -> int:
    """Put what was searched in the table."""
    return take_in_searches()


@periodic("20 3 * * *")
@task(name="search.forget", queueing_lock="search.forget")
def forget(timestamp: int) -> int:
    """Forget searches in time, and saved questions that nobody confirmed or that had their year."""
    return forget_searches(today=clock.today()) + forget_saved_searches(actor=SYSTEM, now=clock.now())


@periodic("5 7-19 * * *")
@task(name="search.mail_new_places", queueing_lock="search.mail_new_places", queue="mail")
def mail_new_places(timestamp: int) -> int:
    """Mail about saved questions, a slice a job: by day, for people sleep at night. How many were looked at."""
    done = mail_slice(now=clock.now())
    if done == SLICE:
        enqueue(mail_new_places, once="search.mail_new_places", timestamp=timestamp)
    return done
