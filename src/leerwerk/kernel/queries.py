"""Reads of the log and of what got stuck, for the administrator."""

from django.db.models import QuerySet

from leerwerk.kernel.enums import MailStatus
from leerwerk.kernel.models import AuditEntry, OutboxMail


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
