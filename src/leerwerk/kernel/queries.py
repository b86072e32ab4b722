"""Reads of the log and of what got stuck, for the administrator."""

from datetime import datetime

from django.db.models import QuerySet

from leerwerk.kernel.enums import MailStatus
from leerwerk.kernel.models import AuditEntry, OutboxMail

MOST_LOOKED_AT = 10


def log_entries(*, action: str = "", subject: str = "") -> QuerySet[AuditEntry]:
    """Entries of the log, the newest first; of one action, and about what begins with `subject`."""
    entries = AuditEntry.objects.all()
    if action:
        entries = entries.filter(action=action)
    if subject:
        entries = entries.filter(subject__startswith=subject)
    return entries.order_by("-pk")


def logged_actions() -> list[str]:
    """The actions that occur in the log."""
    return list(AuditEntry.objects.order_by("action").values_list("action", flat=True).distinct())


def stuck_mails() -> QuerySet[OutboxMail]:
    """Mails that could not be sent, the newest first."""
    return OutboxMail.objects.filter(status=MailStatus.PARKED).order_by("-pk")


def refused_in_a_row(*, about: str, since: datetime) -> int:
    """How many of the last mails about a row did not arrive, counted back from the last to the first that did.

    Mails that wait are left out; so is what was made before `since`.
    """
    done = OutboxMail.objects.filter(about=about, created_at__gte=since).exclude(status=MailStatus.QUEUED)
    row = 0
    for status in done.order_by("-pk").values_list("status", flat=True)[:MOST_LOOKED_AT]:
        if status != MailStatus.PARKED:
            break
        row += 1
    return row
