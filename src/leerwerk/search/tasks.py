"""Work of search at fixed times."""

from leerwerk.kernel import clock
from leerwerk.kernel.queue import periodic, task
from leerwerk.search import actions


@periodic("*/10 * * * *")
@task(name="search.take_in", queueing_lock="search.take_in")
def take_in(timestamp: int) -> int:
    """Put what was searched in the table."""
    return actions.take_in_searches()


@periodic("20 3 * * *")
@task(name="search.forget", queueing_lock="search.forget")
def forget(timestamp: int) -> int:
    """Forget searches in time."""
    return actions.forget_searches(today=clock.today())
