"""Mail about saved questions: a slice at a time, and each mail in one transaction with the mark that it was sent."""

from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils.timezone import localdate

from leerwerk.kernel.queries import refused_in_a_row
from leerwerk.network.models import Region
from leerwerk.search.mails import mail_name, mail_new_places
from leerwerk.search.models import SavedSearch
from leerwerk.search.newest import newest_places, saved_question
from leerwerk.search.rules import REFUSALS, SETTLING, next_due
from leerwerk.search.saved import due_searches

log = structlog.get_logger("leerwerk.saved_search")
SLICE = 200
LOOKED_AT = 200


def mail_slice(*, now: datetime) -> int:
    """Look at the saved questions that are due, at most a slice; how many there were.

    Whoever is killed half-way leaves the rest due. A question that cannot be answered waits for the next day.
    """
    regions, ids = tuple(Region.objects.current()), due_searches(localdate(now), limit=SLICE)
    for pk in ids:
        try:
            mail_search(pk=pk, regions=regions, now=now)
        except Exception as failure:  # noqa: BLE001  (one question must not keep the others from their mail)
            log.error("saved search failed", saved_search=pk, error=type(failure).__name__)
            SavedSearch.objects.filter(pk=pk).update(due_on=localdate(now) + timedelta(days=1))
    return len(ids)


@transaction.atomic
def mail_search(*, pk: int, regions: tuple[Region, ...], now: datetime) -> bool:
    """Mail what is new for one question and mark it as seen; True when there was mail.

    A row that another worker holds, or that is no longer due, is left alone.
    """
    rows = SavedSearch.objects.due(localdate(now)).select_for_update(skip_locked=True, of=("self",))
    row = rows.select_related("person", "region").filter(pk=pk).first()
    if row is None:
        return False
    today = localdate(now)
    if refused_in_a_row(about=mail_name(row), since=row.touched_at) >= REFUSALS:
        row.undeliverable_at = now
        row.save(update_fields=["undeliverable_at"])
        log.warning("saved search undeliverable", saved_search=row.pk)
        return False
    until = now - SETTLING
    found = newest_places(saved_question(row, regions), regions, now=now, limit=LOOKED_AT)
    new = [each for each in found.places if each.published_at and row.seen_until < each.published_at <= until]
    row.seen_until, row.due_on = max(row.seen_until, until), next_due(row.frequency, today=today)
    row.save(update_fields=["seen_until", "due_on"])
    if new:
        mail_new_places(row, found.name, new, is_all=len(found.places) < LOOKED_AT, now=now)
    return bool(new)
