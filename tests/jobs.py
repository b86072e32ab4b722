"""Doing what waits in the queue, as a worker would."""

from concurrent.futures import ThreadPoolExecutor

from leerwerk.kernel import queue


def do_all_jobs() -> None:
    """Do jobs until none waits."""
    # In a thread of its own: the browser of the journeys keeps an event loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        thread.submit(queue.work, concurrency=1, once=True).result()
