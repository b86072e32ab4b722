"""Several people at the same moment, each on a connection of their own."""

import threading
from collections.abc import Callable

from django.db import IntegrityError, connection

from leerwerk.kernel.refusal import Refusal


def at_once(*attempts: Callable[[], object]) -> list[str]:
    """Start all attempts at the same moment; the sorted outcomes: "ok", or the code of a refusal."""
    ready = threading.Barrier(len(attempts), timeout=20)
    outcomes: list[str] = []

    def run(attempt: Callable[[], object]) -> None:
        try:
            connection.ensure_connection()
            ready.wait()
            attempt()
            outcomes.append("ok")
        except Refusal as refusal:
            outcomes.append(refusal.code)
        except IntegrityError as clash:
            outcomes.append("FULL" if "is full" in str(clash) else str(clash))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(attempt,)) for attempt in attempts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return sorted(outcomes)
