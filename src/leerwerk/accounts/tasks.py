"""What is done about accounts at night."""

from leerwerk.accounts.actions import close_unused
from leerwerk.kernel import clock
from leerwerk.kernel.queue import periodic, task


@periodic("5 3 * * *")
@task(name="accounts.close_unused", queueing_lock="accounts.close_unused")
def close_unused_accounts(timestamp: int) -> int:
    """Delete the accounts of citizens who stayed away for a year; what desks keep has its own time."""
    return close_unused(now=clock.now())
