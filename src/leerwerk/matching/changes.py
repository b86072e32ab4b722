"""Which places changed since a moment: their rows, the seats taken on them, the people proposed to them.

Triggers write a row of PlaceChange in the transaction of the change, whoever makes it and however. A moment is a
snapshot of PostgreSQL, not a time: a change that was under way then and was committed later counts as later.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from leerwerk.matching.models import PlaceChange

#: Rows of this age are in every market, because no market gets older than a day.
KEPT = timedelta(days=3)
#: What the asking transaction changed itself counts as later too: a snapshot does not list the transaction that takes
#: it, so that whether it shows its own changes would depend on what others committed meanwhile.
_LATER = (
    "(NOT pg_visible_in_snapshot(xact::text::xid8, %s::pg_snapshot)"
    " OR xact::text::xid8 = pg_current_xact_id_if_assigned())"
)


def snapshot_now() -> str:
    """What the database shows at this moment, for the two below."""
    return str(_row("SELECT pg_current_snapshot()::text")[0])


def mark_since(snapshot: str) -> str:
    """A short text that changes with every change after a snapshot."""
    question = f"SELECT count(*), coalesce(max(id), 0) FROM matching_placechange WHERE {_LATER}"  # noqa: S608
    found = _row(question, snapshot)
    return f"{found[0]}|{found[1]}"


def places_since(snapshot: str, *, limit: int) -> set[int]:
    """The places that changed after a snapshot, at most `limit` of them."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT DISTINCT place_id FROM matching_placechange WHERE {_LATER} LIMIT %s",  # noqa: S608
            [snapshot, limit],
        )
        return {row[0] for row in cursor.fetchall()}


def forget_changes(now: datetime) -> None:
    """Clean up what is in every market."""
    PlaceChange.objects.filter(changed_at__lt=now - KEPT).delete()


def _row(question: str, *values: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question, values)
        return cursor.fetchone()
