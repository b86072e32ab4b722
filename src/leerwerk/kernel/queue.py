"""Work for later, kept in the same transaction as the change that asks for it.

A task is a function in an app's ``tasks.py`` with ``@task()``; it gets plain values (identifiers), reads the
clock itself, and may run twice: a worker that dies half-way has its jobs done again.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, ParamSpec, TypeVar, cast

from django.db import transaction
from django.db.models import Count
from django.db.models.functions import Now
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob, ProcrastinateWorker
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.tasks import Task

P = ParamSpec("P")
R = TypeVar("R")


def task(**options: Any) -> Callable[[Callable[P, R]], "Task[P, R, P]"]:
    """Make a function a task; options as procrastinate knows them (``queue``, ``retry``, ``lock``, ``name``)."""
    return cast("Callable[[Callable[P, R]], Task[P, R, P]]", app.task(**options))


def periodic(cron: str) -> Callable[["Task[P, R, P]"], "Task[P, R, P]"]:
    """Have a task done at the times of a cron expression; it gets ``timestamp`` (seconds) as its argument."""
    return cast("Callable[[Task[P, R, P]], Task[P, R, P]]", app.periodic(cron=cron))


def enqueue(
    task: "Task[Any, Any, Any]", *, run_at: datetime | None = None, once: str | None = None, **arguments: Any
) -> bool:
    """Have a task done after this transaction commits, not before ``run_at``; a rollback forgets it.

    With ``once`` nothing is added while a job with that name waits; the answer is then False.
    """
    job = task.configure(schedule_at=run_at, queueing_lock=once)
    try:
        with transaction.atomic():
            job.defer(**arguments)
    except AlreadyEnqueued:
        return False
    return True


def work(*, concurrency: int, once: bool = False) -> None:
    """Do jobs until the process is asked to stop, or with ``once`` until none waits."""
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # it is the one for Django
    with app.replace_connector(connector) as worker:
        worker.run_worker(concurrency=concurrency, wait=not once)


def failed_jobs() -> dict[str, int]:
    """The jobs that failed for good and wait for a person, counted by the name of their task."""
    failed = (
        ProcrastinateJob.objects.filter(status="failed").values_list("task_name").annotate(count=Count("pk"))
    )
    return dict(failed.order_by("task_name"))


def is_worker_alive() -> bool:
    """Whether a worker has shown a sign of life in the last minute, by the clock of the database."""
    return ProcrastinateWorker.objects.filter(last_heartbeat__gt=Now() - timedelta(minutes=1)).exists()
