"""The life of an import run: one at a time per source, begun, and ended in whatever way."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import connection

from leerwerk.exchange.enums import RunStatus
from leerwerk.exchange.files import FileFacts
from leerwerk.exchange.models import ImportRun
from leerwerk.kernel.refusal import Refusal


class ImportRefused(Refusal):
    """An import did not start; `code` says why."""


@contextmanager
def alone(kind: str, source: str, now: datetime) -> Iterator[None]:
    """Hold the right to import from this source; whoever held it before and is gone was broken off.

    The lock belongs to our connection with the database, which drops it when we die. Raises ImportRefused
    ALREADY_RUNNING.
    """
    key = _lock_key(kind, source)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [key])
        row = cursor.fetchone()
    if row is None or not row[0]:
        raise ImportRefused("ALREADY_RUNNING", kind=kind, source=source)
    try:
        ImportRun.objects.filter(kind=kind, source=source, status=RunStatus.RUNNING).update(
            status=RunStatus.BROKEN_OFF, ended_at=now
        )
        yield
    finally:
        # After a lost connection there is no lock left to give back.
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [key])


def mark_broken_off(*, now: datetime) -> int:
    """Look for runs whose process is gone and note that they were broken off; how many there were."""
    marked = 0
    running = ImportRun.objects.filter(status=RunStatus.RUNNING)
    for kind, source in list(running.values_list("kind", "source").distinct().order_by("kind", "source")):
        before = running.filter(kind=kind, source=source).count()
        try:
            with alone(kind, source, now):
                marked += before
        except ImportRefused:
            continue  # it is alive
    return marked


def begin_run(*, kind: str, source: str, file: FileFacts, now: datetime) -> ImportRun:
    """A run that is visible to others from now on. Called outside the transaction that holds its rows."""
    return ImportRun.objects.create(
        kind=kind, source=source, file_name=file.name[:200], file_hash=file.hash, started_at=now
    )


def _lock_key(kind: str, source: str) -> int:
    digest = hashlib.blake2b(f"exchange:{kind}:{source}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
